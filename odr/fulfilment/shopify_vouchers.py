"""Vouchers in Shopify: a discount code that takes so much off one order, once, until an instant.

The code is made of the task's key and the access token: nobody guesses it from the number of a case, and a second try
gives the same code, which Shopify does not take twice. It is looked for by its code, so that what was issued under an
older token is not found any more (`odr connector reconcile`: MISSING). The key stands in the discount's title. What one
order does not use of it is lost; it is not combined with other discounts. Needs `read_discounts` and `write_discounts`.
Sources: https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/discountCodeBasicCreate,
/queries/codeDiscountNodeByCode, /enums/DiscountErrorCode
"""

import base64
import hmac
from typing import Any

from odr.domain.money import as_decimal, from_decimal
from odr.domain.refusals import InvalidInput
from odr.fulfilment.calling import Calling, word
from odr.fulfilment.port import AnswerLost, Effect, ShopAway, ShopRefuses, Standing, Voucher

_SHOP = "query { shop { currencyCode } }"
_PARTS = """codeDiscount { ... on DiscountCodeBasic { title codes(first: 1) { nodes { code } }
customerGets { value { ... on DiscountAmount { amount { amount currencyCode } } } } } }"""
_CREATE = f"""mutation ($input: DiscountCodeBasicInput!) {{ discountCodeBasicCreate(basicCodeDiscount: $input) {{
codeDiscountNode {{ {_PARTS} }} userErrors {{ field message code }} }} }}"""
_BY_CODE = f"query ($code: String!) {{ codeDiscountNodeByCode(code: $code) {{ {_PARTS} }} }}"
_LONG_AGO = "2020-01-01T00:00:00Z"
"""From when on it can be used: at once, whatever clock the shop has."""
_MAYBE_DONE = frozenset({"TAKEN", "INTERNAL_ERROR"})


class Vouchers:
    """The vouchers of one shop.

    Args:
        token: the access token.
    """

    def __init__(self, calling: Calling, token: str) -> None:
        self._calling = calling
        self._token = token

    def issue(self, task: Voucher) -> Effect:
        """As `Connector.submit`. Shopify counts in the shop's currency, whatever ours was: so that is asked first."""
        if self._currency() != task.value.currency:
            raise ShopRefuses("OTHER_CURRENCY")
        asked = {
            "title": _title(task),
            "code": self._code(task),
            "startsAt": _LONG_AGO,
            "endsAt": task.ends_at.isoformat(),
            "context": {"all": "ALL"},
            "customerGets": {"value": {"discountAmount": _off(task)}, "items": {"all": True}},
            "usageLimit": 1,
            "appliesOncePerCustomer": True,
        }
        done = self._calling.ask(_CREATE, {"input": asked}).get("discountCodeBasicCreate")
        if not isinstance(done, dict):
            raise AnswerLost("NO_DATA")
        if done.get("userErrors"):
            raise _refused(done["userErrors"])
        return _effect(done.get("codeDiscountNode"), task)

    def find(self, task: Voucher) -> list[Effect]:
        """As `Connector.find`."""
        return self._there(self._code(task), task)

    def look(self, task: Voucher, code: str) -> Effect:
        """As `Connector.look`: by the code, also where it was issued under an older token."""
        found = self._there(code, task)
        if not found or found[0].reference != code:
            raise AnswerLost("NOT_THERE")
        return found[0]

    def _there(self, code: str, task: Voucher) -> list[Effect]:
        said = self._calling.ask(_BY_CODE, {"code": code})
        if "codeDiscountNodeByCode" not in said:
            raise AnswerLost("NO_DATA")
        found = said["codeDiscountNodeByCode"]
        return [_effect(found, task)] if found else []

    def _currency(self) -> str:
        try:
            return str(self._calling.ask(_SHOP, {})["shop"]["currencyCode"])
        except AnswerLost as lost:
            raise ShopAway(str(lost)) from None
        except (KeyError, TypeError):
            raise ShopAway("NO_DATA") from None

    def _code(self, task: Voucher) -> str:
        """ODR and sixteen letters and digits, in groups of four: 80 bits."""
        made = hmac.digest(self._token.encode(), f"voucher {task.key}".encode(), "sha256")[:10]
        letters = base64.b32encode(made).decode("ascii")
        return "-".join(("ODR", *(letters[at : at + 4] for at in range(0, 16, 4))))


def _refused(errors: Any) -> ShopRefuses | AnswerLost:
    """What the shop says against it. That the code is taken is no refusal: it was taken by an earlier try."""
    codes = [one.get("code") or one.get("message") for one in errors if isinstance(one, dict)]
    why = word(", ".join(map(str, codes)) or "REFUSED")
    return AnswerLost(why) if _MAYBE_DONE & {*codes} else ShopRefuses(why)


def _effect(node: Any, task: Voucher) -> Effect:
    try:
        discount = node["codeDiscount"]
        (code,) = (one["code"] for one in discount["codes"]["nodes"])
        value = discount["customerGets"]["value"]["amount"]
        there = from_decimal(str(value["amount"]), str(value["currencyCode"]))
        title = discount["title"]
    except (KeyError, TypeError, ValueError, InvalidInput):
        raise AnswerLost("NO_DATA") from None
    if there.currency != task.value.currency or title != _title(task):
        raise AnswerLost("OTHER_VOUCHER")
    return Effect(str(code), Standing.SETTLED, there.minor)


def _off(task: Voucher) -> dict[str, Any]:
    return {"amount": as_decimal(task.value), "appliesOnEachItem": False}


def _title(task: Voucher) -> str:
    """No longer than a title can be."""
    return f"ODR {task.key}"[:255]
