"""The reasons of a date in words, in English and in German."""

import re
import tomllib
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import get_args

import pytest

from odr.calendars import Calendars
from odr.domain import events as e
from odr.domain import extending
from odr.domain.explain import explain
from odr.records.reasons import day_words, holiday, in_language, sentences, why_words
from tests.core.given import SELLER, Story

LANGUAGES = ["en", "de"]


def catalogue(language: str) -> dict[str, dict[str, str]]:
    source = files("odr.records") / "locales" / "why" / f"{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def tables(language: str) -> dict[str, dict[str, str]]:
    return {name: table for name, table in catalogue(language).items() if isinstance(table, dict)}


@pytest.fixture(scope="module")
def easter() -> Story:
    """A complaint whose answer is due over Easter, then a response that was extended."""
    story = Story(calendars=Calendars().of)
    story.file(at=datetime(2026, 3, 27, 12, 0, tzinfo=UTC), staff_place="DE")
    story.now = story.case.updated_at
    story.wait_for("complaint.answer")
    story.wait_for("intake.admit")
    story.do(extending.ExtendFrame, SELLER, frame="response")
    return story


def told(story: Story, clause: str, language: str) -> list[str]:
    frames = [*story.case.past_frames, *story.case.frames.values()]
    frame = next(one for one in frames if one.clause == clause)
    words = why_words(language)
    return sentences(in_language(explain(frame, story.case, story.entries), words), words)


def test_a_date_is_explained_in_english(easter: Story):
    assert told(easter, "complaint.answer", "en") == [
        "It counts from Fri 27 March 2026, 13:00 (Berlin time, UTC+1): the complaint was received (entry 3).",
        "Clause complaint.answer of odr-default/1 gives 7 days.",
        f"Where the number comes from: {easter.case.rulebook.clauses['complaint.answer'].source.removesuffix('.')}.",
        "The number is modelled on that source. Nobody has checked it yet.",
        "A day ends at midnight in Berlin.",
        f"Days off are those of the calendar {Calendars().of('DE').version}.",
        "The day of the start does not count. Day 1 is Sat 28 March 2026.",
        "Fri 3 April 2026 is a day off: Good Friday.",
        "Mon 6 April 2026 is a day off: Easter Monday.",
        "Days of the weekend are passed over.",
        "The last day was no working day. So the end moved to Tue 7 April 2026.",
        "So the time ends with the end of Tue 7 April 2026 (Berlin time).",
    ]


def test_the_same_in_german(easter: Story):
    german = told(easter, "complaint.answer", "de")
    assert german[-1] == "So endet die Zeit mit dem Ablauf von Di, 7. April 2026 (Zeit von Berlin)."
    assert len(german) == len(told(easter, "complaint.answer", "en"))


def test_who_gave_more_time_is_told(easter: Story):
    (granted,) = [one for one in told(easter, "response", "en") if "longer" in one]
    assert granted.endswith("it became longer by 7 days: whoever must act took the time that the rules give.")


def test_each_day_has_its_words(easter: Story):
    frame = next(one for one in easter.case.past_frames if one.clause == "complaint.answer")
    days = explain(frame, easter.case, easter.entries).days
    assert [day_words(one, why_words("en")) for one in days[-5:]] == [
        "Day 7, but day off (Good Friday): the end moves on",
        "Not counted: weekend",
        "Not counted: weekend",
        "Not counted: day off (Easter Monday)",
        "The end moves to this day",
    ]
    german = in_language(explain(frame, easter.case, easter.entries), why_words("de"))
    assert day_words(german.days[-2], why_words("de")) == "Zählt nicht: frei (Ostermontag)"


HOLIDAYS = [
    ("Easter Monday", date(2026, 4, 6), "holidays/1 DE-BY tzdata/1", "de", "Ostermontag"),
    ("Easter Monday", date(2026, 4, 6), "holidays/1 DE tzdata/1", "en", "Easter Monday"),
    ("Easter Monday", date(2026, 4, 6), "weekends/1 + holidays/1 PL tzdata/1", "de", "Ostermontag"),
    ("Easter Monday", date(2026, 4, 6), "holidays/1 FR tzdata/1", "de", "Lundi de Pâques [in der Sprache: fr]"),
    ("Market day", date(2026, 4, 6), "holidays/1 DE corrected/ab tzdata/1", "de", "Market day"),
    ("Easter Monday", date(2026, 4, 7), "holidays/1 DE tzdata/1", "de", "Easter Monday"),
    ("Easter Monday", date(2026, 4, 6), "weekends/1", "de", "Easter Monday"),
    ("Easter Monday", date(2026, 4, 6), "holidays/1 XX tzdata/1", "de", "Easter Monday"),
]


@pytest.mark.parametrize(("name", "day", "calendar", "language", "spoken"), HOLIDAYS)
def test_a_holiday_has_its_name_in_the_readers_language_or_says_which_one_it_is_in(
    name: str, day: date, calendar: str, language: str, spoken: str
):
    """What the library does not have under this name on this day keeps the name with which the day was stored."""
    assert holiday(name, day, calendar, why_words(language)) == spoken


def test_the_stored_day_keeps_the_name_of_its_calendar(easter: Story):
    frame = next(one for one in easter.case.past_frames if one.clause == "complaint.answer")
    assert "Easter Monday" in {one.name for one in frame.latest.marked}
    assert "Mo, 6. April 2026 ist frei: Ostermontag." in told(easter, "complaint.answer", "de")


def test_both_languages_have_the_same_keys():
    first, second = ({name: set(table) for name, table in tables(one).items()} for one in LANGUAGES)
    assert first == second


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_stay_under_twenty_words(language: str):
    said = [one for text in catalogue(language)["why"].values() for one in re.split(r"(?<=[.:])\s", text)]
    assert [one for one in said if len(one.split()) >= 20] == []


def test_every_kind_named_is_one_of_a_docket():
    kinds = {kind.__name__ for kind in get_args(e.Event)}
    assert set(catalogue("en")["kind"]) - kinds == {"other"}


def test_another_language_reads_english():
    assert why_words("../de")("day.end") == why_words("xx")("day.end") == why_words("en")("day.end")
