"""What the tests of a line come to, and which line is the best for the buyer."""

from collections.abc import Sequence
from dataclasses import replace

from odr.domain.entitlement.lines import (
    EntitlementLine,
    Excluded,
    Limit,
    Result,
    Source,
    State,
    Test,
    Window,
)
from odr.domain.entitlement.matter import Matter
from odr.domain.money import Money
from odr.domain.remedies import Remedy


def line_of(
    matter: Matter,
    source: Source,
    rule: str,
    basis: str,
    checked: bool,
    remedy: Remedy | None,
    tests: Sequence[Test],
    *,
    amount: Money | None = None,
    window: Window | None = None,
    quantity: int | None = None,
    cap: Limit | None = None,
    exclusions: tuple[Excluded, ...] = (),
    charge: str = "",
) -> EntitlementLine:
    """One line with its result. An amount never lies above its cap."""
    if amount is not None and cap is not None and cap.amount is not None:
        amount = min(amount, cap.amount, key=lambda one: one.minor)
    return EntitlementLine(
        claim=matter.claim.id,
        source=source,
        rule=rule,
        basis=basis,
        checked=checked,
        result=_result(tests, exclusions),
        remedy=remedy,
        line=matter.sold.id,
        quantity=quantity or matter.claim.quantity,
        amount=amount,
        tests=tuple(tests),
        charge=charge,
        window=window,
        cap=cap,
        exclusions=exclusions,
    )


def _result(tests: Sequence[Test], exclusions: Sequence[Excluded]) -> Result:
    states = [test.state for test in tests]
    if State.NOT_MET in states or any(one.applies is State.MET for one in exclusions):
        return Result.NOT_UNDER_THIS
    unsure = State.NOT_KNOWN in states or any(one.applies is State.NOT_KNOWN for one in exclusions)
    return Result.DEPENDS if unsure else Result.GIVEN


_RANK = {Result.GIVEN: 2, Result.DEPENDS: 1, Result.NOT_UNDER_THIS: 0}
_UNDER = tuple(Source)


def with_best(lines: Sequence[EntitlementLine]) -> tuple[EntitlementLine, ...]:
    """Mark, for each claim, remedy and charge, the line that is best for the buyer; of equal ones the law's."""

    def order(one: EntitlementLine) -> tuple[int, int, int]:
        return _RANK[one.result], one.amount.minor if one.amount else 0, -_UNDER.index(one.source)

    best: dict[tuple[str, Remedy, str], EntitlementLine] = {}
    for one in lines:
        if one.result is Result.NOT_UNDER_THIS or one.remedy is None:
            continue
        key = (one.claim, one.remedy, one.charge)
        if key not in best or order(one) > order(best[key]):
            best[key] = one
    chosen = {id(one) for one in best.values()}
    return tuple(replace(one, best=True) if id(one) in chosen else one for one in lines)
