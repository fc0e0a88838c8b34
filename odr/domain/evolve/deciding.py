"""From entries to the case: what is asked for, the file and the decision."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Entry, Fate
from odr.domain.evolve.folding import Folding, nothing
from odr.domain.evolve.reviewing import stands_no_more
from odr.domain.handed_in import EvidenceRequest
from odr.domain.parts import Decision, DecisionDraft


def _requested(case: Case, entry: Entry, event: e.EvidenceRequested) -> None:
    case.requests[event.request] = EvidenceRequest(
        event.request, event.side, event.what, event.why, event.binding, entry.by, entry.at
    )


def _produced(case: Case, entry: Entry, event: e.EvidenceAnswered) -> None:
    asked = case.requests[event.request]
    said = replace(asked, answer=event.answer, exhibits=event.exhibits, words=event.words)
    case.requests[event.request] = said


def _not_produced(case: Case, entry: Entry, event: e.EvidenceNotProduced) -> None:
    case.requests[event.request] = replace(case.requests[event.request], failed=True)


def _reopened(case: Case, entry: Entry, event: e.RecordReopened) -> None:
    case.record_closed, case.record_reopened = False, case.record_reopened + 1


def _record_closed(case: Case, entry: Entry, event: e.RecordClosed) -> None:
    case.record_closed = True


def _file_completed(case: Case, entry: Entry, event: e.FileCompleted) -> None:
    case.file_completed_at = entry.at


def _drafted(case: Case, entry: Entry, event: e.DecisionDrafted) -> None:
    case.decision_drafts = (*case.decision_drafts, DecisionDraft(event, entry.by, entry.at))


def _draft_read(case: Case, entry: Entry, event: e.DraftRead) -> None:
    case.decision_drafts = tuple(
        replace(one, confirmed=event.confirmed, remarks=event.remarks) if one.drafted.draft == event.draft else one
        for one in case.decision_drafts
    )


def _decided(case: Case, entry: Entry, event: e.DecisionIssued) -> None:
    """A reviewer's decision takes the place of the one that was reviewed."""
    stands_no_more(case, Fate.CHANGED)
    decided = Decision(
        event.decision, event.outcome, event.issues, event.lines, event.reasons, event.effect, entry.by, entry.at
    )
    case.decision = replace(decided, counterclaim=event.counterclaim, set_off=event.set_off)


def _decided_by_default(case: Case, entry: Entry, event: e.DefaultDecisionIssued) -> None:
    decided = Decision(
        event.decision, e.Outcome.GRANTED, (), event.lines, event.reasons, event.effect, entry.by, entry.at
    )
    case.decision = replace(decided, clause=event.clause)


def _decision_answered(case: Case, entry: Entry, event: e.DecisionAccepted | e.DecisionNotAccepted) -> None:
    if case.decision is not None:
        case.decision = replace(case.decision, accepted=isinstance(event, e.DecisionAccepted))


DECIDING: Folding = {
    e.DecisionRequested: nothing,
    e.DecisionForgone: nothing,
    e.EvidenceRequested: _requested,
    e.EvidenceAnswered: _produced,
    e.EvidenceNotProduced: _not_produced,
    e.RecordReopened: _reopened,
    e.RecordClosed: _record_closed,
    e.FileCompleted: _file_completed,
    e.DecisionDrafted: _drafted,
    e.DraftRead: _draft_read,
    e.DecisionIssued: _decided,
    e.DefaultDecisionIssued: _decided_by_default,
    e.DecisionAccepted: _decision_answered,
    e.DecisionNotAccepted: _decision_answered,
}
