"""Pictures, painted anew: upright, small enough for a screen, and without a word about where and with what."""

from pathlib import Path

from PIL import Image, ImageOps

from odr.evidence.renditions.made import CannotShow, Kind, Made, Result

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
EDGE = 2048
"""The longer side, in pixels, at most."""
MOST_PIXELS = 64_000_000
MOST_PIXELS_OF_JPEG = 250_000_000
"""JPEG is decoded at a fraction of its size."""
MOST_PIXELS_A_BYTE = 512
"""A block of 8 by 8 pixels takes a bit at least (ITU-T T.81, annex F): what has fewer is not all there."""
QUALITY = 82


def show(original: Path, _kind: str) -> Result:
    """The picture; of a moving one its first frame. Raises CannotShow."""
    return Result((paint(original, "r1", Kind.PICTURE),))


def paint(source: Path, target: str, kind: Kind) -> Made:
    """One picture from a file. Raises CannotShow when it is too large, cut off or no picture."""
    Image.MAX_IMAGE_PIXELS = None  # the bound below tells JPEG apart
    try:
        with Image.open(source, formats=FORMATS) as found:
            width, height = found.size
            if width * height > (MOST_PIXELS_OF_JPEG if found.format == "JPEG" else MOST_PIXELS):
                raise CannotShow("too many pixels")
            if found.format == "JPEG" and source.stat().st_size * MOST_PIXELS_A_BYTE < width * height:
                raise CannotShow("fewer bytes than so many pixels need")
            found.draft(None, (EDGE, EDGE))
            return save(ImageOps.exif_transpose(found), target, kind)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise CannotShow(type(error).__name__) from error


def save(picture: Image.Image, target: str, kind: Kind) -> Made:
    """A copy of what can be seen, and of nothing that lies beside it in the file."""
    has_holes = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    seen = picture.convert("RGBA" if has_holes else "RGB")
    seen.thumbnail((EDGE, EDGE))
    bare = Image.new(seen.mode, seen.size)
    bare.paste(seen)
    bare.save(target, "WEBP", quality=QUALITY)
    return Made(target, kind, *bare.size)
