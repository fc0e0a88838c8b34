"""Types whose parts are made when they are read have a part for every field, and make it once."""

from dataclasses import fields

import pytest

from odr.schema.case_types import Case
from odr.schema.part_types import TimelineEntry
from odr.schema.shown import ENTRY_PARTS, PARTS


@pytest.mark.parametrize(("kind", "parts"), [(Case, PARTS), (TimelineEntry, ENTRY_PARTS)])
def test_every_field_has_its_part_and_no_other(kind: type, parts: dict[str, object]) -> None:
    assert {field.name for field in fields(kind)} == parts.keys()


def test_a_part_is_made_once_and_only_when_it_is_read() -> None:
    made: list[str] = []
    entry = TimelineEntry.of("source", {"kind": lambda source: made.append(source) or f"of {source}"})
    assert made == []
    assert (entry.kind, entry.kind, made) == ("of source", "of source", ["source"])


def test_what_has_no_part_is_not_there() -> None:
    with pytest.raises(AttributeError):
        _ = TimelineEntry.of("source", {}).sentence
