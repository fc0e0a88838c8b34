"""Checkpoints and proofs as programs ask for them; the program that stands alone checks the answers."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from odr.app import assemble, open_house
from odr.custody import verify_proof
from odr.custody.keys import log_key
from odr.custody.log import sign_all
from odr.rulebooks import DEFAULT
from odr.schema.context import House
from odr.schema.schema import schema
from odr.settings import Settings
from odr.store import Store
from tests.accounts.browser import ORIGIN, Caller
from tests.conftest import HandClock
from tests.core.given import complaint
from tests.evidence.test_over_http import CASE_ID, NOW, principal

PROOFS = """query ($case: ID!) { inclusionProofs(case: $case) {
  text publicKey proofs { entry envelope place index path } } }"""
CHECKPOINT = "query ($since: Int) { checkpoint(since: $since) { text publicKey size growth } }"


@pytest.fixture
def house(store: Store, tmp_path: Path) -> House:
    settings = Settings(mode="demo", data_dir=tmp_path, worker=False, public_url=ORIGIN)
    house = open_house(settings, store, HandClock(NOW))
    house.clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    return house


@pytest.fixture
def app(house: House) -> Starlette:
    known = replace(house, identify=lambda credential, at: principal(credential.secret))
    return assemble(known, schema())


def sign(house: House, hours: int) -> None:
    sign_all(house.store, log_key(house.settings), NOW + timedelta(hours=hours))


def test_proofs_are_for_who_sees_the_case(house: House, app: Starlette) -> None:
    buyer, seller, stranger = (Caller(app, person) for person in ("buyer", "seller-person", "stranger"))
    assert buyer.ask(PROOFS, case=CASE_ID) == {"inclusionProofs": None}
    sign(house, 0)
    answer = buyer.ask(PROOFS, case=CASE_ID)
    assert verify_proof.verify(answer, answer["inclusionProofs"]["publicKey"]) == list(range(1, 10))
    assert seller.ask(PROOFS, case=CASE_ID)["inclusionProofs"]["proofs"]
    refused = stranger.post(PROOFS, case=CASE_ID).json()
    assert refused["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_anybody_sees_that_the_log_only_grew(house: House, app: Starlette) -> None:
    anybody = Caller(app)
    assert anybody.ask(CHECKPOINT) == {"checkpoint": None}
    sign(house, 0)
    first: Any = anybody.ask(CHECKPOINT)["checkpoint"]
    assert (first["size"], first["growth"]) == (16, [])
    order = replace(complaint().order, id="order-2")
    house.clerk.open("KE", lambda number: complaint(case="case-2", number=number, order=order), DEFAULT)
    sign(house, 1)
    grown = anybody.ask(CHECKPOINT, since=16)
    key = first["publicKey"]
    assert verify_proof.verify_growth(grown, first["text"], key) == (16, 32)
    forged = grown["checkpoint"] | {"growth": ["00" * 32]}
    with pytest.raises(verify_proof.Wrong):
        verify_proof.verify_growth(forged, first["text"], key)


@pytest.mark.parametrize("since", [0, -1, 17])
def test_the_log_did_not_grow_from_what_never_was(house: House, app: Starlette, since: int) -> None:
    sign(house, 0)
    refused = Caller(app).post(CHECKPOINT, since=since).json()
    assert "1 to 16" in refused["errors"][0]["message"]
