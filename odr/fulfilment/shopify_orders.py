"""Orders in Shopify by the number that a marketplace has of them: their name, such as #1001, or their id.

The search finds them; what it found is compared, since it also finds what is only alike. Only orders that were placed
long before are looked for in this way: what is new may not be in the search yet.
Source: https://shopify.dev/docs/api/admin-graphql/2026-07/queries/orders (needs `read_orders`).
"""

import re
from typing import Any

from odr.fulfilment.calling import Calling, word
from odr.fulfilment.port import AnswerLost, ShopAway, ShopRefuses

_ORDERS = "query ($query: String!) { orders(first: 5, query: $query) { nodes { id name legacyResourceId } } }"
_NUMBER = re.compile(r"(?:gid://shopify/Order/|#)?([\w.-]{1,60})")


def order_id(calling: Calling, number: str) -> str | None:
    """Shopify's id of the order; None where there is none. Raises ShopAway, AnswerLost."""
    said = _NUMBER.fullmatch(number)
    if said is None:
        return None
    wanted = said[1]
    by_id = f" OR id:{wanted}" if wanted.isdecimal() else ""
    found = calling.ask(_ORDERS, {"query": f'name:"{wanted}"{by_id}'})
    try:
        rows = found["orders"]["nodes"]
        named = [one["id"] for one in rows if one["name"].removeprefix("#") == wanted]
        same = [one["id"] for one in rows if str(one["legacyResourceId"]) == wanted]
    except (KeyError, TypeError, AttributeError):
        raise AnswerLost("NO_DATA") from None
    ids = named or same
    return str(ids[0]) if ids else None


def require_order(calling: Calling, number: str) -> str:
    """As `order_id`, before anything is begun. Raises ShopAway, and of an order that is not there ShopRefuses."""
    try:
        found = order_id(calling, number)
    except AnswerLost as lost:
        raise ShopAway(str(lost)) from None
    if found is None:
        raise ShopRefuses("ORDER_UNKNOWN")
    return found


def line_id(line: str) -> str:
    """A line of an order as Shopify names it, from its digits or its `gid://`."""
    return line if line.startswith("gid://") else f"gid://shopify/LineItem/{line}"


def refused(errors: Any) -> str:
    """What the shop says against it, in a line."""
    said = [str(one.get("code") or one.get("message")) for one in errors if isinstance(one, dict)]
    return word(", ".join(said) or "REFUSED")
