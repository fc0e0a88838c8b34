"""One claim with everything that its entitlement is computed from, and what can be measured in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from odr.domain.calendar import Length, local_day, start_of_day
from odr.domain.counting import Place, reckon
from odr.domain.entitlement.lines import Condition, KnownBy, State, Test, Window
from odr.domain.entitlement.statute import Statute
from odr.domain.facts import OrderFacts, OrderLine
from odr.domain.money import Money, share
from odr.domain.refusals import CalendarUnknown
from odr.domain.remedies import Circumstances, Claim
from odr.domain.roles import Capacity, Party, SaleRole
from odr.domain.rulebook import ComplaintRule, Rulebook, Term
from odr.domain.rulebook.claims import Document


@dataclass(frozen=True, slots=True)
class Matter:
    """A claim of one side about one line of the order, made at `at` (UTC).

    `place` is where the buyer lives: there the days of statutes and terms are counted.
    """

    order: OrderFacts
    sold: OrderLine
    claim: Claim
    complainant: Party
    respondent: Party
    place: Place
    at: datetime
    rulebook: Rulebook
    statute: Statute | None

    @property
    def rule(self) -> ComplaintRule:
        return self.rulebook.complaints[self.claim.complaint]

    @property
    def told(self) -> Circumstances:
        return self.claim.circumstances

    @property
    def by_buyer(self) -> bool:
        return self.complainant.sale_role is SaleRole.BUYER

    @property
    def buyer(self) -> Party:
        return self.complainant if self.by_buyer else self.respondent

    @property
    def seller(self) -> Party:
        return self.respondent if self.by_buyer else self.complainant

    @property
    def price(self) -> Money:
        """What was charged for the pieces claimed, without freight."""
        return self.price_of(self.claim.quantity)

    def price_of(self, pieces: int) -> Money:
        """What was charged for so many pieces of the line."""
        return share(self.sold.price, (pieces, self.sold.quantity - pieces))[0]

    @property
    def freight(self) -> Money | None:
        """The part of the freight that falls on the pieces claimed, by their price; None where none was charged."""
        order = self.order
        if order.freight is None or order.freight.minor == 0:
            return None
        goods = sum(line.price.minor for line in order.lines)
        if goods == 0:
            return None
        return share(order.freight, (self.price.minor, goods - self.price.minor))[0]

    @property
    def is_whole_order(self) -> bool:
        return len(self.order.lines) == 1 and self.claim.quantity == self.sold.quantity

    @property
    def missing(self) -> int:
        """How many of the pieces claimed have not arrived."""
        return min(self.claim.quantity, self.sold.quantity - self.order.arrived(self.sold.id))

    @property
    def delivered_at(self) -> datetime | None:
        """When the last of this line arrived; None while some of it is on its way, or nobody said."""
        arrived = [one.delivered_at for one in self.order.carrying(self.sold.id)]
        return max((at for at in arrived if at), default=None) if all(arrived) else None

    @property
    def order_delivered_at(self) -> datetime | None:
        """When the last shipment of the order arrived."""
        arrived = [one.delivered_at for one in self.order.shipments]
        return max((at for at in arrived if at), default=None) if all(arrived) else None

    @property
    def promised_by(self) -> datetime | None:
        if self.sold.promised_by is not None:
            return self.sold.promised_by
        return max((one.promised_at for one in self.order.carrying(self.sold.id) if one.promised_at), default=None)

    @property
    def fault_shown_at(self) -> datetime:
        """The day on which the fault appeared, as the complainant says; else when the complaint was made."""
        day = self.told.defect_appeared_on
        return start_of_day(day, self.place.zone) if day is not None else self.at

    def window(self, start: datetime | None, term: Term) -> Window:
        until = self.bound(start, term.length) if start is not None else None
        last = local_day(until - timedelta(microseconds=1), self.place.zone) if until else None
        return Window(str(term.length), start, until, last, self.place.zone, term.source, term.checked)

    def bound(self, start: datetime, length: Length) -> datetime:
        """The exclusive end. A year that the calendar does not know has weekends only: no right ends for that."""
        try:
            return reckon(start, length, (self.place,)).due
        except CalendarUnknown:
            return reckon(start, length, (Place(self.place.zone),)).due


DELIVERY = (Document.TRACKING, Document.DELIVERY_PROOF)


def within(condition: Condition, window: Window, at: datetime, known_by: KnownBy = KnownBy.ORDER) -> Test:
    """Whether an instant lies in the window. Before its start nothing has ended."""
    if window.until is None:
        return unknown(condition, *DELIVERY)
    return Test(condition, State.MET if at < window.until else State.NOT_MET, known_by)


def known(condition: str, is_met: bool, by: KnownBy = KnownBy.ORDER) -> Test:
    return Test(condition, State.MET if is_met else State.NOT_MET, by)


def unknown(condition: str, *shown_by: Document) -> Test:
    return Test(condition, State.NOT_KNOWN, None, shown_by)


def consumer_bought_from_trader(matter: Matter) -> Test:
    """Consumer law is for these (Directive 2011/83/EU Art. 2, Directive (EU) 2019/771 Art. 2)."""
    sale = (matter.buyer.capacity, matter.seller.capacity)
    return known(Condition.CONSUMER_BOUGHT_FROM_TRADER, sale == (Capacity.CONSUMER, Capacity.BUSINESS))


def criterion_tests(matter: Matter) -> tuple[Test, ...]:
    """The criteria that the rulebook names for this complaint; what the order tells of them is told."""
    return tuple(_criterion(matter, one.value) for one in matter.rule.criteria)


def _criterion(matter: Matter, criterion: str) -> Test:
    due, came = matter.promised_by, matter.delivered_at
    if criterion == "NOT_DELIVERED_BY_PROMISE" and due is not None and matter.order.carrying(matter.sold.id):
        return known(criterion, matter.missing > 0 and matter.at >= due)
    if criterion == "DELIVERED_AFTER_PROMISE" and due is not None and came is not None:
        return known(criterion, came > due)
    if criterion == "QUANTITY_SHORT" and came is None and matter.missing:
        return known(criterion, True)
    return unknown(criterion, *matter.rule.documents)
