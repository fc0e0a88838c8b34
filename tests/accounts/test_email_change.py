from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest

from odr.accounts.directory import person_of
from odr.accounts.email_change import EmailChange, NewAddress, confirm_email_change, request_email_change
from odr.accounts.passwords import Hasher
from odr.accounts.recovery import recover_account, request_recovery
from odr.accounts.refusals import EmailTaken, LinkNotValid, WrongCredentials, WrongPassword
from odr.store import Store
from tests.accounts.helpers import NETWORK, NOW, PASSWORD, enter, factors, last_mail, mails, member

OLD, NEW = "mail.email_change_old", "mail.email_change_new"


def ask(store: Store, hasher: Hasher, person: str, email: str = "anna@new.example") -> None:
    request_email_change(factors(store, hasher), NewAddress(person, email, PASSWORD, NETWORK), NOW)


def confirm(store: Store, topic: str, at: timedelta = timedelta()) -> EmailChange:
    token = last_mail(store, topic)["token"]
    with store.write() as conn:
        return confirm_email_change(conn, token, NOW + at)


def address(store: Store, person: str) -> str:
    with store.read() as conn:
        return person_of(conn, person).address


@pytest.mark.parametrize(("first", "second"), [(OLD, NEW), (NEW, OLD)])
def test_a_new_address_needs_both(store: Store, hasher: Hasher, first: str, second: str) -> None:
    person = member(store, hasher)
    ask(store, hasher, person)
    assert last_mail(store, OLD)["to"] == "anna@example.org"
    assert last_mail(store, OLD)["new"] == "anna@new.example"
    assert last_mail(store, NEW)["to"] == "anna@new.example"
    assert confirm(store, first) == EmailChange(person, in_effect=False)
    assert address(store, person) == "anna@example.org"
    assert confirm(store, second) == EmailChange(person, in_effect=True)
    assert address(store, person) == "anna@new.example"
    assert enter(store, hasher, "anna@new.example").person == person
    with pytest.raises(WrongCredentials):
        enter(store, hasher, "anna@example.org")


def test_one_address_twice_is_not_both(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    ask(store, hasher, person)
    confirm(store, NEW)
    with pytest.raises(LinkNotValid):
        confirm(store, NEW)
    assert address(store, person) == "anna@example.org"


def test_both_at_once_take_effect(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    ask(store, hasher, person)
    with ThreadPoolExecutor(1) as other:
        with store.write() as conn:
            first = confirm_email_change(conn, last_mail(store, OLD)["token"], NOW)
            second = other.submit(confirm, store, NEW)
            wait([second], timeout=0.3)
        assert [first.in_effect, second.result(10).in_effect] == [False, True]
    assert address(store, person) == "anna@new.example"


def test_the_password_is_asked_for(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    with pytest.raises(WrongPassword):
        request_email_change(
            factors(store, hasher), NewAddress(person, "eve@example.org", "stolen session", NETWORK), NOW
        )
    assert mails(store, OLD) == mails(store, NEW) == []


def test_a_later_request_replaces_the_earlier_one(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    ask(store, hasher, person, "first@new.example")
    early = last_mail(store, OLD)["token"]
    confirm(store, NEW)
    ask(store, hasher, person, "second@new.example")
    with pytest.raises(LinkNotValid), store.write() as conn:
        confirm_email_change(conn, early, NOW)
    assert confirm(store, OLD if last_mail(store, OLD)["token"] != early else NEW).in_effect is False
    assert address(store, person) == "anna@example.org"


def test_a_change_expires(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    ask(store, hasher, person)
    with pytest.raises(LinkNotValid):
        confirm(store, OLD, at=timedelta(days=1))


def test_a_known_address_is_not_given_away(store: Store, hasher: Hasher) -> None:
    anna = member(store, hasher)
    member(store, hasher, "bob@example.org")
    ask(store, hasher, anna, "bob@example.org")
    assert [mail["to"] for mail in mails(store, "mail.already_registered")] == ["bob@example.org"]
    assert confirm(store, OLD).in_effect is False
    assert address(store, anna) == "anna@example.org"


def test_an_address_confirmed_by_somebody_else_meanwhile_is_theirs(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    ask(store, hasher, person)
    member(store, hasher, "anna@new.example")
    confirm(store, OLD)
    with pytest.raises(EmailTaken):
        confirm(store, NEW)
    assert address(store, person) == "anna@example.org"


def test_recovery_links_sent_to_the_old_address_end(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    request_recovery(store, "anna@example.org", NETWORK, NOW)
    ask(store, hasher, person)
    confirm(store, OLD)
    confirm(store, NEW)
    with pytest.raises(LinkNotValid):
        recover_account(store, hasher, last_mail(store, "mail.recovery")["token"], "four calling birds", NOW)
