"""Timing that can be compared: medians of alternating rounds, CPU beside wall time, a loop that tells the machine."""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure of the service beside its floor. `demand` is the least ratio that is good enough."""

    name: str
    ours: float
    floor: float
    unit: str
    demand: float
    more: str = ""

    @property
    def value(self) -> float:
        return self.ours / self.floor

    def __str__(self) -> str:
        verdict = "ok" if self.value >= self.demand else "BELOW"
        figures = f"{self.ours:10.1f} / {self.floor:10.1f} {self.unit:<8}"
        return f"{self.name:<34} {figures} = {self.value:5.2f}  (demand {self.demand:.2f}) {verdict}  {self.more}"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A duration in milliseconds, or something else in its own unit, that must stay under a bound."""

    name: str
    ms: float
    bound: float
    calibration: float
    unit: str = "ms"

    @property
    def value(self) -> float:
        return self.bound / self.ms

    demand = 1.0

    def __str__(self) -> str:
        verdict = "ok" if self.ms <= self.bound else "ABOVE"
        return (
            f"{self.name:<34} {self.ms:10.3f} {self.unit} (bound {self.bound:.2f} {self.unit}) {verdict}"
            f"  beside {self.calibration:.1f} ms for the calibration loop"
        )


def calibration() -> float:
    """Milliseconds this machine needs for a million additions now: what other machines' figures are read against."""
    start = time.perf_counter()
    total = 0
    for number in range(1_000_000):
        total += number
    return (time.perf_counter() - start) * 1000


def best_of(work: Callable[[], object], times: int, rounds: int = 7) -> tuple[float, float]:
    """The smallest mean duration of one call over several rounds, and the calibration loop of that very round, in
    milliseconds: a shared core changes its pace from one second to the next."""
    return min(_round(work, times) for _ in range(rounds))


def _round(work: Callable[[], object], times: int) -> tuple[float, float]:
    beside = calibration()
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times * 1000, beside


def alternate(works: Sequence[Callable[[], float]], rounds: int = 3) -> list[float]:
    """Each work in turn, several rounds; the median of what each one returned."""
    results: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for place, work in enumerate(works):
            results[place].append(work())
    return [statistics.median(found) for found in results]


def cpu_seconds(pids: Sequence[int]) -> float:
    """CPU time used so far by these processes."""
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat") as file:
                parts = file.read().rsplit(")", 1)[1].split()
        except FileNotFoundError:
            continue
        total += int(parts[11]) + int(parts[12])
    return total / ticks
