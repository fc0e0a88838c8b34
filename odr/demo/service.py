"""A service of its own for the play: started on free ports over a data folder, stopped when the play is over."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from odr.demo.desk import NotPossible
from odr.migrate import migrate
from odr.settings import Settings, own_mail_port

START_S = 60
STOP_S = 30
LOG = "service.log"


@dataclass(frozen=True, slots=True)
class Running:
    """A service that was started here. `environment` is what a command needs to work on the same data."""

    url: str
    environment: Mapping[str, str]


@contextmanager
def started(data_dir: Path) -> Iterator[Running]:
    """A service in demo mode over `data_dir`, with the demo loaded.

    Raises:
        NotPossible: it did not start; the message names its log.
    """
    load_demo(data_dir)
    with serving(data_dir) as running:
        yield running


def load_demo(data_dir: Path) -> None:
    """A data folder with the demo as it is when it begins.

    Raises:
        NotPossible: it was not loaded; the message names the log.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    migrate(Settings(mode="demo", data_dir=data_dir).database_url)
    log = data_dir / LOG
    with log.open("ab") as kept:
        loaded = subprocess.run(_odr("demo"), env=_environment(data_dir), stdout=kept, stderr=kept, check=False)
    if loaded.returncode:
        raise NotPossible(f"odr demo ended with {loaded.returncode}; see {log}")


@contextmanager
def serving(data_dir: Path, more: Mapping[str, str] | None = None) -> Iterator[Running]:
    """A service in demo mode over a folder in which the demo is loaded already.

    Args:
        more: what else its environment says.

    Raises:
        NotPossible: it did not start; the message names its log.
    """
    port = free_port()
    own = {**_environment(data_dir), "PORT": str(port), **(more or {})}
    log = data_dir / LOG
    with log.open("ab") as kept:
        process = subprocess.Popen(_odr("serve"), env=own, stdout=kept, stderr=kept)
        try:
            url = f"http://127.0.0.1:{port}"
            _await(url, process, log)
            yield Running(url, {name: own[name] for name in ("ODR_MODE", "ODR_DATA_DIR")})
        finally:
            _stop(process)


def _environment(data_dir: Path) -> dict[str, str]:
    """Nothing of this service's own settings, but the folder."""
    around = {name: value for name, value in os.environ.items() if not name.startswith("ODR_")}
    return around | {"ODR_MODE": "demo", "ODR_DATA_DIR": str(data_dir), "ODR_LOG_LEVEL": "warning"}


def free_port() -> int:
    """A port that is free, and beside which the port of the service's own mailbox is free too."""
    while True:
        with socket.socket() as asked, socket.socket() as mail:
            asked.bind(("127.0.0.1", 0))
            port: int = asked.getsockname()[1]
            try:
                mail.bind(("127.0.0.1", own_mail_port(port)))
            except OSError:
                continue
            return port


def _odr(command: str) -> list[str]:
    return [sys.executable, "-m", "odr", command]


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    with httpx.Client() as http:
        for _ in range(START_S * 10):
            if process.poll() is not None:
                raise NotPossible(f"odr serve ended with {process.returncode}; see {log}")
            try:
                if http.get(f"{url}/readyz").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
    raise NotPossible(f"odr serve was not ready within {START_S} seconds; see {log}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
