"""What was offered, agreed, decided and ordered, for the record."""

from collections.abc import Iterator

from odr.domain import case as d
from odr.domain import events as e
from odr.domain import outcomes
from odr.domain.awaiting_answer import awaits_answer
from odr.domain.course import ANSWER
from odr.domain.events import FundPart, Issue, Step, Submission
from odr.domain.failing import TOLD
from odr.domain.money import as_decimal
from odr.domain.remedies import Remedy
from odr.domain.vouchers import masked
from odr.domain.words import Text
from odr.records import content as c
from odr.records.telling import Teller, sentence


def offers(case: d.Case, tell: Teller) -> Iterator[c.Offer]:
    """Offers of the sides and proposals of the mediator, in the order in which they were made."""
    both: list[d.Offer | d.Proposal] = [*case.offers.values(), *case.proposals.values()]
    made = sorted(both, key=lambda one: one.at)
    for number, one in enumerate(made, 1):
        yield _offer(number, one, tell) if isinstance(one, d.Offer) else _proposal(number, one, tell)


def _offer(number: int, one: d.Offer, tell: Teller) -> c.Offer:
    return c.Offer(
        title=tell.say("offer.title", number=number),
        by=tell.side(one.side),
        at=tell.moment(one.at),
        standing=tell.say(f"room.{one.room}"),
        lines=tell.remedies(one.lines),
        conditions=tell.said(one.conditions),
        reasons=None,
        outcome=tell.say(f"standing.{one.standing}"),
    )


def _proposal(number: int, one: d.Proposal, tell: Teller) -> c.Offer:
    return c.Offer(
        title=tell.say("offer.proposal", number=number),
        by=tell.who(one.by),
        at=tell.moment(one.at),
        standing=tell.say("room.WITHOUT_PREJUDICE"),
        lines=tell.remedies(one.lines),
        conditions=None,
        reasons=tell.said(one.reasons),
        outcome=tell.say(f"standing.{one.standing}"),
    )


def settlement(agreed: d.Settlement | None, tell: Teller) -> c.Settlement | None:
    if agreed is None:
        return None
    effect = tell.say(f"effect.{agreed.effect}")
    lines = tell.remedies(agreed.lines)
    return c.Settlement(tell.moment(agreed.at), lines, tell.said(agreed.conditions), effect)


def issued(case: d.Case) -> tuple[d.Decision, ...]:
    """Every decision of the case in its order; the last one stands, if one does."""
    return (*case.past_decisions, *([case.decision] if case.decision else []))


def decision(issued: d.Decision, tell: Teller) -> c.Decision:
    return c.Decision(
        title=tell.say("decision.title", date=tell.say.date(tell.moment(issued.at).at)),
        by=tell.who(issued.by),
        at=tell.moment(issued.at),
        outcome=_outcome(issued, tell),
        effect=tell.say(f"effect.{issued.effect}"),
        issues=tuple(_issue(issue) for issue in issued.issues),
        reasons=tell.said(issued.reasons),
        order=tell.remedies(issued.lines),
        answer=_answer(issued, tell),
        corrections=tuple(_correction(one, tell) for one in issued.corrections),
    )


def _outcome(issued: d.Decision, tell: Teller) -> str:
    net = outcomes.net(issued.ordered) if issued.set_off else None
    if net is None:
        return tell.outcome(issued)
    pays = tell.say("decision.set_off", side=tell.side(net.owed_by), amount=net.amount)
    return f"{tell.outcome(issued)} {pays}"


def _correction(one: d.Correction, tell: Teller) -> c.Correction:
    day = tell.say.date(tell.moment(one.at).at)
    title = tell.say("decision.corrected", date=day, slip=tell.say(f"slip.{one.slip}"))
    return c.Correction(title, _words(one.reads), tell.remedies(one.lines))


def _issue(issue: Issue) -> c.Issue:
    return c.Issue(_words(issue.question), _words(issue.finding), issue.exhibits, issue.rule, bool(issue.inferences))


def _words(text: Text) -> c.Said:
    return c.Said(text.body)


def _answer(issued: d.Decision, tell: Teller) -> str:
    if issued.fate is not d.Fate.STANDS:
        return tell.say(f"fate.{issued.fate}")
    match issued.accepted:
        case None:
            return tell.say("decision.no_answer")
        case True:
            return tell.say("decision.accepted")
        case _:
            return tell.say("decision.not_accepted")


def duties(case: d.Case, tell: Teller) -> Iterator[c.Duty]:
    if case.compensation is None:
        return
    for number, owed in enumerate(case.compensation.lines, 1):
        frame = _latest_frame(case, owed)
        yield c.Duty(
            line=tell.remedy(owed.remedy, str(number)),
            owed_by=_owed_by(owed, tell),
            due=tell.moment(frame.due, frame.latest.zone) if frame else None,
            due_words=tell.bound(frame.due, frame.latest.zone) if frame else "",
            status=_status(owed, tell),
            steps=tuple(sorted(_steps(owed, tell), key=lambda step: step.at.at)),
        )


def _owed_by(owed: d.OwedLine, tell: Teller) -> str:
    side = tell.side(owed.remedy.owed_by)
    match owed.fund:
        case None:
            return side
        case FundPart.PAYS:
            return tell.say("duty.paid_by_fund", side=side)
        case FundPart.HELD_MONEY_PAYS:
            return tell.say("duty.paid_from_held", side=side)
        case FundPart.IS_PAID_BACK:
            return tell.say("duty.paid_back", side=side)


