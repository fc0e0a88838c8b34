"""Every command of the tutorial's second half runs as it stands there, one after the other, against a fresh demo."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from odr.demo.service import started

ROOT = Path(__file__).parents[2]
COMMANDS = re.findall(
    r"^```sh\n(.*?)^```$", (ROOT / "docs" / "tutorial.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
)
NEEDED = ("bash", "curl", "jq")


@pytest.mark.slow
@pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason="bash, curl and jq are not all installed")
def test_the_dispute_by_api_ends_with_a_record_that_verifies(tmp_path: Path) -> None:
    (tmp_path / "odr").symlink_to(ROOT / "odr")
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parent.parent)
    with started(tmp_path / "var") as service:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", "\n".join(COMMANDS)],
            cwd=tmp_path,
            env={**os.environ, **service.environment, "HERE": service.url},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert '"case":{"stage":"CLOSED","ground":"SETTLED"}' in done.stdout
    assert "Seal:            PASSED" in done.stdout
    assert "Registered file: FOUND" in done.stdout
