"""How the case ends, as its reader sees it."""

from collections.abc import Iterable

from odr.arriving import expected
from odr.domain import case as c
from odr.domain import events as e
from odr.domain import human_review, outcomes, second_reading
from odr.domain.compensation import steps_open_to
from odr.domain.course import ANSWER, BREACH
from odr.domain.enforcing import may_take
from odr.domain.events import Failure
from odr.domain.failing import TOLD, may_read_code
from odr.domain.handing_over import may_spend, waiting
from odr.domain.nudging import nudge_line_from
from odr.domain.proving import proof_needed
from odr.domain.remedies import RemedyLine, goes_back
from odr.domain.returning import agreed_bearer, may_arrange_now
from odr.domain.rulebook import DecisionEffect, ReviewGround
from odr.domain.vocabulary import Automated
from odr.domain.vouchers import masked
from odr.schema import ids
from odr.schema.base import Money
from odr.schema.entitlement_types import HumanReview
from odr.schema.inspection_types import inspections
from odr.schema.outcome_types import (
    Compensation,
    CompensationLine,
    Decision,
    DecisionCorrection,
    DecisionDraft,
    DecisionRequest,
    ExpectedArrival,
    FulfilmentFailure,
    FulfilmentReport,
    Issue,
    LineNudge,
    Net,
    ReturnArrangement,
    ReviewRequest,
    Settlement,
    SteppedIn,
)
from odr.schema.reader import Reader
from odr.schema.shown_entitlement import show_review
from odr.schema.shown_recovery import legs
from odr.schema.shown_tracking import tracking

CLOSING = (e.CaseRefused, e.ComplaintWithdrawn, e.CounterclaimWithdrawn, e.CaseTerminated)
"""The acts that close a case with reasons."""


def settlement(reader: Reader) -> Settlement | None:
    found = reader.case.settlement
    if found is None:
        return None
    return Settlement(
        id=ids.encode("Settlement", found.id),
        lines=reader.remedies(found.lines),
        conditions=found.conditions.body if found.conditions else None,
        effect=found.effect,
        at=found.at,
        breached_at=found.breached_at,
    )


def decision(reader: Reader) -> Decision | None:
    found = reader.case.decision
    return _decision(found, reader) if found else None


def past_decisions(reader: Reader) -> list[Decision]:
    """The decisions that stand no more, in their order."""
    return [_decision(found, reader) for found in reader.case.past_decisions]


def reviews_asked(case: c.Case) -> list[ReviewRequest]:
    return [ReviewRequest(side=one.side, ground=one.ground, reasons=one.reasons.body) for one in case.reviews_asked]


def corrections_asked(case: c.Case) -> list[DecisionRequest]:
    return [DecisionRequest(side=one.side, reasons=one.reasons.body) for one in case.corrections_asked]


def set_aside_asked(case: c.Case) -> DecisionRequest | None:
    asked = case.set_aside_asked
    return DecisionRequest(side=asked.side, reasons=asked.reasons.body) if asked else None


def review_grounds(case: c.Case) -> list[ReviewGround]:
    """The grounds that the rulebook of the case knows."""
    return list(case.rulebook.review.grounds) if case.rulebook.review else []


def _decision(found: c.Decision, reader: Reader) -> Decision:
    return Decision(
        id=ids.encode("Decision", found.id),
        outcome=found.outcome,
        counterclaim=found.counterclaim,
        issues=_issues(found.issues),
        lines=reader.remedies(found.lines),
        ordered=reader.remedies(found.ordered),
        net=_net(found.ordered) if found.set_off else None,
        corrections=[
            DecisionCorrection(slip=one.slip, reads=one.reads.body, lines=reader.remedies(one.lines), at=one.at)
            for one in found.corrections
        ],
        fate=found.fate,
        reasons=found.reasons.body,
        effect=DecisionEffect(found.effect),
        effect_text=reader.case.rulebook.effect.text.in_language(reader.language),
        by=reader.participant(found.by),
        clause=found.clause or None,
        review=_looked_at(found, reader.case) if found.clause else None,
        accepted=found.accepted,
        at=found.at,
    )


def _net(lines: Iterable[RemedyLine]) -> Net | None:
    found = outcomes.net(tuple(lines))
    return Net(owed_by=found.owed_by, amount=Money.of(found.amount)) if found else None


def _looked_at(decision: c.Decision, case: c.Case) -> HumanReview | None:
    which = human_review.default_decision(decision, case)
    return show_review(Automated.DEFAULT_DECISION, case, which)


def _issues(issues: Iterable[e.Issue]) -> list[Issue]:
    return [
        Issue(
            question=one.question.body,
            finding=one.finding.body,
            exhibits=list(one.exhibits),
            rule=one.rule,
            inferences=[ids.encode("EvidenceRequest", request) for request in one.inferences],
        )
        for one in issues
    ]


