import type { ReactNode } from "react";
import { useLanguage, type Translate } from "../../i18n/language";
import { Moment } from "../../kit/Instant";
import type { Deadline } from "./documents";

const UNITS = { d: "limit.days", wd: "limit.workingDays", h: "limit.hours", y: "limit.years" } as const;

/** "7d" in words: "7 days". */
export function limitText(limit: string, t: Translate): string {
  const match = /^(\d+)(d|wd|h|y)$/.exec(limit);
  if (limit === "typed") return t("limit.typed");
  return match ? t(UNITS[match[2] as keyof typeof UNITS], { count: Number(match[1]) }) : limit;
}

/** Why a date is what it is: from when, how long, by which rule, whose calendar. */
export function Why({ deadline }: { deadline: Deadline }): ReactNode {
  const { t } = useLanguage();
  return (
    <dl className="facts">
      <Reason name={t("why.start")}>
        <Moment at={deadline.start} zone={deadline.zone} />
      </Reason>
      <Reason name={t("why.limit")}>{t("why.counted", { limit: limitText(deadline.limit, t) })}</Reason>
      <Reason name={t("why.calendar")}>
        {t("why.calendar.words", { zone: deadline.zone, calendar: deadline.calendar })}
      </Reason>
      {deadline.cappedBy !== "" && (
        <Reason name={t("why.capped")}>{t("why.capped.words", { clause: deadline.cappedBy })}</Reason>
      )}
      <Reason name={t("why.rule")}>
        {t("why.rule.words", { clause: deadline.clause, rulebook: deadline.rulebook })}
      </Reason>
      <Reason name={t("why.source")}>
        {deadline.checked ? deadline.source : t("why.modelled", { source: deadline.source })}
      </Reason>
    </dl>
  );
}

function Reason({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
