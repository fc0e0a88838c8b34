const DAY = 86_400_000;
const NOTICE = 30 * DAY;

/** From when a new draft is to hold: thirty days on, so that there is time to publish it and to tell people. */
export function holdsFrom(now: Date): string {
  return new Date(now.getTime() + NOTICE).toISOString().slice(0, 10);
}
