from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal

from odr.clerk import Clerk
from odr.notices import Parts
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.settings import Settings
from odr.store import Store
from tests.conftest import HandClock
from tests.core.given import FILED_AT, complaint
from tests.notices.world import Play, Post, populate


@pytest.fixture
def clock() -> HandClock:
    """Stands at the moment of the complaint."""
    return HandClock(FILED_AT)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def port(post: Post) -> Iterator[int]:
    """Where a real mail server listens on this machine."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(post.serving()) as port:
        yield port


@pytest.fixture
def parts(store: Store, clock: HandClock, port: int, tmp_path: Path) -> Parts:
    populate(store)
    settings = Settings(
        mode="development",
        data_dir=tmp_path,
        database_url="sqlite:///unused",
        public_url="https://disputes.example",
        smtp_url=f"smtp://127.0.0.1:{port}",
        mail_from="Dispute service <noreply@disputes.example>",
    )
    return Parts(settings, store, clock, Clerk(store, all_rulebooks()), (b"secret",))


@pytest.fixture
def play(parts: Parts, clock: HandClock) -> Play:
    """A case that was just filed; nothing of it was told yet."""
    parts.clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    clock.forward(timedelta(minutes=1))
    return Play(parts, clock)
