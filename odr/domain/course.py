"""From stage to stage: which stage follows, which frames it opens, and what is wound up when a case ends."""

from collections.abc import Iterable
from datetime import datetime

from odr.domain import events as e
from odr.domain.case import Case, Frame, Standing
from odr.domain.events import Ending, Event, Function, Ground, How, Stage
from odr.domain.guards import works_at
from odr.domain.parts import OBJECTION_DECISION
from odr.domain.rulebook import DECIDING, EscalationCounts, Rulebook, StageName
from odr.domain.timeframes import end_frames, open_frame

FRAMES_OF: dict[Stage, tuple[str, ...]] = {
    Stage.COMPLAINT: ("complaint.acknowledge", "complaint.answer", "counterclaim.make"),
    Stage.ESCALATION: ("escalation",),
    Stage.INTAKE: ("intake.admit",),
    Stage.RESPONSE: ("response", "counterclaim.make"),
    Stage.NEGOTIATION: ("negotiation.agree",),
    Stage.MEDIATOR_APPOINTMENT: ("appointment",),
    Stage.MEDIATION: ("mediation.agree",),
    Stage.DECISION_CHOICE: ("decision_choice",),
    Stage.DECIDER_APPOINTMENT: ("appointment",),
    Stage.SECOND_READER_APPOINTMENT: ("appointment",),
    Stage.EVIDENCE: ("evidence.collect",),
    Stage.FILE_COMPLETE: ("file_complete",),
    Stage.DECISION: ("decision",),
    Stage.ACCEPTANCE: ("acceptance", "review.ask"),
    Stage.STAY: (),
    Stage.REVIEWER_APPOINTMENT: ("appointment",),
    Stage.REVIEW: (),
    Stage.COMPLIANCE: (),
    Stage.CLOSED: (),
}
"""The frames that open with a stage, as far as the rulebook has them."""

APPOINTED_AT = {
    Stage.MEDIATOR_APPOINTMENT: Function.MEDIATOR,
    Stage.DECIDER_APPOINTMENT: Function.DECIDER,
    Stage.SECOND_READER_APPOINTMENT: Function.SECOND_READER,
    Stage.REVIEWER_APPOINTMENT: Function.REVIEWER,
}
"""The stages at which somebody neutral is appointed, and what for."""

OBJECTION = "neutrals.objection"
SET_ASIDE_ASK = "default_track.set_aside.ask"
BUNDLE_OBJECTION = "bundle.object"
BREACH = "compliance.reopen_for_breach.report"
ANSWER = "compliance.answer_inspection"
"""The time in which a sender answers what was found on goods that came back."""
BESIDE_A_LINE = frozenset({BREACH, ANSWER})
"""Times that are about a line, and in which the line itself is not to be done."""
OUTLIVE_A_STAGE = frozenset(
    {
        "negotiation.offer_answer",
        "negotiation.blind_bids.answer",
        "overall_cap",
        "pause.limit",
        "evidence.request",
        "counterclaim.make",
        "counterclaim.answer",
        "clarification",
        BUNDLE_OBJECTION,
        "review.ask",
        "correction",
        "inactivity",
        SET_ASIDE_ASK,
    }
)
OUTLIVE_THE_CASE = frozenset({SET_ASIDE_ASK, BREACH})
"""Time in which a closed case can still be asked to go on."""
BESIDE_AN_ORDER = frozenset({Stage.REVIEWER_APPOINTMENT, Stage.REVIEW, Stage.COMPLIANCE})
"""Stages during which an order that was made is carried out: a request to set aside does not stay it."""


