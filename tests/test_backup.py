"""What was backed up while the service went on working comes back whole, on both databases, or not at all."""

import argparse
import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from odr.backup import Backup, BackupRefused, backup, command, heads_of, read_manifest, restore
from odr.backup.files import listed
from odr.docket import dockets, entries
from odr.ids import new_id
from odr.migrate import is_current, migrate
from odr.settings import Settings
from odr.store import Store

Opener = Callable[[str], Store]
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
AWKWARD = 'tab\tline\nback\\slash "quoted" \\N Übergrößenträger 終'


class Place:
    """A database, and the folder beside it."""

    def __init__(self, url: str, data_dir: Path, open_store: Opener) -> None:
        self.url, self.data_dir = url, data_dir
        self.open = lambda: open_store(url)

    def backup(self, destination: Path) -> Backup:
        return backup(self.url, self.data_dir, destination, AT)


@pytest.fixture
def service(migrated_url: str, data_dir: Path, open_store: Opener) -> Place:
    (data_dir / "evidence" / "ab").mkdir(parents=True)
    (data_dir / "evidence" / "ab" / "photo").write_bytes(b"\xff\xd8 a photograph")
    (data_dir / "secret").write_text("key")
    (data_dir / "secret").chmod(0o600)
    return Place(migrated_url, data_dir, open_store)


@pytest.fixture
def elsewhere(service: Place, new_database: Callable[[str], str], tmp_path: Path, open_store: Opener) -> Place:
    engine = "sqlite" if service.url.startswith("sqlite") else "postgresql"
    return Place(new_database(engine), tmp_path / "elsewhere", open_store)


def add_entry(store: Store, case: str, number: int) -> None:
    """A case with its first entry, or one more entry and the head that counts it, in one transaction."""
    row = {"case_id": case, "number": number, "kind": "MessagePosted", "at": 1, "role": "SYSTEM", "person": ""}
    with store.write() as connection:
        if number == 1:
            connection.execute(insert(dockets).values(case_id=case, order_id="order", head=1, seal="1", opened_at=1))
        connection.execute(insert(entries).values(**row, body=AWKWARD, seal=str(number)))
        moved = update(dockets).where(dockets.c.case_id == case)
        connection.execute(moved.values(head=number, seal=str(number)))


@pytest.fixture
def writing(service: Place) -> Iterator[threading.Event]:
    """Somebody who files and writes without a pause; the event says that a few entries are there."""
    begun, stop, store = threading.Event(), threading.Event(), service.open()

    def write() -> None:
        while not stop.is_set():
            case = new_id()
            for number in range(1, 6):
                add_entry(store, case, number)
            begun.set()

    thread = threading.Thread(target=write)
    thread.start()
    yield begun
    stop.set()
    thread.join()


def test_a_backup_of_a_working_service_comes_back_whole(
    service: Place, elsewhere: Place, writing: threading.Event, tmp_path: Path
) -> None:
    assert writing.wait(10)
    made = service.backup(tmp_path / "backup")
    kept = restore(tmp_path / "backup", elsewhere.url, elsewhere.data_dir)
    assert kept == made
    assert kept.cases >= 1
    restored = elsewhere.open()
    assert is_current(restored)
    with restored.read() as connection:
        assert heads_of(connection) == (made.cases, made.heads)
        counted = connection.execute(select(dockets.c.case_id, dockets.c.head)).all()
        numbers = connection.execute(select(entries.c.case_id, entries.c.number)).all()
        assert set(connection.execute(select(entries.c.body)).scalars()) == {AWKWARD}
    assert sorted(map(tuple, numbers)) == sorted((case, n) for case, head in counted for n in range(1, head + 1))


def test_the_files_come_back_with_their_permissions(service: Place, elsewhere: Place, tmp_path: Path) -> None:
    service.backup(tmp_path / "backup")
    restore(tmp_path / "backup", elsewhere.url, elsewhere.data_dir)
    found = {
        path.relative_to(elsewhere.data_dir).as_posix() for path in elsewhere.data_dir.rglob("*") if path.is_file()
    }
    assert found >= {"evidence/ab/photo", "secret"}
    assert (elsewhere.data_dir / "evidence" / "ab" / "photo").read_bytes() == b"\xff\xd8 a photograph"
    assert (elsewhere.data_dir / "secret").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o700


def test_the_restored_service_can_be_written_to(service: Place, elsewhere: Place, tmp_path: Path) -> None:
    add_entry(service.open(), "case", 1)
    service.backup(tmp_path / "backup")
    restore(tmp_path / "backup", elsewhere.url, elsewhere.data_dir)
    add_entry(elsewhere.open(), "case", 2)
    with elsewhere.open().read() as connection:
        assert connection.execute(select(dockets.c.head)).scalar() == 2


def test_a_database_inside_the_folder_is_not_copied_as_a_file(
    data_dir: Path, tmp_path: Path, open_store: Opener
) -> None:
    url = f"sqlite:///{data_dir / 'odr.sqlite3'}"
    migrate(url)
    add_entry(open_store(url), "case", 1)
    assert backup(url, data_dir, tmp_path / "backup", AT).files == 0
    fresh = tmp_path / "fresh"
    restore(tmp_path / "backup", f"sqlite:///{fresh / 'odr.sqlite3'}", fresh)
    assert [path.name for path in fresh.glob("*.restoring*")] == []


