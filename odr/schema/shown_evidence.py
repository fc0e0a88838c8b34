"""What was handed in and asked for, and what is missing, as far as the reader may see it."""

from odr.domain import case as c
from odr.domain.checklist import Item, checklist
from odr.domain.producing import CLAUSE
from odr.domain.roles import Room
from odr.domain.sight import AUDIENCE
from odr.schema import ids
from odr.schema.exhibit_types import ChecklistItem, EvidenceRequest, Exhibit
from odr.schema.reader import Reader


def exhibits(reader: Reader) -> list[Exhibit]:
    """What is disclosed, then the own side's drafts."""
    case = reader.case
    disclosed = [show_exhibit(one, is_disclosed=True) for one in case.exhibits.values()]
    return disclosed + [show_exhibit(one, is_disclosed=False) for one in case.drafts.values()]


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


def show_exhibit(one: c.Exhibit, *, is_disclosed: bool) -> Exhibit:
    return Exhibit(
        id=ids.encode("Exhibit", one.id),
        number=one.number or None,
        side=one.side,
        third_party=ids.encode("ThirdParty", one.third) if one.third else None,
        name=one.name.body,
        sha256=one.sha256.body,
        media_type=one.media_type,
        size=one.size,
        description=one.description.body if one.description else None,
        at=one.at,
        disclosed=is_disclosed,
        document=one.document,
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
