"""A process that hands files in, killed at any moment, again and again: `python -m tests.evidence.killing`.

What was acknowledged must be there afterwards, whole; what was not is there whole or not at all.
"""

import os
import random
import select
import signal
import sys
import time
import traceback
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import anyio

from odr.accounts.boxes import Box, Kind
from odr.accounts.repeats import Ask
from odr.clerk import Clerk
from odr.domain.roles import Visitor
from odr.evidence.drafts import Drafts
from odr.evidence.folder import Folder
from odr.evidence.intake import Finalizing, NewUpload, create_upload, finalize, uploads_under_way
from odr.evidence.receiving import receive
from odr.evidence.rereading import verify_stored
from odr.evidence.room import UPLOAD_LIFE, EvidenceRoom
from odr.evidence.sealed import CaseKeys
from odr.evidence.tables import State
from odr.evidence.upkeep import GRACE, collect
from odr.evidence.uploads import by_id, so_far, token_of
from odr.evidence.vault import Measured, Vault
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT, complaint

NOW = FILED_AT + timedelta(minutes=10)
BUYER = Visitor("buyer")
CASES = 40
LARGEST = 300_000
LONGEST_LIFE_S = 0.25
RULEBOOKS = all_rulebooks()


def opened(url: str, folder: Path) -> EvidenceRoom:
    """The evidence room as a process that has just started sees it."""
    store = Store(url)
    return EvidenceRoom(
        store=store,
        clerk=Clerk(store, RULEBOOKS),
        vault=Vault(Folder(folder / "files"), CaseKeys(store, Box([b"a secret"], Kind.CASE_KEY))),
        drafts=Drafts(folder / "drafts"),
        secret=b"a secret for tests",
        public_url="https://odr.example",
        files_url="https://odr.example",
        limit=LARGEST + 100,
        scratch=folder / "scratch",
    )


def body_of(seed: int) -> bytes:
    """What the file of this number holds."""
    drawn = random.Random(seed)
    return b"%PDF-1.7\n" + drawn.randbytes(drawn.randint(1, LARGEST))


# --- the process that is killed --------------------------------------------------------------------------------------


def hand_in_for_ever(url: str, folder: Path, tell: int, seed: int) -> None:
    """Go on with what was left, then begin new files. Each acknowledgement is told at once."""
    room, number = opened(url, folder), seed * 1000
    for case in range(CASES):
        for left in uploads_under_way(room, BUYER, f"case-{case}", NOW):
            _send_and_finalize(room, left.id, int(left.filename.partition(".")[0]), tell)
    while True:
        number += 1
        body, case = body_of(number), f"case-{number % CASES}"
        new = NewUpload(case, f"{number}.pdf", "application/pdf", len(body))
        upload = create_upload(room, BUYER, new, Ask(BUYER.person, "createEvidenceUpload", None, str(number)), NOW)
        _send_and_finalize(room, upload.upload.id, number, tell)


def _send_and_finalize(room: EvidenceRoom, upload: str, number: int, tell: int) -> None:
    body, drawn = body_of(number), random.Random(os.getpid())
    arrived = _arrived(room, upload)
    while arrived < len(body):
        until = min(len(body), arrived + drawn.randint(1, len(body)))
        arrived = _send(room, upload, body[arrived:until], arrived)
        os.write(tell, f"ARRIVED {upload} {number} {arrived}\n".encode())
    done = finalize(room, BUYER, Finalizing(upload, sha256(body).hexdigest()), NOW)
    os.write(tell, f"DONE {upload} {number} {done.upload.size}\n".encode())


def _send(room: EvidenceRoom, upload: str, piece: bytes, offset: int) -> int:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(piece), 16_384):
            yield piece[start : start + 16_384]

    return anyio.run(receive, room, token_of(room, upload), offset, chunks(), len(piece), NOW).arrived


def _arrived(room: EvidenceRoom, upload: str) -> int:
    with room.store.read() as conn:
        found = by_id(conn, upload)
    assert found is not None
    return so_far(room, found).arrived


# --- the one that kills it, and looks ---------------------------------------------------------------------------------


