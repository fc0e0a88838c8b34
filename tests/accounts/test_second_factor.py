"""A second factor: codes of an app, each once, and recovery codes; asked for when address or bank account change."""

from base64 import b32decode
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from odr.accounts import one_time_codes
from odr.accounts.boxes import Box, Kind
from odr.accounts.email_change import NewAddress, request_email_change
from odr.accounts.passwords import Hasher
from odr.accounts.payouts import NewAccount, confirm_payout_change, payout_account, request_payout_change
from odr.accounts.refusals import (
    SecondFactorMissing,
    SecondFactorNeeded,
    SecondFactorSet,
    Throttled,
    WrongCode,
    WrongPassword,
)
from odr.accounts.resealing import SecretMissing, reseal
from odr.accounts.second_factor import Factors, Shown, factor_of
from odr.accounts.tables import recovery_codes, second_factors
from odr.store import Store
from tests.accounts.helpers import NETWORK, NOW, PASSWORD, at_once, last_mail, mails, member

RFC_KEY = b"12345678901234567890"
IBAN = "DE89370400440532013000"
OLD, NEW = b"o" * 32, b"n" * 32


@pytest.fixture
def factors(store: Store, hasher: Hasher) -> Factors:
    return Factors(store, hasher, Box([OLD], Kind.SECOND_FACTOR))


def shown(person: str, code: str = "", password: str = PASSWORD) -> Shown:
    return Shown(person, NETWORK, password, code)


def code(key: bytes, at: datetime = NOW) -> str:
    return one_time_codes.code_at(key, one_time_codes.step_at(at))


def set_up(factors: Factors, at: datetime = NOW) -> tuple[str, bytes, list[str]]:
    """Somebody with an app and recovery codes; the code of `at` is used up."""
    person = member(factors.store, factors.hasher)
    _, key = factors.enrol(shown(person), at)
    _, codes = factors.confirm(shown(person, code(key, at)), at)
    return person, key, codes


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(second: int, expected: str) -> None:
    """Appendix B, the last six of its eight digits."""
    at = datetime.fromtimestamp(second, UTC)
    assert one_time_codes.code_at(RFC_KEY, one_time_codes.step_at(at)) == expected
    assert one_time_codes.step_of(RFC_KEY, expected, at) == second // 30


def test_an_app_can_read_the_key() -> None:
    uri = urlsplit(one_time_codes.uri(RFC_KEY, "odr.example", "anna@example.org"))
    assert (uri.scheme, uri.netloc, uri.path) == ("otpauth", "totp", "/odr.example:anna%40example.org")
    asked = parse_qs(uri.query)
    assert b32decode(asked["secret"][0]) == RFC_KEY
    assert asked["issuer"] == ["odr.example"]


def test_it_is_asked_for_only_once_it_was_confirmed(factors: Factors) -> None:
    person = member(factors.store, factors.hasher)
    with pytest.raises(WrongPassword):
        factors.enrol(shown(person, password="a stolen session"), NOW)
    with pytest.raises(SecondFactorMissing):
        factors.confirm(shown(person, "123456"), NOW)
    _, key = factors.enrol(shown(person), NOW)
    factors.check(shown(person), NOW)
    with pytest.raises(WrongCode):
        factors.confirm(shown(person, code(key, NOW + timedelta(hours=1))), NOW)
    _, codes = factors.confirm(shown(person, code(key)), NOW)
    assert len(set(codes)) == 10
    assert mails(factors.store, "mail.second_factor_set") == [{"to": "anna@example.org", "language": "de"}]
    with pytest.raises(SecondFactorNeeded):
        factors.check(shown(person, "  "), NOW)
    for again in (lambda: factors.enrol(shown(person), NOW), lambda: factors.confirm(shown(person, "1"), NOW)):
        with pytest.raises(SecondFactorSet):
            again()


def test_a_code_works_once_also_for_two_at_once(factors: Factors) -> None:
    person, key, codes = set_up(factors)
    with pytest.raises(WrongCode):
        factors.check(shown(person, code(key)), NOW)
    later = NOW + timedelta(seconds=30)
    answers = at_once(3, lambda _: factors.check(shown(person, code(key, later)), later))
    assert sorted(type(one).__name__ for one in answers) == ["NoneType", "WrongCode", "WrongCode"]
    with pytest.raises(WrongCode):
        factors.check(shown(person, code(key, NOW)), later)
    factors.check(shown(person, codes[0].lower()), later)
    with pytest.raises(WrongCode):
        factors.check(shown(person, codes[0]), later)
    with factors.store.read() as conn:
        found = factor_of(conn, person)
    assert found is not None
    assert found.recovery_codes_left == 9


