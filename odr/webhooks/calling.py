"""Posts messages to an address that a marketplace named: by the number it stands for, for a short time, once each."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import anyio
import httpx

from odr.clock import Clock
from odr.outward import Aim, NotCallable, aim
from odr.signed_hooks import sign, timestamp

TIMEOUT_S = 15.0
"""For the whole of a call: name, connection, message and answer."""
AT_ONCE = 5
MOST = 64 * 1024
"""Bytes of an answer that are read, so that the connection can be used again. Nothing of them is kept."""


@dataclass(frozen=True, slots=True)
class Call:
    """One message: its id, where it goes, and what it says."""

    id: str
    url: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a try went: the HTTP status, if there was an answer, a word for it, and how many seconds to wait if told."""

    status: int | None
    code: str
    retry_after: int = 0

    @property
    def taken(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """Whether the receiver wants nothing more."""
        return self.status == 410

    @property
    def stops(self) -> bool:
        """Whether nothing more is sent for now."""
        return self.status is None or self.gone or self.retry_after > 0


async def post_all(calls: Sequence[Call], keys: Sequence[bytes], clock: Clock, *, inside: bool) -> list[Outcome]:
    """How the first so many went: no more are sent after one that was not answered, or told us to wait."""
    outcomes: list[Outcome] = []
    async with httpx.AsyncClient(timeout=TIMEOUT_S, trust_env=False, follow_redirects=False) as client:
        for first in range(0, len(calls), AT_ONCE):
            few = calls[first : first + AT_ONCE]
            got: dict[str, Outcome] = {}
            async with anyio.create_task_group() as tasks:
                for call in few:
                    tasks.start_soon(_post, client, call, keys, clock, inside, got)
            outcomes += [got[call.id] for call in few]
            if any(one.stops for one in outcomes):
                break
    return outcomes


async def _post(
    client: httpx.AsyncClient, call: Call, keys: Sequence[bytes], clock: Clock, inside: bool, got: dict[str, Outcome]
) -> None:
    try:
        with anyio.fail_after(TIMEOUT_S):
            got[call.id] = await _answered(client, await aim(call.url, inside=inside), call, keys, clock)
    except NotCallable as refused:
        got[call.id] = Outcome(None, str(refused))
    except (TimeoutError, httpx.TimeoutException):
        got[call.id] = Outcome(None, "TIMEOUT")
    except httpx.HTTPError:
        got[call.id] = Outcome(None, "NO_CONNECTION")


async def _answered(client: httpx.AsyncClient, at: Aim, call: Call, keys: Sequence[bytes], clock: Clock) -> Outcome:
    request = client.build_request(
        "POST", at.url, content=call.body, headers=_headers(at, call, keys, clock), extensions={"sni_hostname": at.name}
    )
    answer = await client.send(request, stream=True)
    try:
        read = 0
        async for piece in answer.aiter_raw():
            read += len(piece)
            if read > MOST:
                break
    finally:
        await answer.aclose()
    return outcome_of(answer.status_code, answer.headers.get("retry-after", ""), clock)


def _headers(at: Aim, call: Call, keys: Sequence[bytes], clock: Clock) -> dict[str, str]:
    """Signed at the moment it is sent, under each secret that counts."""
    now = clock.now()
    return {
        "host": at.host,
        "content-type": "application/json",
        "user-agent": "odr-webhooks/1",
        "webhook-id": call.id,
        "webhook-timestamp": timestamp(now),
        "webhook-signature": " ".join(sign(key, call.id, now, call.body) for key in keys),
    }


def outcome_of(status: int, retry_after: str, clock: Clock) -> Outcome:
    """What an answer means. One that leads elsewhere is a failure: where it leads, nobody has looked at."""
    if 200 <= status < 300:
        return Outcome(status, "OK")
    if 300 <= status < 400:
        return Outcome(status, "REDIRECT")
    seconds = _seconds(retry_after, clock) if status in (429, 503) else 0
    return Outcome(status, "GONE" if status == 410 else f"HTTP_{status}", seconds)


def _seconds(retry_after: str, clock: Clock) -> int:
    """Seconds from now: given as a number, or as a date."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(int(retry_after[:9]), 86_400)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0
    aware = until if until.tzinfo else until.replace(tzinfo=clock.now().tzinfo)
    return max(0, min(int((aware - clock.now()).total_seconds()), 86_400))
