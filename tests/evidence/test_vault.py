"""The vault: written once, nothing half-written, bytes as they were."""

from pathlib import Path

import pytest

from odr.evidence.vault import Draft, Measured, Vault
from tests.evidence.helpers import digest


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "evidence")


def kept(vault: Vault, body: bytes) -> Draft:
    draft = vault.draft("upload")
    draft.write(body)
    draft.keep()
    draft.settle()
    return draft


def test_a_file_comes_back_as_it_went_in(vault: Vault):
    body = bytes(range(256)) * 9000
    draft = vault.draft("upload")
    draft.write(body[:1000])
    draft.write(body[1000:])
    assert draft.keep() == Measured(len(body), digest(body))
    draft.settle()
    assert b"".join(vault.pieces(draft.key)) == body
    assert vault.measure(draft.key) == Measured(len(body), digest(body))
    assert vault.head(draft.key, 10) == body[:10]
    assert list(vault.left()) == []


def test_nothing_is_ever_written_over(vault: Vault):
    first = kept(vault, b"first")
    second = vault.draft("upload")
    second.key = first.key
    second.write(b"second")
    with pytest.raises(FileExistsError):
        second.keep()
    second.settle()
    assert vault.head(first.key, 10) == b"first"


def test_what_is_kept_cannot_be_written_by_mistake(vault: Vault):
    assert vault.path(kept(vault, b"x").key).stat().st_mode & 0o777 == 0o400


def test_a_discarded_file_leaves_nothing(vault: Vault):
    draft = vault.draft("upload")
    draft.write(b"half")
    draft.keep()
    draft.discard()
    assert list(vault.left()) == []
    with pytest.raises(FileNotFoundError):
        vault.open(draft.key)


def test_a_draft_that_died_says_what_to_remove(vault: Vault):
    draft = vault.draft("upload")
    draft.write(b"half")
    draft.keep()
    assert list(vault.left()) == [("upload", draft.key)]
    vault.clear("upload", draft.key)
    assert list(vault.left()) == []
    with pytest.raises(FileNotFoundError):
        vault.measure(draft.key)
    draft.settle()


def test_deleting_twice_is_no_error(vault: Vault):
    draft = kept(vault, b"x")
    vault.delete(draft.key)
    vault.delete(draft.key)
    with pytest.raises(FileNotFoundError):
        vault.open(draft.key)
