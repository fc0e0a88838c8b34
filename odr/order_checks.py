"""Whether what a marketplace says of an order can be true: sums, quantities, dates, names of lines."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from odr.domain.calendar import read_length
from odr.domain.facts import OrderFacts, OrderLine, Parcel, Shipment, Terms
from odr.domain.money import Money
from odr.domain.refusals import InvalidInput

MOST_OF_A_LINE = 1_000_000
MOST_ROWS = 500
LARGEST_MINOR = 10**15


def check(order: OrderFacts, at: datetime) -> None:
    """Raises InvalidInput for the first thing that cannot be, with the field and what would do.

    Args:
        at: when it is said; what has happened lies before.
    """
    _check_names(order)
    for line in order.lines:
        _check_line(line, order.currency)
    for payment in order.payments:
        _check_amount(payment.amount, order.currency, least=1)
        if payment.covers_from and payment.covers_until and payment.covers_from >= payment.covers_until:
            _refuse("coversUntil", "A charge is for a time that ends after it begins.")
    for terms in (*order.policies, *order.guarantees):
        _check_within(terms)
    _check_sum(order)
    _check_parcels(order)
    _check_dates(order, at)


def _refuse(field: str, problem: str) -> None:
    raise InvalidInput(field=field, problem=problem)


def _check_names(order: OrderFacts) -> None:
    if not order.number.strip():
        _refuse("number", "An order has a number.")
    if not order.lines:
        _refuse("lines", "An order has at least one line.")
    shipments, parcels = order.shipments, list(_parcels(order))
    for field, rows in (
        ("lines", order.lines),
        ("payments", order.payments),
        ("shipments", shipments),
        ("parcels", parcels),
    ):
        _check_ids(field, [row.id for row in rows])


def _check_ids(field: str, ids: list[str]) -> None:
    if len(ids) > MOST_ROWS:
        _refuse(field, f"At most {MOST_ROWS} of these fit in one order.")
    twice = next((name for name, times in Counter(ids).items() if times > 1), None)
    if twice is not None:
        _refuse(field, f'The id "{twice[:40]}" stands here twice. Give each its own.')
    if not all(name.strip() for name in ids):
        _refuse(field, "Each of these needs an id.")


def _check_line(line: OrderLine, currency: str) -> None:
    if not 1 <= line.quantity <= MOST_OF_A_LINE:
        _refuse("quantity", f"Give a quantity between 1 and {MOST_OF_A_LINE:,}.")
    if not line.title.strip():
        _refuse("title", "A line says what was sold.")
    if not line.listing.strip():
        _refuse("listing", "A line keeps the listing as it was when sold.")
    for amount in (line.unit_price, line.price):
        if amount is not None:
            _check_amount(amount, currency, least=0)


def _check_within(terms: Terms) -> None:
    try:
        if terms.within:
            read_length(terms.within)
    except ValueError as problem:
        _refuse("within", f"{str(problem)[:1].upper()}{str(problem)[1:]}.")


def _check_amount(amount: Money, currency: str, *, least: int) -> None:
    if amount.currency != currency:
        _refuse("currency", f"The order was charged in {currency}; so is everything in it.")
    if not least <= amount.minor < LARGEST_MINOR:
        _refuse("amount", "Give an amount that is greater than zero and can be paid.")


def _check_sum(order: OrderFacts) -> None:
    if order.freight is not None:
        _check_amount(order.freight, order.currency, least=0)
    owed = sum(line.price.minor for line in order.lines) + (order.freight.minor if order.freight else 0)
    if owed != order.paid.minor:
        _refuse(
            "payments",
            f"Lines and freight come to {Money(owed, order.currency)}, the payments to {order.paid}. Put reductions "
            "into the unit prices, so that both are what was charged.",
        )


def _parcels(order: OrderFacts) -> Iterator[Parcel]:
    return (parcel for shipment in order.shipments for parcel in shipment.parcels)


def _check_parcels(order: OrderFacts) -> None:
    packed: Counter[str] = Counter()
    for inside in (inside for parcel in _parcels(order) for inside in parcel.lines):
        if inside.quantity < 1:
            _refuse("quantity", "A parcel holds at least 1 of each of its lines.")
        packed[inside.line] += inside.quantity
    for name, quantity in packed.items():
        line = order.line(name)
        if line is None:
            _refuse("parcels", f'A parcel holds the line "{name[:40]}", which the order does not have.')
        elif quantity > line.quantity:
            _refuse(
                "parcels", f'The parcels hold {quantity} of the line "{name[:40]}"; only {line.quantity} were sold.'
            )


def _check_dates(order: OrderFacts, at: datetime) -> None:
    if order.placed_at > at:
        _refuse("placedAt", "An order cannot be placed in the future.")
    if any(payment.paid_at > at for payment in order.payments):
        _refuse("paidAt", "A payment cannot be made in the future.")
    for shipment in order.shipments:
        _check_shipment(shipment, at)


def _check_shipment(shipment: Shipment, at: datetime) -> None:
    if _any_after(at, [shipment.dispatched_at]):
        _refuse("dispatchedAt", "A shipment cannot have left in the future. Use promisedAt for what is expected.")
    if _any_after(at, [shipment.delivered_at]):
        _refuse("deliveredAt", "A shipment cannot have arrived in the future. Use promisedAt for what is expected.")
    if shipment.dispatched_at and shipment.delivered_at and shipment.delivered_at < shipment.dispatched_at:
        _refuse("deliveredAt", "A shipment arrives after it has left.")


def _any_after(at: datetime, moments: Iterable[datetime | None]) -> bool:
    return any(moment is not None and moment > at for moment in moments)
