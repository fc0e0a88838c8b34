"""Starts the process that reads a hostile file, waits for it no longer than allowed, and reads its answer."""

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from odr.evidence.folder import on_disk
from odr.evidence.media import HEAD, kind_of
from odr.evidence.renditions.child import BLACKEN, CANNOT, EXAMINE, LARGEST, LARGEST_FILM, ORIGINAL, PLACES, SHOW
from odr.evidence.renditions.made import TYPES, Active, CannotShow, Examined, Kind, Made, Result, Trouble

LONGEST_ANSWER = 64 * 1024
MODULE = "odr.evidence.renditions.child"
_FILE = re.compile(r"r[1-9][0-9]{0,2}")
_ANSWER = "answer"
TARGET = "r1"
REDACTED = frozenset({"image/jpeg", "application/pdf"})
"""What a redacted file is: a picture, or a document of pictures."""


class Bounds(NamedTuple):
    """Seconds of CPU and of the clock that a process may take. A busy machine needs more of the second only."""

    cpu: int
    clock: int


class ChildFailed(Exception):
    """The process ended without an answer that can be used: it crashed, took too long or too much."""


def examine(pieces: Iterable[bytes], kind: str, scratch: Path, bounds: Bounds) -> Examined:
    """What a document or an archive is and holds. Raises ChildFailed or CannotShow. Refuses: DiskFull."""
    with _done(EXAMINE, pieces, kind, scratch, bounds) as (_, answer):
        try:
            trouble = answer["trouble"]
            active = tuple(Active(one) for one in answer["active"])
            return Examined(answer["kind"], Trouble(trouble) if trouble else None, active, str(answer["holds"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ChildFailed("its answer makes no sense") from error


@contextmanager
def shown(pieces: Iterable[bytes], kind: str, scratch: Path, bounds: Bounds) -> Iterator[tuple[Path, Result]]:
    """A folder with the renditions of a file, and what they are; it is gone afterwards.

    Raises:
        ChildFailed: it may work another time.
        CannotShow: it never will.
    """
    with _done(SHOW, pieces, kind, scratch, bounds) as (folder, answer):
        try:
            made = tuple(Made(one["file"], Kind(one["kind"]), one["width"], one["height"]) for one in answer["made"])
            whole = answer["whole"]
        except (KeyError, TypeError, ValueError) as error:
            raise ChildFailed("its answer makes no sense") from error
        for one in made:
            _require_as_told(folder, one)
        yield folder, Result(made, int(whole) if whole else None)


@contextmanager
def blackened(pieces: Iterable[bytes], kind: str, places: bytes, scratch: Path, bounds: Bounds) -> Iterator[Path]:
    """A file of the pages with places painted over; it is gone afterwards. `places`: JSON as `blacking.py` reads it.

    Raises: ChildFailed, CannotShow.
    """
    with _done(BLACKEN, pieces, kind, scratch, bounds, places) as (folder, _):
        path = folder / TARGET
        _require_own(path, LARGEST)
        with path.open("rb") as file:
            if kind_of(file.read(HEAD)) not in REDACTED:
                raise ChildFailed("a file of another kind")
        yield path


def _require_as_told(folder: Path, made: Made) -> None:
    """Whoever took the process over must not get anything else out of it: no link, no page, no program."""
    if not _FILE.fullmatch(made.file):
        raise ChildFailed("a file it may not name")
    path = folder / made.file
    _require_own(path, LARGEST_FILM if made.kind is Kind.FILM else LARGEST)
    if made.kind is Kind.TEXT:
        _require_text(path)
        return
    with path.open("rb") as file:
        if kind_of(file.read(HEAD)) != TYPES[made.kind]:
            raise ChildFailed("a file of another kind")


def _require_own(path: Path, largest: int) -> None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        raise ChildFailed("a file that is not there") from None
    if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1 or found.st_size > largest:
        raise ChildFailed("no file of its own")


def _require_text(path: Path) -> None:
    try:
        path.read_bytes().decode()
    except UnicodeDecodeError:
        raise ChildFailed("no text") from None


@contextmanager
def _done(
    task: str, pieces: Iterable[bytes], kind: str, scratch: Path, bounds: Bounds, places: bytes = b""
) -> Iterator[tuple[Path, dict[str, Any]]]:
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="work-", dir=scratch))
    try:
        with (folder / ORIGINAL).open("wb") as original:
            on_disk(original.writelines, pieces)
        if places:
            (folder / PLACES).write_bytes(places)
        yield folder, _answer(task, kind, folder, bounds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answer(task: str, kind: str, folder: Path, bounds: Bounds) -> dict[str, Any]:
    with (folder / _ANSWER).open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", MODULE, task, kind, str(bounds.cpu)],
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            code = process.wait(bounds.clock)
        except subprocess.TimeoutExpired:
            raise ChildFailed(f"it took longer than {bounds.clock} s") from None
        finally:
            _end(process)
    if code == CANNOT:
        raise CannotShow
    if code:
        raise ChildFailed(f"it ended with {code}")
    with (folder / _ANSWER).open("rb") as answer:
        return _read(answer.read(LONGEST_ANSWER))


def _read(answer: bytes) -> dict[str, Any]:
    try:
        found = json.loads(answer)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ChildFailed("its answer makes no sense")
    return found


def _end(process: "subprocess.Popen[bytes]") -> None:
    """The process and whatever it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Only what finding Python, this package and ffmpeg needs: no setting and no secret of the service."""
    path = os.pathsep.join(filter(None, (os.path.abspath(one) for one in sys.path if one)))
    own = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": path, "HOME": str(folder), "TMPDIR": str(folder)}
    return own | {"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
