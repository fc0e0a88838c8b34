"""What is decided of the complaint, and what of a counterclaim: each by itself, with what either side owes."""

from collections.abc import Sequence
from dataclasses import dataclass

from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import Outcome
from odr.domain.money import Money
from odr.domain.remedies import OF_MONEY, Remedy, RemedyLine
from odr.domain.roles import Role, Side

DUE_BY_ITSELF = OF_MONEY - {Remedy.VOUCHER, Remedy.REFUND_ON_RETURN, Remedy.REPLACE_PLUS_REFUND}
"""Money that can be set off against other money: it waits for no goods, and is no voucher."""


@dataclass(frozen=True, slots=True)
class Net:
    """What is left to pay after both sides' money was set off; nothing where both owe the same."""

    owed_by: Side
    amount: Money


def require_outcomes(
    complaint: Outcome | None, counterclaim: Outcome | None, lines: Sequence[RemedyLine], case: Case
) -> None:
    """An outcome for each claim that stands and for no other; what a side owes follows from the other side's claim."""
    _require_outcome(complaint, Role.COMPLAINANT in case.claimants, "complaint")
    _require_outcome(counterclaim, Role.RESPONDENT in case.claimants, "counterclaim")
    for outcome, owes, claim in (
        (complaint, Side.RESPONDENT, "complaint"),
        (counterclaim, Side.COMPLAINANT, "counterclaim"),
    ):
        orders = any(line.owed_by is owes for line in lines if not _undoes(line, case))
        if orders is not (outcome is not None and outcome is not Outcome.DISMISSED):
            raise no.OutcomeUnclear(problem=_PROBLEM.format(claim=claim, side=owes.value.lower()))


_PROBLEM = (
    "What the {side} owes follows from the {claim}: a granted one orders at least one line that the {side} owes, "
    "and one that is dismissed, withdrawn or was never made orders none. Make both agree."
)


def _require_outcome(outcome: Outcome | None, stands: bool, claim: str) -> None:
    if stands and outcome is None:
        raise no.OutcomeUnclear(problem=f"There is a {claim}. Say what you decide of it.")
    if outcome is not None and not stands:
        raise no.OutcomeUnclear(problem=f"There is no {claim} to decide. Leave its outcome out.")


def _undoes(line: RemedyLine, case: Case) -> bool:
    """Whether it gives back what was paid under an earlier order of the case; it follows from no claim."""
    return line.remedy is Remedy.RESTITUTION and bool(case.orders)


def require_set_off(lines: Sequence[RemedyLine]) -> None:
    """Both sides owe money that could be set off."""
    if {line.owed_by for line in lines if line.remedy in DUE_BY_ITSELF} != set(Side):
        raise no.OutcomeUnclear(problem="Only money that both sides owe can be set off. Leave the set-off out.")


def net(lines: Sequence[RemedyLine]) -> Net | None:
    """What one side pays once the money of both was set off. The lines stay what they are."""
    money = [line for line in lines if line.remedy in DUE_BY_ITSELF and line.amount is not None]
    of = {side: sum(line.amount.minor for line in money if line.amount and line.owed_by is side) for side in Side}
    more = max(Side, key=lambda side: of[side])
    first = next((line.amount for line in money if line.amount), None)
    return Net(more, Money(of[more] - of[more.other], first.currency)) if first else None
