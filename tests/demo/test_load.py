"""The demo is loaded once, whole, and fits the service it is loaded into."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from odr.accounts.principal import ServiceRole
from odr.accounts.sessions import SignIn, principal_of_session, sign_in
from odr.demo import disputes
from odr.demo.desk import Desk, NotPossible
from odr.demo.load import load
from odr.demo.orders import orders
from odr.demo.people import AGNIESZKA, NORA, PEOPLE, SABINE, TAREK
from odr.exports.register import make_export, scopes_of
from odr.schema.context import House
from odr.settings import service_secret
from odr.store import micros
from odr.tables import metadata
from odr.verification import verify_dockets
from odr.views import views
from tests.accounts.helpers import NETWORK
from tests.conftest import HandClock


def everything(house: House) -> dict[str, list[Any]]:
    """Every row of every table."""
    with house.store.read() as conn:
        return {table.name: sorted(conn.execute(select(table)).all(), key=repr) for table in metadata.sorted_tables}


def stages(house: House) -> dict[str, str]:
    """Where each case stands for the registrar, by its number."""
    with house.store.read() as conn:
        rows = conn.execute(select(views.c.number, views.c.stage).where(views.c.reader == "registrar"))
        return {row.number: row.stage for row in rows}


def test_loading_it_again_changes_nothing(house: House, clock: HandClock) -> None:
    assert load(house) is True
    before = everything(house)
    clock.forward(timedelta(days=100))
    assert load(house) is False
    assert everything(house) == before


def test_what_broke_off_is_finished_by_loading_again(
    house: House, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise NotPossible("The power went out.")

    with monkeypatch.context() as power:
        power.setattr(disputes, "_noisy_room", broken)
        with pytest.raises(NotPossible):
            load(house)
    assert len(stages(house)) == 2
    clock.forward(timedelta(minutes=3))
    assert load(house) is True
    assert sorted(stages(house).values()) == ["CLOSED", "COMPLAINT", "MEDIATION", "NEGOTIATION"]


def test_every_seal_and_row_of_its_cases_holds(house: House) -> None:
    load(house)
    found = verify_dockets(house.store, house.clerk.law)
    assert (found.cases, found.divergence) == (4, None)


def test_nothing_in_it_lies_in_the_future(house: House, clock: HandClock) -> None:
    load(house)
    with house.store.read() as conn:
        latest = conn.execute(select(views.c.updated_at)).scalars().all()
    assert max(latest) <= micros(clock.now())


def test_everybody_can_sign_in_with_the_password_that_is_shown(house: House, clock: HandClock) -> None:
    load(house)
    for who in PEOPLE:
        opened = sign_in(house.store, house.hasher, SignIn(who.email, who.password, NETWORK, ""), clock.now())
        principal = principal_of_session(house.store, opened.token, clock.now())
        assert principal is not None
        assert principal.roles == frozenset(who.roles)
        assert bool(principal.organisations) == bool(who.seller)
        assert bool(principal.marketplaces) == who.administers


def test_every_part_is_taken() -> None:
    assert {role for who in PEOPLE for role in who.roles} == set(ServiceRole)
    assert SABINE.seller == TAREK.seller
    assert NORA.administers


def test_goods_a_virtual_good_a_booking_and_part_deliveries_are_among_the_orders(clock: HandClock) -> None:
    registered = [order for _, order in orders(clock.now())]
    assert {line["kind"] for order in registered for line in order["lines"]} == {"GOODS", "VIRTUAL", "BOOKING"}
    arrived = [[bool(sent["deliveredAt"]) for sent in order.get("shipments", [])] for order in registered]
    assert [True, False] in arrived


def test_the_regulator_can_export_the_cases(house: House, clock: HandClock) -> None:
    load(house)
    lena = next(who for who in PEOPLE if ServiceRole.REGULATOR in who.roles)
    regulator = Desk(house, clock.now()).person(lena)
    (scope,) = scopes_of(house.store, regulator)
    made = make_export(house.clerk, service_secret(house.settings), scope.id, regulator, clock.now())
    assert made.cases == 4


def test_an_act_that_is_refused_stops_the_loading_and_says_which(house: House, clock: HandClock) -> None:
    load(house)
    with pytest.raises(NotPossible, match=r"Agnieszka Wójcik, updateProfile: .*NAME_NOT_VALID"):
        Desk(house, clock.now()).do(AGNIESZKA, 0, "updateProfile", "", name="", language="pl", zone="Europe/Warsaw")
