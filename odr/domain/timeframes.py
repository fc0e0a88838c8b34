"""Time frames: open one with the reasons of its date, move it, end it. Dates are stored; replay asks no calendar."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from odr.domain import calendar, rulebook
from odr.domain.calendar import Calendar, Calendars, read_length
from odr.domain.case import Case, Frame
from odr.domain.counting import Counted, Place, exact, reckon
from odr.domain.events import Ending, FrameEnded, FrameMoved, FrameOpened, Moved
from odr.domain.frames import WITHIN
from odr.domain.happenings import Extension, Happening, Outage, Pause
from odr.domain.roles import Capacity, Role, Room, Side
from odr.domain.rulebook import Acts
from odr.domain.rulebook.terms import Term

TYPED = "typed"
"""The length of a frame whose bound a party typed: it neither counts nor rolls."""


def open_frame(
    case: Case,
    clause: str,
    start: datetime,
    *,
    subject: str = "",
    room: Room = Room.SHARED,
    actors: tuple[Role, ...] | None = None,
    typed: datetime | None = None,
) -> FrameOpened:
    """A frame under a clause of the case's rulebook, from `start`, or to the bound that a party `typed`."""
    rule = case.rulebook.clauses[clause]
    who = actors if actors is not None else actors_of(rule.actor, case)
    places = places_of(who, case)
    limit = _limit(rule, who, case)
    counted = exact(start, typed, places) if typed else reckon(start, limit.length, places)
    counted, cap = _capped(counted, start, case.frames.get(WITHIN.get(clause, "")))
    return FrameOpened(
        frame=f"{clause}/{subject}" if subject else clause,
        clause=clause,
        room=room,
        actors=who,
        start=start,
        due=counted.due,
        limit=TYPED if typed else str(limit.length),
        zone=counted.zone,
        calendar=counted.calendar,
        rulebook=case.rulebook.id,
        source=limit.source,
        capped_by=cap,
        last_day=counted.last_day,
        zones=tuple(dict.fromkeys(place.zone for place in places)),
        marked=counted.marked,
    )


def _limit(rule: rulebook.Frame, who: Iterable[Role], case: Case) -> Term:
    """The length that holds for them, with its source: the longer one where a party lives abroad."""
    if rule.abroad and any(is_abroad(role, case) for role in who):
        return rule.abroad
    return Term(rule.limit, rule.source, rule.checked)


def is_abroad(role: Role, case: Case) -> bool:
    """Whether this party lives in another country than the administrator; not where either is unknown."""
    home, there = case.staff_place.partition("-")[0], place_of(role, case).partition("-")[0]
    return role.side is not None and bool(home and there) and home != there


def _capped(counted: Counted, start: datetime, cap: Frame | None) -> tuple[Counted, str]:
    """No later than the cap, unless the cap itself has passed when the frame starts."""
    if cap is None or not start < cap.due < counted.due:
        return counted, ""
    last = calendar.local_day(cap.due - timedelta.resolution, counted.zone)
    return replace(counted, due=cap.due, last_day=last), cap.name


def moved(case: Case, frame: Frame, why: Moved, one: Happening, *, past_cap: bool = False) -> FrameMoved:
    """The bound after something happened to the frame, counted anew from its whole history.

    It stays within its cap, unless it goes `past_cap` with a recorded reason, or went there before.
    """
    counted = _counted(frame, [*happened(frame), one], places_of(frame.facts.actors, case))
    begun_at, free = frame.latest.start, past_cap or frame.past_cap
    counted, cap = (counted, "") if free else _capped(counted, begun_at, cap_of(frame, case))
    return _moved(frame, why, counted, cap, one, begun_at)


def restarted(case: Case, frame: Frame, why: Moved, at: datetime, start: datetime) -> FrameMoved:
    """The frame counts in full from another start: its notice was received later than it was sent."""
    anew = Frame(replace(frame.facts, start=start))
    counted = _counted(anew, (), places_of(frame.facts.actors, case))
    counted, cap = _capped(counted, start, cap_of(frame, case))
    return _moved(frame, why, counted, cap, Pause(at, at), start)


def together(case: Case, frames: Iterable[Frame], move: Callable[[Case, Frame], FrameMoved]) -> list[FrameMoved]:
    """Frames that something moves at once: what caps another one comes first, for it moves too."""
    after, moves = replace(case, frames={**case.frames}), []
    for frame in sorted(frames, key=lambda one: one.clause not in WITHIN.values()):
        one = move(after, frame)
        after.frames[frame.name] = replace(frame, moves=(*frame.moves, one))
        moves.append(one)
    return moves