def drafts(reader: Reader) -> list[DecisionDraft]:
    """What was drafted, in order; nothing for whoever may not read it."""
    latest, waiting = second_reading.latest(reader.case), second_reading.waiting(reader.case)
    return [
        DecisionDraft(
            id=ids.encode("DecisionDraft", one.drafted.draft),
            outcome=one.drafted.outcome,
            counterclaim=one.drafted.counterclaim,
            issues=_issues(one.drafted.issues),
            lines=reader.remedies(one.drafted.lines),
            net=_net(one.drafted.lines) if one.drafted.set_off else None,
            reasons=one.drafted.reasons.body,
            by=reader.participant(one.by),
            at=one.at,
            waits=one is waiting,
            confirmed=one.confirmed,
            can_be_issued=one is latest and one.confirmed is True,
            remarks=one.remarks.body if one.remarks else None,
        )
        for one in reader.case.decision_drafts
    ]


def compensation(reader: Reader) -> Compensation | None:
    return _order(reader.case.compensation, reader) if reader.case.compensation else None


def closing_reasons(reader: Reader) -> str | None:
    """Of the act that closed the case: the one of that instant. A complaint withdrawn before is not why it ended."""
    acts = (one.event for one in reader.seen.entries if one.at == reader.case.closed_at)
    reasons = [one.reasons for one in acts if isinstance(one, CLOSING)]
    return reasons[0].body if reasons and reasons[0] else None


def past_compensations(reader: Reader) -> list[Compensation]:
    return [_order(one, reader) for one in reader.case.past_compensations]


def enforcement_path(reader: Reader) -> str | None:
    return f"/enforcement/{reader.case.id}.zip" if may_take(reader.role, reader.case) else None


def _order(found: c.Compensation, reader: Reader) -> Compensation:
    lines = [_line(one, reader) for one in found.lines]
    return Compensation(id=ids.encode("Compensation", found.id), lines=lines, at=found.at)


def _line(one: c.OwedLine, reader: Reader) -> CompensationLine:
    frames = (frame for frame in reader.case.frames.values() if frame.awaited and frame.clause != ANSWER)
    due = (frame.due for frame in frames if frame.name.endswith(f"/{one.id}"))
    breach = reader.case.frames.get(f"{BREACH}/{one.id}")
    arrival = expected(one, reader.case)
    return CompensationLine(
        id=ids.encode("CompensationLine", one.id),
        remedy=reader.remedy(one.remedy),
        agreed=Money.of(one.agreed) if one.agreed else None,
        legs=legs(one.legs),
        fund=one.fund,
        stepped_in=_stepped_in(one, reader.case),
        step=one.step,
        next_steps=list(steps_open_to(reader.by, one, reader.case)),
        proof_needed=proof_needed(one, reader.case),
        waits_for=waiting(one, reader.case),
        non_compliant=one.non_compliant,
        arrangement=_arrangement(one.arranged, reader) if one.arranged else None,
        can_arrange=may_arrange_now(reader.by, one, reader.case),
        return_cost=agreed_bearer(one.remedy) if _parcel(one, reader) else None,
        parcel=_parcel(one, reader),
        reports=[_report(report, one, reader) for report in one.reports],
        inspections=inspections(one, reader.case),
        tracking=tracking(one, reader),
        due=min(due, default=None),
        nudges=[LineNudge(side=nudge.side, at=nudge.at) for nudge in one.nudges],
        nudge_from=nudge_line_from(reader.by, one, reader.case),
        breach_until=breach.due if breach and reader.by.role.acts_as in breach.facts.actors else None,
        expected_arrival=ExpectedArrival(earliest=arrival.earliest, latest=arrival.latest) if arrival else None,
    )


def _stepped_in(one: c.OwedLine, case: c.Case) -> SteppedIn | None:
    if one.stepped_in is None:
        return None
    review = show_review(Automated.STEPPED_IN, case, one.id)
    return SteppedIn(source=one.stepped_in, clause=human_review.STEP_IN, review=review)


def _arrangement(one: c.Arrangement, reader: Reader) -> ReturnArrangement:
    said = one.said
    return ReturnArrangement(
        address=said.address.body,
        instructions=said.instructions.body if said.instructions else None,
        label=said.label.body if said.label else None,
        label_exhibit=said.label_exhibit or None,
        carrier=said.carrier,
        tracking=said.tracking,
        cost_bearer=said.cost_by,
        most=Money.of(said.most) if said.most else None,
        by=reader.participant(one.by),
        at=one.at,
    )


def _report(one: c.Report, owed: c.OwedLine, reader: Reader) -> FulfilmentReport:
    return FulfilmentReport(
        step=one.step,
        reference=_reference(one, owed, reader),
        note=one.note.body if one.note else None,
        exhibits=list(one.exhibits),
        failure=_failure(one.failure, owed, reader) if one.failure else None,
        by=reader.participant(one.by),
        at=one.at,
    )


def _reference(one: c.Report, owed: c.OwedLine, reader: Reader) -> str:
    """Of a voucher its code, for who may spend it. What was entered before codes stood apart has all of it."""
    code = one.voucher.body if one.voucher else None
    return (code or one.reference) if may_spend(reader.by, owed) else masked(one.reference)


def _parcel(one: c.OwedLine, reader: Reader) -> bool | None:
    return reader.case.order.has_parcel(one.remedy.line) if goes_back(one.remedy) else None


def _failure(why: Failure, owed: c.OwedLine, reader: Reader) -> FulfilmentFailure:
    """A word of a payment provider may tell of somebody's account: it is for that side and who administers the case."""
    whole = why.code in TOLD or may_read_code(reader.by, owed)
    return FulfilmentFailure(code=why.code if whole else "", retryable=why.retryable)
