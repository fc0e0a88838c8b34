"""Somebody with a browser of their own: finds things like people do, by their labels and visible names."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from odr.demo.people import DemoPerson
from odr.demo.player import Json

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}

_CASES = "query { cases(first: 50) { edges { node { id title } } } }"


@dataclass
class Visitor:
    """One person, or nobody yet, at one page. `troubles` is what the browser's console complained about."""

    name: str
    page: Page
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(f"page error: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    @property
    def main(self) -> Locator:
        """What the page is about, without masthead and foot."""
        return self.page.get_by_role("main")

    @property
    def first_thing(self) -> Locator:
        """The box on top of a case: who acts next, and until when."""
        return self.main.locator("section[aria-labelledby=one-thing]")

    def is_pictured(self, region: str, name: str) -> None:
        """Keep a part of the page as a picture for the documentation, where ODR_TEST_PICTURES names a folder."""
        if folder := os.environ.get("ODR_TEST_PICTURES"):
            self.page.emulate_media(color_scheme="light")
            self.main.get_by_role("region", name=region, exact=True).screenshot(path=f"{folder}/{name}.png")

    # --- going about -------------------------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """Open an address of the service and wait until the page shows what it is about."""
        self.page.goto(path, wait_until="commit")
        expect(self.main.get_by_role("heading").first).to_be_visible()
        expect(self.page.get_by_text("Loading", exact=True)).to_have_count(0)

    def sign_in(self, who: DemoPerson) -> None:
        """By the form, as everybody does."""
        self.go("/sign-in")
        self.write("E-mail", who.email)
        self.write("Password", who.password)
        self.press("Sign in")
        expect(self.page.get_by_role("link", name="Account", exact=True)).to_be_visible()

    def heading(self, words: str) -> None:
        """Wait for the page with this heading."""
        expect(self.main.get_by_role("heading", level=1, name=words)).to_be_visible()

    # --- acting ------------------------------------------------------------------------------------------------

    def press(self, name: str, inside: Locator | None = None) -> None:
        """A button with exactly this name."""
        (inside or self.main).get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str | re.Pattern[str], inside: Locator | None = None) -> None:
        """A link with exactly this name, or one that fits."""
        (inside or self.main).get_by_role("link", name=name, exact=True).click()

    def part(self, name: str) -> None:
        """A part of the case; its count does not matter."""
        parts = self.main.get_by_role("navigation", name="Parts of the case")
        parts.get_by_role("link", name=re.compile(rf"^{name}( \(\d+\))?$")).click()
        expect(parts.get_by_role("link", name=re.compile(rf"^{name}")).first).to_have_attribute("aria-current", "page")

    def write(self, label: str, words: str) -> None:
        self.main.get_by_label(label, exact=True).fill(words)

    def choose(self, name: str, among: str = "") -> None:
        """One radio button or check box; `among` names its group where several have the same."""
        within = self.main.get_by_role("group", name=among) if among else self.main
        within.get_by_text(name, exact=True).first.click()

    def select(self, label: str, option: str) -> None:
        self.main.get_by_label(label, exact=True).select_option(label=option)

    def remedy(self, remedy: str, item: str, amount: str) -> None:
        """The first remedy of a form that takes several."""
        self.select("Remedy", remedy)
        self.select("For which item?", item)
        self.write("Amount in EUR", amount)

    def desk_act(self, name: str) -> None:
        """An act of the desk; its key may be written beside it."""
        acts = self.main.get_by_role("navigation", name="Acts")
        acts.get_by_role("link", name=re.compile(rf"^{name}( ?\w)?$")).click()

    def forward(self, times: int, step: str = "One week forward") -> None:
        """Move the demo's clock, as the strip on every page offers it."""
        strip = self.page.get_by_role("complementary", name="Demonstration")
        for _ in range(times):
            told = strip.get_by_role("time").or_(strip.locator("time")).first
            before = told.get_attribute("datetime") or ""
            self.press(step, strip)
            expect(told).not_to_have_attribute("datetime", before)

    def forward_until(self, words: str, *, weeks: int) -> None:
        """So many weeks, then day by day: last days move to working days, so their number differs."""
        self.forward(weeks)
        for _ in range(7):
            expect(self.first_thing).to_be_visible()
            if words in self.first_thing.inner_text():
                return
            self.forward(1, "One day forward")
        self.sees_first(words)

    # --- reading -----------------------------------------------------------------------------------------------

    def reads(self, *words: str) -> None:
        for one in words:
            expect(self.main).to_contain_text(one)

    def reads_nothing_of(self, *words: str) -> None:
        for one in words:
            expect(self.main).not_to_contain_text(one)

    def sees_first(self, *words: str | re.Pattern[str]) -> None:
        """Who acts, what, until when: in the box on top of the case."""
        for one in words:
            expect(self.first_thing).to_contain_text(one)

    def wait_reloading(self, wanted: Locator) -> None:
        """For pages that do not renew themselves: look again until it is there."""
        for _ in range(60):
            if wanted.count():
                return
            self.page.wait_for_timeout(250)
            self.page.reload()
        raise AssertionError(f"{self.name} waited in vain at {self.page.url}")

    def ask(self, query: str, **variables: Any) -> Json:
        """The API's answer to this person, by the session of their browser."""
        asked = {"query": query, "variables": variables}
        answer = self.page.context.request.post("/graphql", headers={"X-ODR-Request": "1"}, data=asked)
        return cast(Json, answer.json()["data"])

    def keep(self, folder: Path) -> str:
        """Picture and text of the page, for whoever looks why a test failed; the text again as answer."""
        base = folder / re.sub(r"\W+", "-", self.name.lower())
        self.page.screenshot(path=base.with_suffix(".png"), full_page=True)
        text = f"{self.page.url}\n{self.page.locator('body').inner_text()}\n" + "\n".join(self.troubles)
        base.with_suffix(".txt").write_text(text, "utf-8")
        return f"{self.name}, {base}.png\n{text}"


def case_of(visitor: Visitor, title: str) -> str:
    """The id of the case whose title begins so."""
    found = [edge["node"] for edge in visitor.ask(_CASES)["cases"]["edges"]]
    return str(next(one["id"] for one in found if one["title"].startswith(title)))
