"""What else deals with the same sale: a bank, an insurer, a court, another body. Using one's bank is never penalised.

A report attaches it to the case. What more it does is the rulebook's choice (parallel): nothing, a pause, or the end of
the case. The word of one side alone neither holds up nor ends what the other one claims: somebody else has to
confirm it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from odr.domain import calendar, counting, pausing
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Parallel
from odr.domain.course import close
from odr.domain.events import Event, Ground, How, ParallelEffect, ParallelKind, ParallelOutcome
from odr.domain.guards import TALKING, Command, administrators, require_open, require_role
from odr.domain.roles import ADMINISTRATORS, Actor, Role
from odr.domain.rulebook import PauseGround
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportParallelProceeding(Command):
    """Something else deals with the sale. `forum` names who does, `reference` is its number there."""

    proceeding: str
    kind: ParallelKind
    forum: Text
    reference: Text
    opened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmParallelProceeding(Command):
    """What a side reported is so."""

    proceeding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndParallelProceeding(Command):
    """It is over there."""

    proceeding: str
    outcome: ParallelOutcome
    ended_on: date
    note: Text | None = None


def may_report_parallel(by: Actor, case: Case) -> None:
    require_role(by, Role.COMPLAINANT, Role.RESPONDENT, *administrators(case))
    require_open(case)


def may_confirm_parallel(by: Actor, case: Case) -> None:
    """Whoever did not report it."""
    require_role(by, Role.COMPLAINANT, Role.RESPONDENT, *administrators(case))
    require_open(case)
    waiting = [one for one in case.parallel.values() if unconfirmed(one, case)]
    if not waiting:
        raise no.NothingToAnswer()
    if all(one.by.role is by.role for one in waiting):
        raise no.NotAllowed()


def may_end_parallel(by: Actor, case: Case) -> None:
    """Also when the case is closed: as long as a court deals with the sale, nothing of it is erased."""
    require_role(by, Role.COMPLAINANT, Role.RESPONDENT, *administrators(case))
    if case.record_erased_at is not None:
        raise no.CaseIsClosed()
    if all(one.end for one in case.parallel.values()):
        raise no.NothingToAnswer()


def unconfirmed(one: Parallel, case: Case) -> bool:
    """Whether only a side says so whose word does not suffice."""
    return one.end is None and len(one.effects) == 1 and not _suffices(one.by, case)


def _suffices(by: Actor, case: Case) -> bool:
    """An administrator's word does, and that of the only side that claims anything: it could also withdraw."""
    return by.role in ADMINISTRATORS or case.claimants == (by.role,)


def report_parallel_proceeding(ask: ReportParallelProceeding, case: Case) -> list[Event]:
    may_report_parallel(ask.by, case)
    for field, words in (("forum", ask.forum), ("reference", ask.reference)):
        if not (words.body or "").strip():
            raise no.InvalidInput(field=field, problem="Say who deals with it, and under which number.")
    _require_past("openedOn", ask.opened_on, ask.at, case)
    if any(_same(one, ask) for one in case.parallel.values()):
        raise no.AlreadyDone()
    effect = _effect(ask.kind, case) if _suffices(ask.by, case) else ParallelEffect.ATTACHES
    told = e.ParallelProceedingReported(
        ask.proceeding, ask.by.role.side, ask.kind, ask.forum, ask.reference, ask.opened_on, effect
    )
    return [told, *_follows(effect, ask.proceeding, case, ask.at)]


def _same(one: Parallel, ask: ReportParallelProceeding) -> bool:
    known = one.facts
    return one.end is None and (known.kind, known.reference.body) == (ask.kind, ask.reference.body)


def confirm_parallel_proceeding(ask: ConfirmParallelProceeding, case: Case) -> list[Event]:
    may_confirm_parallel(ask.by, case)
    known = case.parallel.get(ask.proceeding)
    if known is None or not unconfirmed(known, case) or known.by.role is ask.by.role:
        raise no.ProceedingNotOpen()
    effect = _effect(known.facts.kind, case)
    return [
        e.ParallelProceedingConfirmed(ask.proceeding, effect),
        *_follows(effect, ask.proceeding, case, ask.at),
    ]


def end_parallel_proceeding(ask: EndParallelProceeding, case: Case) -> list[Event]:
    """What it brought is told; where it had let time stand still, time goes on."""
    may_end_parallel(ask.by, case)
    known = case.parallel.get(ask.proceeding)
    if known is None or known.end is not None:
        raise no.ProceedingNotOpen()
    _require_past("endedOn", ask.ended_on, ask.at, case)
    if ask.ended_on < known.facts.opened_on:
        raise no.InvalidInput(field="endedOn", problem=f"It began on {known.facts.opened_on}. Enter a later day.")
    ended = e.ParallelProceedingEnded(ask.proceeding, ask.outcome, ask.ended_on, ask.note)
    pause = case.pauses.get(ask.proceeding)
    return [ended, *(pausing.end_pause(case, pause, How.BY_ACT, ask.at) if pause else [])]


def _require_past(field: str, day: date, at: datetime, case: Case) -> None:
    """Days are those of the place where it is later: nobody's today is refused."""
    zones = (case.complainant.zone, case.respondent.zone, case.staff_zone)
    if day > max(calendar.local_day(at, zone) for zone in zones):
        raise no.InvalidInput(field=field, problem="This day lies in the future. Enter the day on which it was.")


def _effect(kind: ParallelKind, case: Case) -> ParallelEffect:
    """What the rulebook lets it do; only to attach once the case is settled or decided, or where no pause is left."""
    wanted = case.rulebook.parallel.of(kind).does
    if case.stage not in TALKING:
        return ParallelEffect.ATTACHES
    if wanted is ParallelEffect.PAUSES and not pausing.can_pause(case):
        return ParallelEffect.ATTACHES
    return wanted


def _follows(effect: ParallelEffect, proceeding: str, case: Case, at: datetime) -> list[Event]:
    match effect:
        case ParallelEffect.ATTACHES:
            return []
        case ParallelEffect.PAUSES:
            left = pausing.days_left(case)
            return pausing.begin(case, proceeding, PauseGround.EXTERNAL_PROCEEDING, left, None, at)
        case ParallelEffect.STOPS:
            return close(case, Ground.NO_JURISDICTION)
        case _:
            assert_never(effect)


def bank_deadline(case: Case) -> date | None:
    """The earliest day by which a bank may want to be told of a payment (rulebook: parallel.bank_time); none unpaid.

    Banks count differently, often from delivery; counted from the payment, it is never later than theirs.
    """
    paid = [calendar.local_day(one.paid_at, case.complainant.zone) for one in case.order.payments]
    return counting.last_day(min(paid), case.rulebook.parallel.bank_time.length) if paid else None
