"""The dated course that a simulated case leaves: its steps, its stages, and its time frames with every date."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from odr.domain import calendar
from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.roles import Role
from odr.domain.vocabulary import Ending, Ground, How, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """One act, or one thing that the end of a time frame brought. `day` is the local day of the staff's zone.

    `what` is an action or what the rulebook says that the expiry brings; `clause` names the frame that ended.
    """

    at: datetime
    day: date
    who: str
    what: str
    clause: str
    how: How
    stage: Stage
    brought: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """One stage from its opening to the next one's, with whom it waited for first."""

    stage: Stage
    since: datetime
    until: datetime
    actors: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One time frame. `last_day` is the day by whose end one must act; `until` is when it ended (None: it runs on)."""

    frame: str
    clause: str
    stage: Stage
    actors: tuple[Role, ...]
    start: datetime
    due: datetime
    last_day: date | None
    zone: str
    limit: str
    source: str
    is_joint: bool
    capped_by: str
    until: datetime | None = None
    ended: Ending | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A simulated case from its complaint to its end, or to where it stood when the time of the simulation was over."""

    rulebook: str
    zone: str
    start: datetime
    end: datetime
    ground: Ground | None
    steps: tuple[Step, ...]
    spans: tuple[Span, ...]
    bars: tuple[Bar, ...]


_TOLD = (e.StageOpened, e.FrameOpened, e.FrameMoved, e.FrameEnded)


def step_of(entries: Sequence[Entry], case: Case, who: str, what: str, clause: str, how: How) -> Step:
    """What these entries tell as one step; `case` is the case after them."""
    at = entries[0].at
    day = calendar.local_day(at, case.staff_zone)
    brought = (type(one.event).__name__ for one in entries if not isinstance(one.event, _TOLD))
    return Step(at, day, who, what, clause, how, case.stage, tuple(dict.fromkeys(brought)))


def by_expiry(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """What the passing of time brought, bound by bound."""
    found: list[Entry] = []
    for entry in entries:
        if found and isinstance(entry.event, e.FrameEnded) and entry.event.how is Ending.EXPIRED:
            yield found
            found = []
        found.append(entry)
    if found:
        yield found


def course_of(case: Case, entries: Sequence[Entry], steps: Iterable[Step], end: datetime) -> Course:
    """The whole course, read off the docket."""
    until = case.closed_at or end
    return Course(
        case.rulebook.id,
        case.staff_zone,
        case.opened_at,
        until,
        case.ground,
        tuple(steps),
        tuple(_spans(entries, until)),
        tuple(_bars(entries)),
    )


def _spans(entries: Sequence[Entry], end: datetime) -> Iterator[Span]:
    opened = [(place, entry) for place, entry in enumerate(entries) if isinstance(entry.event, e.StageOpened)]
    ends = [*(entry.at for _, entry in opened[1:]), end]
    for (place, entry), until in zip(opened, ends, strict=True):
        if isinstance(entry.event, e.StageOpened) and entry.event.stage is not Stage.CLOSED:
            yield Span(entry.event.stage, entry.at, until, _waits_for(entries[place:]))


def _waits_for(entries: Iterable[Entry]) -> tuple[Role, ...]:
    return next((entry.event.actors for entry in entries if isinstance(entry.event, e.FrameOpened)), ())


def _bars(entries: Iterable[Entry]) -> list[Bar]:
    over: list[Bar] = []
    running: dict[str, Bar] = {}
    stage = Stage.COMPLAINT
    for entry in entries:
        match entry.event:
            case e.StageOpened():
                stage = entry.event.stage
            case e.FrameOpened():
                running[entry.event.frame] = _bar(entry.event, stage)
            case e.FrameMoved() as moved:
                running[moved.frame] = replace(running[moved.frame], due=moved.due, last_day=moved.last_day)
            case e.FrameEnded() as ended:
                over.append(replace(running.pop(ended.frame), until=entry.at, ended=ended.how))
            case _:
                pass
    return sorted([*over, *running.values()], key=lambda bar: (bar.start, bar.due, bar.frame))


def _bar(opened: e.FrameOpened, stage: Stage) -> Bar:
    return Bar(
        opened.frame,
        opened.clause,
        stage,
        opened.actors,
        opened.start,
        opened.due,
        opened.last_day,
        opened.zone,
        opened.limit,
        opened.source,
        len(opened.zones) > 1 or (len(opened.actors) > 1 and opened.actors[0].side is not None),
        opened.capped_by,
    )
