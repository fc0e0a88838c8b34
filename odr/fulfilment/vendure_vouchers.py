"""Vouchers in Vendure: a promotion with a code that takes so much off one order, once, until an instant.

The task's key is the promotion's name; its code is drawn, so that nobody guesses it from the number of a case. What one
order does not use of it is lost. Vendure takes the same figure off in every currency of a channel, so that a channel
that sells in several is refused. Needs ReadOrder, ReadPromotion and CreatePromotion.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from odr.fulfilment.calling import Calling
from odr.fulfilment.port import AnswerLost, Effect, ShopAway, ShopRefuses, Standing, Voucher

_WHERE = """query ($code: String!) { activeChannel { defaultLanguageCode availableCurrencyCodes }
orders(options: {filter: {code: {eq: $code}}, take: 1}) { items { currencyCode } } }"""
_CREATE = """mutation ($input: CreatePromotionInput!) { createPromotion(input: $input) { __typename
... on Promotion { id couponCode } ... on ErrorResult { errorCode message } } }"""
_NAMED = """query ($name: String!) { promotions(options: {filter: {name: {eq: $name}}, take: 10}) { items {
id couponCode enabled actions { code args { name value } } } } }"""
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_OFF = "order_fixed_discount"


def issue(calling: Calling, task: Voucher) -> Effect:
    """As `Connector.submit`."""
    language = _require_same_currency(calling, task)
    off = [{"code": _OFF, "arguments": [{"name": "discount", "value": str(task.value.minor)}]}]
    code = promote(calling, name_of(task.key), language, off, task.ends_at)
    return Effect(code, Standing.SETTLED, task.value.minor)


def find(calling: Calling, task: Voucher) -> list[Effect]:
    """As `Connector.find`: the promotions named as the task's key. One that was switched off is worth nothing."""
    try:
        rows = calling.ask(_NAMED, {"name": name_of(task.key)})["promotions"]["items"]
        return [_effect(row) for row in sorted(rows, key=lambda row: int(row["id"]))]
    except (KeyError, TypeError, ValueError):
        raise AnswerLost("NO_DATA") from None


def promote(calling: Calling, name: str, language: str, actions: Sequence[Any], ends_at: datetime) -> str:
    """The code of a new promotion that can be used once."""
    code = "ODR-" + "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(5))
    asked = {
        "enabled": True,
        "couponCode": code,
        "usageLimit": 1,
        "perCustomerUsageLimit": 1,
        "endsAt": ends_at.isoformat(),
        "conditions": [],
        "actions": actions,
        "translations": [{"languageCode": language, "name": name}],
    }
    done = calling.ask(_CREATE, {"input": asked}).get("createPromotion")
    if not isinstance(done, dict):
        raise AnswerLost("NO_DATA")
    if done.get("__typename") != "Promotion":
        raise ShopRefuses(str(done.get("errorCode") or "REFUSED"))
    return code


def name_of(key: str) -> str:
    """What stands in the shop for a task's key."""
    return f"ODR {key}"


def _require_same_currency(calling: Calling, task: Voucher) -> str:
    """The language in which promotions are named there."""
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
    return language


def _effect(row: dict[str, Any]) -> Effect:
    off = [arg["value"] for one in row["actions"] if one["code"] == _OFF for arg in one["args"]]
    standing = Standing.SETTLED if row["enabled"] else Standing.FAILED
    return Effect(str(row["couponCode"]), standing, sum(map(int, off)), "" if row["enabled"] else "SWITCHED_OFF")
