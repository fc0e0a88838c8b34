"""Counting a date anew from what the docket holds of it alone: no calendar is asked.

An entry keeps each day that was skipped, rolled over or made up, so that a calendar of these days gives the same date.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, datetime

from odr.domain import events as e
from odr.domain.calendar import Calendar, Mark, read_length
from odr.domain.case import Entry, Frame
from odr.domain.counting import Counted, Place, exact, reckon, touches
from odr.domain.happenings import Happening
from odr.domain.timeframes import TYPED, happening

_EVERY_YEAR = range(MINYEAR, MAXYEAR + 1)


@dataclass(frozen=True, slots=True)
class Recounted:
    """A frame counted anew: its end without any cap, and what moved it since it last began in full."""

    counted: Counted
    moved_by: tuple[Happening, ...] = ()


def recount(frame: Frame, cap: Frame | None = None) -> datetime:
    """The bound (UTC, exclusive) that follows from the stored facts.

    Args:
        cap: the frame that the bound names as its cap, as it stood when the bound was stored.
    """
    bound = counted_anew(frame).counted.due
    return min(bound, cap.due) if frame.latest.capped_by and cap else bound


def counted_anew(frame: Frame) -> Recounted:
    """Follow the frame from its start through everything that moved it.

    Whether something moved a bound depends on the bound until then, which in a joint frame can be at another place:
    each is taken from the entry that stored it.
    """
    last = Recounted(_anew(frame, frame.facts, ()))
    past: list[Happening] = []
    bounds = [last.counted.due]
    for move in frame.moves:
        one = happening(move)
        if one is None:
            last, past, bounds = Recounted(_anew(frame, move, ())), [], []
        else:
            before = bounds[sum(other.start <= one.start for other in past)]
            moved_by = (*last.moved_by, one) if touches(one, before) else last.moved_by
            last = Recounted(_anew(frame, move, moved_by), moved_by)
            past.append(one)
        bounds.append(last.counted.due)
    return last


def _anew(frame: Frame, said: e.FrameOpened | e.FrameMoved, moved_by: Iterable[Happening]) -> Counted:
    places = (place_of(said),)
    if frame.facts.limit == TYPED:
        return exact(said.start, frame.facts.due, places, moved_by, _always)
    return reckon(said.start, read_length(frame.facts.limit), places, moved_by, _always)


def _always(one: Happening, due: datetime) -> bool:
    return True


def place_of(said: e.FrameOpened | e.FrameMoved) -> Place:
    """Where the bound was counted, with a calendar of the stored days."""
    free = {one.day: one.name for one in said.marked if one.mark in (Mark.WEEKEND, Mark.HOLIDAY)}
    worked = frozenset(one.day for one in said.marked if one.mark is Mark.MADE_UP)
    return Place(said.zone, Calendar(said.calendar, said.zone, _EVERY_YEAR, free, worked, frozenset()))


def wrong_dates(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries whose stored bound is not the one that follows from the facts stored with it, to the microsecond."""
    frames: dict[str, Frame] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, e.FrameOpened):
            frame = Frame(event)
        elif isinstance(event, e.FrameMoved) and event.frame in frames:
            before = frames[event.frame]
            frame = replace(before, moves=(*before.moves, event))
        else:
            continue
        frames[frame.name] = frame
        if recount(frame, frames.get(frame.latest.capped_by)) != frame.due:
            yield entry
