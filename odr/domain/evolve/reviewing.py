"""From entries to the case: what still happens to a decision."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Correction, Entry, Fate
from odr.domain.evolve.folding import Folding


def stands_no_more(case: Case, fate: Fate) -> None:
    """The decision, if there is one, is a thing of the past, and so is what was asked about it."""
    if case.decision is not None:
        case.past_decisions = (*case.past_decisions, replace(case.decision, fate=fate))
    case.decision, case.corrections_asked, case.reviews_asked, case.set_aside_asked = None, (), (), None


def _begins_again(case: Case, fate: Fate) -> None:
    stands_no_more(case, fate)
    case.record_closed, case.file_completed_at, case.silent = False, None, False


def _correction_asked(case: Case, entry: Entry, event: e.CorrectionAsked) -> None:
    case.corrections_asked = (*case.corrections_asked, event)


def _correction_declined(case: Case, entry: Entry, event: e.CorrectionDeclined) -> None:
    case.corrections_asked = ()


def _corrected(case: Case, entry: Entry, event: e.DecisionCorrected) -> None:
    case.corrections_asked = ()
    if case.decision is not None:
        corrected = Correction(event.slip, event.reads, event.lines, entry.at)
        case.decision = replace(case.decision, corrections=(*case.decision.corrections, corrected))


def _review_asked(case: Case, entry: Entry, event: e.ReviewAsked) -> None:
    case.reviews_asked = (*case.reviews_asked, event)


def _review_decided(case: Case, entry: Entry, event: e.ReviewDecided) -> None:
    if event.result is e.ReviewResult.REMITTED:
        _begins_again(case, Fate.REMITTED)
    else:
        case.reviews_asked = ()


def _set_aside_asked(case: Case, entry: Entry, event: e.SetAsideAsked) -> None:
    case.set_aside_asked = event


def _set_aside_decided(case: Case, entry: Entry, event: e.SetAsideDecided) -> None:
    if event.granted:
        _begins_again(case, Fate.SET_ASIDE)
    else:
        case.set_aside_asked = None


def _breached(case: Case, entry: Entry, event: e.BreachReported) -> None:
    """What was agreed and broken stays in the case as what it is."""
    if case.settlement is not None:
        case.settlement = replace(case.settlement, breached_at=entry.at)
    _begins_again(case, Fate.BREACHED)


def _reopened(case: Case, entry: Entry, event: e.CaseReopened) -> None:
    case.ground = None


REVIEWING: Folding = {
    e.CorrectionAsked: _correction_asked,
    e.CorrectionDeclined: _correction_declined,
    e.DecisionCorrected: _corrected,
    e.ReviewAsked: _review_asked,
    e.ReviewDecided: _review_decided,
    e.SetAsideAsked: _set_aside_asked,
    e.SetAsideDecided: _set_aside_decided,
    e.BreachReported: _breached,
    e.CaseReopened: _reopened,
}
