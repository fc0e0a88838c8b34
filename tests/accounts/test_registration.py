from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from odr.accounts.passwords import Hasher
from odr.accounts.refusals import EmailTaken, LinkNotValid, PasswordTooShort, Throttled, WrongCredentials
from odr.accounts.registration import confirm_email, enrol, register
from odr.accounts.repeats import Done
from odr.accounts.tables import e_mails, people, tokens
from odr.outbox import outbox
from odr.store import Store
from tests.accounts.helpers import (
    ANNA,
    NOW,
    PASSWORD,
    CountingHasher,
    at_once,
    enter,
    last_mail,
    mails,
    member,
    registration,
)


def test_who_registers_confirms_and_signs_in(store: Store, hasher: Hasher) -> None:
    register(store, hasher, registration("Anna@Example.org"), NOW)
    mail = last_mail(store, "mail.confirm")
    assert (mail["to"], mail["language"], mail["name"]) == ("anna@example.org", "de", "Anna Bäcker")
    with store.write() as conn:
        person = confirm_email(conn, mail["token"], NOW)
    assert enter(store, hasher).person == person


def test_an_unconfirmed_address_does_not_sign_in(store: Store, hasher: Hasher) -> None:
    register(store, hasher, registration(), NOW)
    with pytest.raises(WrongCredentials):
        enter(store, hasher)


def test_a_known_address_costs_the_same_and_answers_the_same(store: Store, hasher: CountingHasher) -> None:
    unknown = register(store, hasher, registration(), NOW)
    with store.write() as conn:
        confirm_email(conn, last_mail(store, "mail.confirm")["token"], NOW)
    before = hasher.hashed
    known = register(store, hasher, registration("ANNA@example.org"), NOW)
    assert known == unknown == Done("", replayed=False)
    assert hasher.hashed - before == before == 1


def test_the_holder_of_a_known_address_is_told_instead(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    register(store, hasher, registration(password="another long password"), NOW)
    assert len(mails(store, "mail.confirm")) == 1
    assert mails(store, "mail.already_registered") == [
        {"to": "anna@example.org", "language": "de", "name": "Anna Bäcker"}
    ]
    enter(store, hasher)


def test_the_password_rules_hold_before_anything_is_written(store: Store, hasher: CountingHasher) -> None:
    with pytest.raises(PasswordTooShort):
        register(store, hasher, registration(password="short"), NOW)
    assert hasher.hashed == 0
    assert mails(store, "mail.confirm") == []


def test_a_confirmation_works_once(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    token = last_mail(store, "mail.confirm")["token"]
    with pytest.raises(LinkNotValid), store.write() as conn:
        confirm_email(conn, token, NOW)


@pytest.mark.parametrize("late", [timedelta(days=3), timedelta(days=30)])
def test_a_confirmation_expires(store: Store, hasher: Hasher, late: timedelta) -> None:
    register(store, hasher, registration(), NOW)
    token = last_mail(store, "mail.confirm")["token"]
    with pytest.raises(LinkNotValid), store.write() as conn:
        confirm_email(conn, token, NOW + late)


def test_a_made_up_confirmation_is_refused(store: Store) -> None:
    with pytest.raises(LinkNotValid), store.write() as conn:
        confirm_email(conn, "made-up", NOW)


def test_of_two_registrations_of_one_address_the_first_confirmed_stands(store: Store, hasher: Hasher) -> None:
    at_once(2, lambda n: register(store, hasher, registration(password=f"{PASSWORD} {n}"), NOW))
    first, second = (mail["token"] for mail in mails(store, "mail.confirm"))
    with store.write() as conn:
        confirm_email(conn, second, NOW)
    with pytest.raises(EmailTaken), store.write() as conn:
        confirm_email(conn, first, NOW)


def test_parallel_confirmations_of_one_address_give_one_account(store: Store, hasher: Hasher) -> None:
    for _ in range(4):
        register(store, hasher, registration(), NOW)
    links = [mail["token"] for mail in mails(store, "mail.confirm")]

    def confirm(number: int) -> str:
        with store.write() as conn:
            return confirm_email(conn, links[number], NOW)

    results = at_once(4, confirm)
    assert sum(isinstance(result, str) for result in results) == 1
    assert sum(isinstance(result, EmailTaken) for result in results) == 3
    with store.read() as conn:
        confirmed = conn.execute(select(func.count()).where(e_mails.c.confirmed_at.is_not(None))).scalar_one()
    assert confirmed == 1


def test_neither_tokens_nor_passwords_are_stored_in_clear(store: Store, hasher: Hasher) -> None:
    register(store, hasher, registration(), NOW)
    token = last_mail(store, "mail.confirm")["token"]
    with store.read() as conn:
        stored = [*conn.execute(select(tokens)), *conn.execute(select(people)), *conn.execute(select(e_mails))]
    assert token not in str(stored)
    assert PASSWORD not in str(stored)


def test_a_password_is_not_shown_in_a_trace() -> None:
    assert PASSWORD not in repr(registration())


def test_an_address_gets_only_so_many_mails(store: Store, hasher: Hasher) -> None:
    for number in range(5):
        register(store, hasher, replace(registration(), network=f"net {number}"), NOW)
    with pytest.raises(Throttled):
        register(store, hasher, replace(registration(), network="net 6"), NOW)
    register(store, hasher, registration(), NOW + timedelta(minutes=10))


def test_a_person_enrolled_by_the_operator_signs_in_at_once(store: Store, hasher: Hasher) -> None:
    person = enrol(store, hasher, ANNA, "anna@example.org", PASSWORD, NOW)
    assert enter(store, hasher).person == person
    with store.read() as conn:
        assert conn.execute(select(outbox.c.id)).first() is None


def test_nobody_is_enrolled_twice(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    with pytest.raises(EmailTaken):
        enrol(store, hasher, ANNA, "anna@example.org", PASSWORD, NOW)
