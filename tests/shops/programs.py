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
OLDEST = (20, 19)
INSTALLED_WITHIN = 600  # seconds
OUR_FAULT = ("EUSAGE", "EINTEGRITY")  # the lock file does not fit package.json, or not what was fetched


class NoShop(Exception):
    """The shop cannot be had here; the message says why and what would do."""


@dataclass(frozen=True, slots=True)
class Programs:
    """The folder with Node's programs, and the one in which the shop is installed."""

    node: Path
    folder: Path

    def environment(self) -> dict[str, str]:
        """Ours, with this Node before any other."""
        return {**os.environ, "PATH": os.pathsep.join([str(self.node), os.environ.get("PATH", os.defpath)])}


def installed() -> Programs:
    """Install the shop if need be: into ODR_TEST_SHOP_DIR, else below build/. Takes a quarter of a minute once."""
    programs = Programs(_node(), Path(os.environ.get("ODR_TEST_SHOP_DIR") or ROOT / "build" / "vendure"))
    programs.folder.mkdir(parents=True, exist_ok=True)
    with (programs.folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _copy(programs.folder)
        _install(programs)
    return programs


def _node() -> Path:
    """The first folder of the path with a Node that is new enough, else our own."""
    for folder in (*map(Path, os.get_exec_path()), OWN_NODE):
        if (folder / "npm").exists() and _version(folder / "node") >= OLDEST:
            return folder
    raise NoShop(f"Node {OLDEST[0]}.{OLDEST[1]} or later is not here; scripts/frontend brings its own")


def _version(node: Path) -> tuple[int, ...]:
    if not node.exists():
        return ()
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in said.strip().lstrip("v").split(".")[:2])


def _copy(folder: Path) -> None:
    for source in (*HERE.glob("*.js"), *HERE.glob("*.json"), HERE / ".npmrc"):
        there = folder / source.name
        if not there.exists() or there.read_bytes() != source.read_bytes():
            shutil.copyfile(source, there)


def _install(programs: Programs) -> None:
    stamp = programs.folder / ".stamp"
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    command, around = [str(programs.node / "npm"), "ci", "--loglevel=error"], programs.environment()
    try:
        done = subprocess.run(
            command, cwd=programs.folder, env=around, capture_output=True, text=True, timeout=INSTALLED_WITHIN
        )
    except subprocess.TimeoutExpired:
        raise NoShop(f"npm ci did not end within {INSTALLED_WITHIN} s: is the package index there?") from None
    said = " ".join(done.stderr.split())[:300]
    assert not any(code in said for code in OUR_FAULT), said
    if done.returncode:
        raise NoShop(f"npm ci failed: {said}")
    stamp.write_text(wanted)
