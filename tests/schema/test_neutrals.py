"""What the service knows of neutrals, over GraphQL, and what it means for who is appointed."""

from datetime import timedelta
from typing import Any

from odr.accounts.principal import CONSOLE, ServiceRole
from odr.accounts.roles import grant_role
from odr.schema import ids
from tests.schema.house import Town
from tests.schema.test_journey import decided, escalated, in_mediation, read

CANDIDATES = """query ($case: ID!) { neutrals(case: $case, function: MEDIATOR)
  { person name openCases languages awayFrom awayUntil speaks knows against } }"""
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


def test_what_neutrals_say_of_themselves_the_desk_sees(town: Town) -> None:
    case = to_appoint(town)
    away = {"since": "2026-03-07T00:00:00.000000Z", "until": "2026-03-10T00:00:00.000000Z"}
    made = town.as_("mediator").done("stateLanguages", PROFILE, languages=["en", "pl"])
    assert made["profile"]["languages"] == ["en", "pl"]
    assert town.as_("mediator").refused("stateLanguages", languages=["english please"]) == "LANGUAGE_NOT_VALID"
    town.as_("mediator").done("markAbsence", PROFILE, **away)
    (found,) = candidates(town, case)
    assert (found["speaks"], found["languages"]) == (True, ["en", "pl"])
    assert (found["awayFrom"], found["awayUntil"]) == (away["since"], away["until"])


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


def test_a_conflict_names_a_person_by_address_and_the_payer_can_be_named_again(town: Town) -> None:
    mediator, registrar = person(town, "mediator"), town.as_("registrar")
    asked = {"person": mediator, "reason": "A cousin.", "since": town.clock.now().isoformat()}
    made = registrar.done("recordConflict", PROFILE, **asked, otherEmail="buyer@example.org")
    assert [one["name"] for one in made["profile"]["conflicts"]] == ["Bożena Nowak"]
    assert registrar.refused("recordConflict", **asked, otherEmail="nobody@example.org") == "NOT_FOUND"
    assert registrar.refused("recordConflict", **asked) == "INVALID_INPUT"
    both = {"otherEmail": "buyer@example.org", "other": person(town, "buyer")}
    assert registrar.refused("recordConflict", **asked, **both) == "INVALID_INPUT"
    payer = ids.encode("Marketplace", town.marketplace)
    said = {"person": mediator, "languages": ["en"], "payer": payer}
    made = registrar.done("describeNeutral", "profile { payer payerId }", **said)
    assert made["profile"] == {"payer": "Kiezmarkt", "payerId": payer}


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
    assert town.as_("buyer").refused("markAbsence") == "NOT_ALLOWED"
    assert town.as_("buyer").refused("stateLanguages", languages=["en"]) == "NOT_ALLOWED"
    answer = town.as_("admin").post(asked, p=mine).json()
    assert answer["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"


def test_who_is_employed_by_the_marketplace_is_paid_by_it_on_the_record(town: Town) -> None:
    case = to_appoint(town)
    market = ids.encode("Marketplace", town.marketplace)
    town.as_("registrar").done("describeNeutral", person=person(town, "mediator"), languages=[], payer=market)
    given = {"case": case, "function": "MEDIATOR", "person": person(town, "mediator")}
    made = town.as_("admin").done("appointNeutral", "case { neutrals { payer appointer } }", **given)
    assert made["case"]["neutrals"] == [{"payer": "Kiezmarkt", "appointer": "MARKETPLACE"}]


SEEN = """case { stage neutrals { name active disclosures { circumstances nothing } }
  objections { id side name reasons sustained answer } }"""


def test_a_side_objects_and_the_administrator_replaces_the_neutral(town: Town) -> None:
    case = in_mediation(town)
    said = town.as_("mediator").done("discloseCircumstances", SEEN, case=case, circumstances="I bought a lamp there.")
    assert said["case"]["neutrals"][0]["disclosures"] == [{"circumstances": "I bought a lamp there.", "nothing": False}]
    made = town.as_("buyer").done("objectToNeutral", SEEN, case=case, reasons="They are a customer.")
    (objection,) = made["case"]["objections"]
    assert (objection["side"], objection["name"], objection["sustained"]) == ("COMPLAINANT", "Mira Mitte", None)
    asked = {"case": case, "objection": objection["id"], "reasons": "So it is."}
    assert town.as_("seller").refused("decideObjection", **asked, sustained=True) == "NOT_ALLOWED"
    done = town.as_("admin").done("decideObjection", SEEN, **asked, sustained=True)
    assert (done["case"]["stage"], done["case"]["neutrals"][0]["active"]) == ("MEDIATOR_APPOINTMENT", False)
    (objection,) = done["case"]["objections"]
    assert (objection["sustained"], objection["answer"]) == (True, "So it is.")


def test_who_recuses_themselves_sees_the_case_no_more(town: Town) -> None:
    case = in_mediation(town)
    done = town.as_("mediator").done("recuseNeutral", "case { id }", case=case, reasons="I know the seller.")
    assert done["case"] is None
    assert read(town.as_("buyer"), case, "stage")["stage"] == "MEDIATOR_APPOINTMENT"


def test_a_case_is_handed_over_once_the_neutral_says_that_they_are_away(town: Town) -> None:
    case = in_mediation(town)
    asked = {"case": case, "reasons": "They are ill."}
    assert town.as_("admin").refused("handOverCase", **asked) == "NOT_AWAY"
    now = town.clock.now()
    away = {"since": now.isoformat(), "until": (now + timedelta(days=3)).isoformat()}
    town.as_("mediator").done("markAbsence", **away)
    done = town.as_("admin").done("handOverCase", "case { stage }", **asked)
    assert done["case"]["stage"] == "MEDIATOR_APPOINTMENT"


def test_a_reviewer_who_is_done_is_told_so_though_they_see_the_case_no_more(town: Town) -> None:
    case = decided(town)
    town.as_("seller").done("askReview", case=case, ground="MANIFEST_ERROR", reasons="Look again.")
    with town.store.write() as conn:
        grant_role(conn, CONSOLE, town.people["stranger"], ServiceRole.DECISION_MAKER, town.clock.now())
    given = {"case": case, "function": "REVIEWER", "person": person(town, "stranger")}
    town.as_("admin").done("appointNeutral", **given)
    asked = {"case": case, "result": "CONFIRMED", "reasons": "It is right."}
    assert town.as_("stranger").done("decideReview", "case { id }", **asked)["case"] is None
