"""Who is told what: from their own sight, once, and never of their own act."""

import json
import re
from datetime import timedelta
from typing import Any, get_args

import pytest

from odr.accounts.tables import members
from odr.domain import decision, filing, mediation, negotiation
from odr.domain import events as e
from odr.domain.roles import Capacity, HolderKind, Party, Room, SaleRole
from odr.domain.words import Text
from odr.fulfilment.tills import TO_PAY
from odr.notices import Parts
from odr.notices.announcing import CHANGED, KEPT
from odr.notices.choosing import SPOKEN_FOR
from odr.notices.messages import ALERTS, LINES
from odr.notices.tables import deliveries, notices
from odr.notices.telling import INVITATION
from odr.notices.words import words
from odr.outbox import outbox
from odr.rulebooks import DEFAULT
from odr.store import Store
from tests.core.given import complaint, refund
from tests.notices.world import (
    BUYER,
    DECIDER,
    MEDIATOR,
    PEOPLE,
    SELLER,
    Play,
    Post,
    deliver,
    pending,
    rows,
    told,
)


def test_a_filed_complaint_is_told_to_both_sides_with_the_date(play: Play, store: Store):
    deliver(play.parts)
    assert told(store, "buyer") == ["receipt"]
    assert told(store, "seller-person") == ["complaint"]
    assert [told(store, name) for name in ("admin", "mediator", "registrar", "stranger")] == [[]] * 4
    facts = words("en").notice("complaint", _facts(store, "seller-person"))
    assert facts.until == "Please answer by the end of Monday 9 March 2026 (Berlin time)."
    receipt = words("en").notice("receipt", _facts(store, "buyer"))
    assert receipt.until == "It can answer by the end of Monday 9 March 2026 (Berlin time)."


def _facts(store: Store, person: str) -> dict[str, Any]:
    return json.loads(rows(store, notices, person=person)[-1]["facts"])


def test_several_entries_of_one_act_are_one_notice_with_the_most_important_message(play: Play, store: Store):
    play.to_negotiation()
    play.offer(SELLER, "offer-1")
    play.act(BUYER, negotiation.AcceptOffer, offer="offer-1", understood=True)
    assert told(store, "buyer")[-2:] == ["offer", "settled"]
    assert told(store, "seller-person")[-1] == "settled"
    assert told(store, "admin")[-1] == "to_carry_out"


def test_nobody_is_told_of_their_own_act(play: Play, store: Store):
    play.to_negotiation()
    before = told(store, "seller-person")
    play.offer(SELLER, "offer-1")
    assert told(store, "seller-person") == before
    assert told(store, "buyer")[-1] == "offer"


def test_the_administrator_admits_and_the_registrar_only_hears_of_it_when_nobody_did(play: Play, store: Store):
    deliver(play.parts)
    play.act(SELLER, filing.AnswerComplaint, position=e.Position.DISPUTES, statement=Text("No."))
    play.act(BUYER, filing.EscalateComplaint, reasons=Text("It is cracked."))
    assert (told(store, "admin"), told(store, "registrar")) == (["to_admit"], [])
    play.pass_time(days=5)
    assert told(store, "registrar") == ["admitted_by_rule"]
    assert told(store, "buyer")[-1] == "admitted"


def test_a_late_decider_is_replaced_and_told(play: Play, store: Store):
    _to_decision(play)
    play.pass_time(days=16)
    assert told(store, "decider")[-1] == "mandate_over"
    assert (told(store, "buyer")[-1], told(store, "registrar")[-1]) == ("decider_late", "decider_late")
    after = told(store, "decider")
    play.pass_time(days=30)
    assert told(store, "decider") == after


def _to_decision(play: Play) -> None:
    play.to_mediation()
    play.act(MEDIATOR, mediation.EndMediation)
    play.act(BUYER, decision.RequestDecision)
    play.appoint(e.Function.DECIDER, "decider")
    play.pass_time(days=9)
    play.act(DECIDER, decision.CompleteFile)


def test_a_private_answer_is_told_to_the_mediator_alone(play: Play, store: Store):
    play.to_mediation()
    play.act(MEDIATOR, mediation.MakeProposal, proposal="p", lines=(refund(4000),), reasons=Text("Halfway."))
    before = {name: told(store, name) for name in PEOPLE if name != "mediator"}
    play.act(BUYER, mediation.AnswerProposal, proposal="p", accepts=True, understood=True)
    assert told(store, "mediator")[-1] == "proposal_answered"
    assert {name: told(store, name) for name in before} == before
    play.act(SELLER, mediation.AnswerProposal, proposal="p", accepts=False, understood=False)
    assert (told(store, "buyer")[-1], told(store, "seller-person")[-1]) == ("proposal_over", "proposal_over")


def test_a_caucus_makes_no_difference_to_anybody_else(play: Play, store: Store, post: Post):
    """The same course with and without private talk: the others' notices, ledgers and mails are the same."""
    play.to_mediation()
    play.clock.forward(timedelta(minutes=5))
    before = {name: _known(store, post, name) for name in PEOPLE}
    outside = [row["id"] for row in rows(store, outbox)]
    play.say(BUYER, Room.CAUCUS_COMPLAINANT, "CANARY I would take less")
    play.say(MEDIATOR, Room.CAUCUS_COMPLAINANT, "CANARY how much")
    changed = {name for name in PEOPLE if _known(store, post, name) != before[name]}
    assert changed == {"buyer", "mediator"}
    added = [row for row in rows(store, outbox) if row["id"] not in outside]
    assert sorted(row["topic"] for row in added) == ["case.entries", "case.entries", "notice.mail", "notice.mail"]
    assert "CANARY" not in str([rows(store, table) for table in (outbox, notices, deliveries)])
    assert not any("CANARY" in mail.as_string() for _, mail in post.mails)


