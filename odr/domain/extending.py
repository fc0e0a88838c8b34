"""More time for a frame: by right, by agreement of both sides, by the neutral, or for a complex case."""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Frame
from odr.domain.events import Event, Moved
from odr.domain.guards import Command, require_at_work, require_open, require_side, require_words
from odr.domain.happenings import Extension as Longer
from odr.domain.roles import Actor
from odr.domain.rulebook import ExtendBy, Extension
from odr.domain.timeframes import cap_of, moved, rule_of
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendFrame(Command):
    """Take more time, or ask the other side for it. `frame` is named as in the docket."""

    frame: str
    reasons: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerExtension(Command):
    """The other side agrees to more time, or does not."""

    frame: str
    agrees: bool


def may_extend(by: Actor, case: Case) -> None:
    """Some running frame can become longer by this actor."""
    _require_part(by, case)
    if not any(way_to_extend(by, frame, case) for frame in case.running):
        raise no.AlreadyDone()


def _require_part(by: Actor, case: Case) -> None:
    """A side, or the neutral at work; administrators keep to the dates as they are."""
    if by.role.side is None and not _at_work(by, case):
        raise no.NotAllowed()
    require_open(case)


def may_answer_extension(by: Actor, case: Case) -> None:
    side = require_side(by)
    require_open(case)
    if not any(asked is side.other for asked in case.extension_asked.values()):
        raise no.NothingToAnswer()


def way_to_extend(by: Actor, frame: Frame, case: Case) -> Extension | None:
    """How this actor can make the frame longer; None when not, or when that was done as often as possible."""
    if frame.name in case.extension_asked:
        return None
    ways = (way for way in rule_of(frame, case).extend if frame.granted.count(way.by) < way.times)
    return next((way for way in ways if _is_open_to(by, way, frame, case)), None)


def _is_open_to(by: Actor, way: Extension, frame: Frame, case: Case) -> bool:
    match way.by:
        case ExtendBy.RIGHT:
            return by.role.acts_as in frame.facts.actors
        case ExtendBy.AGREEMENT:
            return by.role.side is not None
        case ExtendBy.NEUTRAL | ExtendBy.COMPLEXITY:
            return by.role.acts_as in frame.facts.actors and _at_work(by, case)


def _at_work(by: Actor, case: Case) -> bool:
    try:
        require_at_work(by, case)
    except no.NotAllowed:
        return False
    return True


def extend_frame(ask: ExtendFrame, case: Case) -> list[Event]:
    """More time at once, or the question to the other side where both must agree."""
    _require_part(ask.by, case)
    frame = _require_frame(ask.frame, case)
    way = way_to_extend(ask.by, frame, case)
    if way is None:
        raise no.NotExtendable()
    if way.by is ExtendBy.AGREEMENT:
        return [e.ExtensionAsked(frame.name, frame.facts.room, require_side(ask.by))]
    if way.by is ExtendBy.COMPLEXITY:
        require_words(ask.reasons, "More time for a complex case")
    return _granted(ask, way, ask.reasons, frame, case)


def answer_extension(ask: AnswerExtension, case: Case) -> list[Event]:
    """Agreed time is added; declined, the date stays."""
    may_answer_extension(ask.by, case)
    frame, side = _require_frame(ask.frame, case), require_side(ask.by)
    if case.extension_asked.get(frame.name) is not side.other:
        raise no.NothingToAnswer()
    if not ask.agrees:
        return [e.ExtensionDeclined(frame.name, frame.facts.room, side)]
    way = next(way for way in rule_of(frame, case).extend if way.by is ExtendBy.AGREEMENT)
    return _granted(ask, way, None, frame, case)


def _require_frame(name: str, case: Case) -> Frame:
    frame = next((frame for frame in case.running if frame.name == name), None)
    if frame is None:
        raise no.FrameNotRunning()
    return frame


def _granted(ask: Command, way: Extension, reasons: Text | None, frame: Frame, case: Case) -> list[Event]:
    """Never past the cap without a recorded reason."""
    longer = moved(case, frame, Moved.EXTENDED, Longer(ask.at, way.length), past_cap=True)
    cap = cap_of(frame, case)
    if cap is not None and longer.due > cap.due and reasons is None:
        raise no.PastTheCap(cap=cap.due.date())
    return [e.ExtensionGranted(frame.name, frame.facts.room, way.by, str(way.length), reasons), longer]
