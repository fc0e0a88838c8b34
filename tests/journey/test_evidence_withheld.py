"""What is confidential, given to the mediator only, or noted for oneself: nobody else's pages tell of it."""

from typing import Any

from tests.journey.city import City
from tests.schema.reading import CASE as EVERYTHING
from tests.schema.reading import CASES
from tests.schema.test_journey import appoint, in_mediation, read

EXHIBITS = "exhibits { id number name summary disclosed room noteRooms }"
CLAIMS = "confidentialityClaims { id exhibit open granted ruling summary }"
NOTICES = "{ notices { edges { node { kind title words } } } }"


def pages(city: City, case: str, *people: str) -> list[bytes]:
    asked = [(EVERYTHING, {"id": case}), (CASES, {"first": 20}), (NOTICES, {})]
    return [city.as_(who).post(page, **values).content for who in people for page, values in asked]


def collecting(city: City) -> str:
    case = in_mediation(city)
    city.as_("mediator").done("endMediation", case=case)
    city.as_("buyer").done("requestDecision", case=case)
    appoint(city, case, "DECIDER")
    return case


def claim(city: City, case: str, exhibit: str, **more: Any) -> str:
    asked = {"case": case, "exhibit": exhibit, "reasons": "It names my other customers.", "summary": "Twelve lamps."}
    made = city.as_("seller").done("claimConfidentiality", "claim { id open }", **asked | more)["claim"]
    assert made["open"]
    return str(made["id"])


def test_a_confidential_exhibit_leaves_no_trace_until_its_summary_stands_in_its_place(city: City) -> None:
    case = collecting(city)
    city.work()
    others = ("buyer", "mediator", "admin", "registrar", "stranger")
    before = pages(city, case, *others)
    exhibit = city.hand_in("seller", case)
    waiting = claim(city, case, exhibit)
    city.work()
    assert pages(city, case, *others) == before
    link = {"case": case, "exhibit": exhibit}
    for who in others:
        assert city.as_(who).refused("createEvidenceLink", **link) == "NOT_FOUND"
    decider = city.as_("decider")
    (seen,) = read(decider, case, EXHIBITS)["exhibits"]
    assert (seen["name"], seen["disclosed"], seen["room"]) == ("crack.png", False, "CONFIDENTIAL_RESPONDENT")
    decider.done("createEvidenceLink", "link { url }", **link)
    ruling = {"case": case, "claim": waiting, "granted": True, "reasons": "They are no party here."}
    assert city.as_("buyer").refused("ruleOnConfidentiality", **ruling) == "NOT_ALLOWED"
    decider.done("ruleOnConfidentiality", **ruling)
    (instead,) = read(city.as_("buyer"), case, EXHIBITS)["exhibits"]
    assert (instead["number"], instead["summary"], instead["name"]) == ("R-1", "Twelve lamps.", None)
    assert instead["id"] != exhibit
    assert read(city.as_("buyer"), case, CLAIMS)["confidentialityClaims"] == []
    for named in (exhibit, instead["id"]):
        assert city.as_("buyer").refused("createEvidenceLink", case=case, exhibit=named) == "NOT_FOUND"
    told = city.as_("seller").ask(CLAIMS_OF, id=case)["case"]["confidentialityClaims"]
    assert [(one["granted"], one["ruling"]) for one in told] == [(True, "They are no party here.")]


CLAIMS_OF = f"query ($id: ID!) {{ case(id: $id) {{ {CLAIMS} }} }}"


def test_what_is_denied_is_shown_to_nobody(city: City) -> None:
    case = collecting(city)
    city.work()
    before = pages(city, case, "buyer")
    waiting = claim(city, case, city.hand_in("seller", case))
    ruling = {"case": case, "claim": waiting, "granted": False, "reasons": "Nothing in it is secret."}
    city.as_("decider").done("ruleOnConfidentiality", **ruling)
    city.work()
    assert pages(city, case, "buyer") == before


