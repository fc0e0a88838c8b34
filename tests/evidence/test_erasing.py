"""An exhibit that is erased: words, salts, file and what identifies it go; that it was there stays, and verifies."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from odr import erasures
from odr.clerk import Clerk
from odr.docket import entries, texts
from odr.domain import erasing, exhibits
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import ErasureGround, LawfulGround, Submission
from odr.domain.roles import Visitor
from odr.domain.words import Text
from odr.evidence.intake import Finalizing, finalize
from odr.evidence.links import create_link, take_out
from odr.evidence.rereading import verify_stored
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import State, renditions, uploads
from odr.evidence.upkeep import clear_erased, collect
from odr.rulebooks import all_rulebooks
from odr.verification import verify_dockets
from tests.evidence.helpers import (
    ADMINISTRATOR,
    BUYER,
    CASE,
    NOW,
    PDF,
    SELLER,
    TEXT,
    arrived,
    drafts,
    files,
    hand_in,
    soon,
)

KEY = "5" * 32
NAME, SAID = "canary-crack.jpg", "Canary: the crack, seen from above."


def act(clerk: Clerk, visitor: Visitor, kind: Any, at: datetime = NOW, **asked: Any) -> None:
    clerk.submit(CASE, visitor, lambda by: kind(by=by, at=at, **asked), at)


def handed_in(room: EvidenceRoom) -> str:
    upload = arrived(room, BUYER, PDF, filename=NAME)
    return finalize(room, BUYER, Finalizing(upload.id, description=SAID), NOW).upload.exhibit


def erase(room: EvidenceRoom, exhibit: str, **changes: Any) -> None:
    asked = {"erasure": f"of {exhibit}", "what": Submission.EXHIBIT, "subject": exhibit}
    act(room.clerk, BUYER, erasing.AskErasure, **asked | {"ground": LawfulGround.CONSENT_WITHDRAWN} | changes)


def kinds(room: EvidenceRoom, visitor: Visitor) -> list[str]:
    return [type(one.event).__name__ for one in room.clerk.look(CASE, visitor, soon(60)).entries]


def everything(room: EvidenceRoom) -> str:
    """Every row of the store that could hold a word of it."""
    with room.store.read() as conn:
        return str([[*conn.execute(select(table))] for table in (texts, entries, uploads)])


def test_what_nobody_else_saw_its_own_side_erases_at_once(room: EvidenceRoom):
    exhibit = handed_in(room)
    assert NAME in everything(room)
    assert SAID in everything(room)
    erase(room, exhibit)
    assert clear_erased(room, CASE) == 1
    assert "canary" not in everything(room).lower()
    assert files(room) == []
    with room.store.read() as conn:
        (row,) = conn.execute(select(uploads))
        left = conn.execute(select(texts.c.number).join(entries, entries.c.number == texts.c.number)).scalars().all()
    assert (row.state, row.key, row.filename, row.sha256, row.declared_sha256) == (State.ERASED, None, "", None, None)
    received = kinds(room, BUYER).index("ExhibitReceived")
    assert received + 1 not in left, "salts go with the words"
    for clerk in (room.clerk, Clerk(room.store, all_rulebooks())):
        case = clerk.look(CASE, BUYER, soon(60)).case
        draft = case.drafts[exhibit]
        assert (draft.name.body, draft.sha256.body) == (None, None)
        assert case.erased[Submission.EXHIBIT, exhibit].ground is ErasureGround.CONSENT_WITHDRAWN
    assert "ExhibitErased" in kinds(room, BUYER)
    assert "ExhibitErased" not in kinds(room, SELLER), "the other side never knew of it"
    assert verify_dockets(room.store, room.clerk.law).divergence is None
    assert [*verify_stored(room, soon(61))] == []


def test_what_was_made_of_it_goes_with_it(room: EvidenceRoom, tmp_path: Path):
    """Renditions are rows of their own with keys of their own."""
    exhibit = handed_in(room)
    page = tmp_path / "page"
    page.write_bytes(b"canary page")
    room.vault.keep(KEY, page)
    row = {"id": "r-1", "exhibit": exhibit, "case_id": CASE, "number": 1, "kind": "IMAGE", "media_type": "image/webp"}
    with room.store.write() as conn:
        conn.execute(insert(renditions), row | {"size": 11, "sha256": "5" * 64, "key": KEY, "state": "READY", "at": 0})
    erase(room, exhibit)
    with room.store.read() as conn:
        shown = conn.execute(select(renditions.c.state, renditions.c.sha256)).all()
    assert [tuple(one) for one in shown] == [(State.ERASED, "")]
    clear_erased(room, CASE)
    with room.store.read() as conn:
        assert conn.execute(select(renditions)).all() == []
    assert files(room) == []


def test_nothing_of_it_can_be_had_or_disclosed_afterwards(room: EvidenceRoom):
    exhibit = handed_in(room)
    link = create_link(room, BUYER, CASE, exhibit, NOW)
    erase(room, exhibit)
    with pytest.raises(no.NotFound):
        create_link(room, BUYER, CASE, exhibit, NOW)
    with pytest.raises(no.NotFound):
        take_out(room, link.url.rsplit("/", 1)[-1], NOW)
    with pytest.raises(no.NotFound):
        act(room.clerk, BUYER, exhibits.DiscloseExhibit, exhibit=exhibit)


def test_a_break_between_the_entry_and_the_deletion_is_made_good(room: EvidenceRoom):
    erase(room, handed_in(room))
    assert files(room) == [PDF], "killed here"
    collect(room, NOW)
    assert (files(room), drafts(room)) == ([], 0)
    assert collect(room, NOW) == 0
    assert clear_erased(room, CASE) == 0, "twice is no error"


def test_a_break_before_the_commit_erases_nothing(room: EvidenceRoom, monkeypatch: pytest.MonkeyPatch):
    exhibit = handed_in(room)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(erasures, "_holding", dies)
    with pytest.raises(KeyboardInterrupt):
        erase(room, exhibit)
    monkeypatch.undo()
    collect(room, NOW)
    assert (files(room), "ExhibitErased" in kinds(room, BUYER)) == ([PDF], False)
    assert room.clerk.look(CASE, BUYER, NOW).case.drafts[exhibit].name.body == NAME


def test_erasing_twice_is_refused(room: EvidenceRoom):
    exhibit = handed_in(room)
    erase(room, exhibit)
    with pytest.raises(no.AlreadyDone):
        erase(room, exhibit, erasure="again")


def test_a_download_under_way_ends_and_the_next_is_refused(room: EvidenceRoom):
    exhibit = handed_in(room)
    token = create_link(room, BUYER, CASE, exhibit, NOW).url.rsplit("/", 1)[-1]
    leaving = take_out(room, token, NOW).body
    first = next(leaving)
    erase(room, exhibit)
    clear_erased(room, CASE)
    assert first + b"".join(leaving) == PDF
    with pytest.raises(no.NotFound):
        take_out(room, token, NOW)


def test_a_file_erased_while_it_is_read_again_is_no_alarm(room: EvidenceRoom, monkeypatch: pytest.MonkeyPatch):
    exhibit = handed_in(room)

    def meanwhile(_: object, key: str) -> None:
        erase(room, exhibit)
        clear_erased(room, CASE)
        raise FileNotFoundError(key)

    monkeypatch.setattr(type(room.vault), "measure", meanwhile)
    assert [*verify_stored(room, NOW)] == []


def test_what_the_other_side_relies_on_stays_while_the_case_runs_unless_it_is_ordered(room: EvidenceRoom):
    exhibit = handed_in(room)
    other = hand_in(room, SELLER, TEXT, filename="note.txt", declared_type="text/plain").upload.exhibit
    act(room.clerk, BUYER, exhibits.DiscloseExhibit, exhibit=exhibit)
    with pytest.raises(no.StillReliedOn):
        erase(room, exhibit)
    with pytest.raises(no.NotFound):
        erase(room, other)
    erase(room, exhibit, ground=LawfulGround.ORDERED, reasons=Text("Order 7 C 12/26."))
    answer = {"erasure": f"of {exhibit}", "erases": True, "reasons": Text("The order is on file.")}
    with pytest.raises(no.NotAllowed):
        act(room.clerk, SELLER, erasing.AnswerErasure, **answer)
    act(room.clerk, ADMINISTRATOR, erasing.AnswerErasure, **answer)
    clear_erased(room, CASE)
    assert files(room) == [TEXT]
    for visitor in (BUYER, SELLER):
        assert kinds(room, visitor)[-2:] == ["ErasureAnswered", "ExhibitErased"]
        shown = room.clerk.look(CASE, visitor, soon(60)).case.exhibits[exhibit]
        assert (shown.number, shown.name.body, shown.description and shown.description.body) == ("C-1", None, None)
    assert "ExhibitErased" not in kinds(room, ADMINISTRATOR), "as the exhibit"
    assert verify_dockets(room.store, room.clerk.law).divergence is None


def test_an_answer_that_refuses_leaves_everything(room: EvidenceRoom):
    exhibit = handed_in(room)
    act(room.clerk, BUYER, exhibits.DiscloseExhibit, exhibit=exhibit)
    erase(room, exhibit, ground=LawfulGround.ORDERED)
    answer = {"erasure": f"of {exhibit}", "erases": False}
    with pytest.raises(no.ReasonsMissing):
        act(room.clerk, ADMINISTRATOR, erasing.AnswerErasure, **answer, reasons=Text(" "))
    act(room.clerk, ADMINISTRATOR, erasing.AnswerErasure, **answer, reasons=Text("No order came."))
    assert files(room) == [PDF]
    with pytest.raises(no.NothingToAnswer):
        act(room.clerk, ADMINISTRATOR, erasing.AnswerErasure, **answer, reasons=Text("Again."))


def test_words_said_openly_are_erased_with_their_salts(room: EvidenceRoom):
    asked = {"erasure": "e-1", "what": Submission.COMPLAINT, "subject": "", "ground": LawfulGround.ORDERED}
    act(room.clerk, SELLER, erasing.AskErasure, **asked)
    act(room.clerk, ADMINISTRATOR, erasing.AnswerErasure, erasure="e-1", erases=True, reasons=Text("Ordered."))
    case = room.clerk.look(CASE, SELLER, NOW).case
    assert case.filed is not None
    assert case.filed.narrative.body is None
    assert "crack" not in everything(room)
    assert verify_dockets(room.store, room.clerk.law).divergence is None
    assert isinstance(room.clerk.look(CASE, ADMINISTRATOR, NOW).entries[-1].event, e.WordsErased)
