"""The code of a voucher is money: whoever it was issued to reads it, and nobody else in the case."""

from dataclasses import replace

import pytest

from odr.domain.case import OwedLine
from odr.domain.events import Step
from odr.domain.handing_over import masked, may_spend
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import SERVICE, Actor, Role
from tests.core.given import eur

VOUCHER = OwedLine("v", RemedyLine(Remedy.VOUCHER, None, 1, eur(500)), Step.FULFILLED)


@pytest.mark.parametrize("role", Role)
def test_who_reads_it(role: Role) -> None:
    allowed = {Role.COMPLAINANT, Role.MARKETPLACE, Role.REGISTRAR, Role.SYSTEM}
    assert may_spend(Actor(role, "somebody"), VOUCHER) is (role in allowed)


def test_the_number_of_a_refund_is_for_everybody_who_reads_the_line() -> None:
    refund = replace(VOUCHER, remedy=RemedyLine(Remedy.REFUND_PARTIAL, "lamp", 1, eur(500)))
    assert all(may_spend(Actor(role, ""), refund) for role in Role)
    assert may_spend(SERVICE, VOUCHER)


def test_a_part_of_it_tells_it_from_others() -> None:
    assert (masked("ODR-7K2Q-44XY"), masked("")) == ("…4XY", "")
