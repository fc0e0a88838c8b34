"""Files good and hostile, and the steps by which one comes in."""

import io
import struct
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import anyio
from PIL import Image

from odr.accounts.repeats import Ask
from odr.domain.roles import Visitor
from odr.evidence.folder import Folder
from odr.evidence.intake import Begun, Finalized, Finalizing, NewUpload, create_upload, finalize
from odr.evidence.receiving import receive
from odr.evidence.room import EvidenceRoom
from odr.evidence.uploads import Upload, token_of
from tests.core.given import FILED_AT

CASE = "case-1"
BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
COLLEAGUE = Visitor("seller-colleague", organisations=frozenset({"holzhaus"}))
ADMINISTRATOR = Visitor("admin", marketplaces=frozenset({"kiezmarkt"}))
STRANGER = Visitor("stranger")

GPS = 0x8825


def soon(minutes: float) -> datetime:
    return FILED_AT + timedelta(minutes=minutes)


NOW = soon(10)


def photograph() -> bytes:
    """A JPEG that says with which camera and where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Kamerawerk"
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)})
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (180, 60, 40)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (1, 2, 3)).save(out, form)
    return out.getvalue()


def elf() -> bytes:
    head = struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, 0x400000, 64, 0, 0, 64, 56, 1, 64, 0, 0)
    return b"\x7fELF\x02\x01\x01" + bytes(9) + head + bytes(200)


def portable_executable() -> bytes:
    return b"MZ" + bytes(58) + struct.pack("<I", 0x80) + bytes(64) + b"PE\0\0\x64\x86" + bytes(300)


TEXT = "Where is my parcel? Grüße ☃\n".encode()
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def announced(body: bytes, **changes: Any) -> NewUpload:
    asked: dict[str, Any] = {"case_id": CASE, "filename": "crack.jpg", "declared_type": "image/jpeg", "size": len(body)}
    return NewUpload(**asked | changes)


def begin(room: EvidenceRoom, visitor: Visitor, new: NewUpload, *, key: str | None = None, at: datetime = NOW) -> Begun:
    return create_upload(room, visitor, new, Ask(visitor.person, "createEvidenceUpload", key, repr(new)), at)


async def in_pieces(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


def send(
    room: EvidenceRoom,
    upload: Upload,
    *chunks: bytes,
    offset: int = 0,
    announced: int | None = None,
    at: datetime = NOW,
) -> Upload:
    return anyio.run(receive, room, token_of(room, upload.id), offset, in_pieces(*chunks), announced, at)


def arrived(room: EvidenceRoom, visitor: Visitor, body: bytes, **changes: Any) -> Upload:
    """An upload whose file is there and not yet finalized."""
    upload = begin(room, visitor, announced(body, **changes)).upload
    send(room, upload, body)
    return upload


def hand_in(room: EvidenceRoom, visitor: Visitor, body: bytes, **changes: Any) -> Finalized:
    upload = arrived(room, visitor, body, **changes)
    return finalize(room, visitor, Finalizing(upload.id), NOW)


def digest(body: bytes) -> str:
    return sha256(body).hexdigest()


def folder(room: EvidenceRoom) -> Folder:
    """Where the files of a room lie that is on a disk."""
    assert isinstance(room.vault.blobs, Folder)
    return room.vault.blobs


def files(room: EvidenceRoom) -> list[bytes]:
    """What lies in the vault."""
    return sorted(path.read_bytes() for path in folder(room).path("0" * 32).parents[2].rglob("*") if path.is_file())


def drafts(room: EvidenceRoom) -> int:
    return len(list(room.drafts.left()))
