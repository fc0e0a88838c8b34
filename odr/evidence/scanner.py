"""Asks ClamAV's daemon what it thinks of a file: the INSTREAM command of clamd, over its socket (man clamd)."""

import socket
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

PIECE = 256 * 1024
LONGEST_ANSWER = 4096
GLANCE_S = 1.0


class Verdict(StrEnum):
    """What the scanner came to."""

    CLEAN = "CLEAN"
    HARMFUL = "HARMFUL"
    LOCKED = "LOCKED"
    """Encrypted: it could not look inside."""
    TOO_MUCH = "TOO_MUCH"
    """Nested deeper or larger when unpacked than the scanner goes; with AlertExceedsMax it says FOUND of those too."""


class ScannerDown(Exception):
    """The scanner gave no answer. `begun`: it had taken the file, so that the file may be why."""

    def __init__(self, *, begun: bool) -> None:
        super().__init__("no answer from the scanner")
        self.begun = begun


@dataclass(frozen=True, slots=True)
class Scanned:
    """A verdict, with the name of the signature that it rests on."""

    verdict: Verdict
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Scanner:
    """clamd at `unix:/PATH` or `tcp://HOST:PORT`. Blocking."""

    address: str

    def scan(self, pieces: Iterable[bytes], seconds: float) -> Scanned:
        """Send a file and read the verdict, within so many seconds.

        Raises:
            ScannerDown: there was no verdict.
        """
        until = time.monotonic() + seconds
        try:
            talk = self._connect(seconds)
        except OSError as error:
            raise ScannerDown(begun=False) from error
        with talk:
            try:
                _send(talk, pieces, until)
                answer = _answer(talk, until)
            except OSError as error:
                raise ScannerDown(begun=True) from error
        return _read(answer)

    def is_there(self) -> bool:
        """Whether it answers."""
        try:
            with self._connect(GLANCE_S) as talk:
                talk.sendall(b"zPING\0")
                return talk.recv(16).startswith(b"PONG")
        except OSError:
            return False

    def _connect(self, seconds: float) -> socket.socket:
        place = urlsplit(self.address)
        if place.scheme == "tcp":
            return socket.create_connection((place.hostname, place.port), seconds)
        talk = socket.socket(socket.AF_UNIX)
        talk.settimeout(seconds)
        try:
            talk.connect(place.path)
        except OSError:
            talk.close()
            raise
        return talk


def _send(talk: socket.socket, pieces: Iterable[bytes], until: float) -> None:
    """Whole files go in chunks behind their length; a scanner that has seen enough answers and hangs up early."""
    try:
        talk.sendall(b"zINSTREAM\0")
        for piece in pieces:
            for start in range(0, len(piece), PIECE):
                chunk = piece[start : start + PIECE]
                _wait_no_longer_than(talk, until)
                talk.sendall(struct.pack("!I", len(chunk)) + chunk)
        talk.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(talk: socket.socket, until: float) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        _wait_no_longer_than(talk, until)
        piece = talk.recv(LONGEST_ANSWER)
        if not piece:
            raise ConnectionResetError
        answer += piece
    return answer.rstrip(b"\0").decode(errors="replace")


def _wait_no_longer_than(talk: socket.socket, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    talk.settimeout(left)


def _read(answer: str) -> Scanned:
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Scanned(Verdict.CLEAN)
    if said.startswith("INSTREAM size limit exceeded"):
        return Scanned(Verdict.TOO_MUCH, "StreamMaxLength")
    if not said.endswith(" FOUND"):
        raise ScannerDown(begun=True)
    signature = said.removesuffix(" FOUND")
    if signature.startswith(("Heuristics.Limits.", "Heuristics.Zip.")):
        return Scanned(Verdict.TOO_MUCH, signature)
    if signature.startswith("Heuristics.Encrypted."):
        return Scanned(Verdict.LOCKED, signature)
    return Scanned(Verdict.HARMFUL, signature)
