"""`odr checkpoint` and `odr verify-docket --against`, and the public addresses."""

import asyncio
import stat
from argparse import Namespace
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import text
from starlette.applications import Starlette

from odr.app import open_house
from odr.custody.command import run_checkpoint, run_verify
from odr.custody.keys import log_key
from odr.custody.note import Checkpoint, Verifier, opened
from odr.custody.routes import checkpoint_routes
from odr.domain.roles import Role
from odr.evidence.audit import Purpose, note
from odr.rulebooks import DEFAULT
from odr.schema.context import House
from odr.settings import ConfigurationError, Settings
from odr.store import Store
from tests.accounts.helpers import CountingHasher
from tests.conftest import HandClock
from tests.core.given import complaint
from tests.custody.conftest import NOON

Said = pytest.CaptureFixture[str]


@pytest.fixture
def house(store: Store, clock: HandClock, data_dir: Path) -> House:
    settings = Settings(mode="demo", data_dir=data_dir, public_url="https://disputes.example")
    house = open_house(settings, store, clock, hasher=CountingHasher())
    house.clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    return house


def checkpoint(house: House, capsys: Said, *, key: bool = False) -> str:
    assert run_checkpoint(Namespace(key=key), house) == 0
    return capsys.readouterr().out


def verify(house: House, *files: Path, key: str | None = None) -> int:
    return run_verify(Namespace(against=list(files), key=key), house)


def test_a_checkpoint_is_signed_by_the_key_that_is_published(house: House, capsys: Said) -> None:
    key, note = checkpoint(house, capsys, key=True), checkpoint(house, capsys)
    read = Checkpoint.parse(opened(note, Verifier.parse(key)))
    assert (read.origin, read.size) == ("disputes.example", 16)
    answers = [get(house, path) for path in ("/checkpoint", "/checkpoint/key")]
    assert [answer.text for answer in answers] == [note, key]
    assert all("public" in answer.headers["cache-control"] for answer in answers)


def get(house: House, path: str) -> httpx.Response:
    app = Starlette(routes=checkpoint_routes(house.store, log_key(house.settings)))

    async def run() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return await client.get(f"{house.settings.public_url}{path}")

    return asyncio.run(run())


def test_nothing_is_signed_before_the_first_case(store: Store, clock: HandClock, data_dir: Path, capsys: Said) -> None:
    house = open_house(Settings(mode="demo", data_dir=data_dir), store, clock, hasher=CountingHasher())
    assert run_checkpoint(Namespace(key=False), house) == 1
    assert "no case was ever opened" in capsys.readouterr().err
    assert get(house, "/checkpoint").status_code == 404


def test_a_docket_is_compared_with_what_was_kept_elsewhere(house: House, capsys: Said, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoint"
    kept.write_text(checkpoint(house, capsys), "utf-8")
    key = checkpoint(house, capsys, key=True).strip()
    assert verify(house, kept, key=key) == 0
    assert "The checkpoint holds: 9 entries in 16 leaves." in capsys.readouterr().out
    with house.store.write() as conn:
        conn.execute(text("delete from entries where number = 9"))
        conn.execute(text("update dockets set head = 8, seal = (select seal from entries where number = 8)"))
    assert verify(house, kept, key=key) == 1
    assert "entry 9 was signed, and is not in its docket any more" in capsys.readouterr().err


def test_without_a_checkpoint_the_services_own_are_compared(house: House, capsys: Said) -> None:
    checkpoint(house, capsys)
    assert verify(house) == 0
    assert "The service's own checkpoints hold: 9 entries in 16 leaves." in capsys.readouterr().out
    with house.store.write() as conn:
        conn.execute(text("delete from log_leaves where position = 15"))
    assert verify(house) == 1
    assert "the log was cut" in capsys.readouterr().err
    with house.store.write() as conn:
        conn.execute(text("update checkpoints set note = replace(note, '16', '15')"))
    assert verify(house) == 1
    assert "does not fit the note" in capsys.readouterr().err


def test_audit_logs_are_checked_too(house: House, capsys: Said) -> None:
    for minute in range(3):
        note(house.store, "x", "buyer", Purpose.LINKED, NOON + timedelta(minutes=minute), Role.COMPLAINANT)
    assert verify(house) == 0
    with house.store.write() as conn:
        conn.execute(text("delete from evidence_audit where number = 2"))
    assert verify(house) == 1
    assert "The audit log of exhibit x is not what it was: row 2 does not follow." in capsys.readouterr().err


def test_two_checkpoints_are_of_one_history(house: House, capsys: Said, tmp_path: Path) -> None:
    early, late = tmp_path / "early", tmp_path / "late"
    early.write_text(checkpoint(house, capsys), "utf-8")
    order = replace(complaint().order, id="order-2")
    house.clerk.open("KE", lambda number: complaint(case="case-2", number=number, order=order), DEFAULT)
    late.write_text(checkpoint(house, capsys), "utf-8")
    assert verify(house, late, early) == 0
    with house.store.write() as conn:
        conn.execute(text("delete from log_leaves where position > 15"))
        conn.execute(text("delete from checkpoints where size > 16"))
    assert verify(house, early) == 0
    assert verify(house, early, late) == 1
    assert "it has 16 leaves, and the checkpoint covers 32" in capsys.readouterr().err


@pytest.mark.parametrize("written", ["", "nonsense", "a\n1\nAAAA\n\n— a AAAA\n"])
def test_what_is_no_checkpoint_is_refused(house: House, capsys: Said, tmp_path: Path, written: str) -> None:
    (tmp_path / "checkpoint").write_text(written, "utf-8")
    assert verify(house, tmp_path / "checkpoint") == 1
    assert "note" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(house: House, capsys: Said, tmp_path: Path) -> None:
    assert verify(house, tmp_path / "nowhere") == 1
    assert "nowhere" in capsys.readouterr().err


def test_the_key_is_made_for_its_owner_only(data_dir: Path) -> None:
    settings = Settings(mode="demo", data_dir=data_dir)
    made = log_key(settings)
    path = data_dir / "keys" / "log.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = log_key(Settings(mode="development", data_dir=data_dir, log_key=path))
    assert again.verifier.key == made.verifier.key


def test_a_key_that_cannot_be_used_is_told(data_dir: Path) -> None:
    path = data_dir / "log.pem"
    with pytest.raises(ConfigurationError, match="cannot be read"):
        log_key(Settings(log_key=path, data_dir=data_dir))
    other = ec.generate_private_key(ec.SECP256R1())
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(ConfigurationError, match="no Ed25519 key"):
        log_key(Settings(log_key=path, data_dir=data_dir))
