"""Rulebooks over the API: who writes, who publishes, what is found, and under which version a case opens."""

from typing import Any

import pytest

from odr.accounts.marketplaces import add_administrator, seller_of
from odr.accounts.organisations import MemberRole, join
from odr.accounts.principal import CONSOLE
from odr.schema import ids
from tests.rulebooks.texts import answer, layer
from tests.schema.house import Town, complaint

VERSION = "version { id name state hash text layer inForceFrom secondPerson draftedBy publishedBy announcedAt }"
FINDINGS = "findings { severity place what toDo }"
RULEBOOK = "query ($id: ID!) { case(id: $id) { rulebook { id name } } }"
NOTICES = "{ notices { edges { node { kind words case rulebook deliveries { channel state } } } } }"


def second_administrator(town: Town) -> None:
    """Svea administers the marketplace with Ada."""
    with town.store.write() as conn:
        add_administrator(conn, CONSOLE, town.marketplace, town.people["colleague"], town.clock.now())


@pytest.fixture
def town(town: Town) -> Town:
    second_administrator(town)
    return town


def market(town: Town) -> str:
    return ids.encode("Marketplace", town.marketplace)


def draft(town: Town, text: str, who: str = "admin", **more: Any) -> dict[str, Any]:
    made = town.as_(who).done("draftRulebook", f"{VERSION} {FINDINGS}", marketplace=market(town), text=text, **more)
    return dict(made["version"], findings=made["findings"])


def publish(town: Town, text: str, who: str = "colleague", **more: Any) -> dict[str, Any]:
    one = draft(town, text, **more)
    done = town.as_(who).done("publishRulebook", VERSION, draft=one["id"], hash=one["hash"])
    return dict(done["version"])


def rulebook_of(town: Town, case: str) -> str:
    return str(town.as_("buyer").ask(RULEBOOK, id=case)["case"]["rulebook"]["name"])


def test_a_draft_is_kept_and_its_findings_say_what_would_do(town: Town) -> None:
    one = draft(town, "[nothing")
    assert (one["state"], one["text"], one["name"]) == ("DRAFT", "[nothing", None)
    assert [found["severity"] for found in one["findings"]] == ["ERROR"]
    again = draft(town, layer(words='[complaint.answer]\nlimit = "soon"\n'), draft=one["id"], hash=one["hash"])
    assert again["id"] == one["id"]
    (found,) = again["findings"]
    assert found["place"] == "complaint.answer.limit"
    assert found["what"] == "A changed number names its own source and checked beside it."


def test_a_second_person_publishes_what_has_no_errors(town: Town) -> None:
    one = draft(town, layer(words=answer("5d")))
    assert town.as_("admin").refused("publishRulebook", draft=one["id"], hash=one["hash"]) == "SECOND_PERSON_NEEDED"
    done = town.as_("colleague").done("publishRulebook", VERSION, draft=one["id"], hash=one["hash"])["version"]
    assert (done["state"], done["name"], done["publishedBy"]) == ("PUBLISHED", "kiezmarkt/1", "Svea Holz")
    assert town.as_("admin").refused("draftRulebook", marketplace=market(town), draft=one["id"], text="x = 1") == (
        "ALREADY_DONE"
    )


def test_what_has_errors_is_refused_with_its_findings(town: Town) -> None:
    one = draft(town, layer(words='[complaint.answer]\nlimit = "5d"\n'))
    told = town.as_("colleague").act("publishRulebook", FINDINGS, draft=one["id"], hash=one["hash"])
    assert [error["code"] for error in told["userErrors"]] == ["RULEBOOK_HAS_ERRORS"]
    assert [found["place"] for found in told["findings"]] == ["complaint.answer.limit"]


def test_nobody_publishes_what_they_have_not_read(town: Town) -> None:
    one = draft(town, layer())
    draft(town, layer(words=answer("5d")), draft=one["id"])
    assert town.as_("colleague").refused("publishRulebook", draft=one["id"], hash=one["hash"]) == "DRAFT_CHANGED"


def test_a_draft_can_be_taken_back(town: Town) -> None:
    one = draft(town, layer())
    gone = town.as_("colleague").done("withdrawRulebookDraft", VERSION, draft=one["id"])["version"]
    assert gone["state"] == "WITHDRAWN"
    assert town.as_("colleague").refused("publishRulebook", draft=one["id"], hash=one["hash"]) == "ALREADY_DONE"


