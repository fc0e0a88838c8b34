"""Time that stands still, and what one side asks the other for, as the reader of a case page may know it."""

from odr.domain import pausing
from odr.domain.case import Case
from odr.domain.events import PauseBegun
from odr.domain.possible import Action
from odr.domain.rulebook import PauseGround
from odr.schema import ids
from odr.schema.reader import Reader
from odr.schema.time_types import CasePause, PauseRequest, RulebookChangeRequest


def pause(reader: Reader) -> CasePause | None:
    """The pause of the whole case, with when it ends by itself and who brought it about."""
    standing = pausing.standing(reader.case)
    if standing is None:
        return None
    begun = next(one for one in reversed(reader.seen.entries) if _begins(one.event, standing.id))
    limit = reader.case.frames.get(f"{pausing.CLAUSE}/{standing.id}")
    reasons = begun.event.reasons if isinstance(begun.event, PauseBegun) else None
    return CasePause(
        ground=standing.ground,
        since=standing.since,
        until=limit.due if limit else None,
        by=reader.participant(begun.by),
        reasons=reasons.body if reasons else None,
    )


def _begins(event: object, pause_id: str) -> bool:
    return isinstance(event, PauseBegun) and event.pause == pause_id


def asked(case: Case) -> PauseRequest | None:
    """The pause that one side asks for."""
    wanted = case.pause_asked
    return PauseRequest(side=wanted.side, days=wanted.days, reasons=wanted.reasons.body) if wanted else None


def grounds(reader: Reader) -> list[PauseGround]:
    """On which grounds this reader can order a pause; none for whoever cannot."""
    orders = any(one.action is Action.ORDER_PAUSE and one.blocked is None for one in reader.possible)
    return pausing.grounds_open(reader.case) if orders else []


def change_asked(case: Case) -> RulebookChangeRequest | None:
    """The rulebook that one side asks for."""
    wanted = case.change_asked
    if wanted is None:
        return None
    return RulebookChangeRequest(
        side=wanted.side, rulebook=ids.encode("Rulebook", wanted.rulebook), name=wanted.rulebook
    )
