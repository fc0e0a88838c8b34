"""The demo's evidence is real input: pictures with the tags of a camera, papers, texts in several scripts."""

from pathlib import Path

import pytest
from PIL import ExifTags, Image

from odr.demo.desk import EVIDENCE
from odr.demo.ending import HANDED_IN
from odr.evidence.media import EXTENSIONS, kind_of

FOLDER = Path(str(EVIDENCE))
FILES = sorted(path for path in FOLDER.iterdir() if path.name != "SOURCES.md")
PICTURES = [path for path in FILES if path.suffix == ".jpg"]


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_each_file_is_of_a_kind_that_is_taken_and_its_source_is_told(file: Path) -> None:
    assert file.suffix in EXTENSIONS[kind_of(file.read_bytes())]
    assert f"`{file.name}`" in (FOLDER / "SOURCES.md").read_text("utf-8")


def test_they_are_small_and_the_play_hands_in_some_of_them() -> None:
    assert sum(file.stat().st_size for file in FILES) < 300_000
    assert {name for _, name, _ in HANDED_IN} <= {file.name for file in FILES}


@pytest.mark.parametrize("file", PICTURES, ids=lambda path: path.name)
def test_each_picture_names_its_camera_its_time_and_its_place(file: Path) -> None:
    with Image.open(file) as picture:
        tags = picture.getexif()
    place, camera = tags.get_ifd(ExifTags.IFD.GPSInfo), tags.get_ifd(ExifTags.IFD.Exif)
    assert tags[ExifTags.Base.Model]
    assert camera[ExifTags.Base.DateTimeOriginal].startswith("2026:11:")
    assert 40 < place[ExifTags.GPS.GPSLatitude][0] < 60


def test_one_picture_stands_on_its_head_and_one_text_is_not_in_latin_letters() -> None:
    with Image.open(FOLDER / "lamp-crack-near.jpg") as picture:
        assert picture.getexif()[ExifTags.Base.Orientation] == 3
    assert "مفتاح" in (FOLDER / "key-chat-ar.txt").read_text("utf-8")
