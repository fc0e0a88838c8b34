"""Scans in a message: `{"scans": [{"tracking": …, "at": …, "kind": …, "place": …, "reference": …}]}`."""

import json
from typing import Any

from odr.carriers.files import read_all
from odr.carriers.port import Read, Unreadable

MOST = 1000
"""Scans in one message."""


class ScanMessage:
    """The body of a message as we describe it to carriers and to programs that collect from many of them."""

    def read(self, sent: bytes) -> Read:
        """Every scan of it. Raises Unreadable where it is no such message."""
        scans = _scans(sent)
        if len(scans) > MOST:
            raise Unreadable(f"A message has at most {MOST} scans.")
        fields = (one if isinstance(one, dict) else "A scan is a JSON object." for one in scans)
        return read_all(iter(enumerate(fields, 1)))


def _scans(sent: bytes) -> list[Any]:
    try:
        told = json.loads(sent)
    except (ValueError, RecursionError):
        raise Unreadable("The message is no JSON in UTF-8.") from None
    found = told.get("scans") if isinstance(told, dict) else None
    if not isinstance(found, list):
        raise Unreadable('The message has no list under "scans".')
    return found
