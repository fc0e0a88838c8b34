"""Stripe: refunds of payments through its REST API. Not run against the live service: written from its documentation.

Stripe remembers a key for repeats for a day at least and answers a repeat as it answered first. What was lost on the
way is looked for all the same, by the task's key in the refund's metadata: a later repeat would pay twice.

The key is a restricted one: PaymentIntents read, Charges and Refunds write. A payment's id is Stripe's, of a
PaymentIntent (`pi_…`) or of a Charge (`ch_…`, `py_…`); the order's number is not asked for. A refund can fail after it
succeeded; that is heard of by comparing (`odr connector reconcile`: MISSING).
Sources: https://docs.stripe.com/api/refunds, /api/errors, /error-low-level, /api/idempotent_requests, /currencies
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from odr.domain.money import Money, exponent
from odr.domain.shop_order import ShopOrder
from odr.fulfilment.calling import Rest, Said, repeat_key, word
from odr.fulfilment.hooks import Heard
from odr.fulfilment.own_hooks import heard_from_stripe
from odr.fulfilment.port import AnswerLost, Effect, Kind, Repayment, ShopAway, ShopRefuses, Standing, Task, repayment

NAME = "stripe"
VERSION = "2026-06-24.dahlia"
"""The version whose shapes are read here, whatever the account's own is."""
_STANDING = {
    "pending": Standing.PENDING,
    "requires_action": Standing.PENDING,
    "succeeded": Standing.SETTLED,
    "failed": Standing.FAILED,
    "canceled": Standing.FAILED,
}
_SAYS_NO = frozenset({400, 402, 404})
_REFUSALS = frozenset({"invalid_request_error", "card_error"})
"""Of an `idempotency_error` the key came with another amount before: something may have been done under it."""
_PAYMENT = re.compile(r"(pi|ch|py)_[A-Za-z0-9_]{1,250}")
_A_PAGE, _PAGES = 100, 20
_DECIMALS = {"ISK": 2, "UGX": 2, "MGA": 0}
"""Where Stripe counts otherwise than ISO 4217 does."""
_THOUSANDTHS = 1000
"""Of these the last digit has to be 0."""


class Stripe:
    """An account with Stripe.

    Args:
        url: of the API: `https://api.stripe.com`.
        key: a restricted key.
    """

    does = frozenset({Kind.REFUND})
    gives_its_secret = True

    def __init__(self, url: str, key: str) -> None:
        self._rest = Rest(url, {"authorization": f"Bearer {key}", "stripe-version": VERSION}, _SAYS_NO)

    def heard(self, secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime) -> Heard:
        """As `Hearing.heard`."""
        return heard_from_stripe(secrets, headers, body, now)

    def submit(self, task: Task) -> Effect:
        """As `Connector.submit`. Stripe counts in the payment's currency, whatever ours was: so that is asked first."""
        task = repayment(task)
        asked = {
            _named(task): task.payment,
            "amount": _counted(task.amount),
            "reason": "requested_by_customer",
            "metadata[odr_key]": task.key,
        }
        if self._paid_in(task) != task.amount.currency:
            raise ShopRefuses("OTHER_CURRENCY")
        return _effect(_agreed(self._rest.post("/v1/refunds", asked, repeat_key(task.key))), task.amount.currency)

    def find(self, task: Task) -> list[Effect]:
        """As `Connector.find`: the refunds of this payment that have the task's key, the oldest first."""
        task = repayment(task)
        if _PAYMENT.fullmatch(task.payment) is None:
            return []
        mine = [one for one in self._refunds(task) if _metadata(one).get("odr_key") == task.key]
        return [_effect(one, task.amount.currency) for one in reversed(mine)]

    def look(self, task: Task, reference: str) -> Effect:
        """As `Connector.look`."""
        task = repayment(task)
        said = self._rest.get(f"/v1/refunds/{quote(reference, safe='')}", {})
        if said.status != 200:
            raise AnswerLost("NOT_THERE" if said.status == 404 else f"HTTP_{said.status}")
        return _effect(said.body, task.amount.currency)

    def facts(self, order: str) -> ShopOrder | None:
        """As `Connector.facts`: it is not asked about orders."""
        raise ShopRefuses("NOT_DONE_HERE")

    def _paid_in(self, task: Repayment) -> str:
        kind = "payment_intents" if _named(task) == "payment_intent" else "charges"
        try:
            said = self._rest.get(f"/v1/{kind}/{task.payment}", {})
            currency = None if said.status == 404 else str(_agreed(said)["currency"]).upper()
        except (AnswerLost, KeyError) as lost:
            raise ShopAway(str(lost) if isinstance(lost, AnswerLost) else "NO_DATA") from None
        if currency is None:
            raise ShopRefuses("PAYMENT_UNKNOWN")
        return currency

    def _refunds(self, task: Repayment) -> list[dict[str, Any]]:
        """The latest first, page by page."""
        found: list[dict[str, Any]] = []
        for _ in range(_PAGES):
            after = {"starting_after": found[-1]["id"]} if found else {}
            said = self._rest.get("/v1/refunds", {_named(task): task.payment, "limit": _A_PAGE} | after)
            if said.status == 404:
                return []
            data = said.body.get("data") if said.status == 200 else None
            if not isinstance(data, list) or not all(isinstance(one, dict) and one.get("id") for one in data):
                raise AnswerLost("NO_DATA")
            found += data
            if not said.body.get("has_more") or not data:
                return found
        raise AnswerLost("TOO_MANY_REFUNDS")


def _named(task: Repayment) -> str:
    """By which name Stripe knows the payment."""
    if _PAYMENT.fullmatch(task.payment) is None:
        raise ShopRefuses("PAYMENT_UNKNOWN")
    return "payment_intent" if task.payment.startswith("pi_") else "charge"


def _agreed(said: Said) -> dict[str, Any]:
    """What was said, if it is not an error."""
    if said.status == 200:
        return said.body
    error = said.body.get("error")
    kind, code = (error.get("type"), error.get("code")) if isinstance(error, dict) else (None, None)
    if kind not in _REFUSALS:
        raise AnswerLost(word(kind or f"HTTP_{said.status}"))
    raise ShopRefuses(word(code or kind))


def _metadata(refund: dict[str, Any]) -> dict[str, Any]:
    found = refund.get("metadata")
    return found if isinstance(found, dict) else {}


def _effect(refund: dict[str, Any], currency: str) -> Effect:
    standing = _STANDING.get(str(refund.get("status")))
    amount, there = refund.get("amount"), str(refund.get("currency")).upper()
    if standing is None or not refund.get("id") or not isinstance(amount, int) or there != currency:
        raise AnswerLost("NO_STATE")
    failed = standing is Standing.FAILED
    code = word(refund.get("failure_reason") or "REFUND_FAILED") if failed else ""
    return Effect(str(refund["id"]), standing, _read(amount, currency), code)


def _counted(money: Money) -> int:
    """The amount as Stripe counts it, exactly. Raises ShopRefuses where it cannot be said there."""
    here, there = _units(money.currency)
    amount, rest = divmod(money.minor * there, here)
    if rest or (there == _THOUSANDTHS and amount % 10):
        raise ShopRefuses("AMOUNT_NOT_POSSIBLE")
    return amount


def _read(amount: int, currency: str) -> int:
    """An amount of Stripe's in minor units."""
    here, there = _units(currency)
    return amount * here // there


def _units(currency: str) -> tuple[int, int]:
    """How many of our minor units are one of the currency, and how many of Stripe's."""
    places = exponent(currency)
    return int(10**places), int(10 ** _DECIMALS.get(currency, places))
