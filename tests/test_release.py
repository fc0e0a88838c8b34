"""What is released holds all that runs: rulebooks, templates, migrations and the built web interface."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_a_wheel_holds_everything_the_service_reads(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    held = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    listed = subprocess.run(
        ["git", "ls-files", "odr", "migrations"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    wanted = {name.replace("migrations/", "odr/migrations/", 1) for name in listed.stdout.split()}
    assert {name for name in wanted - held if not name.endswith(".gitkeep")} == set()
    assert "odr/static/index.html" in held
    assert not any("node_modules" in name or "__pycache__" in name for name in held)
