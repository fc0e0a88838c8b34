"""A shop that runs: filled, started, killed and started again, with what its payment provider paid out."""

import json
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from tests.databases import Databases
from tests.shops.office import Office
from tests.shops.programs import Programs, installed

STARTED_WITHIN = 60.0  # seconds
FILLED_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where the shop tells what happened, and the secret (whsec_…) that it signs with."""

    url: str
    secret: str


@dataclass(frozen=True, slots=True)
class Payout:
    """Money that the payment provider gave back, in minor units, whether the shop has saved it or not."""

    transaction: str
    amount: int
    payment: str
    reason: str


class Shop:
    """One shop with a database of its own, on a port that it keeps when it is started again."""

    def __init__(self, programs: Programs, database: str, folder: Path, webhook: Webhook | None = None) -> None:
        self._programs = programs
        self._log = folder / "shop.log"
        self._ledger = folder / "ledger.jsonl"
        self._port = _free_port()
        self._environment = {
            **programs.environment(),
            **_database(database),
            "SHOP_PORT": str(self._port),
            "SHOP_LEDGER": str(self._ledger),
            "SHOP_WEBHOOK_URL": webhook.url if webhook else "",
            "SHOP_WEBHOOK_SECRET": webhook.secret if webhook else "",
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self._log.open("wb") as log:
            command = [str(self._programs.node / "node"), "server.js"]
            self._process = subprocess.Popen(
                command, cwd=self._programs.folder, env=self._environment, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + STARTED_WITHIN
        while b"READY" not in self._log.read_bytes():
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise AssertionError(f"The shop did not start:\n{self._log.read_text()[-2000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, whatever it does: it can put nothing in order (SIGKILL)."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        self.kill()
        self.start()

    def paid_out(self) -> list[Payout]:
        """All that the payment provider ever paid back, in order."""
        written = self._ledger.read_text() if self._ledger.exists() else ""
        return [Payout(**json.loads(line)) for line in written.splitlines()]

    def office(self) -> Office:
        """Its back office, with all rights. A restart signs nobody out."""
        return Office.signed_in(self.url)


@contextmanager
def running_shop(databases: Databases, folder: Path, webhook: Webhook | None = None) -> Iterator[Shop]:
    """A new shop with its goods and no orders, or NoShop. `folder` keeps its log and what its provider paid."""
    shop = Shop(installed(), databases.copy("postgresql", fill), folder, webhook)
    shop.start()
    try:
        yield shop
    finally:
        shop.kill()


def fill(database: str) -> None:
    """Make the shop's tables in an empty database, with what it sells."""
    programs = installed()
    environment = {
        **programs.environment(),
        **_database(database),
        "SHOP_MAKE_TABLES": "1",
        "SHOP_PORT": str(_free_port()),
    }
    command = [str(programs.node / "node"), "populate.js"]
    done = subprocess.run(
        command, cwd=programs.folder, env=environment, capture_output=True, text=True, timeout=FILLED_WITHIN
    )
    assert done.returncode == 0, f"The shop could not be filled:\n{done.stderr[-2000:]}"


def _database(database: str) -> dict[str, str]:
    """A socket's folder stands in the URL's query, as PostgreSQL's own library has it."""
    url = make_url(database)
    host = url.query.get("host") or url.host or "127.0.0.1"
    return {
        "PGHOST": host if isinstance(host, str) else host[0],
        "PGPORT": str(url.port or 5432),
        "PGUSER": url.username or "postgres",
        "PGPASSWORD": str(url.password or ""),
        "PGDATABASE": url.database or "",
    }


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
