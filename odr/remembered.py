"""Values kept in memory within a bound, for use from several threads."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)


class Remembered(Generic[Key, Value]):
    """The values used last, as long as they weigh no more than `most` together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._lock = threading.Lock()
        self._values: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """Return the value and count it as used, or None."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: Key, value: Value, weight: int = 1) -> None:
        """Keep the value; those unused for longest go when they are too many."""
        with self._lock:
            _, before = self._values.pop(key, (None, 0))
            self._values[key] = (value, weight)
            self._weight += weight - before
            while self._weight > self._most:
                self._weight -= self._values.popitem(last=False)[1][1]

    def drop(self, key: Key) -> None:
        """Forget the value."""
        with self._lock:
            _, weight = self._values.pop(key, (None, 0))
            self._weight -= weight

    def __len__(self) -> int:
        return len(self._values)
