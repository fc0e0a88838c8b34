"""What no offer may ask for, whatever it gives in return (procedure: abuse and safety)."""

from collections.abc import Collection
from enum import StrEnum

from odr.domain import refusals as no


class Forbidden(StrEnum):
    """The closed list of what an offer must not ask for."""

    CHANGE_REVIEW = "change_review"
    KEEP_SILENT = "keep_silent"
    END_BANK_DISPUTE = "end_bank_dispute"
    OTHER_CHANNEL = "other_channel"


INSTEAD: dict[Forbidden, tuple[str, str]] = {
    Forbidden.CHANGE_REVIEW: (
        "that a review is deleted, changed or not written",
        "Offer what you would give whatever is written about you.",
    ),
    Forbidden.KEEP_SILENT: (
        "for silence towards an authority, a court or a consumer body",
        "What is said without prejudice stays in this case anyway; nothing more can be asked for.",
    ),
    Forbidden.END_BANK_DISPUTE: (
        "that a dispute at the bank is withdrawn first",
        "What the bank gives back is counted: write what you pay, less what the bank has paid.",
    ),
    Forbidden.OTHER_CHANNEL: (
        "to go on outside this service",
        "Write here what you need, so that both sides and the record have it.",
    ),
}
"""What the author is told: what cannot be asked for, and what to write instead."""


def require_allowed(found: Collection[Forbidden]) -> None:
    """Refuses words in which something forbidden was found, before anybody else sees them."""
    first = next((one for one in Forbidden if one in found), None)
    if first is not None:
        asked, instead = INSTEAD[first]
        raise no.ConditionForbidden(asked=asked, instead=instead)
