from datetime import timedelta

import pytest
from sqlalchemy import select

from odr.accounts.invitations import CaseInvitation, create_invitation, redeem
from odr.accounts.marketplaces import register_seller
from odr.accounts.organisations import MemberRole, members_of
from odr.accounts.passwords import Hasher
from odr.accounts.refusals import LinkNotValid
from odr.accounts.registration import confirm_email
from odr.accounts.tables import tokens
from odr.domain.refusals import NotFound
from odr.outbox import outbox
from odr.store import Store
from tests.accounts.helpers import NOW, at_once, last_mail, mails, member
from tests.accounts.test_marketplaces import LAMPS, kauf

__all__ = ["kauf"]
CASE = "c" * 32


@pytest.fixture
def lamps(store: Store, kauf: str) -> str:
    with store.write() as conn:
        return register_seller(conn, kauf, LAMPS, NOW).organisation


def invite(store: Store, organisation: str) -> str:
    with store.write() as conn:
        create_invitation(conn, CASE, organisation, "info@lampen.example", NOW, language="de")
    return str(last_mail(store, "mail.invitation")["token"])


def accept(store: Store, token: str, person: str, after: timedelta = timedelta()) -> CaseInvitation:
    with store.write() as conn:
        return redeem(conn, token, person, NOW + after)


def test_an_invitation_leads_into_the_case_and_the_organisation(store: Store, hasher: Hasher, lamps: str) -> None:
    person = member(store, hasher)
    assert accept(store, invite(store, lamps), person) == CaseInvitation(CASE, lamps)
    with store.read() as conn:
        assert [(one.person, one.role) for one in members_of(conn, person, lamps)] == [(person, MemberRole.OWNER)]
        case = conn.execute(select(outbox.c.case_id).where(outbox.c.topic == "mail.invitation")).scalar_one()
    mail = last_mail(store, "mail.invitation")
    assert (mail["to"], mail["language"], mail["organisation"], mail["case"]) == (
        "info@lampen.example",
        "de",
        "Lampen Licht",
        CASE,
    )
    assert case == CASE


def test_the_second_person_joins_as_a_member(store: Store, hasher: Hasher, lamps: str) -> None:
    anna, bob = member(store, hasher), member(store, hasher, "bob@example.org")
    accept(store, invite(store, lamps), anna)
    accept(store, invite(store, lamps), bob)
    with store.read() as conn:
        roles = {one.person: one.role for one in members_of(conn, anna, lamps)}
    assert roles == {anna: MemberRole.OWNER, bob: MemberRole.MEMBER}


def test_of_fifty_who_redeem_at_once_exactly_one_wins(store: Store, hasher: Hasher, lamps: str) -> None:
    people = [member(store, hasher, f"person{number}@example.org") for number in range(5)]
    token = invite(store, lamps)
    results = [at_once(10, lambda n: accept(store, token, people[n % 5])) for _ in range(5)]
    flat = [result for some in results for result in some]
    assert sum(isinstance(result, CaseInvitation) for result in flat) == 1
    assert sum(isinstance(result, LinkNotValid) for result in flat) == 49


def test_two_links_redeemed_at_once_make_one_owner(store: Store, hasher: Hasher, lamps: str) -> None:
    people = [member(store, hasher), member(store, hasher, "bob@example.org")]
    links = [invite(store, lamps), invite(store, lamps)]
    at_once(2, lambda n: accept(store, links[n], people[n]))
    with store.read() as conn:
        roles = [one.role for one in members_of(conn, people[0], lamps)]
    assert sorted(roles) == [MemberRole.MEMBER, MemberRole.OWNER]


def test_an_invitation_expires_after_thirty_days(store: Store, hasher: Hasher, lamps: str) -> None:
    person, token = member(store, hasher), invite(store, lamps)
    with pytest.raises(LinkNotValid):
        accept(store, token, person, timedelta(days=30))
    assert accept(store, token, person, timedelta(days=30, microseconds=-1))


def test_a_link_opens_only_what_it_was_made_for(store: Store, hasher: Hasher, lamps: str) -> None:
    token = invite(store, lamps)
    with pytest.raises(LinkNotValid), store.write() as conn:
        confirm_email(conn, token, NOW)
    person = member(store, hasher)
    with pytest.raises(LinkNotValid):
        accept(store, last_mail(store, "mail.confirm")["token"], person)


def test_a_refused_transaction_leaves_the_link_usable(store: Store, hasher: Hasher, lamps: str) -> None:
    person, token = member(store, hasher), invite(store, lamps)
    with pytest.raises(RuntimeError), store.write() as conn:
        redeem(conn, token, person, NOW)
        raise RuntimeError
    assert accept(store, token, person)


def test_the_link_is_stored_as_a_hash(store: Store, lamps: str) -> None:
    token = invite(store, lamps)
    with store.read() as conn:
        assert token not in str(conn.execute(select(tokens)).all())


def test_an_unknown_organisation_is_not_invited(store: Store) -> None:
    with pytest.raises(NotFound):
        invite(store, "0" * 32)
    assert mails(store, "mail.invitation") == []
