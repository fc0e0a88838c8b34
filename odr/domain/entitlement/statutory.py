"""What the law of the buyer's country gives, provision by provision. The numbers are in `odr/statutes`."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from odr.domain.entitlement.lines import Condition, EntitlementLine, KnownBy, Source, State, Test, Window
from odr.domain.entitlement.matter import (
    Matter,
    consumer_bought_from_trader,
    criterion_tests,
    known,
    unknown,
    within,
)
from odr.domain.entitlement.results import line_of
from odr.domain.entitlement.statute import Statute
from odr.domain.facts import LineKind, Payment
from odr.domain.money import Money
from odr.domain.remedies import ComplaintType, Remedy
from odr.domain.rulebook.claims import Document

_FAULTS = frozenset(
    {
        ComplaintType.DAMAGED,
        ComplaintType.DEFECTIVE,
        ComplaintType.NOT_AS_DESCRIBED,
        ComplaintType.WRONG,
        ComplaintType.INCOMPLETE,
        ComplaintType.COUNTERFEIT,
        ComplaintType.WARRANTY,
    }
)
_THINGS = (LineKind.GOODS, LineKind.VIRTUAL)
"""Services and bookings have no guarantee in these laws: national law has."""


def statutory(matter: Matter) -> list[EntitlementLine]:
    """The lines of the law. Consumer law gives rights to the buyer; a seller's complaint has none here."""
    if not matter.by_buyer:
        return []
    if matter.statute is None:
        return [_not_modelled(matter)]
    found = [*_provisions(matter, matter.statute)] or [_not_modelled(matter)]
    if matter.claim.complaint is not ComplaintType.WITHDRAWAL_RIGHT and _can_still_withdraw(matter, matter.statute):
        found += _withdrawal(matter, matter.statute)
    return found


def _provisions(matter: Matter, statute: Statute) -> Iterator[EntitlementLine]:
    complaint, kind = matter.claim.complaint, matter.sold.kind
    if complaint in _FAULTS and kind in _THINGS:
        yield from _rejection(matter, statute)
        yield from _conformity(matter, statute)
    if complaint in (ComplaintType.NOT_RECEIVED, ComplaintType.LATE, ComplaintType.INCOMPLETE) and kind in _THINGS:
        yield from _delivery(matter, statute)
    if complaint is ComplaintType.WITHDRAWAL_RIGHT:
        yield from _withdrawal(matter, statute)
    if complaint is ComplaintType.PRECONTRACT_INFO and matter.order.freight is not None:
        yield _freight(matter, statute)
    if complaint is ComplaintType.SUBSCRIPTION:
        yield from (_charge(matter, statute, one) for one in _charges(matter))


def _not_modelled(matter: Matter) -> EntitlementLine:
    """Never "no right": nobody looked."""
    return line_of(matter, Source.STATUTE, "none", "", False, None, [unknown(Condition.LAW_IS_MODELLED)])


def _line(
    matter: Matter,
    statute: Statute,
    provision: str,
    source: str,
    remedy: Remedy,
    tests: Sequence[Test],
    amount: Money | None = None,
    window: Window | None = None,
    quantity: int | None = None,
) -> EntitlementLine:
    rule = f"{statute.id} {provision}"
    checked = window.checked if window else False
    given = [consumer_bought_from_trader(matter), *tests]
    return line_of(
        matter, Source.STATUTE, rule, source, checked, remedy, given, amount=amount, window=window, quantity=quantity
    )


