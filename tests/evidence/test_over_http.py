"""The whole way of an exhibit as programs meet it: GraphQL for the acts, PUT and GET for the bytes."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from odr.accounts.principal import Principal
from odr.app import assemble, open_house
from odr.evidence.renditions.making import make_renditions
from odr.evidence.routes import SAFELY, routes
from odr.rulebooks import DEFAULT
from odr.schema import ids
from odr.schema.context import House
from odr.schema.schema import schema
from odr.settings import Settings
from odr.store import Store
from tests.accounts.browser import ORIGIN, Caller
from tests.conftest import HandClock
from tests.core.given import complaint
from tests.evidence.helpers import CASE, NOW, PDF, digest, photograph

CASE_ID = ids.encode("Case", CASE)
ORGANISATIONS = {"buyer": frozenset[str](), "seller-person": frozenset({"holzhaus"}), "stranger": frozenset[str]()}
UPLOAD = "upload { id url protocol method headers { name value } state expiresAt sizeLimit }"
EXHIBIT = "exhibit { id number name sha256 mediaType size description disclosed }"
UNDER_WAY = "query ($case: ID!) { evidenceUploads(case: $case) { url state arrivedBytes } }"
FILES = """query ($id: ID!) { exhibitFiles(case: $id) {
    exhibit state renditions { id kind mediaType page width height } pages activeContent othersSee originalForYou
} }"""
Call = Callable[[str], Caller]


def principal(person: str) -> Principal:
    nobody: frozenset[Any] = frozenset()
    return Principal(person, ORGANISATIONS[person], nobody, nobody, nobody, "en", f"session of {person}")


@pytest.fixture
def house(store: Store, tmp_path: Path) -> House:
    settings = Settings(mode="demo", data_dir=tmp_path, worker=False, public_url=ORIGIN)
    return open_house(settings, store, HandClock(NOW))


@pytest.fixture
def app(house: House) -> Starlette:
    house.clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    known = replace(house, identify=lambda credential, at: principal(credential.secret))
    return assemble(known, schema(), routes(house.evidence, house.clock))


@pytest.fixture
def call(app: Starlette) -> Call:
    """Gives callers by the name of the person."""
    return lambda person: Caller(app, person)


def fetch(
    app: Starlette, method: str, url: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> httpx.Response:
    async def run() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return await client.request(method, url, content=body, headers=headers)

    return asyncio.run(run())


def begin(caller: Caller, body: bytes, **more: Any) -> Any:
    asked = {"case": CASE_ID, "filename": "crack.jpg", "declaredType": "image/jpeg", "sizeBytes": len(body)}
    return caller.done("createEvidenceUpload", UPLOAD, **asked | more)


def send(app: Starlette, upload: Any, body: bytes) -> int:
    """As the upload says."""
    headers = {one["name"]: one["value"] for one in upload["headers"]}
    return fetch(app, upload["method"], upload["url"], body, headers).status_code


def hand_in(app: Starlette, caller: Caller, body: bytes, **more: Any) -> Any:
    upload = begin(caller, body)["upload"]
    assert send(app, upload, body) == 204
    return caller.done("finalizeEvidenceUpload", f"{UPLOAD} {EXHIBIT} case {{ version }}", upload=upload["id"], **more)


def exhibits(caller: Caller) -> Any:
    document = "query ($id: ID!) { case(id: $id) { exhibits { id number disclosed } } }"
    return caller.ask(document, id=CASE_ID)["case"]["exhibits"]


def test_a_file_is_handed_in_disclosed_and_seen_by_the_other_side(app: Starlette, house: House, call: Call):
    body, buyer, seller = photograph(), call("buyer"), call("seller-person")
    done = hand_in(app, buyer, body, description="The crack.", sha256=digest(body))
    exhibit = done["exhibit"]
    assert {name: exhibit[name] for name in exhibit if name != "id"} == {
        "number": None,
        "name": "crack.jpg",
        "sha256": digest(body),
        "mediaType": "image/jpeg",
        "size": len(body),
        "description": "The crack.",
        "disclosed": False,
    }
    assert (done["upload"]["state"], done["upload"]["url"]) == ("AVAILABLE", None)
    assert exhibits(seller) == []
    shown = buyer.done("discloseExhibit", EXHIBIT, case=CASE_ID, exhibit=exhibit["id"])["exhibit"]
    assert (shown["number"], shown["disclosed"]) == ("C-1", True)
    assert [one["number"] for one in exhibits(seller)] == ["C-1"]
    assert seller.refused("createEvidenceLink", case=CASE_ID, exhibit=exhibit["id"]) == "ORIGINAL_NOT_FOR_YOU"
    assert make_renditions(house.evidence, NOW)
    (found,) = seller.ask(FILES, id=CASE_ID)["exhibitFiles"]
    shown = {"kind": "PICTURE", "mediaType": "image/webp", "page": 1, "width": 64, "height": 48}
    rendition = found["renditions"][0].pop("id")
    assert found == {
        "exhibit": exhibit["id"],
        "state": "READY",
        "renditions": [shown],
        "pages": None,
        "activeContent": [],
        "othersSee": "RENDITIONS",
        "originalForYou": False,
    }
    asked = {"case": CASE_ID, "exhibit": exhibit["id"], "rendition": rendition}
    link = seller.done("createEvidenceLink", "link { url expiresAt }", **asked)["link"]
    assert link["expiresAt"] == "2026-03-02T09:45:00.000000Z"
    answer = fetch(app, "GET", link["url"])
    assert (answer.headers["content-type"], answer.headers["content-disposition"]) == ("image/webp", "inline")
    assert {name: answer.headers[name] for name in SAFELY} == SAFELY
    link = buyer.done("createEvidenceLink", "link { url }", case=CASE_ID, exhibit=exhibit["id"])["link"]
    answer = fetch(app, "GET", link["url"])
    assert (answer.content, answer.headers["content-disposition"][:10]) == (body, "attachment")


CHECKLIST = "query ($id: ID!) { case(id: $id) { checklist { document title why complaints exhibits missing } } }"


def asked_for(caller: Caller) -> dict[str, Any]:
    return {one["document"]: one for one in caller.ask(CHECKLIST, id=CASE_ID)["case"]["checklist"]}


def test_the_checklist_says_what_is_asked_for_and_what_covers_it_to_each_reader(app: Starlette, call: Call):
    buyer, seller = call("buyer"), call("seller-person")
    exhibit = hand_in(app, buyer, photograph(), document="PHOTO")["exhibit"]["id"]
    known = asked_for(buyer)
    assert set(known) == {"ORDER_RECORD", "PHOTO", "PACKAGING_PHOTO", "DELIVERY_PROOF"}
    assert (known["PHOTO"]["exhibits"], known["PHOTO"]["missing"]) == ([exhibit], True)
    assert (known["PHOTO"]["complaints"], bool(known["PHOTO"]["why"])) == (["DAMAGED"], True)
    assert asked_for(seller)["PHOTO"]["exhibits"] == [], "a draft of the other side never shows"
    buyer.done("discloseExhibit", EXHIBIT, case=CASE_ID, exhibit=exhibit, document="PACKAGING_PHOTO")
    shown = asked_for(seller)
    assert (shown["PACKAGING_PHOTO"]["exhibits"], shown["PACKAGING_PHOTO"]["missing"]) == ([exhibit], False)
    assert shown["PHOTO"]["missing"]


def test_the_address_is_for_a_file_of_the_announced_size(call: Call):
    upload = begin(call("buyer"), PDF)["upload"]
    assert upload["url"].startswith(f"{ORIGIN}/evidence/uploads/")
    wanted = ("TUS", "PATCH", len(PDF), "UPLOADING")
    assert (upload["protocol"], upload["method"], upload["sizeLimit"], upload["state"]) == wanted
    assert [one["name"] for one in upload["headers"]] == ["Tus-Resumable", "Upload-Offset", "Content-Type"]
    assert upload["expiresAt"] == "2026-03-03T09:40:00.000000Z"


def test_repeats_are_answered_and_not_done_again(app: Starlette, call: Call):
    buyer = call("buyer")
    first, again = (begin(buyer, PDF, idempotencyKey="k") for _ in range(2))
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert first["upload"] == again["upload"]
    send(app, first["upload"], PDF)
    done, repeated = (
        buyer.done("finalizeEvidenceUpload", EXHIBIT, upload=first["upload"]["id"], idempotencyKey="f")
        for _ in range(2)
    )
    assert (done["replayed"], repeated["replayed"]) == (False, True)
    assert done["exhibit"] == repeated["exhibit"]
    other = begin(buyer, PDF)["upload"]
    send(app, other, PDF)
    assert buyer.refused("finalizeEvidenceUpload", upload=other["id"], idempotencyKey="f") == "KEY_REUSED"


@pytest.mark.parametrize("person", ["seller-person", "stranger"])
def test_what_is_invisible_answers_like_what_does_not_exist(app: Starlette, call: Call, person: str):
    done, caller = hand_in(app, call("buyer"), PDF), call(person)
    for act, asked in (
        ("finalizeEvidenceUpload", {"upload": done["upload"]["id"]}),
        ("createEvidenceLink", {"case": CASE_ID, "exhibit": done["exhibit"]["id"]}),
        ("discloseExhibit", {"case": CASE_ID, "exhibit": done["exhibit"]["id"]}),
    ):
        last = list(asked)[-1]
        unknown = asked | {last: ids.encode(ids.decode(asked[last]).type, "f" * 32)}
        answers = [caller.act(act, **one) for one in (asked, unknown, asked | {last: "nonsense"})]
        assert answers[0] == answers[1] == answers[2]
        assert answers[0]["userErrors"][0]["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sizeBytes": 0}, "FILE_IS_EMPTY"),
        ({"sizeBytes": 25 * 1024 * 1024 + 1}, "FILE_TOO_LARGE"),
        ({"filename": "  "}, "FILE_NAME_NOT_VALID"),
        ({"filename": "x" * 300}, "FILE_NAME_NOT_VALID"),
        ({"sha256": "abc"}, "HASH_NOT_VALID"),
        ({"declaredType": "a b"}, "TYPE_NOT_VALID"),
        ({"case": ids.encode("Case", "f" * 32)}, "NOT_FOUND"),
    ],
)
def test_what_cannot_be_right_is_refused_as_data(call: Call, changes: dict[str, Any], code: str):
    asked = {"case": CASE_ID, "filename": "crack.jpg", "declaredType": "image/jpeg", "sizeBytes": 10}
    assert call("buyer").refused("createEvidenceUpload", **asked | changes) == code


def test_a_page_called_a_picture_is_refused_with_a_way_out(app: Starlette, call: Call):
    buyer, body = call("buyer"), b"<html><script>alert(1)</script></html>"
    upload = begin(buyer, body)["upload"]
    assert buyer.refused("finalizeEvidenceUpload", upload=upload["id"]) == "NOTHING_ARRIVED"
    send(app, upload, body)
    (arrived,) = buyer.ask(UNDER_WAY, case=CASE_ID)["evidenceUploads"]
    assert arrived == {"url": upload["url"], "state": "QUARANTINED", "arrivedBytes": len(body)}, "it can be given up"
    assert buyer.refused("finalizeEvidenceUpload", upload=upload["id"]) == "KIND_NOT_ACCEPTED"
    assert buyer.ask(UNDER_WAY, case=CASE_ID)["evidenceUploads"] == []


def test_what_is_under_way_is_for_whoever_began_it(call: Call):
    begin(call("buyer"), PDF)
    assert [one["arrivedBytes"] for one in call("buyer").ask(UNDER_WAY, case=CASE_ID)["evidenceUploads"]] == [0]
    assert call("seller-person").ask(UNDER_WAY, case=CASE_ID)["evidenceUploads"] == []


def test_files_do_not_come_in_through_graphql(app: Starlette):
    async def run() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client:
            return await client.post("/graphql", files={"0": ("a.jpg", photograph())})

    assert asyncio.run(run()).status_code == 415


def test_a_file_that_waits_for_the_scanner_says_so(store: Store, tmp_path: Path):
    settings = Settings(mode="demo", data_dir=tmp_path, worker=False, public_url=ORIGIN, scanner="unix:/nowhere/clamd")
    house = open_house(settings, store, HandClock(NOW))
    house.clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    known = replace(house, identify=lambda credential, at: principal(credential.secret))
    app = assemble(known, schema(), routes(house.evidence, house.clock))
    buyer = Caller(app, "buyer")
    upload = begin(buyer, PDF)["upload"]
    assert send(app, upload, PDF) == 204
    wanted = "upload { state waits problem } exhibit { id } case { version }"
    done = buyer.done("finalizeEvidenceUpload", wanted, upload=upload["id"])
    assert done["upload"] == {"state": "QUARANTINED", "waits": True, "problem": None}
    assert done["exhibit"] is None
    under_way = buyer.ask("query ($case: ID!) { evidenceUploads(case: $case) { waits } }", case=CASE_ID)
    assert under_way == {"evidenceUploads": [{"waits": True}]}


SHEET = """query ($case: ID!, $exhibit: ID!) { custodySheet(case: $case, exhibit: $exhibit) {
  number name sha256 size withLog lines { by { role name you } kind entry purpose sentence at times until } } }"""


def custody(caller: Caller, exhibit: str) -> Any:
    return caller.ask(SHEET, case=CASE_ID, exhibit=exhibit)["custodySheet"]


def test_the_custody_sheet_tells_what_happened_to_an_exhibit(app: Starlette, house: House, call: Call):
    body, buyer, seller = photograph(), call("buyer"), call("seller-person")
    exhibit = hand_in(app, buyer, body)["exhibit"]["id"]
    buyer.done("discloseExhibit", "exhibit { number }", case=CASE_ID, exhibit=exhibit)
    assert make_renditions(house.evidence, NOW)
    rendition = seller.ask(FILES, id=CASE_ID)["exhibitFiles"][0]["renditions"][0]["id"]
    asked = {"case": CASE_ID, "exhibit": exhibit}
    link = seller.done("createEvidenceLink", "link { url }", **asked, rendition=rendition)["link"]["url"]
    assert fetch(app, "GET", link).status_code == 200
    own = custody(buyer, exhibit)
    assert (own["number"], own["sha256"], own["size"], own["withLog"]) == ("C-1", digest(body), len(body), True)
    assert [(line["by"]["role"], line["kind"] or line["purpose"]) for line in own["lines"]] == [
        ("COMPLAINANT", "ExhibitReceived"),
        ("COMPLAINANT", "ExhibitDisclosed"),
        ("SYSTEM", "INSPECTED"),
        ("SYSTEM", "RENDERED"),
        ("RESPONDENT", "LINKED"),
        ("RESPONDENT", "VIEWED"),
    ]
    viewed = own["lines"][-1]
    assert (viewed["sentence"], viewed["times"]) == ("opened it on the screen.", 1)
    assert viewed["until"] == viewed["at"]
    theirs = custody(seller, exhibit)
    assert theirs["withLog"] is False
    assert [line["kind"] for line in theirs["lines"]] == ["ExhibitDisclosed"]


def test_the_custody_sheet_of_what_is_not_disclosed_is_for_its_side_only(app: Starlette, call: Call):
    exhibit = hand_in(app, call("buyer"), photograph())["exhibit"]["id"]
    assert [line["kind"] for line in custody(call("buyer"), exhibit)["lines"]] == ["ExhibitReceived", None]
    for person in ("seller-person", "stranger"):
        answer = call(person).post(SHEET, case=CASE_ID, exhibit=exhibit).json()
        assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
