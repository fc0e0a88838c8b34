"""Reminding the other side of what it is to do, and no more often than the rulebook allows.

Of the answer to a complaint, and of its next step about a line of what is owed: goods, money, an address for a return,
a receipt, an answer. No date moves by it, and silence means what it meant before.
"""

from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.awaiting_answer import awaits_answer
from odr.domain.calendar import local_day
from odr.domain.case import Case, Frame, OwedLine
from odr.domain.compensation import DONE, carried_out
from odr.domain.counting import reckon
from odr.domain.course import ANSWER, BREACH
from odr.domain.events import Ending, Event, Stage, Step
from odr.domain.guards import Command, require_from, require_open, require_role, require_stage
from odr.domain.handing_over import Waiting, waits_for
from odr.domain.returning import not_arranged
from odr.domain.roles import PARTIES, Actor, Role, Side
from odr.domain.timeframes import places_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeRespondent(Command):
    """The complainant's side asks for the answer that is due."""


def may_nudge(by: Actor, case: Case) -> None:
    require_role(by, Role.COMPLAINANT)
    require_stage(case, Stage.COMPLAINT)


def nudge_from(case: Case) -> datetime:
    """When the next one is possible: so long after the complaint or the last one (rulebook: complaint.nudge_every)."""
    every = case.rulebook.complaint.nudge_every.length
    return reckon(case.nudged_at or case.opened_at, every, places_of((Role.COMPLAINANT,), case)).due


def require_time_to_nudge(at: datetime, case: Case) -> None:
    require_from(nudge_from(case), at, case.complainant.zone)


def nudge_respondent(ask: NudgeRespondent, case: Case) -> list[Event]:
    """The respondent is told once more; no date moves, and silence means what it meant before."""
    may_nudge(ask.by, case)
    require_time_to_nudge(ask.at, case)
    return [e.RespondentNudged()]


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeLine(Command):
    """A side asks the other one for its next step about a line of what is owed."""

    line: str


def may_nudge_line(by: Actor, case: Case) -> None:
    """Whoever waits for the other side to do something about a line."""
    require_role(by, *PARTIES)
    require_open(case)
    if not _to_nudge(by, case):
        raise no.NotAtThisStage(stage=case.stage.value)


def require_time_to_nudge_line(by: Actor, at: datetime, case: Case) -> None:
    """Not before the first line of which this actor can remind somebody."""
    _require_from(min(_to_nudge(by, case).values()), at, by.role.side or Side.COMPLAINANT, case)


def nudge_line(ask: NudgeLine, case: Case) -> list[Event]:
    """The other side is told once more; no date moves."""
    may_nudge_line(ask.by, case)
    if not any(line.id == ask.line for line in carried_out(case)):
        raise no.LineUnknown()
    free, side = _to_nudge(ask.by, case).get(ask.line), ask.by.role.side
    if free is None or side is None:
        raise no.NothingAwaited()
    _require_from(free, ask.at, side, case)
    return [e.LineNudged(ask.line, side.other)]


def _require_from(free: datetime, at: datetime, side: Side, case: Case) -> None:
    if at < free:
        raise no.RemindLater(day=local_day(free, case.party(side).zone))


def nudge_line_from(by: Actor, line: OwedLine, case: Case) -> datetime | None:
    """From when (UTC) this actor can remind the other side of the line; None where it waits for nothing of that side.

    Near the end of that side's time (compliance.nudge_after_percent) or past it, and so long after its last reminder
    (compliance.nudge_every). What is under way already is hurried by nobody, nor is what the platform pays.
    """
    side = by.role.side
    if side is None or case.closed_at is not None or line not in carried_out(case):
        return None
    if line.fund is not None or line.step in _UNDER_WAY or waits_for(line, case) is Waiting.CONSENT:
        return None
    near = _near_the_end(side.other, line, case)
    last = next((one.at for one in reversed(line.nudges) if one.side is side.other), None)
    if near is None or last is None:
        return near
    return max(near, reckon(last, case.rulebook.compliance.nudge_every.length, places_of((Role(side),), case)).due)


_UNDER_WAY = (*DONE, Step.SUBMITTED, Step.SETTLING, Step.UNKNOWN)


def nudges_from(case: Case) -> list[datetime]:
    """When reminding of a line becomes possible to either side (UTC)."""
    return [at for side in PARTIES for at in _to_nudge(Actor(side, ""), case).values()]


def _to_nudge(by: Actor, case: Case) -> dict[str, datetime]:
    """The lines of which this actor can remind the other side, with the day from when on."""
    found = {line.id: nudge_line_from(by, line, case) for line in carried_out(case)}
    return {line: at for line, at in found.items() if at is not None}


def _near_the_end(side: Side, line: OwedLine, case: Case) -> datetime | None:
    """When the time of this side for its next step is nearly over, or was over."""
    awaited = {frame.name: _awaited(frame, line, case) for frame in case.frames.values() if _is_of(line, frame)}
    if any(awaited.values()):
        theirs = (frame for frame in case.running if side in awaited.get(frame.name, ()))
        return min((_nearly_over(frame, case) for frame in theirs), default=None)
    if not line.non_compliant or side is not line.remedy.owed_by:
        return None
    late = (one.due for one in case.past_frames if _is_of(line, one) and one.ended is Ending.EXPIRED)
    return max(late, default=None)


def _nearly_over(frame: Frame, case: Case) -> datetime:
    start, share = frame.latest.start, case.rulebook.compliance.nudge_after_percent
    return start + (frame.due - start) * share / 100


def _is_of(line: OwedLine, frame: Frame) -> bool:
    """Whether something is to be done about the line in this time."""
    clause, _, subject = frame.name.partition("/")
    return subject == line.id and clause.startswith("compliance.") and clause != BREACH and frame.awaited


def _awaited(frame: Frame, line: OwedLine, case: Case) -> list[Side | None]:
    """Whose step a time waits for. Goods that nobody said how to send wait for whoever takes them back."""
    if not_arranged(frame, case):
        return [line.remedy.owed_by]
    if frame.clause == ANSWER and not awaits_answer(line, case):
        return []
    return [role.side for role in frame.facts.actors]