def test_acts_on_rulebooks_are_done_once_for_each_key(town: Town) -> None:
    said = {"marketplace": market(town), "text": layer(), "idempotencyKey": "k-1"}
    first = town.as_("admin").done("draftRulebook", VERSION, **said)
    again = town.as_("admin").done("draftRulebook", VERSION, **said)
    assert (again["version"]["id"], again["replayed"]) == (first["version"]["id"], True)
    assert town.as_("admin").refused("draftRulebook", **said | {"text": "x = 1"}) == "KEY_REUSED"


@pytest.mark.parametrize("who", ["stranger", "buyer", "registrar"])
def test_others_do_not_learn_that_there_is_a_draft(town: Town, who: str) -> None:
    one = draft(town, layer())
    asked = town.as_(who).post("query ($id: ID!) { rulebookVersion(id: $id) { text } }", id=one["id"]).json()
    assert asked["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert town.as_(who).refused("publishRulebook", draft=one["id"], hash=one["hash"]) == "NOT_FOUND"
    assert town.as_(who).refused("draftRulebook", marketplace=market(town), text="x = 1") == "NOT_FOUND"


def test_a_text_that_is_too_long_is_refused(town: Town) -> None:
    assert town.as_("admin").refused("draftRulebook", marketplace=market(town), text="#" * 65_537) == "INVALID_INPUT"
    assert draft(town, "#" * 65_536)["state"] == "DRAFT"


def test_versions_are_listed_newest_first(town: Town) -> None:
    draft(town, layer())
    town.wait(minutes=1)
    publish(town, layer(name="kiezmarkt/2"))
    listed = "query ($at: ID!) { rulebookVersions(marketplace: $at) { edges { node { name state } } } }"
    edges = town.as_("admin").ask(listed, at=market(town))["rulebookVersions"]["edges"]
    assert [(one["node"]["name"], one["node"]["state"]) for one in edges] == [
        ("kiezmarkt/2", "PUBLISHED"),
        ("kiezmarkt/1", "DRAFT"),
    ]


DIFFERENCES = """query ($a: ID!, $b: ID!) {
    rulebookDifferences(before: $a, after: $b) { place before after meaning language } }"""


def test_differences_and_drawing_speak_the_readers_language_where_the_rulebook_does(town: Town) -> None:
    town.as_("admin").done("updateProfile", name="Ada Markt", language="de", zone="Europe/Berlin")
    base, other = ids.encode("Rulebook", "odr-default/1"), ids.encode("Rulebook", "paypal-like/1")
    drawing = "query ($id: ID!) { simulateRulebook(rulebook: $id) { language drawing } }"
    for reader, language, words in ((town.as_("admin"), "de", "Abschnitte"), (town.nobody(), "en", "Stages")):
        changes = reader.ask(DIFFERENCES, a=base, b=other)["rulebookDifferences"]
        assert {one["language"] for one in changes} == {language}
        assert ("Das fällt weg." in {one["meaning"] for one in changes}) is (language == "de")
        drawn = reader.ask(drawing, id=base)["simulateRulebook"]
        assert drawn["language"] == language
        assert f">{words}<" in drawn["drawing"]


def test_what_a_draft_changes_is_told_against_any_rulebook(town: Town) -> None:
    one = draft(town, layer(words=answer("5d")))
    base = ids.encode("Rulebook", "odr-default/1")
    changes = town.as_("admin").ask(DIFFERENCES, a=base, b=one["id"])["rulebookDifferences"]
    told = {one["place"]: one for one in changes}
    limit = told["complaint.answer.limit"]
    assert (limit["before"], limit["after"], limit["meaning"]) == ("7d", "5d", "Less time for the respondent.")


def test_every_value_says_where_it_came_from(town: Town) -> None:
    publish(town, layer(words=answer("5d")))
    asked = "query ($id: ID!) { rulebookValues(rulebook: $id) { place value origin source checked } }"
    found = town.nobody().ask(asked, id=ids.encode("Rulebook", "kiezmarkt/1"))["rulebookValues"]
    values = {one["place"]: one for one in found}
    assert values["complaint.answer.limit"] == {
        "place": "complaint.answer.limit",
        "value": "5d",
        "origin": "kiezmarkt/1",
        "source": "terms of Kiezmarkt",
        "checked": False,
    }
    assert values["response.limit"]["origin"] == "odr-default/1"


def test_a_case_keeps_its_version_and_the_next_one_gets_the_new_one(town: Town) -> None:
    before = town.file()
    publish(town, layer(day="2026-03-03", words=answer("5d")))
    town.wait(hours=1)
    same_day = _next(town, "A-2")
    town.wait(days=1)
    after = _next(town, "A-3")
    assert [rulebook_of(town, one) for one in (before, same_day, after)] == [
        "odr-default/1",
        "odr-default/1",
        "kiezmarkt/1",
    ]


def _next(town: Town, number: str) -> str:
    made = town.as_("buyer").done("fileComplaint", "case { id }", **complaint(town.register(number=number)))
    return str(made["case"]["id"])


def test_a_seller_s_own_policy_and_a_region_lie_over_the_baseline(town: Town) -> None:
    order_id = town.register()
    organisation = _organisation(town)
    publish(town, layer(words=answer("5d")))
    publish(town, layer("region", "kiezmarkt-pl/1", "kiezmarkt/1"))
    policy = layer("seller", "holzhaus/1", "kiezmarkt/1", words=answer("2d"))
    _policy(town, policy, organisation)
    made = town.as_("buyer").done("fileComplaint", "case { id rulebook { id name } }", **complaint(order_id))
    assert made["case"]["rulebook"]["name"] == "kiezmarkt/1+kiezmarkt-pl/1+holzhaus/1"
    again = town.nobody().ask("query ($id: ID!) { rulebook(id: $id) { name } }", id=made["case"]["rulebook"]["id"])
    assert again["rulebook"]["name"] == made["case"]["rulebook"]["name"]


def _organisation(town: Town) -> str:
    """Holzhaus, for which Sven acts."""
    with town.store.write() as conn:
        found = seller_of(conn, town.marketplace, "s-77")
        assert found is not None
        join(conn, town.people["seller"], found.organisation, MemberRole.OWNER, town.clock.now())
    return ids.encode("Organisation", found.organisation)


def _policy(town: Town, text: str, organisation: str) -> None:
    one = draft(town, text, "seller", organisation=organisation)
    assert [found for found in one["findings"] if found["severity"] == "ERROR"] == []
    town.as_("admin").done("publishRulebook", VERSION, draft=one["id"], hash=one["hash"])


def test_a_seller_writes_no_policy_that_is_worse_and_none_for_others(town: Town) -> None:
    town.register()
    organisation = _organisation(town)
    worse = draft(town, layer("seller", "holzhaus/1", words=answer("9d")), "seller", organisation=organisation)
    assert "worse for the buyer" in worse["findings"][0]["what"]
    asked = {"marketplace": market(town), "organisation": organisation, "text": "x = 1"}
    assert town.as_("buyer").refused("draftRulebook", **asked) == "NOT_FOUND"
    listed = "query ($at: ID!) { rulebookVersions(marketplace: $at) { edges { node { name } } } }"
    draft(town, layer())
    edges = town.as_("seller").ask(listed, at=market(town))["rulebookVersions"]["edges"]
    assert [one["node"]["name"] for one in edges] == ["holzhaus/1"], "their own policy, not the marketplace's drafts"


JUDGED = "query ($id: ID!) { policyJudgements(version: $id) { place before after verdict } }"
DESKS = "{ sellerDesks { organisation organisationName marketplace marketplaceName seller rulebook } }"


def judged(town: Town, who: str, version: str) -> dict[str, tuple[str | None, str | None, str]]:
    found = town.as_(who).ask(JUDGED, id=version)["policyJudgements"]
    return {one["place"]: (one["before"], one["after"], one["verdict"]) for one in found}


def test_a_seller_reads_value_by_value_what_a_policy_is_for_the_buyer(town: Town) -> None:
    """Also of a policy that is refused: every value, not the first that is worse."""
    town.register()
    organisation = _organisation(town)
    refund = '[compliance.refund]\nlimit = "2wd"\nsource = "ours"\nchecked = false\n'
    words = f"{answer('9d')}\n[pause]\ncap_also_pauses = true\n\n{refund}"
    worse = draft(town, layer("seller", "holzhaus/1", words=words), "seller", organisation=organisation)
    told_of = judged(town, "seller", worse["id"])
    assert told_of["complaint.answer.limit"] == ("7d", "9d", "WORSE")
    assert told_of["compliance.refund.limit"] == ("5wd", "2wd", "AS_GOOD")
    assert told_of["pause.cap_also_pauses"][2] == "NOT_COMPARED"
    assert told_of["complaint.answer.source"][2] == "GOES_ALONG"
    assert judged(town, "admin", worse["id"]) == told_of
    asked = town.as_("buyer").post(JUDGED, id=worse["id"]).json()
    assert asked["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    unread = draft(town, "x = ", "seller", organisation=organisation)
    assert judged(town, "seller", unread["id"]) == {}


def test_a_seller_learns_where_a_policy_can_be_written_and_over_what(town: Town) -> None:
    town.register()
    organisation = _organisation(town)
    publish(town, layer(words=answer("5d")))
    assert town.as_("seller").ask(DESKS)["sellerDesks"] == [
        {
            "organisation": organisation,
            "organisationName": "Holzhaus GmbH",
            "marketplace": market(town),
            "marketplaceName": "Kiezmarkt",
            "seller": "s-77",
            "rulebook": "kiezmarkt/1",
        }
    ]
    assert town.as_("buyer").ask(DESKS)["sellerDesks"] == []


def told(town: Town, who: str) -> dict[str, Any]:
    """What somebody was told of rulebooks, by kind."""
    nodes = (edge["node"] for edge in town.as_(who).ask(NOTICES)["notices"]["edges"])
    return {one["kind"]: one for one in nodes if one["rulebook"]}


def test_sellers_and_the_sides_of_running_cases_are_told(town: Town) -> None:
    case = town.file()
    version = publish(town, layer(day="2026-03-03"))
    town.work()
    assert told(town, "buyer").keys() == {"rulebook_kept"}
    assert told(town, "seller").keys() == {"rulebook_changed", "rulebook_kept"}
    kept, changed = told(town, "buyer")["rulebook_kept"], told(town, "seller")["rulebook_changed"]
    assert kept["case"] == case
    assert "Nothing changes for case KM-2026-000001" in kept["words"]
    assert "Tuesday 3 March 2026" in kept["words"]
    assert (changed["case"], changed["rulebook"]) == (None, "kiezmarkt/1")
    assert told(town, "stranger") == {}
    read = town.as_("admin").ask("query ($id: ID!) { rulebookVersion(id: $id) { announcedAt } }", id=version["id"])
    assert read["rulebookVersion"]["announcedAt"] is not None


def test_who_is_told_is_told_once(town: Town) -> None:
    town.file()
    publish(town, layer())
    town.work()
    before = len(town.as_("seller").ask(NOTICES)["notices"]["edges"])
    town.work()
    assert len(town.as_("seller").ask(NOTICES)["notices"]["edges"]) == before


SIMULATED = """query ($id: ID!, $at: DateTime, $silent: [Actor!]) { simulateRulebook(rulebook: $id, filedAt: $at,
silent: $silent) { rulebook days ground steps { day who what how } frames { clause waitsFor lastDay } drawing } }"""


def test_a_draft_is_simulated_before_anybody_has_a_case_under_it(town: Town) -> None:
    """Filed on Monday 2 March: five days to answer end on Saturday and roll to the 9th."""
    one = draft(town, layer(words=answer("5d")))
    said = {"id": one["id"], "at": "2026-03-02T11:00:00Z", "silent": ["RESPONDENT"]}
    found = town.as_("admin").ask(SIMULATED, **said)["simulateRulebook"]
    assert found["rulebook"] == "kiezmarkt/1"
    assert {"clause": "complaint.answer", "waitsFor": ["RESPONDENT"], "lastDay": "2026-03-09"} in found["frames"]
    assert found["drawing"].startswith("<svg")


def test_a_simulation_names_who_can_be_silent(town: Town) -> None:
    base = ids.encode("Rulebook", "odr-default/1")
    answered = town.nobody().post(SIMULATED, id=base, silent=["SERVICE"]).json()
    assert "COMPLAINANT, RESPONDENT" in answered["errors"][0]["message"]
    assert town.nobody().ask(SIMULATED, id=base)["simulateRulebook"]["ground"] is not None
