import pytest

from odr.accounts.directory import Contact, contacts, names, person_of, update_profile
from odr.accounts.invitations import create_invitation, redeem
from odr.accounts.marketplaces import add_administrator, register_seller
from odr.accounts.passwords import Hasher
from odr.accounts.principal import CONSOLE
from odr.accounts.refusals import ZoneNotValid
from odr.accounts.registration import register
from odr.accounts.tables import people
from odr.domain.refusals import NotFound
from odr.store import Store
from tests.accounts.helpers import NOW, last_mail, member, registration
from tests.accounts.test_marketplaces import LAMPS, kauf

__all__ = ["kauf"]


def test_names_of_everything_that_has_one(store: Store, hasher: Hasher, kauf: str) -> None:
    anna = member(store, hasher)
    with store.write() as conn:
        lamps = register_seller(conn, kauf, LAMPS, NOW).organisation
        shown = names(conn, [anna, lamps, kauf, "0" * 32])
    assert shown == {anna: "Anna Bäcker", lamps: "Lampen Licht", kauf: "Kauf Einfach"}


def test_no_ids_have_no_names_and_no_contacts(store: Store) -> None:
    with store.read() as conn:
        assert names(conn, []) == contacts(conn, []) == {}


def test_an_organisation_is_its_people_and_its_given_address_until_somebody_comes(
    store: Store, hasher: Hasher, kauf: str
) -> None:
    anna = member(store, hasher)
    person = Contact(anna, "Anna Bäcker", "anna@example.org", "de", "Europe/Berlin")
    with store.write() as conn:
        lamps = register_seller(conn, kauf, LAMPS, NOW).organisation
        given = Contact("", "Lampen Licht", "info@lampen.example", "de", "Europe/Berlin")
        assert contacts(conn, [anna, lamps, kauf]) == {anna: [person], lamps: [given]}
        create_invitation(conn, "c" * 32, lamps, "info@lampen.example", NOW)
    with store.write() as conn:
        redeem(conn, last_mail(store, "mail.invitation")["token"], anna, NOW)
        add_administrator(conn, CONSOLE, kauf, anna, NOW)
        assert contacts(conn, [anna, lamps, kauf]) == {anna: [person], lamps: [person], kauf: [person]}


def test_nobody_writes_to_an_unconfirmed_address(store: Store, hasher: Hasher) -> None:
    register(store, hasher, registration(), NOW)
    with store.read() as conn:
        assert contacts(conn, conn.execute(people.select()).scalars()) == {}


def test_a_profile_is_changed_by_its_person(store: Store, hasher: Hasher) -> None:
    anna = member(store, hasher)
    with store.write() as conn:
        changed = update_profile(conn, anna, " Anna Becker ", "en", "Europe/London")
        assert changed == person_of(conn, anna)
    profile = changed.profile
    assert (profile.name, profile.language, profile.zone, profile.country) == (
        "Anna Becker",
        "en",
        "Europe/London",
        "DE",
    )


def test_a_profile_that_does_not_hold_changes_nothing(store: Store, hasher: Hasher) -> None:
    anna = member(store, hasher)
    with pytest.raises(ZoneNotValid), store.write() as conn:
        update_profile(conn, anna, "Anna Becker", "en", "Europe/Atlantis")
    with store.read() as conn:
        assert person_of(conn, anna).profile.name == "Anna Bäcker"


def test_an_unknown_person_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound), store.read() as conn:
        person_of(conn, "0" * 32)
