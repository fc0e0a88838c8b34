"""GraphQL over HTTP as callers meet it: media types, status codes, bounds, cookies, other sites, masks."""

import asyncio
import json
import logging
import threading
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from odr.accounts.principal import Principal
from odr.app import assemble, open_house
from odr.domain.refusals import NotFound
from odr.schema import ids
from odr.schema.base import build_schema
from odr.schema.context import Credential, House
from odr.schema.http import ACTING_THREADS
from odr.schema.requests import ip_prefix
from odr.settings import Settings
from odr.store import Store
from odr.timekeeping import Timekeeper, Trouble
from tests.edge import acts, toy

SCHEMA = build_schema(toy, acts)
RESPONSE = "application/graphql-response+json"
PLAIN = "application/json"
SECRET = "a-good-session"
A_CASE = ids.encode("Case", toy.CASES[7])
WHOAMI = {"query": "{ whoami }"}
SOMEBODY = Principal("anna", frozenset(), frozenset(), frozenset(), frozenset(), "en", "s1")


class Noon:
    def now(self) -> datetime:
        return datetime(2026, 3, 2, 12, tzinfo=UTC)


def identify(credential: Credential, at: datetime) -> Principal | None:
    return SOMEBODY if credential.secret == SECRET else None


def house(folder: Path, **settings: Any) -> House:
    made = Settings(mode="demo", data_dir=folder, worker=False, public_url="https://odr.example", **settings)
    opened = open_house(made, Store(f"sqlite:///{folder / 'edge.sqlite3'}"), Noon())
    object.__setattr__(opened, "identify", identify)
    return opened


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Starlette]:
    opened = house(tmp_path)
    yield assemble(opened, SCHEMA)
    opened.store.close()


