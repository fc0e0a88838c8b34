"""Calls a shop's API, and tells apart what surely was not begun from what may have been done.

The operator names the address, which may lie inside. Nobody else does: what the shop answers leads nowhere else, and
the key goes to this address only.
"""

import ssl
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx

from odr.fulfilment.port import AnswerLost, ShopAway

CONNECT_S, ANSWER_S = 5.0, 20.0
MOST = 4 * 1024 * 1024
"""Bytes of an answer that are read."""
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_AT_THE_DOOR = {
    "FORBIDDEN": "KEY_REFUSED",
    "UNAUTHENTICATED": "KEY_REFUSED",
    "ACCESS_DENIED": "KEY_REFUSED",
    "THROTTLED": "TOO_MANY",
    "MAX_COST_EXCEEDED": "TOO_MUCH_ASKED",
}
"""What a GraphQL API says before it begins (the last three: Shopify), and what it means."""
_KEYS = uuid.UUID("6f0f4c6e-8d0e-5e0b-9a57-0d9c1f3a7c11")


def repeat_key(key: str) -> str:
    """A task's key for a shop that knows repeats: a UUID, whatever letters a payment's id has. It never changes."""
    return str(uuid.uuid5(_KEYS, key))


def word(said: object) -> str:
    """What a shop calls it, as it can be written down: one line, 100 letters at most."""
    return "".join(letter for letter in " ".join(str(said).split()) if letter.isprintable())[:100]


class Calling:
    """One address that answers GraphQL.

    Args:
        url: of the API.
        headers: sent with every call, such as the key.
        within_s: how many seconds an answer may take; without, `ANSWER_S`.
    """

    def __init__(self, url: str, headers: Mapping[str, str], within_s: float | None = None) -> None:
        self._url = url
        self._headers = dict(headers)
        self._within_s = within_s

    def ask(self, query: str, variables: Mapping[str, Any]) -> Any:
        """The `data` of the answer. Raises ShopAway, AnswerLost."""
        asked = {"query": query, "variables": variables}
        return _data(_json(_answered("POST", self._url, self._within_s, headers=self._headers, json=asked), (200,)))


@dataclass(frozen=True, slots=True)
class Said:
    """What a REST API answered, once it let us in: the status, and the body."""

    status: int
    body: dict[str, Any]


class Rest:
    """An address below which resources lie.

    Args:
        url: of the API, without a path.
        headers: sent with every call, such as the key.
        says_no: statuses by which it refuses finally, with the reason in the body, and has done nothing.
    """

    def __init__(self, url: str, headers: Mapping[str, str], says_no: frozenset[int]) -> None:
        self._url = url.rstrip("/")
        self._headers = dict(headers)
        self._meant = (200, *sorted(says_no))

    def get(self, path: str, asked: Mapping[str, Any]) -> Said:
        """Read. Raises ShopAway, AnswerLost."""
        return self._said(_answered("GET", self._url + path, None, headers=self._headers, params=dict(asked)))

    def post(self, path: str, form: Mapping[str, Any], key: str) -> Said:
        """Have something done, under a key for repeats. Raises ShopAway, AnswerLost."""
        headers = self._headers | {"idempotency-key": key}
        return self._said(_answered("POST", self._url + path, None, headers=headers, data=dict(form)))

    def _said(self, answer: httpx.Response) -> Said:
        return Said(answer.status_code, _json(answer, self._meant))


def _answered(method: str, url: str, within_s: float | None, **asked: Any) -> httpx.Response:
    """The answer of somebody who let us in."""
    answer = _sent(method, url, ANSWER_S if within_s is None else within_s, asked)
    if answer.status_code in (401, 403):
        raise ShopAway("KEY_REFUSED")
    if answer.status_code == 429:
        raise ShopAway("TOO_MANY")
    return answer


def _sent(method: str, url: str, within_s: float, asked: Mapping[str, Any]) -> httpx.Response:
    timeout = httpx.Timeout(within_s, connect=min(CONNECT_S, within_s))
    try:
        with httpx.Client(timeout=timeout, trust_env=False, verify=_trusted(), follow_redirects=False) as client:
            return _read(client, client.build_request(method, url, **asked), within_s)
    except _NOT_SENT as error:
        raise ShopAway(type(error).__name__) from None
    except (httpx.InvalidURL, UnicodeEncodeError):
        raise ShopAway("NOT_SENDABLE") from None
    except httpx.HTTPError as error:
        raise AnswerLost(type(error).__name__) from None


@cache
def _trusted() -> ssl.SSLContext:
    """Whom we believe. To read it takes longer than a call."""
    return httpx.create_ssl_context(trust_env=False)


def _read(client: httpx.Client, request: httpx.Request, within_s: float) -> httpx.Response:
    """The answer: no longer than `MOST`, and whole in good time, however it drips."""
    until = time.monotonic() + within_s
    answer = client.send(request, stream=True)
    try:
        body = bytearray()
        for piece in answer.iter_bytes():
            body += piece
            if time.monotonic() > until:
                raise AnswerLost("TOO_SLOW")
            if len(body) > MOST:
                raise AnswerLost("TOO_LONG")
        return httpx.Response(answer.status_code, content=bytes(body))
    finally:
        answer.close()


def _json(answer: httpx.Response, meant: tuple[int, ...]) -> dict[str, Any]:
    """The object that came, where the status is one that means something."""
    if answer.status_code not in meant:
        raise AnswerLost(f"HTTP_{answer.status_code}")
    try:
        said = answer.json()
    except ValueError:
        raise AnswerLost("NOT_JSON") from None
    if not isinstance(said, dict):
        raise AnswerLost("NO_OBJECT")
    return said


def _data(said: Mapping[str, Any]) -> Any:
    errors, data = said.get("errors"), said.get("data")
    if errors:
        why = _at_the_door(errors)
        raise ShopAway(why) if why else AnswerLost("ERRORS")
    if not isinstance(data, dict):
        raise AnswerLost("NO_DATA")
    return data


def _at_the_door(errors: Any) -> str | None:
    """Why nobody was let in. What is refused further in, such as a field of the answer, comes after the act."""
    try:
        why = [_AT_THE_DOOR[one["extensions"]["code"]] for one in errors if len(one.get("path") or ()) < 2]
        return why[0] if len(why) == len(errors) else None
    except (KeyError, TypeError, AttributeError):
        return None
