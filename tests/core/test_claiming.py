"""What can be claimed: the limit for filing counts from what the order knows, and only what the rulebook provides."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from odr.domain import refusals as no
from odr.domain.calendar import WEEKENDS, Calendar
from odr.domain.claiming import LineLimit, filing_ends, limits_of
from odr.domain.counting import Place
from odr.domain.facts import LineKind, OrderFacts, Parcel, ParcelLine, Payment, Shipment
from odr.domain.filing import file_complaint
from odr.domain.remedies import Claim, ComplaintType, Remedy, RemedyLine
from odr.domain.roles import SaleRole
from tests.core.given import BY_THE_SELLER, FILED_AT, ORDER, RULEBOOK, Story, complaint, eur, opened, refund

DELIVERED = datetime(2024, 3, 1, 15, 0, tzinfo=UTC)
"""Two years and a day before the Monday of the story: 2 March 2026."""
WARSAW = Place("Europe/Warsaw")


def shipment(delivered: datetime | None, name: str = "ship-1", **facts: object) -> Shipment:
    parcels = (Parcel(f"parcel-{name}", "T1", (ParcelLine("lamp", 1),)),)
    return Shipment(name, "Bote", parcels, delivered_at=delivered, **facts)  # type: ignore[arg-type]


def sold(*shipments: Shipment, **changes: object):
    return replace(ORDER, shipments=shipments, **changes)


def claim(kind: ComplaintType, remedy: RemedyLine | None = None) -> tuple[Claim, ...]:
    return (Claim("claim-1", "lamp", 1, kind, (remedy or refund(1000),)),)


def filed(**changes: object) -> Story:
    return Story().file(**changes)


def test_a_complaint_after_the_limit_is_refused_with_the_limit_and_the_day() -> None:
    said = 'A complaint "DAMAGED" can be filed within 2 years of the delivery; that ended on 2026-03-02.'
    late = sold(shipment(DELIVERED))
    assert opened([entry.event for entry in filed(order=late).entries])
    with pytest.raises(no.TooLateToFile, match=said) as refused:
        filed(order=late, at=datetime(2026, 3, 2, 23, 0, tzinfo=UTC))
    assert refused.value.field == "claims"


def test_the_last_day_ends_where_the_complainant_lives() -> None:
    """1 March 2026 is a Sunday, so the limit rolls to Monday, the 2nd, in Warsaw."""
    ends = filing_ends(
        RULEBOOK.complaints[ComplaintType.DAMAGED], "lamp", sold(shipment(DELIVERED)), Place("Europe/Warsaw")
    )
    assert ends == datetime(2026, 3, 2, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize("at", [FILED_AT, FILED_AT + timedelta(days=5000)])
def test_what_is_not_known_ends_nothing(at: datetime) -> None:
    underway = sold(shipment(DELIVERED), shipment(None, "ship-2"))
    assert filed(order=underway, at=at).case.opened_at == at
    assert filed(order=sold(), at=at).case.opened_at == at
    assert filed(claims=claim(ComplaintType.REFUND_NOT_PAID), at=at).case.opened_at == at


def test_each_kind_counts_from_its_own_fact() -> None:
    rules = RULEBOOK.complaints
    lamp = replace(ORDER.lines[0], promised_by=datetime(2026, 1, 5, tzinfo=UTC))
    order = sold(
        shipment(datetime(2026, 1, 8, tzinfo=UTC), promised_at=datetime(2026, 1, 6, tzinfo=UTC)),
        lines=(lamp, *ORDER.lines[1:]),
        payments=(
            Payment("p1", "card", eur(100), datetime(2026, 1, 2, tzinfo=UTC)),
            Payment("p2", "card", eur(100), datetime(2026, 1, 3, tzinfo=UTC)),
        ),
    )

    def last(kind: ComplaintType, line: str = "lamp") -> datetime | None:
        return filing_ends(rules[kind], line, order, Place("UTC"))

    assert last(ComplaintType.DUPLICATE) == datetime(
        2027, 1, 5, tzinfo=UTC
    )  # from the later payment; rolls over Sunday
    assert last(ComplaintType.NOT_RECEIVED) == datetime(2027, 1, 6, tzinfo=UTC)
    assert last(ComplaintType.LATE) == datetime(2027, 1, 9, tzinfo=UTC)
    assert last(ComplaintType.NOT_RECEIVED, "shade") is None
    from_shipment = replace(order, lines=ORDER.lines)
    assert filing_ends(rules[ComplaintType.NOT_RECEIVED], "lamp", from_shipment, Place("UTC")) == datetime(
        2027, 1, 7, tzinfo=UTC
    )


def test_what_the_rulebook_does_not_provide_cannot_be_claimed_but_agreed() -> None:
    with pytest.raises(
        no.RemedyNotProvided, match=r'A "UPGRADE" cannot be claimed for "DAMAGED"\. These can: REFUND_FULL'
    ):
        filed(claims=claim(ComplaintType.DAMAGED, RemedyLine(Remedy.UPGRADE, "lamp", 1, None)))


@pytest.mark.parametrize(
    ("kind", "why"),
    [(ComplaintType.ABUSE, "only the seller files it"), (ComplaintType.SERVICE_POOR, "it is not for goods")],
)
def test_a_complaint_that_does_not_fit_is_refused_with_the_reason(kind: ComplaintType, why: str) -> None:
    with pytest.raises(no.ComplaintNotPossible, match=f'A complaint "{kind}" is not possible here: {why}.'):
        filed(claims=claim(kind))


def test_a_seller_files_what_is_the_sellers_and_not_what_is_the_buyers() -> None:
    assert filed(**BY_THE_SELLER).case.complainant.sale_role is SaleRole.SELLER
    with pytest.raises(no.ComplaintNotPossible, match="only the buyer files it"):
        filed(**{**BY_THE_SELLER, "claims": claim(ComplaintType.DAMAGED)})


def test_a_rulebook_without_this_kind_says_so() -> None:
    fewer = replace(RULEBOOK, complaints={})
    with pytest.raises(no.ComplaintNotPossible, match="the rules of this case do not have it"):
        file_complaint(complaint(), fewer)


def test_a_service_is_complained_about_as_a_service() -> None:
    lines = (replace(ORDER.lines[0], kind=LineKind.SERVICE), *ORDER.lines[1:])
    assert filed(order=sold(lines=lines), claims=claim(ComplaintType.SERVICE_POOR)).case.claims


def limits(order: OrderFacts, by: SaleRole = SaleRole.BUYER, place: Place = WARSAW) -> dict[ComplaintType, LineLimit]:
    found = limits_of(ORDER.lines[0], order, by, RULEBOOK, place)
    return {one.complaint: one for one in found}


def test_limits_told_before_are_those_that_filing_keeps() -> None:
    """At the bound it is too late, the instant before it is not."""
    told = limits(sold(shipment(DELIVERED)))[ComplaintType.DAMAGED]
    assert told.counted is not None
    assert told.start == DELIVERED
    bound = told.counted.due
    assert bound == datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    assert [told.is_over(at) for at in (bound - timedelta(microseconds=1), bound)] == [False, True]
    assert opened(
        [one.event for one in filed(order=sold(shipment(DELIVERED)), at=bound - timedelta(microseconds=1)).entries]
    )
    with pytest.raises(no.TooLateToFile):
        filed(order=sold(shipment(DELIVERED)), at=bound)


def test_limits_are_told_of_what_this_side_can_file_about_this_thing() -> None:
    bought, sold_it = limits(ORDER), limits(ORDER, SaleRole.SELLER)
    assert ComplaintType.DAMAGED in bought
    assert ComplaintType.SERVICE_POOR not in bought
    assert not bought.keys() & sold_it.keys()
    assert ComplaintType.ABUSE in sold_it


def test_nothing_is_over_while_its_start_is_not_known() -> None:
    told = limits(sold())[ComplaintType.DAMAGED]
    assert told.counted is None
    assert not told.is_over(FILED_AT + timedelta(days=5000))


def test_a_year_without_a_calendar_is_counted_without_holidays() -> None:
    unknown = replace(WARSAW, calendar=Calendar("one year/1", "PL", range(2020, 2021)))
    told = limits(sold(shipment(DELIVERED)), place=unknown)[ComplaintType.DAMAGED]
    assert told.counted is not None
    assert (told.counted.calendar, told.counted.last_day) == (WEEKENDS.version, date(2026, 3, 2))
