"""Patterns go to trust-and-safety people and to nobody who decides; marks refuse nobody."""

from typing import Any

import pytest
from sqlalchemy import select

from odr.accounts.details import Profile
from odr.accounts.registration import enrol
from odr.accounts.resealing import reseal
from odr.audit import audit
from odr.safety.tables import traces
from tests.accounts.helpers import PASSWORD
from tests.schema.house import PEOPLE, Town, address, complaint
from tests.schema.test_safety import give

PATTERNS = "{ linkedPatterns { kind cases { number complainant respondent } } }"
RATES = "{ complaintRates { complainant complaints orders } }"
DEVICE = [{"kind": "DEVICE", "value": "fp-77f3"}]


@pytest.fixture
def guarded(town: Town) -> Town:
    """A town in which the stranger looks after trust and safety, and Celina buys there too."""
    give(town, "stranger")
    profile = Profile("Celina Lis", "en", "Europe/Warsaw", "PL")
    PEOPLE["celina"] = profile.name
    town.people["celina"] = enrol(town.store, town.house.hasher, profile, address("celina"), PASSWORD, town.clock.now())
    yield town  # type: ignore[misc]
    del PEOPLE["celina"]


def bought(town: Town, who: str, number: str, **changes: Any) -> str:
    buyer = {"email": address(who), "name": PEOPLE[who], "country": "PL", "zone": "Europe/Warsaw"}
    where = [{"kind": "delivery", "country": "PL", "words": f"Street of {number}"}]
    order = town.register(**{"number": number, "buyer": buyer, "addresses": where} | changes)
    return str(town.as_(who).done("fileComplaint", "case { number }", **complaint(order))["case"]["number"])


def found(town: Town) -> list[dict[str, Any]]:
    return list(town.as_("stranger").ask(PATTERNS)["linkedPatterns"])


def test_cases_of_two_buyers_with_one_device_are_a_pattern(guarded: Town) -> None:
    first = bought(guarded, "buyer", "B-1", traces=DEVICE)
    bought(guarded, "buyer", "B-2", traces=DEVICE)
    assert found(guarded) == []
    guarded.wait(days=1)
    third = bought(guarded, "celina", "B-3", traces=[{"kind": "DEVICE", "value": "FP 77F3"}])
    (pattern,) = found(guarded)
    assert pattern["kind"] == "DEVICE"
    assert [one["number"] for one in pattern["cases"]][2] == third
    assert first in [one["number"] for one in pattern["cases"]]
    assert pattern["cases"][0] | {"number": ""} == {
        "number": "",
        "complainant": PEOPLE["buyer"],
        "respondent": "Holzhaus GmbH",
    }
    with guarded.store.read() as conn:
        kept = str(conn.execute(select(traces)).all())
        looks = conn.execute(select(audit.c.act).where(audit.c.act == "patterns.viewed")).all()
    assert "fp" not in kept.replace(" ", "").casefold() or "77f3" not in kept
    assert len(looks) == 2
    guarded.wait(days=366)
    assert found(guarded) == []


def test_an_address_in_common_is_a_pattern_however_it_is_written(guarded: Town) -> None:
    for who, number, words in (("buyer", "B-1", "ul. Długa 1\nWarszawa"), ("celina", "B-2", "UL Długa 1, Warszawa")):
        bought(guarded, who, number, addresses=[{"kind": "delivery", "country": "PL", "words": words}])
    assert [one["kind"] for one in found(guarded)] == ["ADDRESS"]


def test_nobody_else_sees_patterns_and_nobody_sees_those_of_their_own_cases(guarded: Town) -> None:
    bought(guarded, "buyer", "B-1", traces=DEVICE)
    bought(guarded, "celina", "B-2", traces=DEVICE)
    for who in ("buyer", "seller", "admin", "registrar", "mediator", "decider"):
        assert "NOT_ALLOWED" in guarded.as_(who).post(PATTERNS).text
    assert "NOT_SIGNED_IN" in guarded.nobody().post(PATTERNS).text
    give(guarded, "buyer")
    assert guarded.as_("buyer").ask(PATTERNS)["linkedPatterns"] == []
    assert len(found(guarded)) == 1


def test_traces_come_later_too_and_a_card_number_is_refused(guarded: Town) -> None:
    bought(guarded, "buyer", "B-1")
    bought(guarded, "celina", "B-2")
    for who, number in (("buyer", "B-1"), ("celina", "B-2")):
        buyer = {"email": address(who), "name": PEOPLE[who], "country": "PL", "zone": "Europe/Warsaw"}
        where = [{"kind": "delivery", "country": "PL", "words": f"Street of {number}"}]
        guarded.register(number=number, buyer=buyer, addresses=where, traces=DEVICE)
    assert [one["kind"] for one in found(guarded)] == ["DEVICE"]
    for wrong in ({"kind": "PAYMENT_TOKEN", "value": "4111 1111 1111 1111"}, {"kind": "SELLER", "value": "x"}):
        with pytest.raises(AssertionError, match="INVALID_INPUT"):
            guarded.register(number="B-9", traces=[wrong])


def test_who_complains_often_is_marked_and_not_refused(guarded: Town) -> None:
    for number in range(4):
        bought(guarded, "buyer", f"B-{number}")
    guarded.register(number="B-8")
    for who in ("stranger", "registrar"):
        assert guarded.as_(who).ask(RATES)["complaintRates"] == []
    bought(guarded, "buyer", "B-5")
    mark = {"complainant": PEOPLE["buyer"], "complaints": 5, "orders": 6}
    for who in ("stranger", "registrar"):
        assert guarded.as_(who).ask(RATES)["complaintRates"] == [mark]
    bought(guarded, "buyer", "B-6")
    for who in ("buyer", "seller", "admin", "mediator", "decider"):
        assert "NOT_ALLOWED" in guarded.as_(who).post(RATES).text
    guarded.wait(days=91)
    assert guarded.as_("registrar").ask(RATES)["complaintRates"] == []


def looks(town: Town, act: str) -> list[str]:
    with town.store.read() as conn:
        return list(conn.execute(select(audit.c.person).where(audit.c.act == act)).scalars())


def test_each_look_at_who_complains_often_is_a_line_of_the_audit_log(guarded: Town) -> None:
    for who in ("stranger", "registrar"):
        guarded.as_(who).ask(RATES)
    guarded.as_("buyer").post(RATES)
    assert looks(guarded, "complaint_rates.viewed") == [guarded.people["stranger"], guarded.people["registrar"]]


def test_nobody_reads_how_often_people_complain_about_themselves(guarded: Town) -> None:
    guarded.file()
    for number in range(4):
        bought(guarded, "buyer", f"B-{number}")
    give(guarded, "seller")
    assert guarded.as_("seller").ask(RATES)["complaintRates"] == []
    assert len(guarded.as_("stranger").ask(RATES)["complaintRates"]) == 1


def test_patterns_are_found_across_a_new_secret(guarded: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = b"o" * 32, b"n" * 32
    under = monkeypatch.setattr
    under("odr.schema.orders.service_secrets", lambda _: (old,))
    bought(guarded, "buyer", "B-1", traces=DEVICE)
    under("odr.schema.orders.service_secrets", lambda _: (new, old))
    bought(guarded, "celina", "B-2", traces=DEVICE)
    assert reseal(guarded.store, [new, old]) == 1
    under("odr.schema.orders.service_secrets", lambda _: (new,))
    bought(guarded, "celina", "B-3", traces=DEVICE)
    assert [(one["kind"], len(one["cases"])) for one in found(guarded)] == [("DEVICE", 3)]
