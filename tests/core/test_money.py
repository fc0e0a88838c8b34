"""Amounts are whole minor units; splits lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odr.domain.money import Money, as_decimal, from_decimal, share, total
from odr.domain.refusals import InvalidInput


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("80.00", "EUR", 8000), ("80", "JPY", 80), ("1.234", "KWD", 1234), ("0.1", "EUR", 10)],
)
def test_amounts_are_read_exactly(text: str, currency: str, minor: int):
    assert from_decimal(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("1.001", "EUR"),
        ("1.5", "JPY"),
        ("eighty", "EUR"),
        ("NaN", "EUR"),
        ("Infinity", "EUR"),
        ("1", "EURO"),
        ("1e40", "EUR"),
    ],
)
def test_amounts_that_cannot_be_are_refused(text: str, currency: str):
    with pytest.raises(InvalidInput):
        from_decimal(text, currency)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any))
def test_the_parts_of_a_split_add_up(minor: int, weights: list[int]):
    parts = share(Money(minor, "EUR"), weights)
    assert total(parts, "EUR").minor == minor
    assert all(part.minor >= 0 for part in parts)


def test_ties_go_to_the_earlier_part():
    assert [part.minor for part in share(Money(100, "EUR"), [1, 1, 1])] == [34, 33, 33]


@given(st.integers(-(10**12), 10**12), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_what_is_written_reads_back(minor: int, currency: str):
    money = Money(minor, currency)
    assert from_decimal(as_decimal(money), currency) == money


def test_different_currencies_are_never_added():
    with pytest.raises(ValueError, match="never added"):
        total([Money(1, "EUR"), Money(1, "USD")], "EUR")
