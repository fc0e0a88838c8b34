"""Scanners for tests: ClamAV's own daemon with two signatures of ours, and a socket that says what it is told."""

import hashlib
import shutil
import socket
import socketserver
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from odr.evidence.scanner import Scanner

PROGRAM = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
START_S = 30
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The test file of the scanners' makers, put together here so that this source is not itself found."""

CONFIGURATION = """\
Foreground yes
LocalSocket {folder}/clamd.ctl
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
LogFile {folder}/clamd.log
MaxThreads 2
AlertExceedsMax yes
AlertEncrypted yes
StreamMaxLength 300M
MaxScanSize 100M
MaxFileSize 50M
MaxRecursion 12
ScanImageFuzzyHash no
"""


@contextmanager
def clamd() -> Iterator[Scanner]:
    """ClamAV's daemon, which knows EICAR as a whole file and by a piece of it, and nothing else."""
    assert PROGRAM
    folder = Path(tempfile.mkdtemp(prefix="clamd"))
    (folder / "signatures").mkdir()
    whole = f"{hashlib.sha256(EICAR).hexdigest()}:{len(EICAR)}:Test.Eicar.Whole:73\n"
    (folder / "signatures" / "own.hsb").write_text(whole)
    (folder / "signatures" / "own.ndb").write_text(f"Test.Eicar.Piece:0:*:{EICAR[20:].hex()}\n")
    (folder / "clamd.conf").write_text(CONFIGURATION.format(folder=folder))
    process = subprocess.Popen(
        [PROGRAM, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        scanner = Scanner(f"unix:{folder}/clamd.ctl")
        until = time.monotonic() + START_S
        while not scanner.is_there():
            assert process.poll() is None, (folder / "clamd.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.05)
        yield scanner
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[Scanner]:
    """A scanner at whose socket `answer` meets whoever comes."""

    class Meets(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            answer(self.request)

    with _Server(("127.0.0.1", 0), Meets) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Scanner(f"tcp://127.0.0.1:{server.server_address[1]}")
        finally:
            server.shutdown()


def read_all(talk: socket.socket) -> bytes:
    """A whole INSTREAM, without its framing."""
    with talk.makefile("rb") as file:
        assert file.read(10) == b"zINSTREAM\0"
        whole = b""
        while length := int.from_bytes(file.read(4)):
            whole += file.read(length)
    return whole
