"""The door by which files go out, through ASGI."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from odr.evidence.links import create_link
from odr.evidence.room import LINK_LIFE, EvidenceRoom
from odr.evidence.routes import routes
from odr.middleware import Doorway
from tests.conftest import HandClock
from tests.evidence.helpers import BUYER, CASE, NOW, PDF, folder, hand_in, photograph

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


def test_a_file_travels_in_and_out_unchanged(app: Starlette, room: EvidenceRoom):
    body = photograph()
    exhibit = hand_in(room, BUYER, body, filename="Größe.jpg").upload.exhibit
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
    path = folder(room).path(upload.key)
    path.chmod(0o600)
    damage(path)
    answer = ask(app, "GET", create_link(room, BUYER, CASE, upload.exhibit, NOW).url)
    assert answer.status_code == 500
    assert "operators" in answer.text
    assert "evidence.altered" in caplog.messages
