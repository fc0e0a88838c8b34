import { useState, type ReactNode } from "react";
import { useParams } from "wouter";
import { NotFound } from "../../data/Loaded";
import { useAct } from "../../data/act";
import { useLanguage } from "../../i18n/language";
import { ConfirmPage } from "../../kit/ConfirmPage";
import type { Problem } from "../../kit/ErrorSummary";
import { Tick } from "../../kit/Field";
import {
  AcceptDecision,
  AcknowledgeComplaint,
  ForgoDecision,
  LeaveNegotiation,
  RejectDecision,
  RequestDecision,
} from "./acts";
import { AskOfDecisionPage, AskReviewPage } from "./AfterDecision";
import { ActPage, useSending } from "./ActPage";
import { ContinueCase } from "./endDocuments";
import { ReportBreachPage } from "./ReportBreach";
import { ObjectPage } from "./ObjectPage";
import { PlainAct, type PlainActs } from "./PlainAct";
import { AnswerRequestPage, RequestEvidencePage } from "./RequestActs";
import {
  AnswerExtensionPage,
  AnswerPausePage,
  AnswerRulesPage,
  AskPausePage,
  AskRulesPage,
  ExtendPage,
} from "./TimeActs";
import { BidPage } from "./Bid";
import { NameGuardianPage, RequireGuardianPage } from "./Guardian";
import { ClaimCapacity } from "./guardianDocuments";
import { EndRepresentationPage, NameRepresentativePage } from "./Mandates";
import { AskThirdPartyPage, EndThirdPartyPage, InviteThirdPartyPage, StatementPage } from "./ThirdPartyActs";
import { ConfirmParallelPage, EndParallelPage, ReportParallelPage } from "./Elsewhere";
import { WithdrawNeeds } from "./needsDocuments";
import { BlockMessages, NudgeRespondent, OpenBidding, UnblockMessages } from "./bidDocuments";
import { ObjectToBundle } from "./bundleDocuments";
import { ClaimPage } from "./Confidential";
import { AnnotatePage, TranslatePage } from "./Notes";
import { ClarifyPage } from "./Clarifying";
import { CorrectPage, TakeBackPage } from "./Amending";
import { AskErasurePage } from "./Erasing";
import { AnswerCounterclaimPage, MakeCounterclaimPage } from "./Counterclaim";
import { InviteRecipient } from "./mandateDocuments";
import { WithdrawCounterclaim } from "./counterclaimDocuments";
import { ResumeCase } from "./timeDocuments";
import { AnswerComplaintPage, AskHumanPage, EscalatePage, NeedsPage, WithdrawPage } from "./WordedActs";
import type { CaseView } from "./documents";

const PLAIN = {
  ACKNOWLEDGE_COMPLAINT: AcknowledgeComplaint,
  LEAVE_NEGOTIATION: LeaveNegotiation,
  NUDGE_RESPONDENT: NudgeRespondent,
  WITHDRAW_NEEDS: WithdrawNeeds,
  BLOCK_MESSAGES: BlockMessages,
  UNBLOCK_MESSAGES: UnblockMessages,
  OPEN_BIDDING: OpenBidding,
  REQUEST_DECISION: RequestDecision,
  FORGO_DECISION: ForgoDecision,
  REJECT_DECISION: RejectDecision,
  CONTINUE_CASE: ContinueCase,
  RESUME_CASE: ResumeCase,
  WITHDRAW_COUNTERCLAIM: WithdrawCounterclaim,
  INVITE_RECIPIENT: InviteRecipient,
  CLAIM_CAPACITY: ClaimCapacity,
  OBJECT_TO_BUNDLE: ObjectToBundle,
} as const satisfies PlainActs;

function isPlain(act: string): act is keyof typeof PLAIN {
  return act in PLAIN;
}

/** One act, one page: what it is, what follows, one button. */
export default function DoPage(): ReactNode {
  const { act } = useParams<{ act: string }>();
  return <ActPage>{(found) => <Chosen act={act} found={found} />}</ActPage>;
}

