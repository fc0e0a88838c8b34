"""Time that stands still: agreed by both sides, ordered for a reason of the closed list, or while nobody is reached."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from odr.domain import calendar
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Frame, Pausing
from odr.domain.events import Ending, Event, How, Moved
from odr.domain.guards import Command, Rules, administrators, require_at_work, require_open, require_side, require_words
from odr.domain.happenings import Pause
from odr.domain.roles import Actor, Side
from odr.domain.rulebook import PauseGround
from odr.domain.timeframes import TYPED, end_clause, moved, open_frame, restarted, together
from odr.domain.words import Text

CLAUSE = "pause.limit"
"""A pause lasts from stage to stage as its ground does, but not behind a settlement, a decision or a closing."""
ORDERED = (PauseGround.EXPERT_REPORT, PauseGround.CARRIER_TRACE, PauseGround.EXTERNAL_PROCEEDING)
"""Grounds on which the neutral at work or the administrator orders a pause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPause(Command):
    """One side asks the other to let time stand still for so many days."""

    pause: str
    days: int
    reasons: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPause(Command):
    """The other side agrees to the pause, or does not."""

    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPause(Command):
    """The neutral at work or the administrator lets time stand still, for a reason of the closed list."""

    pause: str
    ground: PauseGround
    days: int
    reasons: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeCase(Command):
    """The pause ends before its time."""


def may_ask_pause(by: Actor, case: Case) -> None:
    require_side(by)
    _require_pausable(case)
    if PauseGround.PARTIES_AGREE not in case.rulebook.pause.grounds:
        raise no.NotAllowed()
    if case.pause_asked is not None:
        raise no.AlreadyDone()


def may_answer_pause(by: Actor, case: Case) -> None:
    _require_asked(by, case)


def _require_asked(by: Actor, case: Case) -> e.PauseAsked:
    side = require_side(by)
    require_open(case)
    asked = case.pause_asked
    if asked is None or asked.side is side:
        raise no.NothingToAnswer()
    return asked


def may_order_pause(by: Actor, case: Case) -> None:
    require_director(by, case)
    _require_pausable(case)
    if not grounds_open(case):
        raise no.NotAllowed()


def grounds_open(case: Case) -> list[PauseGround]:
    """The grounds on which a pause can be ordered under this rulebook."""
    return [ground for ground in ORDERED if ground in case.rulebook.pause.grounds]


def may_resume(by: Actor, case: Case) -> None:
    """Either side ends what both agreed on; who may order a pause ends an ordered one."""
    _require_standing(by, case)


def _require_standing(by: Actor, case: Case) -> Pausing:
    require_open(case)
    pause = standing(case)
    if pause is None:
        raise no.NothingToAnswer()
    if pause.ground is PauseGround.PARTIES_AGREE:
        require_side(by)
    else:
        require_director(by, case)
    return pause


def standing(case: Case) -> Pausing | None:
    """The pause of the whole case, if there is one."""
    return next((pause for pause in case.pauses.values() if pause.side is None), None)


def require_director(by: Actor, case: Case) -> None:
    if by.role not in administrators(case):
        require_at_work(by, case)


def _require_pausable(case: Case) -> None:
    require_open(case)
    if not can_pause(case):
        raise no.AlreadyDone()


def can_pause(case: Case) -> bool:
    """Whether time can be let stand still: it runs, and some days of pause are left."""
    return standing(case) is None and days_left(case) >= 1


def days_left(case: Case) -> int:
    """How many days this case can still be paused (rulebook: pause.limit, in calendar days altogether)."""
    zone = case.staff_zone
    past = [one for one in case.past_pauses if one.ground is not PauseGround.CONSUMER_UNREACHABLE]
    taken = [(one.since, one.until) for one in past]
    taken += [(one.since, case.frames[_limit_of(one)].due) for one in case.pauses.values() if one.awaits_somebody]
    days = (calendar.local_day(until, zone) - calendar.local_day(since, zone) for since, until in taken)
    return case.rulebook.pause.limit.limit.count - sum(days, timedelta()).days


def _limit_of(pause: Pausing) -> str:
    return f"{CLAUSE}/{pause.id}"


def ask_pause(ask: AskPause, case: Case) -> list[Event]:
    may_ask_pause(ask.by, case)
    require_words(ask.reasons, "A pause")
    _require_days(ask.days, case)
    return [e.PauseAsked(ask.pause, require_side(ask.by), ask.days, ask.reasons)]


def answer_pause(ask: AnswerPause, case: Case) -> list[Event]:
    """Agreed, the frames that run stand still from now on; declined, they go on."""
    asked = _require_asked(ask.by, case)
    if not ask.agrees:
        return [e.PauseDeclined(asked.pause)]
    return begin(case, asked.pause, PauseGround.PARTIES_AGREE, min(asked.days, days_left(case)), None, ask.at)


