"""A second factor over the API: its secrets are shown once, and changes of contact and account ask for it."""

from base64 import b32decode

from odr.accounts.one_time_codes import code_at, step_at
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
