"""Each of the fifty hostile files comes to what is expected of it, and no rendition says where or with what."""

import importlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from odr.evidence.room import EvidenceRoom
from tests.evidence.clamd import PROGRAM, clamd
from tests.evidence.corpus.__main__ import opened
from tests.evidence.corpus.items import INSTALLED, ITEMS, OTHERS, Elsewhere, Item
from tests.evidence.corpus.pictures import FFMPEG, film
from tests.evidence.corpus.playing import Witness, climbed, play, witness
from tests.evidence.helpers import photograph
from tests.evidence.shown import bodies, handed_in

EXIFTOOL = shutil.which("exiftool")
HARMLESS = frozenset(
    "SourceFile ExifToolVersion FileName Directory FileSize FileModifyDate FileAccessDate FileInodeChangeDate"
    " FilePermissions FileType FileTypeExtension MIMEType ImageWidth ImageHeight ImageSize Megapixels VP8Version"
    " HorizontalScale VerticalScale WebP_Flags Compression".split()
)
"""What a file says of itself that nobody noted in it."""


@pytest.fixture(scope="module")
def watching() -> Iterator[Witness]:
    with witness() as found:
        yield found


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvidenceRoom]:
    """A room of its own, scanned by ClamAV where it is installed."""
    with clamd() if PROGRAM else nullcontext() as scanner:
        room = opened(tmp_path_factory.mktemp("corpus"), scanner)
        with closing(room.store):
            yield room


def test_all_fifty_are_there() -> None:
    numbers = {int(one.number.rstrip("ab")) for one in (*ITEMS, *OTHERS)}
    assert numbers == set(range(1, 51))


def test_the_documents_say_what_comes_of_each() -> None:
    told = (Path(__file__).parents[2] / "docs" / "explanation" / "hostile-files.md").read_text(encoding="utf-8")
    rows = [f"| {one.number} | {one.name} | {one.expected}" for one in (*ITEMS, *OTHERS)]
    assert [row for row in rows if row not in told] == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.number} {item.name}")
def test_it_comes_to_what_is_expected(service: EvidenceRoom, watching: Witness, item: Item) -> None:
    for one in item.needs:
        if not INSTALLED[one]:
            pytest.skip(f"{one} is not installed")
    played = play(service, item, watching)
    assert (played.wrong, climbed()) == ([], False), played.told


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: f"{other.number} {other.name}")
def test_what_is_no_file_has_its_test_elsewhere(other: Elsewhere) -> None:
    module = importlib.import_module(f"tests.evidence.{other.module}")
    assert [name for name in dir(module) if name.startswith(f"test_{other.test}")]


def told_by_exiftool(body: bytes, path: Path) -> dict[str, str]:
    assert EXIFTOOL
    path.write_bytes(body)
    lines = subprocess.run([EXIFTOOL, "-a", "-s", "-G1", str(path)], capture_output=True, text=True, check=True).stdout
    pairs = (line.split("]", 1)[1].split(":", 1) for line in lines.splitlines())
    return {name.strip(): value.strip() for name, value in pairs}


@pytest.mark.skipif(not EXIFTOOL, reason="exiftool is not installed")
def test_an_independent_tool_finds_nothing_noted_in_the_rendition_of_a_photograph(
    service: EvidenceRoom, tmp_path: Path
) -> None:
    before = told_by_exiftool(photograph(), tmp_path / "before.jpg")
    assert {"GPSLatitude", "GPSLongitude", "Make"} <= before.keys()
    (body,) = bodies(service, handed_in(service, photograph()))
    assert told_by_exiftool(body, tmp_path / "after.webp").keys() <= HARMLESS


@pytest.mark.skipif(not (EXIFTOOL and FFMPEG), reason="exiftool or ffmpeg is not installed")
def test_an_independent_tool_finds_nothing_noted_in_the_rendition_of_a_film(
    service: EvidenceRoom, tmp_path: Path
) -> None:
    before = told_by_exiftool(film(), tmp_path / "before.mp4")
    assert before["Title"] == "Mias film"
    assert any("GPS" in name for name in before)
    poster, shown = bodies(service, handed_in(service, film()))
    assert told_by_exiftool(poster, tmp_path / "poster.webp").keys() <= HARMLESS
    after = told_by_exiftool(shown, tmp_path / "after.mp4")
    assert not [name for name in after if "GPS" in name or name in ("Title", "Comment", "Artist", "Encoder")]
    assert {value for name, value in after.items() if name.endswith("CreateDate")} <= {"0000:00:00 00:00:00"}
