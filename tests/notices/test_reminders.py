"""Reminders: at the rulebook's points, to those whose turn it is, and never of what they may not see."""

import json
from datetime import timedelta

import pytest

from odr.domain import compensation, decision, exhibits, filing, inspecting, mediation, negotiation, nudging, returning
from odr.domain import events as e
from odr.domain.case import Frame
from odr.domain.events import Step
from odr.domain.remedies import Remedy
from odr.domain.roles import Role, Room, Side
from odr.domain.rulebook.claims import Document
from odr.domain.vocabulary_returns import ReturnFound
from odr.domain.words import Text
from odr.notices.reminders import points
from odr.notices.tables import notices
from odr.store import Store
from tests.core.given import FILED_AT, refund
from tests.notices.world import BUYER, MEDIATOR, PEOPLE, SELLER, Play, Post, deliver, rows, text_of

RULE = ("50%", "72h", "24h")


def frame(hours: float) -> Frame:
    due = FILED_AT + timedelta(hours=hours)
    told = ("acceptance", "acceptance", Room.SHARED, (Role.COMPLAINANT,), FILED_AT, due, "", "UTC", "", "", "")
    return Frame(e.FrameOpened(*told))


@pytest.mark.parametrize(
    ("hours", "kept"),
    [
        (240, [120, 168, 216]),
        (144, [72, 120]),
        (145, [72.5, 121]),
        (48, [24]),
        (24, [12]),
        (25, [1, 12.5]),
        (24.5, [12.25]),
        (1.5, []),
    ],
)
def test_points_that_are_past_or_under_an_hour_apart_are_dropped(hours: float, kept: list[float]):
    assert [(one - FILED_AT) / timedelta(hours=1) for one in points(frame(hours), RULE)] == kept


def reminded(store: Store, person: str) -> list[str]:
    return [json.loads(row["facts"])["clause"] for row in rows(store, notices, person=person, kind="reminder")]


def wait(play: Play, **more: float) -> None:
    """Time passes in steps of an hour, as for a worker that is always there."""
    for _ in range(int(timedelta(**more) / timedelta(hours=1))):
        play.clock.forward(timedelta(hours=1))
        deliver(play.parts)


def test_the_respondent_is_reminded_of_the_answer_three_times(play: Play, store: Store, post: Post):
    wait(play, days=7)
    assert reminded(store, "seller-person").count("complaint.answer") == 3
    assert [reminded(store, name) for name in PEOPLE if name != "seller-person"] == [[]] * (len(PEOPLE) - 1)
    text = text_of(post.to("seller-person")[-1])
    assert "it is your turn: answer the complaint." in text
    assert "There is time by the end of Monday 9 March 2026 (Berlin time)." in text


def test_who_has_answered_is_not_reminded(play: Play, store: Store):
    play.act(SELLER, filing.AcknowledgeComplaint)
    play.act(SELLER, filing.AnswerComplaint, position=e.Position.DISPUTES, statement=Text("No."))
    wait(play, days=8)
    assert reminded(store, "seller-person") == []


def test_a_worker_that_was_away_sends_the_last_reminder_only(play: Play, store: Store):
    deliver(play.parts)
    play.clock.forward(timedelta(days=6, hours=20))
    deliver(play.parts)
    assert reminded(store, "seller-person").count("complaint.answer") == 1


def test_after_the_bound_nobody_is_reminded(play: Play, store: Store):
    deliver(play.parts)
    play.clock.forward(timedelta(days=30))
    deliver(play.parts)
    assert reminded(store, "seller-person") == []


def test_an_offer_is_remembered_by_the_one_who_can_answer_it(play: Play, store: Store):
    play.to_negotiation()
    play.offer(SELLER, "offer-1")
    wait(play, days=4)
    assert "negotiation.offer_answer" in reminded(store, "buyer")
    assert "negotiation.offer_answer" not in reminded(store, "seller-person") + reminded(store, "mediator")


def test_who_takes_goods_back_is_reminded_to_say_how_and_then_whoever_sends_them(play: Play, store: Store):
    play.to_negotiation()
    play.act(SELLER, negotiation.MakeOffer, offer="r", lines=(refund(4000, remedy=Remedy.REFUND_ON_RETURN),))
    play.act(BUYER, negotiation.AcceptOffer, offer="r", understood=True)
    wait(play, days=6)
    assert len(rows(store, notices, person="seller-person", kind="reminder_to_arrange")) == 1
    assert "compliance.return_ship" not in reminded(store, "buyer")
    said = {"line": "r-1", "address": Text("Berlin"), "cost_by": Side.RESPONDENT}
    play.act(SELLER, returning.ArrangeReturn, **said)
    wait(play, days=6)
    assert len(rows(store, notices, person="seller-person", kind="reminder_to_arrange")) == 1
    assert "compliance.return_ship" in reminded(store, "buyer")