def _conformity(matter: Matter, statute: Statute) -> Iterator[EntitlementLine]:
    """ "The consumer shall be entitled to have the goods brought into conformity"; after that has failed, to a price
    reduction or to end the contract (Directive (EU) 2019/771 Art. 13(1), (2), (4)). How much less the thing is worth
    is for a person to measure; ending the contract gives back the price against the return (Art. 16(3)).
    """
    law = statute.conformity
    window = matter.window(matter.delivered_at, law.liability)
    by = KnownBy.COMPLAINANT if matter.told.defect_appeared_on else KnownBy.ORDER
    tests = [
        *criterion_tests(matter),
        within(Condition.WITHIN_LIABILITY_PERIOD, window, matter.fault_shown_at, by),
        _presumption(matter, statute),
    ]
    for remedy in (Remedy.REPAIR, Remedy.REPLACE):
        if matter.sold.kind is LineKind.GOODS or remedy is Remedy.REPAIR:
            yield _line(matter, statute, "conformity", law.source, remedy, tests, window=window)
    failed = [*tests, _not_put_right(matter, law.attempts)]
    yield _line(matter, statute, "conformity", law.source, Remedy.PRICE_REDUCTION, failed, window=window)
    ends = Remedy.REFUND_ON_RETURN if matter.sold.kind is LineKind.GOODS else Remedy.REFUND_FULL
    yield _line(matter, statute, "conformity", law.source, ends, failed, matter.price, window)


def _presumption(matter: Matter, statute: Statute) -> Test:
    """ "Any lack of conformity which becomes apparent within one year […] shall be presumed to have existed at the time
    when the goods were delivered" (Directive (EU) 2019/771 Art. 11(1)); later the buyer shows it.
    """
    presumed = matter.window(matter.delivered_at, statute.conformity.presumed)
    test = within(Condition.PRESENT_AT_DELIVERY, presumed, matter.fault_shown_at)
    if test.state is State.MET:
        return test
    return unknown(Condition.PRESENT_AT_DELIVERY, Document.REPAIR_REPORT)


def _not_put_right(matter: Matter, attempts: int) -> Test:
    """ "Despite the seller having attempted to bring the goods into conformity" (Directive (EU) 2019/771 Art.
    13(4)(b)). A refusal, or a fault so serious that nobody need wait, would do as well: so it is open, never missing.
    """
    failed = matter.told.repairs_failed
    if failed is not None and failed >= attempts:
        return known(Condition.NOT_PUT_RIGHT, True, KnownBy.COMPLAINANT)
    return unknown(Condition.NOT_PUT_RIGHT, Document.REPAIR_REPORT, Document.COMMUNICATION_LOG)


def _rejection(matter: Matter, statute: Statute) -> Iterator[EntitlementLine]:
    """The short-term right to reject needs no repair first (Consumer Rights Act 2015 s. 20, 22); goods only."""
    if statute.rejection is None or matter.sold.kind is not LineKind.GOODS:
        return
    window = matter.window(matter.delivered_at, statute.rejection)
    tests = [*criterion_tests(matter), within(Condition.WITHIN_REJECTION_PERIOD, window, matter.at)]
    source = statute.rejection.source
    yield _line(matter, statute, "rejection", source, Remedy.REFUND_ON_RETURN, tests, matter.price, window)


def _delivery(matter: Matter, statute: Statute) -> Iterator[EntitlementLine]:
    """Deliver now; if it does not come within a further time that fits, the buyer may end the contract and all that was
    paid is given back (Directive 2011/83/EU Art. 18(2), (3)). Counted by the pieces that have not arrived.
    """
    law, missing = statute.delivery, matter.missing
    due = matter.promised_by or matter.bound(matter.order.placed_at, law.without_promise.length)
    tests = [_not_arrived(matter), known(Condition.PROMISED_DAY_PASSED, matter.at >= due)]
    pieces = missing or matter.claim.quantity
    yield _line(matter, statute, "delivery", law.source, Remedy.DELIVER_NOW, tests, quantity=pieces)
    ended = [*tests, unknown(Condition.MORE_TIME_GIVEN, Document.COMMUNICATION_LOG)]
    price = matter.price_of(pieces)
    yield _line(matter, statute, "delivery", law.source, Remedy.REFUND_FULL, ended, price, quantity=pieces)


def _not_arrived(matter: Matter) -> Test:
    """What the parcels say. A line that is in no parcel may have come otherwise: nobody said."""
    if not matter.order.carrying(matter.sold.id):
        return unknown(Condition.NOT_ARRIVED, Document.TRACKING, Document.DELIVERY_PROOF)
    return known(Condition.NOT_ARRIVED, matter.missing > 0)


