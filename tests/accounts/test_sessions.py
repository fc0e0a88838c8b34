from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from odr.accounts.marketplaces import NewMarketplace, add_administrator, create_marketplace
from odr.accounts.organisations import create_organisation
from odr.accounts.passwords import Hasher
from odr.accounts.principal import CONSOLE, ServiceRole
from odr.accounts.recovery import recover_account, request_recovery
from odr.accounts.refusals import Throttled, WrongCredentials
from odr.accounts.roles import grant_role
from odr.accounts.sessions import principal_of_session, sign_out, sign_out_everywhere
from odr.accounts.tables import people, sessions
from odr.store import Store, micros
from tests.accounts.helpers import NETWORK, NOW, CountingHasher, enter, last_mail, member

MINUTE = timedelta(minutes=1)


def test_a_session_says_who_asks(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    principal = principal_of_session(store, enter(store, hasher).token, NOW)
    assert principal is not None
    assert (principal.person, principal.language) == (person, "de")
    assert principal.organisations == principal.marketplaces == principal.roles == principal.scopes == frozenset()


def test_a_principal_carries_all_its_ties(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    new = NewMarketplace("Kauf Einfach", "KE", "Europe/Berlin", "DE", "https://kauf.example")
    with store.write() as conn:
        organisation = create_organisation(conn, person, "Bäcker GmbH", "DE", NOW)
        marketplace = create_marketplace(conn, CONSOLE, new, NOW)
        add_administrator(conn, CONSOLE, marketplace, person, NOW)
        grant_role(conn, CONSOLE, person, ServiceRole.MEDIATOR, NOW)
    principal = principal_of_session(store, enter(store, hasher).token, NOW)
    assert principal is not None
    assert principal.organisations == {organisation}
    assert principal.marketplaces == {marketplace}
    assert principal.roles == {ServiceRole.MEDIATOR}


def test_a_principal_costs_one_statement(store: Store, hasher: Hasher, monkeypatch: pytest.MonkeyPatch) -> None:
    member(store, hasher)
    token = enter(store, hasher).token
    statements: list[str] = []
    raw = store.raw

    @contextmanager
    def counted() -> Iterator[object]:
        with raw() as db:
            yield SimpleNamespace(execute=lambda sql, given: (statements.append(sql), db.execute(sql, given))[1])

    monkeypatch.setattr(store, "raw", counted)
    assert principal_of_session(store, token, NOW) is not None
    assert len(statements) == 1


@pytest.mark.parametrize("token", ["", "made-up", "x" * 43])
def test_a_made_up_token_is_nobodys(store: Store, token: str) -> None:
    assert principal_of_session(store, token, NOW) is None


def test_the_stored_hash_opens_nothing(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    token = enter(store, hasher).token
    with store.read() as conn:
        row = conn.execute(select(sessions)).mappings().one()
    assert token not in str(row)
    assert principal_of_session(store, row["hash"], NOW) is None


def test_a_wrong_password_and_an_unknown_address_are_alike(store: Store, hasher: CountingHasher) -> None:
    member(store, hasher)
    work, answers = [], []
    for email, password in (("anna@example.org", "not her password"), ("bob@example.org", "not her password")):
        hashed, verified = hasher.hashed, hasher.verified
        with pytest.raises(WrongCredentials) as refused:
            enter(store, hasher, email, password=password)
        work.append((hasher.hashed - hashed, hasher.verified - verified))
        answers.append((refused.value.code, refused.value.field, refused.value.message))
    assert work == [(0, 1), (0, 1)]
    assert answers[0] == answers[1]


def test_a_sign_in_replaces_the_session_it_came_with(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    first = enter(store, hasher).token
    second = enter(store, hasher, previous=first).token
    assert first != second
    assert principal_of_session(store, first, NOW) is None
    assert principal_of_session(store, second, NOW) is not None


def test_signing_out_ends_one_session_and_everywhere_ends_all(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    member(store, hasher, "bob@example.org")
    laptop, phone, other = enter(store, hasher), enter(store, hasher), enter(store, hasher, "bob@example.org")
    with store.write() as conn:
        sign_out(conn, laptop.token)
    assert principal_of_session(store, laptop.token, NOW) is None
    assert principal_of_session(store, phone.token, NOW) is not None
    with store.write() as conn:
        sign_out_everywhere(conn, person)
    assert principal_of_session(store, phone.token, NOW) is None
    assert principal_of_session(store, other.token, NOW) is not None


def test_a_party_stays_for_a_day_without_use_and_two_weeks_at_most(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    signed_in = enter(store, hasher)
    assert signed_in.ends_at == NOW + timedelta(days=14)
    assert principal_of_session(store, signed_in.token, NOW + timedelta(hours=24)) is None
    for half_days in range(1, 28):
        assert principal_of_session(store, signed_in.token, NOW + half_days * timedelta(hours=12)) is not None
    assert principal_of_session(store, signed_in.token, NOW + timedelta(days=14)) is None


def test_a_neutral_stays_for_half_an_hour_without_use_and_half_a_day_at_most(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    with store.write() as conn:
        grant_role(conn, CONSOLE, person, ServiceRole.DECISION_MAKER, NOW)
    signed_in = enter(store, hasher)
    assert principal_of_session(store, signed_in.token, NOW + 30 * MINUTE) is None
    for quarters in range(1, 48):
        assert principal_of_session(store, signed_in.token, NOW + quarters * 15 * MINUTE) is not None
    assert principal_of_session(store, signed_in.token, NOW + timedelta(hours=12)) is None


def test_use_is_written_down_once_a_minute_at_most(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    token = enter(store, hasher).token
    seen = []
    for after in (59, 60, 90, 120):
        principal_of_session(store, token, NOW + timedelta(seconds=after))
        with store.read() as conn:
            seen.append((conn.execute(select(sessions.c.last_seen_at)).scalar_one() - micros(NOW)) // 1_000_000)
    assert seen == [0, 60, 60, 120]


def test_a_stronger_hash_is_made_when_somebody_signs_in(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    stronger = CountingHasher(memory_kib=16)
    enter(store, stronger)
    with store.read() as conn:
        stored = conn.execute(select(people.c.password_hash)).scalar_one()
    assert not stronger.outdated(stored)
    enter(store, stronger)
    assert stronger.hashed == 1


def test_guessing_is_slowed_but_never_locks(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    for _ in range(10):
        with pytest.raises(WrongCredentials):
            enter(store, hasher, password="not her password")
    with pytest.raises(Throttled):
        enter(store, hasher)
    assert enter(store, hasher, at=NOW + 30 * timedelta(seconds=1)).token


def test_signing_in_gives_the_attempts_back(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    for _ in range(3):
        for _ in range(9):
            with pytest.raises(WrongCredentials):
                enter(store, hasher, password="not her password")
        enter(store, hasher)


def test_a_sign_in_loses_against_a_recovery_meanwhile(store: Store, hasher: Hasher) -> None:
    """The old password was right when it was looked at, and is no longer when the session would begin."""
    person = member(store, hasher)
    request_recovery(store, "anna@example.org", NETWORK, NOW)
    token = last_mail(store, "mail.recovery")["token"]

    class Overtaken(CountingHasher):
        def verify(self, stored: str | None, password: str) -> bool:
            fits = super().verify(stored, password)
            recover_account(store, hasher, token, "four calling birds sang", NOW)
            return fits

    with pytest.raises(WrongCredentials):
        enter(store, Overtaken())
    with store.read() as conn:
        assert conn.execute(select(sessions.c.id).where(sessions.c.person == person)).first() is None
