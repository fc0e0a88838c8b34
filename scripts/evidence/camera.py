"""What a telephone's camera adds: darker corners, grain, and the tags with time and place (EXIF)."""

import random
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageChops, ImageFilter
from turned import clamp


def photographed(picture: Image.Image, seed: int) -> Image.Image:
    """What a lens and a small sensor add: darker corners, a little blur, grain of light and of colour."""
    radial = Image.radial_gradient("L").resize(picture.size)
    corners = ImageChops.invert(radial.point([round(max(0, value - 90) * 0.55) for value in range(256)]))
    picture = ImageChops.multiply(picture.filter(ImageFilter.GaussianBlur(0.7)), corners.convert("RGB"))
    dice = random.Random(seed)  # noqa: S311
    size = picture.width * picture.height
    grain = Image.frombytes("L", picture.size, bytes(clamp(dice.gauss(128, 5)) for _ in range(size)))
    return ImageChops.add(picture, grain.convert("RGB"), 1, -128)


@dataclass(frozen=True)
class Shot:
    """What the camera wrote down. Degrees north and east; time as the clock on the wall showed it."""

    taken: str
    offset: str
    north: float
    east: float
    make: str = "Linden"
    model: str = "Linden Four"
    orientation: int = 1


def sexagesimal(degrees: float) -> tuple[float, float, float]:
    minutes = abs(degrees) % 1 * 60
    return float(int(abs(degrees))), float(int(minutes)), round(minutes % 1 * 60, 2)


def exif(shot: Shot) -> Image.Exif:
    """The tags a telephone writes, with the place."""
    tags = Image.Exif()
    tags.update({ExifTags.Base.Make: shot.make, ExifTags.Base.Model: shot.model, ExifTags.Base.DateTime: shot.taken})
    tags.update({ExifTags.Base.Orientation: shot.orientation, ExifTags.Base.Software: f"{shot.make} Camera 4.2"})
    camera = tags.get_ifd(ExifTags.IFD.Exif)
    camera.update({ExifTags.Base.DateTimeOriginal: shot.taken, ExifTags.Base.OffsetTimeOriginal: shot.offset})
    camera.update({ExifTags.Base.ExposureTime: 1 / 60, ExifTags.Base.FNumber: 1.8, ExifTags.Base.FocalLength: 4.3})
    camera.update({ExifTags.Base.ISOSpeedRatings: 320, ExifTags.Base.LensModel: f"{shot.model} 4.3 mm f/1.8"})
    place = tags.get_ifd(ExifTags.IFD.GPSInfo)
    place.update({ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: sexagesimal(shot.north)})
    place.update({ExifTags.GPS.GPSLongitudeRef: "E", ExifTags.GPS.GPSLongitude: sexagesimal(shot.east)})
    place.update({ExifTags.GPS.GPSDateStamp: shot.taken[:10]})
    return tags