def test_whoever_sent_goods_is_told_and_reminded_of_what_was_found(play: Play, store: Store):
    play.to_negotiation()
    play.act(SELLER, negotiation.MakeOffer, offer="r", lines=(refund(4000, remedy=Remedy.REFUND_ON_RETURN),))
    play.act(BUYER, negotiation.AcceptOffer, offer="r", understood=True)
    for by, step in ((BUYER, Step.RETURN_IN_TRANSIT), (SELLER, Step.RETURN_RECEIVED)):
        play.act(by, compensation.ReportFulfilment, line="r-1", step=step, reference="")
    found = {"found": ReturnFound.DAMAGED, "words": Text("In two."), "exhibits": (), "accepts": None}
    play.act(SELLER, inspecting.ReportInspection, line="r-1", **found)
    deliver(play.parts)
    (told,) = rows(store, notices, person="buyer", kind="return_inspected")
    assert "compliance.answer_inspection" in str(told)
    wait(play, days=4)
    assert "compliance.answer_inspection" in reminded(store, "buyer")
    assert "compliance.answer_inspection" not in reminded(store, "seller-person")


def test_a_nudge_is_told_to_whoever_is_reminded_and_to_nobody_else(play: Play, store: Store):
    play.to_negotiation()
    play.act(SELLER, negotiation.MakeOffer, offer="r", lines=(refund(4000),))
    play.act(BUYER, negotiation.AcceptOffer, offer="r", understood=True)
    wait(play, days=9)
    play.act(BUYER, nudging.NudgeLine, line="r-1")
    deliver(play.parts)
    assert [row["person"] for row in rows(store, notices, kind="line_nudged")] == ["seller-person"]


def test_a_private_answer_ends_the_reminders_of_that_side_only(play: Play, store: Store):
    play.to_mediation()
    play.act(MEDIATOR, mediation.MakeProposal, proposal="p", lines=(refund(4000),), reasons=Text("Halfway."))
    play.act(BUYER, mediation.AnswerProposal, proposal="p", accepts=True, understood=True)
    wait(play, days=4)
    assert "mediation.proposal_answer" not in reminded(store, "buyer")
    assert "mediation.proposal_answer" in reminded(store, "seller-person")


def test_what_is_without_prejudice_is_never_told_to_the_administrator(play: Play, store: Store):
    play.to_mediation()
    play.act(MEDIATOR, mediation.MakeProposal, proposal="p", lines=(refund(4000),), reasons=Text("Halfway."))
    wait(play, days=6)
    assert not {"mediation.proposal_answer", "negotiation.offer_answer"} & set(
        reminded(store, "admin") + reminded(store, "registrar")
    )


def test_a_frame_of_the_same_name_does_not_inherit_reminders(play: Play, store: Store):
    """An appointment is asked for twice in a case, each time under the same name."""
    play.to_negotiation()
    play.pass_time(days=4)
    play.act(BUYER, negotiation.LeaveNegotiation)
    play.appoint(e.Function.MEDIATOR, "mediator")
    play.act(MEDIATOR, mediation.EndMediation)
    play.act(BUYER, decision.RequestDecision)
    second = play.case.frames["appointment"]
    expected = points(second, RULE)
    wait(play, days=2)
    seen = [row["created_at"] for row in rows(store, notices, person="admin", kind="reminder")]
    assert len(seen) == len(expected)


def test_before_the_time_for_evidence_ends_it_is_said_how_many_documents_are_missing(
    play: Play, store: Store, post: Post
):
    play.to_mediation()
    play.act(MEDIATOR, mediation.EndMediation)
    play.act(BUYER, decision.RequestDecision)
    play.appoint(e.Function.DECIDER, "decider")
    for name in ("x", "y"):
        file = {"upload": name, "name": Text("a"), "sha256": Text("b"), "media_type": "image/png", "size": 1}
        play.act(BUYER, exhibits.ReceiveExhibit, exhibit=name, document=Document.PHOTO, **file)
    play.act(BUYER, exhibits.DiscloseExhibit, exhibit="x")
    wait(play, days=4)
    for person, address in (("buyer", "buyer"), ("seller-person", "seller-person")):
        facts = [json.loads(one["facts"]) for one in rows(store, notices, person=person, kind="reminder_of_documents")]
        assert {(one["clause"], one["missing"]) for one in facts} == {("evidence.collect", 3)}
        assert "have not come yet: 3." in " ".join(text_of(mail) for mail in post.to(address))
    assert rows(store, notices, person="decider", kind="reminder_of_documents") == []
