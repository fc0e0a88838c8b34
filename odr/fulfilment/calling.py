"""Calls a shop's GraphQL API, and tells apart what surely was not begun from what may have been done."""

import time
from collections.abc import Mapping
from typing import Any

import httpx

from odr.fulfilment.port import AnswerLost, ShopAway

CONNECT_S, ANSWER_S = 5.0, 20.0
MOST = 4 * 1024 * 1024
"""Bytes of an answer that are read."""
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_NOT_LET_IN = frozenset({"FORBIDDEN", "UNAUTHENTICATED"})


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
        answer = self._sent({"query": query, "variables": variables})
        if answer.status_code in (401, 403):
            raise ShopAway("KEY_REFUSED")
        if answer.status_code == 429:
            raise ShopAway("TOO_MANY")
        if answer.status_code != 200:
            raise AnswerLost(f"HTTP_{answer.status_code}")
        return _data(answer)

    def _sent(self, asked: Mapping[str, Any]) -> httpx.Response:
        within_s = ANSWER_S if self._within_s is None else self._within_s
        timeout = httpx.Timeout(within_s, connect=min(CONNECT_S, within_s))
        try:
            with httpx.Client(timeout=timeout, trust_env=False) as client:
                request = client.build_request("POST", self._url, json=asked, headers=self._headers)
                return _read(client, request, within_s)
        except _NOT_SENT as error:
            raise ShopAway(type(error).__name__) from None
        except httpx.HTTPError as error:
            raise AnswerLost(type(error).__name__) from None


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


def _data(answer: httpx.Response) -> Any:
    try:
        said = answer.json()
    except ValueError:
        raise AnswerLost("NOT_JSON") from None
    if not isinstance(said, dict):
        raise AnswerLost("NOT_GRAPHQL")
    errors, data = said.get("errors"), said.get("data")
    if errors:
        raise ShopAway("KEY_REFUSED") if _at_the_door(errors) else AnswerLost("ERRORS")
    if not isinstance(data, dict):
        raise AnswerLost("NO_DATA")
    return data


def _at_the_door(errors: Any) -> bool:
    """Whether nobody was let in. What is refused further in, such as a field of the answer, comes after the act."""
    try:
        return all(one["extensions"]["code"] in _NOT_LET_IN and len(one.get("path") or ()) < 2 for one in errors)
    except (KeyError, TypeError, AttributeError):
        return False