def test_a_backup_without_its_last_file_is_none(service: Place, elsewhere: Place, tmp_path: Path) -> None:
    service.backup(tmp_path / "backup")
    (tmp_path / "backup" / "backup.json").unlink()
    with pytest.raises(BackupRefused, match="no finished backup"):
        restore(tmp_path / "backup", elsewhere.url, elsewhere.data_dir)


@pytest.mark.parametrize("part", ["files/evidence/ab/photo", "files.sha256", "database"])
def test_a_changed_byte_is_found_before_anything_is_restored(
    service: Place, elsewhere: Place, tmp_path: Path, part: str
) -> None:
    add_entry(service.open(), "case", 1)
    made = service.backup(tmp_path / "backup")
    database = "database.sqlite3" if made.dialect == "sqlite" else "tables/entries.copy"
    path = tmp_path / "backup" / (database if part == "database" else part)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(BackupRefused, match=path.name):
        restore(tmp_path / "backup", elsewhere.url, elsewhere.data_dir)
    assert not (elsewhere.data_dir / "secret").exists()


def test_a_missing_file_is_named(service: Place, elsewhere: Place, tmp_path: Path) -> None:
    service.backup(tmp_path / "backup")
    (tmp_path / "backup" / "files" / "secret").unlink()
    with pytest.raises(BackupRefused, match="secret is missing"):
        restore(tmp_path / "backup", elsewhere.url, elsewhere.data_dir)


def test_other_dockets_than_the_saved_ones_are_refused(service: Place, elsewhere: Place, tmp_path: Path) -> None:
    add_entry(service.open(), "case", 1)
    service.backup(tmp_path / "backup")
    manifest = tmp_path / "backup" / "backup.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"heads": "0" * 64}))
    with pytest.raises(BackupRefused, match="Do not use this database"):
        restore(tmp_path / "backup", elsewhere.url, elsewhere.data_dir)


def test_nothing_is_restored_over_something(service: Place, elsewhere: Place, tmp_path: Path) -> None:
    service.backup(tmp_path / "backup")
    with pytest.raises(BackupRefused, match="database is not empty"):
        restore(tmp_path / "backup", service.url, elsewhere.data_dir)
    with pytest.raises(BackupRefused, match="ODR_DATA_DIR"):
        restore(tmp_path / "backup", elsewhere.url, service.data_dir)


def test_a_backup_goes_to_a_new_place_outside(service: Place, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="outside"):
        service.backup(service.data_dir / "backup")
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "old").touch()
    with pytest.raises(BackupRefused, match="not empty"):
        service.backup(tmp_path / "backup")


def test_a_backup_is_of_one_database(service: Place, tmp_path: Path, new_database: Callable[[str], str]) -> None:
    made = service.backup(tmp_path / "backup")
    other = new_database("postgresql" if made.dialect == "sqlite" else "sqlite")
    with pytest.raises(BackupRefused, match="ODR_DATABASE_URL names"):
        restore(tmp_path / "backup", other, tmp_path / "elsewhere")


def test_a_backup_of_a_later_program_is_refused(service: Place, tmp_path: Path) -> None:
    service.backup(tmp_path / "backup")
    manifest = tmp_path / "backup" / "backup.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 2, "program": "9.0"}))
    with pytest.raises(BackupRefused, match=r"odr 9\.0"):
        read_manifest(tmp_path / "backup")


@pytest.mark.parametrize("name", ["files/../../secret", "/etc/passwd", "backup.json"])
def test_a_backup_cannot_name_a_file_outside(tmp_path: Path, name: str) -> None:
    (tmp_path / "files.sha256").write_text(f"00  {name}\n")
    with pytest.raises(BackupRefused, match="outside its folder"):
        list(listed(tmp_path))


def parsed(describe: Callable[[argparse.ArgumentParser], None], *given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    describe(parser)
    return parser.parse_args(given)


def test_the_commands_say_what_they_did(
    service: Place, elsewhere: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_entry(service.open(), "case", 1)
    settings = Settings(mode="demo", database_url=service.url, data_dir=service.data_dir)
    folder = str(tmp_path / "backup")
    assert command.run_backup(parsed(command.add_backup_arguments, folder), settings, AT) == 0
    assert "1 case and 2 files" in capsys.readouterr().out
    assert command.run_backup(parsed(command.add_backup_arguments, folder), settings, AT) == 1
    assert "is not empty" in capsys.readouterr().err
    fresh = Settings(mode="demo", database_url=elsewhere.url, data_dir=elsewhere.data_dir)
    assert command.run_restore(parsed(command.add_restore_arguments, folder), fresh) == 0
    assert "as of 2026-03-02T12:00:00+00:00: 1 case" in capsys.readouterr().out
    assert command.run_restore(parsed(command.add_restore_arguments, folder), fresh) == 1
    assert "is not empty" in capsys.readouterr().err
