"""Where people live and sell: regions that are known, dates that could not be told, and what operators do about it."""

import logging
from datetime import UTC, date, datetime
from typing import Any

import pytest

from odr.calendars import Calendars
from odr.calendars.corrections import read
from odr.demo.people import PEOPLE
from odr.domain.roles import Role
from odr.law import Law
from odr.schema import ids
from tests.schema.house import Town, complaint, order

CASE = "case { id number }"


def seller(**changes: str) -> dict[str, str]:
    known = {"externalId": "s-77", "name": "Holzhaus GmbH", "email": "info@holzhaus.example"}
    return known | {"country": "DE", "zone": "Europe/Berlin"} | changes


def buyer(**changes: str) -> dict[str, str]:
    return {"email": "buyer@example.org", "name": "B", "country": "PL", "zone": "Europe/Warsaw"} | changes


def test_a_sellers_region_is_counted_by(town: Town) -> None:
    order_id = town.register(seller=seller(region="DE-BY"))
    filed = town.as_("buyer").done("fileComplaint", CASE, **complaint(order_id))

    case = town.house.clerk.look_as(_local(filed), Role.SYSTEM, town.clock.now()).case
    assert case.respondent.place == "DE-BY"
    assert " DE-BY corrected/" in case.frames["complaint.answer"].facts.calendar


def test_a_buyers_region_is_the_one_of_their_profile_where_they_bought_from_there(town: Town) -> None:
    town.as_("buyer").done(
        "updateProfile", "viewer { region }", name="Bozena", language="en", zone="Europe/Berlin", region="DE-SN"
    )
    who = town.people["buyer"]
    for country, place in (("DE", "DE-SN"), ("PL", "PL")):
        order_id = town.register(number=f"A-{country}", buyer={**order(town.clock.now())["buyer"], "country": country})
        made = town.as_("buyer").done("fileComplaint", CASE, **complaint(order_id))
        case = town.house.clerk.look_as(_local(made), Role.SYSTEM, town.clock.now()).case
        assert (case.complainant.holder, case.complainant.place) == (who, place)


def _local(made: dict[str, Any]) -> str:

    return ids.local(made["case"]["id"], "Case")


def test_a_profile_keeps_its_region_until_another_is_said(town: Town) -> None:
    said = {"name": "Bozena", "language": "en", "zone": "Europe/Berlin"}
    regions = []
    for more in ({"region": "BY"}, {}, {"region": ""}):
        shown = town.as_("buyer").done("updateProfile", "viewer { region }", **said, **more)
        regions.append(shown["viewer"]["region"])
    assert regions == ["DE-BY", "DE-BY", ""]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"seller": seller(region="DE-XX")}, "REGION_UNKNOWN"),
        ({"seller": seller(region="Bayern")}, "REGION_NOT_VALID"),
        ({"seller": seller(country="XX")}, "PLACE_UNKNOWN"),
        ({"buyer": buyer(region="PL-ZZ")}, "REGION_UNKNOWN"),
    ],
)
def test_a_place_without_a_calendar_is_refused_when_it_is_typed(town: Town, changed: dict[str, Any], code: str) -> None:
    assert town.as_("admin").refused("registerOrder", **order(town.clock.now(), **changed)) == code


def test_a_refused_region_says_which_there_are(town: Town) -> None:
    said = {"name": "B", "language": "en", "zone": "Europe/Berlin", "region": "DE-XX"}
    errors = town.as_("buyer").act("updateProfile", **said)["userErrors"]
    assert (errors[0]["code"], errors[0]["field"]) == ("REGION_UNKNOWN", "region")
    assert "DE-BY" in errors[0]["message"]


def test_an_order_without_regions_is_the_one_that_was_registered_before_there_were_any(town: Town) -> None:
    first = town.register()
    assert town.register(seller=seller(region="")) == first
    assert town.as_("admin").refused("registerOrder", **order(town.clock.now(), seller=seller(region="BY"))) == (
        "ORDER_DIFFERS"
    )


def test_a_complaint_whose_dates_lie_in_an_unknown_year_is_refused_with_what_to_do(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    """Hungary's decree on moved days for 2027 is not known; the year to open the dispute ends in it."""
    hungarian = town.register(buyer={**order(town.clock.now())["buyer"], "country": "HU"})
    with caplog.at_level(logging.ERROR):
        errors = town.as_("buyer").act("fileComplaint", **complaint(hungarian))
    assert [one["code"] for one in errors["userErrors"]] == ["CALENDAR_UNKNOWN"]
    assert "HU in 2027" in errors["userErrors"][0]["message"]
    assert "ODR_CALENDARS" in errors["userErrors"][0]["message"]
    assert [r.reason for r in caplog.records if r.msg == "calendar.year_unknown"] == ["HU/2027"]  # type: ignore[attr-defined]


def test_with_the_year_in_the_operators_file_it_can_be_filed(town: Town) -> None:
    own = Calendars(read(b"[HU]\nyears = [2027]\n"))
    clerk = town.house.clerk
    clerk.law = Law(clerk.law.rulebooks, own.of, clerk.law.outages)
    hungarian = town.register(buyer={**order(town.clock.now())["buyer"], "country": "HU"})
    assert town.as_("buyer").done("fileComplaint", CASE, **complaint(hungarian))["case"] is not None


def test_an_act_whose_date_cannot_be_told_is_refused_and_the_sweep_goes_on(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    case, other = town.file(), town.register(number="A-2")
    made = town.as_("buyer").done("fileComplaint", CASE, **complaint(other))
    short = Calendars(read(b"[DE]\nuntil = 2025\n"))
    clerk = town.house.clerk
    before = clerk.law
    clerk.law = Law(before.rulebooks, lambda place: short.of("DE"), before.outages)
    clerk._kept.drop(_local(made))

    clerk._kept.drop(ids.local(case, "Case"))
    answer = {"case": case, "position": "DISPUTES", "statement": "It was whole."}
    assert town.as_("seller").refused("answerComplaint", **answer) == "CALENDAR_UNKNOWN"
    town.wait(days=9)
    with caplog.at_level(logging.ERROR):
        assert clerk.sweep(town.clock.now()) == 0
    assert [record.msg for record in caplog.records].count("sweep.case_failed") == 2
    listed = town.as_("buyer").ask("{ cases(first: 5) { edges { node { number } } } }")["cases"]["edges"]
    assert len(listed) == 2, "the list stays readable"
    (refused,) = town.as_("buyer").post("query ($id: ID!) { case(id: $id) { number } }", id=case).json()["errors"]
    assert refused["extensions"]["code"] == "CALENDAR_UNKNOWN"
    clerk.law = before
    for one in (case, made["case"]["id"]):
        clerk._kept.drop(ids.local(one, "Case"))
    assert clerk.sweep(town.clock.now()) == 2


def test_the_demo_of_today_can_be_filed_everywhere_its_people_live() -> None:
    calendars = Calendars()
    today = datetime.now(UTC).date()
    for person in PEOPLE:
        assert calendars.of(person.country).is_working(date(today.year + 1, 12, 1)) in (True, False)
