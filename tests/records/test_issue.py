from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from odr.domain import filing
from odr.domain.roles import Role
from odr.law import Law
from odr.records import shelf
from odr.records.findings import Registered
from odr.records.findings import State as Seal
from odr.records.issue import Recipient, RecordsOffice
from odr.records.pages import html
from odr.records.reading import Scope
from odr.records.register import record_by_hash, records_of_reader
from odr.records.render import MissingGlyphs
from odr.records.verify import StoredRegister, verify_bytes
from odr.rulebooks import all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT
from tests.records.journey import BUYER, CASE, Journey

ISSUED_AT = FILED_AT + timedelta(days=1)
FOR_BUYER = Recipient(CASE, Role.COMPLAINANT, Scope.SHARED, "en", person="buyer")


@pytest.fixture
def journey(store: Store) -> Journey:
    return Journey(store)


@pytest.fixture
def real_office(journey, store, key, data_dir):
    """An office in front of a case that has just been opened."""
    return RecordsOffice(store, Law(all_rulebooks()), data_dir / "records", lambda: key)


@pytest.fixture
def office(real_office, small, monkeypatch):
    """The same, but everything looks like the small record: laying out takes a second."""
    monkeypatch.setattr("odr.records.issue.render", lambda _content: small)
    return real_office


def kept(data_dir):
    return [path for path in data_dir.rglob("records/*/*") if path.is_file()]


def test_a_real_case_becomes_a_registered_record(real_office, store, key):
    record = real_office.issue(FOR_BUYER, ISSUED_AT)
    data = real_office.read(record)
    assert (sha256(data).hexdigest(), len(data)) == (record.sha256, record.size)
    assert (record.key_spki, record.rulebook, record.issued_at) == (key.spki, "odr-default/1", ISSUED_AT)
    verdict = verify_bytes(data, register=StoredRegister(store))
    assert (verdict.seal.state, verdict.register.state, verdict.exit_code) == (Seal.PASSED, Registered.FOUND, 0)
    assert verdict.seal.case_number == "KE-2026-000001-1"


def test_the_same_state_gives_the_same_file_again(office, data_dir):
    first = office.issue(FOR_BUYER, ISSUED_AT)
    later = office.issue(replace(FOR_BUYER, person="another of the same side"), ISSUED_AT + timedelta(hours=3))
    assert later == first
    assert len(kept(data_dir)) == 1


@pytest.mark.parametrize("change", [{"role": Role.RESPONDENT}, {"scope": Scope.PRIVATE}])
def test_another_reader_or_scope_is_another_file(office, change):
    assert office.issue(replace(FOR_BUYER, **change), ISSUED_AT) != office.issue(FOR_BUYER, ISSUED_AT)


def test_another_state_is_another_file(office, journey):
    before = office.issue(FOR_BUYER, ISSUED_AT)
    journey.negotiate()
    after = office.issue(FOR_BUYER, ISSUED_AT)
    assert after.reader_version > before.reader_version
    assert after.sha256 != before.sha256


def test_private_words_make_no_new_shared_record(office, journey):
    journey.negotiate().mediate(private=False)
    before = office.issue(FOR_BUYER, ISSUED_AT)
    journey.whisper()
    assert office.issue(FOR_BUYER, ISSUED_AT) == before


def test_two_at_once_agree_on_one_file(office, data_dir):
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: office.issue(FOR_BUYER, ISSUED_AT), range(2))
    assert first == second
    assert len(kept(data_dir)) == 1


def test_a_record_that_cannot_be_shown_leaves_nothing(office, data_dir, monkeypatch):
    def fail(_content):
        raise MissingGlyphs("U+1F9FF")

    monkeypatch.setattr("odr.records.issue.render", fail)
    with pytest.raises(MissingGlyphs):
        office.issue(FOR_BUYER, ISSUED_AT)
    assert kept(data_dir) == []


def test_a_reader_lists_only_its_own_records(office, journey, store):
    older = office.issue(FOR_BUYER, ISSUED_AT)
    office.issue(replace(FOR_BUYER, role=Role.RESPONDENT), ISSUED_AT)
    journey.negotiate()
    newer = office.issue(FOR_BUYER, ISSUED_AT)
    with store.read() as connection:
        assert records_of_reader(connection, CASE, "COMPLAINANT") == [newer, older]


def test_a_changed_copy_is_neither_sealed_nor_registered(office, store):
    data = office.read(office.issue(FOR_BUYER, ISSUED_AT))
    verdict = verify_bytes(data + b"\n", register=StoredRegister(store))
    assert (verdict.seal.state, verdict.register.state) == (Seal.FAILED, Registered.NOT_FOUND)
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


def test_a_certificate_says_when_the_case_began_and_ended_and_is_registered(real_office, store):
    recipient = replace(FOR_BUYER, scope=Scope.CERTIFICATE)
    content = real_office.content(recipient, ISSUED_AT)
    assert (content.certificate.opened.at, content.certificate.ended) == (FILED_AT, None)
    assert (content.claims, content.course, content.order.items) == ((), (), ()), "and nothing of what was said"
    record = real_office.issue(recipient, ISSUED_AT)
    assert record.scope == "CERTIFICATE"
    data = real_office.read(record)
    assert len(data) < len(real_office.read(real_office.issue(FOR_BUYER, ISSUED_AT)))
    verdict = verify_bytes(data, register=StoredRegister(store))
    assert (verdict.seal.state, verdict.register.state) == (Seal.PASSED, Registered.FOUND)


def test_a_certificate_of_a_closed_case_names_the_ground(real_office, journey):
    journey.do(BUYER, 20, filing.WithdrawComplaint, reasons=None)
    content = real_office.content(replace(FOR_BUYER, scope=Scope.CERTIFICATE), ISSUED_AT)
    assert content.certificate.ended.at == FILED_AT + timedelta(hours=20)
    assert content.certificate.ground == "The complaint was withdrawn."
    page = html(content)
    assert "The procedure ended" in page
    assert "crack" not in page, "nothing of the complaint's words"
