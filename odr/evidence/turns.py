"""How many files are worked on at a time while somebody waits for the answer to their act.

Acts of everybody share a few threads (`odr.schema.http`). What can take many seconds holds half of them at most, so
that nobody stops the others with files that are hard to read.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_A_TIME = 2
PATIENCE_S = 0.5
"""How long somebody waits for a turn, holding a thread."""
_turns = threading.BoundedSemaphore(AT_A_TIME)


class NotYet(Exception):
    """Looking into it takes longer than somebody can be kept waiting."""


@contextmanager
def turn() -> Iterator[None]:
    """Raises NotYet where others have every turn."""
    if not _turns.acquire(timeout=PATIENCE_S):
        raise NotYet
    try:
        yield
    finally:
        _turns.release()
