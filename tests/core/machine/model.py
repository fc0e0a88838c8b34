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

C, R, M, D, P, G, S = "COMPLAINANT", "RESPONDENT", "MEDIATOR", "DECIDER", "MARKETPLACE", "REGISTRAR", "SYSTEM"
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
}
ASIDE = "default_track.set_aside.ask"
BREACH = "compliance.reopen_for_breach.report"
STAYS = (
    "negotiation.offer_answer",
    "negotiation.blind_bids.answer",
    "overall_cap",
    "pause.limit",
    "counterclaim.make",
    "review.ask",
    "correction",
    ASIDE,
)
CAPS = {"decision": "overall_cap", "mediation.proposal_answer": "mediation.agree"}
ALL = (*EARLY, "NEGOTIATION", "MEDIATION", "DECISION_CHOICE", "EVIDENCE", "FILE_COMPLETE", "DECISION")
NEXT = {
    "ORDERED": ("SUBMITTED", "SETTLING", "FULFILLED", "FAILED"),
    "SUBMITTED": ("SETTLING", "FULFILLED", "FAILED"),
    "AWAITING_RETURN": ("RETURN_IN_TRANSIT", "RETURN_RECEIVED"),
    "RETURN_IN_TRANSIT": ("RETURN_RECEIVED",),
    "RETURN_RECEIVED": ("INSPECTED", "SUBMITTED", "SETTLING", "FULFILLED", "FAILED"),
    "INSPECTED": ("SUBMITTED", "SETTLING", "FULFILLED", "FAILED"),
    "SETTLING": ("FULFILLED", "FAILED"),
    "FAILED": ("SUBMITTED", "SETTLING", "FULFILLED"),
}
PERIOD = {
    "REFUND_PARTIAL": "refund",
    "REFUND_FULL": "refund",
    "REPAIR": "repair",
    "VOUCHER": "voucher",
    "DAMAGES": "money",
}
SENDS_BACK = "REFUND_ON_RETURN"


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


