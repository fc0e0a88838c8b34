"""The order in a record: what was registered, who vouches for it, and what the marketplace's shop says otherwise."""

from collections.abc import Iterator

from odr.domain.case import Case
from odr.domain.facts import OrderFacts, Shipment, Terms
from odr.domain.looking_up import vouched
from odr.domain.shop_order import Difference, FactKind, Said, Voucher
from odr.records import content as c
from odr.records.telling import Teller


def sale(case: Case, tell: Teller) -> c.OrderFacts:
    """What the reader may see of it."""
    order = case.order
    return c.OrderFacts(
        reference=order.number,
        placed=tell.moment(order.placed_at),
        items=tuple(
            c.OrderedItem(str(number), line.title, line.quantity, tell.amount(line.total) if line.total else None)
            for number, line in enumerate(order.lines, 1)
        ),
        payments=tuple(
            c.Payment(paid.id, paid.method, tell.amount(paid.amount), tell.moment(paid.paid_at))
            for paid in order.payments
        ),
        parcels=tuple(parcel for shipment in order.shipments for parcel in _parcels(shipment, tell)),
        policies=tuple(_terms(terms) for terms in (*order.policies, *order.guarantees)),
        vouched=tuple(_vouched(case, tell)),
        differences=tuple(_differences(case, tell)),
    )


def _parcels(shipment: Shipment, tell: Teller) -> Iterator[c.Parcel]:
    """Where the parcels of a shipment got to, as far as the marketplace registered it."""
    steps = {"delivered": shipment.delivered_at, "dispatched": shipment.dispatched_at}
    status, at = next(((name, at) for name, at in steps.items() if at), ("registered", None))
    for parcel in shipment.parcels:
        reference = parcel.tracking or parcel.id
        moment = tell.moment(at) if at else None
        yield c.Parcel(reference, shipment.carrier, tell.say(f"parcel.{status}"), moment)


def _terms(terms: Terms) -> str:
    return f"{terms.provider}, {terms.kind}: {terms.words}"


def _vouched(case: Case, tell: Teller) -> Iterator[str]:
    """Sentences: what came of asking the shop, what it vouches for, and that claims are somebody's word."""
    looked = case.looked_up
    if looked is None:
        yield tell.say("vouched.awaited" if case.shop_awaited else "vouched.never")
    else:
        moment = tell.say.moment(tell.moment(looked.asked_at))
        yield tell.say(f"vouched.{looked.answer}", moment=moment, state=looked.state)
        facts = [*_facts(case.order, tell)]
        for by in (Voucher.VERIFIED_BY_MARKETPLACE, Voucher.REGISTERED):
            named = [name for of, subject, name in facts if vouched(looked, of, subject).by is by]
            if named:
                yield tell.say(f"vouched.{by}", facts="; ".join(named))
    yield tell.say("vouched.CLAIMED")


def _facts(order: OrderFacts, tell: Teller) -> Iterator[tuple[FactKind, str, str]]:
    """Every fact that somebody can vouch for, with its name."""
    yield FactKind.ORDER, "", tell.say("fact.ORDER")
    for line in order.lines:
        yield FactKind.LINE, line.id, line.title
    for kind, rows in ((FactKind.PAYMENT, order.payments), (FactKind.SHIPMENT, order.shipments)):
        for row in rows:
            yield kind, row.id, _name(kind, row.id, order, tell)
    for address in order.addresses:
        yield FactKind.ADDRESS, address.kind, _name(FactKind.ADDRESS, address.kind, order, tell)


def _name(of: FactKind, subject: str, order: OrderFacts, tell: Teller) -> str:
    line = order.line(subject) if of is FactKind.LINE else None
    return line.title if line else f"{tell.say(f'fact.{of}')} {subject}".rstrip()


def _differences(case: Case, tell: Teller) -> Iterator[c.FactDifference]:
    if case.looked_up is not None:
        yield from (_difference(one, case, tell) for one in case.looked_up.differences)


def _difference(one: Difference, case: Case, tell: Teller) -> c.FactDifference:
    registered, there = _said(one.registered, tell), _said(one.in_shop, tell)
    if one.of is FactKind.ADDRESS and case.looked_up:
        registered, there = _place(case.order, one.subject, tell), _place(case.looked_up.found, one.subject, tell)
    about = _name(one.of, one.subject, case.order, tell)
    return c.FactDifference(about, tell.say(f"aspect.{one.aspect}"), registered, there)


def _said(said: Said | None, tell: Teller) -> str:
    if said is None:
        return tell.say("vouched.nothing")
    quantity = "" if said.quantity is None else str(said.quantity)
    amount = str(said.amount) if said.amount else ""
    at = tell.say.moment(tell.moment(said.at)) if said.at else ""
    return ", ".join(filter(None, (said.words, amount, quantity, at)))


def _place(order: OrderFacts | None, kind: str, tell: Teller) -> str:
    one = next((one for one in order.addresses if one.kind == kind), None) if order else None
    return f"{tell.words_of(one.words)}, {one.country}" if one else tell.say("vouched.nothing")
