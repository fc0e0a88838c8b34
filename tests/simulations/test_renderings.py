"""A simulated course as text, JSON and a drawing: all three say the same."""

import argparse
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from odr.calendars import Calendars
from odr.domain.events import Ending
from odr.domain.possible import Action
from odr.domain.refusals import PlaceUnknown, ZoneUnknown
from odr.domain.rulebook import RulebookRefused
from odr.domain.simulate import PLAYERS, Course, Script, simulate
from odr.notices.words import Words
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.simulations import command, data, svg, text, words
from odr.simulations.lanes import rows
from odr.simulations.scale import LONG, scale

START = datetime(2026, 3, 2, 11, tzinfo=UTC)
SHIPPED = pytest.mark.parametrize("name", all_rulebooks())
LANGUAGES = pytest.mark.parametrize("say", [words.spoken("en"), words.spoken("de")], ids=["en", "de"])
EN = words.spoken("en")
SVG = "{http://www.w3.org/2000/svg}"


def course(name: str = DEFAULT, script: Script | None = None) -> Course:
    return simulate(all_rulebooks()[name], START, script, calendars=Calendars().of)


def silent(name: str = DEFAULT) -> Course:
    return course(name, Script(silent=frozenset(PLAYERS)))


@SHIPPED
def test_the_text_has_a_line_for_each_step_and_each_frame(name: str) -> None:
    told = course(name)
    said = text.text(told, EN)
    assert said.startswith(f"{name}: Mon 2 Mar 2026 to ")
    lines = said.splitlines()
    assert sum(line.startswith(tuple(f"{words.day(step.day, EN)} " for step in told.steps)) for line in lines) == len(
        told.steps
    )
    assert all(any(line.startswith(f"{bar.frame} ") for line in lines) for bar in told.bars)


def test_the_keys_of_the_json_are_these():
    read = json.loads(data.json(course()))
    assert list(read) == ["rulebook", "zone", "start", "end", "days", "ground", "steps", "stages", "frames"]
    assert list(read["steps"][0]) == ["at", "day", "who", "what", "how", "clause", "stage", "entries"]
    assert list(read["stages"][0]) == ["stage", "since", "until", "waitsFor"]
    frame = "frame clause stage waitsFor start due lastDay zone length source joint cappedBy until ended"
    assert list(read["frames"][0]) == frame.split()
    assert (read["start"], read["ground"], read["steps"][0]["clause"]) == ("2026-03-02T11:00:00Z", "DECIDED", None)


@SHIPPED
@LANGUAGES
def test_the_drawing_stands_alone_and_says_everything_in_words_too(name: str, say: Words) -> None:
    told = silent(name)
    drawn = svg.svg(told, say)
    root = ElementTree.fromstring(drawn)
    assert root.find(f"{SVG}title").text == words.heading(told, say)
    assert re.findall(r"(?:href|src|url)\W*(?:=|\()\W*([^\s\"')]+)", drawn.replace("url(#both)", "")) == []
    said = [element.text for element in root.iter(f"{SVG}text")]
    assert {bar.clause for bar in told.bars} <= set(said)
    assert root.get("lang") == say.language
    assert {words.told(step, say) for step in told.steps} <= set(said)
    titles = [group.find(f"{SVG}title").text for group in root.iter(f"{SVG}g")]
    assert len(titles) == len(told.bars)


@SHIPPED
@LANGUAGES
def test_nothing_is_drawn_outside_and_every_bar_is_seen(name: str, say: Words) -> None:
    root = ElementTree.fromstring(svg.svg(silent(name), say))
    width, height = float(root.get("width")), float(root.get("height"))
    for rect in root.iter(f"{SVG}rect"):
        if rect.get("x") is not None:
            assert 0 <= float(rect.get("x")) <= float(rect.get("x")) + float(rect.get("width")) <= width
            assert float(rect.get("width")) > 0
            assert float(rect.get("y")) < height
    assert max(float(element.get("y")) for element in root.iter(f"{SVG}text")) < height
    ends = (
        float(one.get("x")) + svg.CHARACTER * len(one.text)
        for one in root.iter(f"{SVG}text")
        if one.get("text-anchor") == "start"
    )
    assert max(ends) <= width


