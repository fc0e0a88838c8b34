"""Why something failed in a shop, as the case is told it: the shop's word, and whether the same can be tried again."""

import re
from collections.abc import Sequence
from typing import Any

from odr.domain.events import Failure, Step
from odr.fulfilment.tables import State

FINAL = frozenset(
    {
        "AMOUNT_NOT_POSSIBLE",
        "AMOUNT_TOO_LARGE",
        "ARTICLE_GONE",
        "CHARGE_ALREADY_REFUNDED",
        "LINE_UNKNOWN",
        "MORE_THAN_IS_LEFT",
        "MORE_THAN_IS_THERE",
        "NOBODY_TO_SEND_TO",
        "NOT_DONE_HERE",
        "ORDER_CANCELLED",
        "ORDER_UNKNOWN",
        "OTHER_CURRENCY",
        "OTHER_ORDER",
        "PAYMENT_UNKNOWN",
        "QUANTITY_TOO_GREAT_ERROR",
        "REFUND_AMOUNT_ERROR",
        "RESOURCE_MISSING",
    }
)
"""Words of our connectors, and of Vendure and Stripe, for what the shop would say again: somebody has to change
something there first. As the case is told them, in capitals.
"""

_NO_SIGN = re.compile(r"[^A-Z0-9]+")


def failure_of(rows: Sequence[Any], step: Step | None) -> Failure | None:
    """What the case is told beside a failed step: of the first leg that failed."""
    failed = next((row for row in rows if row.state == State.FAILED.value), None)
    if failed is None or step not in (Step.FAILED, Step.REVERSED):
        return None
    code = _NO_SIGN.sub("_", failed.code.upper()).strip("_0123456789")[:60]
    return Failure(code, code not in FINAL)