def _withdrawn_at(matter: Matter) -> datetime:
    return matter.told.cancelled_at or matter.at


def _can_still_withdraw(matter: Matter, statute: Statute) -> bool:
    """A right needs no reason, so whoever complains of something else in its time has it too."""
    start = matter.order_delivered_at
    if start is None or _no_exception(matter, statute).state is State.NOT_MET:
        return False
    return matter.at < matter.bound(start, statute.withdrawal.period.length)


def _withdrawal(matter: Matter, statute: Statute) -> Iterator[EntitlementLine]:
    """14 days after the last delivery of the order, or after a service was ordered (Directive 2011/83/EU Art. 9(2));
    with the price the usual freight comes back (Art. 13(1)). Where only a part goes back, the law shares no freight.
    """
    law = statute.withdrawal
    goods = matter.sold.kind is LineKind.GOODS
    window = matter.window(matter.order_delivered_at if goods else matter.order.placed_at, law.period)
    by = KnownBy.COMPLAINANT if matter.told.cancelled_at else KnownBy.ORDER
    tests = [
        within(Condition.WITHIN_WITHDRAWAL_PERIOD, window, _withdrawn_at(matter), by),
        _no_exception(matter, statute),
    ]
    remedy = Remedy.REFUND_ON_RETURN if goods else Remedy.REFUND_FULL
    yield _line(matter, statute, "withdrawal", law.source, remedy, tests, matter.price, window)
    if matter.order.freight is not None and matter.order.freight.minor:
        whole = [*tests, known(Condition.WHOLE_ORDER, matter.is_whole_order)]
        freight = matter.order.freight
        yield _line(matter, statute, "withdrawal", law.source, Remedy.FREIGHT_REIMBURSE, whole, freight, window)


def _no_exception(matter: Matter, statute: Statute) -> Test:
    """Directive 2011/83/EU Art. 16. A booking for a day is one (point l)."""
    if matter.sold.kind is LineKind.BOOKING:
        return known(Condition.NO_EXCEPTION_APPLIES, False)
    if matter.sold.traits is None:
        return unknown(Condition.NO_EXCEPTION_APPLIES, Document.LISTING_AS_SOLD)
    return known(Condition.NO_EXCEPTION_APPLIES, not set(matter.sold.traits) & set(statute.withdrawal.exceptions))


def _freight(matter: Matter, statute: Statute) -> EntitlementLine:
    """Costs that were not told before the order are not borne by the consumer (Directive 2011/83/EU Art. 6(6))."""
    told = matter.order.freight_disclosed
    unsaid = unknown(Condition.FREIGHT_NOT_DISCLOSED, Document.LISTING_AS_SOLD, Document.ORDER_RECORD)
    test = unsaid if told is None else known(Condition.FREIGHT_NOT_DISCLOSED, not told)
    freight = matter.order.freight
    return _line(matter, statute, "freight", statute.freight.source, Remedy.FREIGHT_REIMBURSE, [test], freight)


def _charges(matter: Matter) -> list[Payment]:
    return [one for one in matter.order.payments if one.covers_from is not None]


def _charge(matter: Matter, statute: Statute, payment: Payment) -> EntitlementLine:
    """Charge by charge: one for a time after the cancellation was not agreed (Directive 2011/83/EU Art. 22, 27)."""
    cancelled, start = matter.told.cancelled_at, payment.covers_from
    if cancelled is None or start is None:
        test = unknown(Condition.CHARGED_AFTER_CANCELLATION, Document.CANCELLATION_PROOF)
    else:
        test = known(Condition.CHARGED_AFTER_CANCELLATION, start >= cancelled, KnownBy.COMPLAINANT)
    given = [consumer_bought_from_trader(matter), test]
    rule, source = f"{statute.id} charges", statute.charges.source
    return line_of(
        matter,
        Source.STATUTE,
        rule,
        source,
        statute.charges.checked,
        Remedy.REFUND_FULL,
        given,
        amount=payment.amount,
        quantity=1,
        charge=payment.id,
    )
