import type { ReactNode } from "react";
import { Redirect } from "wouter";
import { useLanguage } from "../i18n/language";
import type { CaseView } from "../pages/case/documents";
import { PlainAct, type PlainActs } from "../pages/case/PlainAct";
import { ReleasePage } from "../pages/case/Bundled";
import { CorrectPage, TakeBackPage } from "../pages/case/Amending";
import { RulePage } from "../pages/case/Confidential";
import { AnnotatePage, TranslatePage } from "../pages/case/Notes";
import { ConfirmParallelPage, EndParallelPage, ReportParallelPage } from "../pages/case/Elsewhere";
import {
  ConfirmCapacityPage,
  NameGuardianPage,
  RelieveGuardianPage,
  RequireGuardianPage,
} from "../pages/case/Guardian";
import { AnswerHuman, Appoint, Propose, Refuse } from "./acts";
import { AskClarificationForm } from "./clarifying";
import { Decide, Drafting } from "./Decide";
import { EndCaseForm, NoticeInactivity } from "./ending";
import { AnswerErasureForm, LiftHoldForm, PlaceHoldForm } from "./erasing";
import { AdmitCase, CompleteFile, EndMediation } from "./documents";
import { ReopenRecordPage, RequestEvidencePage } from "../pages/case/RequestActs";
import { AskThirdPartyPage, EndThirdPartyPage, InviteThirdPartyPage } from "../pages/case/ThirdPartyActs";
import { ResumeCase } from "../pages/case/timeDocuments";
import { Issuing, Reading } from "./fourEyes";
import { AnswerObjection, Disclose, Replace } from "./independence";
import { Correct, DeclineSlip, Review, SetAside } from "./review";
import { Extend, OrderPauseForm } from "./time";
import type { DeskAction } from "./keys";

const PLAIN = {
  ADMIT_CASE: AdmitCase,
  END_MEDIATION: EndMediation,
  COMPLETE_FILE: CompleteFile,
  RESUME_CASE: ResumeCase,
  NOTICE_INACTIVITY: NoticeInactivity,
} as const satisfies PlainActs;

/** A bundle is decided on a page of its own. */
function ToBundle({ found }: { found: CaseView }): ReactNode {
  return <Redirect to={`/bundles/${found.bundle?.id ?? ""}`} />;
}

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
      return <PlainAct found={found} act={act} document={PLAIN[act]} />;
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
    case "DECIDE_BUNDLE":
      return <ToBundle found={found} />;
    case "RELEASE_FROM_BUNDLE":
      return <ReleasePage found={found} />;
    case "DRAFT_DECISION":
      return <Drafting found={found} />;
    case "READ_DRAFT":
      return <Reading found={found} />;
    case "ISSUE_DRAFT":
      return <Issuing found={found} />;
    case "CORRECT_DECISION":
      return <Correct found={found} />;
    case "DECLINE_CORRECTION":
      return <DeclineSlip found={found} />;
    case "DECIDE_REVIEW":
      return <Review found={found} />;
    case "DECIDE_SET_ASIDE":
      return <SetAside found={found} />;
    case "RULE_ON_CONFIDENTIALITY":
      return <RulePage found={found} />;
    case "ANNOTATE_EXHIBIT":
      return <AnnotatePage found={found} />;
    case "NOTE_TRANSLATION":
      return <TranslatePage found={found} />;
    case "REQUEST_EVIDENCE":
      return <RequestEvidencePage found={found} />;
    case "INVITE_THIRD_PARTY":
      return <InviteThirdPartyPage found={found} />;
    case "ASK_THIRD_PARTY":
      return <AskThirdPartyPage found={found} />;
    case "END_THIRD_PARTY":
      return <EndThirdPartyPage found={found} />;
    case "REOPEN_RECORD":
      return <ReopenRecordPage found={found} />;
    case "ASK_CLARIFICATION":
      return <AskClarificationForm found={found} />;
    case "CORRECT_SUBMISSION":
      return <CorrectPage found={found} />;
    case "WITHDRAW_SUBMISSION":
      return <TakeBackPage found={found} />;
    case "REPORT_PARALLEL_PROCEEDING":
      return <ReportParallelPage found={found} />;
    case "CONFIRM_PARALLEL_PROCEEDING":
      return <ConfirmParallelPage found={found} />;
    case "END_PARALLEL_PROCEEDING":
      return <EndParallelPage found={found} />;
    case "EXTEND_FRAME":
      return <Extend found={found} />;
    case "ORDER_PAUSE":
      return <OrderPauseForm found={found} />;
    case "REQUIRE_GUARDIAN":
      return <RequireGuardianPage found={found} />;
    case "NAME_GUARDIAN":
      return <NameGuardianPage found={found} />;
    case "RELIEVE_GUARDIAN":
      return <RelieveGuardianPage found={found} />;
    case "CONFIRM_CAPACITY":
      return <ConfirmCapacityPage found={found} />;
    case "ANSWER_ERASURE":
      return <AnswerErasureForm found={found} />;
    case "PLACE_LEGAL_HOLD":
      return <PlaceHoldForm found={found} />;
    case "LIFT_LEGAL_HOLD":
      return <LiftHoldForm found={found} />;
    case "SEND_MESSAGE":
    case "REPORT_FULFILMENT":
    case "ARRANGE_RETURN":
    case "REPORT_INSPECTION":
      return null;
  }
}
