"""What a decision brings: it waits, is carried out meanwhile, or is final (rulebook: execution)."""

from collections.abc import Sequence
from datetime import datetime

from odr.domain import compensation, fund, restitution
from odr.domain import events as e
from odr.domain.asking import may_still_be_asked, with_asks
from odr.domain.case import Case, Compensation, Decision, OwedLine
from odr.domain.course import OUTLIVE_THE_CASE
from odr.domain.events import Ending, Event, FundPart, Ground, How, Stage
from odr.domain.paying import OF_NO_FUND, Shares
from odr.domain.remedies import RemedyLine
from odr.domain.rulebook import DecisionEffect
from odr.domain.rulebook.choices import WhileReviewIsOpen
from odr.domain.timeframes import end_frames, open_frame


def follows(
    case: Case, name: str, lines: Sequence[RemedyLine], at: datetime, *, slips: bool = True, silent: bool = False
) -> list[Event]:
    """Where acceptance is needed it is asked for; the limit for a review runs in any case.

    Args:
        slips: whether they can be pointed out; somebody who decided puts them right.
        silent: whether the respondent's silence is recorded together with the decision.
    """
    review = [open_frame(case, "review.ask", at)] if case.rulebook.review else []
    asks = may_still_be_asked(case, lines, at, slips=slips, silent=silent or case.silent)
    if lines and needs_acceptance(case):
        return [e.StageOpened(Stage.ACCEPTANCE, How.BY_RULE), open_frame(case, "acceptance", at), *review, *asks]
    now, shares = meanwhile(lines, case) if review else (lines, OF_NO_FUND)
    if review and not now:
        return [e.StageOpened(Stage.STAY, How.BY_RULE), *review, *asks]
    ordered = compensation.order(case, now, name, at, Ground.DECIDED, shares)
    return with_asks(ordered, [*review, *(asks if lines else [])])


def meanwhile(lines: Sequence[RemedyLine], case: Case) -> tuple[Sequence[RemedyLine], Shares]:
    """What is carried out while a review can be asked for, and whether a fund does it (rulebook: execution)."""
    match case.rulebook.execution.while_review_is_open:
        case WhileReviewIsOpen.STAY:
            return (), OF_NO_FUND
        case WhileReviewIsOpen.PAY_WITH_RESTITUTION:
            return lines, OF_NO_FUND
        case WhileReviewIsOpen.PAY_FROM_FUND:
            return fund.payable(lines, case), Shares(FundPart.PAYS)


def needs_acceptance(case: Case) -> bool:
    """Whether the decision binds only once the consumer accepts it (rulebook: effect.decision)."""
    return case.rulebook.effect.decision is DecisionEffect.BINDING_IF_CONSUMER_ACCEPTS


def stay_ends(case: Case, start: datetime) -> list[Event]:
    """Nobody asked for a review: what was decided is ordered, or was (rulebook: execution.while_review_is_open)."""
    decided = case.decision
    if decided is None or case.stage not in (Stage.STAY, Stage.COMPLIANCE):
        return []
    order = restitution.order_of(decided, case)
    if order is not None and not fund.only_it_paid(order):
        return compensation.close_if_done(case, start)
    return carry_out(case, decided, start)


def carry_out(case: Case, decided: Decision, start: datetime, *, final: bool = True) -> list[Event]:
    """What was decided is ordered; with nothing owed the case closes, however long slips could be pointed out.

    Args:
        final: whether no review can change it any more. Before, only what does not wait for one is ordered.
    """
    after = restitution.begun_only(case) if final else case
    before = restitution.order_replaced(case)
    lines, shares = what_is_owed(decided.ordered, before, after) if final else meanwhile(decided.ordered, case)
    owing = compensation.owed([*lines, *shares.to_fund])
    goes_on = OUTLIVE_THE_CASE | ({"correction"} if owing else set()) | ({"review.ask"} if not final else set())
    paying = {line.id for line in _of(decided, after) if line.step not in compensation.DONE}
    left = (one for one in case.frames.values() if one.name.partition("/")[2] not in paying)
    over = end_frames([one for one in left if one.clause not in goes_on], Ending.MET)
    ordered = compensation.order(after, lines, decided.id, start, Ground.DECIDED, shares)
    return [*(compensation.lapse(case) if final else []), *over, *ordered]


def _of(decided: Decision, case: Case) -> tuple[OwedLine, ...]:
    order = restitution.order_of(decided, case)
    return order.lines if order else ()


def what_is_owed(
    lines: Sequence[RemedyLine], before: Compensation | None, case: Case
) -> tuple[Sequence[RemedyLine], Shares]:
    """What a decision that nothing changes any more brings, after what was paid under an order before it."""
    rest = restitution.set_against(lines, before, case) if before else lines
    rest, to_fund = fund.share_out(rest, case)
    return rest, Shares(to_fund=to_fund)
