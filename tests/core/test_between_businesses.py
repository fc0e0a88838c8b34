"""A rulebook between businesses: who is no business cannot file under it, and no running case goes on under it."""

from dataclasses import replace
from importlib.resources import files

import pytest

from odr.domain import changing
from odr.domain import refusals as no
from odr.domain.filing import file_complaint
from odr.domain.roles import Capacity
from odr.domain.rulebook import RulebookRefused, read
from odr.domain.rulebook.choices import Between
from odr.rulebooks import all_rulebooks
from tests.core.given import BUYER, BUYER_PARTY, RULEBOOK, SELLER_PARTY, Story, complaint

APEC = all_rulebooks()["apec-b2b/1"]
BUSINESS = replace(BUYER_PARTY, capacity=Capacity.BUSINESS)


@pytest.mark.parametrize("capacity", [Capacity.CONSUMER, Capacity.PRIVATE])
def test_only_a_business_files_under_rules_between_businesses(capacity: Capacity) -> None:
    asked = complaint(complainant=replace(BUSINESS, capacity=capacity))
    with pytest.raises(no.BusinessesOnly, match=f'the complainant takes part as "{capacity.lower()}"'):
        file_complaint(asked, APEC)


def test_the_other_side_is_a_business_too() -> None:
    asked = complaint(complainant=BUSINESS, respondent=replace(SELLER_PARTY, capacity=Capacity.PRIVATE))
    with pytest.raises(no.BusinessesOnly, match='the respondent takes part as "private"'):
        file_complaint(asked, APEC)


def test_two_businesses_file() -> None:
    assert file_complaint(complaint(complainant=BUSINESS), APEC)


def test_every_other_rulebook_is_for_anybody() -> None:
    assert [name for name, one in all_rulebooks().items() if one.between is Between.BUSINESSES] == ["apec-b2b/1"]


def test_a_consumers_case_does_not_go_on_under_it_and_a_business_one_can() -> None:
    open_rules = replace(APEC, id="open/1", between=Between.ANYBODY, hash="1" * 64)
    consumer = Story(open_rules).file()
    assert changing.fitting(consumer.case, [APEC]) == []
    with pytest.raises(no.RulebookDoesNotFit, match="between businesses only"):
        consumer.do(changing.AskRulebookChange, BUYER, change="c1", to=APEC)
    business = Story(open_rules).file(complainant=BUSINESS)
    assert changing.fitting(business.case, [APEC]) == [APEC]
    assert business.do(changing.AskRulebookChange, BUYER, change="c1", to=APEC)


def test_anybody_and_businesses_are_all_that_can_be_said() -> None:
    source = (files("odr.rulebooks") / "odr-default-1.toml").read_text()
    with pytest.raises(RulebookRefused, match=r"rulebook\.between: .*allowed are anybody, businesses"):
        read(source.replace('status = "in_force"', 'status = "in_force"\nbetween = "consumers"').encode())
    assert RULEBOOK.between is Between.ANYBODY
