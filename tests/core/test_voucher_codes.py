"""The code of a voucher is money: whoever it was issued to reads it, and nobody else in the case."""

from dataclasses import replace

import pytest

from odr import codec
from odr.domain import compensation, negotiation
from odr.domain import events as e
from odr.domain.case import Compensation, OwedLine
from odr.domain.events import Step
from odr.domain.handing_over import may_spend
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import ADMINISTRATORS, SERVICE, Actor, Role
from odr.domain.sight import sees_whole
from odr.domain.vouchers import masked
from odr.domain.words import Text
from odr.records.reading import Scope
from odr.views import seen
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, Story, eur
from tests.core.test_canaries import RECORDED, page, record
from tests.core.test_procedure import negotiating

CODE = "ODR-7K2Q-44XY"

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
    assert (masked("ODR-7K2Q-44XY"), masked("4XY"), masked("")) == ("…4XY", "…", "")
    assert masked(masked("ODR-7K2Q-44XY")) == "…4XY"


def without_codes(order: Compensation, role: Role) -> Compensation:
    """The order, and the codes of vouchers for whoever may spend them and who administers the case."""

    def shown(line: OwedLine) -> OwedLine:
        if role in (Role(line.remedy.owed_by.other.value), *ADMINISTRATORS):
            return line
        return replace(line, reports=tuple(replace(one, voucher=None) for one in line.reports))

    return replace(order, lines=tuple(map(shown, order.lines)))


def issued() -> Story:
    story = negotiating()
    story.do(negotiation.MakeOffer, SELLER, offer="v", lines=(RemedyLine(Remedy.VOUCHER, None, 1, eur(500)),))
    story.do(negotiation.AcceptOffer, BUYER, offer="v", understood=True)
    done = {"line": "v-1", "step": Step.FULFILLED, "reference": CODE}
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, **done)
    return story


def test_the_entry_has_a_part_of_it_and_the_rest_stands_beside_the_docket() -> None:
    entry = next(one for one in issued().entries if isinstance(one.event, e.FulfilmentReported))
    body, words = codec.encode(entry.event)
    assert "44XY" not in body
    assert "…4XY" in body
    assert [one.body for one in words] == [CODE], "so that it can be erased"


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.THIRD_PARTY, Role.OPERATOR)])
def test_only_who_may_spend_it_finds_it_in_what_they_see(role: Role) -> None:
    """A case is folded from what its reader sees: what is not there cannot leak."""
    story = issued()
    entries = seen(role, story.entries)
    told = [one.event for one in entries if isinstance(one.event, e.FulfilmentReported)]
    allowed = role in {Role.COMPLAINANT, Role.MARKETPLACE, Role.REGISTRAR, Role.SYSTEM}
    assert [one.voucher == Text(CODE) for one in told] == [allowed for _ in told]
    whole = [sees_whole(role, one) for one in story.entries if isinstance(one.event, e.FulfilmentReported)]
    assert whole == [allowed], "nor is its hash for the others"


def test_a_page_has_it_for_whoever_may_spend_it_and_no_record_has_it() -> None:
    entries = issued().entries
    pages = {role for role in RECORDED if CODE in page(role, role, entries)}
    assert pages == {Role.COMPLAINANT, Role.MARKETPLACE, Role.REGISTRAR}
    for role in RECORDED:
        for scope in Scope:
            assert "44XY" not in record(role, scope, entries), (role, scope)
