"""What is owed: ordered when it is agreed or decided, followed until it is done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, OwedLine
from odr.domain.citing import require_citable
from odr.domain.confirming import CONFIRMING, is_to_be_confirmed, require_denial, to_be_confirmed
from odr.domain.course import BESIDE_AN_ORDER, BREACH, OUTLIVE_A_STAGE, OUTLIVE_THE_CASE
from odr.domain.events import Ending, Event, Failure, FundPart, Ground, How, Reopening, Stage, Step
from odr.domain.failing import require_failed
from odr.domain.guards import Command, administrators, require_open, require_role
from odr.domain.parts import Report
from odr.domain.paying import BY_PLATFORM, OF_NO_FUND, Shares
from odr.domain.proving import require_proof
from odr.domain.recovery import UNTOUCHED, allotted, owed_again, put_off
from odr.domain.remedies import Remedy, RemedyLine, goes_back
from odr.domain.reporting import may_report
from odr.domain.roles import PARTIES, Actor, Role
from odr.domain.rulebook import Acts
from odr.domain.rulebook.shape import RETURN_LOST
from odr.domain.timeframes import actors_of, end_clause, end_frames, open_frame
from odr.domain.tracking import is_followed
from odr.domain.vouchers import told_of
from odr.domain.words import Text

NEXT_STEPS: dict[Step, tuple[Step, ...]] = {
    Step.ORDERED: (Step.SUBMITTED, Step.SETTLING, Step.FULFILLED, Step.FAILED, Step.UNKNOWN),
    Step.SUBMITTED: (Step.SETTLING, Step.FULFILLED, Step.FAILED, Step.UNKNOWN),
    Step.AWAITING_RETURN: (Step.RETURN_IN_TRANSIT, Step.RETURN_RECEIVED),
    Step.RETURN_IN_TRANSIT: (Step.RETURN_RECEIVED, Step.RETURN_LOST),
    Step.RETURN_RECEIVED: (Step.INSPECTED, Step.SUBMITTED, Step.SETTLING, Step.FULFILLED, Step.FAILED, Step.UNKNOWN),
    Step.RETURN_LOST: (Step.SUBMITTED, Step.SETTLING, Step.FULFILLED, Step.FAILED, Step.UNKNOWN),
    Step.INSPECTED: (Step.SUBMITTED, Step.SETTLING, Step.FULFILLED, Step.FAILED, Step.UNKNOWN),
    Step.SETTLING: (Step.FULFILLED, Step.FAILED),
    Step.UNKNOWN: (Step.SUBMITTED, Step.SETTLING, Step.FULFILLED, Step.FAILED),
    Step.FAILED: (Step.ORDERED, Step.SUBMITTED, Step.SETTLING, Step.FULFILLED, Step.UNKNOWN),
    Step.FULFILLED: (Step.REVERSED,),
    Step.REVERSED: (Step.ORDERED, Step.SUBMITTED, Step.SETTLING, Step.FULFILLED, Step.FAILED, Step.UNKNOWN),
    Step.LAPSED: (),
}

DONE = (Step.FULFILLED, Step.LAPSED)


def order(
    case: Case, lines: Sequence[RemedyLine], order_id: str, at: datetime, ground: Ground, shares: Shares = OF_NO_FUND
) -> list[Event]:
    """A settlement or decision becomes an order, cut to what is left to give back; with nothing owed the case ends.

    What is ordered later under the same one is added to what was ordered before.
    """
    before = case.compensation.lines if case.compensation and case.compensation.id == order_id else ()
    goes_on = any(line.step not in DONE for line in before)
    over: list[Event] = [e.CaseClosed(ground), e.StageOpened(Stage.CLOSED, How.BY_RULE)]
    repaid = ((line, FundPart.IS_PAID_BACK) for line in shares.to_fund)
    parts = [*((line, shares.part) for line in owed(lines)), *repaid]
    if not parts:
        return [] if goes_on else over
    found = zip(allotted([line for line, _ in parts], case), parts, strict=True)
    numbered = tuple(
        e.CompensationLine(f"{order_id}-{n}", _owed(line), _first_step(line), legs, agreed, part)
        for n, ((line, legs, agreed), (_, part)) in enumerate(found, len(before) + 1)
    )
    opened = [_period(case, line, at) for line in numbered if line.step not in DONE]
    ordered = e.CompensationOrdered(order_id, numbered)
    if not opened and not goes_on:
        return [ordered, *over]
    stage = [e.StageOpened(Stage.COMPLIANCE, How.BY_RULE)] if case.stage is not Stage.COMPLIANCE else []
    return [ordered, *stage, *opened]


def owed(lines: Sequence[RemedyLine]) -> list[RemedyLine]:
    """The lines under which somebody owes something."""
    return [line for line in lines if line.remedy is not Remedy.NO_REMEDY]


def lapse(case: Case) -> list[Event]:
    """What was ordered and not begun is owed no more; what was paid, or is on its way, stays as it is."""
    lines = case.compensation.lines if case.compensation else ()
    left = [line.id for line in lines if line.step in UNTOUCHED]
    return [e.FulfilmentReported(line, Step.LAPSED, "", None, How.BY_RULE) for line in left]


def _owed(line: RemedyLine) -> RemedyLine:
    """The words of a remedy were said in the settlement or decision; of an undertaking they are what is owed."""
    return line if line.remedy is Remedy.UNDERTAKING else replace(line, note=None)


def _first_step(line: RemedyLine) -> Step:
    if line.amount is not None and not line.amount.minor:
        return Step.LAPSED
    return Step.AWAITING_RETURN if goes_back(line) else Step.ORDERED


def _period(case: Case, line: OwedLine | e.CompensationLine, at: datetime, *, anew: bool = False) -> e.FrameOpened:
    """The time for the first step of a line; goods to be returned are sent by whoever is owed the refund.

    Args:
        anew: it came undone, and the goods are back already.
    """
    remedy = line.remedy
    returned = anew and goes_back(remedy)
    if goes_back(remedy) and not returned:
        sender = (Role(remedy.owed_by.other.value),)
        return open_frame(case, "compliance.return_ship", at, subject=line.id, actors=sender)
    period = _after_return(remedy, case) if returned else case.rulebook.compliance.period(remedy.remedy)
    return open_frame(case, period, at, subject=line.id, actors=_who_pays(line, case), typed=remedy.due_after(at))


def _after_return(remedy: RemedyLine, case: Case) -> str:
    """The clause of the time for what is due once the goods are back: a refund has one of its own."""
    refund = remedy.remedy is Remedy.REFUND_ON_RETURN
    return "compliance.refund_after_return" if refund else case.rulebook.compliance.period(remedy.remedy)


def _who_pays(line: OwedLine | e.CompensationLine, case: Case) -> tuple[Role, ...]:
    """Whoever owes it, or the administrator of the platform that pays instead of them."""
    by_platform = line.fund in BY_PLATFORM
    return actors_of(Acts.ADMINISTRATOR, case) if by_platform else (Role(line.remedy.owed_by.value),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFulfilment(Command):
    """A step of carrying out a line: reported by the marketplace, the side that took it, or the service in the shop.

    `exhibits`: what shows it, by number.
    """

    line: str
    step: Step
    reference: str
    note: Text | None = None
    failure: Failure | None = None
    exhibits: tuple[str, ...] = ()


def may_report_fulfilment(by: Actor, case: Case) -> None:
    require_role(by, Role.SYSTEM, *administrators(case), *PARTIES)
    found = reportable(case)
    any_step = any(may_report(by, step, line, case) for line in found for step in NEXT_STEPS[line.step])
    if not any_step:
        require_open(case)
    if not any_step and not any(line.step not in DONE or is_carried_out(line, case) for line in found):
        raise no.NotAtThisStage(stage=case.stage.value)
    if by.role is Role.RECIPIENT and not any_step:
        raise no.PayerDecides()


def reportable(case: Case) -> list[OwedLine]:
    """The lines of the order that is carried out, and what was begun or done under any other that was undone since.

    What was done can come undone for as long as the record is kept, also in a closed case.
    """
    found = {line.id: line for order in case.orders for line in order.lines if _is_begun(line)}
    begun = {} if case.record_erased_at is not None else found
    return [*{**begun, **{line.id: line for line in carried_out(case)}}.values()]


def _is_begun(line: OwedLine) -> bool:
    """What the platform failed to pay is tried again: others owe it to the fund already, or paid by what is held."""
    failed = line.fund in BY_PLATFORM and line.step in (Step.FAILED, Step.REVERSED)
    return failed or (line.step is not Step.LAPSED and line.step not in UNTOUCHED)


def is_carried_out(line: OwedLine, case: Case) -> bool:
    """Whether it is a line of the order that stands."""
    return any(one.id == line.id for one in carried_out(case))


def carried_out(case: Case) -> tuple[OwedLine, ...]:
    """The lines of the order that stands: while it is carried out, and of a closed case what was done."""
    if case.compensation is None or not case.order_stands or case.record_erased_at is not None:
        return ()
    if case.stage is Stage.CLOSED:
        return tuple(line for line in case.compensation.lines if line.step is Step.FULFILLED)
    return case.compensation.lines if case.stage in BESIDE_AN_ORDER else ()


def report_fulfilment(ask: ReportFulfilment, case: Case) -> list[Event]:
    """One step forward in the life cycle; when the last line is done the case closes."""
    may_report_fulfilment(ask.by, case)
    line = next((one for one in reportable(case) if one.id == ask.line), None)
    if line is None:
        raise no.LineUnknown()
    _require_reporter(ask, line, case)
    _require_step(line, ask.step)
    require_failed(ask.failure, ask.step)
    require_denial(ask.by, ask.step, ask.note)
    shown = require_citable(ask.exhibits, case, "exhibits")
    require_proof(Report(ask.step, ask.reference, ask.note, ask.by, ask.at, ask.failure, shown), line, case)
    reference, code, to = told_of(line, ask.reference)
    report = e.FulfilmentReported(line.id, ask.step, reference, ask.note, How.BY_ACT, ask.failure, shown, code, to)
    if line not in carried_out(case):
        return [report, *_owed_no_more(line, ask.step)]
    waits = to_be_confirmed(ask.by, line, case, ask.at) if ask.step is Step.SETTLING else []
    gone, then = put_off(line, ask.step, case), after_step(case, line, ask.step, ask.at)
    over = gone and not gone[0].legs
    return [report, *gone, *waits, *(after_reductions(case, gone, ask.at) if over else then)]


def _owed_no_more(line: OwedLine, step: Step) -> list[Event]:
    """What fails under an order that was undone is not tried again: it takes nothing back any more."""
    over = step in (Step.FAILED, Step.REVERSED) and line.fund not in BY_PLATFORM
    return [e.FulfilmentReported(line.id, Step.LAPSED, "", None, How.BY_RULE)] if over else []


def require_line(case: Case, line: str) -> OwedLine:
    """A line of the last order. Refuses: LineUnknown."""
    found = case.compensation.line(line) if case.compensation else None
    if found is None:
        raise no.LineUnknown()
    return found


def _require_reporter(ask: ReportFulfilment, line: OwedLine, case: Case) -> None:
    if not may_report(ask.by, ask.step, line, case):
        raise no.NotAllowed()


def steps_open_to(by: Actor, line: OwedLine, case: Case) -> list[Step]:
    """What this actor can report of the line now."""
    try:
        may_report_fulfilment(by, case)
    except no.Refused:
        return []
    if line not in reportable(case):
        return []
    return [step for step in NEXT_STEPS[line.step] if may_report(by, step, line, case)]


def _require_step(line: OwedLine, asked: Step) -> None:
    possible = NEXT_STEPS[line.step]
    if asked not in possible:
        names = ", ".join(step.value for step in possible) or "none, this line is done"
        raise no.StepNotPossible(now=line.step.value, asked=asked.value, possible=names)


def after_step(case: Case, line: OwedLine, step: Step, at: datetime) -> list[Event]:
    """The frame that a step ends, the frame it opens, and the closing after the last one."""
    owes = (Role(line.remedy.owed_by.value),)
    match step:
        case Step.RETURN_IN_TRANSIT:
            lost = [RETURN_LOST] if case.order.has_parcel(line.remedy.line) else []
            clauses = lost if is_followed(line) else ["compliance.confirm_return", *lost]
            awaited = {"compliance.confirm_return": owes}
            opened = [open_frame(case, one, at, subject=line.id, actors=awaited.get(one)) for one in clauses]
            return [*end_periods(case, line), *opened]
        case Step.RETURN_RECEIVED | Step.RETURN_LOST:
            period, day = _after_return(line.remedy, case), line.remedy.due_after(at)
            return [*end_periods(case, line), open_frame(case, period, at, subject=line.id, actors=owes, typed=day)]
        case Step.FULFILLED | Step.LAPSED:
            return [*end_periods(case, line), *close_if_done(case, at, line.id)]
        case Step.FAILED if is_to_be_confirmed(line, case):
            return [*end_clause(case, CONFIRMING, Ending.MET, line.id), *_owed_anew(line, case, at)]
        case Step.REVERSED:
            return [*_goes_on(case), _period(case, line, at, anew=True)]
        case _:
            return []


def _owed_anew(line: OwedLine, case: Case, at: datetime) -> list[Event]:
    """What did not arrive has its whole time again; where that passed already, it can be reported as not done."""
    return time_to_report(line, case, at) if line.non_compliant else [_period(case, line, at, anew=True)]


def _goes_on(case: Case) -> list[Event]:
    """A case that was closed since all was done is not over when something of it comes undone."""
    anew: list[Event] = [e.CaseReopened(Reopening.CAME_UNDONE), e.StageOpened(Stage.COMPLIANCE, How.BY_RULE)]
    return anew if case.closed_at is not None else []


def after_reductions(case: Case, reduced: Sequence[e.OwedLineReduced], at: datetime) -> list[Event]:
    """Lines of which nothing is left to give back are over; after the last one the case closes."""
    over = [one.line for one in reduced if not one.legs]
    ended = [event for line in over for event in end_periods(case, require_line(case, line))]
    return [*ended, *(close_if_done(case, at, *over) if over else [])]


def end_periods(case: Case, line: OwedLine) -> list[Event]:
    """Nothing is waited for any more under this line."""
    over = [clause for clause in case.rulebook.clauses if clause.startswith("compliance.")]
    clauses = [clause for clause in over if clause != BREACH or not owed_again(line, case)]
    return [event for clause in clauses for event in end_clause(case, clause, Ending.MET, line.id)]


def close_if_done(case: Case, at: datetime, *done: str) -> list[Event]:
    """With the last line the case closes, unless a reviewer is at work or can still be asked for."""
    lines = case.compensation.lines if case.compensation else ()
    if "review.ask" in case.frames:
        return []
    if case.stage is not Stage.COMPLIANCE or any(line.step not in DONE for line in lines if line.id not in done):
        return []
    order, made = case.compensation, case.settlement
    agreed = made if order and made and order.id == made.id else None
    ground = Ground.SETTLED if agreed else Ground.DECIDED
    over = [one for one in case.frames.values() if one.clause in OUTLIVE_A_STAGE - OUTLIVE_THE_CASE]
    kept = still_to_keep(case, agreed.conditions, at) if agreed else []
    return [*end_frames(over, Ending.MOOT), e.CaseClosed(ground), e.StageOpened(Stage.CLOSED, How.BY_RULE), *kept]


def still_to_keep(case: Case, conditions: Text | None, at: datetime) -> list[Event]:
    """A settlement that also says something in words can be broken after all its lines are done."""
    return [open_frame(case, BREACH, at)] if conditions and BREACH in case.rulebook.clauses else []


def not_done(case: Case, subject: str, due: datetime) -> list[Event]:
    """The time for a line passed without it; whoever is owed it can report the breach."""
    return [e.NonComplianceRecorded(subject), *time_to_report(require_line(case, subject), case, due)]


def time_to_report(line: OwedLine, case: Case, start: datetime) -> list[Event]:
    """In which whoever is owed the line can say that it was not done. A fund is no side."""
    if BREACH not in case.rulebook.clauses or line.fund is not None or f"{BREACH}/{line.id}" in case.frames:
        return []
    return [open_frame(case, BREACH, start, subject=line.id, actors=(Role(line.remedy.owed_by.other.value),))]
