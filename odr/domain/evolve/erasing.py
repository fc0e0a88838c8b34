"""From entries to the case: what was erased, what is asked to be, what holds it, and until when a copy can be had."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.evolve.folding import Folding
from odr.domain.statements import Erased, ErasureRequest


def _asked(case: Case, entry: Entry, event: e.ErasureAsked) -> None:
    case.erasures = {**case.erasures, event.erasure: ErasureRequest(event, entry.by, entry.at)}


def _answered(case: Case, entry: Entry, event: e.ErasureAnswered) -> None:
    known = case.erasures[event.erasure]
    case.erasures = {**case.erasures, event.erasure: replace(known, answer=event, answered_at=entry.at)}


def _exhibit(case: Case, entry: Entry, event: e.ExhibitErased) -> None:
    key = (e.Submission.EXHIBIT, event.exhibit)
    case.erased = {**case.erased, key: Erased(event.ground, event.clause, entry.at)}


def _words(case: Case, entry: Entry, event: e.WordsErased) -> None:
    case.erased = {**case.erased, (event.what, event.subject): Erased(event.ground, event.clause, entry.at)}


def _offered(case: Case, entry: Entry, event: e.CaseCopyOffered) -> None:
    case.copy_offered = event


def _ended(case: Case, entry: Entry, event: e.RetentionEnded) -> None:
    if event.kept is e.Kept.EVIDENCE:
        case.evidence_erased_at = entry.at
    else:
        case.record_erased_at = entry.at


def _held(case: Case, entry: Entry, event: e.LegalHoldPlaced) -> None:
    """After a hold a copy is offered anew."""
    case.holds = {**case.holds, event.hold: entry}
    case.copy_offered = None


def _lifted(case: Case, entry: Entry, event: e.LegalHoldLifted) -> None:
    case.holds = {hold: placed for hold, placed in case.holds.items() if hold != event.hold}


ERASING: Folding = {
    e.ErasureAsked: _asked,
    e.ErasureAnswered: _answered,
    e.ExhibitErased: _exhibit,
    e.WordsErased: _words,
    e.CaseCopyOffered: _offered,
    e.RetentionEnded: _ended,
    e.LegalHoldPlaced: _held,
    e.LegalHoldLifted: _lifted,
}
