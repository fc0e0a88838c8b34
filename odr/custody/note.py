"""Checkpoints as signed notes: C2SP signed-note and tlog-checkpoint, with Ed25519 (https://c2sp.org)."""

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ED25519 = b"\x01"
"""The signature type of the format."""
_ID = 4
_DASH = "\N{EM DASH} "


class NoteRefused(ValueError):
    """A note or a key that is not what it should be. The message says what is wrong."""


class NotSigned(NoteRefused):
    """A note without a signature of this key."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with the name of the log that signs with it."""

    name: str
    key: bytes

    @property
    def id(self) -> bytes:
        """By which a signature says that it is of this key."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.key).digest()[:_ID]

    def __str__(self) -> str:
        """The key as text: name, id and key in base64, as the format writes it."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.key).decode()}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a key. Raises NoteRefused."""
        name, _, rest = text.strip().partition("+")
        _, _, encoded = rest.partition("+")
        key = _decoded(encoded)
        read = cls(name, key[1:])
        if key[:1] != ED25519 or len(read.key) != 32 or str(read) != text.strip():
            raise NoteRefused("This is no public key of a log: NAME+ID+KEY, as `odr checkpoint --key` prints it.")
        return read


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a log goes, and the root over all of it."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text under a note's signatures. Lines after the third are of no concern here. Raises NoteRefused."""
        origin, *lines = text.split("\n")
        if not origin or len(lines) < 3 or not (lines[0].isascii() and lines[0].isdigit()):
            raise NoteRefused("This is no checkpoint: a name, a size and a root are expected.")
        read = cls(origin, int(lines[0]), _decoded(lines[1]))
        if len(read.root) != 32 or lines[0] != str(read.size):
            raise NoteRefused("This is no checkpoint: its size or its root cannot be read.")
        return read


def verifier_of(name: str, key: Ed25519PrivateKey) -> Verifier:
    """The public side of a key."""
    return Verifier(name, key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def signed(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """The note: the text, an empty line, the signature."""
    mark = verifier_of(name, key).id + key.sign(text.encode())
    return f"{text}\n{_DASH}{name} {base64.b64encode(mark).decode()}\n"


def opened(note: str, by: Verifier) -> str:
    """The text of a note that this key signed; signatures of other keys are passed over. Raises NoteRefused."""
    text, gap, lines = note.rpartition("\n\n")
    if not gap or not note.endswith("\n"):
        raise NoteRefused("This is no signed note: text, an empty line and signatures are expected.")
    own = [mark for mark in map(_mark, lines.splitlines()) if mark[:2] == (by.name, by.id)]
    if not own:
        raise NotSigned(f"The note is not signed by the key {by}.")
    try:
        for _, _, signature in own:
            Ed25519PublicKey.from_public_bytes(by.key).verify(signature, f"{text}\n".encode())
    except InvalidSignature:
        raise NoteRefused("The signature does not fit the note: it was changed, or signed by another key.") from None
    return f"{text}\n"


def _mark(line: str) -> tuple[str, bytes, bytes]:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not name or len(encoded) <= _ID:
        raise NoteRefused("This is no signed note: a line below the empty one is no signature.")
    mark = _decoded(encoded)
    return name, mark[:_ID], mark[_ID:]


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteRefused("This is no signed note: what should be base64 cannot be read.") from None