def order_pause(ask: OrderPause, case: Case) -> list[Event]:
    may_order_pause(ask.by, case)
    if ask.ground not in grounds_open(case):
        raise no.InvalidInput(field="ground", problem=f"Choose one of {', '.join(grounds_open(case))}.")
    require_words(ask.reasons, "A pause")
    _require_days(ask.days, case)
    return begin(case, ask.pause, ask.ground, ask.days, ask.reasons, ask.at)


def _require_days(days: int, case: Case) -> None:
    if not 1 <= days <= days_left(case):
        raise no.PauseTooLong(left=days_left(case))


def begin(
    case: Case,
    pause: str,
    ground: PauseGround,
    days: int,
    reasons: Text | None,
    at: datetime,
    side: Side | None = None,
) -> list[Event]:
    """From now on the frames that run, or those that wait for `side` alone, stand still, for so many days at most."""
    last = calendar.local_day(at, case.staff_zone) + timedelta(days=days)
    until = calendar.start_of_day(last, case.staff_zone)
    limit = open_frame(case, CLAUSE, at, subject=pause, typed=until)
    return [e.PauseBegun(pause, ground, side, reasons), limit]


def resume_case(ask: ResumeCase, case: Case) -> list[Event]:
    return end_pause(case, _require_standing(ask.by, case), How.BY_ACT, ask.at)


def pause_over(case: Case, pause: str, at: datetime) -> list[Event]:
    """The pause has lasted as long as it could."""
    running = case.pauses.get(pause)
    return end_pause(case, running, How.BY_RULE, at) if running else []


def end_pause(case: Case, pause: Pausing, how: How, at: datetime) -> list[Event]:
    """Every frame that stood still goes on: with what was left, or in full for who could not be reached."""
    held = case.held_by(pause)
    case = replace(case, pauses={name: one for name, one in case.pauses.items() if name != pause.id})
    over: list[Event] = [e.PauseEnded(pause.id, how), *end_clause(case, CLAUSE, Ending.MET, pause.id)]
    in_full = [frame for frame in held if _begins_anew(frame, pause)]
    again = together(case, in_full, lambda after, frame: restarted(after, frame, Moved.RESTARTED, at, at))
    return [*over, *again, *moved_on(case, [one for one in held if one not in in_full], pause.since, at)]


def _begins_anew(frame: Frame, pause: Pausing) -> bool:
    """Who comes for a side has all the time that it had; of a bound that somebody typed, what was left of it."""
    typed = frame.facts.limit == TYPED and pause.awaits_somebody
    return pause.side is not None and not typed


def moved_on(case: Case, held: list[Frame], since: datetime, until: datetime) -> list[e.FrameMoved]:
    """Each frame with the time that it stood still for this alone: what still holds it counts the rest when it ends."""
    stood = {frame.name: Pause(max(since, frame.latest.start), _until(case, frame, until)) for frame in held}
    longer = [frame for frame in held if stood[frame.name].start < stood[frame.name].end]
    return together(case, longer, lambda after, frame: moved(after, frame, Moved.PAUSED, stood[frame.name]))


def _until(case: Case, frame: Frame, end: datetime) -> datetime:
    others = [one for one in case.holding if not (isinstance(one, Pausing) and one.side)]
    return min([end, *(one.since for one in others if frame in case.held_by(one))])


def hold_for(case: Case, side: Side, pause: str) -> list[Event]:
    """The frames that wait for this side alone stand still while it cannot be reached."""
    held = any(one.side is side and not one.awaits_somebody for one in case.pauses.values())
    if held or PauseGround.CONSUMER_UNREACHABLE not in case.rulebook.pause.grounds:
        return []
    return [e.PauseBegun(pause, PauseGround.CONSUMER_UNREACHABLE, side, None)]


def reached_again(case: Case, side: Side, at: datetime) -> list[Event]:
    """Whoever could not be reached is there again: their frames begin anew."""
    held = [one for one in case.pauses.values() if one.side is side and not one.awaits_somebody]
    return [event for pause in held for event in end_pause(case, pause, How.BY_RULE, at)]


def hold_for_guardian(case: Case, side: Side, at: datetime) -> list[Event]:
    """The frames that wait for this side alone stand still until its guardian comes, within pause.limit."""
    waits = any(one.side is side and one.awaits_somebody for one in case.pauses.values())
    ground = PauseGround.REPRESENTATIVE_AWAITED
    days = 0 if waits or ground not in case.rulebook.pause.grounds else days_left(case)
    pause = f"{side.value.lower()}-{len(case.pauses) + len(case.past_pauses) + 1}"
    return begin(case, pause, ground, days, None, at, side) if days >= 1 else []


def nobody_is_awaited(case: Case, side: Side, at: datetime) -> list[Event]:
    """Who was awaited came, or is not needed any more."""
    held = [one for one in case.pauses.values() if one.side is side and one.awaits_somebody]
    return [event for pause in held for event in end_pause(case, pause, How.BY_RULE, at)]


RULES: Rules = {
    AskPause: ask_pause,
    AnswerPause: answer_pause,
    OrderPause: order_pause,
    ResumeCase: resume_case,
}
