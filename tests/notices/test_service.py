"""Notices that do not arrive: a trader is served by a substitute, a consumer's time stands still, privacy holds."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from odr import outbox as box
from odr.accounts.tables import e_mails, members
from odr.domain import events as e
from odr.domain import filing, mediation
from odr.domain.events import Channel, Moved
from odr.domain.roles import Room, Side
from odr.domain.words import Text
from odr.notices.service import came_back
from odr.outbox import claim
from odr.store import Store, micros
from odr.verification import verify_dockets
from odr.worker import carry_out
from tests.core.given import FILED_AT
from tests.notices.world import ADMINISTRATOR, BUYER, MEDIATOR, SELLER, Play, Post, add_person, deliver, ledger, told

GONE = "550 5.1.1 No such user"


def refuse(post: Post, *names: str) -> None:
    post.refusals |= {f"{name}@example.org": GONE for name in names}


def entries(play: Play, *kinds: type) -> list[e.Event]:
    seen = play.parts.clerk.look("case-1", ADMINISTRATOR, play.clock.now())
    return [entry.event for entry in seen.entries if isinstance(entry.event, kinds)]


SERVICE = (e.ServiceFailed, e.SubstituteServed, e.PauseBegun, e.PauseEnded)


def test_a_traders_second_address_takes_what_the_first_did_not(play: Play, post: Post):
    refuse(post, "seller-person")
    deliver(play.parts)
    assert entries(play, *SERVICE) == [
        e.ServiceFailed(Side.RESPONDENT),
        e.SubstituteServed(Side.RESPONDENT, Channel.SECOND_ADDRESS),
    ]
    assert post.to("shop")[0]["Subject"] == "A complaint was filed · KE-2026-000001-1"
    moved = play.case.frames["complaint.answer"].latest
    assert (moved.why, f"{moved.last_day:%a %d %b}") == (Moved.SERVED_LATER, "Tue 10 Mar"), "received on Tuesday"
    assert verify_dockets(play.parts.store, play.parts.clerk.law).divergence is None


def test_without_a_second_address_that_takes_it_the_marketplace_does(play: Play, post: Post, store: Store):
    refuse(post, "seller-person", "shop")
    deliver(play.parts)
    assert entries(play, e.SubstituteServed) == [e.SubstituteServed(Side.RESPONDENT, Channel.MARKETPLACE_INBOX)]
    assert "not_reached" in told(store, "admin")
    assert any("KE-2026-000001-1" in mail["Subject"] for mail in post.to("admin"))


def test_where_nobody_takes_it_no_substitute_stands_in_the_case(play: Play, post: Post):
    refuse(post, "seller-person", "shop", "admin")
    deliver(play.parts)
    assert entries(play, *SERVICE) == [e.ServiceFailed(Side.RESPONDENT)]


def test_a_seller_nobody_has_come_for_yet_is_served_by_the_marketplace(play: Play, post: Post, store: Store):
    with store.write() as conn:
        conn.execute(members.delete())
    refuse(post, "shop")
    deliver(play.parts)
    assert entries(play, e.SubstituteServed) == [e.SubstituteServed(Side.RESPONDENT, Channel.MARKETPLACE_INBOX)]


def test_one_address_of_a_side_that_takes_it_is_enough(play: Play, post: Post, store: Store):
    add_person(store, "colleague")
    with store.write() as conn:
        row = {"person": "colleague", "organisation": "holzhaus", "role": "MEMBER", "since": micros(FILED_AT)}
        conn.execute(insert(members), row)
    refuse(post, "seller-person")
    deliver(play.parts)
    assert entries(play, *SERVICE) == []
    assert len(post.to("colleague")) == 1


def test_a_mail_given_up_is_a_failed_channel_too(play: Play, post: Post, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(box, "MAX_ATTEMPTS", 1)
    post.refusals["seller-person@example.org"] = "451 4.3.0 Later"
    deliver(play.parts)
    assert entries(play, e.ServiceFailed) == [e.ServiceFailed(Side.RESPONDENT)]


def answered(play: Play) -> None:
    """The buyer has a year to open the dispute, as far as mail arrives."""
    said = {"position": e.Position.DISPUTES, "statement": Text("It left us whole.")}
    play.act(SELLER, filing.AnswerComplaint, **said)


def test_a_consumers_time_stands_still_and_begins_in_full_once_they_are_reached(play: Play, post: Post):
    deliver(play.parts)
    refuse(post, "buyer")
    answered(play)
    assert [type(one) for one in entries(play, *SERVICE)] == [e.ServiceFailed, e.PauseBegun]
    assert play.case.running == []
    assert not post.to("shop")
    play.pass_time(days=400)
    assert play.case.closed_at is None
    play.act(BUYER, filing.EscalateComplaint, reasons=Text("It is cracked."))
    assert type(entries(play, *SERVICE)[-1]) is e.PauseEnded


def test_a_changed_address_that_takes_a_later_mail_is_contact_unless_the_mail_tells_of_a_private_talk(
    play: Play, post: Post, store: Store
):
    answered(play)
    play.act(BUYER, filing.EscalateComplaint, reasons=Text("It is cracked."))
    refuse(post, "buyer")
    play.act(ADMINISTRATOR, filing.AdmitCase)
    play.pass_time(days=11)
    play.appoint(e.Function.MEDIATOR, "mediator")
    paused = entries(play, *SERVICE)
    assert [type(one) for one in paused] == [e.ServiceFailed, e.PauseBegun]
    with store.write() as conn:
        conn.execute(update(e_mails).where(e_mails.c.person == "buyer").values(address="new@example.org"))
    play.say(MEDIATOR, Room.CAUCUS_COMPLAINANT)
    play.say(SELLER, Room.WITHOUT_PREJUDICE)
    assert (len(post.to("new")), entries(play, *SERVICE)) == (2, paused)
    play.act(MEDIATOR, mediation.EndMediation)
    assert len(post.to("new")) == 4, "that it ended, and that the time to choose begins anew"
    assert type(entries(play, *SERVICE)[-1]) is e.PauseEnded


def test_a_consumer_who_signs_in_is_reached(play: Play, post: Post, store: Store):
    deliver(play.parts)
    refuse(post, "buyer")
    answered(play)
    play.clock.forward(timedelta(days=3))
    with store.write() as conn:
        came_back(conn, "buyer", play.clock.now())
        came_back(conn, "seller-person", play.clock.now())
    deliver(play.parts)
    assert type(entries(play, *SERVICE)[-1]) is e.PauseEnded
    assert play.case.frames["escalation"].latest.start == play.clock.now()


def test_a_private_talk_whose_notice_bounces_leaves_nothing_for_others(play: Play, post: Post, store: Store):
    play.to_mediation()
    before = len(play.parts.clerk.look("case-1", ADMINISTRATOR, play.clock.now()).entries)
    refuse(post, "buyer", "seller-person")
    for room in (Room.CAUCUS_COMPLAINANT, Room.CAUCUS_RESPONDENT, Room.WITHOUT_PREJUDICE):
        play.say(MEDIATOR, room)
    assert ("EMAIL", "BOUNCED", "smtp 550 5.1.1") in ledger(store, "buyer")
    assert entries(play, *SERVICE) == []
    for visitor in (ADMINISTRATOR, BUYER, SELLER):
        kinds = [type(x.event) for x in play.parts.clerk.look("case-1", visitor, play.clock.now()).entries]
        assert not set(kinds) & set(SERVICE)
    assert len(play.parts.clerk.look("case-1", ADMINISTRATOR, play.clock.now()).entries) == before


def test_an_offer_whose_frame_is_private_serves_nobody(play: Play, post: Post):
    play.to_negotiation()
    refuse(post, "buyer", "seller-person")
    play.offer(SELLER, "o1")
    assert entries(play, *SERVICE) == []


def test_dying_between_the_entry_and_its_settling_serves_the_substitute_once(
    play: Play, post: Post, store: Store, monkeypatch: pytest.MonkeyPatch
):
    class Killed(BaseException):
        """Stands for the end of the process."""

    def die(*_: object, **__: object) -> None:
        raise Killed

    refuse(post, "seller-person")
    for _ in range(2):
        for message in claim(store, play.clock.now(), 20):
            carry_out(play.parts, message)
    [message] = [one for one in claim(store, play.clock.now(), 20) if one.topic == "service.unreached"]
    with monkeypatch.context() as dying:
        dying.setattr("odr.notices.service.done", die)
        with pytest.raises(Killed):
            carry_out(play.parts, message)
    assert entries(play, e.ServiceFailed) == [e.ServiceFailed(Side.RESPONDENT)]
    play.clock.forward(box.LEASE)
    deliver(play.parts)
    assert len(entries(play, e.ServiceFailed)) == len(entries(play, e.SubstituteServed)) == 1
    assert len(post.to("shop")) == 1
