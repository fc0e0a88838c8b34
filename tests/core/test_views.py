"""Rows for readers."""

from odr.views import COLUMNS, ViewRow, rows
from tests.core.test_procedure import decided


def test_a_row_has_the_order_of_the_table():
    assert ViewRow._fields == tuple(COLUMNS)


def test_it_is_nobodys_turn_because_something_more_may_be_asked():
    story = decided()
    frames = story.case.frames
    assert frames["correction"].due < frames["acceptance"].due, "the time for slips ends first"
    found = {row.role: row for row in rows(story.case, story.entries)}
    assert [found[role].my_turn for role in ("COMPLAINANT", "RESPONDENT")] == [True, False]
