"""Shows what was computed, in the words of the rulebook and of the law, in the reader's language."""

from collections.abc import Sequence

from odr import statutes
from odr.domain import entitlement as e
from odr.domain.case import Case
from odr.domain.entitlement import lines as known
from odr.domain.facts import OrderFacts
from odr.domain.rulebook import Rulebook
from odr.domain.rulebook.claims import Criterion
from odr.domain.vocabulary import Automated
from odr.schema.base import Money
from odr.schema.entitlement_types import (
    Entitlement,
    EntitlementCap,
    EntitlementExclusion,
    EntitlementLine,
    EntitlementTest,
    EntitlementWindow,
    HumanReview,
)


def show_entitlement(
    lines: Sequence[e.EntitlementLine],
    statute: str,
    order: OrderFacts,
    rulebook: Rulebook,
    language: str,
    review: HumanReview | None = None,
) -> Entitlement:
    """The lines with their words.

    Args:
        statute: the version of the law that was applied; empty without one.
    """
    law = statutes.law()
    applied = law.named(statute)
    return Entitlement(
        lines=[_line(one, order, rulebook, language) for one in lines],
        statute=statute or None,
        modelled_on=applied.modelled_on if applied else None,
        review=review,
        notice=law.notice.in_language(language),
    )


def show_review(about: Automated, case: Case, frame: str = "") -> HumanReview | None:
    """That a person was asked to look at it, and what they found."""
    found = case.human_reviews.get((about, frame))
    if found is None:
        return None
    reasons = found.asked.reasons.body if found.asked.reasons else None
    return HumanReview(side=found.asked.side, reasons=reasons, finding=found.finding.body if found.finding else None)


def _line(one: e.EntitlementLine, order: OrderFacts, rulebook: Rulebook, language: str) -> EntitlementLine:
    sold = order.line(one.line)
    return EntitlementLine(
        claim=one.claim,  # type: ignore[arg-type]
        source=one.source,
        rule=one.rule,
        basis=one.basis,
        checked=one.checked,
        result=one.result,
        remedy=one.remedy,
        line=one.line,  # type: ignore[arg-type]
        title=sold.title if sold else "",
        quantity=one.quantity,
        amount=Money.of(one.amount) if one.amount else None,
        charge=one.charge or None,  # type: ignore[arg-type]
        tests=[_test(test, rulebook, language) for test in one.tests],
        window=_window(one.window) if one.window else None,
        cap=_cap(one.cap) if one.cap else None,
        exclusions=[_exclusion(left, rulebook, language) for left in one.exclusions],
        best=one.best,
    )


def _test(test: known.Test, rulebook: Rulebook, language: str) -> EntitlementTest:
    return EntitlementTest(
        criterion=test.criterion,
        words=_words(test.criterion, rulebook, language),
        state=test.state,
        known_by=test.known_by,
        shown_by=[rulebook.documents[one].text.in_language(language) for one in test.shown_by],
    )


def _words(criterion: str, rulebook: Rulebook, language: str) -> str:
    if criterion in set(known.Condition):
        return statutes.law().conditions[known.Condition(criterion)].in_language(language)
    return rulebook.criteria[Criterion(criterion)].in_language(language)


def _window(window: known.Window) -> EntitlementWindow:
    return EntitlementWindow(
        length=window.length,
        start=window.start,
        until=window.until,
        last_day=window.last_day,
        zone=window.zone,
        source=window.source,
        checked=window.checked,
    )


def _cap(cap: known.Limit) -> EntitlementCap:
    amount = Money.of(cap.amount) if cap.amount else None
    return EntitlementCap(amount=amount, of=cap.of, percent=cap.percent, source=cap.source)


def _exclusion(left: known.Excluded, rulebook: Rulebook, language: str) -> EntitlementExclusion:
    words = rulebook.exclusions[left.exclusion].in_language(language)
    return EntitlementExclusion(exclusion=left.exclusion, words=words, applies=left.applies)
