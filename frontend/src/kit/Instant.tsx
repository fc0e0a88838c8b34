import { use, type ReactNode } from "react";
import { useLanguage, type Language } from "../i18n/language";
import { clockTime, dayName, daysLeft, endsWithDay, lastDay, zoneCity, type Bound } from "../lib/instants";
import { useNow, ZoneContext } from "../lib/now";
import { Icon } from "./Icon";

const SOON = 3;

/** "by the end of Tue 7 April (Warsaw time)", from the server's bound, which is the first instant too late. */
export function boundText({ t, locale }: Language, bound: Bound, now: Date): string {
  const zone = zoneCity(bound.zone);
  if (endsWithDay(bound)) return t("due.endOfDay", { day: lastDay(bound, locale, now), zone });
  return t("due.atTime", {
    day: dayName(bound.at, bound.zone, locale, now),
    time: clockTime(bound.at, bound.zone, locale),
    zone,
  });
}

export function BoundText({ at, zone }: { at: string; zone: string }): ReactNode {
  const bound = { at: new Date(at), zone };
  return <time dateTime={at}>{boundText(useLanguage(), bound, useNow())}</time>;
}

/** How many days are left, with a word and a drawing when they are few. */
export function DaysLeft({ at, zone }: { at: string; zone: string }): ReactNode {
  const { t } = useLanguage();
  const days = daysLeft({ at: new Date(at), zone }, useNow());
  if (days < 0) return <State look="late" icon="alert" words={t("due.over")} />;
  return <State look={days <= SOON ? "soon" : "calm"} icon="clock" words={t("due.daysLeft", { days })} />;
}

type Look = "soon" | "late" | "done" | "calm";

/** A state in words with a drawing beside it: never colour alone. */
export function State({
  look,
  icon,
  words,
}: {
  look: Look;
  icon: Parameters<typeof Icon>[0]["name"];
  words: string;
}): ReactNode {
  return (
    <span className={`state ${look}`}>
      <Icon name={icon} />
      {words}
    </span>
  );
}

/** A past moment: "Tue 7 April, 14:05 (Warsaw time)". */
export function Moment({ at, zone: told }: { at: string; zone?: string }): ReactNode {
  const { t, locale } = useLanguage();
  const own = use(ZoneContext);
  const zone = told ?? own;
  const moment = new Date(at);
  const words = t("moment", {
    day: dayName(moment, zone, locale, useNow()),
    time: clockTime(moment, zone, locale),
    zone: zoneCity(zone),
  });
  return <time dateTime={at}>{words}</time>;
}

/** A day without a time of day, as a contract or an order names it ("2026-04-07"). */
export function Day({ date }: { date: string }): ReactNode {
  const { locale } = useLanguage();
  return <time dateTime={date}>{dayName(new Date(`${date.slice(0, 10)}T12:00:00Z`), "UTC", locale, useNow())}</time>;
}
