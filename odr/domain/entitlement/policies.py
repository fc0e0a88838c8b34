"""What policies and guarantees give: the rulebook's own, and the terms in force at the purchase."""

from collections.abc import Iterator
from typing import assert_never

from odr.domain.calendar import read_length
from odr.domain.claiming import filing_starts
from odr.domain.entitlement.lines import (
    Condition,
    EntitlementLine,
    Excluded,
    KnownBy,
    Limit,
    Source,
    State,
    Test,
    Window,
)
from odr.domain.entitlement.matter import Matter, criterion_tests, known, unknown, within
from odr.domain.entitlement.results import line_of
from odr.domain.facts import Terms, Trait
from odr.domain.money import Money
from odr.domain.remedies import REFUNDS, ComplaintType, Remedy
from odr.domain.rulebook import Term
from odr.domain.rulebook.claims import CapOf, Document, Exclusion

_MEASURED = frozenset({Remedy.REFUND_FULL, Remedy.REFUND_ON_RETURN, Remedy.REPLACE_PLUS_REFUND})
"""Remedies whose amount is the price. How much less a thing is worth is for a person to measure."""

_LEFT_OUT = frozenset(
    {Remedy.NO_REMEDY, Remedy.APOLOGY, Remedy.VOUCHER, Remedy.DAMAGES, Remedy.FREE_ITEM, Remedy.UPGRADE}
)
"""Both sides may agree on these, a person may decide on damages; nobody can compute them."""


def platform_policy(matter: Matter) -> Iterator[EntitlementLine]:
    """The rulebook's own line for each remedy that was asked for; for every one that it has while nothing was asked."""
    rule, name = matter.rule, f"{matter.rulebook.id} complaints.{matter.claim.complaint.value}"
    asked = [one.remedy for one in matter.claim.remedies] or rule.remedies
    window = _filing_window(matter)
    tests = [*criterion_tests(matter), within(Condition.WITHIN_POLICY_PERIOD, window, matter.at)]
    for remedy in dict.fromkeys(asked):
        if remedy in _LEFT_OUT or remedy not in rule.remedies:
            continue
        yield line_of(
            matter,
            Source.PLATFORM_POLICY,
            name,
            rule.cap.source,
            rule.cap.checked,
            remedy,
            [*tests, *_lower_price(matter, remedy)],
            amount=_amount(matter, remedy),
            window=window,
            cap=_cap(matter) if remedy in REFUNDS else None,
            exclusions=_exclusions(matter, remedy),
        )


def _filing_window(matter: Matter) -> Window:
    start = filing_starts(matter.rule, matter.claim.line, matter.order)
    return matter.window(start, matter.rule.filing.within)


def _cap(matter: Matter) -> Limit:
    """The rulebook's share. Half a unit goes to the buyer (procedure: counting, normative)."""
    cap = matter.rule.cap
    whole = _capped(matter, cap.of)
    amount = Money((whole.minor * cap.percent + 50) // 100, whole.currency) if whole else None
    return Limit(amount, cap.of, cap.percent, cap.source, cap.checked)


def _capped(matter: Matter, of: CapOf) -> Money | None:
    price, freight = matter.price, matter.freight
    match of:
        case CapOf.GOODS_VALUE:
            return price
        case CapOf.AMOUNT_PAID:
            return Money(price.minor + (freight.minor if freight else 0), price.currency)
        case CapOf.FREIGHT:
            return freight
        case CapOf.DIFFERENCE:
            return _difference(matter)
        case _:
            assert_never(of)


def _amount(matter: Matter, remedy: Remedy) -> Money | None:
    if remedy in _MEASURED:
        return matter.price
    if remedy is Remedy.FREIGHT_REIMBURSE:
        return matter.freight
    return _difference(matter) if remedy is Remedy.PRICE_PROTECTION else None


def _difference(matter: Matter) -> Money | None:
    """Price protection: what the same pieces cost less elsewhere; never across currencies."""
    lower = matter.told.lower_price
    if lower is None or lower.currency != matter.order.currency:
        return None
    return Money(max(0, matter.price.minor - lower.minor * matter.claim.quantity), lower.currency)


def _lower_price(matter: Matter, remedy: Remedy) -> list[Test]:
    if remedy is not Remedy.PRICE_PROTECTION:
        return []
    difference = _difference(matter)
    if difference is None:
        return [unknown(Condition.LOWER_PRICE_FOUND, Document.LISTING_AS_SOLD)]
    return [known(Condition.LOWER_PRICE_FOUND, difference.minor > 0, KnownBy.COMPLAINANT)]


def _exclusions(matter: Matter, remedy: Remedy) -> tuple[Excluded, ...]:
    return tuple(Excluded(one, _applies(matter, one, remedy)) for one in matter.rule.exclusions)


def _applies(matter: Matter, exclusion: Exclusion, remedy: Remedy) -> State:
    match exclusion:
        case Exclusion.FREIGHT:
            return State.MET if remedy is Remedy.FREIGHT_REIMBURSE else State.NOT_MET
        case Exclusion.WEAR_AND_TEAR:
            return State.NOT_KNOWN
        case _:
            if matter.sold.traits is None:
                return State.NOT_KNOWN
            return State.MET if Trait(exclusion.value) in matter.sold.traits else State.NOT_MET


_ABOUT = {
    "returns": frozenset({ComplaintType.WITHDRAWAL_RIGHT}),
    "price_protection": frozenset({ComplaintType.WRONG_AMOUNT}),
}
"""Terms of these kinds are for these complaints; all others may be for any."""


def terms_in_force(matter: Matter) -> Iterator[EntitlementLine]:
    """A line for each remedy of each policy and guarantee of the order. Words that name none have to be read."""
    for terms in matter.order.policies:
        mine = terms.provider.strip().casefold() in ("marketplace", "platform")
        yield from _terms(matter, terms, Source.PLATFORM_POLICY if mine else Source.SELLER_POLICY)
    for terms in matter.order.guarantees:
        yield from _terms(matter, terms, Source.COMMERCIAL_GUARANTEE)


def _terms(matter: Matter, terms: Terms, source: Source) -> Iterator[EntitlementLine]:
    about = _ABOUT.get(terms.kind.strip().casefold().replace(" ", "_"))
    if about is not None and matter.claim.complaint not in about:
        return
    window, rule = _terms_window(matter, terms), f"{terms.kind} ({terms.provider})"
    used = matter.told.cancelled_at or (matter.at if about else matter.fault_shown_at)
    tests = [within(Condition.WITHIN_POLICY_PERIOD, window, used)] if window else []
    tests += [] if about else criterion_tests(matter)
    for remedy in terms.remedies:
        asked, amount = [*tests, *_lower_price(matter, remedy)], _amount(matter, remedy)
        yield line_of(matter, source, rule, terms.hash, False, remedy, asked, amount=amount, window=window)
    if not terms.remedies:
        read = [*tests, unknown(Condition.WORDS_APPLY, Document.WARRANTY_TERMS)]
        yield line_of(matter, source, rule, terms.hash, False, None, read, window=window)


def _terms_window(matter: Matter, terms: Terms) -> Window | None:
    """From delivery by the length that was registered; else until the day that was."""
    if terms.within:
        term = Term(read_length(terms.within), terms.kind, checked=False)
        return matter.window(matter.delivered_at, term)
    if terms.until is None:
        return None
    return Window("", None, terms.until, None, matter.place.zone, terms.kind, checked=False)
