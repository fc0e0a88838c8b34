"""Stands in for the process that reads hostile files, after one of them has taken it over."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

from odr.evidence.renditions.sandbox import MIB, close_in

FOUND = {"made": [{"file": "r1", "kind": "TEXT", "width": None, "height": None}], "whole": None}


def say(**changes: object) -> None:
    told = FOUND["made"][0] | changes
    sys.stdout.write(json.dumps(FOUND | {"made": [told]}))


def eats_memory() -> None:
    held = []
    while True:
        held.append(bytearray(16 * MIB))


def loops() -> None:
    while True:
        pass


def sleeps_with_a_child() -> None:
    subprocess.Popen(["sleep", "600"])
    time.sleep(600)


def fills_the_disk() -> None:
    with open("r1", "wb") as file:
        while True:
            file.write(bytes(MIB))


def links_outside() -> None:
    os.symlink("/etc/passwd", "r1")
    say()


def links_hard() -> None:
    os.link("original", "r1")
    say()


def names_another_file() -> None:
    say(file="../original")


def makes_a_page() -> None:
    with open("r1", "w", encoding="utf-8") as file:
        file.write("<html><script>alert(1)</script></html>")
    say(kind="PICTURE")


def says_nothing() -> None:
    return


def babbles() -> None:
    sys.stdout.write("[1]")


WAYS: dict[str, Callable[[], None]] = {
    one.__name__: one
    for one in (
        eats_memory,
        loops,
        sleeps_with_a_child,
        fills_the_disk,
        links_outside,
        links_hard,
        names_another_file,
        makes_a_page,
        says_nothing,
        babbles,
    )
}

if __name__ == "__main__":
    close_in(512 * MIB, int(sys.argv[3]), 64 * MIB)
    WAYS[sys.argv[2]]()
