"""Files in a bucket, and sealed: the whole way in and out; and what becomes of one when the bucket is gone."""

import errno
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from odr.evidence.bucket import Bucket
from odr.evidence.intake import Finalizing, finalize
from odr.evidence.links import create_link, take_out
from odr.evidence.refusals import DiskFull, StorageAway
from odr.evidence.rereading import verify_stored
from odr.evidence.room import UPLOAD_LIFE, EvidenceRoom
from odr.evidence.sealed import CaseKeys
from odr.evidence.tables import State, uploads
from odr.evidence.upkeep import GRACE, collect
from odr.evidence.uploads import Upload, by_id
from odr.evidence.vault import Vault
from tests.evidence.buckets import BUCKET, S3, rclone
from tests.evidence.helpers import BUYER, CASE, NOW, PDF, announced, arrived, begin, hand_in, send

OVER = NOW + UPLOAD_LIFE + GRACE


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3]:
    (tmp_path / "server").mkdir()
    with rclone(tmp_path / "server") as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def far(room: EvidenceRoom, server: S3, keys: CaseKeys) -> EvidenceRoom:
    """The evidence room with its files in a bucket, sealed."""
    return replace(room, vault=Vault(Bucket(server.url), keys, sealing=True))


def stored(room: EvidenceRoom, upload: Upload) -> Upload:
    with room.store.read() as conn:
        return by_id(conn, upload.id)


def lying(server: S3) -> list[bytes]:
    found = server.client().list_objects_v2(Bucket=BUCKET).get("Contents", [])
    return [server.client().get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read() for one in found]


def test_a_file_goes_into_the_bucket_sealed_and_comes_out_as_it_was(far: EvidenceRoom, server: S3):
    done = hand_in(far, BUYER, PDF)
    (sealed,) = lying(server)
    assert b"PDF" not in sealed
    link = create_link(far, BUYER, CASE, done.upload.exhibit, NOW).url.rpartition("/")[2]
    assert b"".join(take_out(far, link, NOW).body) == PDF
    assert list(verify_stored(far, NOW)) == []


def test_what_nobody_finished_leaves_nothing_in_the_bucket(far: EvidenceRoom, server: S3):
    arrived(far, BUYER, PDF)
    assert len(lying(server)) == 1
    assert collect(far, OVER) == 1
    assert lying(server) == []


def test_a_file_that_finds_no_bucket_waits_whole_and_goes_on_later(far: EvidenceRoom, server: S3, keys: CaseKeys):
    upload = begin(far, BUYER, announced(PDF)).upload
    gone = replace(far, vault=Vault(_gone(server), keys, sealing=True))
    with pytest.raises(StorageAway):
        send(gone, upload, PDF)
    assert stored(far, upload).state is State.UPLOADING
    with pytest.raises(StorageAway):
        finalize(gone, BUYER, Finalizing(upload.id), NOW)
    assert finalize(far, BUYER, Finalizing(upload.id), NOW).upload.state is State.AVAILABLE


def test_a_bucket_that_goes_while_a_file_is_checked_loses_nothing(far: EvidenceRoom, server: S3):
    upload = arrived(far, BUYER, PDF)
    server.stop()
    with pytest.raises(StorageAway):
        finalize(far, BUYER, Finalizing(upload.id), NOW)
    assert stored(far, upload).state is State.QUARANTINED
    assert not far.clerk.look(CASE, BUYER, NOW).case.drafts


def test_a_bucket_that_is_away_is_no_alarm(far: EvidenceRoom, server: S3):
    upload = hand_in(far, BUYER, PDF).upload
    server.stop()
    with pytest.raises(StorageAway):
        list(verify_stored(far, NOW))
    assert not stored(far, upload).altered


def test_what_could_not_be_deleted_is_deleted_once_the_bucket_is_back(far: EvidenceRoom, server: S3, keys: CaseKeys):
    arrived(far, BUYER, PDF)
    gone = replace(far, vault=Vault(_gone(server), keys))
    with pytest.raises(StorageAway):
        collect(gone, OVER)
    collect(far, OVER)
    assert lying(server) == []


def test_a_disk_that_is_full_while_a_file_is_sealed_loses_nothing(
    far: EvidenceRoom, server: S3, monkeypatch: pytest.MonkeyPatch
):
    upload = begin(far, BUYER, announced(PDF)).upload

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(DiskFull):
        patched.setattr("odr.evidence.vault.seal", full)
        send(far, upload, PDF)
    assert finalize(far, BUYER, Finalizing(upload.id), NOW).upload.state is State.AVAILABLE


def test_the_log_says_at_the_start_how_the_bucket_behaves(
    far: EvidenceRoom, server: S3, caplog: pytest.LogCaptureFixture
):
    far.vault.blobs.ready()
    _gone(server).ready()
    assert [record.message for record in caplog.records if record.name == "odr.evidence.bucket"] == [
        "evidence.bucket_writes_over",
        "evidence.bucket_failed",
        "evidence.bucket_away",
    ]


def test_a_process_that_died_after_the_bucket_had_it_goes_on(far: EvidenceRoom, server: S3):
    upload = arrived(far, BUYER, PDF)
    with far.store.write() as conn:
        conn.execute(update(uploads).values(state=State.UPLOADING.value))
    with far.drafts.hold(upload.id) as draft:
        draft.write(PDF)
    assert finalize(far, BUYER, Finalizing(upload.id), NOW).upload.state is State.AVAILABLE
    assert len(lying(server)) == 1


def _gone(server: S3) -> Bucket:
    """The same bucket, where nobody answers."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        return Bucket(server.url)
