"""What the service knows of neutrals, over GraphQL, and what it means for who is appointed."""

from datetime import timedelta
from typing import Any

from odr.schema import ids
from tests.schema.house import Town
from tests.schema.test_journey import escalated

CANDIDATES = """query ($case: ID!) { neutrals(case: $case, function: MEDIATOR)
  { person name openCases speaks knows against } }"""
PROFILE = """profile { languages complaints products payer awayFrom awayUntil conflicts { name reason until } }"""


def person(town: Town, name: str) -> str:
    return ids.encode("Person", town.people[name])


def to_appoint(town: Town) -> str:
    case = escalated(town)
    town.wait(days=4)
    town.as_("buyer").done("leaveNegotiation", case=case)
    return case


def candidates(town: Town, case: str) -> list[Any]:
    return list(town.as_("admin").ask(CANDIDATES, case=case)["neutrals"])


def test_a_registrar_describes_a_neutral_and_the_desk_sees_who_suits(town: Town) -> None:
    case = to_appoint(town)
    (before,) = candidates(town, case)
    assert (before["speaks"], before["knows"], before["against"]) == (False, False, [])
    said = {"languages": ["en"], "complaints": ["DAMAGED"], "products": []}
    made = town.as_("registrar").done("describeNeutral", PROFILE, person=person(town, "mediator"), **said)
    assert made["profile"] == said | {"payer": None, "awayFrom": None, "awayUntil": None, "conflicts": []}
    (after,) = candidates(town, case)
    assert (after["speaks"], after["knows"], after["against"]) == (True, True, [])


def test_a_conflict_keeps_somebody_out_and_its_reason_stays_with_the_registrar(town: Town) -> None:
    case = to_appoint(town)
    asked = {"person": person(town, "mediator"), "other": person(town, "buyer"), "reason": "A cousin."}
    since = (town.clock.now() - timedelta(days=1)).isoformat()
    made = town.as_("registrar").done("recordConflict", PROFILE, **asked, since=since)
    assert made["profile"]["conflicts"] == [{"name": "Bożena Nowak", "reason": "A cousin.", "until": None}]
    (found,) = candidates(town, case)
    assert found["against"] == ["they have a conflict of interest with one of the sides"]
    given = {"case": case, "function": "MEDIATOR", "person": found["person"]}
    assert town.as_("admin").refused("appointNeutral", **given) == "NOT_ELIGIBLE"
    town.as_("registrar").done("recordConflict", **asked, since=since, until=town.clock.now().isoformat())
    town.as_("admin").done("appointNeutral", **given)


def test_who_is_away_is_not_appointed(town: Town) -> None:
    case = to_appoint(town)
    now = town.clock.now()
    away = {"since": now.isoformat(), "until": (now + timedelta(days=3)).isoformat()}
    town.as_("mediator").done("markAbsence", PROFILE, **away)
    assert candidates(town, case)[0]["against"] == ["they are away at present"]
    town.wait(days=1)
    town.as_("mediator").done("markAbsence", PROFILE)
    assert candidates(town, case)[0]["against"] == []


def test_only_registrars_write_and_only_they_and_the_neutral_read(town: Town) -> None:
    mine = person(town, "mediator")
    asked = "query ($p: ID) { neutralProfile(person: $p) { name } }"
    for name in ("buyer", "admin", "mediator", "decider"):
        caller = town.as_(name)
        assert caller.refused("describeNeutral", person=mine, languages=["en"]) == "NOT_ALLOWED"
        conflict = {"person": mine, "other": person(town, "buyer"), "reason": "x"}
        assert caller.refused("recordConflict", **conflict, since=town.clock.now().isoformat()) == "NOT_ALLOWED"
    assert town.as_("registrar").ask(asked, p=mine)["neutralProfile"]["name"] == "Mira Mitte"
    assert town.as_("mediator").ask(asked)["neutralProfile"]["name"] == "Mira Mitte"
    assert town.as_("buyer").refused("markAbsence") == "NOT_A_NEUTRAL"
    answer = town.as_("admin").post(asked, p=mine).json()
    assert answer["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"


def test_who_is_employed_by_the_marketplace_is_paid_by_it_on_the_record(town: Town) -> None:
    case = to_appoint(town)
    market = ids.encode("Marketplace", town.marketplace)
    town.as_("registrar").done("describeNeutral", person=person(town, "mediator"), languages=[], payer=market)
    given = {"case": case, "function": "MEDIATOR", "person": person(town, "mediator")}
    made = town.as_("admin").done("appointNeutral", "case { neutrals { payer appointer } }", **given)
    assert made["case"]["neutrals"] == [{"payer": "Kiezmarkt", "appointer": "MARKETPLACE"}]
