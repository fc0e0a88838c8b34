"""Which rule answers which command, what the passing of time brings, and what each role can do now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, assert_never

from odr.domain import compensation, decision, exhibits, filing, mediation, negotiation, talk
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Entry, Frame
from odr.domain.course import close
from odr.domain.events import Ending, Event, Ground, How, Stage
from odr.domain.evolve import follow
from odr.domain.guards import Command
from odr.domain.roles import SERVICE, Actor, Role, Room
from odr.domain.rulebook import Expiry
from odr.domain.sight import room_of
from odr.domain.timeframes import end_frames, next_due, rule_of

_RULES: dict[type, Callable[[Any, Case], list[Event]]] = {
    filing.JoinCase: filing.join_case,
    filing.AcknowledgeComplaint: filing.acknowledge_complaint,
    filing.AnswerComplaint: filing.answer_complaint,
    filing.EscalateComplaint: filing.escalate_complaint,
    filing.AdmitCase: filing.admit_case,
    filing.RefuseCase: filing.refuse_case,
    filing.WithdrawComplaint: filing.withdraw_complaint,
    talk.SendMessage: talk.send_message,
    negotiation.MakeOffer: negotiation.make_offer,
    negotiation.AcceptOffer: negotiation.accept_offer,
    negotiation.DeclineOffer: negotiation.decline_offer,
    negotiation.WithdrawOffer: negotiation.withdraw_offer,
    negotiation.LeaveNegotiation: negotiation.leave_negotiation,
    mediation.AppointNeutral: mediation.appoint_neutral,
    mediation.MakeProposal: mediation.make_proposal,
    mediation.AnswerProposal: mediation.answer_proposal,
    mediation.EndMediation: mediation.end_mediation,
    exhibits.ReceiveExhibit: exhibits.receive_exhibit,
    exhibits.DiscloseExhibit: exhibits.disclose_exhibit,
    decision.RequestDecision: decision.request_decision,
    decision.ForgoDecision: decision.forgo_decision,
    decision.CompleteFile: decision.complete_file,
    decision.IssueDecision: decision.issue_decision,
    decision.AcceptDecision: decision.accept_decision,
    decision.RejectDecision: decision.reject_decision,
    compensation.ReportFulfilment: compensation.report_fulfilment,
}


def decide(ask: Command, case: Case) -> list[Event]:
    """What follows from the command, or a refusal. Time must have passed already: see `pass_time`."""
    events = _RULES[type(ask)](ask, case)
    return [*_joins(ask, case, events), *events]


def _joins(ask: Command, case: Case, events: list[Event]) -> list[Event]:
    """Who acts for the respondent has come into the case. What is not for everybody must not be told by this."""
    shows = any(room_of(event) is Room.SHARED for event in events)
    if case.joined or ask.by.role is not Role.RESPONDENT or not shows or isinstance(ask, filing.JoinCase):
        return []
    return [e.RespondentJoined(ask.by.person)]


def enter_in_docket(case: Case, events: list[Event], by: Actor, at: datetime) -> list[Entry]:
    """The entries that these events become. What follows by rule is entered by the service, not by a person."""
    return [
        Entry(case.version + n, at, SERVICE if type(event) in e.CONSEQUENCES else by, event)
        for n, event in enumerate(events, 1)
    ]


def pass_time(case: Case, at: datetime) -> list[Entry]:
    """Everything that the passing of time brings up to `at`, each at the bound that brought it."""
    entries: list[Entry] = []
    while case.closed_at is None and (frame := next_due(case, at)) is not None:
        when = max(frame.due, case.updated_at)
        ended = enter_in_docket(case, [*end_frames([frame], Ending.EXPIRED)], SERVICE, when)
        case = follow(case, ended)
        brought = enter_in_docket(case, _expire(frame, case), SERVICE, when)
        case = follow(case, brought)
        entries += [*ended, *brought]
    return entries


def bounds(case: Case) -> list[datetime]:
    """The instants (UTC) at which something changes in the case, or in what somebody can do, without a new entry."""
    dues = [frame.due for frame in case.frames.values()]
    return [*dues, negotiation.early_exit_from(case)] if case.stage is Stage.NEGOTIATION else dues


def _expire(frame: Frame, case: Case) -> list[Event]:
    """What the rulebook says the end of this frame brings. A frame that follows starts at this one's bound."""
    subject = frame.facts.frame.partition("/")[2]
    expiry = rule_of(frame, case).expiry
    match expiry:
        case Expiry.RECORDED:
            return []
        case Expiry.ESCALATE_BY_PLATFORM:
            return filing.lapse_of_complaint(case, frame.due)
        case Expiry.CLOSE_NOT_ESCALATED:
            return close(case, Ground.NOT_ESCALATED, How.BY_RULE)
        case Expiry.AUTO_ADMIT:
            return filing.admitted(case, How.BY_RULE, frame.due)
        case Expiry.DEFAULT_TRACK:
            return filing.silence_of_respondent(case, frame.due)
        case Expiry.MEDIATION:
            return negotiation.negotiation_over(case, frame.due)
        case Expiry.AUTO_ASSIGN_NEXT:
            return mediation.appointment_lapsed(case)
        case Expiry.DECISION_CHOICE:
            return mediation.mediation_over(case, How.BY_RULE, frame.due)
        case Expiry.CLOSE_NO_AGREEMENT:
            return close(case, Ground.NO_AGREEMENT, How.BY_RULE)
        case Expiry.CLOSE_RECORD:
            return _evidence_expires(frame, case)
        case Expiry.COMPLETE_BY_RULE:
            return decision.file_completes(case, How.BY_RULE, frame.due)
        case Expiry.APPOINT_ANOTHER:
            return decision.decider_was_late(case, frame.due)
        case Expiry.NOT_ACCEPTED:
            return _not_accepted(subject, case)
        case Expiry.LAPSES:
            return [e.OfferLapsed(subject, frame.facts.room)]
        case Expiry.END_OF_STAY:
            return decision.stay_ends(case, frame.due)
        case Expiry.LINE_LAPSES:
            return compensation.return_not_sent(case, subject)
        case Expiry.COUNTS_AS_RECEIVED:
            return compensation.counts_as_received(case, subject, frame.due)
        case Expiry.NON_COMPLIANT:
            return [e.NonComplianceRecorded(subject)]
        case _:
            assert_never(expiry)


