"""The acts of a simulated case: what each player does by themselves, and the command that each act becomes.

Whether an act is possible is asked of `available_actions`; here stands only what it says, and whether it makes sense.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from odr.domain import (
    appointing,
    bidding,
    compensation,
    correction,
    decision,
    exhibits,
    extending,
    filing,
    mediation,
    needs,
    negotiation,
    nudging,
    objecting,
    parallel,
    pausing,
    review,
    second_reading,
    talk,
)
from odr.domain import events as e
from odr.domain.case import Case, OwedLine, Standing
from odr.domain.course import APPOINTED_AT
from odr.domain.guards import Command
from odr.domain.possible import Action
from odr.domain.roles import Actor, Role
from odr.domain.rulebook import Acts, ReviewGround
from odr.domain.rulebook.claims import Document
from odr.domain.simulate.script import REMEDY, WORDS
from odr.domain.vocabulary import Function
from odr.domain.words import Text

WAY: dict[Acts, tuple[Action, ...]] = {
    Acts.COMPLAINANT: (
        Action.ESCALATE_COMPLAINT,
        Action.ANSWER_EXTENSION,
        Action.ANSWER_PAUSE,
        Action.DISCLOSE_EXHIBIT,
        Action.LEAVE_NEGOTIATION,
        Action.REQUEST_DECISION,
        Action.ACCEPT_DECISION,
        Action.REPORT_FULFILMENT,
    ),
    Acts.RESPONDENT: (
        Action.ACKNOWLEDGE_COMPLAINT,
        Action.ANSWER_COMPLAINT,
        Action.ANSWER_EXTENSION,
        Action.ANSWER_PAUSE,
        Action.DISCLOSE_EXHIBIT,
        Action.ACCEPT_DECISION,
        Action.REPORT_FULFILMENT,
    ),
    Acts.ADMINISTRATOR: (Action.ADMIT_CASE, Action.APPOINT_NEUTRAL),
    Acts.MEDIATOR: (Action.END_MEDIATION,),
    Acts.DECIDER: (Action.COMPLETE_FILE, Action.ISSUE_DECISION, Action.ISSUE_DRAFT, Action.DRAFT_DECISION),
    Acts.SECOND_READER: (Action.READ_DRAFT,),
    Acts.REVIEWER: (Action.DECIDE_REVIEW, Action.DECIDE_SET_ASIDE),
}
"""What each player does without being told, so that the case goes on. Nobody agrees to anything but a question."""

Says = Callable[[Actor, Case], dict[str, Any] | None]
"""What an act says; nothing when it makes no sense now."""


def command(action: Action, by: Actor, case: Case, at: datetime) -> Command | None:
    """The command that this act becomes; nothing when there is no sense in it now."""
    kind, says = SPOKEN[action]
    said = says(by, case)
    return kind(by=by, at=at, **said) if said is not None else None


def appointment(function: Function, case: Case) -> dict[str, Any]:
    """Neutrals come one after another: n1, n2, and so on."""
    return {
        "function": function,
        "person": f"n{len(case.appointments) + 1}",
        "functions": frozenset({function}),
        "belongs_to": frozenset[str](),
        "payer": "service",
    }


def _appoint(by: Actor, case: Case) -> dict[str, Any]:
    return appointment(APPOINTED_AT[case.stage], case)


def _says(**said: Any) -> Says:
    return lambda by, case: said


def _name(kind: str, known: Any) -> str:
    return f"{kind}-{len(known) + 1}"


def _open_offer(by: Actor, case: Case, *, own: bool) -> str | None:
    found = (
        one.id for one in case.offers.values() if one.standing is Standing.OPEN and own is (one.side is by.role.side)
    )
    return next(found, None)


def _answered_offer(by: Actor, case: Case) -> dict[str, Any] | None:
    offer = _open_offer(by, case, own=False)
    return {"offer": offer} if offer else None


def _leave(by: Actor, case: Case) -> dict[str, Any] | None:
    """Nobody leaves while an offer waits for an answer."""
    return None if any(one.standing is Standing.OPEN for one in case.offers.values()) else {}


def _bid(by: Actor, case: Case) -> dict[str, Any] | None:
    """As much as the remedy that everybody speaks of."""
    opened = next((one.id for one in case.biddings.values() if one.standing is Standing.OPEN), None)
    return {"bidding": opened, "amount": REMEDY.amount, "understood": True} if opened else None


def _answer_proposal(by: Actor, case: Case) -> dict[str, Any] | None:
    proposal = _open_proposal(case)
    return {"proposal": proposal, "accepts": True, "understood": True} if proposal else None


def _open_proposal(case: Case) -> str | None:
    return next((one.id for one in case.proposals.values() if one.standing is Standing.OPEN), None)


def _end_mediation(by: Actor, case: Case) -> dict[str, Any] | None:
    """Not while a proposal waits for answers."""
    return None if _open_proposal(case) else {}


def _disclose(by: Actor, case: Case) -> dict[str, Any] | None:
    own = (one for one in case.drafts.values() if one.side is by.role.side)
    label = exhibits.only_a_label(by, case)
    draft = next((one.id for one in own if not label or exhibits.is_label(one.document, one.media_type)), None)
    return {"exhibit": draft} if draft else None


def _hand_in(by: Actor, case: Case) -> dict[str, Any]:
    name = _name("exhibit", [*case.drafts, *case.exhibits])
    facts: dict[str, Any] = {"name": WORDS, "sha256": WORDS, "media_type": "text/plain", "size": 1}
    if exhibits.only_a_label(by, case):
        facts |= {"media_type": "application/pdf", "document": Document.RETURN_LABEL}
    return {"exhibit": name, "upload": name, **facts}


def _decide(by: Actor, case: Case) -> dict[str, Any]:
    issue = e.Issue(WORDS, WORDS, (), case.rulebook.id)
    return {
        "decision": "decision",
        "outcome": None if case.withdrawn else e.Outcome.GRANTED,
        "issues": (issue,),
        "lines": tuple(replace(REMEDY, owed_by=role.side.other) for role in case.claimants if role.side),
        "reasons": WORDS,
        "counterclaim": e.Outcome.GRANTED if Role.RESPONDENT in case.claimants else None,
    }


def _draft(by: Actor, case: Case) -> dict[str, Any] | None:
    """Not twice: a draft that was confirmed is issued."""
    said = {name: value for name, value in _decide(by, case).items() if name != "decision"}
    return None if case.decision_drafts else {**said, "draft": _name("draft", case.decision_drafts)}


def _last_draft(by: Actor, case: Case) -> dict[str, Any] | None:
    found = second_reading.latest(case)
    return {"draft": found.drafted.draft} if found else None


def _read(by: Actor, case: Case) -> dict[str, Any] | None:
    found = _last_draft(by, case)
    return {**found, "confirmed": True} if found else None


def _first_ground(case: Case) -> ReviewGround | None:
    return case.rulebook.review.grounds[0] if case.rulebook.review else None


def _report_parallel(by: Actor, case: Case) -> dict[str, Any]:
    name = _name("proceeding", case.parallel)
    said = {"forum": WORDS, "reference": Text(name), "opened_on": case.opened_at.date()}
    return {"proceeding": name, "kind": e.ParallelKind.CHARGEBACK, **said}


def _some_parallel(by: Actor, case: Case) -> dict[str, Any] | None:
    going_on = next((name for name, one in case.parallel.items() if one.end is None), None)
    return {"proceeding": going_on} if going_on else None


def _end_parallel(by: Actor, case: Case) -> dict[str, Any] | None:
    found = _some_parallel(by, case)
    return found and {**found, "outcome": e.ParallelOutcome.NOT_DECIDED, "ended_on": case.updated_at.date()}


def _decide_objection(by: Actor, case: Case) -> dict[str, Any]:
    return {"objection": case.waiting_objections[0].made.objection, "sustained": False, "reasons": WORDS}


def _extend(by: Actor, case: Case) -> dict[str, Any] | None:
    frame = next((one for one in case.running if extending.way_to_extend(by, one, case)), None)
    return {"frame": frame.name, "reasons": WORDS} if frame else None


def _answer_extension(by: Actor, case: Case) -> dict[str, Any] | None:
    frame = next((name for name, side in case.extension_asked.items() if side is not by.role.side), None)
    return {"frame": frame, "agrees": True} if frame else None


def _order_pause(by: Actor, case: Case) -> dict[str, Any]:
    ground, days = pausing.grounds_open(case)[0], pausing.days_left(case)
    return {"pause": _name("pause", case.past_pauses), "ground": ground, "days": days, "reasons": WORDS}


def _ask_pause(by: Actor, case: Case) -> dict[str, Any]:
    return {"pause": _name("pause", case.past_pauses), "days": pausing.days_left(case), "reasons": WORDS}


def _report(by: Actor, case: Case) -> dict[str, Any] | None:
    """Who owes says that it is on its way; who is owed says that it arrived, once the other side has said so."""
    steps = (
        (line, step) for line in compensation.reportable(case) for step in compensation.steps_open_to(by, line, case)
    )
    found = next(((line, step) for line, step in steps if _is_next(by, line, step)), None)
    if found is None:
        return None
    shown = {"reference": "https://example.org/1", "note": WORDS}
    return {"line": found[0].id, "step": found[1], **shown}


def _is_next(by: Actor, line: OwedLine, step: e.Step) -> bool:
    if step is e.Step.FULFILLED and by.role.side is not None:
        return line.step is e.Step.SUBMITTED
    return step in (e.Step.SUBMITTED, e.Step.RETURN_IN_TRANSIT, e.Step.RETURN_RECEIVED, e.Step.FULFILLED)


SPOKEN: dict[Action, tuple[Callable[..., Command], Says]] = {
    Action.ACKNOWLEDGE_COMPLAINT: (filing.AcknowledgeComplaint, _says()),
    Action.ANSWER_COMPLAINT: (filing.AnswerComplaint, _says(position=e.Position.DISPUTES, statement=WORDS)),
    Action.NUDGE_RESPONDENT: (nudging.NudgeRespondent, _says()),
    Action.ESCALATE_COMPLAINT: (filing.EscalateComplaint, _says(reasons=WORDS)),
    Action.WITHDRAW_COMPLAINT: (filing.WithdrawComplaint, _says()),
    Action.ADMIT_CASE: (filing.AdmitCase, _says()),
    Action.REFUSE_CASE: (filing.RefuseCase, _says(ground=e.RefusalGround.NO_CONTACT_ATTEMPT, reasons=WORDS)),
    Action.SEND_MESSAGE: (
        talk.SendMessage,
        lambda by, case: {"message": "m", "room": talk.rooms_open_to(by, case)[0], "words": WORDS},
    ),
    Action.STATE_NEEDS: (needs.StateNeeds, _says(needs=WORDS)),
    Action.WITHDRAW_NEEDS: (needs.WithdrawNeeds, _says()),
    Action.BLOCK_MESSAGES: (talk.BlockMessages, _says()),
    Action.UNBLOCK_MESSAGES: (talk.UnblockMessages, _says()),
    Action.MAKE_OFFER: (
        negotiation.MakeOffer,
        lambda by, case: {"offer": _name("offer", case.offers), "lines": (REMEDY,)},
    ),
    Action.ACCEPT_OFFER: (
        negotiation.AcceptOffer,
        lambda by, case: (said := _answered_offer(by, case)) and {**said, "understood": True},
    ),
    Action.DECLINE_OFFER: (negotiation.DeclineOffer, _answered_offer),
    Action.WITHDRAW_OFFER: (negotiation.WithdrawOffer, lambda by, case: {"offer": _open_offer(by, case, own=True)}),
    Action.LEAVE_NEGOTIATION: (negotiation.LeaveNegotiation, _leave),
    Action.OPEN_BIDDING: (bidding.OpenBidding, lambda by, case: {"bidding": _name("bidding", case.biddings)}),
    Action.GIVE_BID: (bidding.GiveBid, _bid),
    Action.APPOINT_NEUTRAL: (appointing.AppointNeutral, _appoint),
    Action.DISCLOSE_CIRCUMSTANCES: (objecting.DiscloseCircumstances, _says(circumstances=WORDS)),
    Action.OBJECT_TO_NEUTRAL: (
        objecting.ObjectToNeutral,
        lambda by, case: {"objection": _name("objection", case.objections), "reasons": WORDS},
    ),
    Action.DECIDE_OBJECTION: (objecting.DecideObjection, _decide_objection),
    Action.RECUSE_NEUTRAL: (objecting.RecuseNeutral, _says(reasons=WORDS)),
    Action.HAND_OVER_CASE: (objecting.HandOverCase, _says(reasons=WORDS, away=True)),
    Action.MAKE_PROPOSAL: (
        mediation.MakeProposal,
        lambda by, case: {"proposal": _name("proposal", case.proposals), "lines": (REMEDY,), "reasons": WORDS},
    ),
    Action.ANSWER_PROPOSAL: (mediation.AnswerProposal, _answer_proposal),
    Action.END_MEDIATION: (mediation.EndMediation, _end_mediation),
    Action.HAND_IN_EVIDENCE: (exhibits.ReceiveExhibit, _hand_in),
    Action.DISCLOSE_EXHIBIT: (exhibits.DiscloseExhibit, _disclose),
    Action.REQUEST_DECISION: (decision.RequestDecision, _says()),
    Action.FORGO_DECISION: (decision.ForgoDecision, _says()),
    Action.COMPLETE_FILE: (decision.CompleteFile, _says()),
    Action.ISSUE_DECISION: (decision.IssueDecision, _decide),
    Action.DRAFT_DECISION: (second_reading.DraftDecision, _draft),
    Action.READ_DRAFT: (second_reading.ReadDraft, _read),
    Action.ISSUE_DRAFT: (second_reading.IssueDraft, _last_draft),
    Action.ACCEPT_DECISION: (decision.AcceptDecision, _says(understood=True)),
    Action.REJECT_DECISION: (decision.RejectDecision, _says()),
    Action.ASK_CORRECTION: (correction.AskCorrection, _says(reasons=WORDS)),
    Action.DECLINE_CORRECTION: (correction.DeclineCorrection, _says(reasons=WORDS)),
    Action.CORRECT_DECISION: (correction.CorrectDecision, _says(slip=e.Slip.WRITING, reads=WORDS)),
    Action.ASK_REVIEW: (review.AskReview, lambda by, case: {"ground": _first_ground(case), "reasons": WORDS}),
    Action.DECIDE_REVIEW: (review.DecideReview, _says(result=e.ReviewResult.CONFIRMED, reasons=WORDS)),
    Action.ASK_SET_ASIDE: (review.AskSetAside, _says(reasons=WORDS)),
    Action.DECIDE_SET_ASIDE: (review.DecideSetAside, _says(granted=False, reasons=WORDS)),
    Action.REPORT_FULFILMENT: (compensation.ReportFulfilment, _report),
    Action.REPORT_PARALLEL_PROCEEDING: (parallel.ReportParallelProceeding, _report_parallel),
    Action.CONFIRM_PARALLEL_PROCEEDING: (parallel.ConfirmParallelProceeding, _some_parallel),
    Action.END_PARALLEL_PROCEEDING: (parallel.EndParallelProceeding, _end_parallel),
    Action.EXTEND_FRAME: (extending.ExtendFrame, _extend),
    Action.ANSWER_EXTENSION: (extending.AnswerExtension, _answer_extension),
    Action.ASK_PAUSE: (pausing.AskPause, _ask_pause),
    Action.ANSWER_PAUSE: (pausing.AnswerPause, _says(agrees=True)),
    Action.ORDER_PAUSE: (pausing.OrderPause, _order_pause),
    Action.RESUME_CASE: (pausing.ResumeCase, _says()),
}
"""Every act that a script can name. Another rulebook is not among them: a simulation is about one."""
