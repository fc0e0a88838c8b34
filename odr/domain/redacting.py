"""A side blacks places out before it discloses an exhibit: a new exhibit is made, and the original is sealed.

The file of the new one is painted anew, so that nothing of what lay under the places is in it. Who decides can still be
given the original as confidential.
"""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Exhibit
from odr.domain.events import Event, Place
from odr.domain.exhibits import may_hand_in, reads, still_there
from odr.domain.guards import Command, require_side
from odr.domain.noting import require_place
from odr.domain.roles import Actor, Side, own_room
from odr.domain.words import Text

MOST_PLACES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactExhibit(Command):
    """A file with these places painted over was made from an exhibit of one's own side. A page alone: all of it."""

    exhibit: str
    original: str
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    places: tuple[Place, ...]


def may_redact(by: Actor, case: Case) -> None:
    """A side, of what it has not shown to anybody yet."""
    side = require_side(by)
    may_hand_in(by, case)
    if not any(_redactable(one, side, case) for one in case.drafts.values()):
        raise no.NothingToAnswer()


def _redactable(one: Exhibit, side: Side, case: Case) -> bool:
    return one.room is own_room(side) and one.id not in case.sealed and still_there(one, case)


def require_redactable(by: Actor, exhibit: str, places: tuple[Place, ...], case: Case) -> Exhibit:
    """The draft from which a redacted one can be made."""
    may_redact(by, case)
    draft = case.drafts.get(exhibit)
    if draft is None or not _redactable(draft, require_side(by), case):
        raise no.NotFound()
    if not 1 <= len(places) <= MOST_PLACES:
        raise no.InvalidInput(field="places", problem=f"Mark at least one place, and at most {MOST_PLACES}.")
    for place in places:
        require_place(place)
        if place.page is None:
            raise no.InvalidInput(field="places", problem="Say on which page each place is.")
    return draft


def redact_exhibit(ask: RedactExhibit, case: Case) -> list[Event]:
    if ask.exhibit in case.drafts or ask.exhibit in case.exhibits:
        raise no.AlreadyDone()
    draft = require_redactable(ask.by, ask.original, ask.places, case)
    redacted = e.ExhibitRedacted(
        ask.exhibit,
        draft.id,
        draft.room,
        require_side(ask.by),
        ask.upload,
        ask.name,
        ask.sha256,
        ask.media_type,
        ask.size,
        reads(draft, case),
        ask.places,
        draft.document,
    )
    return [redacted, e.ExhibitSealed(draft.id, draft.room)]
