"""GraphQL over HTTP, the reading half: what is accepted, and what is answered in which media type.

After the GraphQL-over-HTTP specification (graphql.github.io/graphql-over-http). POST and JSON only: a mutation can
then never be a link, and another site cannot send it without the browser asking first.
"""

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.types import Message

from odr.schema.context import Credential
from odr.schema.plan import Request

Receive = Callable[[], Awaitable[Message]]

COOKIE = "__Host-odr"
OWN_HEADER = "x-odr-request"
RESPONSE_JSON = b"application/graphql-response+json; charset=utf-8"
PLAIN_JSON = b"application/json; charset=utf-8"
EVENTS = b"text/event-stream; charset=utf-8"
BODY_TIME_S = 10
LONGEST_LENGTH = 18
"""Digits of a Content-Length that are read; with as many it is too large whatever follows."""
DRAINED = 32 * 1024 * 1024
"""How much of a refused body is still taken in (and dropped), so that the sender gets to read the answer."""


class HttpRefused(Exception):
    """The request is answered with this status before any GraphQL is read."""

    def __init__(self, status: HTTPStatus, code: str, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers


class Head:
    """The headers of a request, by lower-case name."""

    def __init__(self, raw: list[tuple[bytes, bytes]]) -> None:
        self._fields: dict[bytes, bytes] = {}
        for name, value in raw:
            known = self._fields.get(name)
            self._fields[name] = value if known is None else known + (b"; " if name == b"cookie" else b", ") + value

    def get(self, name: str) -> str:
        """Return the field, or "" where there is none."""
        return self._fields.get(name.encode("ascii"), b"").decode("latin-1")

    def credential(self) -> Credential | None:
        """Return the bearer credential, or the session of the cookie.

        Raises:
            HttpRefused: another scheme than Bearer.
        """
        given = self.get("authorization")
        if given:
            scheme, _, secret = given.partition(" ")
            if scheme.lower() != "bearer" or not secret.strip():
                raise unauthorized("Use the header: Authorization: Bearer <session or API key>.")
            return Credential(secret.strip())
        secret = self._cookie()
        return Credential(secret, by_cookie=True) if secret else None

    def _cookie(self) -> str:
        for part in self.get("cookie").split(";"):
            name, _, value = part.strip().partition("=")
            if name == COOKIE:
                return value
        return ""


def unauthorized(message: str) -> HttpRefused:
    """Return the refusal of a credential."""
    return HttpRefused(HTTPStatus.UNAUTHORIZED, "NOT_SIGNED_IN", message, **{"www-authenticate": "Bearer"})


@lru_cache(maxsize=256)
def answer_type(accept: str) -> bytes | None:
    """Return the media type to answer in, None when the caller accepts neither.

    `application/graphql-response+json` has to be asked for; anything that matches JSON gets `application/json`.
    """
    best: tuple[float, int, bytes] | None = None
    for part in (accept or "*/*")[:1000].split(","):
        name, *parameters = (one.strip().lower() for one in part.split(";"))
        found = _TYPES.get(name)
        weight = next((_weight(one[2:]) for one in parameters if one.startswith("q=")), 1.0)
        if found and weight > 0 and (best is None or (weight, found[0]) > best[:2]):
            best = (weight, *found)
    return best and best[2]


_TYPES = {
    "application/graphql-response+json": (2, RESPONSE_JSON),
    "application/json": (1, PLAIN_JSON),
    "application/*": (0, PLAIN_JSON),
    "*/*": (0, PLAIN_JSON),
}


@lru_cache(maxsize=256)
def takes_events(accept: str) -> bool:
    """Whether the caller asks for a stream of events, which is what a subscription is answered with."""
    parts = (part.lower().replace(" ", "").split(";") for part in accept[:1000].split(","))
    return any(kind == "text/event-stream" and "q=0" not in more for kind, *more in parts)


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def require_json(content_type: str) -> None:
    """Refuse any other body than JSON in UTF-8: forms and multipart need no preflight, so they are never read.

    Raises:
        HttpRefused: 415.
    """
    if not _is_json(content_type):
        message = "Send the request as JSON in UTF-8, with the header: Content-Type: application/json."
        raise HttpRefused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "NOT_JSON", message)


