"""The door by which files come in speaks tus 1.0.0, through ASGI."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from odr.evidence.intake import Finalizing, finalize
from odr.evidence.room import EvidenceRoom, Patience
from odr.evidence.tus import BODY, SENT_WITH
from odr.evidence.uploads import Upload, url_of
from tests.conftest import HandClock
from tests.evidence.helpers import BUYER, NOW, PDF, announced, begin, drafts, files, in_pieces
from tests.evidence.test_routes import MIB, app, ask, clock, with_room

__all__ = ["app", "clock"]

SPEAKS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def upload(room: EvidenceRoom) -> Upload:
    return begin(room, BUYER, announced(PDF)).upload


class Client:
    """Speaks with the address of one upload."""

    def __init__(self, app: Starlette, room: EvidenceRoom, upload: Upload) -> None:
        self.app, self.url = app, url_of(room, upload) or ""

    def __call__(self, method: str, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
        return ask(self.app, method, self.url, headers=SPEAKS | (headers or {}), **more)

    def patch(self, offset: int, body: Any, **headers: str) -> httpx.Response:
        return self("PATCH", {"Upload-Offset": str(offset), "Content-Type": BODY} | headers, content=body)


@pytest.fixture
def client(app: Starlette, room: EvidenceRoom, upload: Upload) -> Client:
    return Client(app, room, upload)


def test_a_file_comes_in_at_one_go(app: Starlette, client: Client, room: EvidenceRoom):
    answer = ask(app, "PATCH", client.url, content=PDF, headers=SENT_WITH)
    assert (answer.status_code, answer.headers["upload-offset"]) == (204, str(len(PDF)))
    assert files(room) == [PDF]


def test_head_says_where_to_go_on(client: Client, room: EvidenceRoom):
    for sent in (0, 20):
        told = client("HEAD")
        assert told.status_code == 200
        wanted = {"upload-offset": str(sent), "upload-length": str(len(PDF)), "cache-control": "no-store"}
        assert {name: told.headers[name] for name in wanted} == wanted
        assert told.headers["tus-resumable"] == "1.0.0"
        end = 20 if not sent else len(PDF)
        assert client.patch(sent, PDF[sent:end]).headers["upload-offset"] == str(end)
    assert client("HEAD").headers["upload-offset"] == str(len(PDF))
    assert files(room) == [PDF]


def test_everything_says_until_when_the_upload_can_be_sent(client: Client):
    answers = [client("HEAD"), client("POST", {"Upload-Length": str(len(PDF))}), client.patch(0, PDF[:1])]
    assert {one.headers["upload-expires"] for one in answers} == {"Tue, 03 Mar 2026 09:40:00 GMT"}


def test_a_client_may_create_what_was_announced(client: Client):
    made = client("POST", {"Upload-Length": str(len(PDF)), "Upload-Metadata": "filename Y3JhY2suanBn"})
    assert (made.status_code, made.headers["location"]) == (201, httpx.URL(client.url).path)
    for length in (str(len(PDF) + 1), "many", ""):
        refused = client("POST", {"Upload-Length": length})
        assert (refused.status_code, refused.json()["code"]) == (400, "NOT_THE_PROTOCOL")


def test_what_the_service_can_is_told_without_speaking_the_protocol(app: Starlette, client: Client):
    told = ask(app, "OPTIONS", client.url)
    assert told.status_code == 204
    assert told.headers["tus-version"] == "1.0.0"
    assert told.headers["tus-extension"] == "creation,expiration,termination"
    assert told.headers["tus-max-size"] == str(25 * MIB)


@pytest.mark.parametrize("method", ["HEAD", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize("version", ["", "0.2.2"])
def test_another_version_is_refused(client: Client, room: EvidenceRoom, method: str, version: str):
    answer = client(method, {"Tus-Resumable": version, "Upload-Offset": "0", "Content-Type": BODY})
    assert (answer.status_code, answer.headers["tus-version"]) == (412, "1.0.0")
    assert drafts(room) == 0


def test_an_upload_is_given_up(client: Client, room: EvidenceRoom):
    client.patch(0, PDF[:20])
    assert client("DELETE").status_code == 204
    assert (files(room), drafts(room)) == ([], 0)
    assert [client(method).status_code for method in ("HEAD", "DELETE")] == [410, 410]
    assert client.patch(20, PDF[20:]).status_code == 410


def test_a_method_may_be_written_into_a_header(client: Client, room: EvidenceRoom):
    headers = SENT_WITH | {"X-HTTP-Method-Override": "PATCH"}
    assert client("POST", headers, content=PDF).status_code == 204
    assert files(room) == [PDF]
    assert client("POST", {"X-HTTP-Method-Override": "TRACE"}).status_code == 405


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "application/octet-stream", "Upload-Offset": "0"}, 415),
        ({"Content-Type": BODY}, 400),
        ({"Content-Type": BODY, "Upload-Offset": "-1"}, 400),
        ({"Content-Type": BODY, "Upload-Offset": "1"}, 409),
        ({"Content-Type": BODY, "Upload-Offset": "9" * 400}, 413),
    ],
)
def test_what_does_not_fit_is_refused(client: Client, room: EvidenceRoom, headers: dict[str, str], status: int):
    assert client("PATCH", headers, content=PDF[:1]).status_code == status
    assert client("HEAD").headers["upload-offset"] == "0"


def test_25_mib_are_taken_and_not_a_byte_more(app: Starlette, room: EvidenceRoom):
    body = bytes(25 * MIB)
    client = Client(app, room, begin(room, BUYER, announced(body)).upload)
    refused = client.patch(0, body + b"x")
    assert (refused.status_code, refused.json()["code"]) == (413, "TOO_LONG")
    assert client.patch(0, in_pieces(body, b"x")).status_code == 413
    assert (files(room), client("HEAD").headers["upload-offset"]) == ([], "0")
    assert client.patch(0, body).status_code == 204
    assert len(files(room)[0]) == 25 * MIB


def test_an_unknown_upload_and_an_expired_one(app: Starlette, client: Client, upload: Upload, clock: HandClock):
    unknown = f"https://odr.example/evidence/uploads/{'x' * 43}"
    for method in ("HEAD", "PATCH", "DELETE"):
        assert ask(app, method, unknown, headers=SENT_WITH, content=PDF).status_code == 404
    clock.at = upload.expires_at
    assert client.patch(0, PDF).status_code == 410
    assert client("HEAD").status_code == 410


def test_after_finalizing_another_file_is_refused(client: Client, room: EvidenceRoom, upload: Upload):
    assert client.patch(0, PDF).status_code == 204
    finalize(room, BUYER, Finalizing(upload.id), NOW)
    assert client.patch(0, PDF).status_code == 409
    assert client("DELETE").status_code == 409
    assert files(room) == [PDF]


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_files_come_in_by_this_protocol_only(client: Client, method: str):
    assert client(method).status_code == 405


def cut_off(app: Starlette, path: str, *messages: dict[str, Any]) -> list[dict[str, Any]]:
    """Send messages as the server does and return what comes back; behind the last one there is silence."""
    sent: list[dict[str, Any]] = []
    waiting = list(messages)

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else await asyncio.Event().wait()  # type: ignore[return-value]

    async def send(message: Any) -> None:
        sent.append(message)

    sent_with = SENT_WITH | {"host": "odr.example", "content-length": str(len(PDF))}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "PATCH",
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in sent_with.items()],
        "client": ("192.0.2.1", 1),
        "server": ("odr.example", 443),
    }
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    return sent


HALF = {"type": "http.request", "body": PDF[:20], "more_body": True}


def test_a_cut_connection_keeps_what_had_arrived(app: Starlette, client: Client, room: EvidenceRoom):
    cut_off(app, httpx.URL(client.url).path, HALF, {"type": "http.disconnect"})
    assert client("HEAD").headers["upload-offset"] == "20"
    assert client.patch(20, PDF[20:]).status_code == 204
    assert files(room) == [PDF]


def test_a_slow_drip_ends_with_408(room: EvidenceRoom, client: Client, clock: HandClock):
    impatient = with_room(replace(room, patience=Patience(pause_s=0.05)), clock)
    start, body = cut_off(impatient, httpx.URL(client.url).path, HALF)
    assert start["status"] == 408
    assert json.loads(body["body"])["code"] == "TOO_SLOW"
    assert client("HEAD").headers["upload-offset"] == "20"
