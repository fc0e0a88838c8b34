"""A record that held something erased goes out of service: its bytes go, its hash, the day and the ground stay."""

from dataclasses import replace
from datetime import timedelta

import pytest

from odr.domain import erasing, retention
from odr.domain.events import LawfulGround, Submission
from odr.domain.refusals import Busy
from odr.domain.roles import Role, Room
from odr.domain.words import Text
from odr.law import Law
from odr.records.findings import Registered
from odr.records.issue import Recipient, RecordsOffice
from odr.records.reading import Scope
from odr.records.refusals import RecordWithdrawn
from odr.records.register import records_of_reader
from odr.records.verify import StoredRegister, verify_bytes
from odr.rulebooks import all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT
from tests.records.journey import ADMINISTRATOR, CASE, SELLER, Journey

ISSUED_AT = FILED_AT + timedelta(hours=1)
FOR_BUYER = Recipient(CASE, Role.COMPLAINANT, Scope.SHARED, "en", person="buyer")


@pytest.fixture
def journey(store: Store) -> Journey:
    return Journey(store)


@pytest.fixture
def office(journey, store, key, data_dir, small, monkeypatch):
    """Everything looks like the small record: laying out takes a second."""
    monkeypatch.setattr("odr.records.issue.render", lambda _content: small)
    return RecordsOffice(store, Law(all_rulebooks()), data_dir / "records", lambda: key)


def kept(data_dir):
    return [path for path in data_dir.rglob("records/*/*") if path.is_file()]


def erase_the_complaint(journey: Journey, hours: float = 2) -> None:
    asked = {"erasure": "e-1", "what": Submission.COMPLAINT, "subject": "", "ground": LawfulGround.ORDERED}
    journey.do(SELLER, hours, erasing.AskErasure, **asked)
    journey.do(ADMINISTRATOR, hours, erasing.AnswerErasure, erasure="e-1", erases=True, reasons=Text("Ordered."))


def test_it_is_withdrawn_by_the_entry_that_erases_and_a_saved_copy_still_verifies(office, journey, store, data_dir):
    record = office.issue(FOR_BUYER, ISSUED_AT)
    saved = office.read(record)
    erase_the_complaint(journey)
    (now,) = records_of_reader_of_buyer(store)
    assert (now.sha256, now.withdrawn_because) == (record.sha256, "ORDERED")
    with pytest.raises(RecordWithdrawn, match="2026-03-02"):
        office.read(now)
    assert len(kept(data_dir)) == 1, "killed here"
    assert (office.clear_withdrawn(ISSUED_AT), office.clear_withdrawn(ISSUED_AT)) == (1, 0)
    assert kept(data_dir) == []
    verdict = verify_bytes(saved, register=StoredRegister(store))
    assert (verdict.register.state, verdict.exit_code) == (Registered.FOUND, 0)
    assert "issued on 2026-03-02" in verdict.register.reason
    assert "Withdrawn from service on 2026-03-02 11:30 UTC" in verdict.register.reason
    assert "ORDERED" in verdict.register.reason


def records_of_reader_of_buyer(store: Store):
    with store.read() as conn:
        return records_of_reader(conn, CASE, Role.COMPLAINANT.value)


def test_a_new_record_can_be_issued_which_stays(office, journey, data_dir):
    first = office.issue(FOR_BUYER, ISSUED_AT)
    erase_the_complaint(journey)
    second = office.issue(FOR_BUYER, FILED_AT + timedelta(hours=3))
    assert second.id != first.id
    assert office.read(second)
    office.clear_withdrawn(ISSUED_AT)
    assert len(kept(data_dir)) == 1


def test_a_hold_that_is_lifted_withdraws_no_record_that_was_made_after_the_erasing(office, journey, store):
    erase_the_complaint(journey)
    record = office.issue(FOR_BUYER, FILED_AT + timedelta(hours=3))
    journey.do(ADMINISTRATOR, 4, retention.PlaceLegalHold, hold="h", reasons=Text("A court asks."))
    journey.do(ADMINISTRATOR, 5, retention.LiftLegalHold, hold="h", reasons=Text("It asks no more."))
    assert office.read(record)
    assert not any(one.withdrawn_at for one in records_of_reader_of_buyer(store))


def test_who_never_saw_it_keeps_their_record_and_a_certificate_holds_no_words(office, journey, store):
    certificate = office.issue(replace(FOR_BUYER, scope=Scope.CERTIFICATE), ISSUED_AT)
    journey.say(SELLER, 1.5, Room.OPEN, "Canary.")
    asked = {"erasure": "e-1", "what": Submission.MESSAGE, "subject": "m-1.5", "ground": LawfulGround.ORDERED}
    administrators = office.issue(replace(FOR_BUYER, role=Role.MARKETPLACE), ISSUED_AT + timedelta(hours=1))
    buyers = office.issue(FOR_BUYER, ISSUED_AT + timedelta(hours=1))
    journey.do(SELLER, 2.5, erasing.AskErasure, **asked)
    journey.do(ADMINISTRATOR, 2.5, erasing.AnswerErasure, erasure="e-1", erases=True, reasons=Text("Ordered."))
    assert office.read(certificate)
    assert office.read(administrators)
    withdrawn = {one.id for one in records_of_reader_of_buyer(store) if one.withdrawn_at}
    assert withdrawn == {buyers.id}


def test_what_is_erased_while_a_record_is_laid_out_stands_in_none(office, journey, data_dir, small, monkeypatch):
    def meanwhile(_content):
        if not erased:
            erased.append(True)
            erase_the_complaint(journey, 0.5)
        return small

    erased: list[bool] = []
    monkeypatch.setattr("odr.records.issue.render", meanwhile)
    record = office.issue(FOR_BUYER, ISSUED_AT)
    assert record.withdrawn_at is None
    assert len(kept(data_dir)) == 1
    content = office.content(FOR_BUYER, ISSUED_AT)
    assert content.cover.entries == record.reader_version, "it was read again"


def test_a_record_that_never_gets_ready_says_so_and_leaves_nothing(office, monkeypatch, data_dir):
    monkeypatch.setattr("odr.records.issue.words_until", lambda *_: 0)
    with pytest.raises(Busy):
        office.issue(FOR_BUYER, ISSUED_AT)
    assert kept(data_dir) == []
