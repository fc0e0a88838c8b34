/** What is chosen once one of the choices is marked, or is not any more. */
export function toggled<T>(chosen: readonly T[], one: T, on: boolean): T[] {
  return on ? [...chosen, one] : chosen.filter((other) => other !== one);
}
