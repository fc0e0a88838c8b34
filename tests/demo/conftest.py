"""A house in demo mode over an empty store of each database."""

from pathlib import Path

import pytest

from odr.app import open_house
from odr.schema.context import House
from odr.settings import Settings
from odr.store import Store
from tests.accounts.helpers import CountingHasher
from tests.conftest import HandClock


@pytest.fixture
def house(store: Store, clock: HandClock, data_dir: Path) -> House:
    """The demo is not loaded yet."""
    settings = Settings(mode="demo", data_dir=data_dir, public_url="https://odr.example")
    return open_house(settings, store, clock, hasher=CountingHasher())
