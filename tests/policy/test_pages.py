"""The public pages: made from the rulebook, complete in every language, readable by anybody."""

import asyncio
import re
from enum import StrEnum
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from odr.app import assemble
from odr.domain.facts import LineKind
from odr.domain.remedies import Remedy
from odr.domain.roles import Role, SaleRole
from odr.domain.rulebook.choices import (
    ConsentTime,
    DecisionEffect,
    Overpaid,
    Payer,
    ReviewGround,
    SettlementEffect,
    Status,
    Told,
    WhileReviewIsOpen,
)
from odr.domain.rulebook.claims import CapOf, Since
from odr.domain.rulebook.terms import Acts, Expiry, ExtendBy, PauseGround
from odr.domain.vocabulary import Ground, RefusalGround, Stage
from odr.policy.routes import policy_routes
from odr.policy.words import languages, preferred, words
from odr.rulebooks import all_rulebooks
from odr.schema.schema import schema
from tests.rulebooks.texts import answer, layer
from tests.schema.house import Town
from tests.schema.test_rulebooks import publish, second_administrator

SECTIONS: dict[str, type[StrEnum]] = {
    "stages": Stage,
    "roles": Role,
    "acts": Acts,
    "expiry": Expiry,
    "extend_by": ExtendBy,
    "pause_grounds": PauseGround,
    "grounds": Ground,
    "refusal_grounds": RefusalGround,
    "review_grounds": ReviewGround,
    "filed_by": SaleRole,
    "since": Since,
    "products": LineKind,
    "cap_of": CapOf,
    "payer": Payer,
    "told": Told,
    "consent": ConsentTime,
    "settlement_effect": SettlementEffect,
    "decision_effect": DecisionEffect,
    "while_review": WhileReviewIsOpen,
    "overpaid": Overpaid,
    "remedies": Remedy,
    "status": Status,
}
"""Which closed list each section of a catalogue names."""


def get(town: Town, path: str, **headers: str) -> httpx.Response:
    app = assemble(town.house, schema(), policy_routes(town.house))

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://odr.example") as client:
            return await client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return asyncio.run(ask())


