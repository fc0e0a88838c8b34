"""The pictures of the demo's evidence: a lamp with a crack, from far and near, its carton, a dented kettle."""

import math
import random

from PIL import Image, ImageDraw, ImageFilter
from turned import Body, Colour, clamp, glazed, lathe, linen, steel, turn

Point = tuple[float, float]
WIDTH, HEIGHT = 960, 720


def scene(wall: Colour, table: Colour, edge: int, seed: int) -> Image.Image:
    """A wall and a wooden table, lit from the left."""
    dice = random.Random(seed)  # noqa: S311
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    for y in range(edge):
        for x in range(0, WIDTH, 4):
            lit = 1.06 - 0.34 * x / WIDTH - 0.10 * (1 - y / edge)
            draw.rectangle((x, y, x + 3, y), fill=tuple(clamp(part * lit) for part in wall))
    _table(draw, table, edge, dice)
    draw.rectangle((0, edge, WIDTH, edge + 2), fill=tuple(clamp(part * 0.55) for part in table))
    return picture.filter(ImageFilter.GaussianBlur(1.6))


def _table(draw: ImageDraw.ImageDraw, colour: Colour, edge: int, dice: random.Random) -> None:
    grain = [(dice.uniform(0.02, 0.30), dice.uniform(0, 6.28), dice.uniform(1.5, 5.0)) for _ in range(7)]
    for y in range(edge, HEIGHT):
        depth = 60 / (y - edge + 60)
        for x in range(0, WIDTH, 2):
            along = (x - WIDTH / 2) * depth
            far = 1500 * depth + along * 0.012
            rings = sum(size * math.sin(far * rate + phase) for rate, phase, size in grain)
            lit = 1.05 - 0.30 * x / WIDTH
            draw.rectangle((x, y, x + 1, y), fill=tuple(clamp(part * lit + rings) for part in colour))


def shadow(picture: Image.Image, x: float, y: float, width: float, depth: float) -> None:
    """A soft shadow that falls to the right, and a dark one right under the foot."""
    mask = Image.new("L", picture.size, 0)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((x - width * 0.5, y - depth, x + width * 1.9, y + depth * 0.8), fill=105)
    mask = mask.filter(ImageFilter.GaussianBlur(24))
    ImageDraw.Draw(mask).ellipse((x - width, y - depth * 0.6, x + width, y + depth * 0.95), fill=165)
    picture.paste((28, 20, 16), (0, 0), mask.filter(ImageFilter.GaussianBlur(5)))


def jagged(start: Point, end: Point, steps: int, dice: random.Random, swing: float) -> list[Point]:
    """A broken line, as glaze breaks: it drifts and turns back."""
    drift, points = 0.0, [start]
    across, along = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, along)
    for step in range(1, steps):
        drift = drift * 0.6 + dice.uniform(-swing, swing)
        part, aside = step / steps, drift / length
        points.append((start[0] + across * part - along * aside, start[1] + along * part + across * aside))
    return [*points, end]


def crack(picture: Image.Image, start: Point, end: Point, size: float, seed: int) -> None:
    """A crack with branches and a chip: a dark gap, and a bright broken edge towards the light."""
    dice = random.Random(seed)  # noqa: S311
    main = jagged(start, end, 26, dice, 9 * size)
    branches = []
    for place, reach in ((6, 46), (11, 60), (16, 38), (20, 30)):
        x, y = main[place]
        turned = dice.choice((-1, 1)) * dice.uniform(0.5, 1.0)
        far = (x + math.cos(1.2 + turned) * reach * size, y + math.sin(1.2 + turned) * reach * size)
        branches.append(jagged(main[place], far, 9, dice, 4 * size))
    dark, bright = Image.new("L", picture.size, 0), Image.new("L", picture.size, 0)
    for path, width in ((main, 3.2), *[(branch, 1.6) for branch in branches]):
        lit = [(x - 1.6 * size, y - 0.8 * size) for x, y in path]
        ImageDraw.Draw(bright).line(lit, fill=150, width=round(width * size))
        ImageDraw.Draw(dark).line(path, fill=235, width=max(1, round(width * size)), joint="curve")
    _chip(dark, bright, main[13], size, dice)
    picture.paste((250, 246, 238), (0, 0), bright.filter(ImageFilter.GaussianBlur(0.9)))
    picture.paste((38, 26, 20), (0, 0), dark.filter(ImageFilter.GaussianBlur(0.7)))


def _chip(dark: Image.Image, bright: Image.Image, at: Point, size: float, dice: random.Random) -> None:
    """Where a flake of glaze came off."""
    angles = [turned * 0.7 for turned in range(9)]
    rim = [(at[0] + math.cos(a) * r, at[1] + math.sin(a) * r) for a in angles for r in [dice.uniform(8, 15) * size]]
    ImageDraw.Draw(bright).polygon(rim, fill=225)
    inner = [(x * 0.75 + at[0] * 0.25 + 1.5 * size, y * 0.75 + at[1] * 0.25 + 2 * size) for x, y in rim]
    ImageDraw.Draw(dark).polygon(inner, fill=95)


BASE = glazed((52, 92, 108), 0.42)
BRASS = glazed((150, 112, 52), 0.55)
FOOT = lathe((0, 96), (10, 98), (60, 116), (140, 136), (210, 122), (270, 82), (320, 44), (360, 32))
SHADE = lathe((0, 205), (85, 167), (170, 128))


def lamp() -> Image.Image:
    """The whole lamp on a table, a crack down its ceramic base."""
    picture = scene((196, 188, 174), (146, 98, 58), 440, 3)
    shadow(picture, 470, 640, 120, 30)
    turn(picture, Body(470, 640, 360, FOOT, BASE))
    turn(picture, Body(470, 288, 66, lathe((0, 22), (33, 19), (66, 16)), BRASS))
    turn(picture, Body(470, 236, 170, SHADE, linen))
    crack(picture, (438, 388), (502, 588), 0.9, 11)
    return picture


