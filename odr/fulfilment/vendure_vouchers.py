"""Vouchers in Vendure: a promotion with a code that takes so much off one order, once, until an instant.

The task's key is the promotion's name; its code is drawn, so that nobody guesses it from the number of a case. What one
order does not use of it is lost. Vendure takes the same figure off in every currency of a channel, so that a channel
that sells in several is refused. Needs ReadOrder, UpdateOrder, ReadPromotion and CreatePromotion.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from odr.fulfilment.calling import Calling
from odr.fulfilment.port import AnswerLost, Effect, ShopAway, ShopRefuses, Standing, TryRefused, Voucher
from odr.fulfilment.vendure_once import NOTES, Act, ticket_of, unless_not_begun

_SALE = f"orders(options: {{filter: {{code: {{eq: $code}}}}, take: 1}}) {{ items {{ id currencyCode {NOTES} }} }}"
_WHERE = f"""query ($code: String!) {{ activeChannel {{ defaultLanguageCode availableCurrencyCodes }}
{_SALE} }}"""
_CREATE = Act(
    "createPromotion",
    "CreatePromotionInput",
    "{ __typename ... on Promotion { id couponCode } ... on ErrorResult { errorCode message } }",
)
_NAMED = f"""query ($name: String!, $code: String!) {{ {_SALE}
promotions(options: {{filter: {{name: {{eq: $name}}}}, take: 10}}) {{ items {{
id couponCode enabled actions {{ code args {{ name value }} }} }} }} }}"""
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_OFF = "order_fixed_discount"


def issue(calling: Calling, task: Voucher) -> Effect:
    """As `Connector.submit`."""
    language, order = _require_same_currency(calling, task)
    off = [{"code": _OFF, "arguments": [{"name": "discount", "value": str(task.value.minor)}]}]
    asked = _promotion(name_of(task.key), language, off, task.ends_at)
    _require_made(_CREATE.asked_once(calling, ticket_of(calling, order, task.key), asked), TryRefused)
    return Effect(asked["couponCode"], Standing.SETTLED, task.value.minor)


def find(calling: Calling, task: Voucher) -> list[Effect] | None:
    """As `Connector.find`: the promotions named as the task's key. One that was switched off is worth nothing."""
    try:
        said = calling.ask(_NAMED, {"name": name_of(task.key), "code": task.order})
        rows, orders = said["promotions"]["items"], said["orders"]["items"]
        effects = [_effect(row) for row in sorted(rows, key=lambda row: int(row["id"]))]
        return unless_not_begun(effects, orders[0], task.key) if orders else effects
    except (KeyError, TypeError, ValueError):
        raise AnswerLost("NO_DATA") from None


def promote(calling: Calling, name: str, language: str, actions: Sequence[Any], ends_at: datetime) -> str:
    """The code of a new promotion that can be used once."""
    asked = _promotion(name, language, actions, ends_at)
    _require_made(_CREATE.asked(calling, asked), ShopRefuses)
    return str(asked["couponCode"])


def _promotion(name: str, language: str, actions: Sequence[Any], ends_at: datetime) -> dict[str, Any]:
    code = "ODR-" + "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(5))
    return {
        "enabled": True,
        "couponCode": code,
        "usageLimit": 1,
        "perCustomerUsageLimit": 1,
        "endsAt": ends_at.isoformat(),
        "conditions": [],
        "actions": actions,
        "translations": [{"languageCode": language, "name": name}],
    }


def _require_made(done: dict[str, Any], refusal: type[ShopRefuses]) -> None:
    if done.get("__typename") != "Promotion":
        raise refusal(str(done.get("errorCode") or "REFUSED"))


def name_of(key: str) -> str:
    """What stands in the shop for a task's key."""
    return f"ODR {key}"


def _require_same_currency(calling: Calling, task: Voucher) -> tuple[str, dict[str, Any]]:
    """The language in which promotions are named there, and the order."""
    try:
        said = calling.ask(_WHERE, {"code": task.order})
        channel, orders = said["activeChannel"], said["orders"]["items"]
        currencies = {*channel["availableCurrencyCodes"], *(one["currencyCode"] for one in orders)}
        language = str(channel["defaultLanguageCode"])
    except AnswerLost as lost:
        raise ShopAway(str(lost)) from None
    except (KeyError, TypeError):
        raise ShopAway("NO_DATA") from None
    if not orders:
        raise ShopRefuses("ORDER_UNKNOWN")
    if currencies != {task.value.currency}:
        raise ShopRefuses("OTHER_CURRENCY")
    return language, orders[0]


def _effect(row: dict[str, Any]) -> Effect:
    off = [arg["value"] for one in row["actions"] if one["code"] == _OFF for arg in one["args"]]
    standing = Standing.SETTLED if row["enabled"] else Standing.FAILED
    return Effect(str(row["couponCode"]), standing, sum(map(int, off)), "" if row["enabled"] else "SWITCHED_OFF")
