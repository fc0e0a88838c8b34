"""The shop's programs: installed once from their lock file, then kept until that file changes."""

import fcntl
import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "vendure"
ROOT = HERE.parent.parent.parent
OWN_NODE = ROOT / ".venv" / "nodejs" / "bin"  # where scripts/frontend puts one if there is none
ALLOWED = 600  # seconds for the installation


class NoShop(Exception):
    """The shop cannot be had here; the message says why and what would do."""


@dataclass(frozen=True, slots=True)
class Programs:
    """Node, and the folder in which the shop is installed."""

    node: str
    folder: Path


def installed() -> Programs:
    """Install the shop if need be: into ODR_TEST_SHOP_DIR, else below build/. Takes a quarter of a minute once."""
    node, npm = _found("node"), _found("npm")
    folder = Path(os.environ.get("ODR_TEST_SHOP_DIR") or ROOT / "build" / "vendure")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _copy(folder)
        _install(npm, folder)
    return Programs(node, folder)


def _found(name: str) -> str:
    path = os.pathsep.join([os.environ.get("PATH", ""), str(OWN_NODE)])
    if (found := shutil.which(name, path=path)) is None:
        raise NoShop(f"{name} is not here: install Node 20.19 or later, or run scripts/frontend, which brings its own")
    return found


def _copy(folder: Path) -> None:
    for source in (*HERE.glob("*.js"), *HERE.glob("*.json"), HERE / ".npmrc"):
        there = folder / source.name
        if not there.exists() or there.read_bytes() != source.read_bytes():
            shutil.copyfile(source, there)


def _install(npm: str, folder: Path) -> None:
    stamp = folder / ".stamp"
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    environment = {**os.environ, "PATH": os.pathsep.join([os.environ.get("PATH", ""), str(OWN_NODE)])}
    try:
        done = subprocess.run(
            [npm, "ci", "--loglevel=error"],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=ALLOWED,
        )
    except subprocess.TimeoutExpired:
        raise NoShop(f"npm ci did not end within {ALLOWED} seconds: is the package index there?") from None
    if done.returncode:
        raise NoShop(f"npm ci failed: {' '.join((done.stderr or done.stdout).split())[-400:]}")
    stamp.write_text(wanted)