def test_a_code_of_somebody_else_opens_nothing(factors: Factors) -> None:
    _, _, codes = set_up(factors)
    other = member(factors.store, factors.hasher, "eve@example.org")
    _, key = factors.enrol(shown(other), NOW)
    factors.confirm(shown(other, code(key)), NOW)
    with pytest.raises(WrongCode):
        factors.check(shown(other, codes[0]), NOW)


def test_guessing_ends_soon_and_nothing_is_locked(factors: Factors) -> None:
    person, key, _ = set_up(factors)
    later = NOW + timedelta(hours=1)
    for _ in range(5):
        with pytest.raises(WrongCode):
            factors.check(shown(person, "000000"), later)
    with pytest.raises(Throttled):
        factors.check(shown(person, code(key, later)), later)
    later += timedelta(minutes=5)
    factors.check(shown(person, code(key, later)), later)


def test_the_address_and_the_bank_account_change_with_a_code_only(factors: Factors) -> None:
    person, key, _ = set_up(factors)
    box = Box([OLD], Kind.PAYOUT_ACCOUNT)

    def address(typed: str, at: datetime) -> None:
        request_email_change(factors, NewAddress(person, "anna@new.example", PASSWORD, NETWORK, typed), at)

    def account(typed: str, at: datetime) -> None:
        request_payout_change(factors, box, NewAccount(person, "Anna", IBAN, PASSWORD, NETWORK, typed), at)

    for change, minutes in ((address, 1), (account, 2)):
        at = NOW + timedelta(minutes=minutes)
        with pytest.raises(SecondFactorNeeded):
            change("", at)
        with pytest.raises(WrongCode):
            change("000000", at)
        change(code(key, at), at)
    assert mails(factors.store, "mail.email_change_new")
    assert mails(factors.store, "mail.payout_change")


def test_it_is_removed_with_the_password_and_a_code(factors: Factors) -> None:
    person, _, codes = set_up(factors)
    with pytest.raises(WrongPassword):
        factors.remove(shown(person, codes[0], "a stolen session"), NOW)
    with pytest.raises(SecondFactorNeeded):
        factors.remove(shown(person), NOW)
    factors.remove(shown(person, codes[0]), NOW)
    assert last_mail(factors.store, "mail.second_factor_removed")["to"] == "anna@example.org"
    factors.check(shown(person), NOW)
    with factors.store.read() as conn:
        assert conn.execute(select(recovery_codes)).all() == []
    with pytest.raises(SecondFactorMissing):
        factors.remove(shown(person, codes[1]), NOW)


def test_after_a_new_secret_everything_is_read_and_goes_under_it(factors: Factors) -> None:
    store, hasher = factors.store, factors.hasher
    person, key, _ = set_up(factors)
    asked = NewAccount(person, "Anna", IBAN, PASSWORD, NETWORK, code(key, NOW + timedelta(minutes=1)))
    request_payout_change(factors, Box([OLD], Kind.PAYOUT_ACCOUNT), asked, NOW + timedelta(minutes=1))
    with store.write() as conn:
        confirm_payout_change(conn, last_mail(store, "mail.payout_change")["token"], person, NOW)

    def read(*secrets: bytes) -> None:
        at = NOW + timedelta(minutes=2 + len(seen))
        seen.append(secrets)
        Factors(store, hasher, Box(secrets, Kind.SECOND_FACTOR)).check(shown(person, code(key, at)), at)
        with store.read() as conn:
            known = payout_account(conn, Box(secrets, Kind.PAYOUT_ACCOUNT), person)
        assert known is not None
        assert known.account.iban == IBAN

    seen: list[tuple[bytes, ...]] = []
    read(NEW, OLD)
    with pytest.raises(SecretMissing):
        reseal(store, [NEW])
    assert reseal(store, [NEW, OLD]) == 2
    assert reseal(store, [NEW]) == 2
    read(NEW)
    with store.read() as conn:
        kept = conn.execute(select(second_factors.c.key)).scalar_one()
    assert Box([NEW], Kind.SECOND_FACTOR).open(kept) == key
