"""How quickly files are taken in while several come at once, so that nobody's page waits for twenty people's pictures.

One transfer alone is as quick as the machine. Of several, each gets its turn in the order in which its bytes come.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager

import anyio

BURST_S = 0.05
"""How much of a pause is made up for: no more than this many seconds' worth comes at one go."""


class Pace:
    """One for all transfers of a process.

    Args:
        rate: bytes a second that several transfers take in together; without it they are not bound.
    """

    def __init__(self, rate: float = math.inf) -> None:
        self._rate = rate
        self._under_way = 0
        self._free_at = 0.0

    @contextmanager
    def transfer(self) -> Iterator[None]:
        """A transfer is under way meanwhile."""
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    @property
    def is_shared(self) -> bool:
        """Whether several transfers are under way."""
        return self._under_way > 1

    async def wait(self, size: int) -> None:
        """Wait until `size` more bytes may be taken in; to be called inside `transfer`, where it is shared."""
        now = anyio.current_time()
        self._free_at = max(self._free_at, now - BURST_S) + size / self._rate
        if self._free_at > now:
            await anyio.sleep(self._free_at - now)
