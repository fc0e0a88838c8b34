"""The two doors for bytes, through ASGI."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from odr.evidence.intake import Finalizing, finalize
from odr.evidence.links import create_link
from odr.evidence.room import LINK_LIFE, EvidenceRoom, Patience
from odr.evidence.routes import routes
from odr.evidence.uploads import Upload, url_of
from odr.middleware import Doorway
from tests.conftest import HandClock
from tests.evidence.helpers import BUYER, CASE, NOW, PDF, announced, begin, drafts, files, hand_in, photograph

MIB = 1024 * 1024


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOW)


@pytest.fixture
def app(room: EvidenceRoom, clock: HandClock) -> Starlette:
    return with_room(room, clock)


def with_room(room: EvidenceRoom, clock: HandClock) -> Starlette:
    return Starlette(routes=routes(room, clock), middleware=[Middleware(Doorway, https=True)])


def ask(app: Starlette, method: str, url: str, **more: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return await client.request(method, url, **more)

    return asyncio.run(run())


def put(app: Starlette, room: EvidenceRoom, upload: Upload, body: bytes, **headers: str) -> httpx.Response:
    return ask(app, "PUT", url_of(room, upload) or "", content=body, headers=headers)


async def in_pieces(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


def test_a_file_travels_in_and_out_unchanged(app: Starlette, room: EvidenceRoom):
    body = photograph()
    upload = begin(room, BUYER, announced(body, filename="Größe.jpg")).upload
    assert put(app, room, upload, body).status_code == 204
    exhibit = finalize(room, BUYER, Finalizing(upload.id), NOW).upload.exhibit
    answer = ask(app, "GET", create_link(room, BUYER, CASE, exhibit, NOW).url)
    assert answer.content == body
    assert answer.headers["content-length"] == str(len(body))


def test_a_file_is_saved_and_never_shown(app: Starlette, room: EvidenceRoom):
    exhibit = hand_in(room, BUYER, PDF, filename="Größe.html").upload.exhibit
    answer = ask(app, "GET", create_link(room, BUYER, CASE, exhibit, NOW).url)
    wanted = {
        "content-type": "application/pdf",
        "content-disposition": "attachment; filename=\"Gr__e.html.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.html.pdf",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-site",
        "referrer-policy": "no-referrer",
        "cache-control": "private, no-store",
    }
    assert {name: answer.headers[name] for name in wanted} == wanted
    assert "set-cookie" not in answer.headers


def test_the_encoding_of_a_text_is_not_guessed(app: Starlette, room: EvidenceRoom):
    exhibit = hand_in(room, BUYER, "Grüße aus Köln\n".encode("latin-1"), filename="chat.txt").upload.exhibit
    answer = ask(app, "GET", create_link(room, BUYER, CASE, exhibit, NOW).url)
    assert answer.headers["content-type"] == "text/plain"


def test_25_mib_are_taken_and_not_a_byte_more(app: Starlette, room: EvidenceRoom):
    body = bytes(25 * MIB)
    upload = begin(room, BUYER, announced(body)).upload
    refused = put(app, room, upload, body + b"x")
    assert (refused.status_code, refused.json()["code"]) == (413, "TOO_LONG")
    unannounced = ask(app, "PUT", url_of(room, upload) or "", content=in_pieces(body, b"x"))
    assert unannounced.status_code == 413
    assert (files(room), drafts(room)) == ([], 0)
    assert put(app, room, upload, body).status_code == 204
    assert len(files(room)[0]) == 25 * MIB


@pytest.mark.parametrize(("body", "status", "code"), [(b"", 400, "TOO_SHORT"), (PDF[:-1], 400, "TOO_SHORT")])
def test_a_short_body_is_refused(app: Starlette, room: EvidenceRoom, body: bytes, status: int, code: str):
    answer = put(app, room, begin(room, BUYER, announced(PDF)).upload, body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].endswith(".")


def test_an_unknown_upload_and_an_expired_one(app: Starlette, room: EvidenceRoom, clock: HandClock):
    upload = begin(room, BUYER, announced(PDF)).upload
    assert ask(app, "PUT", f"https://odr.example/evidence/uploads/{'x' * 43}", content=PDF).status_code == 404
    clock.at = upload.expires_at
    assert put(app, room, upload, PDF).status_code == 410


def test_after_finalizing_another_file_is_refused(app: Starlette, room: EvidenceRoom):
    upload = begin(room, BUYER, announced(PDF)).upload
    url = url_of(room, upload) or ""
    assert ask(app, "PUT", url, content=PDF).status_code == 204
    finalize(room, BUYER, Finalizing(upload.id), NOW)
    assert ask(app, "PUT", url, content=PDF).status_code == 409
    assert files(room) == [PDF]


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE", "GET"])
def test_files_come_in_by_put_only(app: Starlette, room: EvidenceRoom, method: str):
    upload = begin(room, BUYER, announced(PDF)).upload
    assert ask(app, method, url_of(room, upload) or "").status_code == 405


def test_a_link_that_is_over_says_what_to_do(app: Starlette, room: EvidenceRoom, clock: HandClock):
    link = create_link(room, BUYER, CASE, hand_in(room, BUYER, PDF).upload.exhibit, NOW)
    clock.at = NOW + LINK_LIFE
    answer = ask(app, "GET", link.url)
    assert answer.status_code == 410
    assert "once more" in answer.text
    assert ask(app, "GET", link.url + "x").status_code == 404


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(PDF[:-1])])
def test_a_lost_or_cut_file_is_not_given_out(
    app: Starlette, room: EvidenceRoom, caplog: pytest.LogCaptureFixture, damage: Callable[[Path], object]
):
    upload = hand_in(room, BUYER, PDF).upload
    path = room.vault.path(upload.key)
    path.chmod(0o600)
    damage(path)
    answer = ask(app, "GET", create_link(room, BUYER, CASE, upload.exhibit, NOW).url)
    assert answer.status_code == 500
    assert "operators" in answer.text
    assert "evidence.altered" in caplog.messages


def cut_off(app: Starlette, path: str, *messages: dict[str, Any]) -> list[dict[str, Any]]:
    """Send messages as the server does and return what comes back; behind the last one there is silence."""
    sent: list[dict[str, Any]] = []
    waiting = list(messages)

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else await asyncio.Event().wait()  # type: ignore[return-value]

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "PUT",
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"odr.example"), (b"content-length", str(len(PDF)).encode())],
        "client": ("192.0.2.1", 1),
        "server": ("odr.example", 443),
    }
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    return sent


HALF = {"type": "http.request", "body": PDF[:20], "more_body": True}


def test_a_cut_connection_leaves_nothing_half_written(app: Starlette, room: EvidenceRoom):
    upload = begin(room, BUYER, announced(PDF)).upload
    path = (url_of(room, upload) or "").removeprefix(room.public_url)
    cut_off(app, path, HALF, {"type": "http.disconnect"})
    assert (files(room), drafts(room)) == ([], 0)
    assert put(app, room, upload, PDF).status_code == 204


def test_a_slow_drip_ends_with_408(room: EvidenceRoom, clock: HandClock):
    upload = begin(room, BUYER, announced(PDF)).upload
    impatient = with_room(replace(room, patience=Patience(pause_s=0.05)), clock)
    start, body = cut_off(impatient, (url_of(room, upload) or "").removeprefix(room.public_url), HALF)
    assert start["status"] == 408
    assert json.loads(body["body"])["code"] == "TOO_SLOW"
    assert (files(room), drafts(room)) == ([], 0)
