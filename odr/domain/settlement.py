"""Both sides agree: the settlement becomes an order at once."""

from collections.abc import Sequence
from datetime import datetime

from odr.domain import compensation
from odr.domain import events as e
from odr.domain.case import Case
from odr.domain.course import wind_up
from odr.domain.events import Event, Ground
from odr.domain.recovery import require_left
from odr.domain.remedies import RemedyLine
from odr.domain.words import Text


def settle(
    case: Case, settlement: str, lines: Sequence[RemedyLine], conditions: Text | None, at: datetime
) -> list[Event]:
    """The agreed lines with the effect that the rulebook declares, then what is owed (rulebook: effect.settlement)."""
    require_left(lines, case)
    wound_up = wind_up(case, keep=settlement)
    reached = e.SettlementReached(settlement, tuple(lines), conditions, case.rulebook.effect.settlement)
    kept = [] if compensation.owed(lines) else compensation.still_to_keep(case, conditions, at)
    return [*wound_up, reached, *compensation.order(case, lines, settlement, at, Ground.SETTLED), *kept]