def enter(
    case: Case,
    stage: Stage,
    start: datetime,
    how: How = How.BY_ACT,
    opens: tuple[str, ...] | None = None,
    ending: Ending | None = None,
) -> list[Event]:
    """End the frames of the stage that is left, open the next stage and its frames from `start`.

    Args:
        opens: the clauses to open instead of those that usually open with the stage.
        ending: how the frames that are left end, where the act that leads on did not meet them.
    """
    left = [frame for frame in case.frames.values() if not _goes_on(frame, stage, case)]
    ending = ending or (Ending.MET if how is How.BY_ACT else Ending.MOOT)
    clauses = clauses_of(stage, case) if opens is None else opens
    opened = [open_frame(case, clause, _start_of(clause, case, start)) for clause in clauses]
    return [*end_frames(left, ending), e.StageOpened(stage, how), *opened]


def _goes_on(frame: Frame, stage: Stage, case: Case) -> bool:
    of_the_order = frame.clause.startswith("compliance.")
    doubted = _doubted(frame, case)
    same_neutral = doubted is not None and works_at(doubted, stage)
    return frame.clause in OUTLIVE_A_STAGE or (of_the_order and stage in BESIDE_AN_ORDER) or same_neutral


def _doubted(frame: Frame, case: Case) -> Function | None:
    """To which neutral somebody can object in this frame, or did."""
    subject = frame.name.partition("/")[2]
    if frame.clause == OBJECTION:
        return Function(subject)
    return case.objections[subject].made.function if frame.clause == OBJECTION_DECISION else None


def begin_again(case: Case, name: StageName, start: datetime) -> list[Event]:
    """Back to an earlier stage: nothing that ran goes on. What nobody decided about a neutral who stays still waits."""
    kept = [frame for frame in case.frames.values() if frame.clause in OUTLIVE_A_STAGE]
    serving = [one for one in case.appointments if one.active and works_at(one.function, stage_for(case, name))]
    doubted = [one for one in case.objections.values() if one.sustained is None]
    waiting = [one for one in doubted if any(one.is_to(neutral) for neutral in serving)]
    decided = [open_frame(case, OBJECTION_DECISION, start, subject=one.made.objection) for one in waiting]
    return [*end_frames(kept, Ending.MOOT), *go_to(case, name, start), *decided]


def clauses_of(stage: Stage, case: Case) -> list[str]:
    """The clauses whose frames this stage opens under the case's rulebook."""
    return opened_with(stage, case.rulebook)


def opened_with(stage: Stage, rulebook: Rulebook) -> list[str]:
    """The clauses whose frames this stage opens. The time for a counterclaim begins where the dispute is answered."""
    answered_at = Stage.RESPONSE if StageName.RESPONSE in rulebook.stages.order else Stage.COMPLAINT
    found = (clause for clause in FRAMES_OF[stage] if clause in rulebook.clauses)
    return [clause for clause in found if clause != "counterclaim.make" or stage is answered_at]


def _start_of(clause: str, case: Case, start: datetime) -> datetime:
    """The limit for escalating can count from the complaint, every other one counts from the start of its stage."""
    from_complaint = case.rulebook.complaint.escalation_counts is EscalationCounts.FROM_COMPLAINT
    return case.opened_at if clause == "escalation" and from_complaint else start


def onward(case: Case, after: StageName, start: datetime, how: How = How.BY_ACT) -> list[Event]:
    """The stage that comes after this one in the rulebook's order; behind the last one the case closes."""
    following = next_stage(case, after)
    return go_to(case, following, start, how) if following else close(case, Ground.NO_AGREEMENT, how)


def next_stage(case: Case, after: StageName) -> StageName | None:
    """The next stage in the order. The response is skipped when the complaint was answered or withdrawn already."""
    return _first(case, case.rulebook.stages.behind(after))


def _first(case: Case, stages: Iterable[StageName]) -> StageName | None:
    return next((stage for stage in stages if not (stage is StageName.RESPONSE and _needs_none(case))), None)


def _needs_none(case: Case) -> bool:
    return case.answer is not None or case.withdrawn is not None


def go_to(case: Case, name: StageName, start: datetime, how: How = How.BY_ACT) -> list[Event]:
    """This stage, or first the appointment of the neutral that it needs."""
    return enter(case, stage_for(case, name), start, how)


