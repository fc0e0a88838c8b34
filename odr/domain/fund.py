"""A guarantee fund of the marketplace gives back what was decided while a review can still be asked for.

Whoever owes it owes it all the same. Once nothing changes the decision any more, they owe it to the fund as far as the
fund paid, and the rest to the other side (rulebook: execution.while_review_is_open, execution.fund).
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace

from odr.domain.case import Case, Compensation, OwedLine
from odr.domain.events import FundPart
from odr.domain.money import Money
from odr.domain.recovery import gives_back, owed_lines
from odr.domain.remedies import REFUNDS, Remedy, RemedyLine
from odr.domain.restitution import is_begun, less, paid_under, still_owed
from odr.domain.roles import SaleRole, Side
from odr.domain.rulebook.choices import Overpaid

PAYABLE = REFUNDS - {Remedy.REFUND_ON_RETURN, Remedy.REPLACE_PLUS_REFUND}
"""What a fund can pay by itself: money back for which nobody has to send goods."""


def payable(lines: Sequence[RemedyLine], case: Case) -> list[RemedyLine]:
    """What the fund pays at once of these lines; what it paid before under a decision that stands no more counts."""
    mine = [line for line in lines if line.remedy in PAYABLE and gives_back(line, case)]
    rest, _ = _less_what_it_paid(mine, case)
    return rest


def beside_what_it_paid(case: Case) -> Case:
    """The case as if the fund had paid nothing yet that is not owed to it: what is decided has its room."""
    open_still, without = _not_paid_back(case), copy(case)
    if not open_still:
        return case

    def kept(order: Compensation) -> Compensation:
        return replace(order, lines=tuple(line for line in order.lines if line not in open_still))

    without.past_compensations = tuple(kept(one) for one in case.past_compensations)
    without.compensation = kept(case.compensation) if case.compensation else None
    return without


def share_out(lines: Sequence[RemedyLine], case: Case) -> tuple[list[RemedyLine], list[RemedyLine]]:
    """What is owed to the other side under a decision that is final, and what is owed to the fund for what it paid."""
    rest, left = _less_what_it_paid(lines, case)
    paid, side = paid_under(_not_paid_back(case), case), _who_gives_back(case)
    covered = {name: minor - left[name] for name, minor in paid.items()}
    back = left if _is_owed_back(case) else {}
    return rest, [*_to_fund(covered, side, case), *_to_fund(back, side.other, case)]


def only_it_paid(order: Compensation) -> bool:
    """Whether what the other side owes is not ordered yet: the fund's part alone is."""
    return all(line.fund is FundPart.PAYS for line in order.lines)


def _less_what_it_paid(lines: Sequence[RemedyLine], case: Case) -> tuple[list[RemedyLine], dict[str | None, int]]:
    """What is left of the lines after what the fund paid, and what is left of that."""
    paid, rest = paid_under(_not_paid_back(case), case), list(lines)
    for same in (True, False):
        rest = [less(line, paid, case, same=same) for line in rest]
    return still_owed(rest, case), paid


def _not_paid_back(case: Case) -> list[OwedLine]:
    """What the fund paid, or is paying, and nobody owes it for; where a line of the order was repaid, all of it was."""
    lines = owed_lines(case)
    repaid = {line.remedy.line for line in lines if _repays(line, case)}
    paid = (line for line in lines if line.fund is FundPart.PAYS and is_begun(line))
    return [line for line in paid if line.remedy.line not in repaid]


def _repays(line: OwedLine, case: Case) -> bool:
    return line.fund is FundPart.IS_PAID_BACK and line.remedy.owed_by is _who_gives_back(case)


def _who_gives_back(case: Case) -> Side:
    """The side that did not pay for the sale."""
    return Side.RESPONDENT if case.complainant.sale_role is SaleRole.BUYER else Side.COMPLAINANT


def _is_owed_back(case: Case) -> bool:
    rule = case.rulebook.execution.fund
    return rule is not None and rule.overpaid is Overpaid.OWED_BACK


def _to_fund(minor: dict[str | None, int], side: Side, case: Case) -> list[RemedyLine]:
    currency = case.order.currency
    return [RemedyLine(Remedy.RESTITUTION, name, 1, Money(one, currency), side) for name, one in minor.items() if one]
