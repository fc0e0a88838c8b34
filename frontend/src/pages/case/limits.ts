import type { Translate } from "../../i18n/language";

const UNITS = { d: "limit.days", wd: "limit.workingDays", h: "limit.hours", mo: "limit.months", y: "limit.years" } as const;

/** "7d" in words: "7 days". */
export function limitText(limit: string, t: Translate): string {
  const match = /^(\d+)(d|wd|h|mo|y)$/.exec(limit);
  return match ? t(UNITS[match[2] as keyof typeof UNITS], { count: Number(match[1]) }) : limit;
}
