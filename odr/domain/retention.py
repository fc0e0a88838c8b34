"""How long the evidence and the record of a case that is over are kept, what keeps them longer, and how they go.

(rulebook: archive.) Every date follows from the docket and the pinned rulebook. A copy of the case is offered first.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.erasing import every_exhibit
from odr.domain.events import Event, Kept, ParallelKind
from odr.domain.guards import Command, Rules, require_administrator, require_role, require_words, when_days_are_over
from odr.domain.roles import Actor, Role
from odr.domain.rulebook.choices import Hold
from odr.domain.words import Text

CLAUSES = {Kept.EVIDENCE: "archive.erase_evidence", Kept.RECORD: "archive.keep_record"}
OFFERED_BEFORE = timedelta(days=30)
"""How long before something is erased a copy is offered; where the rulebook leaves less time, once it can be."""
LEAST_NOTICE = timedelta(days=14)
"""How long a copy can be had at least after it was offered, however late that was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyRetention(Command):
    """Do what the time to keep the evidence or the record brings now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLegalHold(Command):
    """Nothing is erased until it is lifted. `authority` and `reference`: whose order this is, and its number there."""

    hold: str
    reasons: Text
    authority: Text | None = None
    reference: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftLegalHold(Command):
    hold: str
    reasons: Text


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next of itself, and when (UTC): a copy is offered, or what is `kept` is erased."""

    kept: Kept
    offer: bool
    at: datetime


def may_place_hold(by: Actor, case: Case) -> None:
    require_administrator(by, case)
    if case.record_erased_at is not None:
        raise no.NothingToErase()


def place_legal_hold(ask: PlaceLegalHold, case: Case) -> list[Event]:
    may_place_hold(ask.by, case)
    require_words(ask.reasons, "A legal hold")
    return [e.LegalHoldPlaced(ask.hold, ask.reasons, ask.authority, ask.reference)]


def may_lift_hold(by: Actor, case: Case) -> None:
    require_administrator(by, case)
    if not case.holds:
        raise no.NothingToAnswer()


def lift_legal_hold(ask: LiftLegalHold, case: Case) -> list[Event]:
    may_lift_hold(ask.by, case)
    if ask.hold not in case.holds:
        raise no.NotFound()
    require_words(ask.reasons, "Lifting a legal hold")
    return [e.LegalHoldLifted(ask.hold, ask.reasons)]


def held_by(case: Case) -> tuple[Hold, ...]:
    """Why nothing of a closed case is erased by rule now, of the reasons that its rulebook names."""
    found = {
        Hold.COURT_POSSIBLE: any(_in_court(one.facts.kind) and one.end is None for one in case.parallel.values()),
        Hold.SET_ASIDE_POSSIBLE: not case.is_over,
        Hold.LEGAL_HOLD: bool(case.holds),
    }
    named = (*case.rulebook.archive.hold_while, Hold.LEGAL_HOLD)
    return tuple(hold for hold, holds in found.items() if holds and hold in named)


def _in_court(kind: ParallelKind) -> bool:
    return kind in (ParallelKind.COURT, ParallelKind.OTHER_BODY)


def kept_until(kept: Kept, case: Case) -> datetime | None:
    """Until when (UTC, exclusive) the rulebook keeps it; None while the case is open, or when it is erased already."""
    if case.closed_at is None or case.record_erased_at is not None:
        return None
    if kept is Kept.EVIDENCE and case.evidence_erased_at is not None:
        return None
    archive = case.rulebook.archive
    term = archive.erase_evidence if kept is Kept.EVIDENCE else archive.keep_record
    until = when_days_are_over(case.closed_at, term.length, case.staff_zone)
    offered = case.copy_offered
    return max(until, offered.until) if offered is not None and offered.kept is kept else until


def next_step(case: Case) -> Step | None:
    """What comes next of itself; None while something holds it, or when nothing is left."""
    if case.closed_at is None or not case.is_over or held_by(case):
        return None
    for kept in Kept:
        until = kept_until(kept, case)
        if until is None:
            continue
        offered = case.copy_offered is not None and case.copy_offered.kept is kept
        if case.rulebook.archive.offer_case_copy_first and not offered:
            return Step(kept, True, max(case.closed_at, until - OFFERED_BEFORE))
        return Step(kept, False, until)
    return None


def erases_at(case: Case) -> datetime | None:
    """When the next step is due (UTC)."""
    step = next_step(case)
    return step.at if step is not None else None


def apply_retention(ask: ApplyRetention, case: Case) -> list[Event]:
    """Raises AlreadyDone where nothing is due: another worker was first, or a hold was placed meanwhile."""
    require_role(ask.by, Role.SYSTEM)
    step = next_step(case)
    if step is None or ask.at < step.at:
        raise no.AlreadyDone()
    if step.offer:
        until = kept_until(step.kept, case) or ask.at
        return [e.CaseCopyOffered(step.kept, max(until, ask.at + LEAST_NOTICE))]
    clause = CLAUSES[step.kept]
    return [*every_exhibit(case, clause), e.RetentionEnded(step.kept, clause)]


RULES: Rules = {
    ApplyRetention: apply_retention,
    PlaceLegalHold: place_legal_hold,
    LiftLegalHold: lift_legal_hold,
}
"""Which of its rules answers which command."""
