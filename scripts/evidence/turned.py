"""Bodies turned on a lathe, lit by a window to the left: the part of a picture that looks photographed."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image

Colour = tuple[float, float, float]
Vector = tuple[float, float, float]
TILT = 0.16
"""Sine of the angle at which the camera looks down."""


@dataclass(frozen=True)
class Body:
    """Something turned on a lathe: `radius` of it at each height; both in pixels, the height above its foot."""

    x: float
    foot: float
    height: float
    radius: Callable[[float], float]
    shade: Callable[[Vector, float, float], Colour]
    """Colour by normal, height and the sine of the turn around the axis."""
    dent: Callable[[float, float], tuple[float, float]] = lambda sine, height: (0.0, 0.0)


def normalised(v: Vector) -> Vector:
    length = math.sqrt(sum(part * part for part in v)) or 1.0
    return v[0] / length, v[1] / length, v[2] / length


def dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def clamp(value: float) -> int:
    return max(0, min(255, round(value)))


LIGHT = normalised((-0.55, 0.62, 0.56))


def turn(picture: Image.Image, body: Body) -> None:
    """Draw the body. The eye is far away and a little above, so that rims and bands are ellipses."""
    pixels = picture.load()
    widest = max(body.radius(h) for h in range(round(body.height) + 1))
    reach = widest * TILT
    for x in range(max(0, int(body.x - widest)), min(picture.width, int(body.x + widest) + 1)):
        for y in range(max(0, int(body.foot - body.height - reach)), min(picture.height, int(body.foot + reach) + 1)):
            colour = _seen(body, x - body.x, y)
            if colour is not None:
                pixels[x, y] = tuple(clamp(part) for part in colour)


def _seen(body: Body, x: float, y: float) -> Colour | None:
    """What is seen of the body through one pixel: its top, or its front, or nothing."""
    top = body.radius(body.height)
    if x * x + ((body.foot - body.height - y) / TILT) ** 2 <= top * top:
        return body.shade((0.0, 0.97, 0.24), body.height, x / top)
    height = body.foot - y
    for _ in range(6):
        radius = body.radius(min(max(height, 0.0), body.height))
        if abs(x) >= radius:
            return None
        height = body.foot - y + TILT * math.sqrt(radius * radius - x * x)
    return _front(body, height, radius, x / radius) if 0 <= height <= body.height else None


def _front(body: Body, height: float, radius: float, sine: float) -> Colour:
    slope = (body.radius(min(height + 1, body.height)) - body.radius(max(height - 1, 0))) / 2
    cosine = math.sqrt(max(0.0, 1 - sine * sine))
    across, along = body.dent(sine, height)
    normal = normalised((sine + across, -slope + along + TILT * cosine, cosine))
    return body.shade(normal, height, sine)


def room(normal: Vector) -> float:
    """What a glossy body mirrors, 0 to 1: a window with a bar to the left, a bright ceiling, a dark table."""
    mx, my, mz = 2 * normal[0] * normal[2], 2 * normal[1] * normal[2], 2 * normal[2] ** 2 - 1
    across, along = _soft(mx, -0.86, -0.50), _soft(my, 0.08, 0.62)
    bar = 1 - 0.8 * math.exp(-(((mx + 0.67) / 0.02) ** 2)) - 0.8 * math.exp(-(((my - 0.34) / 0.02) ** 2))
    dim = 0.25 + 0.4 * max(0.0, my) ** 1.5 - 0.16 * max(0.0, -my) + 0.1 * max(0.0, mx) + 0.05 * mz
    return dim + (0.92 - dim) * across * along * max(0.2, bar)


def _soft(value: float, low: float, high: float) -> float:
    """1 between the bounds, 0 outside, with a soft edge."""
    return 1 / (1 + math.exp(-70 * (value - low))) / (1 + math.exp(70 * (value - high)))


def glazed(base: Colour, gloss: float) -> Callable[[Vector, float, float], Colour]:
    """A glazed or painted surface of one colour."""

    def shade(normal: Vector, _: float, __: float) -> Colour:
        lit = 0.30 + 0.72 * max(0.0, dot(normal, LIGHT)) + 0.10 * max(0.0, normal[0])
        mirrored = room(normal) * gloss * 255
        return base[0] * lit + mirrored, base[1] * lit + mirrored, base[2] * lit + mirrored * 0.97

    return shade


def linen(normal: Vector, height: float, sine: float) -> Colour:
    """The shade of the lamp, lit from inside, woven."""
    weave = 5 * math.sin(height * 1.9) + 4 * math.sin(math.asin(sine) * 240)
    glow = 30 * math.exp(-(((height - 70) / 90) ** 2))
    lit = 0.58 + 0.40 * max(0.0, dot(normal, LIGHT))
    return 232 * lit + weave + glow, 218 * lit + weave + glow * 0.8, 190 * lit + weave + glow * 0.5


def steel(normal: Vector, height: float, sine: float) -> Colour:
    """Brushed steel: what is mirrored, with the lines of the brush."""
    brushed = 5 * math.sin(height * 3.1) + 3 * math.sin(height * 7.7)
    bright = 62 + 172 * room(normal) ** 0.8 + brushed - 46 * abs(sine) ** 3
    return bright * 0.99, bright, bright * 1.02


def lathe(*points: tuple[float, float]) -> Callable[[float], float]:
    """The radius between given (height, radius) points, smoothly (Catmull and Rom)."""
    tangents = [
        (after[1] - before[1]) / (after[0] - before[0])
        for before, after in zip([points[0], *points], [*points[1:], points[-1]], strict=False)
    ]

    def radius(height: float) -> float:
        for place, ((low, first), (high, last)) in enumerate(pairwise(points)):
            if low <= height <= high:
                t, long = (height - low) / (high - low), high - low
                curve = first * (1 + 2 * t) * (1 - t) ** 2 + last * t * t * (3 - 2 * t)
                return curve + long * t * (1 - t) * (tangents[place] * (1 - t) - tangents[place + 1] * t)
        return points[-1][1]

    return radius
