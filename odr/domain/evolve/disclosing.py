"""From entries to the case: exhibits, what is confidential of them, and what is noted on them."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, ConfidentialityClaim, Entry, Exhibit, Note
from odr.domain.evolve.folding import Folding
from odr.domain.roles import Room
from odr.domain.words import Text

Given = e.ExhibitReceived | e.ExhibitDisclosed | e.ExhibitShown | e.ConfidentialityClaimed | e.ExhibitRedacted


def _exhibit(event: Given, entry: Entry, room: Room, number: str = "") -> Exhibit:
    return Exhibit(
        event.exhibit,
        number,
        event.side,
        event.upload,
        event.name,
        event.sha256,
        event.media_type,
        event.size,
        event.description,
        entry.at,
        event.third if isinstance(event, e.ExhibitReceived | e.ExhibitDisclosed) else "",
        None if isinstance(event, e.ExhibitShown) else event.document,
        room,
        redacted=isinstance(event, e.ExhibitRedacted) or (isinstance(event, e.ExhibitDisclosed) and event.redacted),
    )


def _received(case: Case, entry: Entry, event: e.ExhibitReceived) -> None:
    case.drafts[event.exhibit] = _exhibit(event, entry, event.room)


def _disclosed(case: Case, entry: Entry, event: e.ExhibitDisclosed) -> None:
    case.drafts.pop(event.exhibit, None)
    case.exhibits[event.exhibit] = _exhibit(event, entry, Room.OPEN, event.number)


def _shown(case: Case, entry: Entry, event: e.ExhibitShown) -> None:
    """Whoever saw it disclosed knows it already."""
    case.exhibits.setdefault(event.exhibit, _exhibit(event, entry, Room.OPEN, event.number))


def _claimed(case: Case, entry: Entry, event: e.ConfidentialityClaimed) -> None:
    case.drafts[event.exhibit] = _exhibit(event, entry, event.room)
    case.confidential[event.claim] = ConfidentialityClaim(
        event.claim, event.exhibit, event.side, event.room, event.reasons, event.summary, entry.by, entry.at
    )


def _ruled(case: Case, entry: Entry, event: e.ConfidentialityRuled) -> None:
    known = case.confidential[event.claim]
    case.confidential[event.claim] = replace(known, granted=event.confidential, ruling=event.reasons)


def _redacted(case: Case, entry: Entry, event: e.ExhibitRedacted) -> None:
    case.drafts[event.exhibit] = _exhibit(event, entry, event.room)


def _sealed(case: Case, entry: Entry, event: e.ExhibitSealed) -> None:
    case.sealed |= {event.exhibit}


def _summary(case: Case, entry: Entry, event: e.SummaryDisclosed) -> None:
    nothing = Text("")
    case.exhibits[event.exhibit] = Exhibit(
        event.exhibit,
        event.number,
        event.side,
        "",
        nothing,
        nothing,
        "text/plain",
        0,
        event.reasons,
        entry.at,
        document=event.document,
        summary=event.summary,
    )


def _annotated(case: Case, entry: Entry, event: e.ExhibitAnnotated) -> None:
    case.notes[event.annotation] = Note(event, entry.by, entry.at)


def _translated(case: Case, entry: Entry, event: e.TranslationNoted) -> None:
    case.notes[event.translation] = Note(event, entry.by, entry.at)


DISCLOSING: Folding = {
    e.ExhibitReceived: _received,
    e.ExhibitDisclosed: _disclosed,
    e.ExhibitShown: _shown,
    e.ConfidentialityClaimed: _claimed,
    e.ConfidentialityRuled: _ruled,
    e.SummaryDisclosed: _summary,
    e.ExhibitAnnotated: _annotated,
    e.TranslationNoted: _translated,
    e.ExhibitRedacted: _redacted,
    e.ExhibitSealed: _sealed,
}
