"""Where an instant stands on the timeline. Long stretches in which nothing happens are drawn shorter, and marked."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

LONG = timedelta(days=21)
"""What is longer is broken: the rest of it is drawn at a tenth."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Instants to horizontal places. `knots` are the instants between which a pixel is worth the same time."""

    knots: tuple[datetime, ...]
    places: tuple[float, ...]
    breaks: tuple[float, ...]

    def x(self, at: datetime) -> float:
        """The place of an instant; what lies outside stands at the edge."""
        at = min(max(at, self.knots[0]), self.knots[-1])
        after = min(bisect_right(self.knots, at), len(self.knots) - 1)
        (begun, over), (left, right) = self.knots[after - 1 : after + 1], self.places[after - 1 : after + 1]
        return left + (right - left) * ((at - begun) / (over - begun))


def scale(instants: Iterable[datetime], left: float, right: float) -> Scale:
    """A scale on which all these instants have their place between `left` and `right`."""
    knots = sorted(set(instants))
    if len(knots) == 1:
        knots.append(knots[0] + timedelta(days=1))
    weights = [_weight(until - since) for since, until in pairwise(knots)]
    unit = (right - left) / sum(weights)
    places = [left]
    for weight in weights:
        places.append(places[-1] + weight * unit)
    broken = [
        (places[n] + places[n + 1]) / 2 for n, (since, until) in enumerate(pairwise(knots)) if until - since > LONG
    ]
    return Scale(tuple(knots), tuple(places), tuple(broken))


def _weight(stretch: timedelta) -> float:
    return min(stretch, LONG) / timedelta(days=1) + max(stretch - LONG, timedelta()) / timedelta(days=10)