def _moved(frame: Frame, why: Moved, counted: Counted, cap: str, one: Happening, start: datetime) -> FrameMoved:
    return FrameMoved(
        frame=frame.name,
        room=frame.facts.room,
        why=why,
        begun=one.start,
        ended=one.start if isinstance(one, Extension) else one.end,
        length=str(one.length) if isinstance(one, Extension) else "",
        start=start,
        due=counted.due,
        zone=counted.zone,
        calendar=counted.calendar,
        capped_by=cap,
        last_day=counted.last_day,
        marked=counted.marked,
    )


def cap_of(frame: Frame, case: Case) -> Frame | None:
    """The open frame by whose end this one ends at the latest."""
    return case.frames.get(WITHIN.get(frame.clause, ""))


def _counted(frame: Frame, history: Iterable[Happening], places: Sequence[Place]) -> Counted:
    if frame.facts.limit == TYPED:
        return exact(frame.facts.start, frame.facts.due, places, history)
    return reckon(frame.latest.start, read_length(frame.facts.limit), places, history)


def happened(frame: Frame) -> list[Happening]:
    """What moved the frame since it last began in full."""
    found: list[Happening] = []
    for move in frame.moves:
        one = happening(move)
        found = [*found, one] if one else []
    return found


def happening(move: FrameMoved) -> Happening | None:
    """What moved the bound; None where the frame began anew in full."""
    match move.why:
        case Moved.EXTENDED:
            return Extension(move.begun, read_length(move.length))
        case Moved.PAUSED:
            return Pause(move.begun, move.ended)
        case Moved.OUTAGE:
            return Outage(move.begun, move.ended)
        case Moved.SERVED_LATER | Moved.RESTARTED | Moved.SCANNED:
            return None


def places_of(roles: Iterable[Role], case: Case) -> list[Place]:
    """Where those live for whom a frame waits, each place once: a party's own, for staff the administrator's."""
    where = dict.fromkeys((zone_of(role, case), place_of(role, case)) for role in roles)
    return [Place(zone, calendar_at(place, case.calendars)) for zone, place in where]


def calendar_at(place: str, calendars: Calendars) -> Calendar:
    """The calendar of a place; where no country is known, weekends are all that is free."""
    return calendars(place) if place else calendar.WEEKENDS


def end_frames(frames: Iterable[Frame], how: Ending) -> list[FrameEnded]:
    return [FrameEnded(frame.facts.frame, frame.facts.room, how) for frame in frames]


def end_clause(case: Case, clause: str, how: Ending, subject: str = "") -> list[FrameEnded]:
    """End this frame if it is open."""
    frame = case.frames.get(f"{clause}/{subject}" if subject else clause)
    return end_frames([frame], how) if frame else []


def rule_of(frame: Frame, case: Case) -> rulebook.Frame:
    return case.rulebook.clauses[frame.clause]


def actors_of(acts: Acts, case: Case) -> tuple[Role, ...]:
    """Which roles a frame waits for. A marketplace that is a party administers nothing: a registrar does."""
    match acts:
        case Acts.COMPLAINANT:
            return case.claimants
        case Acts.RESPONDENT:
            return (Role.RESPONDENT,)
        case Acts.CONSUMER:
            return (Role(consumer_side(case).value),)
        case Acts.PARTIES | Acts.ANY_PARTY | Acts.WHOEVER_OWES:
            return (Role.COMPLAINANT, Role.RESPONDENT)
        case Acts.ADMINISTRATOR:
            return (Role.REGISTRAR,) if case.marketplace_is_party else (Role.MARKETPLACE, Role.REGISTRAR)
        case Acts.MEDIATOR:
            return (Role.MEDIATOR,)
        case Acts.DECIDER:
            return (Role.DECIDER,)
        case Acts.SECOND_READER:
            return (Role.SECOND_READER,)
        case Acts.REVIEWER:
            return (Role.REVIEWER,)
        case Acts.SERVICE:
            return (Role.SYSTEM,)


def consumer_side(case: Case) -> Side:
    """The consumer's side; without a consumer, the complainant's."""
    return Side.RESPONDENT if case.respondent.capacity is Capacity.CONSUMER else Side.COMPLAINANT


def zone_of(role: Role, case: Case) -> str:
    """A party's frame runs in the party's zone, a staff frame in the administrator's."""
    return case.party(role.side).zone if role.side else case.staff_zone


def place_of(role: Role, case: Case) -> str:
    """Whose public holidays count for this role."""
    return case.party(role.side).place if role.side else case.staff_place


def next_due(case: Case, at: datetime) -> Frame | None:
    """The running frame whose bound passed first; of several, what caps another one. Equal to the bound is late."""
    late = [frame for frame in case.running if frame.due <= at]
    return min(late, key=lambda frame: (frame.due, frame.clause not in WITHIN.values()), default=None)