def test_frames_of_one_row_never_overlap():
    for row in rows(silent().bars):
        assert all(a.until <= b.start for a, b in zip(row.bars, row.bars[1:], strict=False))


def test_a_long_stretch_is_drawn_shorter_and_marked():
    day = timedelta(days=1)
    made = scale([START, START + 10 * day, START + 10 * day + 10 * LONG], 0, 100)
    assert made.x(START) == 0
    assert made.x(START + 300 * day) == made.x(START + 10 * day + 10 * LONG) == 100
    assert made.x(START + 5 * day) == pytest.approx(made.x(START + 10 * day) / 2)
    assert len(made.breaks) == 1
    assert made.x(START + 10 * day) > 100 * 10 / 220


def simulated(*given: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(given), all_rulebooks()[DEFAULT], date(2026, 3, 2))


def test_the_command_prints_or_writes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert simulated("--silent", "all", "--days", "20") == 0
    printed = capsys.readouterr().out
    assert re.search(r"Tue 10 Mar 2026  rulebook +time over: the service opens the dispute", printed)
    assert simulated("--format", "svg", "-o", str(tmp_path / "course.svg")) == 0
    assert ElementTree.parse(tmp_path / "course.svg").getroot().tag == f"{SVG}svg"
    assert capsys.readouterr().out == ""


def test_the_command_reads_days_places_and_acts(capsys: pytest.CaptureFixture[str]) -> None:
    given = ("--from", "2026-12-21", "--silent", "complainant", "--act", "respondent=2d", "--format", "json")
    simulated(
        *given,
        "--act",
        "respondent=12h:make_offer",
        "--act",
        "complainant=1d:accept_offer",
        "--respondent-place",
        "DE-BY",
    )
    read = json.loads(capsys.readouterr().out)
    assert [(step["day"], step["what"]) for step in read["steps"]][:3] == [
        ("2026-12-21", "FILE_COMPLAINT"),
        ("2026-12-22", "MAKE_OFFER"),
        ("2026-12-23", "ACCEPT_OFFER"),
    ]


WRONG = [
    ("--silent", "buyer"),
    ("--act", "respondent"),
    ("--act", "respondent=soon"),
    ("--act", "respondent=2wd"),
    ("--act", "respondent=2d:dance"),
    ("--from", "tomorrow"),
]


@pytest.mark.parametrize("given", WRONG, ids=" ".join)
def test_what_cannot_be_read_is_told(given: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        simulated(*given)
    assert given[0] in capsys.readouterr().err


def test_the_command_speaks_the_languages_of_the_rulebook(capsys: pytest.CaptureFixture[str]) -> None:
    simulated("--silent", "all", "--days", "20", "--language", "de")
    printed = capsys.readouterr().out
    assert "Di, 10. März 2026" in printed
    assert "Zeit um: der Dienst eröffnet den Streitfall" in printed
    with pytest.raises(RulebookRefused, match="does not declare fr"):
        simulated("--language", "fr")


def test_both_languages_have_words_for_everything() -> None:
    tables = [words.spoken(language) for language in ("en", "de")]
    for section in ("short", "course", "drawing", "table", "act", "stages", "roles", "acts", "expiry", "grounds"):
        first, second = (set(one.table(section)) for one in tables)
        assert first == second, section
    assert set(tables[0].table("act")) == {"FILE_COMPLAINT", *Action}
    assert {ending.value for ending in Ending} < set(tables[0].table("course"))


def test_unknown_places_are_refused():
    with pytest.raises(ZoneUnknown):
        simulated("--complainant-zone", "Europe/Atlantis")
    with pytest.raises(PlaceUnknown):
        simulated("--staff-place", "XX")
