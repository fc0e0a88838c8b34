from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from odr.records import shelf
from odr.records.findings import Registered, State
from odr.records.issue import Recipient, issue_record, read_record, records_folder
from odr.records.register import record_by_hash, records_of_reader
from odr.records.render import MissingGlyphs
from odr.records.verify import StoredRegister, verify_bytes
from odr.store import Store
from tests.records.cases import SMALL, saying
from tests.records.conftest import SEALED_AT

FOR_ANNA = Recipient(case_id="c" * 32, reader="COMPLAINANT", reader_version=9, person="a" * 32)


@pytest.fixture
def issue(store, key, data_dir, small, monkeypatch):
    """Issues the small record, laid out once for all tests; what is given replaces what is usual."""
    monkeypatch.setattr("odr.records.issue.render", lambda _content: small)

    def with_changes(content=SMALL, at=SEALED_AT, **changes):
        return issue_record(store, data_dir, key, content, replace(FOR_ANNA, **changes), at)

    return with_changes


def kept(data_dir):
    return [path for path in records_folder(data_dir).rglob("*") if path.is_file()]


def test_the_register_describes_the_kept_file(issue, data_dir, key):
    record = issue()
    data = read_record(data_dir, record)
    assert (sha256(data).hexdigest(), len(data)) == (record.sha256, record.size)
    assert (record.key_spki, record.rulebook, record.issued_at) == (key.spki, "odr-default/1", SEALED_AT)


def test_the_same_state_gives_the_same_file_again(issue, data_dir):
    assert issue(at=SEALED_AT + timedelta(days=3), person="b" * 32) == issue()
    assert len(kept(data_dir)) == 1


@pytest.mark.parametrize("change", [{"reader": "RESPONDENT"}, {"reader_version": 10}, {"case_id": "d" * 32}])
def test_another_reader_state_or_case_is_another_file(issue, change):
    assert issue(**change).sha256 != issue().sha256


def test_two_at_once_agree_on_one_file(issue, data_dir):
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: issue(), range(2))
    assert first == second
    assert len(kept(data_dir)) == 1


def test_a_record_that_cannot_be_shown_leaves_nothing(issue, data_dir, monkeypatch):
    def fail(_content):
        raise MissingGlyphs("U+1F9FF")

    monkeypatch.setattr("odr.records.issue.render", fail)
    with pytest.raises(MissingGlyphs):
        issue(saying("never shown"))
    assert kept(data_dir) == []


def test_a_reader_lists_only_its_own_records(issue, store):
    own = [issue(reader_version=10), issue()]
    issue(reader="RESPONDENT")
    with store.read() as connection:
        assert records_of_reader(connection, FOR_ANNA.case_id, "COMPLAINANT") == own


def test_the_register_knows_the_file_and_the_key(issue, store, data_dir):
    record = issue()
    verdict = verify_bytes(read_record(data_dir, record), register=StoredRegister(store))
    assert (verdict.seal.state, verdict.register.state) == (State.PASSED, Registered.FOUND)
    assert verdict.exit_code == 0


def test_a_changed_copy_is_neither_sealed_nor_registered(issue, store, data_dir):
    data = read_record(data_dir, issue())
    verdict = verify_bytes(data + b"\n", register=StoredRegister(store))
    assert (verdict.seal.state, verdict.register.state) == (State.FAILED, Registered.NOT_FOUND)
    assert verdict.exit_code == 1


def test_a_database_without_the_register_is_no_register(empty_url, sealed, open_store):
    verdict = verify_bytes(sealed, register=StoredRegister(open_store(empty_url)))
    assert verdict.register.state is Registered.NOT_CHECKED


def test_an_unknown_hash_is_not_found(store: Store):
    with store.read() as connection:
        assert record_by_hash(connection, "0" * 64) is None


def test_dropped_bytes_are_gone(tmp_path):
    key = shelf.put(tmp_path, b"bytes")
    assert shelf.get(tmp_path, key) == b"bytes"
    shelf.drop(tmp_path, key)
    shelf.drop(tmp_path, key)
    with pytest.raises(FileNotFoundError):
        shelf.get(tmp_path, key)
