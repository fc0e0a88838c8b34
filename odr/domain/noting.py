"""People note something on a place of an exhibit, or what it says in another language. The file stays as it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Exhibit
from odr.domain.events import Area, Event, Place
from odr.domain.exhibits import still_there
from odr.domain.guards import Command, require_at_work, require_open, require_role, require_words
from odr.domain.roles import Actor, Role, Room, own_room
from odr.domain.sight import AUDIENCE
from odr.domain.talk import require_taken
from odr.domain.words import Text

WHOLE = 10_000
"""An area is told in ten-thousandths of its page."""
MOST_PAGES = 100_000
ANYWHERE = Place()
"""The exhibit as a whole."""
NOTING = (Role.COMPLAINANT, Role.RESPONDENT, Role.MEDIATOR, Role.DECIDER, Role.REVIEWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotateExhibit(Command):
    """Note something on an exhibit that one sees. `room`: who reads it; None: whoever reads the exhibit."""

    annotation: str
    exhibit: str
    words: Text
    place: Place = ANYWHERE
    room: Room | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTranslation(Command):
    """Say what an exhibit, or a place of it, says in another language (BCP 47), and who translated it."""

    translation: str
    exhibit: str
    language: str
    words: Text
    translator: Text
    certified: bool
    place: Place = ANYWHERE
    room: Room | None = None


def may_note(by: Actor, case: Case) -> None:
    """A side; a neutral only while at work. A note is an argument: while the record is open, or for oneself."""
    require_role(by, *NOTING)
    require_open(case)
    if by.role.side is None:
        require_at_work(by, case)
    if not any(rooms_for(by, one, case) for one in _seen(by, case)):
        raise no.NothingToAnswer()


def _seen(by: Actor, case: Case) -> Iterator[Exhibit]:
    """Exhibits with a file, or words, that this role has before it."""
    known = (*case.exhibits.values(), *case.drafts.values())
    return (one for one in known if by.role in AUDIENCE[one.room] and still_there(one, case))


def rooms_for(by: Actor, exhibit: Exhibit, case: Case) -> list[Room]:
    """Where they can note something on it; the first is meant when none is named.

    What a mediator notes stays in the mediation. What is only a side's own is a side's own note.
    """
    shared: list[Room]
    if by.role is Role.MEDIATOR:
        shared = [exhibit.room if exhibit.room is not Room.OPEN else Room.WITHOUT_PREJUDICE]
    else:
        heard = Role.DECIDER in AUDIENCE[exhibit.room]
        shared = [] if case.record_closed and heard else [exhibit.room]
    own = [own_room(by.role.side)] if by.role.side else []
    return list(dict.fromkeys([*shared, *own]))


def annotate_exhibit(ask: AnnotateExhibit, case: Case) -> list[Event]:
    may_note(ask.by, case)
    room = _room(ask, case)
    require_place(ask.place)
    require_words(ask.words, "An annotation")
    return [e.ExhibitAnnotated(ask.annotation, ask.exhibit, room, ask.place, ask.words)]


def note_translation(ask: NoteTranslation, case: Case) -> list[Event]:
    may_note(ask.by, case)
    room = _room(ask, case)
    require_place(ask.place)
    require_words(ask.words, "A translation")
    if not (ask.translator.body or "").strip():
        raise no.InvalidInput(field="translator", problem="Say who translated it, a person or a program.")
    return [
        e.TranslationNoted(
            ask.translation, ask.exhibit, room, ask.place, ask.language, ask.words, ask.translator, ask.certified
        )
    ]


def _room(ask: AnnotateExhibit | NoteTranslation, case: Case) -> Room:
    """Where it is noted. What they do not see is for them not there."""
    exhibit = next((one for one in _seen(ask.by, case) if one.id == ask.exhibit), None)
    if exhibit is None:
        raise no.NotFound()
    rooms = rooms_for(ask.by, exhibit, case)
    if not rooms:
        raise no.RecordIsClosed()
    room = ask.room or rooms[0]
    if room not in rooms:
        raise no.RoomNotOpen(hint=f"Open to you now: {', '.join(rooms)}.")
    require_taken(ask.by, room, case)
    return room


def require_place(place: Place) -> None:
    """Refuses what lies in no exhibit."""
    if place.page is not None and not 1 <= place.page <= MOST_PAGES:
        raise no.InvalidInput(field="page", problem="Pages are counted from 1.")
    if place.second is not None and (place.second < 0 or place.page is not None):
        raise no.InvalidInput(field="second", problem="Name a page, or a second from 0 on, not both.")
    if place.area is not None and not _on_the_page(place.area):
        raise no.InvalidInput(field="area", problem="An area lies on its page: all of it between 0 and 10000.")


def _on_the_page(area: Area) -> bool:
    """Some of it, and nothing beside."""
    inside = area.left >= 0 and area.top >= 0 and area.width >= 1 and area.height >= 1
    return inside and area.left + area.width <= WHOLE and area.top + area.height <= WHOLE
