"""From stage to stage: which frames a stage opens, and what is wound up when a case settles, is decided or closes."""

from datetime import datetime

from odr.domain import events as e
from odr.domain.case import Case, Standing
from odr.domain.events import Ending, Event, Ground, How, Stage
from odr.domain.timeframes import end_frames, open_frame

FRAMES_OF: dict[Stage, tuple[str, ...]] = {
    Stage.COMPLAINT: ("complaint.acknowledge", "complaint.answer"),
    Stage.ESCALATION: ("escalation",),
    Stage.INTAKE: ("intake.admit",),
    Stage.RESPONSE: ("response",),
    Stage.NEGOTIATION: ("negotiation.agree",),
    Stage.MEDIATOR_APPOINTMENT: ("appointment",),
    Stage.MEDIATION: ("mediation.agree",),
    Stage.DECISION_CHOICE: ("decision_choice",),
    Stage.DECIDER_APPOINTMENT: ("appointment",),
    Stage.EVIDENCE: ("evidence.collect",),
    Stage.FILE_COMPLETE: ("file_complete",),
    Stage.DECISION: ("decision",),
    Stage.ACCEPTANCE: ("acceptance", "review"),
    Stage.STAY: (),
    Stage.COMPLIANCE: (),
    Stage.CLOSED: (),
}

OUTLIVE_A_STAGE = frozenset({"negotiation.offer_answer", "overall_cap", "review"})


def enter(case: Case, stage: Stage, start: datetime, how: How = How.BY_ACT) -> list[Event]:
    """End the frames of the stage that is left, open the next stage and its frames from `start`."""
    left = [frame for frame in case.frames.values() if frame.clause not in OUTLIVE_A_STAGE]
    ending = Ending.MET if how is How.BY_ACT else Ending.MOOT
    opened = [open_frame(case, clause, _start_of(clause, case, start)) for clause in FRAMES_OF[stage]]
    return [*end_frames(left, ending), e.StageOpened(stage, how), *opened]


def _start_of(clause: str, case: Case, start: datetime) -> datetime:
    """The limit for escalating counts from the complaint, every other one from the start of its stage."""
    return case.opened_at if clause == "escalation" else start


def wind_up(case: Case, *, keep: str = "") -> list[Event]:
    """Nothing stays open behind a settlement, a decision or a closing: offers lapse, proposals and frames end."""
    offers = [one for one in case.offers.values() if one.standing is Standing.OPEN and one.id != keep]
    proposals = [one for one in case.proposals.values() if one.standing is Standing.OPEN and one.id != keep]
    return [
        *[e.OfferLapsed(offer.id, offer.room) for offer in offers],
        *[e.ProposalClosed(proposal.id, accepted=False) for proposal in proposals],
        *end_frames(case.frames.values(), Ending.MOOT),
    ]


def close(case: Case, ground: Ground, how: How = How.BY_ACT) -> list[Event]:
    """The case ends on one of the closed grounds."""
    return [*wind_up(case), e.CaseClosed(ground), e.StageOpened(Stage.CLOSED, how)]
