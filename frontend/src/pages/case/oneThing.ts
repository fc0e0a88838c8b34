import type { Action, CaseView, Deadline } from "./documents";

/** The acts that can be somebody's turn, the most pressing first where their dates are equal. */
const DUTIES = [
  "ANSWER_PROPOSAL",
  "ACCEPT_OFFER",
  "GIVE_BID",
  "ACKNOWLEDGE_COMPLAINT",
  "ANSWER_COMPLAINT",
  "GIVE_CLARIFICATION",
  "ANSWER_COUNTERCLAIM",
  "ADMIT_CASE",
  "APPOINT_NEUTRAL",
  "REQUEST_DECISION",
  "ACCEPT_DECISION",
  "COMPLETE_FILE",
  "ISSUE_DECISION",
  "DECIDE_BUNDLE",
  "READ_DRAFT",
  "ISSUE_DRAFT",
  "DRAFT_DECISION",
  "MAKE_PROPOSAL",
  "ESCALATE_COMPLAINT",
  "ARRANGE_RETURN",
  "REPORT_FULFILMENT",
  "HAND_IN_EVIDENCE",
  "MAKE_OFFER",
  "GIVE_THIRD_PARTY_STATEMENT",
] as const satisfies readonly Action[];
export type Duty = (typeof DUTIES)[number];

type Facts = Pick<CaseView, "role" | "stage" | "availableActions" | "deadlines" | "offers" | "closedAt" | "pause"> &
  Partial<Pick<CaseView, "compensation">>;
export type Pause = NonNullable<CaseView["pause"]>;

export type OneThing =
  | { kind: "closed" }
  | { kind: "paused"; pause: Pause }
  | { kind: "turn"; duty: Duty; deadline: Deadline | undefined }
  | { kind: "waiting"; deadline: Deadline | undefined };

/** Who acts next: the reader, with the one act that comes first; else whoever holds the next open date. */
export function oneThing(facts: Facts): OneThing {
  if (facts.closedAt) return { kind: "closed" };
  if (facts.pause) return { kind: "paused", pause: facts.pause };
  const duties = DUTIES.filter((duty) => isTurn(duty, facts)).map((duty) => ({
    duty,
    due: actionOf(facts, duty)?.deadline ?? null,
  }));
  const [first] = duties.sort((one, other) => (one.due ?? "9").localeCompare(other.due ?? "9"));
  const goesOn = facts.deadlines.filter(({ paused }) => !paused);
  const awaited = goesOn.filter((deadline) => deadline.awaited);
  const stay = goesOn.filter(({ clause }) => clause === "review.ask");
  const running = [awaited, stay, goesOn].find(({ length }) => length) ?? [];
  if (!first) return { kind: "waiting", deadline: running.find(({ mine }) => !mine) ?? running[0] };
  const mine = running.filter((deadline) => deadline.mine);
  const fallback = first.duty === "REPORT_FULFILMENT" ? mine[0] : undefined;
  const at = mine.filter(({ due }) => due === first.due);
  return { kind: "turn", duty: first.duty, deadline: at.find(({ about }) => about !== null) ?? at[0] ?? fallback };
}

/** A decision can be thought over and declined before an acceptance counts, so it is its reader's turn already. */
function isTurn(duty: Duty, facts: Facts): boolean {
  const action = actionOf(facts, duty);
  if (!action || (action.reasonIfBlocked && duty !== "ACCEPT_DECISION")) return false;
  switch (duty) {
    case "HAND_IN_EVIDENCE":
      return facts.stage === "EVIDENCE" && facts.role !== "THIRD_PARTY";
    case "GIVE_THIRD_PARTY_STATEMENT":
      return facts.deadlines.some(({ mine }) => mine);
    case "MAKE_OFFER":
      return facts.stage === "NEGOTIATION" && !facts.offers.some(({ standing, yours }) => standing === "OPEN" && yours);
    case "ARRANGE_RETURN":
      return (
        facts.role !== "MARKETPLACE" &&
        facts.role !== "REGISTRAR" && (facts.compensation?.lines ?? []).some(({ canArrange, arrangement }) => canArrange && !arrangement)
      );
    case "REPORT_FULFILMENT":
      return (
        facts.role === "MARKETPLACE" ||
        facts.deadlines.some(({ clause, mine }) => mine && clause.startsWith("compliance."))
      );
    default:
      return true;
  }
}

function actionOf({ availableActions }: Facts, duty: Duty): Facts["availableActions"][number] | undefined {
  return availableActions.find(({ action }) => action === duty);
}