function Chosen({ act, found }: { act: string; found: CaseView }): ReactNode {
  if (!found.availableActions.some(({ action }) => action === act)) return <NotFound />;
  switch (act) {
    case "ANSWER_COMPLAINT":
      return <AnswerComplaintPage found={found} />;
    case "GIVE_CLARIFICATION":
      return <ClarifyPage found={found} />;
    case "CORRECT_SUBMISSION":
      return <CorrectPage found={found} />;
    case "WITHDRAW_SUBMISSION":
      return <TakeBackPage found={found} />;
    case "ASK_ERASURE":
      return <AskErasurePage found={found} />;
    case "MAKE_COUNTERCLAIM":
      return <MakeCounterclaimPage found={found} />;
    case "ANSWER_COUNTERCLAIM":
      return <AnswerCounterclaimPage found={found} />;
    case "ESCALATE_COMPLAINT":
      return <EscalatePage found={found} />;
    case "STATE_NEEDS":
      return <NeedsPage found={found} />;
    case "ASK_HUMAN_REVIEW":
      return <AskHumanPage found={found} />;
    case "WITHDRAW_COMPLAINT":
      return <WithdrawPage found={found} />;
    case "ACCEPT_DECISION":
      return <AcceptDecisionPage found={found} />;
    case "ASK_CORRECTION":
    case "ASK_SET_ASIDE":
      return <AskOfDecisionPage found={found} act={act} />;
    case "OBJECT_TO_NEUTRAL":
      return <ObjectPage found={found} />;
    case "ASK_REVIEW":
      return <AskReviewPage found={found} />;
    case "REPORT_BREACH":
      return <ReportBreachPage found={found} />;
    case "CLAIM_CONFIDENTIALITY":
      return <ClaimPage found={found} />;
    case "ANNOTATE_EXHIBIT":
      return <AnnotatePage found={found} />;
    case "NOTE_TRANSLATION":
      return <TranslatePage found={found} />;
    case "REQUEST_EVIDENCE":
      return <RequestEvidencePage found={found} />;
    case "ANSWER_EVIDENCE_REQUEST":
      return <AnswerRequestPage found={found} />;
    case "REPORT_PARALLEL_PROCEEDING":
      return <ReportParallelPage found={found} />;
    case "CONFIRM_PARALLEL_PROCEEDING":
      return <ConfirmParallelPage found={found} />;
    case "END_PARALLEL_PROCEEDING":
      return <EndParallelPage found={found} />;
    case "NAME_REPRESENTATIVE":
      return <NameRepresentativePage found={found} />;
    case "END_REPRESENTATION":
      return <EndRepresentationPage found={found} />;
    case "REQUIRE_GUARDIAN":
      return <RequireGuardianPage found={found} />;
    case "NAME_GUARDIAN":
      return <NameGuardianPage found={found} />;
    case "INVITE_THIRD_PARTY":
      return <InviteThirdPartyPage found={found} />;
    case "ASK_THIRD_PARTY":
      return <AskThirdPartyPage found={found} />;
    case "GIVE_THIRD_PARTY_STATEMENT":
      return <StatementPage found={found} />;
    case "END_THIRD_PARTY":
      return <EndThirdPartyPage found={found} />;
    case "GIVE_BID":
      return <BidPage found={found} />;
    case "EXTEND_FRAME":
      return <ExtendPage found={found} />;
    case "ANSWER_EXTENSION":
      return <AnswerExtensionPage found={found} />;
    case "ASK_PAUSE":
      return <AskPausePage found={found} />;
    case "ANSWER_PAUSE":
      return <AnswerPausePage found={found} />;
    case "ASK_RULEBOOK_CHANGE":
      return <AskRulesPage found={found} />;
    case "ANSWER_RULEBOOK_CHANGE":
      return <AnswerRulesPage found={found} />;
    default:
      return isPlain(act) ? <PlainAct found={found} act={act} document={PLAIN[act]} /> : <NotFound />;
  }
}

function AcceptDecisionPage({ found }: { found: CaseView }): ReactNode {
  const { t } = useLanguage();
  const accept = useAct(AcceptDecision);
  const sending = useSending(`/cases/${found.id}`);
  const [understood, setUnderstood] = useState(false);
  const [unread, setUnread] = useState<Problem[]>([]);
  const confirm = (): void => {
    setUnread(understood ? [] : [{ field: "understood", message: t("understood.missing") }]);
    const input = { case: found.id, expectedVersion: found.version, effectUnderstood: true };
    if (understood) sending.send(() => accept(input));
  };
  return (
    <ConfirmPage
      title={t("do.ACCEPT_DECISION")}
      effects={[found.decision?.effectText ?? found.effectText, t("accept.then")]}
      action={t("do.ACCEPT_DECISION")}
      back={`/cases/${found.id}/decision`}
      busy={sending.busy}
      problems={unread.length ? unread : sending.problems}
      onConfirm={confirm}
      consent={
        <Tick
          id="understood"
          label={t("understood.words")}
          checked={understood}
          onTick={setUnderstood}
          error={unread[0]?.message}
        />
      }
    />
  );
}
