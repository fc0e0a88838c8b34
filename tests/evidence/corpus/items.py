"""The fifty, in their order: what is handed in, what comes of it, and what else has to hold."""

from collections.abc import Callable
from dataclasses import dataclass, field

from odr.evidence.renditions.made import Active
from tests.evidence.clamd import EICAR, PROGRAM
from tests.evidence.corpus import archives, documents, pictures
from tests.evidence.corpus.documents import PAGE
from tests.evidence.helpers import TEXT, elf, photograph, portable_executable

REJECTED, UNSCANNABLE = "REJECTED", "UNSCANNABLE"
SHOWN, NOT_SHOWN = "SHOWN", "NOT SHOWN"
"""An exhibit, of which something, or nothing, is shown to the other side."""
REFUSED = "REFUSED"
"""Not even announced."""

Body = Callable[[str], bytes]
"""Makes the file; it may refer to an address at which somebody watches who comes."""


@dataclass(frozen=True, slots=True)
class Item:
    """One hostile file."""

    number: str
    name: str
    body: Body
    expected: str
    filename: str = "evidence.bin"
    active: frozenset[Active] = frozenset()
    most: int = 1
    """Renditions of it."""
    without: tuple[bytes, ...] = ()
    """What none of them may hold."""
    with_: bytes = b""
    """What the first one has to hold."""
    needs: tuple[str, ...] = field(default_factory=tuple)
    """What has to be installed: clamd, ffmpeg."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One that is no file, but a way of sending: in which module its test is, and how its name begins."""

    number: str
    name: str
    expected: str
    module: str
    test: str


def made(body: bytes | Callable[[], bytes]) -> Body:
    return lambda _: body if isinstance(body, bytes) else body()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
SCRIPT = frozenset({Active.JAVASCRIPT, Active.ACTS_WHEN_OPENED})
PROGRAMS = frozenset({Active.STARTS_PROGRAMS, Active.HOLDS_FILES})
ELSEWHERE = frozenset({Active.LOADS_FROM_ELSEWHERE})
RTL = "\u202efdp.exe"
PLACE = (b"+52.52", b"Mias")
CLIMBING = b"- ../../../../tmp/odr-was-here.txt"
METADATA = (b"Kamerawerk", b"Exif", b"GPS")

