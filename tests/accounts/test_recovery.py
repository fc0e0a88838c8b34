from datetime import timedelta

import pytest
from sqlalchemy import func, select

from odr.accounts.email_change import NewAddress, confirm_email_change, request_email_change
from odr.accounts.passwords import Hasher
from odr.accounts.recovery import recover_account, request_recovery
from odr.accounts.refusals import LinkNotValid, PasswordTooCommon, WrongCredentials
from odr.accounts.repeats import Done
from odr.accounts.sessions import principal_of_session
from odr.accounts.tables import tokens
from odr.store import Store
from tests.accounts.helpers import (
    NETWORK,
    NOW,
    PASSWORD,
    CountingHasher,
    at_once,
    enter,
    factors,
    last_mail,
    mails,
    member,
)

NEW = "four calling birds sang"


def ask(store: Store, email: str = "anna@example.org") -> str:
    request_recovery(store, email, NETWORK, NOW)
    return str(last_mail(store, "mail.recovery")["token"])


def test_a_recovery_sets_the_password_and_ends_every_session(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    laptop, phone = enter(store, hasher), enter(store, hasher)
    assert recover_account(store, hasher, ask(store), NEW, NOW).result == person
    assert principal_of_session(store, laptop.token, NOW) is None
    assert principal_of_session(store, phone.token, NOW) is None
    with pytest.raises(WrongCredentials):
        enter(store, hasher, password=PASSWORD)
    assert enter(store, hasher, password=NEW).person == person


def test_an_unknown_address_gets_the_same_answer_and_no_mail(store: Store, hasher: CountingHasher) -> None:
    member(store, hasher)
    hashed = hasher.hashed
    known = request_recovery(store, "anna@example.org", NETWORK, NOW)
    unknown = request_recovery(store, "bob@example.org", NETWORK, NOW)
    assert known == unknown == Done("", replayed=False)
    assert [mail["to"] for mail in mails(store, "mail.recovery")] == ["anna@example.org"]
    assert hasher.hashed == hashed
    with store.read() as conn:
        issued = conn.execute(select(func.count()).where(tokens.c.purpose == "RECOVERY")).scalar_one()
    assert issued == 2


def test_a_recovery_link_lasts_an_hour(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    token = ask(store)
    with pytest.raises(LinkNotValid):
        recover_account(store, hasher, token, NEW, NOW + timedelta(hours=1))
    assert recover_account(store, hasher, token, NEW, NOW + timedelta(minutes=59))


def test_a_recovery_makes_the_other_links_worthless(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    first, second = ask(store), ask(store)
    recover_account(store, hasher, second, NEW, NOW)
    for token in (first, second):
        with pytest.raises(LinkNotValid):
            recover_account(store, hasher, token, "five golden rings rang", NOW)


def test_a_link_that_is_not_valid_costs_no_hash(store: Store, hasher: CountingHasher) -> None:
    with pytest.raises(LinkNotValid):
        recover_account(store, hasher, "made-up", NEW, NOW)
    assert hasher.hashed == 0


def test_a_refused_password_leaves_the_link_usable(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    token = ask(store)
    with pytest.raises(PasswordTooCommon):
        recover_account(store, hasher, token, "anna@example.org", NOW)
    assert recover_account(store, hasher, token, NEW, NOW)


def test_of_parallel_recoveries_one_wins(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    token = ask(store)
    results = at_once(4, lambda n: recover_account(store, hasher, token, f"{NEW} {n}", NOW))
    winners = [number for number, result in enumerate(results) if isinstance(result, Done)]
    assert len(winners) == 1
    assert enter(store, hasher, password=f"{NEW} {winners[0]}")


def test_a_recovery_stops_a_pending_change_of_address(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    request_email_change(factors(store, hasher), NewAddress(person, "eve@example.org", PASSWORD, NETWORK), NOW)
    recover_account(store, hasher, ask(store), NEW, NOW)
    for topic in ("mail.email_change_old", "mail.email_change_new"):
        with pytest.raises(LinkNotValid), store.write() as conn:
            confirm_email_change(conn, last_mail(store, topic)["token"], NOW)
