from datetime import timedelta

import pytest

from odr.accounts.organisations import (
    MemberRole,
    accept_member_invitation,
    create_organisation,
    invite_member,
    members_of,
    organisations_of,
    remove_member,
)
from odr.accounts.passwords import Hasher
from odr.accounts.refusals import LastOwner, LinkNotValid, NotAllowed, NotAMember, Throttled
from odr.accounts.sessions import principal_of_session
from odr.domain.refusals import NotFound
from odr.store import Store
from tests.accounts.helpers import NETWORK, NOW, at_once, enter, last_mail, mails, member


@pytest.fixture
def anna(store: Store, hasher: Hasher) -> str:
    return member(store, hasher)


@pytest.fixture
def bob(store: Store, hasher: Hasher) -> str:
    return member(store, hasher, "bob@example.org")


@pytest.fixture
def bakery(store: Store, anna: str) -> str:
    with store.write() as conn:
        return create_organisation(conn, anna, "Bäcker GmbH", "DE", NOW)


def invite(store: Store, actor: str, organisation: str, role: MemberRole = MemberRole.MEMBER) -> str:
    with store.write() as conn:
        invite_member(conn, actor, organisation, "bob@example.org", role, NETWORK, NOW)
    return str(last_mail(store, "mail.member_invitation")["token"])


def accept(store: Store, person: str, token: str, after: timedelta = timedelta()) -> str:
    with store.write() as conn:
        return accept_member_invitation(conn, person, token, NOW + after)


def remove(store: Store, actor: str, organisation: str, person: str) -> None:
    with store.write() as conn:
        remove_member(conn, actor, organisation, person)


def test_who_founds_an_organisation_owns_it(store: Store, anna: str, bakery: str) -> None:
    with store.read() as conn:
        (organisation,) = organisations_of(conn, anna)
    assert (organisation.id, organisation.name, organisation.role) == (bakery, "Bäcker GmbH", MemberRole.OWNER)


def test_who_is_invited_joins(store: Store, anna: str, bob: str, bakery: str) -> None:
    assert accept(store, bob, invite(store, anna, bakery)) == bakery
    mail = last_mail(store, "mail.member_invitation")
    assert (mail["to"], mail["organisation"], mail["language"]) == ("bob@example.org", "Bäcker GmbH", "de")
    with store.read() as conn:
        found = [(one.person, one.role) for one in members_of(conn, bob, bakery)]
    assert sorted(found) == sorted([(anna, MemberRole.OWNER), (bob, MemberRole.MEMBER)])


def test_an_invitation_works_once_and_for_a_week(store: Store, anna: str, bob: str, bakery: str) -> None:
    token = invite(store, anna, bakery)
    with pytest.raises(LinkNotValid):
        accept(store, bob, token, timedelta(days=7))
    accept(store, bob, token)
    with pytest.raises(LinkNotValid):
        accept(store, bob, token)


def test_only_owners_invite_and_remove(store: Store, hasher: Hasher, anna: str, bob: str, bakery: str) -> None:
    accept(store, bob, invite(store, anna, bakery))
    with pytest.raises(NotAllowed):
        invite(store, bob, bakery)
    with pytest.raises(NotAllowed):
        remove(store, bob, bakery, anna)
    stranger = member(store, hasher, "eve@example.org")
    with pytest.raises(NotFound):
        invite(store, stranger, bakery)
    with pytest.raises(NotFound):
        remove(store, stranger, bakery, anna)
    with pytest.raises(NotFound), store.read() as conn:
        members_of(conn, stranger, bakery)


def test_an_unknown_organisation_and_a_foreign_one_answer_alike(store: Store, bob: str, bakery: str) -> None:
    answers = []
    for organisation in (bakery, "0" * 32):
        with pytest.raises(NotFound) as refused:
            invite(store, bob, organisation)
        answers.append((refused.value.code, refused.value.field, refused.value.message))
    assert answers[0] == answers[1]


def test_a_removed_person_is_out_at_once(store: Store, hasher: Hasher, anna: str, bob: str, bakery: str) -> None:
    accept(store, bob, invite(store, anna, bakery))
    token = enter(store, hasher, "bob@example.org").token
    remove(store, anna, bakery, bob)
    principal = principal_of_session(store, token, NOW)
    assert principal is not None
    assert principal.organisations == frozenset()


def test_a_member_may_leave(store: Store, anna: str, bob: str, bakery: str) -> None:
    accept(store, bob, invite(store, anna, bakery))
    remove(store, bob, bakery, bob)
    with store.read() as conn:
        assert [one.person for one in members_of(conn, anna, bakery)] == [anna]
    with pytest.raises(NotAMember):
        remove(store, anna, bakery, bob)


def test_the_last_owner_stays(store: Store, anna: str, bob: str, bakery: str) -> None:
    with pytest.raises(LastOwner):
        remove(store, anna, bakery, anna)
    accept(store, bob, invite(store, anna, bakery, MemberRole.OWNER))
    remove(store, anna, bakery, anna)


def test_two_owners_who_leave_at_once_leave_one(store: Store, anna: str, bob: str, bakery: str) -> None:
    accept(store, bob, invite(store, anna, bakery, MemberRole.OWNER))
    owners = (anna, bob)
    results = at_once(2, lambda n: remove(store, owners[n], bakery, owners[n]))
    assert [type(result) for result in results if result] == [LastOwner]


def test_who_belongs_already_keeps_their_role(store: Store, anna: str, bakery: str) -> None:
    accept(store, anna, invite(store, anna, bakery))
    with store.read() as conn:
        assert [one.role for one in members_of(conn, anna, bakery)] == [MemberRole.OWNER]


def test_invitations_to_one_address_are_bounded(store: Store, hasher: Hasher, anna: str, bakery: str) -> None:
    for _ in range(5):
        invite(store, anna, bakery)
    with pytest.raises(Throttled):
        invite(store, anna, bakery)
    assert len(mails(store, "mail.member_invitation")) == 5
