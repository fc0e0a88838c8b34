from datetime import UTC, datetime, timedelta, timezone

import pytest

from odr.records.content import Moment
from odr.records.script import direction, printable
from odr.records.words import UnknownLanguage, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lamp", "ltr"),
        ("وصل المصباح", "rtl"),
        ("מנורה 3", "rtl"),
        ("123 وصل", "rtl"),
        ("灯座", "ltr"),
        ("12.50", "ltr"),
        ("", "ltr"),
    ],
)
def test_the_first_strong_character_gives_the_direction(text, expected):
    assert direction(text) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("broken 😀", "broken [grinning face]"),
        ("thumbs 👍🏽", "thumbs [thumbs up sign][emoji modifier fitzpatrick type-4]"),
        ("heart ❤️", "heart ❤"),
        ("invoice\u202egpj.exe", "invoice[U+202E]gpj.exe"),
        ("a\x00b\x0b", "a[U+0000]b[U+000B]"),
        ("private \ue000", "private [U+E000]"),
        ("line\r\nline", "line\nline"),
        ("क्‍ष", "क्‍ष"),
        ("e\u0301", "é"),
    ],
)
def test_what_has_no_shape_is_written_out(text, shown):
    assert printable(text) == shown


def test_a_moment_is_told_with_its_zone():
    local = datetime(2026, 5, 4, 14, 3, tzinfo=timezone(timedelta(hours=2)))
    assert words("en").moment(Moment(local, "Europe/Warsaw")) == "Mon 4 May 2026, 14:03 (Warsaw time, UTC+2)"


def test_a_zone_with_minutes_and_one_west_of_greenwich():
    kolkata = Moment(datetime(2026, 5, 4, 9, 0, tzinfo=timezone(timedelta(hours=5, minutes=30))), "Asia/Kolkata")
    st_johns = Moment(datetime(2026, 5, 4, 9, 0, tzinfo=timezone(-timedelta(hours=2, minutes=30))), "America/St_Johns")
    assert words("en").moment(kolkata).endswith("(Kolkata time, UTC+5:30)")
    assert words("en").moment(st_johns).endswith("(St Johns time, UTC-2:30)")


def test_utc_is_told_once():
    assert words("en").moment(Moment(datetime(2026, 5, 4, tzinfo=UTC), "UTC")) == "Mon 4 May 2026, 00:00 (UTC)"


@pytest.mark.parametrize("language", ["xx", "../en", ""])
def test_a_language_without_words_is_refused(language):
    with pytest.raises(UnknownLanguage):
        words(language)