def page(town: Town, path: str) -> str:
    answer = get(town, path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8"), path
    return answer.text


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


class Outline(HTMLParser):
    """The headings of a page, its ids and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.root: dict[str, str | None] = {}
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        if tag == "html":
            self.root = found
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found.get("href")))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("section", SECTIONS)
def test_every_value_of_a_rulebook_has_words_in_every_language(language: str, section: str) -> None:
    assert set(words(language).table(section)) == {one.value for one in SECTIONS[section]}


def test_the_languages_say_the_same_things() -> None:
    def keys(language: str) -> set[tuple[str, str, frozenset[str]]]:
        found: Any = words(language)._catalogue
        return {
            (section, key, frozenset(re.findall(r"{\w+}", text)) if isinstance(text, str) else frozenset())
            for section, texts in found.items()
            if isinstance(texts, dict)
            for key, text in texts.items()
        }

    assert {language: keys(language) ^ keys("en") for language in languages()} == {one: set() for one in languages()}


def test_sentences_stay_under_twenty_words() -> None:
    found: Any = words("en")._catalogue
    texts = [text for table in found.values() if isinstance(table, dict) for text in table.values()]
    sentences = [one for text in texts if isinstance(text, str) for one in re.split(r"(?<=[.?!;:])\s", text)]
    assert [one for one in sentences if len(one.split()) >= 20] == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", all_rulebooks())
def test_every_rulebook_is_a_page_in_every_language(town: Town, name: str, language: str) -> None:
    outline = Outline(html := page(town, f"/policy/{name}/{language}"))
    assert (outline.root["lang"], outline.root["dir"]) == (language, "ltr")
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))
    assert {link[1:] for link in outline.links if link.startswith("#")} <= set(outline.ids)
    assert "script" not in outline.tags
    assert "style=" not in html
    assert all_rulebooks()[name].hash in html


def test_the_page_says_who_how_long_and_what_silence_brings(town: Town) -> None:
    told = plain(page(town, "/policy/odr-default/1/en"))
    assert "Who the other side How long 7 days If nothing happens the service opens the dispute" in told
    assert "Free of charge for both sides" in told
    assert "UNCITRAL draft rules, 7 days [anti] (modelled)" in told
    assert "No lawyer has checked these rules for your country." in told
    assert "Not yet known: too few cases have been closed." in told


def test_the_page_says_that_a_fund_pays_and_who_bears_what_it_overpays(town: Town) -> None:
    told = page(town, "/policy/amazon-like/1/en")
    assert "A guarantee fund of the marketplace pays meanwhile" in told
    assert "What the fund paid too much, it bears." in told
    assert "guarantee fund" not in page(town, "/policy/odr-default/1/en")


def test_the_example_has_the_dates_that_the_service_counts(town: Town) -> None:
    """Filed on Monday 2 March: seven days end on the 9th; the dispute opens, three working days to admit it."""
    told = plain(page(town, "/policy/odr-default/1/en?filed=2026-03-02"))
    assert "A buyer complains on Monday 2 March 2026 at noon" in told
    assert "Complaint other side Monday 9 March 2026" in told
    tomorrow = plain(page(town, "/policy/odr-default/1/en"))
    assert "A buyer complains on Tuesday 3 March 2026 at noon" in tomorrow
    assert "A buyer complains on Tuesday 3 March 2026" in plain(page(town, "/policy/odr-default/1/en?filed=9999-01-01"))


def test_the_drawing_of_the_example_stands_alone(town: Town) -> None:
    drawn = get(town, "/policy/odr-default/1/en/course.svg?filed=2026-03-02")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in drawn.headers["content-security-policy"]
    assert drawn.text.startswith("<svg")


@pytest.mark.parametrize(("language", "said"), [("en", "What happened"), ("de", "Was geschah")])
def test_the_drawing_speaks_the_language_of_its_page(town: Town, language: str, said: str) -> None:
    address = f"/policy/odr-default/1/{language}/course.svg?filed=2026-03-02"
    assert address.replace("&", "&amp;") in page(town, f"/policy/odr-default/1/{language}?filed=2026-03-02")
    assert f">{said}<" in get(town, address).text


def test_a_reader_is_led_to_their_language(town: Town) -> None:
    for accepted, language in (
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("fr", "en"),
        ("en;q=0.1, de;q=0.2", "de"),
        ("", "en"),
    ):
        led = get(town, "/policy/odr-default/1", accept_language=accepted)
        assert (led.status_code, led.headers["location"]) == (303, f"/policy/odr-default/1/{language}")
        assert led.headers["vary"] == "accept-language"
    assert get(town, "/policy", accept_language="de").headers["location"] == "/policy/de"


@pytest.mark.parametrize("header", ["de;q=0", ";;;", "*", "x" * 5000, "de;q=9", ",".join(["fr"] * 50) + ",de"])
def test_a_header_that_asks_for_nothing_there_is_reads_english(header: str) -> None:
    assert preferred(header) == "en"


@pytest.mark.parametrize("path", ["odr-default/9", "odr-default/1/xx", "%2e%2e/secret", "x" * 500, "en/en"])
def test_what_there_is_not_is_not_found(town: Town, path: str) -> None:
    assert get(town, f"/policy/{path}").status_code == 404


def test_pages_are_kept_for_minutes_and_asked_for_by_their_tag(town: Town) -> None:
    first = get(town, "/policy/odr-default/1/en")
    assert first.headers["cache-control"] == "public, max-age=300"
    again = get(town, "/policy/odr-default/1/en", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert "script-src 'self'" in first.headers["content-security-policy"]


def test_a_published_version_tells_its_dates_and_what_is_different(town: Town) -> None:
    second_administrator(town)
    publish(town, layer(day="2026-03-05", words=answer("5d")))
    town.work()
    told = plain(page(town, "/policy/kiezmarkt/1/en"))
    assert "Kiezmarkt" in told
    assert "This version is not in force yet. It holds for cases opened from Thursday 5 March 2026 on." in told
    assert "Announced on Monday 2 March 2026" in told
    assert "complaint.answer.limit 7d 5d kiezmarkt/1" in told
    assert "https://kiezmarkt.example" in told
    listed = plain(page(town, "/policy/en"))
    assert "Announced kiezmarkt/1 · from Thursday 5 March 2026" in listed
    town.wait(days=4)
    publish(town, layer(name="kiezmarkt/2", day="2026-03-06"))
    assert "Another version holds for new cases: kiezmarkt/2." in plain(page(town, "/policy/kiezmarkt/1/en"))


def test_what_people_wrote_is_text_and_never_markup(town: Town) -> None:
    second_administrator(town)
    title = 'title.en = "<script>alert(1)</script>"\ntitle.de = "<b>x</b>"\n'
    publish(town, layer(words=title))
    assert "<script>" not in page(town, "/policy/kiezmarkt/1/en")
    assert "&lt;b&gt;x&lt;/b&gt;" in page(town, "/policy/kiezmarkt/1/de")
