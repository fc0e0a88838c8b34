"""What every test may ask for: a store on each database, and a clock that is set by hand."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from odr.demo.service import load_demo
from odr.migrate import migrate
from odr.store import Store
from tests.databases import Databases, empty

ENGINES = ("sqlite", "postgresql")

settings.register_profile("untimed", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
"""A busy machine makes no test fail."""


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Makes empty databases; the PostgreSQL server starts when the first one is asked for."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    yield made
    made.close()


DemoFolder = Callable[[str], Path]


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> DemoFolder:
    """A data folder of one's own with the demo: loaded by whoever asks first in this run, copied for everybody."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    made = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            load_demo(shared / "demo-loading")
            (shared / "demo-loading").rename(made)
    return lambda name: shutil.copytree(made, tmp_path_factory.mktemp(name) / "data")


@pytest.fixture(scope="module", params=ENGINES)
def module_store(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Store]:
    """A store with every table, fresh for the module, once per database."""
    store = databases.store(request.param)
    yield store
    store.close()


@pytest.fixture
def store(module_store: Store) -> Store:
    """A store with every table, all empty: the test runs on SQLite and on PostgreSQL."""
    empty(module_store)
    return module_store


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """The URL of a database without a single table, on SQLite and on PostgreSQL."""
    return databases.new(request.param)


@pytest.fixture(params=ENGINES)
def migrated_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """The URL of a database as the migrations make it, on SQLite and on PostgreSQL."""
    return databases.copy(request.param, migrate)


@pytest.fixture
def new_database(databases: Databases) -> Callable[[str], str]:
    """Makes one more empty database of the named engine and returns its URL."""
    return databases.new


@pytest.fixture
def open_store() -> Iterator[Callable[[str], Store]]:
    """Opens a store on a URL, for tests that need their own; closed after the test."""
    with ExitStack() as opened:
        yield lambda url: opened.enter_context(closing(Store(url)))


class HandClock:
    """A clock that stands still until the test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def forward(self, by: timedelta) -> datetime:
        self.at += by
        return self.at

    def advance(self, _connection: object, by: timedelta) -> None:
        self.at += by


@pytest.fixture
def clock() -> HandClock:
    """A clock standing at noon UTC on a Monday."""
    return HandClock(datetime(2026, 3, 2, 12, tzinfo=UTC))


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A folder for what the service keeps beside its database."""
    (tmp_path / "var").mkdir()
    return tmp_path / "var"
