import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import type { CaseView } from "./documents";
import { whoIs } from "./words";

type Review = NonNullable<NonNullable<CaseView["entitlement"]>["review"]>;

interface LookedProps {
  found: CaseView;
  about: "ENTITLEMENT" | "DEFAULT_DECISION" | "TIME_LIMIT" | "STEPPED_IN";
  /** The time frame whose end brought something by rule, or the line that the platform pays. */
  frame?: string;
  review: Review | null;
}

/** Whether a person was asked to look at what a computer did, and what they found; else the way to ask. */
export function Looked({ found, about, frame, review }: LookedProps): ReactNode {
  const { t } = useLanguage();
  if (review) {
    return (
      <div className="stack tight">
        <p>{t("human.asked", { name: whoIs(review.side, found, t) })}</p>
        {review.reasons ? (
          <p className="words" dir="auto">
            {review.reasons}
          </p>
        ) : null}
        <p className="words" dir="auto">
          {review.finding ?? t("human.waits")}
        </p>
      </div>
    );
  }
  const possible = found.availableActions.some(({ action, reasonIfBlocked }) => action === "ASK_HUMAN_REVIEW" && !reasonIfBlocked);
  if (!possible) return null;
  return (
    <p className="no-print">
      <ButtonLink look="link" to={`/cases/${found.id}/do/ASK_HUMAN_REVIEW?${new URLSearchParams({ about, ...(frame ? { frame } : {}) })}`}>
        {t("do.ASK_HUMAN_REVIEW")}
      </ButtonLink>
    </p>
  );
}