def stage_for(case: Case, name: StageName) -> Stage:
    """The stage that opens for this one: an appointment where the rulebook puts one before it and nobody serves."""
    neutrals = case.rulebook.neutrals
    if name is StageName.MEDIATION and neutrals and name in neutrals.before:
        return Stage.MEDIATION if case.neutral(Function.MEDIATOR) else Stage.MEDIATOR_APPOINTMENT
    if name in DECIDING and neutrals and case.neutral(Function.DECIDER) is None and _before_deciding(case, name):
        return Stage.DECIDER_APPOINTMENT
    if name in DECIDING and lacks_second_reader(case):
        return Stage.SECOND_READER_APPOINTMENT
    return Stage(name.name)


def lacks_second_reader(case: Case) -> bool:
    """Whether somebody is still to be appointed who reads the decision before it is issued."""
    return case.rulebook.second_reading is not None and case.neutral(Function.SECOND_READER) is None


def _before_deciding(case: Case, name: StageName) -> bool:
    """Whether a decider is appointed before this stage: before it itself, or before one that it skipped."""
    neutrals = case.rulebook.neutrals
    places = DECIDING[: DECIDING.index(name) + 1]
    return neutrals is not None and any(stage in neutrals.before for stage in places)


def first_of_deciding(case: Case) -> StageName:
    """Where the way to a decision goes on: with evidence, unless the record is closed or the file complete."""
    done = {StageName.EVIDENCE: case.record_closed, StageName.FILE_COMPLETE: case.file_completed_at is not None}
    open_still = [stage for stage in case.rulebook.stages.to_a_decision if not done.get(stage)]
    return open_still[0] if open_still else StageName.DECISION


def to_decision(case: Case, start: datetime, how: How = How.BY_ACT) -> list[Event]:
    """On the way to a decision; where the rulebook knows none the case closes."""
    if StageName.DECISION not in case.rulebook.stages.order:
        return close(case, Ground.NO_AGREEMENT, how)
    return go_to(case, first_of_deciding(case), start, how)


def wind_up(case: Case, *, keep: str = "", clauses: frozenset[str] = frozenset()) -> list[Event]:
    """Nothing stays open behind a settlement, a decision or a closing: offers lapse, bids, proposals and frames end.

    Args:
        keep: the offer or proposal that was accepted.
        clauses: of the frames that go on all the same.
    """
    offers = [one for one in case.offers.values() if one.standing is Standing.OPEN and one.id != keep]
    proposals = [one for one in case.proposals.values() if one.standing is Standing.OPEN and one.id != keep]
    biddings = [one for one in case.biddings.values() if one.standing is Standing.OPEN and one.id != keep]
    return [
        *[e.OfferLapsed(offer.id, offer.room) for offer in offers],
        *[e.BiddingClosed(bidding.id, met=False) for bidding in biddings],
        *[e.ProposalClosed(proposal.id, accepted=False) for proposal in proposals],
        *end_frames([one for one in case.frames.values() if not _outlasts(one, case, clauses)], Ending.MOOT),
    ]


def _outlasts(frame: Frame, case: Case, clauses: frozenset[str]) -> bool:
    """A side may still wait for who can answer the decision for it."""
    return frame.clause in clauses or frame in _limits_of_waiting(case)


def _limits_of_waiting(case: Case) -> list[Frame]:
    return [case.frames[f"pause.limit/{one.id}"] for one in case.pauses.values() if one.awaits_somebody]


def close(case: Case, ground: Ground, how: How = How.BY_ACT) -> list[Event]:
    """The case ends on one of the closed grounds."""
    waits = [e.PauseEnded(one.id, How.BY_RULE) for one in case.pauses.values() if one.awaits_somebody]
    over = [*wind_up(case, clauses=OUTLIVE_THE_CASE), *waits, *end_frames(_limits_of_waiting(case), Ending.MOOT)]
    return [*over, e.CaseClosed(ground), e.StageOpened(Stage.CLOSED, how)]
