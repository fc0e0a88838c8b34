"""What was settled and not done: who is owed it takes the record and proof of it to a court, and nobody else does."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime

import pytest

from odr.custody import verify_proof
from odr.custody.keys import log_key
from odr.custody.log import sign_all
from odr.schema import ids
from odr.store import Store
from tests.conftest import HandClock
from tests.journey.city import City
from tests.schema.house import remedy
from tests.schema.test_journey import escalated, read

PATH = "enforcementPath"


@pytest.fixture
def city(store: Store, tmp_path_factory: pytest.TempPathFactory) -> City:
    return City(store, HandClock(datetime(2026, 3, 2, 12, tzinfo=UTC)), tmp_path_factory.mktemp("city"))


def settled(city: City) -> str:
    """A refund was agreed after an offer in confidence; nothing was paid yet."""
    case = escalated(city)
    city.as_("buyer").done("sendMessage", case=case, room="WITHOUT_PREJUDICE", words="I would take sixty.")
    offer = city.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[remedy("60.00")])["offer"]
    city.as_("buyer").done("acceptOffer", case=case, offer=offer["id"], effectUnderstood=True)
    city.work()
    return case


def fetched(city: City, who: str, case: str) -> tuple[int, zipfile.ZipFile | None]:
    answer = city.fetch("GET", f"/enforcement/{ids.local(case, 'Case')}.zip", city.as_(who).bearer)
    found = zipfile.ZipFile(io.BytesIO(answer.content)) if answer.status_code == 200 else None
    return answer.status_code, found


def test_nobody_takes_it_before_its_time_is_over_or_who_is_not_owed(city: City) -> None:
    case = settled(city)
    assert fetched(city, "buyer", case)[0] == 404
    assert read(city.as_("buyer"), case, PATH)[PATH] is None
    city.wait(days=10)
    for who in ("seller", "admin", "registrar", "regulator", "stranger"):
        assert fetched(city, who, case)[0] == 404, who
    for who in ("seller", "admin"):
        assert read(city.as_(who), case, PATH)[PATH] is None
    assert read(city.as_("buyer"), case, PATH)[PATH] == f"/enforcement/{ids.local(case, 'Case')}.zip"
    assert fetched(city, "buyer", case)[0] == 200


def test_what_was_done_late_is_owed_no_more(city: City) -> None:
    case = settled(city)
    city.wait(days=10)
    (line,) = read(city.as_("buyer"), case, "compensation { lines { id } }")["compensation"]["lines"]
    asked = {"case": case, "line": line["id"], "reference": "r-1"}
    city.as_("admin").done("reportFulfilment", **asked, step="SETTLING")
    assert json.loads(taken(city, case).read("owed.json"))["onItsWay"] == "60.00"
    city.as_("admin").done("reportFulfilment", **asked, step="FULFILLED")
    assert fetched(city, "buyer", case)[0] == 404


def taken(city: City, case: str) -> zipfile.ZipFile:
    found = fetched(city, "buyer", case)[1]
    assert found is not None
    return found


def test_the_pack_holds_the_record_and_the_proof_and_nothing_said_in_confidence(city: City) -> None:
    case = settled(city)
    city.wait(days=10)
    city.work()
    key = log_key(city.house.settings)
    sign_all(city.store, key, city.clock.now())
    pack = taken(city, case)
    assert pack.namelist() == [
        *("README.txt", "record.pdf", "settlement.txt", "owed.txt", "owed.json", "notices.csv"),
        *("proofs.json", "verify_proof.py", "SHA256SUMS"),
    ]
    assert pack.read("record.pdf").startswith(b"%PDF-2.0")
    texts = {name: pack.read(name).decode() for name in pack.namelist() if not name.endswith(".pdf")}
    assert "A record proves, it does not bind." in texts["README.txt"]
    assert "the way to a court stays open" in texts["README.txt"]
    assert "60.00 EUR" in texts["settlement.txt"]
    assert "Not done in time." in texts["owed.txt"]
    assert "Still owed: 60.00 EUR" in texts["owed.txt"]
    figures = json.loads(texts["owed.json"])
    assert (figures["owed"], figures["paid"], figures["stillOwed"]) == ("60.00", "0.00", "60.00")
    assert [line["notDoneInTime"] for line in figures["lines"]] == [True]
    assert verify_proof.verify(json.loads(texts["proofs.json"]), str(key.verifier))
    assert not any("sixty" in words for words in texts.values())
    assert "MessageSent" not in texts["proofs.json"]
    assert "OfferMade" not in texts["proofs.json"]


def test_it_proves_what_both_sides_were_told_of_what_both_see(city: City) -> None:
    case = settled(city)
    city.wait(days=10)
    city.work()
    rows = list(csv.DictReader(io.StringIO(taken(city, case).read("notices.csv").decode())))
    told = {(row["to"], row["kind"]) for row in rows}
    assert {("Holzhaus GmbH", "invitation"), ("Holzhaus GmbH", "not_carried_out")} <= told
    assert {("Bożena Nowak", "settled"), ("Bożena Nowak", "not_carried_out")} <= told
    assert not {kind for _, kind in told} & {"offer", "message", "message_private"}
    assert {row["channel"] for row in rows} == {"EMAIL", "IN_APP"}
    assert not any("@" in cell for row in rows for cell in row.values())