ITEMS = (
    Item("1", "EICAR", made(EICAR), REJECTED, needs=("clamd",)),
    Item("2", "EICAR in an archive", made(lambda: archives.eicar_nested(1)), REJECTED, needs=("clamd",)),
    Item("3", "EICAR in 5 archives", made(lambda: archives.eicar_nested(5)), REJECTED, needs=("clamd",)),
    Item("4", "15 archives in each other", made(lambda: archives.eicar_nested(15)), UNSCANNABLE),
    Item("5", "1 GiB in an archive of 1 MiB", made(archives.bomb), UNSCANNABLE),
    Item("6", "Locked archive", made(archives.locked), UNSCANNABLE),
    Item(
        "7", "Archive whose entry climbs", made(archives.climbing), SHOWN, with_=b"- ../../../../tmp/odr-was-here.txt"
    ),
    Item("8", "Archive whose entries overlap", made(archives.overlapping), UNSCANNABLE),
    Item("9", "900 megapixels", made(pictures.nine_hundred_megapixels), NOT_SHOWN),
    Item("10a", "JPEG of a false, possible size", made(lambda: pictures.of_false_size(12_000)), NOT_SHOWN),
    Item("10b", "JPEG of a false, impossible size", made(lambda: pictures.of_false_size(65_000)), NOT_SHOWN),
    Item("11", "GIF of 10,000 frames", made(pictures.of_many_frames), SHOWN),
    Item("12", "JPEG that is cut off", made(pictures.cut), NOT_SHOWN),
    Item("13", "SVG with a script", made(SVG), REJECTED, "x.svg"),
    Item("14", "SVG that loads", pictures.drawing, REJECTED, "x.svg"),
    Item("15", "Page called a picture", made(PAGE), REJECTED, "x.jpg"),
    Item("16", "Page behind blanks", made(b" " * 3000 + PAGE), REJECTED, "x.jpg"),
    Item("17", "Page in UTF-16", made(b"\xff\xfe" + PAGE.decode().encode("utf-16le")), REJECTED, "x.jpg"),
    Item("18", "GIF that is a page too", made(pictures.with_page_behind), SHOWN, without=(b"<script",)),
    Item("19", "PDF that is a page too", made(documents.polyglot), SHOWN, "x.html", without=(b"<script",)),
    Item(
        "20", "JPEG with an archive behind", made(pictures.with_archive_behind), SHOWN, without=(b"PK\3\4", *METADATA)
    ),
    Item("21", "Program of Windows called PDF", made(portable_executable), REJECTED, "x.pdf"),
    Item("22", "Program of Linux", made(elf), REJECTED),
    Item("23", "Shell script called text", made(b"#!/bin/sh\nrm -rf /\n"), REJECTED, "x.txt"),
    Item("24", "PDF with a script", made(documents.with_script), SHOWN, active=SCRIPT, without=(b"app.alert",)),
    Item("25", "PDF with a program and a file", made(documents.with_program_and_file), SHOWN, active=PROGRAMS),
    Item("26", "Locked PDF", made(documents.locked), UNSCANNABLE),
    Item("27", "Page of 14,400 points", made(documents.huge_page), SHOWN),
    Item("28", "PDF of 100,000 pages", made(documents.endless), SHOWN, most=50),
    Item("29", "PDF that loops", made(documents.looping), NOT_SHOWN),
    Item("30", "Word with a macro", made(archives.with_macro), SHOWN, active=frozenset({Active.MACROS})),
    Item("31", "Word whose template is elsewhere", archives.with_template, SHOWN, active=ELSEWHERE),
    Item("32a", "XML that grows", made(lambda: archives.entities().encode()), REJECTED),
    Item("32b", "Word that grows", made(archives.word_with_entities), UNSCANNABLE),
    Item("33", "Name that climbs", made(TEXT), SHOWN, "../../../../tmp/odr-was-here"),
    Item("34", "Name with a header in it", made(TEXT), SHOWN, "x\r\nSet-Cookie: a=b"),
    Item("35", "Name that is turned round", made(TEXT), SHOWN, RTL),
    Item("36a", "Name of 300 signs", made(TEXT), REFUSED, "x" * 300),
    Item("36b", "Name with NUL", made(TEXT), REFUSED, "x\0.txt"),
    Item("37", "Nothing", made(b""), REFUSED),
    Item("47a", "Photograph that says where", made(photograph), SHOWN, without=METADATA),
    Item("47b", "Film that says where", made(pictures.film), SHOWN, most=2, without=PLACE, needs=("ffmpeg",)),
    Item("48", "HEIC", made(HEIC), REJECTED),
    Item("49a", "Playlist called film, which is text", pictures.playlist, SHOWN, "x.mp4", with_=b"#EXTM3U"),
    Item("49b", "Film whose pictures are elsewhere", pictures.film_from_elsewhere, SHOWN, most=2, needs=("ffmpeg",)),
)

OTHERS = (
    Elsewhere("38", "More than was announced", "refused", "test_receiving", "a_body_longer_than_announced_is_refused"),
    Elsewhere("39", "Less than was announced", "not handed in", "test_receiving", "what_has_not_arrived_whole"),
    Elsewhere("40", "Another SHA-256", "refused", "test_intake", "a_wrong_sha256_is_refused"),
    Elsewhere("41", "Somebody else's upload", "not found", "test_intake", "another_persons_upload_is_not_found"),
    Elsewhere("42", "Handed in twice", "one exhibit", "test_intake", "finalizing_twice_gives_the_same_exhibit"),
    Elsewhere("43", "Address whose time is over", "refused", "test_receiving", "an_expired_address_is_refused"),
    Elsewhere("44", "Written over afterwards", "an alarm", "test_rereading", "a_flipped_byte_at_rest_is_noticed"),
    Elsewhere("45", "Two at once", "one gives way", "test_receiving", "a_transfer_gives_way_to_the_next_one"),
    Elsewhere("46", "Drop by drop", "broken off", "test_receiving", "a_slow_drip_is_broken_off"),
    Elsewhere("50", "The scanner is down", "waits in quarantine", "test_waiting", "without_the_scanner_a_file_waits"),
)

INSTALLED = {"clamd": PROGRAM is not None, "ffmpeg": pictures.FFMPEG is not None}
