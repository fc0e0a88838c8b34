"""A real service with its demo, Chromium, and people who come with browsers of their own."""

import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, StorageState, expect, sync_playwright

from odr.demo.people import DemoPerson
from odr.demo.service import Running, serving
from tests.browser.visitor import DESKTOP, Visitor
from tests.conftest import DemoFolder

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "The tests of the web interface drive Chromium, and none is here. Install it: "
    "sudo apt-get install --no-install-recommends chromium-headless-shell (or run scripts/setup --tests)"
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PATIENCE_MS = 15_000
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tells with a failure what everybody had before them."""
    report = yield
    if call.when == "call" and report.failed and isinstance(item, pytest.Function):
        people = item.funcargs.get("people")
        if isinstance(people, People):
            report.sections.append(("what everybody had before them", people.keep()))
    return report


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium with a new profile. It ends with this folder: its loop would disturb other tests."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.fail(MISSING)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture(scope="package")
def service(demo_folder: DemoFolder) -> Iterator[Running]:
    """The service with the demo's disputes as they are when it begins: nobody moves its clock."""
    with serving(demo_folder("service")) as running:
        yield running


@pytest.fixture
def base_url(service: Running) -> str:
    """The address as it is written in mails."""
    return service.url.replace("127.0.0.1", "localhost")


Sessions = dict[tuple[str, DemoPerson], StorageState]


@pytest.fixture(scope="package")
def sessions() -> Sessions:
    """Who signed in at which service: everybody does once, by the form, and stays so in later tests."""
    return {}


class People:
    """Everybody who came in one test, each with a browser context of their own."""

    def __init__(self, browser: Browser, base_url: str, folder: Path, sessions: Sessions) -> None:
        self.browser = browser
        self.base_url = base_url
        self.folder = folder
        self.sessions = sessions
        self.here: list[Visitor] = []

    def come(self, who: DemoPerson | None = None, name: str = "", **how: Any) -> Visitor:
        """Somebody opens a browser, and signs in unless they are nobody yet."""
        how = {"viewport": DESKTOP, "locale": "en-GB", "timezone_id": "Europe/Berlin", "reduced_motion": "reduce"} | how
        known = self.sessions.get((self.base_url, who)) if who else None
        context = self.browser.new_context(base_url=self.base_url, storage_state=known, **how)
        context.set_default_timeout(PATIENCE_MS)
        visitor = Visitor(name or (who.name if who else "somebody"), context.new_page())
        self.here.append(visitor)
        if who and known is None:
            visitor.sign_in(who)
            self.sessions[self.base_url, who] = context.storage_state()
        return visitor

    def keep(self) -> str:
        """What is on every page now, told and kept as files."""
        return "\n\n".join(_kept(visitor, self.folder) for visitor in self.here)

    def leave(self) -> None:
        for visitor in self.here:
            visitor.page.context.close()


def _kept(visitor: Visitor, folder: Path) -> str:
    try:
        return visitor.keep(folder)
    except Error as error:
        return f"{visitor.name}: nothing could be kept, {error.message}"


@pytest.fixture
def people(browser: Browser, base_url: str, tmp_path: Path, sessions: Sessions) -> Iterator[People]:
    """Lets people come; afterwards no console may have complained."""
    gathered = People(browser, base_url, tmp_path, sessions)
    yield gathered
    troubles = [f"{visitor.name}: {trouble}" for visitor in gathered.here for trouble in visitor.troubles]
    gathered.leave()
    assert not troubles, "\n".join(troubles)
