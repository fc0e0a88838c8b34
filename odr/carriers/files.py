"""Scans in a file: CSV with a head line, or JSON line by line. A line that is wrong costs no other."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from odr.carriers.port import FIELDS, Read, Scan, Unreadable, Wrong, scan_of

NEEDED = FIELDS[:3]

Told = tuple[int, dict[str, Any] | str]
"""The number of a line and its fields, or what is wrong with it."""


class ScanFile:
    """A file as marketplaces and carriers write it: in UTF-8, told apart by its first character."""

    def read(self, sent: bytes) -> Read:
        """Every line of it. Raises Unreadable for another encoding, and where the head line lacks a column."""
        try:
            text = sent.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Unreadable("The file is not written in UTF-8.") from None
        told = _json_lines(text) if text.lstrip()[:1] == "{" else _rows(text)
        return read_all(told)


def read_all(told: Iterator[Told]) -> Read:
    """What the fields of each line tell."""
    scans: list[tuple[int, Scan]] = []
    wrong: list[Wrong] = []
    for number, fields in told:
        try:
            if isinstance(fields, str):
                raise ValueError(fields)
            scans.append((number, scan_of(fields)))
        except ValueError as problem:
            wrong.append(Wrong(number, str(problem)))
    return Read(tuple(scans), tuple(wrong))


def _json_lines(text: str) -> Iterator[Told]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _object(line)


def _object(line: str) -> dict[str, Any] | str:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return "The line is no JSON."
    return found if isinstance(found, dict) else "The line is no JSON object."


def _rows(text: str) -> Iterator[Told]:
    lines = text.splitlines(keepends=True)
    head = lines[0] if lines else ""
    rows = csv.reader(lines, delimiter=";" if head.count(";") > head.count(",") else ",", strict=True)
    names = [name.strip().lower() for name in next(rows, [])]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise Unreadable(f"The first line names no column {', '.join(missing)}. Columns: {', '.join(FIELDS)}.")
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield rows.line_num, "The line is no CSV: look at its quotation marks."
            continue
        if any(row):
            yield rows.line_num, _named(names, row)


def _named(names: list[str], row: list[str]) -> dict[str, Any] | str:
    if len(row) != len(names):
        return f"The line has {len(row)} columns, the first one {len(names)}."
    return dict(zip(names, row, strict=True))
