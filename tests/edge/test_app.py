"""The application as a whole: readiness, the web interface, the console, the log, starting and stopping."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from odr.app import assemble, beside_requests, create_app, open_house
from odr.interface import Interface
from odr.logs import JsonLines
from odr.outages import Outages, last_beat
from odr.rulebooks import all_rulebooks
from odr.schema.base import build_schema
from odr.settings import Settings
from odr.store import Store, in_thread
from odr.tables import metadata
from odr.timekeeping import Timekeeper, Trouble
from tests.edge import toy
from tests.evidence.clamd import answering

SCHEMA = build_schema(toy)


async def broken(_: Request) -> Response:
    raise RuntimeError("secret of the house")


def made(folder: Path, mode: Any = "demo", **settings: Any) -> Starlette:
    house = open_house(Settings(mode="demo", data_dir=folder, worker=False))
    earnest = Settings(mode=mode, data_dir=folder, worker=False, **settings)
    return assemble(replace(house, settings=earnest), SCHEMA, [Route("/files/{name}", broken)])


def prepare(folder: Path) -> None:
    """Make the tables of the database that `made` opens."""
    with closing(Store(Settings(mode="demo", data_dir=folder).database_url)) as store, store.write() as conn:
        metadata.create_all(conn)


def client_of(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost")


def within(app: Starlette, ask: Callable[[httpx.AsyncClient], Awaitable[Any]]) -> Any:
    """Ask while the application runs, from its start to its end."""

    async def run() -> Any:
        async with app.router.lifespan_context(app), client_of(app) as client:
            return await ask(client)

    return asyncio.run(run())


def get(app: Starlette, path: str, **headers: str) -> httpx.Response:
    return within(app, lambda client: client.get(path, headers=headers))  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("current", "answered"),
    [(True, (200, {"status": "ready"})), (False, (503, {"status": "not ready", "reason": "migrate"}))],
)
def test_it_is_ready_when_the_database_has_the_form_of_the_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, current: bool, answered: tuple[int, dict[str, str]]
) -> None:
    monkeypatch.setattr("odr.app.is_current", lambda store: current)
    answer = get(made(tmp_path), "/readyz")
    assert (answer.status_code, answer.json()) == answered
    assert get(made(tmp_path), "/healthz").json() == {"status": "alive"}


def test_it_is_not_ready_when_the_database_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(store: object) -> bool:
        raise OSError("no connection")

    monkeypatch.setattr("odr.app.is_current", gone)
    assert get(made(tmp_path), "/readyz").json()["reason"] == "database"
    assert "readiness.failed" in caplog.messages


def test_it_is_not_ready_while_the_clocks_disagree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("odr.app.is_current", lambda store: True)
    monkeypatch.setattr(Timekeeper, "trouble", Trouble.DIFFERS)
    answer = get(made(tmp_path), "/readyz")
    assert (answer.status_code, answer.json()["reason"]) == (503, "clock-differs")


@pytest.mark.parametrize("there", [True, False])
def test_without_its_scanner_it_is_ready_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    monkeypatch.setattr("odr.app.is_current", lambda store: True)
    with answering(lambda talk: (talk.recv(6), talk.sendall(b"PONG\0"))) as scanner:
        address = scanner.address if there else "unix:/nowhere"
        house = open_house(Settings(mode="demo", data_dir=tmp_path, worker=False, scanner=address))
        answer = get(assemble(house, SCHEMA), "/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "scanner": "up" if there else "down"})


def test_it_beats_while_it_serves_and_says_when_it_stops(tmp_path: Path) -> None:
    earnest = Settings(mode="development", data_dir=tmp_path, worker=False)
    house = open_house(earnest)
    metadata.create_all(house.store.engine)
    begun = within(assemble(house, SCHEMA), lambda client: in_thread(last_beat, house.store))
    with closing(Store(earnest.database_url)) as store:
        ended = last_beat(store)
        assert ended is not None
        assert ended >= begun
        assert not Outages(store).goes_on(ended + timedelta(days=1))


def test_it_is_not_ready_before_it_started_and_after_it_ended(tmp_path: Path) -> None:
    app = made(tmp_path)

    async def ask() -> httpx.Response:
        async with client_of(app) as client:
            return await client.get("/readyz")

    assert asyncio.run(ask()).json()["reason"] == "stopping"


def test_a_mistake_in_a_route_is_answered_without_its_particulars(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answer = get(made(tmp_path), "/files/annas-photo")
    assert answer.status_code == 500
    assert answer.headers["x-request-id"] in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in answer.text
    assert "http.broken" in caplog.messages


def test_the_log_says_what_was_answered_without_addresses(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        get(made(tmp_path), "/files/annas-photo")
    lines = "\n".join(JsonLines().format(record) for record in caplog.records if record.name.startswith("odr"))
    assert '"operation": "/files/:name"' in lines
    assert "anna" not in lines


def interface(folder: Path) -> Interface:
    (folder / "assets").mkdir()
    (folder / "index.html").write_text("<!doctype html>" + "x" * 2000)
    (folder / "assets" / "main-3f2a.js").write_text("let a = 1;" * 500)
    (folder / "assets" / "font.woff2").write_bytes(b"0" * 5000)
    (folder / ".hidden").write_text("no")
    return Interface(folder)


def file(folder: Path, path: str, encodings: str = "gzip") -> httpx.Response:
    app = Starlette(routes=[Route("/{path:path}", interface(folder).answer)])
    return get(app, path, **{"accept-encoding": encodings})


@pytest.mark.parametrize("path", ["/", "/cases/Q2FzZTox", "/sign-in", "/index.html"])
def test_every_page_of_the_interface_is_the_same_file_and_never_stale(tmp_path: Path, path: str) -> None:
    answer = file(tmp_path, path)
    assert answer.status_code == 200
    assert answer.text.startswith("<!doctype html>")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-encoding"] == "gzip"


def test_assets_are_kept_for_good_and_packed_where_it_helps(tmp_path: Path) -> None:
    script = file(tmp_path, "/assets/main-3f2a.js")
    assert "immutable" in script.headers["cache-control"]
    assert (script.headers["content-encoding"], script.text) == ("gzip", "let a = 1;" * 500)


def test_what_is_packed_already_stays_as_it_is(tmp_path: Path) -> None:
    assert "content-encoding" not in file(tmp_path, "/assets/font.woff2").headers


@pytest.mark.parametrize("path", ["/assets/gone.js", "/assets/gone", "/favicon.ico", "/.hidden", "/../pyproject.toml"])
def test_a_missing_file_is_missing(tmp_path: Path, path: str) -> None:
    assert file(tmp_path, path).status_code == 404


def test_without_a_built_interface_a_message_says_how_to_make_it(tmp_path: Path) -> None:
    app = Starlette(routes=[Route("/{path:path}", Interface(tmp_path / "none").answer)])
    answer = get(app, "/")
    assert answer.status_code == 503
    assert "scripts/frontend" in answer.text


def test_the_console_is_for_trying_out_only(tmp_path: Path) -> None:
    app = made(tmp_path)
    assert "GraphQL console" in get(app, "/graphiql").text
    for mode, status in (("development", 200), ("production", 404)):
        app = made(tmp_path, mode)
        assert get(app, "/graphiql/schema.graphql").status_code == status


@pytest.mark.parametrize(("mode", "shown"), [("development", True), ("production", False)])
def test_the_schema_is_shown_outside_production(tmp_path: Path, mode: str, shown: bool) -> None:
    app = made(tmp_path, mode)
    prepare(tmp_path)
    body = {"query": "{ __schema { queryType { name } } }"}
    answer = within(app, lambda client: client.post("/graphql", json=body))
    assert ("data" in answer.json()) is shown


def test_every_rulebook_of_the_release_is_at_hand() -> None:
    assert "odr-default/1" in all_rulebooks()


def test_the_worker_runs_beside_the_requests_and_ends_with_them(tmp_path: Path) -> None:
    house = open_house(Settings(mode="demo", data_dir=tmp_path, worker=True))
    metadata.create_all(house.store.engine)

    def beats() -> int:
        with house.store.read() as connection:
            return int(connection.exec_driver_sql("select count(*) from heartbeats").scalar_one())

    async def ask(_: httpx.AsyncClient) -> int:
        for _ in range(100):
            if await asyncio.to_thread(beats):
                return 1
            await asyncio.sleep(0.02)
        return 0

    assert within(assemble(house, SCHEMA, beside=[beside_requests(house)]), ask) == 1


@pytest.mark.parametrize(("engine", "rows"), [("sqlite", 0), ("postgresql", 1)])
def test_a_process_tells_its_neighbours_from_before_its_first_request_until_it_ends(
    tmp_path: Path,
    engine: str,
    rows: int,
    new_database: Callable[[str], str],
    open_store: Callable[[str], Store],
) -> None:
    url = new_database(engine)
    house = open_house(Settings(mode="demo", data_dir=tmp_path, worker=False), Store(url))
    metadata.create_all(house.store.engine)

    def told() -> int:
        with open_store(url).read() as connection:
            return int(connection.exec_driver_sql("select count(*) from arrivals").scalar_one())

    async def ask(_: httpx.AsyncClient) -> int:
        return await asyncio.to_thread(told)

    assert within(assemble(house, SCHEMA), ask) == rows
    assert told() == 0


def test_the_whole_service_starts_with_its_mailbox_and_ends(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(mode="demo", data_dir=tmp_path, smtp_url=f"smtp://127.0.0.1:{port}", port=port - 1000)
    prepare(tmp_path)

    async def ask(client: httpx.AsyncClient) -> tuple[httpx.Response, httpx.Response]:
        _, mail = await asyncio.open_connection("127.0.0.1", port)
        mail.close()
        await mail.wait_closed()
        return await client.post("/graphql", json={"query": "{ __typename }"}), await client.get("/demo/mail")

    assert settings.own_mailbox
    answered, mails = within(create_app(settings), ask)
    assert answered.json() == {"data": {"__typename": "Query"}}
    assert mails.status_code == 200