@lru_cache(maxsize=256)
def _is_json(content_type: str) -> bool:
    name, *parameters = (one.strip().lower() for one in content_type.split(";"))
    charset = next((one[8:].strip('"') for one in parameters if one.startswith("charset=")), "utf-8")
    return name == "application/json" and charset in ("utf-8", "utf8")


def require_same_site(head: Head, credential: Credential | None, own_origin: str) -> None:
    """Refuse what another site made the browser send.

    Only a browser's own credential, the cookie, is at stake: who can set Authorization is no victim.

    Args:
        own_origin: scheme and host of the service's public address.

    Raises:
        HttpRefused: 403.
    """
    if credential is not None and not credential.by_cookie:
        return
    site, origin = head.get("sec-fetch-site"), head.get("origin")
    own = site in ("same-origin", "none") if site else origin in ("", own_origin) or _is_host(origin, head)
    if not own:
        message = "This request comes from another site. Use the service's own pages, or an API key."
        raise HttpRefused(HTTPStatus.FORBIDDEN, "CROSS_SITE", message)
    if credential is not None and not head.get(OWN_HEADER):
        message = "A request with the session cookie needs the header X-ODR-Request with any value."
        raise HttpRefused(HTTPStatus.FORBIDDEN, "CROSS_SITE", message)


def _is_host(origin: str, head: Head) -> bool:
    return bool(host := head.get("host")) and origin in (f"http://{host}", f"https://{host}")


async def read_body(receive: Receive, head: Head, limit: int) -> bytes:
    """Return the body, counted as it comes in.

    Raises:
        HttpRefused: 413 beyond `limit` bytes, 408 when it takes longer than `BODY_TIME_S`.
    """
    declared = head.get("content-length")
    length = int(declared[:LONGEST_LENGTH]) if declared.isascii() and declared.isdigit() else 0
    try:
        async with asyncio.timeout(BODY_TIME_S):
            whole = await _read(receive, limit if length <= limit else 0)
    except TimeoutError:
        message = f"The body did not arrive within {BODY_TIME_S} seconds. Send it again."
        raise HttpRefused(HTTPStatus.REQUEST_TIMEOUT, "TOO_SLOW", message, connection="close") from None
    if whole is None:
        message = f"A request may have {limit // 1024} KiB. Shorten the text, or hand it in as a document."
        raise HttpRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "TOO_LARGE", message, connection="close")
    return whole


async def _read(receive: Receive, limit: int) -> bytes | None:
    """The body; None when it is longer than `limit`. What comes after the limit is dropped as it comes."""
    kept: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b"".join(kept) if size <= limit else None
        part = message.get("body", b"")
        size += len(part)
        if size <= limit:
            kept.append(part)
        elif size > DRAINED:
            return None
        if not message.get("more_body", False):
            return b"".join(kept) if size <= limit else None


class _Envelope(msgspec.Struct, rename={"operation_name": "operationName"}):
    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None


_decoder = msgspec.json.Decoder(_Envelope)


def decode(body: bytes) -> Request:
    """Read a request.

    Raises:
        HttpRefused: 400, the body is not a request.
    """
    if b"\\u0000" in body:
        raise _bad("A text holds the character U+0000, which cannot be kept. Take it out.")
    try:
        read = _decoder.decode(body)
    except msgspec.ValidationError as error:
        raise _bad(f"This is not a GraphQL request: {error}.") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _bad('The body is not JSON. Send {"query": "...", "variables": {...}}.') from None
    if not read.query.strip():
        raise _bad("The query is empty.")
    variables: Mapping[str, Any] = read.variables or {}
    return Request(read.query, variables, read.operation_name)


def _bad(message: str) -> HttpRefused:
    return HttpRefused(HTTPStatus.BAD_REQUEST, "INVALID_REQUEST", message)


@lru_cache(maxsize=4096)
def ip_prefix(address: str) -> str:
    """Return the network that an address belongs to for throttling: /24, or /48 for IPv6; "" if it is none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))
