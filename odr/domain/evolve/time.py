"""How the entries about time change the case: frames that open, move and end, pauses, service, another rulebook."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Entry, Frame, Paused, Pausing
from odr.domain.evolve.folding import Folding
from odr.domain.timeframes import cap_of
from odr.domain.vocabulary import Moved, Stage


def _frame_opened(case: Case, entry: Entry, event: e.FrameOpened) -> None:
    case.frames[event.frame] = Frame(event)


def _frame_ended(case: Case, entry: Entry, event: e.FrameEnded) -> None:
    frame = case.frames.pop(event.frame)
    case.extension_asked.pop(event.frame, None)
    case.past_frames.append(replace(frame, ended=event.how))


def _frame_moved(case: Case, entry: Entry, event: e.FrameMoved) -> None:
    frame = case.frames[event.frame]
    case.frames[event.frame] = replace(frame, moves=(*frame.moves, event), past_cap=_past_cap(case, frame, event))


def _past_cap(case: Case, frame: Frame, event: e.FrameMoved) -> bool:
    """An extension can go past the cap; what begins anew in full has left its extensions behind."""
    match event.why:
        case Moved.EXTENDED:
            cap = cap_of(frame, case)
            return frame.past_cap or (cap is not None and event.due > cap.due)
        case Moved.PAUSED | Moved.OUTAGE:
            return frame.past_cap
        case Moved.SERVED_LATER | Moved.RESTARTED | Moved.SCANNED:
            return False


def _extension_asked(case: Case, entry: Entry, event: e.ExtensionAsked) -> None:
    case.extension_asked[event.frame] = event.side


def _extension_declined(case: Case, entry: Entry, event: e.ExtensionDeclined) -> None:
    case.extension_asked.pop(event.frame, None)


def _extension_granted(case: Case, entry: Entry, event: e.ExtensionGranted) -> None:
    case.extension_asked.pop(event.frame, None)
    frame = case.frames[event.frame]
    case.frames[event.frame] = replace(frame, granted=(*frame.granted, event.by))


def _pause_asked(case: Case, entry: Entry, event: e.PauseAsked) -> None:
    case.pause_asked = event


def _pause_declined(case: Case, entry: Entry, event: e.PauseDeclined) -> None:
    case.pause_asked = None


def _pause_begun(case: Case, entry: Entry, event: e.PauseBegun) -> None:
    if event.side is None:
        case.pause_asked = None
    case.pauses[event.pause] = Pausing(event.pause, event.ground, event.side, entry.at)


def _pause_ended(case: Case, entry: Entry, event: e.PauseEnded) -> None:
    over = case.pauses.pop(event.pause)
    case.past_pauses = (*case.past_pauses, Paused(over.ground, over.since, entry.at))
    if over.side is not None and not over.awaits_somebody:
        case.unreached -= {over.side}


def _service_failed(case: Case, entry: Entry, event: e.ServiceFailed) -> None:
    case.unreached |= {event.side}


def _substitute_served(case: Case, entry: Entry, event: e.SubstituteServed) -> None:
    case.unreached -= {event.side}


def _change_asked(case: Case, entry: Entry, event: e.RulebookChangeAsked) -> None:
    case.change_asked = event


def _change_over(case: Case, entry: Entry, event: e.RulebookChangeDeclined | e.RulebookChanged) -> None:
    case.change_asked = None


def _stage(case: Case, entry: Entry, event: e.StageOpened) -> None:
    """Whoever sees the stages alone sees by them that the case is closed, or goes on."""
    if event.stage is Stage.CLOSED:
        case.closed_from = case.stage
    case.closed_at = entry.at if event.stage is Stage.CLOSED else None
    case.stage = event.stage
    case.stage_since = case.stages[event.stage] = entry.at


TIME: Folding = {
    e.StageOpened: _stage,
    e.FrameOpened: _frame_opened,
    e.FrameEnded: _frame_ended,
    e.FrameMoved: _frame_moved,
    e.ExtensionAsked: _extension_asked,
    e.ExtensionDeclined: _extension_declined,
    e.ExtensionGranted: _extension_granted,
    e.PauseAsked: _pause_asked,
    e.PauseDeclined: _pause_declined,
    e.PauseBegun: _pause_begun,
    e.PauseEnded: _pause_ended,
    e.ServiceFailed: _service_failed,
    e.SubstituteServed: _substitute_served,
    e.RulebookChangeAsked: _change_asked,
    e.RulebookChangeDeclined: _change_over,
    e.RulebookChanged: _change_over,
}
