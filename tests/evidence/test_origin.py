"""An origin for files alone: nothing else is there, and they are nowhere else."""

from pathlib import Path

import pytest
from starlette.applications import Starlette

from odr.app import assemble, open_house
from odr.evidence.links import create_link
from odr.evidence.routes import routes
from odr.rulebooks import DEFAULT
from odr.schema.context import House
from odr.schema.schema import schema
from odr.settings import Settings
from odr.store import Store
from tests.conftest import HandClock
from tests.core.given import complaint
from tests.evidence.helpers import BUYER, CASE, NOW, TEXT
from tests.evidence.shown import handed_in, seen
from tests.evidence.test_routes import ask

PUBLIC, FILES = "https://disputes.example", "https://files.disputes.example"


@pytest.fixture
def house(store: Store, tmp_path: Path) -> House:
    settings = Settings(mode="demo", data_dir=tmp_path, worker=False, public_url=PUBLIC, evidence_url=FILES)
    house = open_house(settings, store, HandClock(NOW))
    house.clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    return house


@pytest.fixture
def app(house: House) -> Starlette:
    return assemble(house, schema(), routes(house.evidence, house.clock))


def test_links_lead_there_and_only_there(app: Starlette, house: House):
    exhibit = handed_in(house.evidence, TEXT)
    (one,) = seen(house.evidence, exhibit).renditions
    url = create_link(house.evidence, BUYER, CASE, exhibit, NOW, one.id).url
    assert url.startswith(f"{FILES}/evidence/files/")
    answer = ask(app, "GET", url)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (
        200,
        TEXT,
        "text/plain; charset=utf-8",
    )
    assert answer.headers["access-control-allow-origin"] == PUBLIC
    assert ask(app, "GET", url.replace(FILES, PUBLIC)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/graphql", "/cases/1", "/healthz", "/evidence/uploads/x", "/evidence/filesystem"]
)
def test_nothing_else_is_there(app: Starlette, path: str):
    for method in ("GET", "POST", "PATCH"):
        assert ask(app, method, FILES + path).status_code == 404


def test_pages_may_show_what_comes_from_there(app: Starlette):
    policy = ask(app, "GET", f"{PUBLIC}/healthz").headers["content-security-policy"]
    for directive in ("img-src 'self' blob: data:", "media-src 'self' blob:", "connect-src 'self'"):
        assert f"{directive} {FILES};" in policy
