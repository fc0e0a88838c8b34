from pathlib import Path

import pytest

from odr.store import Store
from tests.conftest import HandClock
from tests.schema.house import Town


@pytest.fixture
def town(store: Store, clock: HandClock, tmp_path: Path) -> Town:
    """A service with its people, nothing registered yet; on each database."""
    return Town(store, clock, tmp_path)
