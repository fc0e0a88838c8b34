"""Pages with places painted over, in one new file: what lay under a place is in no byte of it."""

import json
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from odr.evidence.renditions.made import CannotShow, Kind, Result

TARGET = "r1"
QUALITY = 88
WHOLE = 10_000
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def blacken(shown: Result, places: Path) -> Result:
    """One JPEG, or one PDF of several pages, in `TARGET`. Raises CannotShow where not every page can be seen."""
    if shown.whole or any(one.kind not in (Kind.PICTURE, Kind.PAGE) for one in shown.made):
        raise CannotShow("not all of it can be seen")
    wanted: list[dict[str, Any]] = json.loads(places.read_text("utf-8"))
    if any(not 1 <= one["page"] <= len(shown.made) for one in wanted):
        raise CannotShow("no such page")
    pages = [_painted(Path(one.file)) for one in shown.made]
    for place in wanted:
        _black_out(pages[place["page"] - 1], place["area"])
    if len(pages) == 1:
        pages[0].save(TARGET, "JPEG", quality=QUALITY)
    else:
        pages[0].save(TARGET, "PDF", save_all=True, append_images=pages[1:], quality=QUALITY)
    return Result(())


def _painted(page: Path) -> Image.Image:
    with Image.open(page, formats=("WEBP",)) as found:
        seen = found.convert("RGBA")
    bare = Image.new("RGB", seen.size, WHITE)
    bare.paste(seen, mask=seen)
    return bare


def _black_out(page: Image.Image, area: dict[str, int] | None) -> None:
    """A dot that the place only touches goes too."""
    width, height = page.size
    if area is None:
        box = (0, 0, width, height)
    else:
        right, bottom = area["left"] + area["width"], area["top"] + area["height"]
        box = (
            area["left"] * width // WHOLE,
            area["top"] * height // WHOLE,
            -(-right * width // WHOLE),
            -(-bottom * height // WHOLE),
        )
    ImageDraw.Draw(page).rectangle(box, fill=BLACK)
