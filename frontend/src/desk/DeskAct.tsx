import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { ReactNode } from "react";
import { useAct } from "../data/act";
import type { AdmitCaseInput } from "../generated/graphql/graphql";
import { useLanguage } from "../i18n/language";
import { Button, ButtonLink } from "../kit/Button";
import { ErrorSummary } from "../kit/ErrorSummary";
import { useSending } from "../pages/case/ActPage";
import type { CaseView } from "../pages/case/documents";
import { AnswerHuman, Appoint, DeskForm, Propose, Refuse } from "./acts";
import { Decide } from "./Decide";
import { EndCaseForm, NoticeInactivity } from "./ending";
import { AdmitCase, CompleteFile, EndMediation } from "./documents";
import { ReopenRecordPage, RequestEvidencePage } from "../pages/case/RequestActs";
import { ResumeCase } from "../pages/case/timeDocuments";
import { AnswerObjection, Disclose, Replace } from "./independence";
import { Correct, DeclineSlip, Review, SetAside } from "./review";
import { Extend, OrderPauseForm } from "./time";
import type { DeskAction } from "./keys";

const PLAIN: Record<
  "ADMIT_CASE" | "END_MEDIATION" | "COMPLETE_FILE" | "RESUME_CASE" | "NOTICE_INACTIVITY",
  TypedDocumentNode<object, { input: AdmitCaseInput }>
> = {
  ADMIT_CASE: AdmitCase,
  END_MEDIATION: EndMediation,
  COMPLETE_FILE: CompleteFile,
  RESUME_CASE: ResumeCase,
  NOTICE_INACTIVITY: NoticeInactivity,
};

/** One act of the desk with its form, in place of the case's part. */
export function DeskAct({ found, act }: { found: CaseView; act: DeskAction }): ReactNode {
  const { t } = useLanguage();
  const possible = found.availableActions.find(({ action }) => action === act);
  if (!possible || possible.reasonIfBlocked) return <p>{possible?.reasonIfBlocked ?? t("desk.notNow")}</p>;
  switch (act) {
    case "ADMIT_CASE":
    case "END_MEDIATION":
    case "COMPLETE_FILE":
    case "RESUME_CASE":
    case "NOTICE_INACTIVITY":
      return <Plain found={found} act={act} />;
    case "END_CASE":
      return <EndCaseForm found={found} />;
    case "REFUSE_CASE":
      return <Refuse found={found} />;
    case "ANSWER_HUMAN_REVIEW":
      return <AnswerHuman found={found} />;
    case "APPOINT_NEUTRAL":
      return <Appoint found={found} />;
    case "DISCLOSE_CIRCUMSTANCES":
      return <Disclose found={found} />;
    case "DECIDE_OBJECTION":
      return <AnswerObjection found={found} />;
    case "RECUSE_NEUTRAL":
    case "HAND_OVER_CASE":
      return <Replace found={found} act={act} />;
    case "MAKE_PROPOSAL":
      return <Propose found={found} />;
    case "ISSUE_DECISION":
      return <Decide found={found} />;
    case "CORRECT_DECISION":
      return <Correct found={found} />;
    case "DECLINE_CORRECTION":
      return <DeclineSlip found={found} />;
    case "DECIDE_REVIEW":
      return <Review found={found} />;
    case "DECIDE_SET_ASIDE":
      return <SetAside found={found} />;
    case "REQUEST_EVIDENCE":
      return <RequestEvidencePage found={found} Shell={DeskForm} home="/desk" />;
    case "REOPEN_RECORD":
      return <ReopenRecordPage found={found} Shell={DeskForm} home="/desk" />;
    case "EXTEND_FRAME":
      return <Extend found={found} />;
    case "ORDER_PAUSE":
      return <OrderPauseForm found={found} />;
    case "SEND_MESSAGE":
    case "REPORT_FULFILMENT":
      return null;
  }
}

function Plain({ found, act }: { found: CaseView; act: keyof typeof PLAIN }): ReactNode {
  const { t } = useLanguage();
  const ask = useAct(PLAIN[act]);
  const { busy, problems, send } = useSending(`/desk/${found.id}`);
  return (
    <section className="stack" aria-labelledby="act">
      <h2 id="act">{t(`do.${act}`)}</h2>
      <ErrorSummary problems={problems} />
      <ul>
        {t(`effects.${act}`)
          .split("\n")
          .map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
      </ul>
      <div className="row">
        <Button busy={busy} onClick={() => send(() => ask({ case: found.id, expectedVersion: found.version }))}>
          {t(`do.${act}`)}
        </Button>
        <ButtonLink look="link" to={`/desk/${found.id}`}>
          {t("confirm.back")}
        </ButtonLink>
      </div>
    </section>
  );
}
