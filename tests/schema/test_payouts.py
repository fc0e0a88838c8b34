"""A new account to be paid to needs the password and the mailbox, and nothing is paid there for three days."""

from datetime import timedelta

from sqlalchemy import select

from odr.accounts.tables import payout_accounts, tokens
from tests.accounts.helpers import PASSWORD, last_mail
from tests.schema.house import Town, remedy, unknown
from tests.schema.test_journey import escalated

IBAN = "DE89 3704 0044 0532 0130 00"
ACCOUNT = "payoutAccount { holder iban changedAt notBefore }"
PAYEES = "query ($case: ID!) { payeeAccounts(case: $case) { side heldUntil account { holder iban notBefore } } }"


def change(town: Town, who: str = "buyer") -> dict:
    town.as_(who).done("requestPayoutChange", holder="B. Nowak", iban=IBAN, password=PASSWORD)
    token = last_mail(town.store, "mail.payout_change")["token"]
    return town.as_(who).done("confirmPayoutChange", ACCOUNT, token=token)["payoutAccount"]


def settled(town: Town) -> str:
    case = escalated(town)
    offered = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[remedy("30.00", "REFUND_PARTIAL")])
    town.as_("buyer").done("acceptOffer", case=case, offer=offered["offer"]["id"], effectUnderstood=True)
    return case


def test_a_new_account_needs_the_password_and_the_mailbox(town: Town) -> None:
    buyer, asked = town.as_("buyer"), {"holder": "B. Nowak", "iban": IBAN}
    assert buyer.refused("requestPayoutChange", **asked, password="not this one at all") == "WRONG_PASSWORD"
    wrong = {**asked, "iban": "DE88 3704 0044 0532 0130 00"}
    assert buyer.refused("requestPayoutChange", **wrong, password=PASSWORD) == "IBAN_NOT_VALID"
    buyer.done("requestPayoutChange", **asked, password=PASSWORD)
    assert buyer.ask(f"{{ {ACCOUNT} }}")["payoutAccount"] is None
    token = last_mail(town.store, "mail.payout_change")["token"]
    assert town.as_("seller").refused("confirmPayoutChange", token=token) == "LINK_NOT_VALID"
    made = buyer.done("confirmPayoutChange", ACCOUNT, token=token)["payoutAccount"]
    assert made["iban"] == IBAN.replace(" ", "")
    assert buyer.refused("confirmPayoutChange", token=token) == "LINK_NOT_VALID"
    with town.store.read() as conn:
        kept = [*conn.execute(select(payout_accounts.c.account)).scalars()]
        kept += conn.execute(select(tokens.c.payload)).scalars()
    assert kept
    assert not any("DE89" in one or "Nowak" in one for one in kept)


def test_who_pays_sees_a_new_account_only_once_its_hold_is_over(town: Town) -> None:
    case = settled(town)
    admin = town.as_("admin")
    assert admin.ask(PAYEES, case=case)["payeeAccounts"] == [
        {"side": "COMPLAINANT", "heldUntil": None, "account": None}
    ]
    change(town)
    until = (town.clock.now() + timedelta(hours=72)).isoformat().replace("+00:00", "Z")
    (held,) = admin.ask(PAYEES, case=case)["payeeAccounts"]
    assert held["account"] is None
    assert held["heldUntil"][:19] == until[:19]
    assert town.as_("seller").ask(PAYEES, case=case)["payeeAccounts"] == []
    (own,) = town.as_("buyer").ask(PAYEES, case=case)["payeeAccounts"]
    assert own["account"]["notBefore"] == held["heldUntil"]
    for who in ("stranger", "mediator"):
        hidden, nothing = (town.as_(who).post(PAYEES, case=one).content for one in (case, unknown("Case")))
        assert hidden == nothing
    town.wait(hours=72)
    (later,) = town.as_("admin").ask(PAYEES, case=case)["payeeAccounts"]
    assert later["account"] == {"holder": "B. Nowak", "iban": IBAN.replace(" ", ""), "notBefore": None}
    assert later["heldUntil"] is None


def test_before_anything_is_owed_nobody_sees_an_account(town: Town) -> None:
    case = escalated(town)
    change(town)
    assert town.as_("admin").ask(PAYEES, case=case)["payeeAccounts"] == []
