import pytest
from sqlalchemy import select, update

from odr.accounts.keys import api_keys_of, create_api_key, principal_of_key, revoke_api_key
from odr.accounts.marketplaces import add_administrator
from odr.accounts.passwords import Hasher
from odr.accounts.principal import CONSOLE, Principal, Scope, ServiceRole
from odr.accounts.refusals import NameNotValid, ScopesNotValid
from odr.accounts.roles import grant_role
from odr.accounts.sessions import principal_of_session
from odr.accounts.tables import api_keys
from odr.domain.refusals import NotFound
from odr.store import Store
from tests.accounts.helpers import NOW, enter, member
from tests.accounts.test_marketplaces import kauf, principal

__all__ = ["kauf"]
BOTH = {Scope.ORDERS_WRITE, Scope.CASES_READ}


@pytest.fixture
def admin(store: Store, hasher: Hasher, kauf: str) -> Principal:
    person = member(store, hasher)
    with store.write() as conn:
        add_administrator(conn, CONSOLE, kauf, person, NOW)
    return principal(store, hasher)


def create(store: Store, admin: Principal, marketplace: str) -> tuple[str, str]:
    with store.write() as conn:
        made = create_api_key(conn, admin, marketplace, "order feed", BOTH, NOW)
    return made.id, made.key


def test_a_key_speaks_for_its_marketplace_within_its_scopes(store: Store, admin: Principal, kauf: str) -> None:
    key_id, key = create(store, admin, kauf)
    found = principal_of_key(store, key)
    assert found is not None
    assert (found.person, found.marketplaces, found.scopes) == ("", {kauf}, BOTH)
    assert found.session == key_id
    assert found.organisations == found.roles == frozenset()


def test_a_key_is_shown_once(store: Store, admin: Principal, kauf: str) -> None:
    key_id, key = create(store, admin, kauf)
    with store.read() as conn:
        (listed,) = api_keys_of(conn, admin, kauf)
        stored = str(conn.execute(select(api_keys)).all())
    assert (listed.id, listed.name, set(listed.scopes)) == (key_id, "order feed", BOTH)
    assert key.startswith(listed.prefix)
    assert len(listed.prefix) == 12
    assert key not in stored + str(listed)


def test_two_keys_work_while_one_replaces_the_other(store: Store, admin: Principal, kauf: str) -> None:
    (old_id, old), (_, new) = create(store, admin, kauf), create(store, admin, kauf)
    assert principal_of_key(store, old)
    assert principal_of_key(store, new)
    with store.write() as conn:
        assert revoke_api_key(conn, admin, old_id, NOW) == kauf
    assert principal_of_key(store, old) is None
    assert principal_of_key(store, new)


def test_a_key_revoked_twice_keeps_its_first_end(store: Store, admin: Principal, kauf: str) -> None:
    key_id, _ = create(store, admin, kauf)
    with store.write() as conn:
        revoke_api_key(conn, admin, key_id, NOW)
        revoke_api_key(conn, admin, key_id, NOW.replace(year=2027))
        assert api_keys_of(conn, admin, kauf)[0].revoked_at == NOW


@pytest.mark.parametrize("key", ["", "odr_", "odr_made-up"])
def test_a_made_up_key_is_nobodys(store: Store, key: str) -> None:
    assert principal_of_key(store, key) is None


def test_a_session_is_no_key_and_a_key_is_no_session(store: Store, hasher: Hasher, admin: Principal, kauf: str) -> None:
    _, key = create(store, admin, kauf)
    assert principal_of_session(store, key, NOW) is None
    assert principal_of_key(store, enter(store, hasher).token) is None


def test_a_key_cannot_make_or_end_keys(store: Store, admin: Principal, kauf: str) -> None:
    key_id, key = create(store, admin, kauf)
    program = principal_of_key(store, key)
    assert program is not None
    with pytest.raises(NotFound):
        create(store, program, kauf)
    with pytest.raises(NotFound), store.write() as conn:
        revoke_api_key(conn, program, key_id, NOW)


def test_the_keys_of_another_marketplace_do_not_exist(
    store: Store, hasher: Hasher, admin: Principal, kauf: str
) -> None:
    key_id, _ = create(store, admin, kauf)
    member(store, hasher, "eve@example.org")
    eve = principal(store, hasher, "eve@example.org")
    with pytest.raises(NotFound):
        create(store, eve, kauf)
    with pytest.raises(NotFound), store.write() as conn:
        revoke_api_key(conn, eve, key_id, NOW)
    with pytest.raises(NotFound), store.write() as conn:
        revoke_api_key(conn, admin, "0" * 32, NOW)
    with pytest.raises(NotFound), store.read() as conn:
        api_keys_of(conn, eve, kauf)


def test_an_operator_has_nothing_to_do_with_the_keys(store: Store, hasher: Hasher, admin: Principal, kauf: str) -> None:
    """A key reads cases: who runs the service makes none, and sees none."""
    key_id, key = create(store, admin, kauf)
    oskar = member(store, hasher, "oskar@example.org")
    with store.write() as conn:
        grant_role(conn, CONSOLE, oskar, ServiceRole.OPERATOR, NOW)
    for operator in (principal(store, hasher, "oskar@example.org"), CONSOLE):
        assert ServiceRole.OPERATOR in operator.roles
        with pytest.raises(NotFound):
            create(store, operator, kauf)
        with pytest.raises(NotFound), store.write() as conn:
            revoke_api_key(conn, operator, key_id, NOW)
        with pytest.raises(NotFound), store.read() as conn:
            api_keys_of(conn, operator, kauf)
    assert principal_of_key(store, key)


def test_a_scope_that_was_withdrawn_allows_nothing(store: Store, admin: Principal, kauf: str) -> None:
    _, key = create(store, admin, kauf)
    with store.write() as conn:
        conn.execute(update(api_keys).values(scopes='["CASES_READ", "EXPORTS_READ"]'))
    found = principal_of_key(store, key)
    assert found is not None
    assert found.scopes == {Scope.CASES_READ}


def test_a_key_needs_a_scope_and_a_name(store: Store, admin: Principal, kauf: str) -> None:
    with pytest.raises(ScopesNotValid), store.write() as conn:
        create_api_key(conn, admin, kauf, "order feed", set(), NOW)
    with pytest.raises(NameNotValid), store.write() as conn:
        create_api_key(conn, admin, kauf, " ", BOTH, NOW)
