"""What the tests of carrying out share."""

from collections.abc import Iterator
from threading import Thread

import pytest

from odr.clerk import Clerk
from odr.fulfilment.vendure import Vendure
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import complaint
from tests.fulfilment.answering import Answering
from tests.fulfilment.world import World


@pytest.fixture
def world(store: Store) -> World:
    clerk = Clerk(store, all_rulebooks())
    clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    return World(store, clerk)


@pytest.fixture
def there() -> Iterator[Answering]:
    """A shop's API that answers what it is told."""
    server = Answering()
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def shop(there: Answering) -> Vendure:
    """The connector that works in it."""
    return Vendure(there.url, "a key")
