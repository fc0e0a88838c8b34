"""What a complaint and a counterclaim ask first: claims that this party can make of the sale now."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from odr.domain import refusals as no
from odr.domain.calendar import Calendars
from odr.domain.claiming import require_circumstances, require_claimable, require_in_time, require_within_paid
from odr.domain.counting import Place
from odr.domain.facts import OrderFacts
from odr.domain.lines import check_line, require_paid
from odr.domain.remedies import Claim, ComplaintType
from odr.domain.roles import Party
from odr.domain.rulebook import Rulebook
from odr.domain.timeframes import calendar_at


def require_claims(
    claims: Sequence[Claim], by: Party, order: OrderFacts, rulebook: Rulebook, calendars: Calendars, at: datetime
) -> None:
    """At least one claim, each of which this party can make of the sale now."""
    if not claims:
        raise no.NothingAsked()
    for claim in claims:
        sold = order.line(claim.line)
        if sold is None:
            raise no.UnknownLine(field="claims", line=claim.line[:40])
        if not 1 <= claim.quantity <= sold.quantity:
            raise no.QuantityTooLarge(ordered=sold.quantity)
        if not claim.remedies:
            raise no.NothingAsked()
        for remedy in claim.remedies:
            check_line(remedy, order)
            require_paid(remedy, order)
        require_within_paid(claim, sold, order)
        require_circumstances(claim.circumstances, order, at)
        rule = require_claimable(claim, sold, by, rulebook)
        require_in_time(claim, rule, order, Place(by.zone, calendar_at(by.place, calendars)), at)
    _require_apart(claims, order)


def _require_apart(claims: Sequence[Claim], order: OrderFacts) -> None:
    """What are alternatives is one claim: as several, all of it could be granted together."""
    pieces: Counter[tuple[str, ComplaintType]] = Counter()
    for claim in claims:
        pieces[claim.line, claim.complaint] += claim.quantity
    for (line, _), quantity in pieces.items():
        sold = order.line(line)
        if sold is not None and quantity > sold.quantity:
            raise no.ClaimedTwice(claimed=quantity, ordered=sold.quantity)
