"""Procedure as data: the parts of a rulebook, typed and frozen. Numbers, days, order and sources; no expressions."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property

from odr.domain.remedies import ComplaintType
from odr.domain.rulebook.choices import (
    AppliesTo,
    Between,
    Status,
)
from odr.domain.rulebook.claims import Asked, ComplaintRule, Criterion, Document, Exclusion
from odr.domain.rulebook.compliance import Compliance
from odr.domain.rulebook.elsewhere import ParallelRules
from odr.domain.rulebook.sections import (
    Archive,
    Bundling,
    Complaint,
    Costs,
    Counterclaim,
    DefaultTrack,
    Effect,
    Evidence,
    Execution,
    Intake,
    LookAtClosing,
    Mediation,
    Negotiation,
    Neutrals,
    Pause,
    Review,
    Stages,
    Withdraw,
)
from odr.domain.rulebook.terms import Frame, Wording
from odr.domain.vocabulary import Ground

RETURN_LOST = "compliance.return_lost_after"


@dataclass(frozen=True)
class Rulebook:
    """One version of a procedure, pinned by every case that opens under it.

    `modelled_on` names what it follows; `review_by` is the day by which its numbers are to be looked at again.
    `second_reading`: a second neutral reads and confirms a decision before it is issued.
    `look_at_closing`: a person looks at a closing that time brought.
    """

    id: str
    title: Wording
    modelled_on: str
    status: Status
    in_force_from: date
    review_by: date
    languages: tuple[str, ...]
    costs: Costs
    effect: Effect
    execution: Execution
    reminders: tuple[str, ...]
    stages: Stages
    complaint: Complaint
    negotiation: Negotiation
    default_track: DefaultTrack
    pause: Pause
    parallel: ParallelRules
    withdraw: Withdraw
    terminate: tuple[Ground, ...]
    compliance: Compliance
    archive: Archive
    complaints: Mapping[ComplaintType, ComplaintRule]
    documents: Mapping[Document, Asked]
    criteria: Mapping[Criterion, Wording]
    exclusions: Mapping[Exclusion, Wording]
    escalation: Frame | None = None
    intake: Intake | None = None
    clarification: Frame | None = None
    response: Frame | None = None
    counterclaim: Counterclaim | None = None
    bundle: Bundling | None = None
    neutrals: Neutrals | None = None
    appointment: Frame | None = None
    mediation: Mediation | None = None
    decision_choice: Frame | None = None
    evidence: Evidence | None = None
    file_complete: Frame | None = None
    decision: Frame | None = None
    second_reading: Frame | None = None
    acceptance: Frame | None = None
    correction: Frame | None = None
    review: Review | None = None
    overall_cap: Frame | None = None
    inactivity: Frame | None = None
    look_at_closing: LookAtClosing | None = None
    between: Between = Between.ANYBODY
    applies_to: AppliesTo = AppliesTo.SALES
    hash: str = ""

    @cached_property
    def clauses(self) -> Mapping[str, Frame]:
        """Every frame by its clause: "complaint.answer", "decision", "default_track.set_aside.ask".

        One has no table of its own: of a return that is lost a rulebook says the length only.
        """
        return dict(_frames(self, "")) | {RETURN_LOST: self.compliance.lost}


def _frames(part: object, place: str) -> list[tuple[str, Frame]]:
    found: list[tuple[str, Frame]] = []
    for one in fields(part):  # type: ignore[arg-type]
        value, name = getattr(part, one.name), f"{place}{one.name}"
        if isinstance(value, Frame):
            found.append((name, value))
        elif is_dataclass(value):
            found += _frames(value, f"{name}.")
    return found