def _known(store: Store, post: Post, name: str) -> tuple[object, ...]:
    mine = rows(store, notices, person=name)
    ids = {row["id"] for row in mine}
    lines = [row for row in rows(store, deliveries) if row["notice_id"] in ids]
    return mine, lines, [mail.as_string() for mail in post.to(name)]


def test_what_follows_a_caucus_reads_as_if_there_had_been_none(play: Play, store: Store, post: Post):
    play.to_mediation()
    play.say(BUYER, Room.CAUCUS_COMPLAINANT)
    play.say(MEDIATOR, Room.WITHOUT_PREJUDICE)
    assert told(store, "seller-person")[-1] == "message"
    assert told(store, "seller-person").count("message") == 1


def test_telling_again_tells_nothing_twice(play: Play, store: Store):
    deliver(play.parts)
    before = rows(store, notices), rows(store, deliveries)
    with store.write() as conn:
        first = rows(store, outbox, topic="case.entries")[0]
        conn.execute(outbox.update().where(outbox.c.id == first["id"]).values(done_at=None))
    deliver(play.parts)
    assert (rows(store, notices), rows(store, deliveries)) == before


def test_a_seller_whom_nobody_represents_yet_gets_one_invitation_with_a_ledger(play: Play, store: Store, post: Post):
    with store.write() as conn:
        conn.execute(members.delete())
    deliver(play.parts)
    (mail,) = post.to("shop")
    assert "https://disputes.example/invitation?token=" in mail.as_string().replace("=\n", "").replace("=3D", "=")
    (notice,) = rows(store, notices, organisation="holzhaus")
    assert notice["kind"] == INVITATION
    sent = [(row["channel"], row["state"]) for row in rows(store, deliveries, notice_id=notice["id"])]
    assert sorted(sent) == [("EMAIL", "HANDED_OVER"), ("IN_APP", "HANDED_OVER")]
    assert pending(store) == [row for row in pending(store) if row["topic"] == "case.reminder"]


NOT_TOLD = {
    e.CaseOpened,
    e.OrderRecorded,
    e.ComplaintTakenDown,
    e.EntitlementComputed,
    e.RespondentInvited,
    e.RespondentJoined,
    e.FrameOpened,
    e.FrameEnded,
    e.OfferAccepted,
    e.BidGiven,
    e.NegotiationLeft,
    e.DecisionForgone,
    e.CaseReopened,
    e.NeedsWithdrawn,
    e.RepresentativeNamed,
    e.RecipientInvited,
    e.GuardianshipStated,
    e.GuardianJoined,
    e.GuardianRelieved,
    e.BundleObjectionMade,
    e.ReleasedFromBundle,
    e.BundleChanged,
    e.DecidedTogether,
    e.ExhibitShown,
    e.ExhibitRedacted,
    e.ExhibitSealed,
}
"""Entries that are part of what another entry of the same act tells, or that are nobody else's business."""


def test_every_kind_of_entry_is_told_or_left_out_on_purpose():
    assert {line.kind for line in LINES} | NOT_TOLD == set(get_args(e.Event))
    assert {line.kind for line in LINES} & NOT_TOLD == set()


def test_sentences_stay_under_twenty_words():
    tables = [*words("en").table("notices").values(), *words("en").table("accounts").values()]
    sentences = [one for table in tables for text in table.values() for one in re.split(r"(?<=[.?!;:])\s", text)]
    assert [one for one in sentences if len(one.split()) >= 20] == []


def test_every_message_has_words_and_no_words_are_left_over():
    kinds = {line.message for line in LINES} | {
        *ALERTS,
        "reminder",
        "reminder_of_documents",
        "reminder_to_arrange",
        INVITATION,
        KEPT,
        CHANGED,
    }
    kinds |= {"safety_reported", "safety_answered", "shop_key_refused", "shop_differs", "webhook_disabled"}
    kinds |= {SPOKEN_FOR.message, TO_PAY}
    assert set(words("en").table("notices")) == kinds


@pytest.mark.parametrize("language", ["en", "en-GB", "xx", "../../secret"])
def test_an_unknown_language_reads_english(language: str):
    assert words(language).language == "en"


def test_a_marketplace_that_is_a_party_is_told_as_a_party_and_a_registrar_administers(parts: Parts, store: Store):
    seller = Party(HolderKind.MARKETPLACE, "kiezmarkt", Capacity.BUSINESS, SaleRole.SELLER, "Europe/Berlin", "DE")
    parts.clerk.open("KE", lambda number: complaint(number=number, respondent=seller), DEFAULT)
    deliver(parts)
    assert told(store, "admin") == ["complaint"]
    Play(parts, parts.clock).pass_time(days=8)
    assert (told(store, "admin")[-1], told(store, "registrar")) == ("dispute_by_rule", ["to_admit"])
