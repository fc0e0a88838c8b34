"""The vault: written once, nothing half-written, bytes as they were."""

from pathlib import Path

import pytest

from odr.evidence.vault import Measured, Vault
from odr.ids import new_id
from tests.evidence.helpers import digest


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "evidence")


def kept(vault: Vault, tmp_path: Path, body: bytes, key: str = "") -> str:
    key, whole = key or new_id(), tmp_path / new_id()
    whole.write_bytes(body)
    vault.keep(key, whole)
    vault.protect(key)
    return key


def test_a_file_comes_back_as_it_went_in(vault: Vault, tmp_path: Path):
    body = bytes(range(256)) * 9000
    key = kept(vault, tmp_path, body)
    assert b"".join(vault.pieces(key)) == body
    assert vault.measure(key) == Measured(len(body), digest(body))
    assert (vault.size(key), vault.head(key, 10)) == (len(body), body[:10])


def test_nothing_is_ever_written_over(vault: Vault, tmp_path: Path):
    key = kept(vault, tmp_path, b"first")
    with pytest.raises(FileExistsError):
        kept(vault, tmp_path, b"second", key)
    assert vault.head(key, 10) == b"first"


def test_keeping_the_same_file_twice_is_no_error(vault: Vault, tmp_path: Path):
    whole = tmp_path / "whole"
    whole.write_bytes(b"x")
    for _ in range(2):
        vault.keep("0" * 32, whole)
    assert vault.head("0" * 32, 10) == b"x"


def test_what_is_kept_cannot_be_written_by_mistake(vault: Vault, tmp_path: Path):
    assert vault.path(kept(vault, tmp_path, b"x")).stat().st_mode & 0o777 == 0o400


def test_deleting_twice_is_no_error(vault: Vault, tmp_path: Path):
    key = kept(vault, tmp_path, b"x")
    vault.delete(key)
    vault.delete(key)
    with pytest.raises(FileNotFoundError):
        vault.open(key)
