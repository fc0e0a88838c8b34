"""More time for a party who lives in another country than the administrator."""

from dataclasses import replace
from datetime import timedelta

import pytest

from odr.rulebooks import all_rulebooks
from tests.core.given import SELLER_PARTY, Story

CRT = all_rulebooks()["crt-bc/1"]


def answer(country: str, staff_place: str) -> tuple[str, str]:
    story = Story(CRT).file(respondent=replace(SELLER_PARTY, country=country), staff_place=staff_place)
    frame = story.case.frames["complaint.answer"]
    return frame.facts.limit, frame.facts.source.split(", ")[1]


@pytest.mark.parametrize(
    ("country", "staff_place", "limit"),
    [("CA", "CA-BC", "14d"), ("DE", "CA-BC", "30d"), ("DE", "", "14d"), ("", "CA-BC", "14d")],
)
def test_the_answer_from_abroad_has_its_own_length_and_source(country: str, staff_place: str, limit: str) -> None:
    said = {"14d": "14 days within the province [crt]", "30d": "30 days from abroad [crt]"}
    assert answer(country, staff_place) == (limit, said[limit])


def test_silence_from_abroad_brings_the_default_track_only_after_the_longer_time() -> None:
    story = Story(CRT).file(staff_place="CA-BC")
    filed = story.case.opened_at
    story.wait(until=filed + timedelta(days=29))
    assert story.case.stage.value == "COMPLAINT"
    story.wait(until=filed + timedelta(days=34))
    assert story.case.stage.value != "COMPLAINT"


def test_who_complains_from_abroad_gives_the_other_side_no_more_time() -> None:
    story = Story(CRT).file(respondent=replace(SELLER_PARTY, country="CA"), staff_place="CA-BC")
    assert story.case.frames["complaint.answer"].facts.limit == "14d"
