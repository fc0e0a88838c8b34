"""The run: whoever can act first does so, or a bound comes first. Only the real procedure moves the case."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from odr.domain import appointing, procedure
from odr.domain import events as e
from odr.domain.calendar import Calendars, weekends_everywhere
from odr.domain.case import Case, Entry
from odr.domain.evolve import fold, follow
from odr.domain.filing import file_complaint
from odr.domain.guards import Command
from odr.domain.possible import Action, available_actions
from odr.domain.roles import SERVICE, Actor
from odr.domain.rulebook import Acts, Rulebook
from odr.domain.simulate.acts import WAY, appointment, command
from odr.domain.simulate.course import Course, Step, by_expiry, course_of, step_of
from odr.domain.simulate.script import PLAYERS, Line, Script, Setting, actor_of, complaint
from odr.domain.vocabulary import Ending, How

YEAR = timedelta(days=366)
MOST = 1000
"""Acts in one course: a script that asks for more goes round in circles."""


def simulate(
    rulebook: Rulebook,
    start: datetime,
    script: Script | None = None,
    setting: Setting | None = None,
    calendars: Calendars = weekends_everywhere,
    lasts: timedelta = YEAR,
) -> Course:
    """The course of a case that is filed at `start`, until it closes, nothing moves it any more, or time `lasts`.

    Refuses: CalendarUnknown, PlaceUnknown, ZoneUnknown.
    """
    asked = complaint(setting or Setting(), start.astimezone(UTC), rulebook)
    run = _Run(script or Script(), fold(asked.case, [], rulebook, calendars), asked.at)
    run.enter(asked, file_complaint(asked, rulebook, calendars), Acts.COMPLAINANT.value, "FILE_COMPLAINT")
    end = asked.at + lasts
    while run.case.closed_at is None and len(run.steps) < MOST and run.goes_on(end):
        pass
    return course_of(run.case, run.entries, run.steps, run.now if run.is_at_rest else end)


class _Turn(NamedTuple):
    """Somebody's next act and when it is done; at the same instant the first in the list of players goes first."""

    at: datetime
    place: int
    line: Line


@dataclass
class _Run:
    script: Script
    case: Case
    now: datetime
    entries: list[Entry] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    since: dict[Line, datetime] = field(default_factory=dict)
    done: set[Line] = field(default_factory=set)
    is_at_rest: bool = False

    def goes_on(self, end: datetime) -> bool:
        """One act or one bound further; whether there was one before the end."""
        if self.case.passed_to_rule is not None:
            self._appoint_by_rule(self.case.passed_to_rule)
            return True
        turn = min(self._turns(), default=None)
        bound = min((one for one in procedure.bounds(self.case) if one > self.now), default=None)
        if turn is not None and (bound is None or turn.at < bound):
            return turn.at < end and self._acts(turn)
        self.is_at_rest = bound is None
        return bound is not None and bound < end and self._waits(bound)

    def enter(self, ask: Command, events: list[e.Event], who: str, what: str, how: How = How.BY_ACT) -> None:
        """The act and what follows from it go into the docket."""
        entered = procedure.enter_in_docket(self.case, events, ask.by, ask.at)
        self._keep(entered)
        ended = (one.event for one in entered if isinstance(one.event, e.FrameEnded))
        met = next((event.frame for event in ended if event.how is Ending.MET), "")
        self.steps.append(step_of(entered, self.case, who, what, met.partition("/")[0], how))

    def _keep(self, entries: list[Entry]) -> None:
        self.entries += entries
        self.case = follow(self.case, entries)

    def _turns(self) -> Iterator[_Turn]:
        """Everybody's next possible acts. The waiting begins when an act becomes possible."""
        open_now = {line: place for place, line in enumerate(self._open_lines())}
        self.since = {line: self.since.get(line, self.now) for line in open_now}
        for line, place in open_now.items():
            yield _Turn(max(self.now, self.since[line] + self._delay(line)), place, line)

    def _open_lines(self) -> Iterator[Line]:
        for player in PLAYERS:
            wanted, by = self._wanted(player), actor_of(player, self.case)
            if not wanted or by is None:
                continue
            free = {one.action for one in available_actions(by, self.case, self.now) if one.blocked is None}
            yield from (line for line in wanted if line.action in free and self._command(line, by) is not None)

    def _wanted(self, player: Acts) -> list[Line]:
        """What is named comes before what somebody does by themselves; it is done once."""
        named = [line for line in self.script.named if line.player is player and line not in self.done]
        usual = () if player in self.script.silent else WAY[player]
        return list(dict.fromkeys([*named, *(Line(player, action) for action in usual)]))

    def _delay(self, line: Line) -> timedelta:
        return self.script.named.get(line, self.script.after.get(line.player, timedelta()))

    def _command(self, line: Line, by: Actor) -> Command | None:
        return command(line.action, by, self.case, self.now)

    def _acts(self, turn: _Turn) -> bool:
        by = actor_of(turn.line.player, self.case)
        self.now = turn.at
        ask = self._command(turn.line, by) if by else None
        if ask is not None:
            self.enter(ask, procedure.decide(ask, self.case), turn.line.player.value, turn.line.action.value)
        del self.since[turn.line]
        if turn.line.action not in WAY[turn.line.player]:
            self.done.add(turn.line)
        return True

    def _appoint_by_rule(self, function: e.Function) -> None:
        ask = appointing.AppointNeutral(by=SERVICE, at=self.now, **appointment(function, self.case))
        self.enter(ask, procedure.decide(ask, self.case), "service", Action.APPOINT_NEUTRAL.value, How.BY_RULE)

    def _waits(self, bound: datetime) -> bool:
        """Time passes; what it brings, bound by bound."""
        self.now = bound
        for brought in by_expiry(procedure.pass_time(self.case, bound)):
            ended = brought[0].event
            self._keep(brought)
            clause = ended.frame.partition("/")[0] if isinstance(ended, e.FrameEnded) else ""
            expiry = self.case.rulebook.clauses[clause].expiry
            self.steps.append(step_of(brought, self.case, "rulebook", expiry.value, clause, How.BY_RULE))
        return True
