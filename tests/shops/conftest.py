"""A shop for the tests that ask for one; where there is none, they say why and are passed over."""

import os
from collections.abc import Iterator

import pytest

from odr.clerk import Clerk
from odr.migrate import migrate
from odr.rulebooks import all_rulebooks
from odr.store import Store
from tests.databases import Databases
from tests.shops.figures import figures
from tests.shops.office import Office
from tests.shops.programs import NoShop, installed
from tests.shops.receiver import SECRET, Receiver, receiving
from tests.shops.shop import Shop, Webhook, running_shop
from tests.shops.sold import Sold

FIGURES = pytest.StashKey[dict[str, list[str]]]()


@pytest.fixture(scope="session")
def shop_is_wanted() -> None:
    """Passes the test over unless shops are wanted and can be had."""
    if os.environ.get("ODR_TEST_SHOP") != "1":
        pytest.skip("needs a real shop: scripts/shop runs it, or ODR_TEST_SHOP=1")
    try:
        installed()
    except NoShop as reason:
        pytest.skip(f"there is no shop here: {reason}")


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    """Where the module's shop sends its webhooks."""
    with receiving() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def shop(
    request: pytest.FixtureRequest,
    shop_is_wanted: None,
    databases: Databases,
    receiver: Receiver,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Shop]:
    """A shop of the module's own, with its goods and at first no orders; at the end its figures are kept."""
    folder = tmp_path_factory.mktemp("shop")
    with running_shop(databases, folder, Webhook(receiver.url, SECRET)) as shop:
        yield shop
        request.config.stash.setdefault(FIGURES, {})[request.path.name] = figures(shop)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What the shops themselves say, after all tests of each file."""
    for name, lines in config.stash.get(FIGURES, {}).items():
        terminalreporter.write_sep("-", f"the figures of the shop of {name}")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="module")
def office(shop: Shop) -> Iterator[Office]:
    """The shop's back office, with all rights."""
    office = shop.office()
    yield office
    office.api.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def sold(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Sold]:
    store = Store(databases.copy(request.param, migrate))
    yield Sold(store, Clerk(store, all_rulebooks()))
    store.close()
