"""The way of a case in five parts, as it is shown above every case page."""

from enum import StrEnum

import strawberry

from odr.domain.case import Case
from odr.domain.events import Stage
from odr.schema.vocabulary import described


class Phase(StrEnum):
    """The parts of a case that are shown as a way to go."""

    COMPLAINT = "COMPLAINT"
    NEGOTIATION = "NEGOTIATION"
    MEDIATION = "MEDIATION"
    DECISION = "DECISION"
    COMPENSATION = "COMPENSATION"


class PhaseState(StrEnum):
    """Where a case is on that way."""

    DONE = "DONE"
    CURRENT = "CURRENT"
    AHEAD = "AHEAD"
    SKIPPED = "SKIPPED"


described(
    Phase,
    "The parts of a case that are shown as a way to go.",
    {
        "COMPLAINT": "The complaint, its answer, and the opening of the dispute.",
        "NEGOTIATION": "Both sides look for an agreement.",
        "MEDIATION": "A mediator helps them.",
        "DECISION": "A decision maker decides.",
        "COMPENSATION": "What was agreed or decided is carried out.",
    },
)
described(
    PhaseState,
    "Where a case is on its way.",
    {
        "DONE": "Behind.",
        "CURRENT": "Here.",
        "AHEAD": "May still come.",
        "SKIPPED": "Not gone through.",
    },
)


@strawberry.type(description="One part of the way of a case.")
class PhaseProgress:
    phase: Phase = strawberry.field(description="Which part.")
    state: PhaseState = strawberry.field(description="Where the case is with it.")


_PHASE_OF: dict[Stage, Phase | None] = {
    Stage.COMPLAINT: Phase.COMPLAINT,
    Stage.ESCALATION: Phase.COMPLAINT,
    Stage.INTAKE: Phase.COMPLAINT,
    Stage.RESPONSE: Phase.COMPLAINT,
    Stage.NEGOTIATION: Phase.NEGOTIATION,
    Stage.MEDIATOR_APPOINTMENT: Phase.MEDIATION,
    Stage.MEDIATION: Phase.MEDIATION,
    Stage.DECISION_CHOICE: Phase.MEDIATION,
    Stage.DECIDER_APPOINTMENT: Phase.DECISION,
    Stage.SECOND_READER_APPOINTMENT: Phase.DECISION,
    Stage.EVIDENCE: Phase.DECISION,
    Stage.FILE_COMPLETE: Phase.DECISION,
    Stage.DECISION: Phase.DECISION,
    Stage.ACCEPTANCE: Phase.DECISION,
    Stage.STAY: Phase.DECISION,
    Stage.REVIEWER_APPOINTMENT: Phase.DECISION,
    Stage.REVIEW: Phase.DECISION,
    Stage.COMPLIANCE: Phase.COMPENSATION,
    Stage.CLOSED: None,
}


def progress(case: Case) -> list[PhaseProgress]:
    """Which parts lie behind, where the case is, what may come, and what it never went through."""
    entered = {_PHASE_OF[stage] for stage in case.stages}
    here = _PHASE_OF[case.stage]
    behind = list(Phase) if here is None else list(Phase)[: list(Phase).index(here)]
    return [PhaseProgress(phase=phase, state=_state(phase, here, phase in entered, phase in behind)) for phase in Phase]


def _state(phase: Phase, here: Phase | None, entered: bool, behind: bool) -> PhaseState:
    if phase is here:
        return PhaseState.CURRENT
    if not behind:
        return PhaseState.AHEAD
    return PhaseState.DONE if entered else PhaseState.SKIPPED
