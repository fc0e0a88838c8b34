"""How long a case is kept, and what was erased of it, from what its reader may see."""

import strawberry

from odr.domain.case import Entry
from odr.domain.events import Kept, LegalHoldPlaced, Submission
from odr.domain.retention import held_by, kept_until
from odr.domain.statements import Erased, ErasureRequest
from odr.domain.words import Text
from odr.schema import erasing_types as t
from odr.schema import ids
from odr.schema.reader import Reader
from odr.schema.shown_talk import OF_SUBMISSIONS


def keeping(reader: Reader) -> t.CaseKeeping:
    case, offered = reader.case, reader.case.copy_offered
    return t.CaseKeeping(
        evidence_until=kept_until(Kept.EVIDENCE, case),
        record_until=kept_until(Kept.RECORD, case),
        held_by=list(held_by(case)) if case.closed_at else [],
        copy_of=offered.kept if offered else None,
        copy_until=offered.until if offered else None,
        evidence_erased_at=case.evidence_erased_at,
        record_erased_at=case.record_erased_at,
        erased=[erased(what, subject, one) for (what, subject), one in case.erased.items()],
        requests=[_request(one, reader) for one in case.erasures.values()],
        legal_holds=[_hold(one, entry, reader) for entry in case.holds.values() if (one := _placed(entry))],
    )


def erased(what: Submission, subject: str, one: Erased) -> t.Erasure:
    return t.Erasure(what=what, subject=_id(what, subject), ground=one.ground, clause=one.clause or None, at=one.at)


def of_exhibit(exhibit: str, reader: Reader) -> t.Erasure | None:
    """That an exhibit was erased, if it was."""
    found = reader.case.erased.get((Submission.EXHIBIT, exhibit))
    return erased(Submission.EXHIBIT, exhibit, found) if found else None


def _id(what: Submission, subject: str) -> strawberry.ID | None:
    return ids.encode(OF_SUBMISSIONS[what], subject) if OF_SUBMISSIONS[what] else None


def _request(one: ErasureRequest, reader: Reader) -> t.ErasureRequest:
    asked, answer = one.asked, one.answer
    exhibit = reader.case.exhibits.get(asked.subject)
    return t.ErasureRequest(
        id=ids.encode("ErasureRequest", asked.erasure),
        what=asked.what,
        subject=_id(asked.what, asked.subject),
        number=exhibit.number if exhibit else None,
        ground=asked.ground,
        reasons=_words(asked.reasons),
        by=reader.participant(one.by),
        at=one.at,
        erases=answer.erases if answer else None,
        answer=_words(answer.reasons) if answer else None,
        answered_at=one.answered_at,
    )


def _hold(placed: LegalHoldPlaced, entry: Entry, reader: Reader) -> t.LegalHold:
    return t.LegalHold(
        id=ids.encode("LegalHold", placed.hold),
        reasons=placed.reasons.body,
        authority=_words(placed.authority),
        reference=_words(placed.reference),
        by=reader.participant(entry.by),
        at=entry.at,
    )


def _placed(entry: Entry) -> LegalHoldPlaced | None:
    return entry.event if isinstance(entry.event, LegalHoldPlaced) else None


def _words(text: Text | None) -> str | None:
    return text.body if text else None
