"""What the tests of carriers share."""

from pathlib import Path

import pytest

from odr.store import Store
from tests.carriers.post import Post
from tests.conftest import HandClock


@pytest.fixture
def post(store: Store, clock: HandClock, tmp_path: Path) -> Post:
    return Post(store, clock, tmp_path)
