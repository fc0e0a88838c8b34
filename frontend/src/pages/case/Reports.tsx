import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Moment } from "../../kit/Instant";
import type { Happening } from "../../kit/Timeline";
import { Cited } from "./Cited";
import type { CaseView } from "./documents";
import type { Owed } from "./Return";
import { denialOf, reportWord } from "./ways";
import { whyFailed } from "./whyFailed";
import { calledBy, whoIs } from "./words";

/** What was reported of a line, each with its day, who said it, and what shows it. */
export function useReports(found: CaseView, owed: Owed): Happening[] {
  const { t } = useLanguage();
  return owed.reports.map((report, place) => ({
    id: String(place),
    when: <Moment at={report.at} />,
    what: reportWord(report, owed, t),
    more: (
      <>
        <p className="small muted" dir="auto">
          {[calledBy(report.by, t), whyFailed(report.failure, t), report.reference, report.note].filter(Boolean).join(" · ")}
        </p>
        <Cited found={found} numbers={report.exhibits} />
      </>
    ),
  }));
}

/** That it did not arrive, by the word of whoever is owed it, and what follows from that for this reader. */
export function Denied({ found, owed }: { found: CaseView; owed: Owed }): ReactNode {
  const { t } = useLanguage();
  const denial = denialOf(owed);
  if (!denial) return null;
  const { owedBy } = owed.remedy;
  if (owedBy === found.role) return <p>{t("remedyPage.denied.owes", { name: denial.by.name })}</p>;
  const names = { name: denial.by.name, owes: whoIs(owedBy, found, t) };
  return <p>{t(denial.by.role === found.role ? "remedyPage.denied.owed" : "remedyPage.denied.others", names)}</p>;
}
