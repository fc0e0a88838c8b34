"""The process itself (`python -m odr.evidence.renditions.child TASK KIND`): works in its folder on the file `original`.

The answer is one line of JSON. It ends with 0, or with `CANNOT` when the file cannot be shown.
"""

import json
import os
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from odr.evidence.renditions.kinds import EXAMINED_BY, FILMS, SHOWN_BY
from odr.evidence.renditions.made import CannotShow
from odr.evidence.renditions.sandbox import MIB, close_in

CANNOT = 3
ORIGINAL = Path("original")
PLACES = Path("places")
EXAMINE, SHOW, BLACKEN = "examine", "show", "blacken"

MEMORY = 1024 * MIB
MEMORY_FOR_FILMS = 3 * 1024 * MIB
LARGEST = 64 * MIB
LARGEST_FILM = 256 * MIB
NICE = 19
"""Nobody waits for renditions as they do for a page."""


def main(task: str, kind: str, seconds: int) -> int:
    """Do the task in the folder where this process stands."""
    if task == SHOW:
        os.nice(NICE)
    film = kind in FILMS
    close_in(MEMORY_FOR_FILMS if film else MEMORY, seconds, LARGEST_FILM if film else LARGEST)
    name = EXAMINED_BY[kind] if task == EXAMINE else SHOWN_BY[kind]
    work = getattr(import_module(f"odr.evidence.renditions.{name}"), EXAMINE if task == EXAMINE else SHOW)
    try:
        answer = work(ORIGINAL, kind)
        if task == BLACKEN:
            answer = import_module("odr.evidence.renditions.blacking").blacken(answer, PLACES)
    except CannotShow as why:
        sys.stderr.write(f"{why}\n")
        return CANNOT
    sys.stdout.write(json.dumps(asdict(answer)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
