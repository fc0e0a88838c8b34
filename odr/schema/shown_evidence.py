"""What was handed in and asked for, and what is missing, as far as the reader may see it."""

from odr.domain import case as c
from odr.domain import events as e
from odr.domain.amending import is_own
from odr.domain.checklist import Item, checklist
from odr.domain.confidentiality import open_claims
from odr.domain.exhibits import still_there
from odr.domain.noting import rooms_for
from odr.domain.possible import Action
from odr.domain.producing import CLAUSE
from odr.domain.roles import Room
from odr.domain.sight import AUDIENCE
from odr.schema import ids
from odr.schema.exhibit_types import Area, ChecklistItem, ConfidentialityClaim, EvidenceRequest, Exhibit, ExhibitNote
from odr.schema.reader import Reader
from odr.schema.shown_erasing import of_exhibit


def exhibits(reader: Reader) -> list[Exhibit]:
    """What is disclosed, then what the reader sees of the rest."""
    case = reader.case
    known = (*case.exhibits.values(), *case.drafts.values())
    noting = any(one.action is Action.ANNOTATE_EXHIBIT for one in reader.possible)
    return [show_exhibit(one, reader, noting=noting) for one in known]


def evidence_requests(reader: Reader) -> list[EvidenceRequest]:
    return [_request(one, reader) for one in reader.case.requests.values()]


def _request(one: c.EvidenceRequest, reader: Reader) -> EvidenceRequest:
    frame = reader.case.frames.get(f"{CLAUSE}/{one.id}")
    return EvidenceRequest(
        id=ids.encode("EvidenceRequest", one.id),
        side=one.side,
        what=one.what.body,
        why=one.why.body,
        binding=one.binding,
        sender=reader.participant(one.by),
        at=one.at,
        due=frame.due if frame else None,
        answer=one.answer,
        exhibits=list(one.exhibits),
        words=one.words.body if one.words else None,
        failed=one.failed,
        may_count_against=one.may_count_against,
        yours=reader.by.role.side is one.side,
    )


def show_exhibit(one: c.Exhibit, reader: Reader, *, noting: bool) -> Exhibit:
    return Exhibit(
        id=ids.encode("Exhibit", one.id),
        number=one.number or None,
        side=one.side,
        third_party=ids.encode("ThirdParty", one.third) if one.third else None,
        name=one.name.body or None,
        sha256=one.sha256.body or None,
        media_type=one.media_type,
        size=one.size,
        description=one.description.body if one.description else None,
        at=one.at,
        disclosed=bool(one.number),
        document=one.document,
        room=one.room,
        summary=one.summary.body if one.summary else None,
        redacted=one.redacted,
        sealed=one.id in reader.case.sealed,
        note_rooms=rooms_for(reader.by, one, reader.case) if noting and still_there(one, reader.case) else [],
        erasure=of_exhibit(one.id, reader),
    )


def documents_asked(reader: Reader) -> list[ChecklistItem]:
    """Nothing for whoever sees no exhibits: to them everything would read as missing."""
    if reader.role not in AUDIENCE[Room.OPEN]:
        return []
    return [_item(one, reader.language) for one in checklist(reader.case)]


def _item(one: Item, language: str) -> ChecklistItem:
    return ChecklistItem(
        document=one.document,
        title=one.asked.text.in_language(language),
        why=one.asked.why.in_language(language),
        complaints=list(one.kinds),
        exhibits=[ids.encode("Exhibit", exhibit.id) for exhibit in one.exhibits],
        missing=one.missing,
    )


def confidentiality_claims(reader: Reader) -> list[ConfidentialityClaim]:
    waiting = [*open_claims(reader.case)]
    return [_claim(one, reader, is_open=one in waiting) for one in reader.case.confidential.values()]


def _claim(one: c.ConfidentialityClaim, reader: Reader, *, is_open: bool) -> ConfidentialityClaim:
    return ConfidentialityClaim(
        id=ids.encode("ConfidentialityClaim", one.id),
        exhibit=ids.encode("Exhibit", one.exhibit),
        side=one.side,
        reasons=one.reasons.body,
        summary=one.summary.body,
        by=reader.participant(one.by),
        at=one.at,
        granted=one.granted,
        ruling=one.ruling.body if one.ruling else None,
        open=is_open,
    )


def exhibit_notes(reader: Reader) -> list[ExhibitNote]:
    return [_note(one, reader) for one in reader.case.notes.values()]


def _note(one: c.Note, reader: Reader) -> ExhibitNote:
    said, withdrawn = one.noted, reader.case.is_withdrawn(one.what, one.id)
    area, translated = said.place.area, said if isinstance(said, e.TranslationNoted) else None
    return ExhibitNote(
        id=ids.encode("ExhibitNote", one.id),
        what=one.what,
        exhibit=ids.encode("Exhibit", said.exhibit),
        room=said.room,
        page=said.place.page,
        second=said.place.second,
        area=Area(left=area.left, top=area.top, width=area.width, height=area.height) if area else None,
        words=said.words.body,
        language=translated.language if translated else None,
        translator=translated.translator.body if translated else None,
        certified=bool(translated and translated.certified),
        by=reader.participant(one.by),
        at=one.at,
        yours=is_own(one.by, reader.by) and not withdrawn,
        withdrawn=withdrawn,
    )
