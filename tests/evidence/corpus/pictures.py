"""Pictures and films that are too much, or are something else besides."""

import io
import shutil
import struct
import subprocess
import tempfile
import zlib
from functools import cache
from pathlib import Path

from PIL import Image

from tests.evidence.corpus.archives import zipped_as
from tests.evidence.corpus.documents import PAGE
from tests.evidence.helpers import photograph, picture

FFMPEG = shutil.which("ffmpeg")


@cache
def nine_hundred_megapixels() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))

    edge, packer = 30_000, zlib.compressobj(1)
    row = bytes(1 + edge // 8)
    body = b"".join(packer.compress(row * 1000) for _ in range(edge // 1000)) + packer.flush()
    header = struct.pack("!IIBBBBB", edge, edge, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((200, 150), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def of_false_size(edge: int) -> bytes:
    whole = bytearray(jpeg())
    frame = whole.index(b"\xff\xc0")
    whole[frame + 5 : frame + 9] = struct.pack("!HH", edge, edge)
    return bytes(whole)


def cut() -> bytes:
    whole = jpeg()
    return whole[: len(whole) // 2]


def of_many_frames(frames: int = 10_000) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\xff\0\0\0\0\xff"
    frame = b"\x21\xf9\4\0\1\0\0\0" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\2\2\x44\1\0"
    return head + frame * frames + b"\x3b"


def with_page_behind() -> bytes:
    return picture("GIF") + PAGE


def with_archive_behind() -> bytes:
    return photograph() + zipped_as({"invoice.exe": b"MZ"})


def drawing(url: str) -> bytes:
    return f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/x"/></svg>'.encode()


def playlist(url: str) -> bytes:
    return f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{url}/part.ts\n#EXT-X-ENDLIST\n".encode()


@cache
def film() -> bytes:
    """Two seconds with a place and a name noted beside them."""
    assert FFMPEG
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "film.mp4"
        source = "-f lavfi -i testsrc=duration=1:size=320x240 -f lavfi -i sine=duration=1".split()
        noted = ["-metadata", "location=+52.5200+013.4050/", "-metadata", "title=Mias film", "-shortest"]
        subprocess.run([FFMPEG, "-v", "error", *source, *noted, str(made)], check=True)
        return made.read_bytes()


def film_from_elsewhere(url: str) -> bytes:
    """A film whose pictures lie at an address (ISO 14496-12, 8.7.2: the data reference)."""
    whole = film()
    here = struct.pack("!I4sI", 12, b"url ", 1)
    assert here in whole
    return whole.replace(here, struct.pack("!I4sI", 12, b"url ", 0)) + url.encode()
