"""Records to look at, made once: rendering takes a second."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from odr.records.keys import SealingKey, development_key
from odr.records.render import render
from odr.records.seal import seal
from tests.records.cases import RICH, SMALL

SEALED_AT = datetime(2026, 5, 20, 15, tzinfo=UTC)


@pytest.fixture(scope="session")
def rich() -> bytes:
    """The rich record, not sealed."""
    return render(RICH)


@pytest.fixture(scope="session")
def small() -> bytes:
    """The small record, not sealed."""
    return render(SMALL)


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a development key."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def key(key_folder: Path) -> SealingKey:
    return development_key(key_folder)


@pytest.fixture(scope="session")
def sealed(small: bytes, key: SealingKey) -> bytes:
    """The small record, sealed."""
    return seal(small, key, SEALED_AT)


@pytest.fixture
def tool(tmp_path: Path) -> Callable[..., str]:
    """Runs an independent PDF tool on a file of these bytes (its place is "FILE") and returns what it prints;
    skips where the tool is not installed.
    """

    def run(name: str, *arguments: str, pdf: bytes) -> str:
        if not shutil.which(name):
            pytest.skip(f"{name} is not installed")
        path = tmp_path / "record.pdf"
        path.write_bytes(pdf)
        command = [name, *(str(path) if each == "FILE" else each for each in arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout

    return run
