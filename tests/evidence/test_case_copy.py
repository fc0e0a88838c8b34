"""A party's copy of a case: what they see and nothing else, each file with its right hash, each noted as fetched."""

import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select, update

from odr.custody.keys import LogKey
from odr.custody.log import sign_all
from odr.domain import erasing
from odr.domain.events import LawfulGround, Submission
from odr.domain.roles import Role, Room, Visitor
from odr.domain.talk import SendMessage
from odr.domain.words import Text
from odr.evidence.audit import Purpose
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import State, uploads
from odr.exports.case_copy import Desk, copy_of, files_of
from odr.exports.streamed import Part, archive
from tests.evidence.helpers import BUYER, CASE, NOW, PDF, SELLER, TEXT, folder, hand_in, soon
from tests.evidence.shown import disclose, handed_in
from tests.evidence.test_rereading import alarms
from tests.evidence.trail import trail

RECORD = b"%PDF the record"


def copied(room: EvidenceRoom, visitor: Visitor, key: LogKey | None = None) -> dict[str, bytes]:
    desk = Desk(room, cast(Any, None), cast(LogKey, key))
    seen = room.clerk.look(CASE, visitor, NOW)
    made = b"".join(copy_of(desk, seen, RECORD, NOW))
    with zipfile.ZipFile(io.BytesIO(made)) as unpacked:
        assert unpacked.testzip() is None
        return {name: unpacked.read(name) for name in unpacked.namelist()}


def say(room: EvidenceRoom, visitor: Visitor, words: str, where: Room) -> None:
    room.clerk.submit(
        CASE, visitor, lambda by: SendMessage(by=by, at=NOW, message=words, room=where, words=Text(words)), NOW
    )


@pytest.fixture
def case(room: EvidenceRoom) -> EvidenceRoom:
    """The buyer's disclosed exhibit and draft, and a draft of the seller."""
    disclose(room.clerk, BUYER, handed_in(room, TEXT))
    hand_in(room, BUYER, PDF, filename="canary-own.pdf")
    hand_in(room, SELLER, PDF + b" theirs", filename="canary-theirs.pdf")
    say(room, BUYER, "openly", Room.OPEN)
    return room


def test_every_hash_in_the_list_is_right_and_every_file_is_in_it(case: EvidenceRoom):
    files = copied(case, BUYER)
    sums = dict(reversed(line.split("  ", 1)) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: sha256(body).hexdigest() for name, body in files.items()}
    assert files["record.pdf"] == RECORD
    assert [*files][-1] != "record.pdf"


def test_it_holds_what_its_reader_may_have_and_nothing_of_the_other_sides(case: EvidenceRoom):
    buyers, sellers = copied(case, BUYER), copied(case, SELLER)
    own = [name for name in buyers if name.startswith("exhibits/")]
    assert len(own) == 2
    assert TEXT in buyers.values()
    assert PDF in buyers.values()
    assert b"theirs" not in b"".join(buyers.values())
    assert b"canary-own" not in b"".join([*sellers.values(), *(name.encode() for name in sellers)])
    assert any(name.startswith("exhibits/C-1/") for name in sellers), "as pages, where the rule gives no original"
    assert TEXT not in [body for name, body in sellers.items() if not name.startswith("exhibits/C-1/")]


def test_the_entries_are_those_that_the_reader_sees_with_their_words_and_hashes(case: EvidenceRoom):
    for visitor, role in ((BUYER, Role.COMPLAINANT), (SELLER, Role.RESPONDENT)):
        told = json.loads(copied(case, visitor)["entries.json"])
        seen = case.clerk.look_as(CASE, role, NOW).entries
        assert [one["kind"] for one in told["entries"]] == [type(one.event).__name__ for one in seen]
        assert all(len(one["sha256"]) == 64 for one in told["entries"])
    assert [one["says"]["words"] for one in told["entries"] if one["kind"] == "MessageSent"] == ["openly"]


def test_every_exhibit_in_it_is_noted_as_downloaded_by_this_person(case: EvidenceRoom):
    exhibit = next(iter(case.clerk.look(CASE, BUYER, NOW).case.exhibits))
    copied(case, SELLER)
    assert ("seller-person", "DOWNLOADED") in [(one[0], one[1]) for one in trail(case.store, exhibit)]


