"""What a rulebook lets be claimed: which complaint, by whom, until when, and what can be asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from odr.domain import calendar
from odr.domain import refusals as no
from odr.domain.counting import Counted, Place, reckon
from odr.domain.facts import OrderFacts, OrderLine
from odr.domain.money import Money, share
from odr.domain.remedies import REFUNDS, Circumstances, Claim, ComplaintType, Remedy
from odr.domain.roles import Capacity, Party, SaleRole, Side
from odr.domain.rulebook import ComplaintRule, Rulebook
from odr.domain.rulebook.choices import AppliesTo, Between
from odr.domain.rulebook.claims import Since
from odr.domain.rulebook.lengths import in_words


def require_subject(subject: AppliesTo, rulebook: Rulebook) -> None:
    """The rulebook is made for such complaints (rulebook: applies_to)."""
    if rulebook.applies_to is not subject:
        raise no.OtherSubject(served=_SERVED[rulebook.applies_to])


_SERVED = {
    AppliesTo.SALES: "complaints about a sale",
    AppliesTo.PLATFORM_DECISIONS: "what a platform decided on content or on an account, not for sales",
}


def require_admissible(complainant: Party, respondent: Party, rulebook: Rulebook) -> None:
    """Both sides may be parties (rulebook: between)."""
    if rulebook.between is Between.BUSINESSES:
        for side, party in ((Side.COMPLAINANT, complainant), (Side.RESPONDENT, respondent)):
            if party.capacity is not Capacity.BUSINESS:
                raise no.BusinessesOnly(side=side.lower(), capacity=party.capacity.lower())


def require_claimable(claim: Claim, sold: OrderLine, by: Party, rulebook: Rulebook) -> ComplaintRule:
    """The rule for a claim that this party can make of this line (rulebook: complaints)."""
    rule = rulebook.complaints.get(claim.complaint)
    if rule is None:
        raise no.ComplaintNotPossible(complaint=claim.complaint.value, why="the rules of this case do not have it")
    if by.sale_role is not rule.filed_by:
        raise no.ComplaintNotPossible(complaint=claim.complaint.value, why=f"only the {rule.filed_by.lower()} files it")
    if sold.kind not in rule.products:
        raise no.ComplaintNotPossible(complaint=claim.complaint.value, why=f"it is not for {sold.kind.lower()}")
    for asked in claim.remedies:
        _require_remedy(claim, asked.remedy, rule)
    return rule


def _require_remedy(claim: Claim, remedy: Remedy, rule: ComplaintRule) -> None:
    """Only what is claimed is limited; both sides may agree on anything."""
    if remedy not in rule.remedies:
        raise no.RemedyNotProvided(
            remedy=remedy.value, complaint=claim.complaint.value, allowed=", ".join(rule.remedies)
        )


def require_in_time(claim: Claim, rule: ComplaintRule, order: OrderFacts, place: Place, at: datetime) -> None:
    """Within the limit for filing; where the fact that starts it is not known, nothing has ended.

    The holidays of the place are asked only once the limit has passed without them.
    """
    zone = place.zone
    ends = filing_ends(rule, claim.line, order, Place(zone))
    if ends is not None and at >= ends:
        ends = filing_ends(rule, claim.line, order, place)
    if ends is not None and at >= ends:
        raise no.TooLateToFile(
            complaint=claim.complaint.value,
            limit=in_words(rule.filing.within.length),
            since=rule.filing.since.replace("_", " "),
            day=calendar.local_day(ends - timedelta(microseconds=1), zone),
        )


def require_within_paid(claim: Claim, sold: OrderLine, order: OrderFacts) -> None:
    """What gives back a payment stays within what was paid for the pieces and the freight. Damages may be more."""
    pieces = share(sold.price, (claim.quantity, sold.quantity - claim.quantity))[0].minor
    most = min(pieces + (order.freight.minor if order.freight else 0), order.paid.minor)
    for asked in claim.remedies:
        if asked.remedy in REFUNDS and asked.line == claim.line and asked.amount and asked.amount.minor > most:
            raise no.MoreThanWasPaid(paid=Money(most, order.currency))


def require_circumstances(told: Circumstances, order: OrderFacts, at: datetime) -> None:
    """What is said to have happened since the sale can have happened."""
    if told.lower_price is not None and told.lower_price.currency != order.currency:
        raise no.WrongCurrency(charged=order.currency)
    cancelled = told.cancelled_at.date() if told.cancelled_at else None
    first, last = order.placed_at.date(), (at + timedelta(days=1)).date()  # a day has begun in the east
    for field, day in (("cancelledAt", cancelled), ("defectAppearedOn", told.defect_appeared_on)):
        if day is not None and not first <= day <= last:
            raise no.InvalidInput(field=field, problem="Give a day between the order and today.")
    if told.repairs_failed is not None and not 0 <= told.repairs_failed <= 100:
        raise no.InvalidInput(field="repairsFailed", problem="Give a number between 0 and 100.")


def filing_ends(rule: ComplaintRule, line: str, order: OrderFacts, place: Place) -> datetime | None:
    """The exclusive bound (UTC) for filing, counted where the complainant lives; None while its start is not known."""
    start = known_since(rule.filing.since, line, order)
    return _counted(rule, start, place).due if start else None


def _counted(rule: ComplaintRule, start: datetime, place: Place) -> Counted:
    return reckon(start, rule.filing.within.length, (place,))


@dataclass(frozen=True, slots=True)
class LineLimit:
    """Until when one kind of complaint about one line of an order can be filed.

    `start` and `counted` are None while the fact from which the limit counts is not known: then nothing has ended.
    """

    line: str
    complaint: ComplaintType
    rule: ComplaintRule
    start: datetime | None
    counted: Counted | None

    def is_over(self, at: datetime) -> bool:
        """Whether a complaint received at this instant is refused as too late."""
        return self.counted is not None and at >= self.counted.due


def limits_of(
    sold: OrderLine, order: OrderFacts, by: SaleRole, rulebook: Rulebook, place: Place
) -> Iterator[LineLimit]:
    """The kinds of complaint that this side can make of this line, in the order of the rulebook.

    In a year whose holidays are not known yet they are left out of the count: a holiday could only make the end later.
    """
    for complaint, rule in rulebook.complaints.items():
        if rule.filed_by is by and sold.kind in rule.products:
            start = known_since(rule.filing.since, sold.id, order)
            yield LineLimit(sold.id, complaint, rule, start, _as_far_as_known(rule, start, place) if start else None)


def _as_far_as_known(rule: ComplaintRule, start: datetime, place: Place) -> Counted:
    try:
        return _counted(rule, start, place)
    except no.CalendarUnknown:
        return _counted(rule, start, Place(place.zone))


def filing_starts(rule: ComplaintRule, line: str, order: OrderFacts) -> datetime | None:
    """From when the limit for filing counts."""
    return known_since(rule.filing.since, line, order)


def known_since(since: Since, line: str, order: OrderFacts) -> datetime | None:
    """When it happened, as far as the order says. Of several payments or parcels the last one counts."""
    match since:
        case Since.PAYMENT:
            return max((payment.paid_at for payment in order.payments), default=None)
        case Since.PROMISED_DELIVERY:
            return _promised(line, order)
        case Since.DELIVERY:
            arrived = [shipment.delivered_at for shipment in order.carrying(line)]
            return max((at for at in arrived if at), default=None) if all(arrived) else None
        case Since.RETURN_RECEIVED:
            return None
        case _:
            assert_never(since)


def _promised(line: str, order: OrderFacts) -> datetime | None:
    sold = order.line(line)
    if sold is not None and sold.promised_by is not None:
        return sold.promised_by
    return max((one.promised_at for one in order.carrying(line) if one.promised_at), default=None)
