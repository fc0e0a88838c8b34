"""Runs one module of this package in a process of its own, with bounds on time and memory.

Layout of hostile text and parsing of a hostile PDF both happen there: a crash, a loop or a memory bomb
ends the child and becomes an exception here.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from typing import NamedTuple

MEMORY = 2 << 30


class ChildFailed(Exception):
    """The helper process ended without an answer: it crashed, ran out of time or used too much memory."""


class Answer(NamedTuple):
    code: int
    output: bytes
    complaint: str


def run(module: str, data: bytes, *, seconds: int) -> Answer:
    """Give `data` to `python -m module` on standard input and wait at most `seconds` for its answer.

    Raises:
        ChildFailed: it took longer, or a signal ended it.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=data,
            capture_output=True,
            timeout=seconds,
            env=_environment(os.environ),
        )
    except subprocess.TimeoutExpired as late:
        raise ChildFailed(f"{module} took longer than {seconds} s") from late
    if done.returncode < 0:
        raise ChildFailed(f"{module} was ended by signal {-done.returncode}")
    return Answer(done.returncode, done.stdout, done.stderr.decode(errors="replace").strip())


def _environment(outside: Mapping[str, str]) -> dict[str, str]:
    """Only what finding Python, this package and fonts needs: no setting and no secret of the service."""
    kept = ("PATH", "HOME", "LANG", "PYTHONPATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME")
    return {name: outside[name] for name in kept if name in outside} | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path))
    }


def bound_this_process() -> None:
    """Called first by each helper: no more than `MEMORY` bytes, no core file with a case in it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
