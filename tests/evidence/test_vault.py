"""The vault: written once, nothing half-written, bytes as they were; in a folder and in a bucket, sealed or not."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from odr.accounts.boxes import Box, Kind
from odr.accounts.resealing import reseal
from odr.evidence.bucket import PART, Bucket
from odr.evidence.erasing import forget_key
from odr.evidence.folder import Folder
from odr.evidence.refusals import StorageAway
from odr.evidence.sealed import PIECE, CaseKeys, NotAsSealed
from odr.evidence.vault import Blobs, Measured, Vault
from odr.ids import new_id
from odr.store import Store
from tests.databases import Databases
from tests.evidence.buckets import BUCKET, S3, moto, rclone
from tests.evidence.helpers import digest

CASE = "c" * 32
SIZES = [1, PIECE - 1, PIECE, PIECE + 1, PART + 3 * PIECE + 7]


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, S3]]:
    with ExitStack() as running:
        yield {
            "moto": running.enter_context(moto(tmp_path_factory.mktemp("moto"))),
            "rclone": running.enter_context(rclone(tmp_path_factory.mktemp("rclone"))),
        }


@pytest.fixture(params=["folder", "moto", "rclone"])
def blobs(
    request: pytest.FixtureRequest, tmp_path: Path, servers: dict[str, S3], monkeypatch: pytest.MonkeyPatch
) -> Blobs:
    if request.param == "folder":
        return Folder(tmp_path / "evidence")
    return bucket(servers[request.param], monkeypatch)


def bucket(server: S3, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return Bucket(server.url)


BOX = Box([b"a secret"], Kind.CASE_KEY)


@pytest.fixture(scope="module")
def beside(databases: Databases) -> Iterator[Store]:
    """Where the keys of cases lie."""
    store = databases.store("sqlite")
    yield store
    store.close()


@pytest.fixture(scope="module")
def keys(beside: Store) -> CaseKeys:
    return CaseKeys(beside, BOX)


@pytest.fixture(params=["in clear", "sealed"])
def vault(request: pytest.FixtureRequest, blobs: Blobs, keys: CaseKeys) -> Vault:
    return Vault(blobs, keys, sealing=request.param == "sealed")


def kept(vault: Vault, tmp_path: Path, body: bytes, key: str = "") -> str:
    key, whole = key or vault.new_key(CASE), tmp_path / new_id()
    whole.write_bytes(body)
    vault.keep(key, whole)
    vault.settle(key)
    return key


def bytes_of(size: int) -> bytes:
    return (bytes(range(251)) * (size // 251 + 1))[:size]


@pytest.mark.parametrize("size", SIZES)
def test_a_file_comes_back_as_it_went_in(vault: Vault, tmp_path: Path, size: int):
    body = bytes_of(size)
    key = kept(vault, tmp_path, body)
    assert b"".join(vault.pieces(key)) == body
    assert vault.measure(key) == Measured(len(body), digest(body))
    assert (vault.size(key), vault.head(key, 10)) == (len(body), body[:10])


@pytest.mark.parametrize("blobs", ["folder", "moto"], indirect=True)
@pytest.mark.parametrize("size", [10, PART + 1])
def test_nothing_is_ever_written_over(vault: Vault, tmp_path: Path, size: int):
    """The other server lets files be written over, which is why no key is used for two of them."""
    key = kept(vault, tmp_path, bytes_of(size))
    with pytest.raises(FileExistsError):
        kept(vault, tmp_path, b"another", key)
    assert vault.measure(key).sha256 == digest(bytes_of(size))


@pytest.mark.parametrize("size", [10, PART + 1])
def test_keeping_the_same_file_twice_is_no_error(vault: Vault, tmp_path: Path, size: int):
    whole, key = tmp_path / "whole", vault.new_key(CASE)
    whole.write_bytes(bytes_of(size))
    for _ in range(2):
        vault.keep(key, whole)
    assert vault.measure(key) == Measured(size, digest(bytes_of(size)))


def test_nothing_of_a_file_on_its_way_is_left_beside_it(vault: Vault, tmp_path: Path):
    kept(vault, tmp_path, b"x")
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".sealed")] == []


def test_deleting_twice_is_no_error(vault: Vault, tmp_path: Path):
    key = kept(vault, tmp_path, b"x")
    vault.delete(key)
    vault.delete(key)
    for lost in (vault.size, vault.measure):
        with pytest.raises(FileNotFoundError):
            lost(key)


def test_what_is_kept_in_a_folder_cannot_be_written_by_mistake(tmp_path: Path, keys: CaseKeys):
    folder = Folder(tmp_path / "evidence")
    key = kept(Vault(folder, keys), tmp_path, b"x")
    assert folder.path(key).stat().st_mode & 0o777 == 0o400


def test_a_store_says_whether_it_keeps_what_is_there(servers: dict[str, S3], monkeypatch: pytest.MonkeyPatch):
    assert bucket(servers["moto"], monkeypatch).keeps_what_is_there()
    assert not bucket(servers["rclone"], monkeypatch).keeps_what_is_there()
    for server in servers.values():
        assert "Contents" not in server.client().list_objects_v2(Bucket=BUCKET, Prefix="files/probe")


def test_a_store_that_is_gone_or_does_not_know_the_service_is_said_to_be_away(
    tmp_path: Path, servers: dict[str, S3], keys: CaseKeys, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "server").mkdir()
    with rclone(tmp_path / "server") as server:
        vault = Vault(bucket(server, monkeypatch), keys)
        key = kept(vault, tmp_path, b"x")
        server.stop()
        for away in (vault.size, vault.measure, vault.delete):
            with pytest.raises(StorageAway):
                away(key)
        with pytest.raises(StorageAway):
            kept(vault, tmp_path, b"x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another secret")
    monkeypatch.setenv("AWS_ENDPOINT_URL", servers["rclone"].endpoint)
    with pytest.raises(StorageAway):
        kept(Vault(Bucket(server.url), keys), tmp_path, b"x")


# --- sealed -------------------------------------------------------------------------------------------------------


@pytest.fixture
def sealing(tmp_path: Path, keys: CaseKeys) -> Vault:
    return Vault(Folder(tmp_path / "evidence"), keys, sealing=True)


def at_rest(vault: Vault, key: str) -> Path:
    assert isinstance(vault.blobs, Folder)
    path = vault.blobs.path(key)
    path.chmod(0o600)
    return path


def test_a_case_has_one_key_whoever_asks_first(store: Store):
    with ThreadPoolExecutor(8) as people:
        found = set(people.map(lambda _: CaseKeys(store, BOX).of(CASE), range(16)))
    assert len(found) == 1
    assert CaseKeys(store, BOX).of("d" * 32) not in found


def test_keys_of_cases_go_under_a_new_secret(store: Store):
    key = CaseKeys(store, BOX).of(CASE)
    assert reseal(store, [b"a newer secret", b"a secret"]) == 1
    assert CaseKeys(store, Box([b"a newer secret"], Kind.CASE_KEY)).of(CASE) == key


def test_a_sealed_file_says_nothing_of_what_is_in_it(sealing: Vault, tmp_path: Path):
    key = kept(sealing, tmp_path, b"a photograph of the broken lamp" * 100)
    assert b"lamp" not in at_rest(sealing, key).read_bytes()
    again = kept(sealing, tmp_path, b"a photograph of the broken lamp" * 100)
    assert at_rest(sealing, key).read_bytes()[18:] != at_rest(sealing, again).read_bytes()[18:]


@pytest.mark.parametrize("place", [0, 20, 60, 60 + PIECE, -1])
def test_one_flipped_bit_of_a_sealed_file_is_noticed(sealing: Vault, tmp_path: Path, place: int):
    key = kept(sealing, tmp_path, bytes_of(2 * PIECE + 5))
    path = at_rest(sealing, key)
    changed = bytearray(path.read_bytes())
    changed[place] ^= 1
    path.write_bytes(changed)
    with pytest.raises(NotAsSealed):
        sealing.measure(key)


def test_pieces_cannot_be_cut_off_added_exchanged_or_taken_from_another_file(sealing: Vault, tmp_path: Path):
    key, other = (kept(sealing, tmp_path, bytes_of(3 * PIECE)) for _ in range(2))
    path, whole = at_rest(sealing, key), at_rest(sealing, key).read_bytes()
    head, one = whole[:50], PIECE + 16
    first, second, third = (whole[50 + i * one : 50 + (i + 1) * one] for i in range(3))
    for wrong in (
        head + first + second,
        head + first + second + third + third,
        head + second + first + third,
        head,
        b"",
        at_rest(sealing, other).read_bytes(),
    ):
        path.write_bytes(wrong)
        with pytest.raises(NotAsSealed):
            sealing.measure(key)


def test_a_forgotten_key_is_the_end_of_every_file_of_its_case(sealing: Vault, beside: Store, tmp_path: Path):
    key, other = kept(sealing, tmp_path, b"x"), tmp_path / "other"
    other.write_bytes(b"y")
    another = sealing.new_key("d" * 32)
    sealing.keep(another, other)
    with beside.raw() as db:
        forget_key(db, beside.dialect, CASE)
    with pytest.raises(NotAsSealed):
        sealing.measure(key)
    assert sealing.head(another, 1) == b"y"


def test_what_lies_in_clear_can_be_read_after_sealing_was_turned_on_and_the_other_way_round(
    tmp_path: Path, keys: CaseKeys
):
    folder = Folder(tmp_path / "evidence")
    clear, sealing = Vault(folder, keys), Vault(folder, keys, sealing=True)
    one, two = kept(clear, tmp_path, b"one"), kept(sealing, tmp_path, b"two")
    assert (sealing.head(one, 3), clear.head(two, 3)) == (b"one", b"two")
