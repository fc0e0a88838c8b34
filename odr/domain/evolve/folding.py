"""How one kind of entry changes the case that is being folded."""

from collections.abc import Callable
from typing import Any

from odr.domain import events as e
from odr.domain.case import Case, Entry

Folding = dict[type, Callable[[Case, Entry, Any], None]]
"""Per kind of entry what it changes."""


def nothing(case: Case, entry: Entry, event: e.Event) -> None:
    """An entry that is told in the course of the case and changes nothing else."""
