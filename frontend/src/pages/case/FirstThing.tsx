import type { ReactNode } from "react";
import { useLanguage, type MessageId, type Translate } from "../../i18n/language";
import { ButtonLink } from "../../kit/Button";
import { OneThingFirst } from "../../kit/OneThingFirst";
import type { CaseView, Deadline } from "./documents";
import { oneThing, type Duty, type Pause } from "./oneThing";
import { CONFIRMING } from "./ways";
import { actorsText } from "./words";
import { Why } from "./Why";

/** Where the one button leads. */
export function wayTo(duty: Duty, { id, offers, proposals }: Pick<CaseView, "id" | "offers" | "proposals">): string {
  const open = offers.find((offer) => offer.standing === "OPEN" && !offer.yours);
  switch (duty) {
    case "ACCEPT_OFFER":
      return `/cases/${id}/offers/${open?.id ?? ""}`;
    case "MAKE_OFFER":
      return `/cases/${id}/offers/new`;
    case "ANSWER_PROPOSAL":
      return `/cases/${id}/proposals/${proposals.find(({ standing }) => standing === "OPEN")?.id ?? ""}`;
    case "HAND_IN_EVIDENCE":
      return `/cases/${id}/evidence`;
    case "ACCEPT_DECISION":
      return `/cases/${id}/decision`;
    case "ARRANGE_RETURN":
    case "REPORT_FULFILMENT":
      return `/cases/${id}/remedy`;
    case "ACKNOWLEDGE_COMPLAINT":
    case "ANSWER_COMPLAINT":
    case "GIVE_CLARIFICATION":
    case "ANSWER_COUNTERCLAIM":
    case "ESCALATE_COMPLAINT":
    case "REQUEST_DECISION":
    case "GIVE_BID":
    case "GIVE_THIRD_PARTY_STATEMENT":
      return `/cases/${id}/do/${duty}`;
    case "ADMIT_CASE":
    case "APPOINT_NEUTRAL":
    case "COMPLETE_FILE":
    case "ISSUE_DECISION":
    case "DECIDE_BUNDLE":
    case "DRAFT_DECISION":
    case "READ_DRAFT":
    case "ISSUE_DRAFT":
    case "MAKE_PROPOSAL":
      return `/desk/${id}/act/${duty}`;
  }
}

interface FirstThingProps {
  found: CaseView;
  /** Beside a part of the case: the sentence, the date and the button, no more. */
  brief?: boolean;
}

/** The box on top of a case: one sentence, one date, one button. */
export function FirstThing({ found, brief = false }: FirstThingProps): ReactNode {
  const { t } = useLanguage();
  const thing = oneThing(found);
  if (thing.kind === "closed") {
    return (
      <OneThingFirst
        brief={brief}
        sentence={found.ground ? t("turn.closed", { ground: t(`ground.${found.ground}`) }) : t("third.closed")}
        words={brief ? null : found.closingReasons}
      />
    );
  }
  if (thing.kind === "paused") return <StandsStill found={found} pause={thing.pause} brief={brief} />;
  const { deadline } = thing;
  const due = deadline ? { at: deadline.due, zone: deadline.zone } : undefined;
  const why = deadline && !brief ? <Reasons deadline={deadline} /> : undefined;
  if (thing.kind === "waiting")
    return <OneThingFirst brief={brief} sentence={waitingFor(deadline, found, t)} due={due} why={why} />;
  return (
    <OneThingFirst
      brief={brief}
      sentence={t("turn.yours", { act: t(deadline?.clause === CONFIRMING ? "turn.confirmDone" : `turn.${thing.duty}`) })}
      due={due}
      why={why}
      action={
        <ButtonLink to={wayTo(thing.duty, found)}>
          {thing.duty === "ACCEPT_DECISION" ? t("decision.see") : t(`do.${thing.duty}`)}
        </ButtonLink>
      }
    />
  );
}

/** Nothing passes while time stands still: since when, for what reason, and until when at the longest. */
function StandsStill({ found, pause, brief }: FirstThingProps & { pause: Pause }): ReactNode {
  const { t } = useLanguage();
  const limit = found.deadlines.find(({ clause }) => clause === "pause.limit");
  return (
    <OneThingFirst
      brief={brief ?? false}
      sentence={t("turn.paused", { ground: t(`pauseGround.${pause.ground}`) })}
      words={brief ? null : pause.reasons}
      due={limit ? { at: limit.due, zone: limit.zone } : undefined}
      action={
        brief || !found.availableActions.some(({ action }) => action === "RESUME_CASE") ? undefined : (
          <ButtonLink look="plain" to={wayToResume(found)}>
            {t("do.RESUME_CASE")}
          </ButtonLink>
        )
      }
    />
  );
}

function wayToResume({ id, role }: CaseView): string {
  return role === "COMPLAINANT" || role === "RESPONDENT" ? `/cases/${id}/do/RESUME_CASE` : `/desk/${id}/act/RESUME_CASE`;
}

function Reasons({ deadline }: { deadline: Deadline }): ReactNode {
  return (
    <div className="stack tight">
      <p lang={deadline.why.language}>{deadline.text}</p>
      <Why why={deadline.why} />
    </div>
  );
}

const WAITS: Record<string, MessageId> = {
  "complaint.acknowledge": "wait.answer",
  "complaint.answer": "wait.answer",
  escalation: "wait.escalation",
  "intake.admit": "wait.admission",
  response: "wait.response",
  "negotiation.agree": "wait.negotiation",
  "negotiation.offer_answer": "wait.offer",
  "negotiation.blind_bids.answer": "wait.bids",
  appointment: "wait.appointment",
  "mediation.agree": "wait.mediation",
  "mediation.proposal_answer": "wait.proposal",
  decision_choice: "wait.choice",
  "evidence.collect": "wait.evidence",
  "evidence.reply": "wait.evidence",
  file_complete: "wait.file",
  decision: "wait.decision",
  acceptance: "wait.acceptance",
  "review.ask": "wait.review",
  [CONFIRMING]: "wait.confirmDone",
};

/** Who is waited for, and for what. */
function waitingFor(deadline: Deadline | undefined, found: CaseView, t: Translate): string {
  if (!deadline) return t("wait.nobody");
  const who = actorsText(deadline.actors, found, t);
  return t(WAITS[deadline.clause] ?? (deadline.clause.startsWith("compliance.") ? "wait.remedy" : "wait.one"), { who });
}
