"""What nobody finished goes; what is kept is read again."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from odr.domain import refusals as no
from odr.evidence.intake import Finalizing, finalize
from odr.evidence.links import create_link
from odr.evidence.refusals import UploadExpired
from odr.evidence.rereading import verify_stored
from odr.evidence.room import UPLOAD_LIFE, EvidenceRoom
from odr.evidence.tables import State, uploads
from odr.evidence.upkeep import GRACE, collect
from odr.evidence.uploads import Upload, by_id, change
from tests.evidence.helpers import (
    BUYER,
    CASE,
    NOW,
    PDF,
    TEXT,
    announced,
    arrived,
    begin,
    drafts,
    files,
    hand_in,
)

OVER = NOW + UPLOAD_LIFE + GRACE


def stored(room: EvidenceRoom, upload: Upload) -> Upload:
    with room.store.read() as conn:
        return by_id(conn, upload.id)


def test_abandoned_uploads_expire_with_their_files(room: EvidenceRoom):
    silent = begin(room, BUYER, announced(TEXT)).upload
    sent = arrived(room, BUYER, TEXT)
    handed_in = hand_in(room, BUYER, PDF).upload
    assert collect(room, OVER - timedelta(seconds=1)) == 0
    assert collect(room, OVER) == 2
    assert [stored(room, one).state for one in (silent, sent, handed_in)] == [
        State.ERASED,
        State.ERASED,
        State.AVAILABLE,
    ]
    assert files(room) == [PDF]
    assert (collect(room, OVER), drafts(room)) == (0, 0)
    with pytest.raises(UploadExpired):
        finalize(room, BUYER, Finalizing(sent.id), OVER)


def test_what_a_dead_process_left_goes_with_its_upload(room: EvidenceRoom):
    upload = begin(room, BUYER, announced(PDF)).upload
    with room.drafts.hold(upload.id) as died:
        died.write(PDF)
        room.vault.keep(upload.key, died.path)
    collect(room, NOW)
    assert (files(room), drafts(room)) == ([PDF], 1)
    collect(room, OVER)
    assert (files(room), drafts(room)) == ([], 0)


def test_what_reached_the_docket_when_its_process_died_is_an_exhibit_within_the_hour(room: EvidenceRoom):
    upload = hand_in(room, BUYER, PDF).upload
    unfinished = arrived(room, BUYER, TEXT)
    with room.store.write() as conn:
        conn.execute(update(uploads).values(state=State.SCANNING.value))
    collect(room, NOW + GRACE)
    assert stored(room, upload).state is State.AVAILABLE
    assert stored(room, unfinished).state is State.SCANNING, "not in the docket"


def test_a_draft_left_beside_an_exhibit_goes_without_it(room: EvidenceRoom):
    upload = stored(room, hand_in(room, BUYER, PDF).upload)
    for name in (upload.id, "no such upload"):
        room.drafts.hold(name).close()
    collect(room, NOW)
    assert (files(room), drafts(room)) == ([PDF], 0)


def test_a_file_whose_upload_was_given_up_goes_although_the_process_died(room: EvidenceRoom):
    upload = stored(room, arrived(room, BUYER, PDF))
    with room.store.write() as conn:
        change(conn, upload, state=State.ERASED.value)
    collect(room, NOW)
    assert (files(room), stored(room, upload).key) == ([], "")


def test_the_docket_decides_what_is_kept(room: EvidenceRoom):
    """The process died after the docket had the exhibit and before the row said so."""
    upload = hand_in(room, BUYER, PDF).upload
    with room.store.write() as conn:
        conn.execute(update(uploads).values(state=State.SCANNING.value))
    assert collect(room, OVER) == 0
    assert stored(room, upload).state is State.AVAILABLE
    assert files(room) == [PDF]


def test_a_checked_file_that_never_reached_the_docket_expires(room: EvidenceRoom):
    upload = arrived(room, BUYER, PDF)
    with pytest.raises(no.StaleVersion):
        finalize(room, BUYER, Finalizing(upload.id), NOW, expected_version=0)
    assert stored(room, upload).state is State.SCANNING
    assert collect(room, OVER) == 1
    assert files(room) == []


def test_an_erased_file_is_no_longer_handed_out(room: EvidenceRoom):
    upload = hand_in(room, BUYER, PDF).upload
    with room.store.write() as conn:
        conn.execute(update(uploads).values(state=State.ERASED.value, key=None))
    with pytest.raises(no.NotFound):
        create_link(room, BUYER, CASE, upload.exhibit, NOW)
    assert finalize(room, BUYER, Finalizing(upload.id), NOW).upload.state is State.ERASED
    assert list(verify_stored(room, NOW)) == []
