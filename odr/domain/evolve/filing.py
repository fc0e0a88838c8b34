"""From entries to the case: what opens a case, answers it and lets it in."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.evolve.folding import Folding, nothing
from odr.domain.parts import HumanReview
from odr.domain.shop_order import LookUp
from odr.domain.statements import Answer, Clarification, Counterclaim


def _opened(case: Case, entry: Entry, event: e.CaseOpened) -> None:
    case.number, case.marketplace = event.number, event.marketplace
    case.complainant, case.respondent = event.complainant, event.respondent
    case.staff_zone, case.language, case.opened_at = event.staff_zone, event.language, entry.at
    case.staff_place = event.staff_place


def _order(case: Case, entry: Entry, event: e.OrderRecorded) -> None:
    case.order = event.order


def _looked_up(case: Case, entry: Entry, event: e.OrderLookedUp) -> None:
    """What the shop said before stands while it gives no answer."""
    case.shop_awaited = event.answer is LookUp.NO_ANSWER
    if not case.shop_awaited:
        case.looked_up = event


def _filed(case: Case, entry: Entry, event: e.ComplaintFiled) -> None:
    case.filed, case.filed_by = event, entry.by


def _computed(case: Case, entry: Entry, event: e.EntitlementComputed) -> None:
    case.entitlement = event


def _human_asked(case: Case, entry: Entry, event: e.HumanReviewAsked) -> None:
    case.human_reviews[event.about, event.frame] = HumanReview(event)


def _human_given(case: Case, entry: Entry, event: e.HumanReviewGiven) -> None:
    about = case.to_look_at
    if about is not None:
        case.human_reviews[about] = replace(case.human_reviews[about], finding=event.finding)


def _needs_stated(case: Case, entry: Entry, event: e.NeedsStated) -> None:
    case.needs[event.side] = event


def _needs_withdrawn(case: Case, entry: Entry, event: e.NeedsWithdrawn) -> None:
    case.needs.pop(event.side, None)


def _receipt(case: Case, entry: Entry, event: e.ReceiptGiven) -> None:
    case.timeline = event.timeline


def _joined(case: Case, entry: Entry, event: e.RespondentJoined) -> None:
    case.joined = True


def _acknowledged(case: Case, entry: Entry, event: e.ComplaintAcknowledged) -> None:
    case.acknowledged_at = entry.at


def _nudged(case: Case, entry: Entry, event: e.RespondentNudged) -> None:
    case.nudged_at = entry.at


def _answered(case: Case, entry: Entry, event: e.AnswerGiven) -> None:
    case.answer = Answer(event.position, event.statement, entry.at, event.exhibits)


def _clarification(case: Case, entry: Entry, event: e.ClarificationAsked) -> None:
    case.clarifications[event.clarification] = Clarification(
        event.clarification, event.side, event.about, event.what, entry.by, entry.at
    )


def _clarified(case: Case, entry: Entry, event: e.ClarificationGiven) -> None:
    asked = case.clarifications[event.clarification]
    case.clarifications[event.clarification] = replace(asked, words=event.words, exhibits=event.exhibits)


def _counterclaim(case: Case, entry: Entry, event: e.CounterclaimMade) -> None:
    case.counterclaim = Counterclaim(event.counterclaim, event.claims, event.narrative, entry.by, entry.at)


def _counterclaim_answered(case: Case, entry: Entry, event: e.CounterclaimAnswered) -> None:
    if case.counterclaim is not None:
        given = Answer(event.position, event.statement, entry.at, event.exhibits)
        case.counterclaim = replace(case.counterclaim, answer=given)


def _counterclaim_withdrawn(case: Case, entry: Entry, event: e.CounterclaimWithdrawn) -> None:
    if case.counterclaim is not None:
        case.counterclaim = replace(case.counterclaim, withdrawn=True)


def _dispute(case: Case, entry: Entry, event: e.DisputeOpened) -> None:
    case.dispute = event


def _admitted(case: Case, entry: Entry, event: e.CaseAdmitted) -> None:
    case.admitted = event


def _refused(case: Case, entry: Entry, event: e.CaseRefused) -> None:
    case.refused = event


def _silence(case: Case, entry: Entry, event: e.SilenceRecorded) -> None:
    case.silent = True


def _withdrawn(case: Case, entry: Entry, event: e.ComplaintWithdrawn) -> None:
    case.withdrawn = event


FILING: Folding = {
    e.CaseOpened: _opened,
    e.OrderRecorded: _order,
    e.OrderLookedUp: _looked_up,
    e.ComplaintFiled: _filed,
    e.ComplaintTakenDown: nothing,
    e.EntitlementComputed: _computed,
    e.HumanReviewAsked: _human_asked,
    e.HumanReviewGiven: _human_given,
    e.NeedsStated: _needs_stated,
    e.NeedsWithdrawn: _needs_withdrawn,
    e.ReceiptGiven: _receipt,
    e.RespondentInvited: nothing,
    e.RespondentJoined: _joined,
    e.ComplaintAcknowledged: _acknowledged,
    e.RespondentNudged: _nudged,
    e.AnswerGiven: _answered,
    e.ClarificationAsked: _clarification,
    e.ClarificationGiven: _clarified,
    e.CounterclaimMade: _counterclaim,
    e.CounterclaimAnswered: _counterclaim_answered,
    e.CounterclaimWithdrawn: _counterclaim_withdrawn,
    e.DisputeOpened: _dispute,
    e.CaseAdmitted: _admitted,
    e.CaseRefused: _refused,
    e.SilenceRecorded: _silence,
    e.ComplaintWithdrawn: _withdrawn,
}
