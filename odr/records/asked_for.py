"""Which documents were asked for and which were given, for the record."""

from collections.abc import Iterator

from odr.domain.checklist import checklist
from odr.domain.roles import Room
from odr.domain.sight import AUDIENCE
from odr.records import content as c
from odr.records.reading import Reading


def documents(reading: Reading, language: str) -> Iterator[c.Document]:
    """Nothing for whoever sees no exhibits: to them all would read as not given."""
    if reading.role not in AUDIENCE[Room.OPEN]:
        return
    for one in checklist(reading.case):
        given = tuple(exhibit.number for exhibit in one.exhibits if exhibit.number)
        yield c.Document(one.asked.text.in_language(language), one.asked.why.in_language(language), given)
