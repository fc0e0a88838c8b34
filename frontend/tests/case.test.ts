import { describe, expect, it } from "vitest";
import type { CaseView, Deadline, Offer } from "../src/pages/case/documents";
import { oneThing } from "../src/pages/case/oneThing";
import { progressOf } from "../src/pages/case/progress";
import { roomsOf } from "../src/pages/case/rooms";
import { sumOf } from "../src/pages/case/words";

type Facts = Parameters<typeof oneThing>[0];
type Possible = Facts["availableActions"][number];

const EARLY = "2026-04-02T22:00:00Z";
const LATE = "2026-04-07T22:00:00Z";
const possible = (
  action: Possible["action"],
  deadline: string | null = null,
  reasonIfBlocked: string | null = null,
): Possible => ({
  action,
  deadline,
  reasonIfBlocked,
});
const SLIPS = new Set(["correction", "review.ask"]);
const date = (clause: string, due: string, mine: boolean): Deadline => ({ clause, due, mine, awaited: !SLIPS.has(clause) }) as Deadline;
const facts = (part: Partial<Facts>): Facts => ({
  role: "RESPONDENT",
  stage: "COMPLAINT",
  availableActions: [],
  deadlines: [],
  offers: [],
  closedAt: null,
  pause: null,
  ...part,
});

describe("one thing first", () => {
  it("is the act whose date comes first", () => {
    const found = facts({
      availableActions: [possible("ANSWER_COMPLAINT", LATE), possible("ACKNOWLEDGE_COMPLAINT", EARLY)],
      deadlines: [date("complaint.acknowledge", EARLY, true), date("complaint.answer", LATE, true)],
    });
    expect(oneThing(found)).toMatchObject({ kind: "turn", duty: "ACKNOWLEDGE_COMPLAINT", deadline: { due: EARLY } });
  });

  it("is never an act that is blocked", () => {
    const found = facts({ availableActions: [possible("ANSWER_COMPLAINT", LATE, "Not yet.")] });
    expect(oneThing(found)).toEqual({ kind: "waiting", deadline: undefined });
  });

  it("is that time stands still, whatever else can be done", () => {
    const pause = { ground: "CARRIER_TRACE", since: EARLY, until: LATE } as NonNullable<Facts["pause"]>;
    const found = facts({ availableActions: [possible("MAKE_OFFER")], pause });
    expect(oneThing(found)).toEqual({ kind: "paused", pause });
  });

  it("is waiting for the other side while the own offer is open", () => {
    const found = facts({
      stage: "NEGOTIATION",
      availableActions: [possible("MAKE_OFFER", LATE)],
      offers: [{ standing: "OPEN", yours: true } as Offer],
      deadlines: [date("negotiation.agree", EARLY, true), date("negotiation.offer_answer", LATE, false)],
    });
    expect(oneThing(found)).toMatchObject({ kind: "waiting", deadline: { clause: "negotiation.offer_answer" } });
  });

  it("is carrying out only for whoever has a date to keep", () => {
    const report = { stage: "COMPLIANCE" as const, availableActions: [possible("REPORT_FULFILMENT")] };
    expect(oneThing(facts({ ...report, deadlines: [date("compliance.refund", LATE, true)] })).kind).toBe("turn");
    expect(oneThing(facts({ ...report, deadlines: [date("compliance.refund", LATE, false)] })).kind).toBe("waiting");
  });

  it("is nobody's turn only because something more may be asked", () => {
    const deadlines = [date("correction", EARLY, true), date("acceptance", LATE, false)];
    expect(oneThing(facts({ deadlines }))).toMatchObject({ kind: "waiting", deadline: { clause: "acceptance" } });
    expect(oneThing(facts({ deadlines: deadlines.slice(0, 1) }))).toMatchObject({ deadline: { clause: "correction" } });
  });

  it("is that the case is closed", () => {
    expect(oneThing(facts({ closedAt: LATE, availableActions: [possible("SEND_MESSAGE")] }))).toEqual({
      kind: "closed",
    });
  });
});

describe("the way of a case", () => {
  const way = (...states: CaseView["progress"][number]["state"][]): CaseView["progress"] =>
    (["COMPLAINT", "NEGOTIATION", "MEDIATION", "DECISION", "COMPENSATION"] as const).map((phase, place) => ({
      phase,
      state: states[place] ?? "AHEAD",
    }));

  it("leaves out what a settlement skipped", () => {
    expect(progressOf(way("DONE", "DONE", "SKIPPED", "SKIPPED", "CURRENT"))).toEqual({
      phases: ["COMPLAINT", "NEGOTIATION", "COMPENSATION"],
      current: 2,
    });
  });

  it("is all done once no phase is current", () => {
    expect(progressOf(way("DONE", "DONE", "SKIPPED", "SKIPPED", "DONE")).current).toBe(3);
  });
});

describe("rooms", () => {
  it("stay visible after they closed, if something was said there", () => {
    expect(roomsOf([{ room: "OPEN" }], [{ room: "CAUCUS_RESPONDENT" }])).toEqual(["OPEN", "CAUCUS_RESPONDENT"]);
  });
});

describe("the sum of a proposal", () => {
  const line = (amount: string): { amount: { amount: string; currency: string } } => ({
    amount: { amount, currency: "EUR" },
  });

  it("is exact", () => {
    const lines = [line("0.10"), line("0.20"), line("90071992547409.91")];
    expect(sumOf(lines)).toEqual({ amount: "90071992547410.21", currency: "EUR" });
  });

  it("is none where nothing is paid", () => {
    expect(sumOf([{ amount: null }])).toBeUndefined();
  });
});