def lamp_close() -> Image.Image:
    """The crack from near, out of true, as somebody holds a telephone with one hand."""
    picture = scene((176, 168, 156), (138, 92, 56), 560, 5)
    near = lathe((0, 262), (180, 318), (430, 348), (660, 290), (880, 170))
    turn(picture, Body(500, 780, 880, near, BASE))
    crack(picture, (400, 60), (560, 640), 2.4, 11)
    return picture.rotate(-4, Image.Resampling.BICUBIC, expand=False).crop((60, 50, WIDTH - 60, HEIGHT - 50))


def dented(sine: float, height: float) -> tuple[float, float]:
    """A dent in the kettle's belly: the surface falls in along a crease and comes back."""
    across, along = (sine - 0.20) / 0.24, (height - 120) / 58
    depth = 1.5 * math.exp(-(across * across + along * along))
    crease = 0.7 * math.exp(-(((across * 0.8 + along) / 0.2) ** 2) - across * across * 0.6)
    return across * depth + crease, -along * depth * 0.9


def kettle() -> Image.Image:
    """A steel kettle on a kitchen table, a dent in its belly."""
    picture = scene((206, 210, 205), (172, 160, 146), 400, 8)
    shadow(picture, 480, 610, 190, 34)
    _handle(picture)
    _spout(picture)
    belly = lathe((0, 178), (14, 186), (90, 196), (160, 186), (220, 158), (262, 120))
    turn(picture, Body(480, 610, 262, belly, steel, dented))
    turn(picture, Body(480, 350, 30, lathe((0, 114), (8, 112), (18, 82), (30, 40)), steel))
    turn(picture, Body(480, 324, 34, lathe((0, 12), (16, 22), (28, 20), (34, 12)), glazed((34, 34, 36), 0.5)))
    return picture


def _handle(picture: Image.Image) -> None:
    """A bow over the lid, black, with a gleam along it."""
    bow = ((340, 190, 620, 560), (36, 35, 38), 24, 1)
    gleam = ((346, 196, 612, 556), (190, 194, 200), 4, 2)
    for box, ink, width, blur in (bow, gleam):
        mask = Image.new("L", picture.size, 0)
        ImageDraw.Draw(mask).arc(box, 184, 356, fill=230, width=width)
        picture.paste(ink, (0, 0), mask.filter(ImageFilter.GaussianBlur(blur)))


def _spout(picture: Image.Image) -> None:
    """A beak at the left, narrowing upwards, shaded in strips from its lit back to its underside."""
    draw = ImageDraw.Draw(picture)
    for strip in range(120):
        part = strip / 119
        gleam, under = math.exp(-(((part - 0.3) / 0.08) ** 2)), math.exp(-(((part - 0.6) / 0.1) ** 2))
        bright = 214 - 120 * part + 60 * gleam - 40 * under
        tip, root = (232 - 34 * part, 352 + 12 * part), (352 - 22 * part, 420 + 130 * part)
        bend = (262 + 14 * part, 400 + 70 * part)
        ink = (clamp(bright * 0.99), clamp(bright), clamp(bright * 1.02))
        draw.line((tip, bend, root), fill=ink, width=3, joint="curve")
    draw.ellipse((194, 346, 236, 370), fill=(52, 52, 54), outline=(214, 216, 218), width=2)


def parcel() -> Image.Image:
    """The carton as it was delivered: one corner crushed, tape, a label."""
    picture = scene((188, 190, 192), (118, 116, 112), 300, 13)
    draw = ImageDraw.Draw(picture)
    shadow(picture, 480, 600, 260, 40)
    front: list[Point] = [(230, 300), (600, 330), (610, 640), (250, 600)]
    side: list[Point] = [(600, 330), (780, 275), (768, 440), (742, 470), (764, 500), (770, 560), (610, 640)]
    top: list[Point] = [(230, 300), (430, 250), (700, 258), (748, 270), (780, 275), (600, 330)]
    for face, colour in ((front, (176, 132, 86)), (side, (128, 92, 58)), (top, (202, 160, 112))):
        draw.polygon(face, fill=colour)
    crushed: list[Point] = [(600, 330), (652, 314), (640, 372), (668, 420), (622, 452), (604, 440)]
    draw.polygon(crushed, fill=(84, 58, 36))
    folds: list[list[Point]] = [
        [(600, 330), (640, 372), (604, 440)],
        [(652, 314), (640, 372), (668, 420)],
        [(640, 372), (560, 392), (548, 350)],
    ]
    for fold in folds:
        draw.line(fold, fill=(222, 184, 138), width=3)
        draw.line([(x + 3, y + 3) for x, y in fold], fill=(70, 48, 30), width=3)
    draw.polygon([(404, 256), (446, 251), (446, 318), (404, 314)], fill=(196, 170, 120))
    draw.polygon([(404, 314), (446, 318), (450, 430), (408, 424)], fill=(176, 150, 100))
    _label(draw)
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def _label(draw: ImageDraw.ImageDraw) -> None:
    draw.polygon([(280, 440), (480, 460), (484, 590), (286, 564)], fill=(236, 234, 228))
    dice = random.Random(21)  # noqa: S311
    for bar in range(34):
        x = 300 + bar * 5
        draw.line([(x, 452 + bar * 0.5), (x + 1, 500 + bar * 0.55)], fill=(30, 30, 32), width=dice.choice((1, 2, 3)))
    for line, length in enumerate((150, 120, 136)):
        y = 518 + line * 16
        draw.line([(298, y), (298 + length, y + length * 0.1)], fill=(70, 70, 74), width=4)
