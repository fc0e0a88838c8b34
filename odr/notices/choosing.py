"""Which of the messages a submission is to one reader: the first line of the table that fits what others did."""

from collections.abc import Sequence

from odr.domain import events as e
from odr.domain.case import Entry
from odr.domain.roles import Role
from odr.notices.messages import LINES, Line

SPOKEN_FOR = Line("spoken_for", object, frozenset({Role.COMPLAINANT, Role.RESPONDENT}))
"""To the people of a side: somebody who speaks for them acted, where no other line tells of it."""


def first_line(
    role: Role, person: str, entries: Sequence[Entry], speaking: frozenset[str] = frozenset()
) -> Line | None:
    """The most important message that these entries, all visible to this role, are to it; None for no message.

    Args:
        speaking: who speaks for this role's side without being of it.
    """
    own = role.acts_as
    others = [entry.event for entry in entries if entry.by.role.acts_as is not own or _of_another(entry, person)]
    fitting = (line for line in LINES if own in line.to and any(_fits(line, event, person) for event in others))
    spoken = any(entry.by.role.acts_as is own and entry.by.person in speaking - {person} for entry in entries)
    return next(fitting, SPOKEN_FOR if spoken else None)


_OF_THE_OWN_SIDE = (
    e.RepresentativeJoined,
    e.RepresentationEnded,
    e.RecipientJoined,
    e.LegalRepresentativeRequired,
)


def _of_another(entry: Entry, person: str) -> bool:
    """Who comes to speak for a side, and who leaves, its other people are told too."""
    return isinstance(entry.event, _OF_THE_OWN_SIDE) and entry.by.person != person


def _fits(line: Line, event: e.Event, person: str) -> bool:
    return type(event) is line.kind and line.meant(event, person)
