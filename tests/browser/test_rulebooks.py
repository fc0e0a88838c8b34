"""An administrator writes a rulebook and sees what is found in it; anybody reads the procedure, without script."""

import pytest
from playwright.sync_api import expect

from odr.demo.people import NORA
from tests.browser.conftest import People
from tests.browser.test_pages import AXE, BROAD, violations
from tests.browser.visitor import PHONE


@pytest.mark.parametrize("address", ["/policy/en", "/policy/odr-default/1/en", "/policy/paypal-like/1/de"])
def test_the_procedure_is_read_on_a_phone_without_script(people: People, address: str) -> None:
    reader = people.come(viewport=PHONE)
    reader.page.context.route("**/*.js", lambda route: route.abort())
    reader.go(address)
    assert reader.page.evaluate("document.scripts.length") == 0
    reader.page.evaluate(AXE.read_text("utf-8"))
    assert reader.page.evaluate(BROAD) <= 0
    assert violations(reader, dark=False) + violations(reader, dark=True) == []


def test_a_reader_counts_the_example_from_another_day(people: People) -> None:
    reader = people.come()
    reader.go("/policy/odr-default/1/en")
    reader.main.get_by_label("Day of filing").fill("2026-03-02")
    reader.press("Count")
    expect(reader.main.get_by_text("A buyer complains on Monday 2 March 2026")).to_be_visible()
    reader.page.get_by_role("link", name="Deutsch").click()
    reader.heading("Standardverfahren")


def test_an_administrator_writes_a_draft_and_mends_what_was_found(people: People) -> None:
    nora = people.come(NORA, viewport=PHONE)
    nora.go("/rulebooks")
    nora.follow("Write a draft for Kiezmarkt")
    text = nora.main.get_by_label("The text (TOML)")
    written = text.input_value()
    text.fill(written.replace('limit = "5d"', 'limmit = "5d"'))
    nora.press("Keep the draft and look through it")
    nora.heading("my-marketplace/1")
    expect(nora.page.get_by_text("Unknown limmit.")).to_be_visible()
    expect(nora.main.get_by_text("Correct the errors first")).to_be_visible()
    nora.main.get_by_label("The text (TOML)").fill(written)
    nora.press("Keep the draft and look through it")
    row = nora.main.get_by_role("row", name="complaint.answer.limit")
    expect(row).to_contain_text("7d")
    expect(row).to_contain_text("Less time for the respondent.")
    expect(nora.main.get_by_text("A second person has to read and publish")).to_be_visible()
    expect(nora.main.get_by_role("link", name="Read and publish")).to_have_count(0)
    nora.page.evaluate(AXE.read_text("utf-8"))
    assert nora.page.evaluate(BROAD) <= 0
    assert violations(nora, dark=False) + violations(nora, dark=True) == []
    nora.press("Take the draft back")
    expect(nora.main.get_by_text("This text can no longer be changed.")).to_be_visible()
