import type { ReactNode } from "react";
import { graphql } from "../generated/graphql";
import { useLanguage } from "../i18n/language";
import type { CaseView } from "../pages/case/documents";
import { GroundForm } from "../pages/case/ReasonedActs";

export const NoticeInactivity = graphql(`
  mutation NoticeInactivity($input: NoticeInactivityInput!) { noticeInactivity(input: $input) { ...Acted } }
`);

const EndCase = graphql(`
  mutation EndCase($input: EndCaseInput!) { endCase(input: $input) { ...Acted } }
`);

/** Ending a case before its outcome: one of the grounds of the rulebook, and the reasons. */
export function EndCaseForm({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  return (
    <GroundForm
      found={found}
      act="END_CASE"
      document={EndCase}
      words={t("end.words")}
      grounds={{
        label: t("end.ground"),
        missing: t("end.ground.missing"),
        choices: found.terminationGrounds.map((value) => ({ value, label: t(`ground.${value}`) })),
      }}
    />
  );
}
