"""Stories: what can happen in disputes, each in its own file, played over the public API as by any program."""

from collections.abc import Callable
from types import ModuleType

from odr.demo.stories import (
    breach,
    bundled_cases,
    carrier_heard,
    chargeback,
    closed_seller,
    counterclaim,
    empty_return,
    exchange,
    fund_pays,
    gift_recipient,
    given_up,
    lost_then_empty,
    minor_buyer,
    own_sale,
    production_refused,
    proposal,
    refunded_elsewhere,
    review,
    secret_bids,
    slip,
    stepping_in,
    subscription,
    two_sellers,
    withdrawal,
)
from odr.demo.stories.words import Story

_MODULES: tuple[ModuleType, ...] = (
    two_sellers,
    chargeback,
    lost_then_empty,
    secret_bids,
    closed_seller,
    empty_return,
    exchange,
    given_up,
    proposal,
    production_refused,
    carrier_heard,
    refunded_elsewhere,
    withdrawal,
    review,
    slip,
    subscription,
    breach,
    counterclaim,
    gift_recipient,
    minor_buyer,
    own_sale,
    bundled_cases,
    fund_pays,
    stepping_in,
)
STORIES: dict[str, tuple[str, Callable[[Story], None]]] = {
    module.__name__.rpartition(".")[2].replace("_", "-"): (module.TITLE, module.play) for module in _MODULES
}
"""Each by its name: what it is about, and what plays it."""
