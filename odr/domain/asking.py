"""After a decision: what can still be asked, and for how long."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from odr.domain import events as e
from odr.domain.case import Case
from odr.domain.course import OUTLIVE_THE_CASE, SET_ASIDE_ASK
from odr.domain.events import Event
from odr.domain.remedies import RemedyLine
from odr.domain.timeframes import open_frame


def with_asks(ordered: Sequence[Event], asks: Iterable[e.FrameOpened]) -> list[Event]:
    """What was ordered, and the time in which more can be asked: where the case closes at once, what outlives it."""
    closes = any(isinstance(event, e.CaseClosed) for event in ordered)
    return [*ordered, *(one for one in asks if not closes or one.clause in OUTLIVE_THE_CASE)]


def may_still_be_asked(
    case: Case, lines: Sequence[RemedyLine], at: datetime, *, slips: bool, silent: bool
) -> list[e.FrameOpened]:
    """Slips can be pointed out; who stayed silent can ask for what was ordered to be set aside."""
    aside = case.rulebook.default_track.set_aside is not None and silent and bool(lines)
    corrects = slips and case.rulebook.correction is not None
    clauses = [*(["correction"] if corrects else []), *([SET_ASIDE_ASK] if aside else [])]
    return [open_frame(case, clause, at) for clause in clauses]
