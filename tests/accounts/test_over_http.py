"""Accounts as the web interface and programs meet them: through HTTP, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from odr.accounts.invitations import create_invitation
from odr.accounts.marketplaces import add_administrator, register_seller
from odr.accounts.principal import CONSOLE, ServiceRole
from odr.accounts.roles import grant_role
from odr.app import assemble, open_house
from odr.clerk import Clerk
from odr.domain.roles import HolderKind, Visitor
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.schema import accounts, ids, keys, organisations, viewers
from odr.schema.base import build_schema
from odr.schema.repeats import ask_of
from odr.settings import Settings
from odr.store import Store
from tests.accounts.browser import Caller
from tests.accounts.helpers import NOW, PASSWORD, CountingHasher, last_mail, mails
from tests.accounts.test_marketplaces import LAMPS, kauf
from tests.conftest import HandClock
from tests.core.given import SELLER_PARTY, complaint

__all__ = ["kauf"]
SCHEMA = build_schema(viewers, accounts, organisations, keys)
ANNA = {
    "email": "anna@example.org",
    "password": PASSWORD,
    "name": "Anna Bäcker",
    "language": "de",
    "zone": "Europe/Berlin",
    "country": "DE",
}
NEW_PASSWORD = "four calling birds sang"
Call = Callable[..., Caller]


@pytest.fixture
def call(store: Store, clock: HandClock, tmp_path: Path) -> Call:
    """Gives callers of one running service: fresh browsers, or programs with a bearer token."""
    settings = Settings(mode="demo", data_dir=tmp_path, worker=False, public_url="https://odr.example")
    house = open_house(settings, store, clock, hasher=CountingHasher())
    app = assemble(house, SCHEMA)
    return lambda bearer="": Caller(app, bearer)


def sign_in(caller: Caller, email: str = "anna@example.org", password: str = PASSWORD) -> Caller:
    caller.done("signIn", email=email, password=password)
    return caller


def newcomer(call: Call, store: Store, email: str = "anna@example.org") -> Caller:
    """Somebody who registered, confirmed and signed in."""
    caller = call()
    caller.done("register", **ANNA | {"email": email})
    caller.done("confirmEmail", token=last_mail(store, "mail.confirm", to=email)["token"])
    return sign_in(caller, email)


def viewer(caller: Caller, fields: str = "id name email") -> Any:
    return caller.ask(f"{{ viewer {{ {fields} }} }}")["viewer"]


def test_from_registration_to_the_first_sign_in(call: Call, store: Store) -> None:
    anna = newcomer(call, store)
    assert viewer(anna, "name email language zone country roles organisations { id } marketplaces { id }") == {
        "name": "Anna Bäcker",
        "email": "anna@example.org",
        "language": "de",
        "zone": "Europe/Berlin",
        "country": "DE",
        "roles": [],
        "organisations": [],
        "marketplaces": [],
    }


def test_the_session_is_a_cookie_that_only_the_browser_holds(call: Call, store: Store) -> None:
    newcomer(call, store)
    anna = call()
    answer = anna.done("signIn", "token viewer { name }", email="anna@example.org", password=PASSWORD)
    assert answer["token"] is None
    assert answer["viewer"] == {"name": "Anna Bäcker"}
    assert anna.set_cookie.startswith("__Host-odr=")
    for rule in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=1209600"):
        assert rule in anna.set_cookie


def test_a_program_gets_a_bearer_token_and_no_cookie(call: Call, store: Store) -> None:
    newcomer(call, store)
    program = call()
    answer = program.done("signIn", "token", email="anna@example.org", password=PASSWORD, client="PROGRAM")
    assert program.set_cookie == ""
    assert viewer(call(bearer=answer["token"]), "name") == {"name": "Anna Bäcker"}


def test_a_sign_in_rotates_the_session_of_the_browser(call: Call, store: Store) -> None:
    anna = newcomer(call, store)
    before = anna.cookie
    sign_in(anna)
    assert anna.cookie != before
    stolen = call()
    stolen.cookie = before
    assert viewer(stolen) is None


def test_nobody_is_nobody(call: Call) -> None:
    assert viewer(call()) is None
    assert call(bearer="made-up").post("{ viewer { id } }").status_code == 401


def test_known_and_unknown_addresses_answer_alike(call: Call, store: Store) -> None:
    newcomer(call, store)
    stranger = call()
    known = [
        stranger.act("register", **ANNA),
        stranger.act("requestRecovery", email="anna@example.org"),
        stranger.act("signIn", email="anna@example.org", password="not her password"),
    ]
    unknown = [
        stranger.act("register", **ANNA | {"email": "bob@example.org"}),
        stranger.act("requestRecovery", email="carol@example.org"),
        stranger.act("signIn", email="carol@example.org", password="not her password"),
    ]
    assert known == unknown
    assert known[2]["userErrors"][0]["code"] == "WRONG_CREDENTIALS"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("email", "nowhere", "EMAIL_NOT_VALID"),
        ("password", "short", "PASSWORD_TOO_SHORT"),
        ("password", "passwordpassword", "PASSWORD_TOO_COMMON"),
        ("password", "long words " * 25, "PASSWORD_TOO_LONG"),
        ("name", " ", "NAME_NOT_VALID"),
        ("language", "German", "LANGUAGE_NOT_VALID"),
        ("zone", "Mars/Olympus", "ZONE_NOT_VALID"),
        ("country", "Germany", "COUNTRY_NOT_VALID"),
    ],
)
def test_a_refusal_names_its_field(call: Call, field: str, value: str, code: str) -> None:
    (error,) = call().act("register", **ANNA | {field: value})["userErrors"]
    assert (error["code"], error["field"]) == (code, field)


def test_too_many_attempts_are_told_so(call: Call, store: Store) -> None:
    newcomer(call, store)
    stranger = call()
    for _ in range(10):
        stranger.refused("signIn", email="anna@example.org", password="not her password")
    assert stranger.refused("signIn", email="anna@example.org", password=PASSWORD) == "THROTTLED"


def test_signing_out_ends_the_session_and_takes_the_cookie(call: Call, store: Store) -> None:
    anna = newcomer(call, store)
    kept = anna.cookie
    anna.done("signOut")
    assert anna.cookie == ""
    assert "Max-Age=0" in anna.set_cookie
    anna.cookie = kept
    assert viewer(anna) is None
    anna.done("signOut")


def test_a_program_that_signs_out_again_gets_the_same_answer(call: Call, store: Store) -> None:
    newcomer(call, store)
    asked = {"email": "anna@example.org", "password": PASSWORD, "client": "PROGRAM", "idempotencyKey": "k"}
    first, other = (call().done("signIn", "token", **asked) for _ in range(2))
    assert first["token"] != other["token"], "a new session each time, whatever the key"
    program = call(first["token"])
    answers = [program.done("signOut", idempotencyKey="k") for _ in range(3)]
    assert answers == [{"replayed": False, "userErrors": []}] * 3
    assert program.post("{ viewer { id } }").status_code == 401
    assert viewer(call(other["token"])) is not None


def test_signing_out_everywhere_ends_the_other_devices_too(call: Call, store: Store) -> None:
    laptop = newcomer(call, store)
    phone = sign_in(call())
    laptop.done("signOut", everywhere=True)
    assert viewer(phone) is None


def test_a_recovery_ends_the_sessions(call: Call, store: Store) -> None:
    anna, stranger = newcomer(call, store), call()
    stranger.done("requestRecovery", email="anna@example.org")
    token = last_mail(store, "mail.recovery")["token"]
    stranger.done("recoverAccount", token=token, password=NEW_PASSWORD)
    assert viewer(anna) is None
    assert stranger.refused("recoverAccount", token=token, password=NEW_PASSWORD) == "LINK_NOT_VALID"
    assert stranger.refused("signIn", email="anna@example.org", password=PASSWORD) == "WRONG_CREDENTIALS"
    sign_in(stranger, password=NEW_PASSWORD)


def test_a_change_of_address_takes_both(call: Call, store: Store) -> None:
    anna = newcomer(call, store)
    assert anna.refused("requestEmailChange", email="anna@new.example", password="stolen") == "WRONG_PASSWORD"
    anna.done("requestEmailChange", email="anna@new.example", password=PASSWORD)
    halves = []
    for topic in ("mail.email_change_new", "mail.email_change_old"):
        halves.append(call().done("confirmEmailChange", "inEffect", token=last_mail(store, topic)["token"])["inEffect"])
        halves.append(viewer(anna)["email"])
    assert halves == [False, "anna@example.org", True, "anna@new.example"]


def test_a_profile_is_changed(call: Call, store: Store) -> None:
    anna = newcomer(call, store)
    changed = {"name": "Anna Becker", "language": "en", "zone": "Europe/London"}
    payload = anna.done("updateProfile", "viewer { name language zone }", **changed)
    assert payload["viewer"] == viewer(anna, "name language zone") == changed
    assert anna.refused("updateProfile", **changed | {"zone": "Mars/Olympus"}) == "ZONE_NOT_VALID"


@pytest.mark.parametrize(
    ("name", "input"),
    [
        ("requestEmailChange", {"email": "a@example.org", "password": "x"}),
        ("updateProfile", {"name": "A", "language": "en", "zone": "UTC"}),
        ("createOrganisation", {"name": "A", "country": "DE"}),
        ("inviteMember", {"organisation": "x", "email": "a@example.org"}),
        ("acceptMemberInvitation", {"token": "x"}),
        ("removeMember", {"organisation": "x", "person": "x"}),
        ("acceptCaseInvitation", {"token": "x"}),
        ("createApiKey", {"marketplace": "x", "name": "A", "scopes": []}),
        ("revokeApiKey", {"apiKey": "x"}),
    ],
)
def test_what_needs_a_person_says_so(call: Call, name: str, input: dict[str, Any]) -> None:
    assert call().refused(name, **input) == "NOT_SIGNED_IN"


def test_an_organisation_gets_and_loses_people(call: Call, store: Store) -> None:
    anna, bob = newcomer(call, store), newcomer(call, store, "bob@example.org")
    made = anna.done("createOrganisation", "organisation { id }", name="Bäcker GmbH", country="DE")
    bakery = made["organisation"]["id"]
    anna.done("inviteMember", organisation=bakery, email="bob@example.org")
    token = last_mail(store, "mail.member_invitation")["token"]
    joined = bob.done("acceptMemberInvitation", "organisation { name members { id role } }", token=token)
    people = {anna: viewer(anna)["id"], bob: viewer(bob)["id"]}
    assert joined["organisation"]["name"] == "Bäcker GmbH"
    assert {one["id"]: one["role"] for one in joined["organisation"]["members"]} == {
        people[anna]: "OWNER",
        people[bob]: "MEMBER",
    }
    assert viewer(bob, "organisations { id name role }")["organisations"] == [
        {"id": bakery, "name": "Bäcker GmbH", "role": "MEMBER"}
    ]
    assert bob.refused("inviteMember", organisation=bakery, email="eve@example.org") == "NOT_ALLOWED"
    assert anna.refused("removeMember", organisation=bakery, person=people[anna]) == "LAST_OWNER"
    left = anna.done("removeMember", "organisation { members { id } }", organisation=bakery, person=people[bob])
    assert left["organisation"]["members"] == [{"id": people[anna]}]
    assert viewer(bob, "organisations { id }")["organisations"] == []


def test_an_organisation_is_there_for_its_people_only(call: Call, store: Store) -> None:
    anna, eve = newcomer(call, store), newcomer(call, store, "eve@example.org")
    bakery = anna.done("createOrganisation", "organisation { id }", name="Bäcker GmbH", country="DE")
    asked = bakery["organisation"]["id"]
    document = "query One($id: ID!) { organisation(id: $id) { name } }"
    assert anna.ask(document, id=asked) == {"organisation": {"name": "Bäcker GmbH"}}
    node = "query One($id: ID!) { node(id: $id) { ... on Organisation { name } } }"
    assert anna.ask(node, id=asked) == {"node": {"name": "Bäcker GmbH"}}
    strange = (asked, ids.encode("Organisation", "0" * 32), ids.encode("Person", "0" * 32), "x")
    for sent in (document, node):
        answers = [eve.post(sent, id=one).json() for one in strange]
        assert answers[0]["errors"][0]["extensions"]["code"] == "NOT_FOUND"
        assert all(answer == answers[0] for answer in answers)


def test_a_repeated_act_is_answered_and_not_done_again(call: Call, store: Store) -> None:
    anna = newcomer(call, store)
    asked = {"name": "Bäcker GmbH", "country": "DE", "idempotencyKey": "k-1"}
    first = anna.done("createOrganisation", "organisation { id }", **asked)
    again = anna.done("createOrganisation", "organisation { id }", **asked)
    assert first["organisation"] == again["organisation"]
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert len(viewer(anna, "organisations { id }")["organisations"]) == 1
    assert anna.refused("createOrganisation", **asked | {"name": "Other"}) == "KEY_REUSED"


def test_repeats_of_those_who_are_not_signed_in(call: Call, store: Store) -> None:
    caller = call()
    key = {"idempotencyKey": "k-1"}
    assert [caller.done("register", **ANNA, **key)["replayed"] for _ in range(2)] == [False, True]
    assert len(mails(store, "mail.confirm")) == 1
    token = last_mail(store, "mail.confirm")["token"]
    assert [caller.done("confirmEmail", token=token, **key)["replayed"] for _ in range(2)] == [False, True]
    asked = {"email": "anna@example.org", **key}
    assert [caller.done("requestRecovery", **asked)["replayed"] for _ in range(2)] == [False, True]
    token = last_mail(store, "mail.recovery")["token"]
    asked = {"token": token, "password": NEW_PASSWORD, **key}
    assert [caller.done("recoverAccount", **asked)["replayed"] for _ in range(2)] == [False, True]
    sign_in(caller, password=NEW_PASSWORD)
    asked = {"email": "anna@new.example", "password": NEW_PASSWORD, **key}
    assert [caller.done("requestEmailChange", **asked)["replayed"] for _ in range(2)] == [False, True]
    for topic, effect in (("mail.email_change_old", False), ("mail.email_change_new", True)):
        (mail,) = mails(store, topic)
        answers = [caller.done("confirmEmailChange", "inEffect", token=mail["token"], **key) for _ in range(2)]
        assert [answer["inEffect"] for answer in answers] == [effect, effect]


@pytest.fixture
def invited(store: Store, kauf: str) -> tuple[str, str, str]:
    """A case against a seller whom nobody has come for yet: case, organisation, invitation."""
    with store.write() as conn:
        lamps = register_seller(conn, kauf, LAMPS, NOW).organisation
        create_invitation(conn, "case-1", lamps, "info@lampen.example", NOW)
    seller = replace(SELLER_PARTY, holder_kind=HolderKind.ORGANISATION, holder=lamps)
    house = Clerk(store, all_rulebooks())
    house.open("KE", lambda number: complaint(number=number, respondent=seller), DEFAULT)
    return "case-1", lamps, last_mail(store, "mail.invitation")["token"]


def test_an_invitation_into_a_case_is_taken_by_one(call: Call, store: Store, invited: tuple[str, str, str]) -> None:
    case, lamps, token = invited
    anna, eve = newcomer(call, store), newcomer(call, store, "eve@example.org")
    answer = "caseId organisation { id name members { role } }"
    taken = anna.done("acceptCaseInvitation", answer, token=token, idempotencyKey="k-1")
    assert taken["caseId"] == ids.encode("Case", case)
    assert taken["organisation"]["name"] == "Lampen Licht"
    assert taken["organisation"]["members"] == [{"role": "OWNER"}]
    assert eve.refused("acceptCaseInvitation", token=token) == "LINK_NOT_VALID"
    again = anna.done("acceptCaseInvitation", answer, token=token, idempotencyKey="k-1")
    assert again == taken | {"replayed": True}
    person = ids.local(viewer(anna)["id"], "Person")
    seen = Clerk(store, all_rulebooks()).look(case, Visitor(person, frozenset({lamps})), NOW)
    assert seen.case.joined


@pytest.fixture
def admin(call: Call, store: Store, kauf: str) -> Caller:
    """The administrator of a marketplace, signed in."""
    anna = newcomer(call, store)
    with store.write() as conn:
        add_administrator(conn, CONSOLE, kauf, ids.local(viewer(anna)["id"], "Person"), NOW)
    return anna


KEY = "apiKey { id prefix name scopes revokedAt } secret"


def test_a_key_is_made_used_and_ended(call: Call, admin: Caller, kauf: str) -> None:
    (market,) = viewer(admin, "marketplaces { id name code }")["marketplaces"]
    assert (market["name"], market["code"]) == ("Kauf Einfach", "KE")
    asked = {"marketplace": market["id"], "name": "order feed", "scopes": ["ORDERS_WRITE"], "idempotencyKey": "k-1"}
    made, again = admin.done("createApiKey", KEY, **asked), admin.done("createApiKey", KEY, **asked)
    assert made["apiKey"] == again["apiKey"]
    assert made["secret"].startswith(made["apiKey"]["prefix"])
    assert again["secret"] is None
    program = call(bearer=made["secret"])
    assert viewer(program) is None
    assert program.refused("createApiKey", **asked) == "NOT_SIGNED_IN"
    ended = admin.done("revokeApiKey", "apiKey { revokedAt }", apiKey=made["apiKey"]["id"])
    assert ended["apiKey"]["revokedAt"] is not None
    listed = admin.ask("query Keys($m: ID!) { apiKeys(marketplace: $m) { id revokedAt } }", m=market["id"])
    assert listed["apiKeys"] == [{"id": made["apiKey"]["id"], **ended["apiKey"]}]
    assert program.post("{ viewer { id } }").status_code == 401


def test_the_keys_of_others_do_not_exist(call: Call, store: Store, admin: Caller, kauf: str) -> None:
    market = ids.encode("Marketplace", kauf)
    made = admin.done("createApiKey", KEY, marketplace=market, name="order feed", scopes=["CASES_READ"])
    eve = newcomer(call, store, "eve@example.org")
    assert eve.refused("createApiKey", marketplace=market, name="x", scopes=["CASES_READ"]) == "NOT_FOUND"
    assert eve.refused("revokeApiKey", apiKey=made["apiKey"]["id"]) == "NOT_FOUND"
    answer = eve.post("query Keys($m: ID!) { apiKeys(marketplace: $m) { id } }", m=market).json()
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert admin.refused("createApiKey", marketplace=market, name="x", scopes=[]) == "SCOPES_NOT_VALID"


def test_staff_are_signed_out_after_half_an_hour(call: Call, store: Store, clock: HandClock) -> None:
    anna = newcomer(call, store)
    with store.write() as conn:
        grant_role(conn, CONSOLE, ids.local(viewer(anna)["id"], "Person"), ServiceRole.MEDIATOR, clock.now())
    assert viewer(anna) is None
    sign_in(anna)
    assert "Max-Age=43200" in anna.set_cookie
    assert viewer(anna, "roles") == {"roles": ["MEDIATOR"]}
    clock.forward(timedelta(minutes=30))
    assert viewer(anna) is None


def test_a_password_is_no_part_of_the_hash_that_knows_an_input_again() -> None:
    """Such a hash is fast: whoever reads it could try passwords on it."""
    token = {"token": "t", "idempotency_key": "k-1"}
    one, other = (accounts.RecoverAccountInput(password=password, **token) for password in (PASSWORD, NEW_PASSWORD))
    assert ask_of("recoverAccount", "a", one) == ask_of("recoverAccount", "a", other)