@dataclass
class Told:
    """What was acknowledged before a kill."""

    arrived: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By upload: its number, and how many bytes."""
    done: dict[str, int] = field(default_factory=dict)
    """By upload: its number."""

    def read(self, lines: bytes) -> None:
        """Take in whole lines."""
        for line in lines.decode().splitlines():
            word, upload, number, count = line.split(" ")
            if word == "ARRIVED":
                self.arrived[upload] = int(number), int(count)
            else:
                self.done[upload] = int(number)
                self.arrived.pop(upload, None)


def kill_again_and_again(url: str, folder: Path, times: int, seed: int) -> str:
    """So many kills; what came of them in one line.

    Raises:
        AssertionError: something that was acknowledged is lost, or something is torn.
    """
    _prepare(url, folder)
    told, drawn = Told(), random.Random(seed)
    for kill in range(times):
        told.read(_one_life(url, folder, kill, drawn.uniform(0, LONGEST_LIFE_S)))
        _look(url, folder, told)
    exhibits = _look_at_all(url, folder, told)
    return f"{times} kills: {len(told.done)} files acknowledged, {exhibits} in the dockets, 0 lost, 0 torn"


def _prepare(url: str, folder: Path) -> None:
    if os.fork():
        os.wait()
        return
    room = opened(url, folder)
    for case in range(CASES):
        order = replace(complaint().order, id=f"order-{case}")
        parts = {"case": f"case-{case}", "order": order}
        room.clerk.open("KE", lambda number, p=parts: complaint(number=number, **p), DEFAULT)
    os._exit(0)


def _one_life(url: str, folder: Path, number: int, seconds: float) -> bytes:
    """Start the process, let it acknowledge something, kill it; what it acknowledged."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            hand_in_for_ever(url, folder, write, number + 1)
        except BaseException:  # noqa: BLE001 -- whatever ends it is told before the process ends
            traceback.print_exc()
        os._exit(1)
    os.close(write)
    try:
        first = os.read(read, 65_536) if select.select([read], [], [], 20)[0] else b""
        assert first, "the process ended by itself"
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        rest = b"".join(iter(lambda: os.read(read, 65_536), b""))
    finally:
        os.close(read)
    return first + rest


def _look(url: str, folder: Path, told: Told) -> None:
    """In a process of its own, so that the next one to be killed inherits no connection."""
    child = os.fork()
    if not child:
        os._exit(_in_order(url, folder, told))
    assert os.waitpid(child, 0)[1] == 0, "something acknowledged is lost or torn: see above"


def _in_order(url: str, folder: Path, told: Told) -> int:
    room = opened(url, folder)
    for upload, (number, count) in told.arrived.items():
        if _arrived(room, upload) < count:
            sys.stderr.write(f"of {upload} ({number}) {count} bytes were acknowledged, not all are there\n")
            return 1
    for upload, number in list(told.done.items())[-3:]:
        if not _is_whole(room, upload, number):
            sys.stderr.write(f"{upload} ({number}) was acknowledged and is not whole\n")
            return 1
    return 0


def _is_whole(room: EvidenceRoom, upload: str, number: int) -> bool:
    body = body_of(number)
    with room.store.read() as conn:
        found = by_id(conn, upload)
    if found is None or not found.is_in(room.clerk.look(found.case_id, BUYER, NOW).case):
        return False
    return room.vault.measure(found.key) == Measured(len(body), sha256(body).hexdigest())


def _look_at_all(url: str, folder: Path, told: Told) -> int:
    """Everything acknowledged, everything in the dockets, and nothing else once the rest has been cleared away."""
    room = opened(url, folder)
    for upload, number in told.done.items():
        assert _is_whole(room, upload, number), f"{upload} is lost or torn"
    for _ in range(10):
        collect(room, NOW + UPLOAD_LIFE + GRACE)
    entered = 0
    for case in range(CASES):
        for exhibit in room.clerk.look(f"case-{case}", BUYER, NOW).case.drafts.values():
            number = int((exhibit.name.body or "").partition(".")[0])
            assert _is_whole(room, exhibit.upload, number), f"{exhibit.upload} is torn"
            entered += 1
    kept = [path for path in (folder / "files").rglob("*") if path.is_file()]
    assert len(kept) == entered, "a file lies in the vault that no docket knows"
    assert list(room.drafts.left()) == []
    assert list(verify_stored(room, NOW)) == []
    with room.store.read() as conn:
        left = conn.exec_driver_sql("select distinct state from uploads").scalars().all()
    assert set(left) <= {State.AVAILABLE.value, State.ERASED.value}
    return entered


if __name__ == "__main__":
    print(kill_again_and_again(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])))
