"""Dockets of the demo, in a store of each database, with what was signed of them kept outside."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from odr.app import open_house
from odr.custody.keys import LogKey
from odr.custody.log import latest, sign_all
from odr.custody.note import Checkpoint, opened
from odr.demo.load import load
from odr.schema.context import House
from odr.settings import Settings
from odr.store import Store
from tests.accounts.helpers import CountingHasher
from tests.conftest import HandClock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEY = LogKey("disputes.example", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


def held(store: Store) -> Checkpoint:
    """The last checkpoint, as somebody outside keeps it."""
    with store.read() as conn:
        last = latest(conn)
    assert last is not None
    return Checkpoint.parse(opened(last.note, KEY.verifier))


@dataclass(frozen=True)
class Logged:
    """A house with the demo, all of it signed."""

    house: House
    checkpoint: Checkpoint

    @property
    def store(self) -> Store:
        return self.house.store


@pytest.fixture(scope="module")
def logged(module_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Logged:
    """For tests that leave everything as it was."""
    data = tmp_path_factory.mktemp("demo")
    settings = Settings(mode="demo", data_dir=data, public_url="https://disputes.example")
    house = open_house(settings, module_store, HandClock(NOON), hasher=CountingHasher())
    load(house)
    sign_all(module_store, KEY, house.clock.now())
    return Logged(house, held(module_store))
