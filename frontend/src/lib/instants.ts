/** The server's bound of a time frame: the first instant that is too late. */
export interface Bound {
  at: Date;
  zone: string;
}

const SECOND = 1000;
const DAY = 86_400_000;

/** The last instant that is still in time. */
function lastInstant(bound: Date): Date {
  return new Date(bound.getTime() - SECOND);
}

/** Whether the bound falls on local midnight, so that a whole day is given. */
export function endsWithDay({ at, zone }: Bound): boolean {
  return clockTime(at, zone, "en-GB", true) === "00:00:00";
}

/** "7 April" is the last day in time when the bound is 8 April 00:00. */
export function lastDay({ at, zone }: Bound, locale: string, now: Date): string {
  return dayName(lastInstant(at), zone, locale, now);
}

export function dayName(at: Date, zone: string, locale: string, now: Date): string {
  const sameYear = part(at, zone, "year") === part(now, zone, "year");
  const weekday = format(at, zone, locale, { weekday: "short" });
  const day = format(at, zone, locale, { day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) });
  return `${weekday} ${day}`;
}

export function clockTime(at: Date, zone: string, locale: string, seconds = false): string {
  return format(at, zone, locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(seconds ? { second: "2-digit" } : {}),
  });
}

/** Whole local days between now and the last day in time; 0 on that day, negative when it is over. */
export function daysLeft({ at, zone }: Bound, now: Date): number {
  if (now >= at) return -1;
  return Math.round((localMidnight(lastInstant(at), zone) - localMidnight(now, zone)) / DAY);
}

/** "Europe/Warsaw" is spoken of as "Warsaw". */
export function zoneCity(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

function localMidnight(at: Date, zone: string): number {
  const [year, month, day] = (["year", "month", "day"] as const).map((name) => Number(part(at, zone, name)));
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day);
}

function part(at: Date, zone: string, name: "year" | "month" | "day"): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric", month: "numeric", day: "numeric" });
  return parts.formatToParts(at).find(({ type }) => type === name)?.value ?? "";
}

function format(at: Date, zone: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(at);
}
