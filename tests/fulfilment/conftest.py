"""What the tests of carrying out share."""

import pytest

from odr.clerk import Clerk
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import complaint
from tests.fulfilment.world import World


@pytest.fixture
def world(store: Store) -> World:
    clerk = Clerk(store, all_rulebooks())
    clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    return World(store, clerk)
