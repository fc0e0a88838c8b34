"""Who pays a line in place of whoever owes it, and from what."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from odr.domain.remedies import RemedyLine


class FundPart(StrEnum):
    """What the guarantee fund has to do with a line: it pays it in place of whoever owes it, or it is paid back.

    HELD_MONEY_PAYS: what the marketplace holds of theirs pays it, so nothing is owed to anybody for that.
    """

    PAYS = "PAYS"
    HELD_MONEY_PAYS = "HELD_MONEY_PAYS"
    IS_PAID_BACK = "IS_PAID_BACK"


class PaidFrom(StrEnum):
    """From what the platform pays in place of whoever owes it."""

    FUND = "FUND"
    ESCROW = "ESCROW"
    SHOP = "SHOP"


BY_PLATFORM = frozenset({FundPart.PAYS, FundPart.HELD_MONEY_PAYS})
"""What the marketplace pays itself. Its administrators say when it is done."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What a guarantee fund has to do with an order: whether it pays the lines, and what is owed to it beside them."""

    part: FundPart | None = None
    to_fund: Sequence[RemedyLine] = ()


OF_NO_FUND = Shares()
