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

from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.rulebook import Rulebook
from tests.core.machine.days import ONE_DAY, Happened, Home, bound, read, typed

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
PERIOD = {"REFUND_PARTIAL": "refund", "REFUND_FULL": "refund", "REPAIR": "repair", "VOUCHER": "voucher"}
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
    pause: tuple[str, str, datetime, frozenset[str]] | None = None
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
            "consumer": (C,),
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
        held = self.pause[3] if self.pause else frozenset()
        return {name: frame for name, frame in self.frames.items() if name not in held}

    # --- from stage to stage --------------------------------------------------------------------------------------

    def enter(self, stage: str, start: datetime, stamp: datetime) -> None:
        self.end(*[name for name, frame in self.frames.items() if frame.clause not in STAYS])
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
            self.end("correction")
            self.stage, self.ground = "CLOSED", "SETTLED" if self.settled else "DECIDED"
            return
        self.stage, self.since, self.ordered = "COMPLIANCE", stamp, True
        for number, line in enumerate(owed, 1):
            subject, remedy, owes = f"{name}-{number}", line.remedy.value, line.owed_by.value
            first = "AWAITING_RETURN" if remedy == SENDS_BACK else "ORDERED"
            amount = line.amount.minor if line.amount else 0
            self.owed[subject] = {"step": first, "owes": owes, "late": False, "amount": amount}
            if remedy == SENDS_BACK:
                self.open("compliance.return_ship", at, subject, who=(_other(owes),))
            else:
                self.open(f"compliance.{PERIOD[remedy]}", at, subject, who=(owes,))

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
                    self.open(BREACH, due, subject, who=(_other(self.owed[subject]["owes"]),))
            case "default_track":
                self.silent = True
                self.after_silence(due, stamp)
            case _:
                self.leads_to(expiry.upper(), due, stamp)

    def after_silence(self, due: datetime, stamp: datetime) -> None:
        match self.rulebook.default_track.no_response.value:
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
        name, _, since, holds = self.pause
        staff = self.homes[P]
        self.pause = None
        self.paused_days += (staff.day(max(at, self.updated)) - staff.day(since)).days
        self.end(f"pause.limit/{name}")
        for held in [held for held in self.frames if held in holds]:
            self.move(self.frames[held], Happened("pause", max(since, self.frames[held].start), at))

    # --- acts -----------------------------------------------------------------------------------------------------

    def act(self, name: str, by: str, person: str, at: datetime, asked: dict[str, Any]) -> None:
        """Do it, or raise No and change nothing."""
        rule: Callable[..., None] = getattr(self, f"do_{name}")
        need(self.ground is None)
        paused, stage = self.pause is not None, self.stage
        rule(by=by, person=person, at=at, stamp=max(at, self.updated), **asked)
        if paused and self.pause is not None and self.stage != stage:
            self.resume(at)
        self.updated = max(at, self.updated)

    def do_AcknowledgeComplaint(self, by: str, **_: Any) -> None:
        need(by == R and self.stage == "COMPLAINT" and not self.acknowledged)
        self.acknowledged = True
        self.end("complaint.acknowledge")

    def do_AnswerComplaint(self, by: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(by == R and self.stage in ("COMPLAINT", "RESPONSE"))
        self.answer(at, stamp)

    def answer(self, at: datetime, stamp: datetime) -> None:
        self.answered = True
        self.onward(self.stage, at, stamp)

    def do_EscalateComplaint(self, by: str, at: datetime, stamp: datetime, **_: Any) -> None:
        any_time = "any_time" in self.rulebook.complaint.may_escalate_on
        need(by == C and (self.stage == "ESCALATION" or (any_time and self.stage == "COMPLAINT")))
        wait = self.rulebook.complaint.escalate_after
        need(wait is None or at >= self.after_days(self.opened, str(wait.length), self.homes[C]))
        self.onward("ESCALATION", at, stamp)

    def after_days(self, start: datetime, length: str, home: Home) -> datetime:
        return home.midnight(home.day(start) + (read(length)[0] + 1) * ONE_DAY)

    def do_AdmitCase(self, by: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(by in STAFF and self.stage == "INTAKE")
        self.onward("INTAKE", at, stamp)

    def do_RefuseCase(self, by: str, **_: Any) -> None:
        need(by in STAFF and self.stage == "INTAKE")
        self.close("REFUSED")

    def do_WithdrawComplaint(self, by: str, **_: Any) -> None:
        need(by == C and not self.ordered)
        self.close("WITHDRAWN")

    def do_MakeOffer(self, by: str, at: datetime, stamp: datetime, offer: str, lines: Any, **more: Any) -> None:
        need(by in SIDES and self.stage in TALKING)
        counters, expires, room = more.get("counters"), more.get("expires"), more.get("room")
        usual = "OPEN" if self.stage in EARLY else "WITHOUT_PREJUDICE"
        if counters in self.offers:
            usual = self.offers[counters][1]
            need(room is None or room.value == usual)
        room = room.value if room else usual
        need(room == "OPEN" or (room == "WITHOUT_PREJUDICE" and self.stage not in EARLY))
        need(room != "OPEN" or not self.record_closed)
        self.check_money(lines)
        need(expires is None or expires > at)
        need(counters is None or (self.is_open(counters) and self.offers[counters][0] != by))
        if by == R and self.stage in ("COMPLAINT", "RESPONSE"):
            self.answer(at, stamp)
        if counters:
            self.offers[counters][2] = "closed"
            self.end(f"negotiation.offer_answer/{counters}")
        self.offers[offer] = [by, room, "open", expires is not None]
        self.open("negotiation.offer_answer", at, offer, who=(_other(by),), until=expires, room=room)

    def is_open(self, offer: str) -> bool:
        return offer in self.offers and self.offers[offer][2] == "open"

    def answerable(self, by: str, offer: str) -> None:
        need(by in SIDES and self.stage in TALKING and self.is_open(offer) and self.offers[offer][0] != by)

    def do_AcceptOffer(self, by: str, at: datetime, stamp: datetime, offer: str, understood: bool, **more: Any) -> None:
        self.answerable(by, offer)
        need(understood)
        self.settle(more["terms"][offer], offer, at, stamp)

    def settle(self, lines: Any, name: str, at: datetime, stamp: datetime) -> None:
        self.wind_up()
        self.settled = True
        self.order(lines, name, at, stamp)

    def do_DeclineOffer(self, by: str, offer: str, **_: Any) -> None:
        self.answerable(by, offer)
        self.offers[offer][2] = "closed"
        self.end(f"negotiation.offer_answer/{offer}")

    def do_WithdrawOffer(self, by: str, offer: str, **_: Any) -> None:
        need(by in SIDES and self.stage in TALKING and self.is_open(offer) and self.offers[offer][0] == by)
        self.offers[offer][2] = "closed"
        self.end(f"negotiation.offer_answer/{offer}")

    def do_LeaveNegotiation(self, by: str, at: datetime, stamp: datetime, **more: Any) -> None:
        need(by in SIDES and self.stage == "NEGOTIATION")
        talk = self.rulebook.negotiation.early_exit_after
        home = Home(more["zone"])
        need(talk is None or (self.since and at >= self.after_days(self.since, str(talk.length), home)))
        self.onward("NEGOTIATION", at, stamp)

    def do_OpenBidding(self, by: str, at: datetime, bidding: str, **_: Any) -> None:
        rule = self.rulebook.negotiation.blind_bids
        need(by in SIDES and self.stage == "NEGOTIATION" and rule)
        need(not any(bids is not None for bids in self.rounds.values()) and len(self.rounds) < rule.rounds)
        self.rounds[bidding] = {}
        self.open("negotiation.blind_bids.answer", at, bidding, room="WITHOUT_PREJUDICE")

    def do_GiveBid(self, by: str, at: datetime, stamp: datetime, bidding: str, amount: Any, **more: Any) -> None:
        need(by in SIDES and self.stage in TALKING)
        bids = self.rounds.get(bidding)
        need(bids is not None and by not in bids and more["understood"])
        need(amount.currency == "EUR" and 0 < amount.minor <= self.paid)
        bids[by] = amount.minor
        if len(bids) < 2:
            return
        gap = bids[C] - bids[R]
        self.rounds[bidding] = None
        if 100 * gap > self.rulebook.negotiation.blind_bids.within_percent * bids[C]:
            self.end(f"negotiation.blind_bids.answer/{bidding}")
            return
        half = replace(amount, minor=-(-(bids[C] + bids[R]) // 2))
        self.settle([RemedyLine(Remedy.REFUND_PARTIAL, None, 1, half)], bidding, at, stamp)

    def do_AppointNeutral(self, by: str, at: datetime, stamp: datetime, function: Any, **more: Any) -> None:
        need(by in STAFF or (by == S and self.to_rule))
        need(self.stage in ("MEDIATOR_APPOINTMENT", "DECIDER_APPOINTMENT"))
        wanted, named = M if self.stage == "MEDIATOR_APPOINTMENT" else D, more["name"]
        need(function.value == wanted and function in more["functions"])
        need(named not in ("buyer", "holzhaus") and not more["belongs_to"] & {"buyer", "holzhaus"})
        need(named not in self.served)
        self.serving[wanted], self.to_rule = named, False
        self.served.add(named)
        self.enter("MEDIATION" if wanted == M else self.first_of_deciding(), at, stamp)

    def holds(self, role: str, by: str, person: str) -> bool:
        return by == role and self.serving.get(role) == person

    def leads(self, by: str, person: str) -> bool:
        """Whether this neutral is at work now."""
        at_work = {"MEDIATION": M, "EVIDENCE": D, "FILE_COMPLETE": D, "DECISION": D}.get(self.stage, "")
        return self.holds(at_work, by, person)

    def do_MakeProposal(self, by: str, person: str, at: datetime, proposal: str, lines: Any, **_: Any) -> None:
        need(self.holds(M, by, person) and self.stage == "MEDIATION")
        need(not any(one["open"] for one in self.proposals.values()))
        self.check_money(lines)
        self.proposals[proposal] = {"open": True, "lines": lines, "answers": {}}
        self.open("mediation.proposal_answer", at, proposal, room="WITHOUT_PREJUDICE")

    def do_AnswerProposal(self, by: str, at: datetime, stamp: datetime, proposal: str, **more: Any) -> None:
        found = self.proposals.get(proposal, {"open": False, "answers": {}})
        need(by in SIDES and self.stage == "MEDIATION" and found["open"] and by not in found["answers"])
        need(more["understood"] or not more["accepts"])
        found["answers"][by] = more["accepts"]
        if len(found["answers"]) < 2:
            return
        if all(found["answers"].values()):
            self.settle(found["lines"], proposal, at, stamp)
        else:
            found["open"] = False
            self.end(f"mediation.proposal_answer/{proposal}")

    def do_EndMediation(self, by: str, person: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(self.holds(M, by, person) and self.stage == "MEDIATION")
        self.wind_up_proposals()
        self.onward("MEDIATION", at, stamp)

    def do_ReceiveExhibit(self, by: str, exhibit: str, **_: Any) -> None:
        need(by in SIDES and not self.record_closed and not self.ordered)
        self.drafts[exhibit] = by

    def do_DiscloseExhibit(self, by: str, stamp: datetime, exhibit: str, **_: Any) -> None:
        need(by in SIDES and not self.record_closed and not self.ordered and self.drafts.get(exhibit) == by)
        del self.drafts[exhibit]
        self.disclosed[by] += 1
        self.exhibits[f"{by[0]}-{self.disclosed[by]}"] = stamp

    def do_RequestDecision(self, by: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(by == C and self.stage == "DECISION_CHOICE")
        on_request = self.rulebook.default_track.no_response.value == "grant_claim_on_request"
        self.grant(at, stamp) if self.silent and on_request else self.to_decision(at, stamp)

    def do_ForgoDecision(self, by: str, **_: Any) -> None:
        need(by == C and self.stage == "DECISION_CHOICE")
        self.close("NO_AGREEMENT")

    def do_CompleteFile(self, by: str, person: str, at: datetime, stamp: datetime, **_: Any) -> None:
        need(self.holds(D, by, person) and self.stage == "FILE_COMPLETE")
        self.complete_file(at, stamp)

    def do_IssueDecision(self, by: str, person: str, at: datetime, stamp: datetime, **more: Any) -> None:
        need(self.holds(D, by, person) and self.stage == "DECISION" and more["issues"])
        need((more["outcome"].value == "DISMISSED") == (not more["lines"]))
        cited = [number for issue in more["issues"] for number in issue.exhibits]
        need(all(number in self.exhibits for number in cited))
        need(not any(self.replying_since and self.exhibits[number] >= self.replying_since for number in cited))
        if more["lines"]:
            self.check_money(more["lines"])
        self.issue(more["lines"], "decision", at, stamp, slips=True)

    def issue(self, lines: Sequence[Any], name: str, at: datetime, stamp: datetime, *, slips: bool) -> None:
        self.wind_up()
        self.decided, self.decided_at, self.decision = list(lines), stamp, name
        accepts = "accepts" in self.rulebook.effect.decision
        if self.decided and accepts:
            self.stage, self.since = "ACCEPTANCE", stamp
            self.open("acceptance", at)
        elif self.rulebook.review:
            self.stage, self.since = "STAY", stamp
        else:
            self.order(self.decided, name, at, stamp)
        if self.rulebook.review:
            self.open("review.ask", at)
        if self.ground is None and self.rulebook.correction and slips:
            self.open("correction", at)
        if self.silent and self.decided and self.rulebook.default_track.set_aside:
            self.open(ASIDE, at)

    def do_AcceptDecision(self, by: str, at: datetime, stamp: datetime, understood: bool, **_: Any) -> None:
        need(by == C and self.stage == "ACCEPTANCE" and understood and self.decided_at)
        consent = self.rulebook.effect.consent
        thinks = consent.consumer.value != "not_needed"
        need(not thinks or at >= self.after_days(self.decided_at, str(consent.reflection.length), self.homes[C]))
        if "review.ask" in self.frames:
            self.enter("STAY", at, stamp)
        else:
            self.end(*[name for name in self.frames if name not in ("correction", ASIDE)])
            self.order(self.decided, self.decision, at, stamp)

    def do_RejectDecision(self, by: str, **_: Any) -> None:
        need(by == C and self.stage == "ACCEPTANCE")
        self.close("DECIDED")

    def do_ReportFulfilment(self, by: str, at: datetime, line: str, step: Any, **_: Any) -> None:
        need(by in (*SIDES, *STAFF) and self.stage == "COMPLIANCE" and line in self.owed)
        owes, now = self.owed[line]["owes"], self.owed[line]["step"]
        if by in SIDES:
            theirs = ("RETURN_IN_TRANSIT", "FULFILLED") if by != owes else ("RETURN_RECEIVED", "SUBMITTED", "SETTLING")
            need(step.value in theirs)
        need(step.value in NEXT.get(now, ()))
        self.step(line, step.value, at)

    def step(self, line: str, step: str, at: datetime) -> None:
        owed = self.owed[line]
        owed["step"] = step
        if step in ("RETURN_IN_TRANSIT", "RETURN_RECEIVED", "FULFILLED", "LAPSED"):
            self.end(*[name for name in self.frames if name.startswith("compliance.") and name.endswith(f"/{line}")])
        if step == "RETURN_IN_TRANSIT":
            self.open("compliance.confirm_return", at, line, who=(owed["owes"],))
        elif step == "RETURN_RECEIVED":
            self.open("compliance.refund_after_return", at, line, who=(owed["owes"],))
        elif all(one["step"] in ("FULFILLED", "LAPSED") for one in self.owed.values()):
            self.end("correction")
            self.stage, self.ground = "CLOSED", "SETTLED" if self.settled else "DECIDED"

    # --- more time and pauses -------------------------------------------------------------------------------------

    def do_ExtendFrame(self, by: str, person: str, at: datetime, frame: str, reasons: Any, **_: Any) -> None:
        found = self.running().get(frame)
        need(found is not None and frame not in self.asked)
        way = next(
            (one for one in self.rulebook.clauses[found.clause].extend if self.may_extend(one, found, by, person)), None
        )
        need(way is not None)
        if way.by == "agreement":
            self.asked[frame] = by
            return
        need(way.by != "complexity" or reasons)
        self.longer(found, way, at, bool(reasons))

    def may_extend(self, way: Any, frame: Running, by: str, person: str) -> bool:
        if frame.granted[way.by.value] >= way.times:
            return False
        if way.by == "agreement":
            return by in SIDES
        return by in frame.who and (way.by == "right" or self.leads(by, person))

    def longer(self, frame: Running, way: Any, at: datetime, with_reasons: bool) -> None:
        happened = Happened("extension", at, at, str(way.length))
        due = bound(frame.start, frame.length, self.homes_of(frame.who), [*frame.happened, happened])
        cap = self.frames.get(CAPS.get(frame.clause, ""))
        need(with_reasons or cap is None or due <= cap.due)
        frame.past_cap |= cap is not None and due > cap.due
        self.move(frame, happened, capped=False)
        frame.granted[way.by.value] += 1

    def do_AnswerExtension(self, by: str, at: datetime, frame: str, agrees: bool, **_: Any) -> None:
        found = self.running().get(frame)
        need(by in SIDES and found is not None and self.asked.get(frame) == _other(by))
        if agrees:
            way = next(one for one in self.rulebook.clauses[found.clause].extend if one.by == "agreement")
            self.longer(found, way, at, with_reasons=False)
        del self.asked[frame]

    def days_left(self) -> int:
        return self.rulebook.pause.limit.limit.count - self.paused_days

    def do_AskPause(self, by: str, pause: str, days: int, **_: Any) -> None:
        need(by in SIDES and self.pause is None and self.pause_asked is None and 1 <= days <= self.days_left())
        self.pause_asked = (pause, by, days)

    def do_AnswerPause(self, by: str, at: datetime, stamp: datetime, agrees: bool, **_: Any) -> None:
        need(by in SIDES and self.pause_asked is not None and self.pause_asked[1] != by)
        pause, _, days = self.pause_asked
        self.pause_asked = None
        if agrees:
            self.begin_pause(pause, "both", min(days, self.days_left()), at, stamp)

    def do_OrderPause(
        self, by: str, person: str, at: datetime, stamp: datetime, pause: str, days: int, **_: Any
    ) -> None:
        need(by in STAFF or self.leads(by, person))
        need(self.pause is None and 1 <= days <= self.days_left())
        self.begin_pause(pause, "ordered", days, at, stamp)

    def begin_pause(self, pause: str, ground: str, days: int, at: datetime, stamp: datetime) -> None:
        goes_on = ("pause.limit",) if self.rulebook.pause.cap_also_pauses else ("pause.limit", "overall_cap")
        holds = frozenset(name for name, frame in self.frames.items() if frame.clause not in goes_on)
        self.pause, self.pause_asked = (pause, ground, stamp, holds), None
        staff = self.homes[P]
        self.open("pause.limit", at, pause, until=staff.midnight(staff.day(at) + days * ONE_DAY))

    def do_ResumeCase(self, by: str, person: str, at: datetime, **_: Any) -> None:
        need(self.pause is not None)
        both = self.pause is not None and self.pause[1] == "both"
        need(by in SIDES if both else by in STAFF or self.leads(by, person))
        self.resume(at)


def _other(side: str) -> str:
    return R if side == C else C