@dataclass
class Model:
    rulebook: Rulebook
    homes: dict[str, Home]
    paid: int
    prices: dict[str, int]
    opened: datetime
    updated: datetime
    consumer: str = C
    stage: str = "COMPLAINT"
    since: datetime | None = None
    ground: str | None = None
    frames: dict[str, Running] = field(default_factory=dict)
    acknowledged: bool = False
    silent: bool = False
    claimed: Sequence[Any] = ()
    decision: str = ""
    decided_at: datetime | None = None
    answered: bool = False
    offers: dict[str, list[str]] = field(default_factory=dict)
    proposals: dict[str, dict[str, Any]] = field(default_factory=dict)
    rounds: dict[str, dict[str, int] | None] = field(default_factory=dict)
    serving: dict[str, str] = field(default_factory=dict)
    served: set[str] = field(default_factory=set)
    to_rule: bool = False
    drafts: dict[str, str] = field(default_factory=dict)
    exhibits: dict[str, datetime] = field(default_factory=dict)
    disclosed: Counter[str] = field(default_factory=Counter)
    evidence_since: datetime | None = None
    replying_since: datetime | None = None
    record_closed: bool = False
    completed: bool = False
    decided: list[Any] = field(default_factory=list)
    settled: bool = False
    ordered: bool = False
    owed: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    pause_asked: tuple[str, str, int] | None = None
    pause: tuple[str, str, datetime] | None = None
    paused_days: int = 0

    def copied(self) -> "Model":
        """Another one that changes by itself."""
        after = copy(self)
        after.frames = {
            name: replace(frame, happened=[*frame.happened], granted=Counter(frame.granted))
            for name, frame in self.frames.items()
        }
        after.offers = {name: [*offer] for name, offer in self.offers.items()}
        after.proposals = {name: {**one, "answers": {**one["answers"]}} for name, one in self.proposals.items()}
        after.rounds = {name: bids if bids is None else {**bids} for name, bids in self.rounds.items()}
        after.owed = {name: {**line} for name, line in self.owed.items()}
        after.serving, after.served, after.drafts = {**self.serving}, {*self.served}, {**self.drafts}
        after.exhibits, after.disclosed, after.asked = {**self.exhibits}, Counter(self.disclosed), {**self.asked}
        return after

    # --- frames ---------------------------------------------------------------------------------------------------

    def who(self, acts: str) -> tuple[str, ...]:
        return {
            "complainant": (C,),
            "consumer": (self.consumer,),
            "respondent": (R,),
            "parties": SIDES,
            "any_party": SIDES,
            "administrator": STAFF,
            "mediator": (M,),
            "decider": (D,),
            "service": (S,),
        }[acts]

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
        self.frames[f"{clause}/{subject}" if subject else clause] = frame

    def count(self, frame: Running, until: datetime | None = None, *, capped: bool = True) -> datetime:
        homes = self.homes_of(frame.who)
        if frame.length == "typed":
            due = typed(until or frame.due, homes, frame.happened)
        else:
            due = bound(frame.start, frame.length, homes, frame.happened)
        cap = self.frames.get(CAPS.get(frame.clause, ""))
        return cap.due if capped and cap and frame.start < cap.due < due else due

    def move(self, frame: Running, happened: Happened, *, capped: bool = True) -> None:
        if frame.length == "typed":
            frame.due = typed(frame.due, self.homes_of(frame.who), [happened])
        else:
            frame.happened.append(happened)
            frame.due = self.count(frame, capped=capped and not frame.past_cap)

    def end(self, *names: str) -> None:
        for name in names:
            self.frames.pop(name, None)
            self.asked.pop(name, None)

    def running(self) -> dict[str, Running]:
        return {name: frame for name, frame in self.frames.items() if not self.pause or not self.can_stand(frame)}

    def can_stand(self, frame: Running) -> bool:
        """Whether a pause holds this frame, whenever it opened."""
        goes_on = ("pause.limit",) if self.rulebook.pause.cap_also_pauses else ("pause.limit", "overall_cap")
        return frame.clause not in goes_on

    # --- from stage to stage --------------------------------------------------------------------------------------

    def enter(self, stage: str, start: datetime, stamp: datetime) -> None:
        staying = (*STAYS, "neutrals.objection") if stage in ("FILE_COMPLETE", "DECISION") else STAYS
        self.end(*[name for name, frame in self.frames.items() if frame.clause not in staying])
        self.stage, self.since = stage, stamp
        if stage == "EVIDENCE":
            self.evidence_since, self.replying_since = stamp, None
        answered_at = "RESPONSE" if "RESPONSE" in [one.name for one in self.rulebook.stages.order] else "COMPLAINT"
        for clause in [*OPENS.get(stage, []), *(["counterclaim.make"] if stage == answered_at else [])]:
            if clause in self.rulebook.clauses:
                from_answer = self.rulebook.complaint.escalation_counts.value == "from_answer"
                self.open(clause, self.opened if clause == "escalation" and not from_answer else start)

    def order_behind(self, stage: str) -> list[str]:
        order = [one.name for one in self.rulebook.stages.order]
        if stage in order:
            return order[order.index(stage) + 1 :]
        return [one for one in order if ALL.index(one) > ALL.index(stage)]

    def onward(self, after: str, start: datetime, stamp: datetime) -> None:
        behind = [one for one in self.order_behind(after) if one != "RESPONSE" or not self.answered]
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
        aside = self.frames.get(ASIDE)
        self.wind_up()
        if aside:
            self.frames[ASIDE] = aside
        self.stage, self.ground = "CLOSED", ground

    def order(self, lines: Sequence[Any], name: str, at: datetime, stamp: datetime) -> None:
        owed = [line for line in lines if line.remedy.value != "NO_REMEDY"]
        if not owed:
            self.all_done()
            return
        self.stage, self.since, self.ordered = "COMPLIANCE", stamp, True
        for number, line in enumerate(owed, 1):
            subject, remedy, owes = f"{name}-{number}", line.remedy.value, line.owed_by.value
            first = "AWAITING_RETURN" if remedy == SENDS_BACK else "ORDERED"
            amount = line.amount.minor if line.amount else 0
            self.owed[subject] = {"step": first, "owes": owes, "late": False, "amount": amount}
            if remedy == SENDS_BACK:
                self.open("compliance.return_ship", at, subject, who=(other(owes),))
            else:
                self.open(f"compliance.{PERIOD[remedy]}", at, subject, who=(owes,))

    def all_done(self) -> None:
        self.end("correction", *[name for name, frame in self.frames.items() if frame.clause == "pause.limit"])
        self.stage, self.ground = "CLOSED", "SETTLED" if self.settled else "DECIDED"

    def check_money(self, lines: Sequence[Any]) -> None:
        need(lines)
        back: Counter[str | None] = Counter()
        for line in lines:
            if line.remedy.value in ("REPAIR", "NO_REMEDY"):
                need(line.amount is None)
                continue
            need(line.amount is not None and line.amount.minor > 0 and line.amount.currency == "EUR")
            if line.remedy.value != "VOUCHER":
                back[line.line] += line.amount.minor
        need(all(amount <= self.prices.get(name or "", self.paid) for name, amount in back.items()))
        need(back.total() <= self.paid)

    # --- time -----------------------------------------------------------------------------------------------------

    def pass_time(self, at: datetime, outages: Sequence[tuple[datetime, datetime]] = ()) -> None:
        while True:
            late = [
                (frame.due, place, name)
                for place, (name, frame) in enumerate(self.running().items())
                if frame.due <= at
            ]
            if not late:
                return
            due, _, name = min(late)
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
            case "appoint_another_and_alert":
                self.serving.pop(D, None)
                self.enter("DECIDER_APPOINTMENT", due, stamp)
            case "not_accepted":
                self.close("DECIDED") if not subject else self.proposals[subject].update(open=False)
            case "lapses":
                self.lapse(subject)
            case "close_unanswered_offer":
                by, _, _, typed_by_hand = self.offers[subject]
                self.lapse(subject)
                if by == R and not typed_by_hand and self.stage in ("COMPLAINT", "ESCALATION"):
                    self.close("NOT_ESCALATED")
            case "end_of_stay":
                if self.stage == "STAY":
                    self.order(self.decided, self.decision, due, stamp)
            case "line_lapses_after_2_notices":
                self.step(subject, "LAPSED", due)
            case "counts_as_received":
                self.step(subject, "RETURN_RECEIVED", due)
            case "non_compliant":
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
        return rule is not None and (rule.against_consumers or self.consumer == C)

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
        self.issue(self.claimed, "default-1", at, stamp, slips=False)

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
        self.record_closed = True
        self.onward("EVIDENCE", due, stamp)

    def complete_file(self, start: datetime, stamp: datetime) -> None:
        self.completed = True
        self.onward("FILE_COMPLETE", start, stamp)
        if self.rulebook.overall_cap:
            self.open("overall_cap", start)

    def resume(self, at: datetime) -> None:
        if self.pause is None:
            return
        name, _, since = self.pause
        staff = self.homes[P]
        self.pause = None
        self.paused_days += (staff.day(max(at, self.updated)) - staff.day(since)).days
        self.end(f"pause.limit/{name}")
        for held in [frame for frame in self.frames.values() if self.can_stand(frame)]:
            self.move(held, Happened("pause", max(since, held.start), at))

    # --- acts -----------------------------------------------------------------------------------------------------

    def act(self, name: str, by: str, person: str, at: datetime, asked: dict[str, Any]) -> None:
        """Do it, or raise No and change nothing."""
        rule: Callable[..., None] = getattr(self, f"do_{name}")
        need(self.ground is None)
        paused, stage = self.pause, self.stage
        rule(by=by, person=person, at=at, stamp=max(at, self.updated), **asked)
        moved_on = paused and paused[1] == "both" and by in SIDES and self.stage != stage
        if paused and paused is self.pause and (moved_on or f"pause.limit/{paused[0]}" not in self.frames):
            self.resume(at)
        self.updated = max(at, self.updated)


def other(side: str) -> str:
    return R if side == C else C
