"""Names are kept until one of them changes, whoever changes it."""

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import odr
from odr.accounts.directory import update_profile
from odr.accounts.marketplaces import register_seller
from odr.accounts.names import Names
from odr.accounts.passwords import Hasher
from odr.accounts.registration import register
from odr.accounts.sessions import principal_of_session
from odr.accounts.tables import people
from odr.accounts.upkeep import purge
from odr.store import Store
from tests.accounts.helpers import NOW, enter, member, registration
from tests.accounts.test_marketplaces import LAMPS, kauf

__all__ = ["kauf"]


def now(names: Names, *ids: str) -> dict[str, str]:
    return names.of(ids, names.changes())


def test_a_name_is_read_once(store: Store, hasher: Hasher, monkeypatch: pytest.MonkeyPatch) -> None:
    names, anna = Names(store), member(store, hasher)
    assert now(names, anna, "nobody") == {anna: "Anna Bäcker"}
    monkeypatch.setattr("odr.accounts.names.names_in", lambda _, wanted: pytest.fail(f"asked for {wanted}"))
    assert now(names, anna) == {anna: "Anna Bäcker"}


def test_who_has_no_name_yet_is_asked_for_again(store: Store, hasher: Hasher) -> None:
    names = Names(store)
    assert now(names, "f" * 32) == {}
    with store.write() as conn:
        row = {"id": "f" * 32, "name": "Fritz", "language": "de", "zone": "UTC", "country": "DE"}
        conn.execute(people.insert(), row | {"password_hash": "", "created_at": 0})
    assert now(names, "f" * 32) == {"f" * 32: "Fritz"}


def test_a_changed_profile_a_renamed_seller_and_a_deleted_person_are_told(
    store: Store, hasher: Hasher, kauf: str
) -> None:
    names, anna = Names(store), member(store, hasher)
    register(store, hasher, registration("never@example.org"), NOW)
    with store.write() as conn:
        never = conn.execute(people.select().where(people.c.id != anna)).one().id
        lamps = register_seller(conn, kauf, LAMPS, NOW).organisation
    assert now(names, anna, lamps, never).keys() == {anna, lamps, never}
    with store.write() as conn:
        update_profile(conn, anna, "Anna Becker", "de", "Europe/Berlin")
    assert now(names, anna)[anna] == "Anna Becker"
    with store.write() as conn:
        register_seller(conn, kauf, replace(LAMPS, name="Lampen SE"), NOW)
    assert now(names, lamps)[lamps] == "Lampen SE"
    with store.write() as conn:
        purge(conn, NOW + timedelta(days=3))
    assert now(names, never) == {}


def test_what_leaves_names_as_they_are_counts_as_no_change(store: Store, hasher: Hasher, kauf: str) -> None:
    names, anna = Names(store), member(store, hasher)
    with store.write() as conn:
        register_seller(conn, kauf, LAMPS, NOW)
    before = names.changes()
    with store.write() as conn:
        register_seller(conn, kauf, LAMPS, NOW)
        update_profile(conn, anna, "Anna Bäcker", "en", "Europe/London")
        purge(conn, NOW)
    assert names.changes() == before


def test_a_change_that_is_undone_is_none(store: Store, hasher: Hasher) -> None:
    names, anna = Names(store), member(store, hasher)
    before = names.changes()
    with pytest.raises(ZeroDivisionError), store.write() as conn:
        update_profile(conn, anna, "Anna Becker", "de", "Europe/Berlin")
        1 / 0  # noqa: B018
    assert (names.changes(), now(names, anna)) == (before, {anna: "Anna Bäcker"})


def test_who_asks_brings_the_count_along(store: Store, hasher: Hasher) -> None:
    names, anna = Names(store), member(store, hasher)
    token = enter(store, hasher).token
    for name in ("Anna Becker", "Anna Beck"):
        with store.write() as conn:
            update_profile(conn, anna, name, "de", "Europe/Berlin")
        who = principal_of_session(store, token, NOW)
        assert who is not None
        assert who.name_changes == names.changes()


def test_names_beyond_the_bound_begin_the_memory_anew(
    store: Store, hasher: Hasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("odr.accounts.names.MOST", 1)
    names = Names(store)
    some = [member(store, hasher, f"{name}@example.org") for name in ("anna", "bert", "cleo")]
    for one in (*some, *some):
        assert now(names, one) == {one: "Anna Bäcker"}
        assert len(names._known[1]) <= 2


def test_whoever_writes_names_says_that_they_changed() -> None:
    """Every function that updates or deletes rows with names calls `name_changed`, or writes passwords."""
    named = {"people", "organisations", "marketplaces"}
    silent = set()
    for path in Path(odr.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
            writes = any(
                ast.unparse(one.func) in ("update", "delete") and ast.unparse(one.args[0]) in named
                for one in calls
                if one.args
            )
            if writes and not any(ast.unparse(one.func) == "name_changed" for one in calls):
                silent.add(path.name)
    assert silent == {"sessions.py", "recovery.py"}, "these two write passwords"