def test_an_exhibit_for_the_mediator_only(city: City) -> None:
    case = in_mediation(city)
    city.work()
    others = ("seller", "admin", "registrar", "stranger")
    before = pages(city, case, *others)
    exhibit = city.hand_in("buyer", case, inCaucus=True)
    city.work()
    assert pages(city, case, *others) == before
    (seen,) = read(city.as_("mediator"), case, EXHIBITS)["exhibits"]
    assert (seen["disclosed"], seen["room"]) == (False, "CAUCUS_COMPLAINANT")
    city.as_("mediator").done("createEvidenceLink", "link { url }", case=case, exhibit=exhibit)
    assert city.as_("seller").refused("createEvidenceLink", case=case, exhibit=exhibit) == "NOT_FOUND"


def test_a_note_is_read_where_it_was_made(city: City) -> None:
    case = in_mediation(city)
    exhibit = city.hand_in("buyer", case)
    city.as_("buyer").done("discloseExhibit", case=case, exhibit=exhibit)
    city.work()
    before = pages(city, case, "buyer", "mediator", "admin")
    own = {"case": case, "exhibit": exhibit, "words": "Not our lamp.", "room": "OWN_RESPONDENT"}
    city.as_("seller").done("annotateExhibit", **own)
    city.work()
    assert pages(city, case, "buyer", "mediator", "admin") == before
    place = {"page": 1, "area": {"left": 1000, "top": 2000, "width": 500, "height": 500}}
    wanted = "note { id room page area { left top width height } words yours }"
    note = city.as_("seller").done("annotateExhibit", wanted, **own | {"room": None} | place)["note"]
    assert {name: note[name] for name in ("room", "page", "area")} == {"room": "OPEN", **place}
    german = {"case": case, "exhibit": exhibit, "words": "Vorsicht.", "language": "de", "translator": "J. Okafor"}
    city.as_("mediator").done("noteTranslation", **german)
    assert city.as_("mediator").refused("noteTranslation", **german | {"language": "?"}) == "LANGUAGE_NOT_VALID"
    found = read(city.as_("buyer"), case, "exhibitNotes { id what room language yours withdrawn }")["exhibitNotes"]
    assert [(one["what"], one["room"], one["language"], one["yours"]) for one in found] == [
        ("ANNOTATION", "OPEN", None, False),
        ("TRANSLATION", "WITHOUT_PREJUDICE", "de", False),
    ]
    back = {"case": case, "what": "ANNOTATION", "id": note["id"]}
    assert city.as_("buyer").refused("withdrawSubmission", **back) == "NOT_FOUND"
    city.as_("seller").done("withdrawSubmission", **back)
    assert read(city.as_("buyer"), case, "exhibitNotes { withdrawn }")["exhibitNotes"][0]["withdrawn"]


def test_a_redacted_copy_is_made_once_and_the_original_is_shown_to_nobody(city: City) -> None:
    case = in_mediation(city)
    exhibit = city.hand_in("seller", case)
    city.work()
    before = pages(city, case, "buyer", "mediator")
    asked = {"case": case, "exhibit": exhibit, "places": [{"page": 1}], "idempotencyKey": "k"}
    made, again = (city.as_("seller").done("redactExhibit", "exhibit { id redacted } replayed", **asked) for _ in "ab")
    assert (made["replayed"], again["replayed"]) == (False, True)
    assert made["exhibit"] == again["exhibit"]
    assert made["exhibit"]["redacted"]
    city.work()
    assert pages(city, case, "buyer", "mediator") == before
    assert city.as_("buyer").refused("redactExhibit", **asked) in ("NOT_FOUND", "NOTHING_TO_ANSWER")
    assert city.as_("seller").refused("discloseExhibit", case=case, exhibit=exhibit) == "EXHIBIT_IS_SEALED"
    city.as_("seller").done("discloseExhibit", case=case, exhibit=made["exhibit"]["id"])
    (shown,) = read(city.as_("buyer"), case, "exhibits { id number redacted sealed }")["exhibits"]
    assert shown == {"id": made["exhibit"]["id"], "number": "R-1", "redacted": True, "sealed": False}
    assert city.as_("buyer").refused("createEvidenceLink", case=case, exhibit=exhibit) == "NOT_FOUND"