def test_its_proofs_are_checked_by_the_program_that_lies_beside_them(case: EvidenceRoom, tmp_path: Path):
    key = LogKey("odr.example", Ed25519PrivateKey.generate())
    sign_all(case.store, key, NOW)
    files = copied(case, BUYER, key)
    for name in ("proofs.json", "verify_proof.py"):
        (tmp_path / name).write_bytes(files[name])
    asked = [sys.executable, "-I", "verify_proof.py", "proofs.json", "--key"]
    held = subprocess.run([*asked, str(key.verifier)], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    seen = case.clerk.look(CASE, BUYER, NOW).entries
    assert held == f"In the log: entries {', '.join(str(number) for number, _ in enumerate(seen, 1))}.\n"
    another = LogKey("odr.example", Ed25519PrivateKey.generate())
    assert subprocess.run([*asked, str(another.verifier)], cwd=tmp_path, capture_output=True, check=False).returncode


def test_what_was_erased_is_left_out_and_said_to_be(case: EvidenceRoom):
    draft = next(iter(case.clerk.look(CASE, BUYER, NOW).case.drafts))
    asked = {"erasure": "e", "what": Submission.EXHIBIT, "subject": draft, "ground": LawfulGround.CONSENT_WITHDRAWN}
    case.clerk.submit(CASE, BUYER, lambda by: erasing.AskErasure(by=by, at=NOW, **asked), NOW)
    files = copied(case, BUYER)
    assert f"draft-{draft[:8]}: it was erased.\n" == files["NOT-INCLUDED.txt"].decode()
    assert b"canary-own" not in b"".join(files.values())


def test_what_is_erased_while_it_leaves_is_left_out(case: EvidenceRoom, monkeypatch: pytest.MonkeyPatch):
    """The rows say so before the bytes go; a reading that comes between finds no bytes."""

    def gone(_: object, key: str) -> Iterator[bytes]:
        with case.store.write() as conn:
            conn.execute(update(uploads).values(state=State.ERASED.value))
        raise FileNotFoundError(key)
        yield b""

    monkeypatch.setattr(type(case.vault), "pieces", gone)
    files = copied(case, BUYER)
    assert not [name for name in files if name.startswith("exhibits/")]
    assert files["NOT-INCLUDED.txt"].decode().count("it was erased") == 2


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(PDF[:-1])])
def test_a_damaged_file_keeps_no_other_from_the_copy_and_somebody_is_told(
    case: EvidenceRoom, damage: Callable[[Path], object]
):
    draft = next(iter(case.clerk.look(CASE, BUYER, NOW).case.drafts))
    with case.store.read() as conn:
        key = conn.execute(select(uploads.c.key).where(uploads.c.exhibit == draft)).scalar_one()
    path = folder(case).path(key)
    path.chmod(0o600)
    damage(path)
    for _ in range(2):
        files = copied(case, BUYER)
        assert TEXT in files.values()
        assert PDF[:-1] not in b"".join(files.values())
        assert files["NOT-INCLUDED.txt"].decode().startswith(f"draft-{draft[:8]}: what is stored is not what")
    assert alarms(case) == 1
    assert [done for _, done in trail(case.store, draft)][-1] is Purpose.FOUND_ALTERED, "not noted as downloaded"


def test_a_damaged_page_keeps_no_other_from_the_copy(case: EvidenceRoom):
    whole = copied(case, SELLER)
    (page,) = files_of(case, case.clerk.look(CASE, SELLER, NOW))[0][:1]
    folder(case).path(page.key).unlink()
    files = copied(case, SELLER)
    assert whole.keys() - files.keys() == {page.name}
    assert f"C-1, page {page.page}: what was made of it is damaged" in files["NOT-INCLUDED.txt"].decode()
    assert alarms(case) == 0


def test_what_it_would_hold_is_known_before(case: EvidenceRoom):
    found, left_out = files_of(case, case.clerk.look(CASE, BUYER, soon(1)))
    assert (len(found), sum(one.size for one in found), left_out) == (2, len(TEXT) + len(PDF), {})


def test_memory_does_not_grow_with_the_files() -> None:
    piece = bytes(1024 * 1024)
    tracemalloc.start()
    size = sum(len(one) for one in archive([Part("large", (piece for _ in range(64)))]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 64 * len(piece)
    assert peak < 8 * len(piece)
