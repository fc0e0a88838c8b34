"""That a docket moved, told to whoever in this process waits for it: the port of live changes (ADR 0035).

An append of this process wakes its own watchers at once. Those of processes beside it are found by asking: once a
second, in one statement by primary key, for the heads of all dockets that somebody here watches. Nothing is sent
between processes, so nothing can be lost between them. To fan out by other means, write another `Changes`.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator
from typing import TypeVar

from odr import docket
from odr.lanes import Lane, Turn
from odr.store import Store

log = logging.getLogger(__name__)

EVERY_S = 1.0
"""How often the database is asked for the heads of the watched dockets."""

Result = TypeVar("Result")


class Watch:
    """One watcher of one docket, on one event loop. Several moves while nobody looks are one."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """From any thread."""
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._woken.set)

    async def moved(self) -> None:
        """Return once the docket may have moved since the last time."""
        await self._woken.wait()
        self._woken.clear()


class Changes:
    """The dockets that are watched in this process, and the one thread in which watchers ask the store.

    Args:
        store: the database, into which other processes append too.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lane = Lane("live", 1)
        self._watched: dict[str, set[Watch]] = {}
        self._heads: dict[str, int] = {}
        self._asking: asyncio.Task[None] | None = None

    def moved(self, case_id: str) -> None:
        """This process appended to a docket. From any thread, and next to nothing where nobody watches."""
        for watch in [*self._watched.get(case_id, ())]:
            watch.wake()

    def begin(self, work: Callable[[], Result]) -> Turn[Result]:
        """Have what blocks done in the thread of the watchers, first come, first served."""
        return self._lane.enter(work)

    @contextlib.contextmanager
    def watching(self, case_id: str) -> Iterator[Watch]:
        """Watch a docket. The first look wakes always, so that what was read just before may have been anything."""
        watch = Watch()
        self._watched.setdefault(case_id, set()).add(watch)
        self._heads.pop(case_id, None)
        if self._asking is None:
            self._asking = asyncio.get_running_loop().create_task(self._ask_again())
        try:
            yield watch
        finally:
            self._forget(case_id, watch)

    def _forget(self, case_id: str, watch: Watch) -> None:
        left = self._watched[case_id]
        left.discard(watch)
        if not left:
            del self._watched[case_id]
            self._heads.pop(case_id, None)
        if not self._watched and self._asking is not None:
            self._asking.cancel()
            self._asking = None

    async def _ask_again(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            await self.look()

    async def look(self) -> None:
        """Ask for the heads of all that is watched, and wake who watches one that moved."""
        try:
            heads = await self.begin(self._stored([*self._watched])).ended
        except Exception:
            log.exception("changes.failed")
            return
        for case_id, head in heads.items():
            if case_id in self._watched and self._heads.get(case_id) != head:
                self._heads[case_id] = head
                self.moved(case_id)

    def _stored(self, case_ids: list[str]) -> Callable[[], dict[str, int]]:
        def read() -> dict[str, int]:
            with self._store.raw() as db:
                return docket.heads(db, self._store.dialect, case_ids)

        return read

    def close(self) -> None:
        """Wait for what the thread does; nobody watches any more."""
        self._lane.close()
