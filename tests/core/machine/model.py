"""A small model of the procedure, written apart from the domain: strings, dictionaries, and who may do what.

It knows the stage, the frames with their dates, what is offered, owed and done; it reads only numbers and the order of
stages from the rulebook. `No` is a refusal.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from odr.domain.rulebook import Rulebook
from tests.core.machine.days import Happened, Home, bound, typed

C, R, M, D, V = "COMPLAINANT", "RESPONDENT", "MEDIATOR", "DECIDER", "REVIEWER"
P, G, S = "MARKETPLACE", "REGISTRAR", "SYSTEM"
SIDES, STAFF = (C, R), (P, G)
EARLY = ("COMPLAINT", "ESCALATION", "INTAKE", "RESPONSE")
TALKING = (
    *EARLY,
    *("NEGOTIATION", "MEDIATOR_APPOINTMENT", "MEDIATION", "DECISION_CHOICE", "DECIDER_APPOINTMENT"),
    *("EVIDENCE", "FILE_COMPLETE", "DECISION"),
)
OPENS = {
    "COMPLAINT": ["complaint.acknowledge", "complaint.answer"],
    "ESCALATION": ["escalation"],
    "INTAKE": ["intake.admit"],
    "RESPONSE": ["response"],
    "NEGOTIATION": ["negotiation.agree"],
    "MEDIATOR_APPOINTMENT": ["appointment"],
    "MEDIATION": ["mediation.agree"],
    "DECISION_CHOICE": ["decision_choice"],
    "DECIDER_APPOINTMENT": ["appointment"],
    "EVIDENCE": ["evidence.collect"],
    "FILE_COMPLETE": ["file_complete"],
    "DECISION": ["decision"],
    "REVIEWER_APPOINTMENT": ["appointment"],
}
APPOINTS = {"MEDIATOR_APPOINTMENT": M, "DECIDER_APPOINTMENT": D, "REVIEWER_APPOINTMENT": V}
AT_WORK = {"MEDIATION": M, "EVIDENCE": D, "FILE_COMPLETE": D, "DECISION": D, "REVIEW": V}
BESIDE_AN_ORDER = ("REVIEWER_APPOINTMENT", "REVIEW", "COMPLIANCE")
OBJECTION, DECIDES_OBJECTION = "neutrals.objection", "neutrals.objection_decision"
REVIEW, CORRECTION = "review.ask", "correction"
DECIDES_REVIEW, DECIDES_ASIDE = "review.decide", "default_track.set_aside.decide"
ASIDE = "default_track.set_aside.ask"
BREACH = "compliance.reopen_for_breach.report"
STAYS = (
    "negotiation.offer_answer",
    "negotiation.blind_bids.answer",
    "overall_cap",
    "pause.limit",
    "evidence.request",
    "counterclaim.make",
    "counterclaim.answer",
    "clarification",
    REVIEW,
    CORRECTION,
    "inactivity",
    ASIDE,
)
CAPS = {
    "decision": "overall_cap",
    "mediation.proposal_answer": "mediation.agree",
    "evidence.request": "evidence.collect",
}
ALL = (*EARLY, "NEGOTIATION", "MEDIATION", "DECISION_CHOICE", "EVIDENCE", "FILE_COMPLETE", "DECISION")
NEXT = {
    "ORDERED": ("SUBMITTED", "SETTLING", "FULFILLED", "FAILED", "UNKNOWN"),
    "SUBMITTED": ("SETTLING", "FULFILLED", "FAILED", "UNKNOWN"),
    "AWAITING_RETURN": ("RETURN_IN_TRANSIT", "RETURN_RECEIVED"),
    "RETURN_IN_TRANSIT": ("RETURN_RECEIVED", "RETURN_LOST"),
    "RETURN_LOST": ("SUBMITTED", "SETTLING", "FULFILLED", "FAILED", "UNKNOWN"),
    "RETURN_RECEIVED": ("INSPECTED", "SUBMITTED", "SETTLING", "FULFILLED", "FAILED", "UNKNOWN"),
    "INSPECTED": ("SUBMITTED", "SETTLING", "FULFILLED", "FAILED", "UNKNOWN"),
    "SETTLING": ("FULFILLED", "FAILED"),
    "UNKNOWN": ("SUBMITTED", "SETTLING", "FULFILLED", "FAILED"),
    "FAILED": ("ORDERED", "SUBMITTED", "SETTLING", "FULFILLED", "UNKNOWN"),
    "FULFILLED": ("REVERSED",),
    "REVERSED": ("ORDERED", "SUBMITTED", "SETTLING", "FULFILLED", "FAILED", "UNKNOWN"),
}
PERIOD = {
    "REFUND_PARTIAL": "refund",
    "REFUND_FULL": "refund",
    "REPAIR": "repair",
    "VOUCHER": "voucher",
    "DAMAGES": "money",
}
SENDS_BACK = "REFUND_ON_RETURN"
GIVES_BACK = ("REFUND_PARTIAL", "REFUND_FULL", SENDS_BACK)
DONE = ("FULFILLED", "LAPSED")
RETURNING = ("AWAITING_RETURN", "RETURN_IN_TRANSIT", "RETURN_RECEIVED", "RETURN_LOST", "INSPECTED")
UNTOUCHED = ("ORDERED", *RETURNING, "FAILED", "REVERSED")
QUIET = (
    *("MakeOffer", "DeclineOffer", "WithdrawOffer", "OpenBidding", "GiveBid", "MakeProposal", "AnswerProposal"),
    *("ReceiveExhibit", "DiscloseExhibit", "RequestEvidence", "AnswerEvidenceRequest"),
)
"""Acts that not everybody in the case learns of, as long as they do not lead on."""
IN_A_CLOSED_CASE = ("AskSetAside", "ReportBreach", "ReportFulfilment", "RecordRecovery", "EndParallelProceeding")


class No(Exception):
    """Refused."""


def need(true: object) -> None:
    if not true:
        raise No


@dataclass
class Running:
    """An open frame."""

    clause: str
    who: tuple[str, ...]
    start: datetime
    length: str
    due: datetime
    room: str = "SHARED"
    happened: list[Happened] = field(default_factory=list)
    granted: Counter[str] = field(default_factory=Counter)
    past_cap: bool = False
    opened: datetime | None = None
    typed_due: datetime | None = None
    served: bool = False


def _own(value: Any) -> Any:
    """A copy of whatever can change."""
    match value:
        case Counter() | set() | list():
            return copy(value)
        case dict():
            return {name: _own(one) for name, one in value.items()}
        case Running():
            return replace(value, happened=[*value.happened], granted=Counter(value.granted))
    return value


@dataclass
class Model:
    rulebook: Rulebook
    homes: dict[str, Home]
    paid: int
    prices: dict[str, int]
    opened: datetime
    updated: datetime
    consumer: str = C
    has_consumer: bool = True
    stage: str = "COMPLAINT"
    since: datetime | None = None
    ground: str | None = None
    frames: dict[str, Running] = field(default_factory=dict)
    acknowledged: bool = False
    silent: bool = False
    claimed: Sequence[Any] = ()
    answered: bool = False
    withdrawn: bool = False
    counterclaim: dict[str, bool] = field(default_factory=dict)
    clarifications: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: dict[str, dict[str, Any]] = field(default_factory=dict)
    parallel: dict[str, dict[str, Any]] = field(default_factory=dict)
    notices: int = 0
    offers: dict[str, list[str]] = field(default_factory=dict)
    proposals: dict[str, dict[str, Any]] = field(default_factory=dict)
    rounds: dict[str, dict[str, int] | None] = field(default_factory=dict)
    serving: dict[str, str] = field(default_factory=dict)
    served: set[str] = field(default_factory=set)
    objections: dict[str, dict[str, Any]] = field(default_factory=dict)
    to_rule: bool = False
    drafts: dict[str, str] = field(default_factory=dict)
    exhibits: dict[str, datetime] = field(default_factory=dict)
    disclosed: Counter[str] = field(default_factory=Counter)
    evidence_since: datetime | None = None
    replying_since: datetime | None = None
    record_closed: bool = False
    reopened: int = 0
    completed: bool = False
    decision: str = ""
    decided: list[Any] = field(default_factory=list)
    decided_at: datetime | None = None
    decided_by: tuple[str, str] | None = None
    accepted: bool | None = None
    decisions_past: int = 0
    corrections: set[str] = field(default_factory=set)
    reviews: set[str] = field(default_factory=set)
    aside_asked: bool = False
    settled: str = ""
    orders: list[str] = field(default_factory=list)
    owed: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    pause_asked: tuple[str, str, int] | None = None
    pause: tuple[str, str, datetime] | None = None
    paused_days: int = 0
    unreached: set[str] = field(default_factory=set)
    waited_for: set[str] = field(default_factory=set)
    change: tuple[str, Any] | None = None

    def copied(self) -> "Model":
        """Another one that changes by itself."""
        after = copy(self)
        for name, value in vars(self).items():
            if name not in ("rulebook", "homes", "prices", "change"):
                setattr(after, name, _own(value))
        return after

    # --- frames ---------------------------------------------------------------------------------------------------

    def who(self, acts: str) -> tuple[str, ...]:
        return {
            "complainant": self.claimants(),
            "consumer": (self.consumer,),
            "respondent": (R,),
            "parties": SIDES,
            "any_party": SIDES,
            "administrator": STAFF,
            "mediator": (M,),
            "decider": (D,),
            "reviewer": (V,),
            "service": (S,),
        }[acts]

    def claimants(self) -> tuple[str, ...]:
        """Whose claims stand."""
        return (*([] if self.withdrawn else [C]), *([R] if self.counterclaim.get("stands") else []))

    def homes_of(self, who: Sequence[str]) -> list[Home]:
        return list(dict.fromkeys(self.homes.get(role, self.homes[P]) for role in who))

    def open(self, clause: str, start: datetime, subject: str = "", **more: Any) -> None:
        rule = self.rulebook.clauses[clause]
        who = more.get("who") or self.who(rule.actor.value)
        until = more.get("until")
        abroad = rule.abroad and any(role in SIDES and self.homes[role] != self.homes[P] for role in who)
        length = "typed" if until else str(rule.abroad.length if abroad else rule.limit)
        frame = Running(clause, who, start, length, until or start, more.get("room", "SHARED"))
        frame.due = self.count(frame, until)
        frame.opened, frame.typed_due = start, frame.due if until else None
        self.frames[f"{clause}/{subject}" if subject else clause] = frame

    def count(self, frame: Running, until: datetime | None = None, *, capped: bool = True) -> datetime:
        homes = self.homes_of(frame.who)
        if frame.length == "typed":
            due = typed(until or frame.due, homes, frame.happened)
        else:
            due = bound(frame.start, frame.length, homes, frame.happened)
        cap = self.cap_of(frame)
        return cap.due if capped and cap and frame.start < cap.due < due else due

    def cap_of(self, frame: Running) -> Running | None:
        return self.frames.get(CAPS.get(frame.clause, ""))

    def move(self, frame: Running, happened: Happened, *, capped: bool = True) -> None:
        frame.happened.append(happened)
        frame.due = self.count(frame, frame.typed_due, capped=capped and not frame.past_cap)

    def end(self, *names: str) -> None:
        for name in names:
            self.frames.pop(name, None)
            self.asked.pop(name, None)

    def running(self) -> dict[str, Running]:
        alone = [(side,) for side in self.waited_for]
        return {
            name: one
            for name, one in self.frames.items()
            if one.who not in alone and not (self.can_stand(one) and (self.pause or self.doubts(one)))
        }

    def pending(self) -> list[str]:
        """The objections that are to be decided."""
        return [name for name in self.objections if f"{DECIDES_OBJECTION}/{name}" in self.frames]

    def doubts(self, frame: Running) -> list[datetime]:
        """Since when objections hold this frame of a neutral."""
        waiting = [self.objections[name] for name in self.pending()]
        return [one["at"] for one in waiting if self.waits_with(frame, one["against"][0])]

    def waits_with(self, frame: Running, neutral: str) -> bool:
        """Whether the frame is the neutral's own time, or ends no later than it."""
        cap = self.cap_of(frame)
        return (neutral,) in (frame.who, cap.who if cap else ())

    def can_stand(self, frame: Running) -> bool:
        """Whether a pause holds this frame, whenever it opened."""
        goes_on = ("pause.limit",) if self.rulebook.pause.cap_also_pauses else ("pause.limit", "overall_cap")
        return frame.clause not in goes_on

    def restart(self, frame: Running, start: datetime) -> None:
        """It counts in full from another start; a bound that somebody typed stays what it was."""
        frame.start, frame.happened, frame.past_cap = start, [], False
        frame.due = self.count(frame, frame.typed_due)

    # --- from stage to stage --------------------------------------------------------------------------------------

    def enter(self, stage: str, start: datetime, stamp: datetime, opens: Sequence[str] | None = None) -> None:
        self.end(*[name for name, frame in self.frames.items() if not self.goes_on(name, frame, stage)])
        self.stage, self.since = stage, stamp
        if stage == "EVIDENCE":
            self.evidence_since, self.replying_since = stamp, None
        answered_at = "RESPONSE" if "RESPONSE" in [one.name for one in self.rulebook.stages.order] else "COMPLAINT"
        usual = [*OPENS.get(stage, []), *(["counterclaim.make"] if stage == answered_at else [])]
        for clause in usual if opens is None else opens:
            if clause in self.rulebook.clauses:
                from_answer = self.rulebook.complaint.escalation_counts.value == "from_answer"
                self.open(clause, self.opened if clause == "escalation" and not from_answer else start)

    def goes_on(self, name: str, frame: Running, stage: str) -> bool:
        """Whether a frame outlives the stage that is left for this one."""
        of_the_order = frame.clause.startswith("compliance.") and stage in BESIDE_AN_ORDER
        clause, _, subject = name.partition("/")
        doubted = self.objections[subject]["against"][0] if clause == DECIDES_OBJECTION else subject
        same = clause in (OBJECTION, DECIDES_OBJECTION) and doubted == AT_WORK.get(stage)
        return frame.clause in STAYS or of_the_order or same

    def begin_again(self, stage: str, at: datetime, stamp: datetime) -> None:
        """The decision stands no more and nothing that ran goes on: back to an earlier stage."""
        self.decision_is_past()
        self.record_closed = self.completed = self.silent = False
        self.end(*[name for name, frame in self.frames.items() if frame.clause in STAYS])
        self.go(stage, at, stamp)
        role = AT_WORK.get(self.stage, "")
        for name, one in self.objections.items():
            if one["open"] and one["against"] == (role, self.serving.get(role)):
                self.open(DECIDES_OBJECTION, at, name)

    def decision_is_past(self) -> None:
        self.decisions_past += bool(self.decision)
        self.decision, self.decided, self.decided_by, self.accepted = "", [], None, None
        self.corrections, self.reviews, self.aside_asked = set(), set(), False

    def order_behind(self, stage: str) -> list[str]:
        order = [one.name for one in self.rulebook.stages.order]
        if stage in order:
            return order[order.index(stage) + 1 :]
        return [one for one in order if ALL.index(one) > ALL.index(stage)]

    def onward(self, after: str, start: datetime, stamp: datetime) -> None:
        behind = [one for one in self.order_behind(after) if one != "RESPONSE" or not (self.answered or self.withdrawn)]
        self.go(behind[0], start, stamp) if behind else self.close("NO_AGREEMENT")

    def go(self, stage: str, start: datetime, stamp: datetime) -> None:
        before = [one.name for one in self.rulebook.neutrals.before] if self.rulebook.neutrals else []
        deciding = ["EVIDENCE", "FILE_COMPLETE", "DECISION"]
        if stage == "MEDIATION" and stage in before and M not in self.serving:
            stage = "MEDIATOR_APPOINTMENT"
        elif stage in deciding and D not in self.serving and {*deciding[: deciding.index(stage) + 1]} & {*before}:
            stage = "DECIDER_APPOINTMENT"
        self.enter(stage, start, stamp)

    def first_of_deciding(self) -> str:
        order = [one.name for one in self.rulebook.stages.order]
        if "EVIDENCE" in order and not self.record_closed:
            return "EVIDENCE"
        return "FILE_COMPLETE" if "FILE_COMPLETE" in order and not self.completed else "DECISION"

    def to_decision(self, start: datetime, stamp: datetime) -> None:
        decides = any(one.name == "DECISION" for one in self.rulebook.stages.order)
        self.go(self.first_of_deciding(), start, stamp) if decides else self.close("NO_AGREEMENT")

    def wind_up(self) -> None:
        self.offers = {name: [*offer[:2], "closed"] for name, offer in self.offers.items()}
        for proposal in self.proposals.values():
            proposal["open"] = False
        self.rounds = dict.fromkeys(self.rounds)
        self.end(*list(self.frames))

    def close(self, ground: str) -> None:
        lasting = {name: frame for name, frame in self.frames.items() if frame.clause in (ASIDE, BREACH)}
        self.wind_up()
        self.frames = lasting
        self.stage, self.ground = "CLOSED", ground

    # --- what is owed ---------------------------------------------------------------------------------------------

    def order(self, lines: Sequence[Any], name: str, at: datetime, stamp: datetime) -> None:
        owed = [line for line in lines if line.remedy.value != "NO_REMEDY"]
        if not owed:
            self.end(*[name for name, frame in self.frames.items() if frame.clause in (CORRECTION, "pause.limit")])
            self.stage, self.ground = "CLOSED", "SETTLED" if self.settled == name else "DECIDED"
            return
        self.stage, self.since = "COMPLIANCE", stamp
        self.orders.append(name)
        for number, line in enumerate(owed, 1):
            self.owe(f"{name}-{number}", line, at)
        self.close_if_done()

    def owe(self, subject: str, line: Any, at: datetime) -> None:
        """A line that gives back is cut to what is left; of nothing nothing is owed."""
        remedy, owes = line.remedy.value, line.owed_by.value
        amount = line.amount.minor if line.amount else 0
        if self.gives_back(line):
            amount = min(amount, self.left(), self.left(line.line))
        first = "AWAITING_RETURN" if remedy == SENDS_BACK else "ORDERED"
        back = amount if self.gives_back(line) else 0
        self.owed[subject] = {
            "step": first,
            "owes": owes,
            "late": False,
            "arranged": False,
            "amount": amount,
            "of": line.line,
            "back": back,
            "anew": "refund_after_return" if remedy == SENDS_BACK else PERIOD[remedy],
        }
        if line.amount and not amount:
            self.owed[subject]["step"] = "LAPSED"
        elif remedy == SENDS_BACK:
            self.open("compliance.return_ship", at, subject, who=(other(owes),))
        else:
            self.open(f"compliance.{PERIOD[remedy]}", at, subject, who=(owes,))

    def stands(self) -> bool:
        """Whether what was ordered last is to be carried out."""
        return bool(self.orders) and self.orders[-1] in (self.settled, self.decision)

    def of_last_order(self) -> dict[str, dict[str, Any]]:
        last = self.orders[-1] if self.orders else ""
        return {name: line for name, line in self.owed.items() if name.rpartition("-")[0] == last}

    def lapse_untouched(self) -> None:
        for line in self.of_last_order().values():
            if line["step"] in UNTOUCHED:
                line["step"] = "LAPSED"

    def close_if_done(self) -> None:
        if self.stage == "COMPLIANCE" and all(line["step"] in DONE for line in self.of_last_order().values()):
            self.end(*[name for name, frame in self.frames.items() if frame.clause in STAYS and frame.clause != ASIDE])
            self.stage, self.ground = "CLOSED", "SETTLED" if self.orders[-1] == self.settled else "DECIDED"

    def gives_back(self, line: Any) -> bool:
        """Whether it takes back a payment: what the buyer owes is none."""
        return line.remedy.value in GIVES_BACK and line.owed_by.value != self.consumer

    def left(self, name: str | None = None) -> int:
        """What can still be given back for one line of the sale, or of all of it."""
        taken = sum(one["back"] for one in self.owed.values() if one["step"] != "LAPSED" and name in (None, one["of"]))
        return max(0, self.most(name) - taken)

    def most(self, name: str | None) -> int:
        return self.prices.get(name or "", self.paid)

    def check_money(self, lines: Sequence[Any]) -> None:
        need(lines)
        back: Counter[str | None] = Counter()
        for line in lines:
            if line.remedy.value in ("REPAIR", "NO_REMEDY"):
                need(line.amount is None)
                continue
            need(line.amount is not None and line.amount.minor > 0 and line.amount.currency == "EUR")
            if self.gives_back(line):
                back[line.line] += line.amount.minor
            elif line.remedy.value in GIVES_BACK:
                need(line.amount.minor <= self.most(line.line))
        need(all(amount <= self.left(name) for name, amount in back.items()))
        need(back.total() <= self.left())

    # --- time -----------------------------------------------------------------------------------------------------

    def pass_time(self, at: datetime, outages: Sequence[tuple[datetime, datetime]] = ()) -> None:
        while True:
            late = [
                (frame.due, frame.clause not in CAPS.values(), place, name)
                for place, (name, frame) in enumerate(self.running().items())
                if frame.due <= at
            ]
            if not late:
                return
            due, *_, name = min(late)
            hit = next((one for one in outages if one[0] < due <= one[1]), None)
            if hit:
                self.move(self.frames[name], Happened("outage", *hit))
                self.updated = max(self.updated, hit[1])
                continue
            self.updated = max(self.updated, due)
            frame = self.frames[name]
            self.end(name)
            self.expire(frame.clause, name.partition("/")[2], due, self.updated)

    def expire(self, clause: str, subject: str, due: datetime, stamp: datetime) -> None:
        expiry = self.rulebook.clauses[clause].expiry.value
        match expiry:
            case "recorded":
                pass
            case "resumes":
                self.resume(due)
            case "escalate_by_platform":
                self.onward("ESCALATION", due, stamp)
            case "auto_admit_and_alert":
                self.onward("INTAKE", due, stamp)
            case "complete_by_rule":
                self.complete_file(due, stamp)
            case "close_not_escalated" | "close_not_rated" | "close_no_agreement":
                self.close(expiry.removeprefix("close_").upper())
            case "auto_assign_next":
                self.to_rule = True
            case "close_record":
                self.evidence_over(clause, due, stamp)
            case "appoint_another_and_alert" if clause == DECIDES_OBJECTION:
                self.uphold(subject, due, stamp)
            case "appoint_another_and_alert":
                self.serving.pop(D if clause == "decision" else V, None)
                self.enter("DECIDER_APPOINTMENT" if clause == "decision" else "REVIEWER_APPOINTMENT", due, stamp)
            case "failure_recorded":
                self.requests[subject].update(open=False, failed=True)
            case "not_accepted":
                self.proposals[subject].update(open=False) if subject else self.not_accepted()
            case "lapses":
                self.lapse(subject)
            case "close_unanswered_offer":
                by, _, _, typed_by_hand = self.offers[subject]
                self.lapse(subject)
                if by == R and not typed_by_hand and self.stage in ("COMPLAINT", "ESCALATION"):
                    self.close("NOT_ESCALATED")
            case "end_of_stay":
                if self.stage == "STAY":
                    self.carry_out(due, stamp)
            case "line_lapses_after_2_notices" if self.owed[subject]["arranged"]:
                self.step(subject, "LAPSED", due, due)
            case "counts_as_lost":
                pass  # no carrier scans anything here, and nobody tells a number: nothing falls due
            case "counts_as_done":
                self.step(subject, "FULFILLED", due, due)
            case "counts_as_received":
                self.step(subject, "RETURN_RECEIVED", due, due)
            case "non_compliant" | "line_lapses_after_2_notices":
                self.owed[subject]["late"] = True
                if BREACH in self.rulebook.clauses:
                    self.open(BREACH, due, subject, who=(other(self.owed[subject]["owes"]),))
            case "default_track":
                self.silent = True
                self.after_silence(due, stamp)
            case _:
                self.leads_to(expiry.upper(), due, stamp)

    def defaults(self) -> bool:
        """Whether silence decides: against a consumer only where the rulebook says so."""
        rule = self.rulebook.default_track.default_decision
        alone = self.claimants() == (C,) and R not in self.unreached
        return rule is not None and alone and (rule.against_consumers or self.consumer == C)

    def after_silence(self, due: datetime, stamp: datetime) -> None:
        match self.rulebook.default_track.no_response.value if self.defaults() else "":
            case "grant_claim":
                self.grant(due, stamp)
            case "grant_claim_on_request":
                self.go("DECISION_CHOICE", due, stamp)
            case _:
                self.to_decision(due, stamp)

    def grant(self, at: datetime, stamp: datetime) -> None:
        """What was claimed is decided by rule; nobody is there who could put slips right."""
        self.issue(self.claimed, f"default-{self.decisions_past + 1}", at, stamp, None)

    def lapse(self, subject: str) -> None:
        if subject in self.rounds:
            self.rounds[subject] = None
        else:
            self.offers[subject][2] = "closed"

    def leads_to(self, stage: str, due: datetime, stamp: datetime) -> None:
        if self.stage == "MEDIATION":
            self.wind_up_proposals()
            self.go(stage, due, stamp)
        elif stage == "DECISION":
            self.to_decision(due, stamp)
        else:
            self.go(stage, due, stamp)

    def wind_up_proposals(self) -> None:
        for proposal in self.proposals.values():
            proposal["open"] = False

    def evidence_over(self, clause: str, due: datetime, stamp: datetime) -> None:
        new = any(self.evidence_since and at >= self.evidence_since for at in self.exhibits.values())
        if clause == "evidence.collect" and new and "evidence.reply" in self.rulebook.clauses:
            self.open("evidence.reply", due, room="OPEN")
            self.replying_since = due
            return
        for name, one in self.requests.items():
            asked = self.frames.get(f"evidence.request/{name}")
            if asked and asked.due <= due:
                one.update(open=False, failed=True)
        self.end(*[name for name, frame in self.frames.items() if frame.clause == "evidence.request"])
        self.record_closed = True
        self.onward("EVIDENCE", due, stamp)

    def complete_file(self, start: datetime, stamp: datetime) -> None:
        again = self.completed or "overall_cap" in self.frames
        self.completed = True
        self.onward("FILE_COMPLETE", start, stamp)
        if self.rulebook.overall_cap and not again:
            self.open("overall_cap", start)

    def resume(self, at: datetime) -> None:
        if self.pause is None:
            return
        name, _, since = self.pause
        staff = self.homes[P]
        self.pause = None
        self.paused_days += (staff.day(max(at, self.updated)) - staff.day(since)).days
        self.end(f"pause.limit/{name}")
        held = [frame for frame in self.frames.values() if self.can_stand(frame)]
        for frame in sorted(held, key=lambda one: one.clause not in CAPS.values()):
            self.go_on(frame, since, min([at, *self.doubts(frame)]))

    def go_on(self, frame: Running, since: datetime, until: datetime) -> None:
        """With the time that it stood still for this alone."""
        if max(since, frame.start) < until:
            self.move(frame, Happened("pause", max(since, frame.start), until))

    def resumed_as(self, before: "Model", ran: Sequence[Running], at: datetime) -> None:
        """Time went on before the act that led on: what ran and still does has moved with all that ran then."""
        name = self.pause[0] if self.pause else ""
        before.resume(at)
        self.pause, self.paused_days = None, before.paused_days
        self.end(f"pause.limit/{name}")
        for one, frame in self.frames.items():
            if any(frame is still for still in ran):
                vars(frame).update(vars(before.frames[one]))

    def reached(self, side: str, at: datetime, frames: Sequence[Running]) -> None:
        """Whoever could not be reached is there: their frames begin anew in full."""
        self.waited_for.discard(side)
        self.unreached.discard(side)
        for frame in sorted(frames, key=lambda one: one.clause not in CAPS.values()):
            if frame.who == (side,) and any(frame is one for one in self.frames.values()):
                self.restart(frame, at)

    # --- acts -----------------------------------------------------------------------------------------------------

    def act(self, name: str, by: str, person: str, at: datetime, asked: dict[str, Any]) -> None:
        """Do it, or raise No and change nothing."""
        rule: Callable[..., None] = getattr(self, f"do_{name}")
        need(self.ground is None or name in IN_A_CLOSED_CASE)
        stage, ran, paused = self.stage, [*self.frames.values()], self.pause
        before = self.copied() if paused else self
        quiet = name in QUIET or (name in ("ExtendFrame", "AnswerExtension") and self.is_private(asked["frame"]))
        if by == C and not quiet and name != "ContinueCase":
            self.is_back()
        rule(by=by, person=person, at=at, stamp=max(at, self.updated), **asked)
        goes_on = self.stage != stage
        if paused is not None and self.pause is paused and self.is_over(paused, goes_on and by in SIDES):
            self.resumed_as(before, ran, at)
        if by in self.waited_for and (goes_on or not quiet):
            self.reached(by, at, ran)
        if by == C and (goes_on or not quiet):
            self.is_back()
        self.updated = max(at, self.updated)

    def is_over(self, pause: tuple[str, str, datetime], led_on: bool) -> bool:
        """What both agreed on ends when one of them leads the case on; any pause with what winds the case up."""
        return (led_on and pause[1] == "both") or f"pause.limit/{pause[0]}" not in self.frames

    def is_back(self) -> None:
        """Whoever was called inactive is so no more."""
        self.notices = 0
        self.end("inactivity")

    def is_private(self, frame: str) -> bool:
        return frame in self.frames and self.frames[frame].room != "SHARED"


def other(side: str) -> str:
    return R if side == C else C
