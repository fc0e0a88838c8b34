from dataclasses import replace

import pytest

from odr.accounts.marketplaces import (
    NewMarketplace,
    SellerDetails,
    add_administrator,
    create_marketplace,
    marketplace_of,
    register_seller,
    remove_administrator,
    seller_of,
)
from odr.accounts.passwords import Hasher
from odr.accounts.principal import CONSOLE, Principal, ServiceRole
from odr.accounts.refusals import (
    CodeNotValid,
    CodeTaken,
    EmailNotValid,
    ExternalIdNotValid,
    NotAllowed,
    ZoneNotValid,
)
from odr.accounts.sessions import principal_of_session
from odr.domain.refusals import NotFound
from odr.store import Store
from tests.accounts.helpers import NOW, at_once, enter, member

KAUF = NewMarketplace("Kauf Einfach", "KE", "Europe/Berlin", "DE", "https://kauf.example")
LAMPS = SellerDetails("s-77", "Lampen Licht", "Info@Lampen.example", "de", "Europe/Berlin", "DE")


@pytest.fixture
def kauf(store: Store) -> str:
    with store.write() as conn:
        return create_marketplace(conn, CONSOLE, KAUF, NOW)


def principal(store: Store, hasher: Hasher, email: str = "anna@example.org") -> Principal:
    found = principal_of_session(store, enter(store, hasher, email).token, NOW)
    assert found is not None
    return found


def test_an_operator_makes_a_marketplace_under_the_default_rulebook(store: Store, kauf: str) -> None:
    with store.read() as conn:
        found = marketplace_of(conn, kauf)
    assert (found.name, found.code, found.zone, found.country) == ("Kauf Einfach", "KE", "Europe/Berlin", "DE")
    assert found.rulebook == "odr-default/1"


def test_nobody_else_makes_one(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    anna = principal(store, hasher)
    with pytest.raises(NotAllowed), store.write() as conn:
        create_marketplace(conn, anna, KAUF, NOW)


@pytest.mark.parametrize("code", ["", "K", "ke", "1K", "KE-1", "KAUFHAUS"])
def test_a_code_fits_into_case_numbers(store: Store, code: str) -> None:
    with pytest.raises(CodeNotValid), store.write() as conn:
        create_marketplace(conn, CONSOLE, replace(KAUF, code=code), NOW)


def test_a_code_belongs_to_one_marketplace(store: Store, kauf: str) -> None:
    with pytest.raises(CodeTaken), store.write() as conn:
        create_marketplace(conn, CONSOLE, replace(KAUF, name="Kauf Erneut"), NOW)


def test_an_administrator_brings_in_another_and_is_taken_out(store: Store, hasher: Hasher, kauf: str) -> None:
    anna, bob = member(store, hasher), member(store, hasher, "bob@example.org")
    with store.write() as conn:
        add_administrator(conn, CONSOLE, kauf, anna, NOW)
        add_administrator(conn, CONSOLE, kauf, anna, NOW)
    actor = principal(store, hasher)
    with store.write() as conn:
        add_administrator(conn, actor, kauf, bob, NOW)
    assert principal(store, hasher, "bob@example.org").marketplaces == {kauf}
    with store.write() as conn:
        remove_administrator(conn, actor, kauf, bob)
    assert principal(store, hasher, "bob@example.org").marketplaces == frozenset()


def test_a_stranger_learns_nothing_of_a_marketplace(store: Store, hasher: Hasher, kauf: str) -> None:
    anna = member(store, hasher)
    actor = principal(store, hasher)
    for marketplace in (kauf, "0" * 32):
        with pytest.raises(NotFound), store.write() as conn:
            add_administrator(conn, actor, marketplace, anna, NOW)


@pytest.mark.parametrize("missing", ["marketplace", "person"])
def test_an_administrator_and_a_marketplace_must_exist(store: Store, hasher: Hasher, kauf: str, missing: str) -> None:
    ids = {"marketplace": kauf, "person": member(store, hasher)} | {missing: "0" * 32}
    with pytest.raises(NotFound), store.write() as conn:
        add_administrator(conn, CONSOLE, at=NOW, **ids)


def test_a_seller_gets_an_organisation(store: Store, kauf: str) -> None:
    with store.write() as conn:
        seller = register_seller(conn, kauf, LAMPS, NOW)
    assert (seller.marketplace, seller.external_id, seller.address) == (kauf, "s-77", "info@lampen.example")
    with store.read() as conn:
        assert seller_of(conn, kauf, "s-77") == seller


def test_the_same_seller_again_is_updated(store: Store, kauf: str) -> None:
    with store.write() as conn:
        before = register_seller(conn, kauf, LAMPS, NOW)
        after = register_seller(conn, kauf, replace(LAMPS, email="post@lampen.example", zone="Europe/Vienna"), NOW)
    assert after == replace(before, address="post@lampen.example", zone="Europe/Vienna")
    with store.read() as conn:
        assert seller_of(conn, kauf, "s-77") == after


def test_the_same_id_at_another_marketplace_is_another_seller(store: Store, kauf: str) -> None:
    with store.write() as conn:
        other = create_marketplace(conn, CONSOLE, replace(KAUF, code="KX"), NOW)
        here, there = register_seller(conn, kauf, LAMPS, NOW), register_seller(conn, other, LAMPS, NOW)
    assert here.organisation != there.organisation


def test_a_seller_registered_at_once_is_one_seller(store: Store, kauf: str) -> None:
    def register(_: int) -> str:
        with store.write() as conn:
            return register_seller(conn, kauf, LAMPS, NOW).organisation

    assert len(set(at_once(4, register))) == 1


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"external_id": ""}, ExternalIdNotValid),
        ({"email": "nowhere"}, EmailNotValid),
        ({"zone": "Europe/Atlantis"}, ZoneNotValid),
    ],
)
def test_what_is_said_of_a_seller_is_checked(
    store: Store, kauf: str, changed: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal), store.write() as conn:
        register_seller(conn, kauf, replace(LAMPS, **changed), NOW)


def test_a_seller_of_no_marketplace_is_refused(store: Store) -> None:
    with pytest.raises(NotFound), store.write() as conn:
        register_seller(conn, "0" * 32, LAMPS, NOW)


def test_an_operator_says_who_administers_and_others_by_role_do_not(store: Store, hasher: Hasher, kauf: str) -> None:
    anna = member(store, hasher)
    registrar = replace(CONSOLE, roles=frozenset({ServiceRole.REGISTRAR}))
    with store.write() as conn:
        add_administrator(conn, CONSOLE, kauf, anna, NOW)
    with pytest.raises(NotFound), store.write() as conn:
        remove_administrator(conn, registrar, kauf, anna)
    assert principal(store, hasher).marketplaces == {kauf}
    with store.write() as conn:
        remove_administrator(conn, CONSOLE, kauf, anna)
    assert principal(store, hasher).marketplaces == frozenset()