def _latest_frame(case: d.Case, owed: d.OwedLine) -> d.Frame | None:
    """The frame under which this line runs now, or ran last; the time for an answer only where all waits for that."""
    frames = [one for one in (*case.past_frames, *case.frames.values()) if one.awaited]
    own = [one for one in frames if one.clause.startswith("compliance.") and one.name.endswith(f"/{owed.id}")]
    if not awaits_answer(owed, case):
        own = [one for one in own if one.clause != ANSWER]
    return own[-1] if own else None


def _status(owed: d.OwedLine, tell: Teller) -> str:
    step = tell.say(f"step.{owed.step}")
    late = owed.non_compliant and owed.step is not Step.FULFILLED
    return f"{step} {tell.say('duty.non_compliant')}" if late else step


def _steps(owed: d.OwedLine, tell: Teller) -> Iterator[c.Step]:
    """How goods go back, what was reported of the line, and what its carriers said of the parcel."""
    yield from _arranged(owed, tell)
    yield from (_step(report, owed, tell) for report in owed.reports)
    yield from (_scan(scan, tell) for scan in owed.scans)


def _scan(scan: e.ParcelScanned, tell: Teller) -> c.Step:
    """At the carrier's own time, which may lie before the steps that were reported."""
    place = tell.say("duty.place", place=tell.words_of(scan.place)) if scan.place else ""
    what = " ".join(filter(None, (tell.say(f"scankind.{scan.kind}"), place)))
    return c.Step(tell.moment(scan.scanned_at), tell.say("duty.carrier", name=scan.carrier), what)


def _arranged(owed: d.OwedLine, tell: Teller) -> Iterator[c.Step]:
    """How the goods go back, without the address: it is for whoever sends them, not for whoever reads the record."""
    how = owed.arranged
    if how is None:
        return
    side, most = tell.side(how.said.cost_by), how.said.most
    cost = (
        tell.say("duty.cost_at_most", side=side, amount=f"{as_decimal(most)} {most.currency}")
        if most
        else tell.say("duty.cost", side=side)
    )
    parts = (
        tell.say("duty.arranged"),
        how.said.carrier and f"{how.said.carrier}.",
        _reference(how.said.tracking, tell),
        how.said.label_exhibit and tell.say("duty.label", exhibit=how.said.label_exhibit),
    )
    yield c.Step(tell.moment(how.at), tell.who(how.by), " ".join(filter(None, (*parts, cost))))


def _reference(reference: str, tell: Teller) -> str:
    return tell.say("duty.reference", reference=reference) if reference else ""


def _step(report: d.Report, owed: d.OwedLine, tell: Teller) -> c.Step:
    """The code of a voucher is money: a record, which is passed on, has a part of it."""
    voucher = owed.remedy.remedy is Remedy.VOUCHER
    reference = _reference(masked(report.reference) if voucher else report.reference, tell)
    note = tell.words_of(report.note) if report.note else ""
    shown = tell.say("text.rests_on", exhibits=", ".join(report.exhibits)) if report.exhibits else ""
    why = _failure(report.failure, tell) if report.failure else ""
    what = " ".join(filter(None, (tell.say(f"{_way(report, owed, tell)}.{report.step}"), why, reference, note, shown)))
    return c.Step(tell.moment(report.at), tell.who(report.by), what)


_BACK = (Step.RETURN_IN_TRANSIT, Step.RETURN_RECEIVED, Step.INSPECTED)


def _way(report: d.Report, owed: d.OwedLine, tell: Teller) -> str:
    """What has no parcel is given up, and not sent."""
    parcel = tell.case.order.has_parcel(owed.remedy.line)
    return "step" if parcel or report.step not in _BACK else "given_up"


def _failure(why: e.Failure, tell: Teller) -> str:
    again = tell.say("duty.retryable" if why.retryable else "duty.not_retryable")
    return " ".join(filter(None, (tell.say("duty.failure", code=why.code) if why.code in TOLD else "", again)))


def exhibit(one: d.Exhibit, case: d.Case, tell: Teller) -> c.Exhibit:
    number = one.number or tell.say("exhibit.draft")
    withdrawn = case.is_withdrawn(Submission.EXHIBIT, one.id)
    return c.Exhibit(
        number=tell.say("exhibit.withdrawn", number=number) if withdrawn else number,
        name=_name(one, tell),
        by=tell.giver(one),
        at=tell.moment(one.at),
        size=one.size,
        sha256=tell.words_of(one.sha256),
    )


def _name(one: d.Exhibit, tell: Teller) -> str:
    if one.summary is not None:
        return tell.say("exhibit.summary")
    name = tell.words_of(one.name)
    return tell.say("exhibit.redacted", name=name) if one.redacted else name


def neutral(one: d.Appointment, tell: Teller) -> c.Neutral:
    return c.Neutral(
        name=tell.name(one.person),
        role=sentence(tell.say(f"function.{one.function}")),
        appointed_by=tell.role(one.appointer),
        paid_by=tell.payer(one.payer),
        at=tell.moment(one.at),
    )
