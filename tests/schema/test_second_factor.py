"""A second factor over the API: its secrets are shown once, and changes of contact and account ask for it."""

from base64 import b32decode
from dataclasses import replace

import pytest

from odr.accounts.one_time_codes import code_at, step_at
from odr.app import assemble, open_house
from odr.schema.schema import schema
from tests.accounts.helpers import PASSWORD, last_mail
from tests.schema.house import Town
from tests.schema.test_payouts import IBAN

FACTOR = "{ secondFactor { since recoveryCodesLeft } }"


def code(town: Town, key: str) -> str:
    return code_at(b32decode(key), step_at(town.clock.now()))


def test_what_is_secret_is_shown_once(town: Town) -> None:
    buyer = town.as_("buyer")
    assert buyer.refused("enrolSecondFactor", password="a stolen session") == "WRONG_PASSWORD"
    begun = buyer.done("enrolSecondFactor", "key otpauthUri", password=PASSWORD, idempotencyKey="a")
    assert begun["otpauthUri"].startswith("otpauth://totp/odr.example:buyer%40example.org?secret=" + begun["key"])
    again = buyer.done("enrolSecondFactor", "key otpauthUri replayed", password=PASSWORD, idempotencyKey="a")
    assert again == {"key": None, "otpauthUri": None, "replayed": True, "userErrors": []}
    assert buyer.ask(FACTOR)["secondFactor"] is None
    typed = {"code": code(town, begun["key"]), "idempotencyKey": "b"}
    made = buyer.done("confirmSecondFactor", "recoveryCodes secondFactor { recoveryCodesLeft }", **typed)
    assert len(made["recoveryCodes"]) == made["secondFactor"]["recoveryCodesLeft"] == 10
    assert buyer.done("confirmSecondFactor", "recoveryCodes", **typed)["recoveryCodes"] is None
    assert town.nobody().post(FACTOR).json()["errors"][0]["extensions"]["code"] == "NOT_SIGNED_IN"


def test_changes_of_contact_and_account_ask_for_a_code(town: Town) -> None:
    buyer = town.as_("buyer")
    key = buyer.done("enrolSecondFactor", "key", password=PASSWORD)["key"]
    codes = buyer.done("confirmSecondFactor", "recoveryCodes", code=code(town, key))["recoveryCodes"]
    address = {"email": "bozena@new.example", "password": PASSWORD}
    account = {"holder": "B. Nowak", "iban": IBAN, "password": PASSWORD}
    for name, asked in (("requestEmailChange", address), ("requestPayoutChange", account)):
        assert buyer.refused(name, **asked) == "SECOND_FACTOR_NEEDED"
        assert buyer.refused(name, **asked, code="000000") == "WRONG_CODE"
        buyer.done(name, **asked, code=codes.pop())
    assert buyer.ask(FACTOR)["secondFactor"]["recoveryCodesLeft"] == 8
    buyer.done("removeSecondFactor", password=PASSWORD, code=codes.pop())
    assert last_mail(town.store, "mail.second_factor_removed")["to"] == "buyer@example.org"
    buyer.done("requestEmailChange", **address)


ADVICE = "{ viewer { secondFactorAdvice } }"


def set_up(town: Town, who: str) -> tuple[str, list[str]]:
    person = town.as_(who)
    key = person.done("enrolSecondFactor", "key", password=PASSWORD)["key"]
    return key, person.done("confirmSecondFactor", "recoveryCodes", code=code(town, key))["recoveryCodes"]


def test_sign_in_asks_for_a_code_that_opens_one_session(town: Town) -> None:
    asked = {"email": "buyer@example.org", "password": PASSWORD, "client": "PROGRAM"}
    town.nobody().done("signIn", "token", **asked)
    key, codes = set_up(town, "buyer")
    nobody = town.nobody()
    assert nobody.refused("signIn", **asked) == "SECOND_FACTOR_NEEDED"
    assert nobody.refused("signIn", **asked | {"password": "a guess of somebody"}) == "WRONG_CREDENTIALS"
    assert nobody.refused("signIn", **asked, code="000000") == "WRONG_CODE"
    assert nobody.refused("signIn", **asked, code=code(town, key)) == "WRONG_CODE", "it confirmed the app already"
    town.wait(seconds=60)
    assert nobody.done("signIn", "token", **asked, code=code(town, key))["token"]
    assert nobody.refused("signIn", **asked, code=code(town, key)) == "WRONG_CODE"
    assert nobody.done("signIn", "viewer { name }", **asked, code=codes[0])["viewer"]
    assert nobody.refused("signIn", **asked, code=codes[0]) == "WRONG_CODE"


def test_codes_are_not_guessed_at_sign_in(town: Town) -> None:
    set_up(town, "buyer")
    asked = {"email": "buyer@example.org", "password": PASSWORD, "code": "000000"}
    told = [town.nobody().refused("signIn", **asked) for _ in range(6)]
    assert told[-1] == "THROTTLED"


@pytest.mark.parametrize("who", ["mediator", "registrar", "admin"])
def test_staff_are_urged_to_set_one_up(town: Town, who: str) -> None:
    assert town.as_(who).ask(ADVICE)["viewer"] == {"secondFactorAdvice": "ADVISED"}
    assert town.as_("buyer").ask(ADVICE)["viewer"] == {"secondFactorAdvice": None}
    person = town.as_(who)
    key = person.done("enrolSecondFactor", "key", password=PASSWORD)["key"]
    person.done("confirmSecondFactor", code=code(town, key))
    assert person.ask(ADVICE)["viewer"] == {"secondFactorAdvice": None}


@pytest.mark.parametrize("who", ["mediator", "registrar", "admin"])
def test_where_it_is_required_staff_set_it_up_and_do_nothing_before(town: Town, who: str) -> None:
    settings = replace(town.house.settings, staff_second_factor=True)
    town.house = open_house(settings, town.store, town.clock, hasher=town.house.hasher)
    town.app = assemble(town.house, schema())
    person = town.as_(who)
    assert person.ask(ADVICE)["viewer"] == {"secondFactorAdvice": "REQUIRED"}
    assert "SECOND_FACTOR_REQUIRED" in person.post("{ cases(first: 1) { edges { cursor } } }").text
    assert person.refused("reopenAccount", email="buyer@example.org", reasons="Why.") == "SECOND_FACTOR_REQUIRED"
    key = person.done("enrolSecondFactor", "key", password=PASSWORD)["key"]
    person.done("confirmSecondFactor", code=code(town, key))
    assert "SECOND_FACTOR_REQUIRED" not in person.post("{ cases(first: 1) { edges { cursor } } }").text
    assert town.as_("buyer").ask(ADVICE)["viewer"] == {"secondFactorAdvice": None}
