import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { ReactNode } from "react";
import type { AskSetAsideInput } from "../../generated/graphql/graphql";
import { useLanguage } from "../../i18n/language";
import type { CaseView } from "./documents";
import { GroundForm, ReasonsForm } from "./ReasonedActs";
import { AskCorrection, AskReview, AskSetAside } from "./reviewDocuments";

interface Found {
  found: CaseView;
}

const WORDED: Record<"ASK_CORRECTION" | "ASK_SET_ASIDE", TypedDocumentNode<object, { input: AskSetAsideInput }>> = {
  ASK_CORRECTION: AskCorrection,
  ASK_SET_ASIDE: AskSetAside,
};

/** Pointing out a slip, or asking to set aside: what follows, and the reasons. */
export function AskOfDecisionPage({ found, act }: Found & { act: keyof typeof WORDED }): ReactNode {
  const { t } = useLanguage();
  return (
    <ReasonsForm
      found={found}
      act={act}
      document={WORDED[act]}
      words={t(`after.${act}`)}
      label={t("after.reasons")}
      hint={t("after.hint")}
      missing={t("after.missing")}
    />
  );
}

/** Asking for a review: one of the grounds of the rulebook, and the reasons. */
export function AskReviewPage({ found }: Found): ReactNode {
  const { t } = useLanguage();
  return (
    <GroundForm
      found={found}
      act="ASK_REVIEW"
      document={AskReview}
      words={t("after.ASK_REVIEW")}
      grounds={{
        label: t("after.ground"),
        missing: t("after.ground.missing"),
        choices: found.reviewGrounds.map((value) => ({ value, label: t(`reviewGround.${value}`) })),
      }}
      label={t("after.reasons")}
      hint={t("after.hint")}
      missing={t("after.missing")}
    />
  );
}
