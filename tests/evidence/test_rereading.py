"""What is kept is read again; what is not as it was is given to nobody, and somebody is told."""

from datetime import timedelta

import pytest
from cryptography.fernet import InvalidToken
from sqlalchemy import select, update

from odr.evidence.audit import Purpose
from odr.evidence.links import create_link, take_out
from odr.evidence.refusals import FileDamaged
from odr.evidence.rereading import AGAIN_AFTER, ALARM, Altered, reread, verify_stored
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import uploads
from odr.evidence.uploads import Upload, by_id
from odr.evidence.vault import Measured, Vault
from odr.outbox import outbox
from tests.evidence.helpers import BUYER, CASE, NOW, PDF, SELLER, TEXT, folder, hand_in, soon
from tests.evidence.trail import trail


def stored(room: EvidenceRoom, upload: Upload) -> Upload:
    with room.store.read() as conn:
        return by_id(conn, upload.id)


def write(room: EvidenceRoom, upload: Upload, body: bytes) -> None:
    path = folder(room).path(stored(room, upload).key)
    path.chmod(0o600)
    path.write_bytes(body)


def alarms(room: EvidenceRoom) -> int:
    with room.store.read() as conn:
        return len(conn.execute(select(outbox.c.id).where(outbox.c.topic == ALARM)).all())


FLIPPED = PDF[:10] + bytes([PDF[10] ^ 1]) + PDF[11:]


def test_a_flipped_byte_at_rest_is_noticed(room: EvidenceRoom):
    kept = [hand_in(room, visitor, PDF).upload for visitor in (BUYER, SELLER)]
    assert list(verify_stored(room, NOW)) == []
    write(room, kept[1], FLIPPED)
    assert list(verify_stored(room, NOW)) == [Altered(kept[1].id, kept[1].exhibit, CASE)]
    assert trail(room.store, kept[1].exhibit)[-1] == ("", Purpose.FOUND_ALTERED)
    folder(room).path(stored(room, kept[1]).key).unlink()
    assert len(list(verify_stored(room, NOW))) == 1


def test_a_file_replaced_together_with_its_row_is_noticed(room: EvidenceRoom):
    upload = hand_in(room, BUYER, PDF).upload
    write(room, upload, TEXT)
    found = room.vault.measure(stored(room, upload).key)
    with room.store.write() as conn:
        conn.execute(update(uploads).values(size=found.size, sha256=found.sha256))
    assert [one.upload for one in verify_stored(room, NOW)] == [upload.id]


def test_an_altered_file_is_given_to_nobody_until_it_is_as_it_was(room: EvidenceRoom):
    upload = hand_in(room, BUYER, PDF).upload
    link = create_link(room, BUYER, CASE, upload.exhibit, NOW).url.rpartition("/")[2]
    write(room, upload, FLIPPED)
    assert len(reread(room, NOW)) == alarms(room) == 1
    with pytest.raises(FileDamaged):
        take_out(room, link, soon(11))
    write(room, upload, PDF)
    assert reread(room, NOW + AGAIN_AFTER + timedelta(minutes=1)) == []
    assert b"".join(take_out(room, link, soon(11)).body) == PDF


def test_each_file_is_read_once_a_week_the_longest_ago_first_and_not_all_at_once(
    room: EvidenceRoom, monkeypatch: pytest.MonkeyPatch
):
    kept = [hand_in(room, BUYER, body).upload for body in (PDF, TEXT, PDF)]
    read: list[str] = []
    measure = room.vault.measure
    monkeypatch.setattr(room.vault, "measure", lambda key: read.append(key) or measure(key))
    for minute in (1, 2, 3, 4):
        reread(room, soon(60 + minute), most=1)
    assert sorted(read) == sorted(stored(room, one).key for one in kept)
    before, read[:] = list(read), []
    reread(room, soon(70) + AGAIN_AFTER)
    assert read == before


def test_a_file_whose_key_is_gone_keeps_no_other_from_its_turn(room: EvidenceRoom, monkeypatch: pytest.MonkeyPatch):
    first, second = (hand_in(room, BUYER, PDF).upload for _ in range(2))
    write(room, second, FLIPPED)
    measure = Vault.measure

    def fails(vault: Vault, key: str) -> Measured:
        if key == stored(room, first).key:
            raise InvalidToken
        return measure(vault, key)

    monkeypatch.setattr(Vault, "measure", fails)
    with room.store.write() as conn:
        conn.execute(update(uploads).where(uploads.c.id == second.id).values(reread_at=1))
    assert [one.upload for one in reread(room, NOW)] == [second.id]
