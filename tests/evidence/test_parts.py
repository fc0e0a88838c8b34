"""Files that go straight into the bucket: in signed parts, each as long as was announced, whole or not there."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import update

from odr.app import assemble, open_house
from odr.clerk import Clerk
from odr.evidence.bucket import Bucket
from odr.evidence.intake import Finalizing, finalize
from odr.evidence.parts import PART, Parts, lengths
from odr.evidence.refusals import HashDiffers, KindNotAccepted, NothingArrived, NotTheProtocol, StorageAway
from odr.evidence.room import UPLOAD_LIFE, EvidenceRoom
from odr.evidence.routes import routes
from odr.evidence.sealed import CaseKeys
from odr.evidence.tables import State, uploads
from odr.evidence.upkeep import GRACE, collect
from odr.evidence.uploads import Upload, by_id, parts_of, so_far
from odr.evidence.vault import Vault
from odr.schema import ids
from odr.schema.schema import schema
from odr.settings import Settings
from odr.store import Store
from tests.accounts.browser import ORIGIN, Caller
from tests.conftest import HandClock
from tests.evidence.buckets import BUCKET, S3, moto, rclone
from tests.evidence.helpers import BUYER, CASE, NOW, PDF, TEXT, announced, begin, digest, send
from tests.evidence.test_over_http import fetch, principal

BODY = PDF + bytes(range(256)) * 40_000
"""Two parts."""
SERVERS = {"moto": moto, "rclone": rclone}


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, S3]]:
    with ExitStack() as running:
        yield {name: running.enter_context(serve(tmp_path_factory.mktemp(name))) for name, serve in SERVERS.items()}


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest, servers: dict[str, S3], monkeypatch: pytest.MonkeyPatch) -> S3:
    for name, value in servers[request.param].environment.items():
        monkeypatch.setenv(name, value)
    return servers[request.param]


@pytest.fixture
def direct(room: EvidenceRoom, server: S3, keys: CaseKeys) -> EvidenceRoom:
    return replace(room, vault=Vault(Bucket(server.url), keys), parts=Parts(server.url))


def stored(room: EvidenceRoom, upload: Upload) -> Upload:
    with room.store.read() as conn:
        found = by_id(conn, upload.id)
    assert found
    return found


def put(room: EvidenceRoom, upload: Upload, body: bytes, *which: int) -> None:
    """As a browser does it, with nothing but the address."""
    start = 0
    for part in parts_of(room, upload):
        if part.number in which or not which:
            httpx.put(part.url, content=body[start : start + part.size]).raise_for_status()
        start += part.size


def under(server: S3, room: EvidenceRoom, upload: Upload) -> list[str]:
    found = server.client().list_objects_v2(Bucket=BUCKET).get("Contents", [])
    return [one["Key"] for one in found if upload.key in one["Key"]]


def test_a_file_goes_in_part_by_part_and_is_hashed_where_it_lies(direct: EvidenceRoom):
    upload = begin(direct, BUYER, announced(BODY, sha256=digest(BODY))).upload
    parts = parts_of(direct, upload)
    assert [(part.number, part.size, part.arrived) for part in parts] == [
        (1, PART, False),
        (2, len(BODY) - PART, False),
    ]
    put(direct, upload, BODY)
    assert all(part.arrived for part in parts_of(direct, upload))
    done = finalize(direct, BUYER, Finalizing(upload.id), NOW)
    assert (done.upload.state, done.upload.sha256, done.upload.size) == (State.AVAILABLE, digest(BODY), len(BODY))
    assert b"".join(direct.vault.pieces(upload.key)) == BODY
    assert parts_of(direct, done.upload) == []
    assert finalize(direct, BUYER, Finalizing(upload.id), NOW).replayed


def test_what_is_missing_is_sent_later(direct: EvidenceRoom, server: S3):
    upload = begin(direct, BUYER, announced(BODY)).upload
    put(direct, upload, BODY, 2)
    assert [part.arrived for part in parts_of(direct, upload)] == [False, True]
    assert so_far(direct, upload).arrived == len(BODY) - PART
    with pytest.raises(NothingArrived):
        finalize(direct, BUYER, Finalizing(upload.id), NOW)
    assert under(server, direct, upload) == []
    put(direct, upload, BODY, 1)
    assert finalize(direct, BUYER, Finalizing(upload.id), NOW).upload.state is State.AVAILABLE


def test_a_repeat_gets_the_same_parts(direct: EvidenceRoom):
    first = begin(direct, BUYER, announced(BODY), key="k").upload
    again = begin(direct, BUYER, announced(BODY), key="k")
    assert (again.replayed, again.upload.parts) == (True, first.parts)


@pytest.mark.parametrize("server", ["rclone"], indirect=True)
def test_a_part_of_another_length_or_a_changed_address_is_not_taken(direct: EvidenceRoom):
    """The other server believes every signature."""
    upload = begin(direct, BUYER, announced(BODY)).upload
    part = parts_of(direct, upload)[1]
    assert httpx.put(part.url, content=BODY).status_code == 403
    assert httpx.put(part.url.replace("partNumber=2", "partNumber=3"), content=BODY[PART:]).status_code == 403
    assert so_far(direct, upload).arrived == 0


def test_another_file_than_was_promised_or_of_a_kind_not_taken_is_refused(direct: EvidenceRoom, server: S3):
    upload = begin(direct, BUYER, announced(BODY, sha256=digest(TEXT))).upload
    put(direct, upload, BODY)
    with pytest.raises(HashDiffers):
        finalize(direct, BUYER, Finalizing(upload.id), NOW)
    page = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
    upload = begin(direct, BUYER, announced(page)).upload
    put(direct, upload, page)
    with pytest.raises(KindNotAccepted):
        finalize(direct, BUYER, Finalizing(upload.id), NOW)
    assert under(server, direct, upload) == []


def test_what_nobody_finished_is_broken_off(direct: EvidenceRoom, server: S3):
    upload = begin(direct, BUYER, announced(BODY)).upload
    put(direct, upload, BODY, 1)
    assert collect(direct, NOW + UPLOAD_LIFE + GRACE) == 1
    assert under(server, direct, upload) == []
    assert direct.parts is not None
    assert direct.parts.arrived(upload.key, upload.parts) == 0
    assert stored(direct, upload).state is State.ERASED


def test_a_process_that_died_after_the_parts_became_a_file_goes_on(direct: EvidenceRoom):
    upload = begin(direct, BUYER, announced(BODY)).upload
    put(direct, upload, BODY)
    assert direct.parts is not None
    direct.parts.complete(upload.key, upload.parts)
    assert finalize(direct, BUYER, Finalizing(upload.id), NOW).upload.sha256 == digest(BODY)


def test_it_does_not_pass_through_the_service(direct: EvidenceRoom):
    upload = begin(direct, BUYER, announced(BODY)).upload
    with pytest.raises(NotTheProtocol):
        send(direct, upload, BODY)


def test_while_the_store_is_away_the_upload_waits_for_its_parts(direct: EvidenceRoom, server: S3):
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
        gone = replace(direct, parts=Parts(server.url))
    with pytest.raises(StorageAway):
        begin(gone, BUYER, announced(BODY), key="k")
    begun = begin(direct, BUYER, announced(BODY), key="k")
    assert begun.replayed
    assert len(parts_of(direct, begun.upload)) == 2
    with direct.store.write() as conn:
        assert conn.execute(update(uploads).values(filename="a.pdf")).rowcount == 1


def test_over_graphql_an_upload_names_its_parts_and_pages_may_send_there(
    store: Store, tmp_path: Path, server: S3, clerk: Clerk
):
    settings = Settings(
        mode="demo", data_dir=tmp_path, worker=False, public_url=ORIGIN, evidence_store=server.url, evidence_direct=True
    )
    house = open_house(settings, store, HandClock(NOW))
    known = replace(house, identify=lambda credential, at: principal(credential.secret))
    app = assemble(known, schema(), routes(house.evidence, house.clock))
    buyer, given = Caller(app, "buyer"), {"case": ids.encode("Case", CASE), "filename": "a.pdf", "sizeBytes": len(BODY)}
    asked = "upload { id url protocol method headers { name } parts { number size url arrived } }"
    upload = buyer.done("createEvidenceUpload", asked, **given)["upload"]
    assert (upload["protocol"], upload["method"], upload["headers"]) == ("S3_MULTIPART", "PUT", [])
    for part, piece in zip(upload["parts"], (BODY[:PART], BODY[PART:]), strict=True):
        httpx.put(part["url"], content=piece).raise_for_status()
    done = buyer.done("finalizeEvidenceUpload", "exhibit { sha256 }", upload=upload["id"])
    assert done["exhibit"]["sha256"] == digest(BODY)
    policy = fetch(app, "GET", f"{ORIGIN}/cases").headers["content-security-policy"]
    assert f"connect-src 'self' {server.endpoint};" in policy


@pytest.mark.parametrize(
    ("size", "expected"), [(1, [1]), (PART, [PART]), (PART + 1, [PART, 1]), (2 * PART, [PART, PART])]
)
def test_every_part_but_the_last_is_as_long(size: int, expected: list[int]):
    assert lengths(size) == expected


def test_the_pages_may_send_to_where_parts_go(direct: EvidenceRoom, server: S3):
    assert direct.parts is not None
    assert direct.parts.origin == server.endpoint
