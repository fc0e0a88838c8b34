from dataclasses import replace

import pytest
from sqlalchemy import Connection, func, select

from odr.accounts.organisations import create_organisation
from odr.accounts.passwords import Hasher
from odr.accounts.refusals import NameNotValid
from odr.accounts.repeats import Ask, Done, once
from odr.accounts.tables import organisations
from odr.domain.refusals import KeyReused
from odr.store import Store
from tests.accounts.helpers import NOW, at_once, member

ASK = Ask("a" * 32, "createOrganisation", "key-1", "hash-1")


@pytest.fixture
def anna(store: Store, hasher: Hasher) -> str:
    return member(store, hasher)


def found(store: Store, person: str, ask: Ask, name: str = "Bäcker GmbH") -> Done:
    def work(conn: Connection) -> str:
        return create_organisation(conn, person, name, "DE", NOW)

    return once(store, ask, work, NOW)


def count(store: Store) -> int:
    with store.read() as conn:
        return conn.execute(select(func.count()).select_from(organisations)).scalar_one()


def test_the_same_key_and_input_is_answered_again(store: Store, anna: str) -> None:
    first = found(store, anna, ASK)
    assert found(store, anna, ASK) == Done(first.result, replayed=True)
    assert first.replayed is False
    assert count(store) == 1


def test_the_same_key_with_other_input_is_refused(store: Store, anna: str) -> None:
    found(store, anna, ASK)
    with pytest.raises(KeyReused):
        found(store, anna, replace(ASK, input_hash="hash-2"))
    assert count(store) == 1


@pytest.mark.parametrize("other", [{"actor": "b" * 32}, {"act": "inviteMember"}, {"key": "key-2"}])
def test_a_key_belongs_to_one_actor_and_act(store: Store, anna: str, other: dict[str, str]) -> None:
    found(store, anna, ASK)
    assert found(store, anna, replace(ASK, **other)).replayed is False
    assert count(store) == 2


def test_without_a_key_every_ask_is_new(store: Store, anna: str) -> None:
    for _ in range(2):
        assert found(store, anna, replace(ASK, key=None)).replayed is False
    assert count(store) == 2


def test_of_several_at_once_one_does_the_work(store: Store, anna: str) -> None:
    results = at_once(6, lambda _: found(store, anna, ASK))
    assert sorted(result.replayed for result in results) == [False, True, True, True, True, True]
    assert len({result.result for result in results}) == 1
    assert count(store) == 1


def test_a_refusal_leaves_the_key_free(store: Store, anna: str) -> None:
    with pytest.raises(NameNotValid):
        found(store, anna, ASK, name=" ")
    assert found(store, anna, ASK).replayed is False
