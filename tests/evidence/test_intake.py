"""Announcing and finalizing, on both databases: what is refused, what is fixed, what a repeat gives."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import BytesIO

import anyio
import pytest
from PIL import Image

from odr.clerk import Clerk
from odr.docket import Act
from odr.domain import refusals as no
from odr.domain.filing import WithdrawComplaint
from odr.domain.roles import Role
from odr.evidence import refusals as why
from odr.evidence.audit import Purpose
from odr.evidence.intake import MOST_UNDER_WAY, Finalizing, finalize
from odr.evidence.receiving import stop
from odr.evidence.room import UPLOAD_LIFE, EvidenceRoom
from odr.evidence.tables import State
from odr.evidence.uploads import by_id, by_token, token_of, url_of
from tests.evidence.helpers import (
    ADMINISTRATOR,
    BUYER,
    CASE,
    COLLEAGUE,
    GPS,
    NOW,
    PDF,
    SELLER,
    STRANGER,
    TEXT,
    announced,
    arrived,
    begin,
    digest,
    drafts,
    files,
    folder,
    hand_in,
    photograph,
    soon,
)
from tests.evidence.trail import trail

MIB = 1024 * 1024


def test_a_photograph_becomes_an_exhibit_of_its_own_side(room: EvidenceRoom, clerk: Clerk):
    body = photograph()
    done = hand_in(room, BUYER, body, filename="Kratzer.JPG", declared_type="application/octet-stream")
    own, other = (clerk.look(CASE, visitor, NOW).case for visitor in (BUYER, SELLER))
    exhibit = own.drafts[done.upload.exhibit]
    assert (exhibit.name.body, exhibit.media_type, exhibit.size) == ("Kratzer.JPG", "image/jpeg", len(body))
    assert exhibit.sha256.body == digest(body)
    assert done.upload.state is State.AVAILABLE
    assert not other.drafts
    assert files(room) == [body]
    assert drafts(room) == 0
    assert trail(room.store, exhibit.id) == [("", Purpose.INSPECTED)]


def test_the_original_keeps_its_exif(room: EvidenceRoom):
    hand_in(room, BUYER, photograph())
    (kept,) = files(room)
    assert Image.open(BytesIO(kept)).getexif().get_ifd(GPS)[2] == (52.0, 30.0, 0.0)


def test_both_sides_hand_in_neutrals_and_administrators_do_not(room: EvidenceRoom):
    assert hand_in(room, SELLER, TEXT).upload.role is Role.RESPONDENT
    with pytest.raises(no.NotAllowed):
        begin(room, ADMINISTRATOR, announced(TEXT))


@pytest.mark.parametrize("case_id", [CASE, "no-such-case"])
def test_an_invisible_case_answers_like_an_unknown_one(room: EvidenceRoom, case_id: str):
    with pytest.raises(no.NotFound) as refused:
        begin(room, STRANGER, announced(TEXT, case_id=case_id))
    assert refused.value.message == no.NotFound().message


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"filename": "a\0b.jpg"}, why.FileNameNotValid),
        ({"filename": "x" * 300}, why.FileNameNotValid),
        ({"size": 0}, why.FileIsEmpty),
        ({"size": -1}, why.FileIsEmpty),
        ({"size": 25 * MIB + 1}, why.FileTooLarge),
        ({"sha256": "abc"}, why.HashNotValid),
        ({"sha256": "g" * 64}, why.HashNotValid),
        ({"declared_type": "image/jpeg\r\nX: y"}, why.TypeNotValid),
    ],
)
def test_what_cannot_be_right_is_refused_before_a_byte_is_sent(
    room: EvidenceRoom, changes: dict[str, object], refusal: type[no.Refused]
):
    with pytest.raises(refusal) as refused:
        begin(room, BUYER, announced(TEXT, **changes))
    assert refused.value.message.endswith(".")


def test_the_limit_itself_is_taken(room: EvidenceRoom):
    assert begin(room, BUYER, announced(TEXT, size=25 * MIB)).upload.declared_size == 25 * MIB


@pytest.mark.parametrize("name", ["../../../x", "a\r\nb: c.txt", "\u202etxt.exe"])
def test_a_strange_name_is_data_and_nothing_else(room: EvidenceRoom, clerk: Clerk, name: str):
    done = hand_in(room, BUYER, TEXT, filename=name)
    assert clerk.look(CASE, BUYER, NOW).case.drafts[done.upload.exhibit].name.body == name
    assert files(room) == [TEXT]


def test_a_repeated_announcement_gives_the_same_upload_and_address(room: EvidenceRoom):
    first, again = (begin(room, BUYER, announced(TEXT), key="k") for _ in range(2))
    assert (first.replayed, again.replayed) == (False, True)
    assert first.upload == again.upload
    assert url_of(room, first.upload) == url_of(room, again.upload)
    with pytest.raises(no.KeyReused):
        begin(room, BUYER, announced(PDF), key="k")


def test_nobody_begins_uploads_without_end(room: EvidenceRoom):
    for _ in range(MOST_UNDER_WAY):
        begin(room, BUYER, announced(TEXT))
    with pytest.raises(why.TooManyUploads):
        begin(room, BUYER, announced(TEXT))
    begin(room, SELLER, announced(TEXT))
    begin(room, BUYER, announced(TEXT), at=NOW + UPLOAD_LIFE)


def test_the_token_is_kept_as_a_hash_only(room: EvidenceRoom):
    upload = begin(room, BUYER, announced(TEXT)).upload
    token = token_of(room, upload.id)
    with room.store.read() as conn:
        row = conn.exec_driver_sql("select * from uploads").one()
        assert by_token(conn, token) == upload
    assert token not in row
    assert token != token_of(replace(room, secret=b"another"), upload.id)


@pytest.mark.parametrize("visitor", [STRANGER, SELLER, COLLEAGUE])
def test_another_persons_upload_is_not_found(room: EvidenceRoom, visitor):
    upload = arrived(room, BUYER, TEXT)
    for asked in (upload.id, "no-such-upload"):
        with pytest.raises(no.NotFound):
            finalize(room, visitor, Finalizing(asked), NOW)


def test_nothing_is_finalized_that_has_not_arrived(room: EvidenceRoom):
    upload = begin(room, BUYER, announced(TEXT)).upload
    with pytest.raises(why.NothingArrived):
        finalize(room, BUYER, Finalizing(upload.id), NOW)


@pytest.mark.parametrize("at_start", [True, False])
def test_a_wrong_sha256_is_refused_and_the_right_file_welcome_as_another_upload(room: EvidenceRoom, at_start: bool):
    promised = digest(PDF)
    upload = arrived(room, BUYER, PDF[:-1] + b"x", size=len(PDF), sha256=promised.upper() if at_start else None)
    asked = Finalizing(upload.id, None if at_start else promised.upper())
    for _ in range(2):
        with pytest.raises(why.HashDiffers):
            finalize(room, BUYER, asked, NOW)
    anyio.run(stop, room, token_of(room, upload.id), NOW)
    assert hand_in(room, BUYER, PDF, sha256=promised).upload.sha256 == promised
    assert files(room) == [PDF]


def test_a_kind_that_is_not_taken_is_deleted_at_once(room: EvidenceRoom, clerk: Clerk):
    upload = arrived(room, BUYER, b"<html><script>alert(1)</script></html>")
    messages = set()
    for _ in range(2):
        with pytest.raises(why.KindNotAccepted) as refused:
            finalize(room, BUYER, Finalizing(upload.id), NOW)
        messages.add(refused.value.message)
    assert len(messages) == 1
    assert files(room) == []
    assert drafts(room) == 0
    assert not clerk.look(CASE, BUYER, NOW).case.drafts


def test_bytes_that_changed_on_the_disk_are_noticed_before_they_are_evidence(room: EvidenceRoom):
    upload = arrived(room, BUYER, PDF)
    with room.store.read() as conn:
        path = folder(room).path(by_id(conn, upload.id).key)
    path.chmod(0o600)
    path.write_bytes(PDF[:-1] + b"x")
    with pytest.raises(why.ArrivedDamaged):
        finalize(room, BUYER, Finalizing(upload.id), NOW)
    path.unlink()
    with pytest.raises(why.ArrivedDamaged):
        finalize(room, BUYER, Finalizing(upload.id), NOW)


def test_finalizing_twice_gives_the_same_exhibit(room: EvidenceRoom, clerk: Clerk):
    first = hand_in(room, BUYER, PDF)
    version = clerk.look(CASE, BUYER, NOW).case.version
    again = finalize(room, BUYER, Finalizing(first.upload.id), soon(60))
    assert (first.replayed, again.replayed) == (False, True)
    assert first.upload == again.upload
    assert clerk.look(CASE, BUYER, NOW).case.version == version


def test_finalizing_at_the_same_time_gives_one_exhibit(room: EvidenceRoom, clerk: Clerk):
    upload = arrived(room, BUYER, PDF)
    exhibits: list[str] = []

    def work(act: Act | None) -> None:
        exhibits.append(finalize(room, BUYER, Finalizing(upload.id), NOW, act=act).upload.exhibit)

    acts = [Act("buyer", "finalizeEvidenceUpload", key, "hash", "") for key in ("a", "a", "b")]
    together([partial(work, act) for act in (*acts, None)])
    assert exhibits == [upload.exhibit] * 4
    assert list(clerk.look(CASE, BUYER, NOW).case.drafts) == [upload.exhibit]


def together(jobs: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_an_expired_upload_is_over(room: EvidenceRoom):
    upload = arrived(room, BUYER, PDF)
    with pytest.raises(why.UploadExpired):
        finalize(room, BUYER, Finalizing(upload.id), NOW + UPLOAD_LIFE)
    assert finalize(room, BUYER, Finalizing(upload.id), NOW + UPLOAD_LIFE - timedelta(seconds=1)).upload.finalized_at


def test_after_the_case_has_closed_nothing_comes_in(room: EvidenceRoom, clerk: Clerk):
    upload = arrived(room, BUYER, PDF)
    clerk.submit(CASE, BUYER, lambda by: WithdrawComplaint(by=by, at=NOW), NOW)
    with pytest.raises(no.CaseIsClosed):
        finalize(room, BUYER, Finalizing(upload.id), NOW)
    with pytest.raises(no.CaseIsClosed):
        begin(room, BUYER, announced(PDF))


def test_a_stale_version_can_be_finalized_with_the_new_one(room: EvidenceRoom, clerk: Clerk):
    upload = arrived(room, BUYER, PDF)
    version = clerk.look(CASE, BUYER, NOW).case.version
    with pytest.raises(no.StaleVersion):
        finalize(room, BUYER, Finalizing(upload.id), NOW, expected_version=version - 1)
    done = finalize(room, BUYER, Finalizing(upload.id, description="The crack."), NOW, expected_version=version)
    assert clerk.look(CASE, BUYER, NOW).case.drafts[done.upload.exhibit].description.body == "The crack."