def _evidence_expires(frame: Frame, case: Case) -> list[Event]:
    if frame.clause == "evidence.collect":
        return decision.evidence_over(case, frame.due)
    return decision.record_closes(case, frame.due)


def _not_accepted(proposal: str, case: Case) -> list[Event]:
    """Silence is not acceptance: of a mediator's proposal, or of the decision."""
    if proposal:
        return [e.ProposalClosed(proposal, accepted=False)]
    return decision.decision_not_accepted(case, How.BY_RULE)


class Action(StrEnum):
    """What somebody can do in a case, named like the mutation that does it."""

    ACKNOWLEDGE_COMPLAINT = "ACKNOWLEDGE_COMPLAINT"
    ANSWER_COMPLAINT = "ANSWER_COMPLAINT"
    ESCALATE_COMPLAINT = "ESCALATE_COMPLAINT"
    WITHDRAW_COMPLAINT = "WITHDRAW_COMPLAINT"
    ADMIT_CASE = "ADMIT_CASE"
    REFUSE_CASE = "REFUSE_CASE"
    SEND_MESSAGE = "SEND_MESSAGE"
    MAKE_OFFER = "MAKE_OFFER"
    ACCEPT_OFFER = "ACCEPT_OFFER"
    DECLINE_OFFER = "DECLINE_OFFER"
    WITHDRAW_OFFER = "WITHDRAW_OFFER"
    LEAVE_NEGOTIATION = "LEAVE_NEGOTIATION"
    APPOINT_NEUTRAL = "APPOINT_NEUTRAL"
    MAKE_PROPOSAL = "MAKE_PROPOSAL"
    ANSWER_PROPOSAL = "ANSWER_PROPOSAL"
    END_MEDIATION = "END_MEDIATION"
    HAND_IN_EVIDENCE = "HAND_IN_EVIDENCE"
    DISCLOSE_EXHIBIT = "DISCLOSE_EXHIBIT"
    REQUEST_DECISION = "REQUEST_DECISION"
    FORGO_DECISION = "FORGO_DECISION"
    COMPLETE_FILE = "COMPLETE_FILE"
    ISSUE_DECISION = "ISSUE_DECISION"
    ACCEPT_DECISION = "ACCEPT_DECISION"
    REJECT_DECISION = "REJECT_DECISION"
    REPORT_FULFILMENT = "REPORT_FULFILMENT"


