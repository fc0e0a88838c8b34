"""Why a date is that date: from the stored reasons of its frame alone, never from a calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import reduce

from odr.domain import events as e
from odr.domain.calendar import DAY, Length, Mark, MarkedDay, Unit, local_day, months_later, read_length
from odr.domain.case import Case, Entry, Frame
from odr.domain.counting import Run, begun
from odr.domain.events import Ending, Moved
from odr.domain.happenings import in_order
from odr.domain.recount import counted_anew, place_of
from odr.domain.roles import Role
from odr.domain.rulebook import ExtendBy
from odr.domain.timeframes import TYPED

LONG = 40
"""Days. In a longer count, days that follow each other and are simply counted are told as one row."""


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of the count, or several that are simply counted. `count` is how many are counted with the last of them.

    A day that is marked is skipped, unless it is a made-up working day; the last counted one can be marked as well:
    then the end rolls on. Without count and mark it is the day to which the end rolled.
    """

    day: date
    until: date
    count: int | None
    mark: Mark | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """What moved the bound, to when, and for an extension by whose right. `by` is None for everything else."""

    facts: e.FrameMoved
    by: ExtendBy | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons of one date, as one reader may know them.

    `started_by` is the entry that started the count, None where this reader's entries do not show it.
    `checked`: whether the number was checked against its source; None where the rulebook of the case has no such
    clause any more. `days` go from the day after the start, or after the last outage, to the last day; a frame to the
    second has none.
    """

    frame: Frame
    started_by: Entry | None
    started_at: datetime
    checked: bool | None
    days: tuple[CountedDay, ...]
    moves: tuple[Move, ...]


def explain(frame: Frame, case: Case, entries: Sequence[Entry]) -> Explanation:
    """Explain the bound of an open or past frame. `entries` are those that this reader may see."""
    rule = case.rulebook.clauses.get(frame.clause)
    return Explanation(
        frame=frame,
        started_by=_started_by(frame, entries),
        started_at=frame.facts.start,
        checked=rule.checked if rule else None,
        days=tuple(_in_short(list(_days(frame)))),
        moves=tuple(_moves(frame)),
    )


def last_day(frame: Frame) -> date:
    """The last day to act, in the zone of the bound."""
    return frame.latest.last_day or local_day(frame.due - timedelta.resolution, frame.latest.zone)


def _started_by(frame: Frame, entries: Sequence[Entry]) -> Entry | None:
    """What was entered with the frame, before it: somebody's act, or the end of the frame that it follows."""
    opened = next((n for n, entry in enumerate(entries) if entry.event is frame.facts), 0)
    with_it = [one for one in entries[:opened] if one.at == entries[opened].at and not _only_follows(one.event)]
    acts = [one for one in with_it if one.by.role is not Role.SYSTEM]
    ends = [one for one in with_it if isinstance(one.event, e.FrameEnded)]
    return next((group[-1] for group in (acts, ends, with_it) if group), None)


def _only_follows(event: e.Event) -> bool:
    """Whether the entry is a consequence as the frame is, and no reason for it."""
    if isinstance(event, e.FrameEnded):
        return event.how is not Ending.EXPIRED
    return isinstance(event, e.FrameOpened | e.FrameMoved | e.StageOpened)


def _moves(frame: Frame) -> Iterator[Move]:
    granted = iter(frame.granted)
    for facts in frame.moves:
        yield Move(facts, next(granted, None) if facts.why is Moved.EXTENDED else None)


def _days(frame: Frame) -> Iterator[CountedDay]:
    """Each day from the one after the start to the last one."""
    if frame.facts.limit == TYPED or read_length(frame.facts.limit).unit is Unit.HOUR:
        return
    run = _run(frame)
    marks, earlier = _marks(frame.latest), _marks(frame.facts, *frame.moves)
    total, worked = _total(run), sum(one.count for one in run.lengths if one.unit is Unit.WORKING_DAY)
    paused = set(_paused_days(run)) if run.unit is not Unit.WORKING_DAY else set()
    count, day = 0, run.base
    while day < last_day(frame):
        day += DAY
        mark = marks.get(day)
        free = mark is not None and mark.mark is not Mark.MADE_UP
        if (free and not worked <= count < total) or day in paused:
            yield _marked(day, None, mark or _paused(day))
        elif count < total:
            count += 1
            yield _marked(day, count, None if free and count < total else mark)
        elif day == last_day(frame):
            yield CountedDay(day, day, None)
        else:
            yield _marked(day, None, earlier.get(day) or _paused(day))


def _paused(day: date) -> MarkedDay:
    return MarkedDay(day, Mark.PAUSED)


def _run(frame: Frame) -> Run:
    """How the frame stands at the place where its bound was counted."""
    start, place = frame.latest.start, place_of(frame.latest)
    history = in_order(start, counted_anew(frame).moved_by)
    return reduce(Run.after, history, begun(start, read_length(frame.facts.limit), place))


def _marks(*said: e.FrameOpened | e.FrameMoved) -> dict[date, MarkedDay]:
    return {one.day: one for event in said for one in event.marked}


def _total(run: Run) -> int:
    end = reduce(_without_rest, run.lengths, run.base)
    return (end - run.base).days


def _without_rest(day: date, length: Length) -> date:
    months = {Unit.YEAR: 12, Unit.MONTH: 1}.get(length.unit)
    return months_later(day, months * length.count) if months else day + length.count * DAY


def _paused_days(run: Run) -> Iterator[date]:
    """The day on which a pause begins still counts, the one on which it ends does not any more."""
    for pause in run.pauses:
        day, until = local_day(pause.start, run.place.zone), local_day(pause.end, run.place.zone)
        while day < until:
            day += DAY
            yield day


def _marked(day: date, count: int | None, mark: MarkedDay | None) -> CountedDay:
    return CountedDay(day, day, count, mark.mark if mark else None, mark.name if mark else "")


def _in_short(days: list[CountedDay]) -> list[CountedDay]:
    """A long count without a row for every plain day."""
    if len(days) <= LONG:
        return days
    short: list[CountedDay] = []
    for one in days:
        plain = one.count is not None and one.mark is None
        if short and plain and short[-1].count is not None and short[-1].mark is None:
            short[-1] = replace(short[-1], until=one.day, count=one.count)
        else:
            short.append(one)
    return short
