"""Why a step of a line failed or came undone, as whoever reports it says so."""

import re

from odr.domain import refusals as no
from odr.domain.events import Failure, Step
from odr.domain.parts import OwedLine
from odr.domain.roles import Actor

_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,59}")


def require_failed(failure: Failure | None, step: Step) -> None:
    """Only of what failed somebody says why, in a word for programs. Refuses: InvalidInput."""
    if failure is None:
        return
    if step not in (Step.FAILED, Step.REVERSED):
        raise no.InvalidInput(field="failure", problem="Say why it failed only with FAILED or REVERSED.")
    if failure.code and not _CODE.fullmatch(failure.code):
        raise no.InvalidInput(field="failure", problem="Write the code in A to Z, 0 to 9 and _, with up to 60 signs.")


TOLD = frozenset(
    {
        "ARTICLE_GONE",
        "INSUFFICIENT_STOCK_ERROR",
        "MORE_THAN_IS_LEFT",
        "ORDER_CANCELLED",
        "REFUND_FAILED",
    }
)
"""Words that everybody in the case reads; they tell of nobody's account."""


def may_read_code(by: Actor, line: OwedLine) -> bool:
    """Whether somebody reads any word of why a line failed: who owes it, who administers the case, and neutrals."""
    return by.role.side is None or by.role.side is line.remedy.owed_by