@dataclass(frozen=True, slots=True)
class Possible:
    """One act, the bound by which it counts (UTC, exclusive), and why it is blocked if it is."""

    action: Action
    deadline: datetime | None
    blocked: no.Refused | None = None


Guard = Callable[[Actor, Case], None]

_GUARDS: dict[Action, tuple[Guard, tuple[str, ...]]] = {
    Action.ACKNOWLEDGE_COMPLAINT: (filing.may_acknowledge, ("complaint.acknowledge",)),
    Action.ANSWER_COMPLAINT: (filing.may_answer, ("complaint.answer", "response")),
    Action.ESCALATE_COMPLAINT: (filing.may_escalate, ("escalation",)),
    Action.WITHDRAW_COMPLAINT: (filing.may_withdraw, ()),
    Action.ADMIT_CASE: (filing.may_admit, ("intake.admit",)),
    Action.REFUSE_CASE: (filing.may_admit, ("intake.admit",)),
    Action.SEND_MESSAGE: (talk.may_send, ()),
    Action.MAKE_OFFER: (negotiation.may_make_offer, ("negotiation.agree",)),
    Action.ACCEPT_OFFER: (negotiation.may_answer_offer, (negotiation.ANSWER_CLAUSE,)),
    Action.DECLINE_OFFER: (negotiation.may_answer_offer, (negotiation.ANSWER_CLAUSE,)),
    Action.WITHDRAW_OFFER: (negotiation.may_withdraw_offer, ()),
    Action.LEAVE_NEGOTIATION: (negotiation.may_leave_negotiation, ("negotiation.agree",)),
    Action.APPOINT_NEUTRAL: (mediation.may_appoint, ("appointment",)),
    Action.MAKE_PROPOSAL: (mediation.may_propose, ("mediation.agree",)),
    Action.ANSWER_PROPOSAL: (mediation.may_answer_proposal, (mediation.ANSWER_CLAUSE,)),
    Action.END_MEDIATION: (mediation.may_mediate, ("mediation.agree",)),
    Action.HAND_IN_EVIDENCE: (exhibits.may_hand_in, ("evidence.collect", "evidence.reply")),
    Action.DISCLOSE_EXHIBIT: (exhibits.may_disclose, ("evidence.collect", "evidence.reply")),
    Action.REQUEST_DECISION: (decision.may_choose, ("decision_choice",)),
    Action.FORGO_DECISION: (decision.may_choose, ("decision_choice",)),
    Action.COMPLETE_FILE: (decision.may_complete_file, ("file_complete",)),
    Action.ISSUE_DECISION: (decision.may_decide, ("decision",)),
    Action.ACCEPT_DECISION: (decision.may_answer_decision, ("acceptance",)),
    Action.REJECT_DECISION: (decision.may_answer_decision, ("acceptance",)),
    Action.REPORT_FULFILMENT: (compensation.may_report_fulfilment, ()),
}
"""Each act with the guard that its rule asks first, and the clauses whose bound is its deadline."""

_ELSEWHERE = (no.NotAllowed, no.NotAtThisStage, no.CaseIsClosed, no.AlreadyDone, no.NothingToAnswer)
"""Refusals that mean "not your act here"; such an act is not listed at all."""


def available_actions(by: Actor, case: Case, at: datetime) -> list[Possible]:
    """What this actor can do now, from the same guards as the rules; blocked acts with the reason."""
    found = (_possible(action, by, case, at) for action in Action)
    return [one for one in found if one is not None]


def _possible(action: Action, by: Actor, case: Case, at: datetime) -> Possible | None:
    guard, clauses = _GUARDS[action]
    deadline = _deadline(clauses, by, case)
    try:
        guard(by, case)
        if action is Action.LEAVE_NEGOTIATION:
            negotiation.require_early_exit(at, case)
    except _ELSEWHERE:
        return None
    except no.Refused as refused:
        return Possible(action, deadline, refused)
    return Possible(action, deadline)


def _deadline(clauses: tuple[str, ...], by: Actor, case: Case) -> datetime | None:
    bounds = (f.due for f in case.frames.values() if f.clause in clauses and by.role in f.facts.actors)
    return min(bounds, default=None)