def client_of(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://odr.example")


def post(app: Starlette, body: Any = WHOAMI, accept: str = RESPONSE, **headers: str) -> httpx.Response:
    """One POST; `body` is sent as JSON unless it is bytes. Header names are written with underscores."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {"content-type": PLAIN, "accept": accept} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return ask(app, "POST", {name: value for name, value in sent.items() if value}, raw)


def ask(app: Starlette, method: str, headers: dict[str, str], content: bytes = b"") -> httpx.Response:
    async def run() -> httpx.Response:
        async with client_of(app) as client:
            return await client.request(method, "/graphql", headers=headers, content=content)

    return asyncio.run(run())


def code(answer: httpx.Response) -> str:
    return str(answer.json()["errors"][0]["extensions"]["code"])


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (RESPONSE, RESPONSE),
        (f"{RESPONSE}, {PLAIN};q=0.9", RESPONSE),
        (f"{PLAIN}, {RESPONSE};q=0.1", PLAIN),
        (PLAIN, PLAIN),
        ("*/*", PLAIN),
        ("", PLAIN),
        ("text/html, application/*;q=0.5", PLAIN),
        ("application/graphql-response+json; charset=utf-8", RESPONSE),
    ],
)
def test_the_answer_comes_in_the_media_type_asked_for(app: Starlette, accept: str, answered: str) -> None:
    answer = post(app, accept=accept or "*/*")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{answered}; charset=utf-8"
    assert answer.json() == {"data": {"whoami": None}}


def test_nothing_is_answered_in_a_type_we_do_not_speak(app: Starlette) -> None:
    assert post(app, accept="text/html").status_code == 406
    assert post(app, accept="application/json;q=0").status_code == 406


NOT_RUN = {
    "not parsed": {"query": "{ whoami"},
    "not valid": {"query": "{ whoamy }"},
    "no such operation": {"query": "query A { whoami }", "operationName": "B"},
    "wrong variable": {"query": "query ($n: Int!) { cases(first: $n) { edges { cursor } } }", "variables": {"n": "x"}},
    "missing variable": {"query": "query ($n: Int!) { cases(first: $n) { edges { cursor } } }"},
    "too costly": {"query": "{" + " ".join(f"a{n}: whoami" for n in range(300)) + "}"},
}


@pytest.mark.parametrize("name", NOT_RUN)
@pytest.mark.parametrize(("accept", "status"), [(RESPONSE, 400), (PLAIN, 200)])
def test_what_is_not_run_has_no_data(app: Starlette, name: str, accept: str, status: int) -> None:
    answer = post(app, NOT_RUN[name], accept)
    assert answer.status_code == status
    assert "data" not in answer.json()
    assert answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"7", b'{"query": 7}', b"{}", b'{"query": ""}', b'{"query": "{a}", "variables": 7}',
     b'{"query": "{a}", "operationName": 7}', b'{"query": "{a}", "extensions": 7}', b'[{"query": "{a}"}]',
     b'{"query": "{a}", "variables": {"a": "\\u0000"}}', b"\xff\xfe", b'{"query": "\xff"}', b"[" * 60_000],
)  # fmt: skip
def test_what_is_no_request_is_refused_with_a_reason(app: Starlette, body: bytes) -> None:
    for accept in (RESPONSE, PLAIN):
        answer = post(app, body, accept)
        assert answer.status_code == 400
        assert code(answer) == "INVALID_REQUEST"


def test_null_and_absent_fields_are_the_same(app: Starlette) -> None:
    body = {"query": "{ whoami }", "variables": None, "operationName": None, "extensions": None}
    assert post(app, body).json() == {"data": {"whoami": None}}


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH"])
def test_only_post_is_served(app: Starlette, method: str) -> None:
    answer = ask(app, method, {"accept": PLAIN})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    "given",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
     "application/json; charset=utf-16", "application/graphql"],
)  # fmt: skip
def test_only_json_is_read(app: Starlette, given: str) -> None:
    answer = post(app, content_type=given)
    assert answer.status_code == 415
    assert code(answer) == "NOT_JSON"


def test_a_body_beyond_the_limit_is_refused_whatever_its_length_says(app: Starlette) -> None:
    big = json.dumps({"query": "{ whoami }", "variables": {"text": "x" * 10_000_000}}).encode()

    async def parts() -> AsyncIterator[bytes]:
        for begin in range(0, len(big), 65536):
            yield big[begin : begin + 65536]

    async def chunked() -> httpx.Response:
        async with client_of(app) as client:
            return await client.post("/graphql", content=parts(), headers={"content-type": PLAIN})

    for answer in (post(app, big), asyncio.run(chunked())):
        assert answer.status_code == 413
        assert code(answer) == "TOO_LARGE"
        assert "128 KiB" in answer.json()["errors"][0]["message"]


def test_the_largest_body_allowed_is_read(app: Starlette) -> None:
    rest = 131072 - len(json.dumps({"query": "{ whoami }", "variables": {"x": ""}}))
    assert post(app, {"query": "{ whoami }", "variables": {"x": "y" * rest}}).status_code == 200
    assert post(app, {"query": "{ whoami }", "variables": {"x": "y" * (rest + 1)}}).status_code == 413


def test_who_asks_is_known_by_bearer_or_cookie(app: Starlette) -> None:
    assert post(app, authorization=f"Bearer {SECRET}").json() == {"data": {"whoami": "anna"}}
    assert post(app, cookie=f"a=b; __Host-odr={SECRET}", x_odr_request="web").json() == {"data": {"whoami": "anna"}}


def test_a_bearer_that_is_not_valid_is_told_so_and_an_old_cookie_reads_as_nobody(app: Starlette) -> None:
    answer = post(app, authorization="Bearer old")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert post(app, authorization="Basic YTpi").status_code == 401
    assert post(app, cookie="__Host-odr=old", x_odr_request="web").json() == {"data": {"whoami": None}}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"x_odr_request": "web"}, 200),
        ({"x_odr_request": "web", "sec_fetch_site": "same-origin"}, 200),
        ({"x_odr_request": "web", "sec_fetch_site": "same-site"}, 403),
        ({"x_odr_request": "web", "sec_fetch_site": "cross-site"}, 403),
        ({"x_odr_request": "web", "origin": "https://odr.example"}, 200),
        ({"x_odr_request": "web", "origin": "https://evil.example"}, 403),
        ({"x_odr_request": "web", "origin": "null"}, 403),
        ({"x_odr_request": "web", "origin": "https://evil.example", "sec_fetch_site": "same-origin"}, 200),
    ],
)
def test_another_site_cannot_use_the_cookie(app: Starlette, headers: dict[str, str], status: int) -> None:
    assert post(app, cookie=f"__Host-odr={SECRET}", **headers).status_code == status


def test_another_site_cannot_sign_anybody_in(app: Starlette) -> None:
    assert post(app, sec_fetch_site="cross-site").status_code == 403
    assert post(app, origin="https://evil.example").status_code == 403
    assert post(app, origin="https://evil.example", authorization=f"Bearer {SECRET}").status_code == 200


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Starlette) -> None:
    answer = post(app, {"query": "mutation { signIn(input: {}) { replayed } }"})
    assert answer.headers["set-cookie"] == (
        f"__Host-odr={SECRET}; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax"
    )
    answer = post(app, {"query": "mutation { signOut(input: {}) { replayed } }"})
    assert answer.headers["set-cookie"].startswith("__Host-odr=; Max-Age=0;")


def test_a_refused_question_says_why_and_a_mistake_of_ours_only_its_reference(
    app: Starlette, caplog: pytest.LogCaptureFixture
) -> None:
    refused = post(app, {"query": "query ($id: ID!) { case(id: $id) { id } }", "variables": {"id": "none"}}).json()
    assert refused["data"] == {"case": None}
    assert refused["errors"][0]["extensions"] == {"code": "NOT_FOUND", "field": None}
    assert refused["errors"][0]["message"] == NotFound().message
    with caplog.at_level(logging.ERROR):
        answer = post(app, {"query": "{ lostCase { number } }"})
    error = answer.json()["errors"][0]
    assert answer.status_code == 200
    assert error["extensions"] == {"code": "INTERNAL", "reference": answer.headers["x-request-id"]}
    assert "secret" not in answer.text
    assert [one.message for one in caplog.records if one.levelno >= logging.ERROR] == ["graphql.failed"]


def test_neither_literals_nor_variables_reach_the_log(app: Starlette, caplog: pytest.LogCaptureFixture) -> None:
    from odr.logs import JsonLines

    with caplog.at_level(logging.DEBUG):
        post(app, {"query": '{ lostCase { number } case(id: "canary") { id } }'})
        post(app, {"query": "query canary($id: ID!) { case(id: $id) { id } }", "variables": {"id": "canary"}})
        post(app, {"query": "{ canary }"})
        post(app, b"canary")
    lines = "\n".join(JsonLines().format(record) for record in caplog.records if record.name.startswith("odr"))
    assert '"operation": "query.lostCase"' in lines
    assert "canary" not in lines


def test_every_answer_carries_the_headers_that_keep_browsers_from_mischief(app: Starlette) -> None:
    headers = post(app).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert headers["strict-transport-security"].startswith("max-age=")


def test_a_request_that_takes_too_long_is_answered_and_its_work_is_not_broken_off(tmp_path: Path) -> None:
    opened = house(tmp_path, request_timeout_s=1)
    app = assemble(opened, SCHEMA)
    acts.RELEASE.clear()
    acts.FINISHED.clear()
    begun = time.monotonic()
    answer = post(app, {"query": "mutation { wait(input: {}) { replayed } }"})
    assert (answer.status_code, code(answer)) == (504, "TIMEOUT")
    assert 0.9 < time.monotonic() - begun < 5
    ledger = opened.clerk.arrivals
    assert ledger.oldest() == Noon().now(), "it is still under way, and who must wait for it still does"
    acts.RELEASE.set()
    assert acts.FINISHED.wait(5)
    ledger.wait_for_those_before(Noon().now() + timedelta(seconds=1), Noon().now())
    assert ledger.oldest() is None
    opened.store.close()


def test_an_act_is_under_way_until_its_work_has_ended_or_never_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = house(tmp_path, request_timeout_s=1)
    app, ledger = assemble(opened, SCHEMA), opened.clerk.arrivals
    wait = {"query": "mutation { wait(input: {}) { replayed } }"}
    acts.RELEASE.clear()

    async def one_more_than_threads() -> list[int]:
        async with client_of(app) as client:
            answers = [client.post("/graphql", json=wait) for _ in range(ACTING_THREADS + 1)]
            return [answer.status_code for answer in await asyncio.gather(*answers)]

    assert asyncio.run(one_more_than_threads()) == [504] * (ACTING_THREADS + 1)
    assert len(ledger._under_way) == ACTING_THREADS, "what never got a thread is not waited for"
    acts.RELEASE.set()
    ledger.wait_for_those_before(Noon().now() + timedelta(seconds=1), Noon().now())
    monkeypatch.setattr("odr.schema.http.LONGEST_LINE", 0)
    for body in (wait, WHOAMI):
        assert post(app, body).status_code == 503
    assert ledger.oldest() is None
    opened.store.close()


def test_while_the_clocks_disagree_acts_are_refused_and_readings_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = house(tmp_path)
    app = assemble(opened, SCHEMA)
    monkeypatch.setattr(Timekeeper, "trouble", Trouble.BEHIND)
    refused = post(app, {"query": "mutation { wait(input: {}) { replayed } }"})
    assert (refused.status_code, code(refused)) == (503, "CLOCK")
    assert refused.headers["retry-after"] == "60"
    assert post(app).status_code == 200
    assert opened.clerk.arrivals.oldest() is None
    opened.store.close()


def test_readings_are_not_waited_for(tmp_path: Path) -> None:
    opened = house(tmp_path)
    seen: list[datetime | None] = []
    object.__setattr__(opened, "identify", lambda *_: seen.append(opened.clerk.arrivals.oldest()))
    post(assemble(opened, SCHEMA), cookie=f"__Host-odr={SECRET}", x_odr_request="web")
    assert seen == [None]
    opened.store.close()


def test_readings_are_served_while_acts_fill_their_lane(app: Starlette) -> None:
    acts.RELEASE.clear()

    async def run() -> list[httpx.Response]:
        async with client_of(app) as client:
            slow = {"query": "mutation { wait(input: {}) { replayed } }"}
            waiting = [asyncio.create_task(client.post("/graphql", json=slow)) for _ in range(8)]
            await asyncio.sleep(0.05)
            reading = await client.post("/graphql", json=WHOAMI, timeout=5)
            acts.RELEASE.set()
            return [reading, *await asyncio.gather(*waiting)]

    assert [answer.status_code for answer in asyncio.run(run())] == [200] * 9


def test_a_line_that_is_too_long_is_told_at_once(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("odr.schema.http.LONGEST_LINE", 0)
    answer = post(app)
    assert (answer.status_code, code(answer), answer.headers["retry-after"]) == (503, "BUSY", "5")


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("testclient", ""),
    ],
)
def test_callers_are_throttled_by_network(address: str, prefix: str) -> None:
    assert ip_prefix(address) == prefix


def test_the_instant_of_receipt_is_taken_once(app: Starlette) -> None:
    assert post(app, {"query": "{ a: receivedAt b: receivedAt }"}).json()["data"] == dict.fromkeys(
        ("a", "b"), "2026-03-02T12:00:00.000000Z"
    )


def test_threads_do_not_pile_up(app: Starlette) -> None:
    post(app)
    before = threading.active_count()
    for _ in range(20):
        post(app)
    assert threading.active_count() <= before + 4


def test_requests_under_way_are_answered_when_the_service_ends(app: Starlette) -> None:
    acts.RELEASE.clear()
    acts.BEGUN.clear()
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False))
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    slow = {"query": "mutation { wait(input: {}) { replayed } }"}
    answers: list[httpx.Response] = []
    url = f"http://127.0.0.1:{port}/graphql"
    asking = threading.Thread(target=lambda: answers.append(httpx.post(url, json=slow, timeout=20)))
    asking.start()
    assert acts.BEGUN.wait(10)
    server.should_exit = True
    time.sleep(0.2)
    acts.RELEASE.set()
    asking.join(20)
    running.join(20)
    assert [answer.status_code for answer in answers] == [200]
    assert not running.is_alive()
