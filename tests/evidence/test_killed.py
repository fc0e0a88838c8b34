"""A process that is killed while files come in loses nothing that it acknowledged, and leaves nothing torn."""

import subprocess
import sys
from pathlib import Path

import pytest

from odr.migrate import migrate

KILLS = 500
"""On each of the two databases."""


def killed(url: str, folder: Path, times: int) -> str:
    migrate(url)
    command = [sys.executable, "-m", "tests.evidence.killing", url, str(folder), str(times), "7"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=3000, check=False)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_a_few_kills_lose_nothing(empty_url: str, tmp_path: Path):
    assert "0 lost, 0 torn" in killed(empty_url, tmp_path, 5)


@pytest.mark.slow
def test_a_thousand_kills_lose_nothing(empty_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    told = killed(empty_url, tmp_path, KILLS)
    with capsys.disabled():
        sys.stdout.write(f"\n{empty_url.partition(':')[0]}: {told}")
    assert "0 lost, 0 torn" in told
