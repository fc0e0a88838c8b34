from dataclasses import replace

import pytest

from odr.accounts.passwords import Hasher
from odr.accounts.principal import CONSOLE, Principal, ServiceRole
from odr.accounts.refusals import NotAllowed, NotForOneself
from odr.accounts.roles import grant_role, people_with, revoke_role, roles_of
from odr.accounts.sessions import principal_of_session
from odr.domain.refusals import NotFound
from odr.store import Store
from tests.accounts.helpers import NOW, at_once, enter, member

REGISTRAR = replace(CONSOLE, person="r" * 32, roles=frozenset({ServiceRole.REGISTRAR}))


def grant(store: Store, person: str, role: ServiceRole, actor: Principal = CONSOLE) -> None:
    with store.write() as conn:
        grant_role(conn, actor, person, role, NOW)


def test_a_role_is_granted_and_taken_away(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    grant(store, person, ServiceRole.MEDIATOR)
    grant(store, person, ServiceRole.MEDIATOR)
    with store.write() as conn:
        assert roles_of(conn, person) == {ServiceRole.MEDIATOR}
        assert people_with(conn, ServiceRole.MEDIATOR) == [person]
        revoke_role(conn, CONSOLE, person, ServiceRole.MEDIATOR)
        assert roles_of(conn, person) == frozenset()


@pytest.mark.parametrize("role", ServiceRole)
def test_a_registrar_names_neutrals_only(store: Store, hasher: Hasher, role: ServiceRole) -> None:
    person = member(store, hasher)
    if role in (ServiceRole.MEDIATOR, ServiceRole.DECISION_MAKER):
        grant(store, person, role, REGISTRAR)
    else:
        with pytest.raises(NotAllowed):
            grant(store, person, role, REGISTRAR)


@pytest.mark.parametrize("own", sorted(set(ServiceRole) - {ServiceRole.OPERATOR, ServiceRole.REGISTRAR}))
def test_nobody_else_names_anybody(store: Store, hasher: Hasher, own: ServiceRole) -> None:
    person = member(store, hasher)
    actor = replace(REGISTRAR, roles=frozenset({own}))
    with pytest.raises(NotAllowed):
        grant(store, person, ServiceRole.MEDIATOR, actor)
    with pytest.raises(NotAllowed), store.write() as conn:
        revoke_role(conn, actor, person, ServiceRole.MEDIATOR)


def test_nobody_grants_themselves(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    with pytest.raises(NotForOneself):
        grant(store, person, ServiceRole.MEDIATOR, replace(REGISTRAR, person=person))


def test_a_new_role_begins_with_a_new_session(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    token = enter(store, hasher).token
    grant(store, person, ServiceRole.OPERATOR)
    assert principal_of_session(store, token, NOW) is None


def test_nobody_unknown_gets_a_role(store: Store) -> None:
    with pytest.raises(NotFound):
        grant(store, "0" * 32, ServiceRole.MEDIATOR)


def test_a_role_granted_at_once_is_granted(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    assert at_once(4, lambda _: grant(store, person, ServiceRole.MEDIATOR)) == [None] * 4
