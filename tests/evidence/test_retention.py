"""A closed case is kept as long as its rulebook says, a copy is offered before, and a hold keeps it longer."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from odr import retaining
from odr.docket import dockets, texts
from odr.domain import erasing, exhibits, filing, needs, parallel, retention
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import Kept, LawfulGround, Submission
from odr.domain.roles import Role, Visitor
from odr.domain.rulebook.choices import Hold
from odr.domain.words import Text
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import case_keys, uploads
from odr.evidence.upkeep import collect
from odr.fulfilment.tables import executions
from odr.notices.tables import notices
from odr.retaining import apply_retention
from odr.store import micros
from odr.verification import verify_dockets
from tests.evidence.helpers import ADMINISTRATOR, BUYER, CASE, NOW, PDF, SELLER, TEXT, files, hand_in

CLOSED = NOW + timedelta(minutes=1)
WHY = Text("Because.")
LEG = {
    **dict.fromkeys(("line", "leg", "marketplace", "order_id", "order_number", "needs", "code"), ""),
    **dict.fromkeys(("attempt", "minor", "tries", "changed_at"), 1),
    "case_id": CASE,
    "currency": "EUR",
    "state": "SETTLED",
    "reference": "ODR-7K2Q",
}
"""Something that was done in a shop, but for its key and its kind."""


def act(room: EvidenceRoom, visitor: Visitor, command: Any, at: datetime, **asked: Any) -> None:
    room.clerk.submit(CASE, visitor, lambda by: command(by=by, at=at, **asked), at)


def case_of(room: EvidenceRoom, at: datetime, role: Role = Role.COMPLAINANT) -> Case:
    return room.clerk.look_as(CASE, role, at).case


def until(room: EvidenceRoom, kept: Kept) -> datetime:
    found = retention.kept_until(kept, case_of(room, CLOSED + timedelta(days=1)))
    assert found is not None
    return found


def told(room: EvidenceRoom, at: datetime, role: Role = Role.COMPLAINANT) -> list[str]:
    return [type(one.event).__name__ for one in room.clerk.look_as(CASE, role, at).entries]


def words(room: EvidenceRoom) -> int:
    with room.store.read() as conn:
        return len(conn.execute(select(texts.c.commitment)).all())


@pytest.fixture
def closed(room: EvidenceRoom) -> EvidenceRoom:
    """A disclosed exhibit, a draft of the other side, and the complaint withdrawn."""
    shown = hand_in(room, BUYER, PDF).upload.exhibit
    hand_in(room, SELLER, TEXT, filename="note.txt", declared_type="text/plain")
    act(room, BUYER, exhibits.DiscloseExhibit, NOW, exhibit=shown)
    act(room, BUYER, needs.StateNeeds, NOW, needs=Text("Large print."))
    act(room, BUYER, filing.WithdrawComplaint, CLOSED, reasons=WHY)
    return room


def rounds(room: EvidenceRoom, at: datetime, most: int = 9) -> None:
    """Until nothing more is due now."""
    while apply_retention(room, at, most):
        pass
    apply_retention(room, at, most)


def test_the_dates_are_known_as_soon_as_the_case_is_closed(closed: EvidenceRoom):
    """180 days and 3 years, by the end of the day at the place of the staff (archive, odr-default/1)."""
    assert until(closed, Kept.EVIDENCE).isoformat() == "2026-08-29T22:00:00+00:00"
    assert until(closed, Kept.RECORD).isoformat() == "2029-03-02T23:00:00+00:00"
    for role in (Role.COMPLAINANT, Role.RESPONDENT, Role.MARKETPLACE):
        assert retention.kept_until(Kept.EVIDENCE, case_of(closed, CLOSED, role)) == until(closed, Kept.EVIDENCE)


def test_a_copy_is_offered_before_the_evidence_goes_and_nothing_goes_early(closed: EvidenceRoom):
    offered = until(closed, Kept.EVIDENCE) - retention.OFFERED_BEFORE
    rounds(closed, offered - timedelta(seconds=1))
    assert "CaseCopyOffered" not in told(closed, offered)
    rounds(closed, offered)
    for role in (Role.COMPLAINANT, Role.RESPONDENT):
        assert told(closed, offered, role)[-1] == "CaseCopyOffered"
    case = case_of(closed, offered)
    assert case.copy_offered == e.CaseCopyOffered(Kept.EVIDENCE, until(closed, Kept.EVIDENCE))
    rounds(closed, until(closed, Kept.EVIDENCE) - timedelta(seconds=1))
    assert files(closed) == sorted([PDF, TEXT])


def test_the_evidence_goes_each_where_it_was_seen_and_the_words_stay(closed: EvidenceRoom):
    rounds(closed, until(closed, Kept.EVIDENCE) - timedelta(days=3))
    over = until(closed, Kept.EVIDENCE)
    rounds(closed, over)
    assert files(closed) == []
    assert told(closed, over).count("ExhibitErased") == 1
    assert told(closed, over, Role.RESPONDENT).count("ExhibitErased") == 2, "its own draft too"
    assert told(closed, over, Role.MARKETPLACE)[-1] == "RetentionEnded"
    case = case_of(closed, over)
    assert (case.evidence_erased_at, case.record_erased_at) == (over, None)
    assert case.filed is not None
    assert case.filed.narrative.body is not None
    assert verify_dockets(closed.store, closed.clerk.law).divergence is None
    with closed.store.read() as conn:
        assert conn.execute(select(case_keys)).all() == []
        assert {row.filename for row in conn.execute(select(uploads))} == {""}


def test_at_last_every_word_goes_and_what_happened_stays(closed: EvidenceRoom):
    with closed.store.write() as conn:
        given_up = {"exhibit": "given up", "filename": "my-diagnosis.pdf", "state": "ERASED", "key": None}
        row = dict(conn.execute(select(uploads).limit(1)).mappings().one())
        conn.execute(insert(uploads), row | given_up | {"id": "u", "token_hash": "t", "detail": "my-diagnosis.exe"})
    with closed.store.write() as conn:
        row = {"id": "n", "person": "buyer", "case_id": CASE, "kind": "receipt", "facts": "{}", "created_at": 1}
        conn.execute(insert(notices), row)
    with closed.store.write() as conn:
        for kind in ("refund", "voucher"):
            conn.execute(insert(executions), LEG | {"key": kind, "kind": kind})
    for days in (0, 150, 180, 3 * 365 - 29, 3 * 365 + 2):
        rounds(closed, CLOSED + timedelta(days=days, hours=23))
    end = CLOSED + timedelta(days=3 * 365 + 3)
    assert words(closed) == 0
    seen = told(closed, end)
    assert (seen[0], seen[-1], seen.count("CaseCopyOffered")) == ("CaseOpened", "RetentionEnded", 2)
    with closed.store.read() as conn:
        shop = conn.execute(select(executions.c.reference).order_by(executions.c.kind)).scalars().all()
    assert shop == ["ODR-7K2Q", ""], "the code of a voucher is money to whoever has it"
    case = case_of(closed, end)
    assert case.record_erased_at is not None
    assert case.filed is not None
    assert case.filed.narrative.body is None
    assert verify_dockets(closed.store, closed.clerk.law).divergence is None
    with closed.store.read() as conn:
        assert conn.execute(select(notices)).all() == []
        assert {(row.filename, row.sha256, row.detail) for row in conn.execute(select(uploads))} == {("", None, None)}
        assert conn.execute(select(dockets.c.erase_at)).scalar_one() is None
    assert apply_retention(closed, end + timedelta(days=9999)) is False
    with pytest.raises(no.NothingToErase):
        act(closed, ADMINISTRATOR, retention.PlaceLegalHold, end, hold="h", reasons=WHY)


def test_a_worker_that_slept_offers_a_copy_all_the_same(closed: EvidenceRoom):
    late = until(closed, Kept.EVIDENCE) + timedelta(days=40)
    rounds(closed, late)
    case = case_of(closed, late)
    assert case.copy_offered == e.CaseCopyOffered(Kept.EVIDENCE, late + retention.LEAST_NOTICE)
    assert len(files(closed)) == 2


def test_a_round_that_died_goes_on_and_what_it_left_is_made_good(closed: EvidenceRoom, monkeypatch: pytest.MonkeyPatch):
    rounds(closed, until(closed, Kept.EVIDENCE) - timedelta(days=3))
    over = until(closed, Kept.EVIDENCE)

    def dies(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(retaining, "clear_erased", dies)
    with pytest.raises(KeyboardInterrupt):
        rounds(closed, over)
    monkeypatch.undo()
    assert len(files(closed)) == 2, "the entry is there, the bytes are still"
    rounds(closed, over)
    collect(closed, over)
    assert files(closed) == []
    assert told(closed, over).count("RetentionEnded") == 1


def test_a_legal_hold_keeps_everything_against_rule_and_request_until_it_is_lifted(closed: EvidenceRoom):
    over = until(closed, Kept.EVIDENCE)
    with pytest.raises(no.NotAllowed):
        act(closed, BUYER, retention.PlaceLegalHold, CLOSED, hold="h", reasons=WHY)
    with pytest.raises(no.ReasonsMissing):
        act(closed, ADMINISTRATOR, retention.PlaceLegalHold, CLOSED, hold="h", reasons=Text(""))
    court = {"authority": Text("Amtsgericht Mitte"), "reference": Text("7 C 12/26")}
    act(closed, ADMINISTRATOR, retention.PlaceLegalHold, CLOSED, hold="h", reasons=WHY, **court)
    asked = {"erasure": "x", "what": Submission.COMPLAINT, "subject": "", "ground": LawfulGround.ORDERED}
    with pytest.raises(no.LegalHoldStands):
        act(closed, BUYER, erasing.AskErasure, CLOSED, **asked)
    before = words(closed)
    act(closed, BUYER, needs.WithdrawNeeds, CLOSED)
    assert words(closed) == before, "words taken back are shown to nobody, and stay"
    assert case_of(closed, CLOSED).needs == {}
    rounds(closed, over + timedelta(days=999))
    assert len(files(closed)) == 2
    assert retention.held_by(case_of(closed, over)) == (Hold.LEGAL_HOLD,)
    lifted = over + timedelta(days=1000)
    act(closed, ADMINISTRATOR, retention.LiftLegalHold, lifted, hold="h", reasons=WHY)
    assert words(closed) == before, "what was taken back goes; the reasons come"
    rounds(closed, lifted)
    offered = case_of(closed, lifted).copy_offered
    assert offered is not None
    assert offered.until == lifted + retention.LEAST_NOTICE, "a copy is offered anew"
    assert len(files(closed)) == 2
    rounds(closed, offered.until)
    assert files(closed) == []
    assert verify_dockets(closed.store, closed.clerk.law).divergence is None


def test_a_court_that_deals_with_the_sale_keeps_the_case(room: EvidenceRoom):
    hand_in(room, BUYER, PDF)
    facts: dict[str, Any] = {
        "proceeding": "p",
        "kind": e.ParallelKind.COURT,
        "forum": Text("Court"),
        "reference": Text("7 C 12"),
    }
    facts["opened_on"] = NOW.date()
    act(room, ADMINISTRATOR, parallel.ReportParallelProceeding, NOW, **facts)
    assert case_of(room, NOW).closed_at is not None, "a court stops the case"
    late = CLOSED + timedelta(days=400)
    rounds(room, late)
    assert files(room) == [PDF]
    assert retention.held_by(case_of(room, late)) == (Hold.COURT_POSSIBLE,)
    ended = {"proceeding": "p", "outcome": e.ParallelOutcome.FOR_COMPLAINANT, "ended_on": late.date()}
    act(room, ADMINISTRATOR, parallel.EndParallelProceeding, late, **ended)
    rounds(room, late)
    assert case_of(room, late).copy_offered is not None
    rounds(room, late + retention.LEAST_NOTICE)
    assert files(room) == []


def test_a_row_that_says_too_early_is_set_to_when_something_is_due(closed: EvidenceRoom):
    """So does the migration: it knows closed cases and no rulebooks."""
    with closed.store.write() as conn:
        conn.execute(update(dockets).values(erase_at=1))
    rounds(closed, CLOSED + timedelta(days=1))
    assert verify_dockets(closed.store, closed.clerk.law).divergence is None


def test_a_case_that_cannot_be_read_keeps_no_other_from_its_turn(closed: EvidenceRoom):
    with closed.store.write() as conn:
        copy = {"case_id": "broken", "order_id": "o", "head": 1, "seal": "", "opened_at": 1, "erase_at": 1}
        conn.execute(insert(dockets), copy)
    rounds(closed, until(closed, Kept.EVIDENCE) - retention.OFFERED_BEFORE)
    assert "CaseCopyOffered" in told(closed, until(closed, Kept.EVIDENCE))


def test_a_case_that_cannot_be_read_stands_behind_the_others(closed: EvidenceRoom, monkeypatch: pytest.MonkeyPatch):
    late = until(closed, Kept.EVIDENCE)

    def fails(*_: object) -> None:
        raise ValueError("no such rulebook")

    with monkeypatch.context() as patched:
        patched.setattr(type(closed.clerk), "submit_for_service", fails)
        apply_retention(closed, late)
    with closed.store.read() as conn:
        assert conn.execute(select(dockets.c.erase_at)).scalar_one() > micros(late)
    apply_retention(closed, late + retaining.AGAIN_AFTER)
    assert told(closed, late + retaining.AGAIN_AFTER)[-1] == "CaseCopyOffered"
