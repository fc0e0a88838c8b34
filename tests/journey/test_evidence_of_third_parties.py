"""What a third party hands in, and what it is given: files and links go by its own sight."""

from tests.journey.city import City
from tests.schema.test_journey import in_mediation, read
from tests.schema.test_third_parties import joined

FILES = "query ($id: ID!) { exhibitFiles(case: $id) { exhibit state } }"


def test_what_it_hands_in_is_its_own_until_it_states_something_with_it(city: City) -> None:
    case = in_mediation(city)
    joined(city, case)
    exhibit = city.hand_in("stranger", case)
    wanted = "exhibits { id number side thirdParty disclosed }"
    assert read(city.as_("buyer"), case, wanted)["exhibits"] == []
    (draft,) = read(city.as_("stranger"), case, wanted)["exhibits"]
    assert (draft["id"], draft["number"], draft["side"], draft["disclosed"]) == (exhibit, None, None, False)
    assert city.as_("stranger").refused("discloseExhibit", case=case, exhibit=exhibit) == "NOT_ALLOWED"
    said = {"case": case, "words": "See the scan.", "exhibits": [exhibit]}
    made = city.as_("stranger").done("giveThirdPartyStatement", "statement { number exhibits }", **said)
    for who in ("buyer", "seller", "mediator"):
        (one,) = read(city.as_(who), case, wanted)["exhibits"]
        assert (one["number"], one["thirdParty"]) == (made["statement"]["exhibits"][0], draft["thirdParty"])
    link = {"case": case, "exhibit": exhibit}
    for who in ("stranger", "mediator"):
        city.as_(who).done("createEvidenceLink", "link { url }", **link)
    for who in ("buyer", "seller"):
        assert city.as_(who).refused("createEvidenceLink", **link) == "ORIGINAL_NOT_FOR_YOU"
        (file,) = city.as_(who).ask(FILES, id=case)["exhibitFiles"]
        assert file == {"exhibit": exhibit, "state": "PENDING"}
    assert read(city.as_("admin"), case, wanted)["exhibits"] == []


def test_a_side_gives_it_an_exhibit_with_a_question(city: City) -> None:
    case = in_mediation(city)
    third = joined(city, case)
    exhibit = city.hand_in("buyer", case)
    city.as_("buyer").done("discloseExhibit", case=case, exhibit=exhibit)
    link = {"case": case, "exhibit": exhibit}
    assert city.as_("stranger").refused("createEvidenceLink", **link) == "NOT_FOUND"
    asked = {"case": case, "thirdParty": third, "words": "Is this your label?", "shown": ["C-1"]}
    assert city.as_("seller").refused("askThirdParty", **asked) == "EXHIBIT_UNKNOWN"
    city.as_("buyer").done("askThirdParty", **asked)
    assert city.as_("stranger").refused("createEvidenceLink", **link) == "ORIGINAL_NOT_FOR_YOU"
    assert city.as_("stranger").ask(FILES, id=case)["exhibitFiles"] == [{"exhibit": exhibit, "state": "PENDING"}]
