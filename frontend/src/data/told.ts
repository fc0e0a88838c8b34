/** The cases of which the service tells by itself at the moment that they changed. */
const told = new Set<string>();

export const isTold = (id: string): boolean => told.has(id);

export function setTold(id: string, is: boolean): void {
  if (is) told.add(id);
  else told.delete(id);
}
