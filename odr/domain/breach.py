"""What was agreed or ordered is not done: whoever is owed it reports that, and the case goes on under its number."""

from dataclasses import dataclass

from odr.domain import compensation
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.calendar import local_day
from odr.domain.case import Case, OwedLine
from odr.domain.compensation import DONE
from odr.domain.course import BREACH, begin_again
from odr.domain.events import Event, Reopening, Stage
from odr.domain.guards import Command, require_side, require_words
from odr.domain.recovery import owed_again
from odr.domain.roles import Actor, Side
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBreach(Command):
    """One side says that something owed to it was not done. `line` None: what the settlement says in words."""

    line: str | None
    reasons: Text


def may_report_breach(by: Actor, case: Case) -> None:
    """Whoever is owed it, once its time is over and while it can be reported."""
    side = require_side(by)
    if case.stage not in (Stage.COMPLIANCE, Stage.CLOSED):
        raise no.NotAtThisStage(stage=case.stage.value)
    if any(one.clause == BREACH and by.role.acts_as in one.facts.actors for one in case.frames.values()):
        return
    for line in _owed_to(side, case):
        _require_reportable(line, case)
    if case.closed_at is not None:
        raise no.CaseIsClosed()
    raise no.NotAtThisStage(stage=case.stage.value)


def report_breach(ask: ReportBreach, case: Case) -> list[Event]:
    """What was paid stays paid and counts; what is still owed is for the stage at which the case goes on."""
    may_report_breach(ask.by, case)
    side = require_side(ask.by)
    _require_broken(ask.line, side, case)
    require_words(ask.reasons, "A breach")
    rule = case.rulebook.compliance.reopen_for_breach
    if rule is None:
        raise no.NotReopened()
    reopened = [e.CaseReopened(Reopening.BREACH)] if case.closed_at is not None else []
    lapsed = compensation.lapse(case)
    return [e.BreachReported(side, ask.line, ask.reasons), *reopened, *lapsed, *begin_again(case, rule.at, ask.at)]


def _require_broken(name: str | None, side: Side, case: Case) -> None:
    if name is None:
        if BREACH not in case.frames:
            raise no.NothingBroken()
        return
    line = case.compensation.line(name) if case.compensation else None
    if line is None:
        raise no.LineUnknown()
    if line.remedy.owed_by is side:
        raise no.NotOwedToYou()
    if line.fund is not None or (line.step in DONE and not owed_again(line, case)):
        raise no.NothingBroken()
    if line.step in DONE and f"{BREACH}/{line.id}" not in case.frames:
        raise no.TooLateForBreach()
    _require_reportable(line, case)


def _require_reportable(line: OwedLine, case: Case) -> None:
    """Its time is over, and the time to report that is not."""
    if f"{BREACH}/{line.id}" in case.frames:
        return
    if line.non_compliant:
        raise no.NotReopened() if case.rulebook.compliance.reopen_for_breach is None else no.TooLateForBreach()
    running = (frame for frame in case.frames.values() if frame.name.endswith(f"/{line.id}"))
    first = min(running, key=lambda frame: frame.due, default=None)
    if first is not None:
        raise no.NotDueYet(day=local_day(first.due, first.latest.zone))


def _owed_to(side: Side, case: Case) -> list[OwedLine]:
    lines = case.compensation.lines if case.compensation else ()
    mine = (line for line in lines if line.remedy.owed_by is side.other and line.fund is None)
    return [line for line in mine if line.step not in DONE]
