"""A whole service with every route, as a stranger meets it."""

from pathlib import Path

import pytest

from odr.store import Store
from tests.conftest import HandClock
from tests.journey.city import City


@pytest.fixture
def city(store: Store, clock: HandClock, tmp_path: Path) -> City:
    """A service with its people and every door; on each database."""
    return City(store, clock, tmp_path)
