import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { Moment } from "../../kit/Instant";
import type { CaseView } from "./documents";

type Amendment = CaseView["amendments"][number];

interface AmendedProps {
  found: CaseView;
  what: Amendment["what"];
  subject?: string;
}

/** What was corrected or taken back of something said or handed in: under the original, which stays. */
export function Amended({ found, what, subject }: AmendedProps): ReactNode {
  const { t } = useLanguage();
  const own = found.amendments.filter((one) => one.what === what && (one.subject ?? undefined) === subject);
  return own.map((one) => (
    <div key={one.at} className="stack tight">
      <p className="small muted">
        {t(one.withdrawn ? "amended.withdrawn" : "amended.corrected")} <Moment at={one.at} />
      </p>
      {(one.reads ?? one.reasons) ? (
        <p className="words" dir="auto">
          {one.reads ?? one.reasons}
        </p>
      ) : null}
    </div>
  ));
}
