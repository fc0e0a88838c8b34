"""Mails: what stands in them, how they get to a real mail server, and what the ledger says of it."""

import dataclasses
import json
from datetime import timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import update

from odr import outbox as box
from odr import worker
from odr.accounts import mails
from odr.accounts.tables import e_mails
from odr.notices import Parts
from odr.notices import post as office
from odr.notices.mails import LINKS
from odr.notices.post import ServerTrouble, hand_over
from odr.notices.tables import deliveries, notices
from odr.outbox import LEASE, claim, outbox
from odr.store import Store
from tests.notices.world import Play, Post, deliver, ledger, pending, rows, text_of


def test_a_mail_says_what_happened_until_when_and_where_to_read_more(play: Play, post: Post):
    deliver(play.parts)
    (mail,) = post.to("seller-person")
    assert mail["Subject"] == "A complaint was filed · KE-2026-000001-1"
    assert (mail["From"], mail["To"]) == ("Dispute service <noreply@disputes.example>", "seller-person@example.org")
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "en")
    text = text_of(mail)
    assert "Please answer by the end of Monday 9 March 2026 (Berlin time)." in text
    assert "https://disputes.example/cases/" in text
    for secret in ("lamp", "Lamp", "crack", "buyer", "80.00", "Holzhaus"):
        assert secret not in text + html_of(mail)


def html_of(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def test_the_html_says_the_same_as_the_text(play: Play, post: Post):
    class Reader(HTMLParser):
        words = ""

        def handle_data(self, data: str) -> None:
            self.words += data

    deliver(play.parts)
    reader = Reader()
    reader.feed(html_of(post.to("seller-person")[0]))
    assert "Please answer by the end of Monday 9 March 2026 (Berlin time)." in reader.words


def test_the_ledger_says_what_was_handed_over(play: Play, store: Store):
    deliver(play.parts)
    assert ledger(store, "buyer") == [("EMAIL", "HANDED_OVER", ""), ("IN_APP", "HANDED_OVER", "")]
    assert "example.org" not in str(rows(store, deliveries)) + str(rows(store, notices)) + str(rows(store, outbox))


def test_a_bounce_is_recorded_and_not_tried_again(play: Play, store: Store, post: Post):
    post.refusals["buyer@example.org"] = "550 5.1.1 <buyer@example.org> No such user Anna"
    deliver(play.parts)
    assert ledger(store, "buyer")[0] == ("EMAIL", "BOUNCED", "smtp 550 5.1.1")
    assert ledger(store, "seller-person")[0] == ("EMAIL", "HANDED_OVER", "")
    assert [row for row in pending(store) if row["topic"] == "notice.mail"] == []


def test_a_message_refused_for_good_has_failed(play: Play, store: Store, post: Post):
    post.refusals["DATA"] = "554 5.7.1 Looks like spam"
    deliver(play.parts)
    assert ledger(store, "buyer")[0] == ("EMAIL", "FAILED", "smtp 554 5.7.1")


def test_a_refusal_for_now_is_tried_again(play: Play, store: Store, post: Post):
    post.refusals["buyer@example.org"] = "451 4.3.0 Later"
    deliver(play.parts)
    assert ledger(store, "buyer")[0] == ("EMAIL", "PENDING", "")
    (row,) = [row for row in pending(store) if row["topic"] == "notice.mail"]
    assert (row["error"], row["attempts"]) == ("smtp 451 4.3.0", 1)
    post.refusals.clear()
    play.clock.forward(timedelta(minutes=1))
    deliver(play.parts)
    assert ledger(store, "buyer")[0] == ("EMAIL", "HANDED_OVER", "")
    assert len(post.to("buyer")) == 1


def test_a_mail_given_up_has_failed(play: Play, store: Store, post: Post, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(box, "MAX_ATTEMPTS", 1)
    post.refusals["buyer@example.org"] = "451 4.3.0 Later"
    deliver(play.parts)
    assert ledger(store, "buyer")[0] == ("EMAIL", "FAILED", "given up")


def test_dying_between_handing_over_and_settling_repeats_a_mail_that_can_be_recognised(
    play: Play, store: Store, post: Post, monkeypatch: pytest.MonkeyPatch
):
    class Killed(BaseException):
        """Stands for the end of the process."""

    def die(*_: Any, **__: Any) -> None:
        raise Killed

    entries = claim(store, play.clock.now(), 1)
    worker.carry_out(play.parts, entries[0])
    (message, *_) = claim(store, play.clock.now(), 10)
    with monkeypatch.context() as dying:
        dying.setattr(office, "done", die)
        with pytest.raises(Killed):
            worker.carry_out(play.parts, message)
    deliver(play.parts)
    assert len(post.mails) == 1, "the lease of a dead worker is respected"
    play.clock.forward(LEASE)
    deliver(play.parts)
    repeated = [mail["Message-ID"] for _, mail in post.mails]
    assert len(repeated) == 3
    assert len(set(repeated)) == 2
    assert repeated[0] == f"<{message.id}@disputes.example>"
    assert ledger(store, "buyer")[0] == ledger(store, "seller-person")[0] == ("EMAIL", "HANDED_OVER", "")


def test_a_changed_address_gets_what_was_on_its_way(play: Play, store: Store, post: Post):
    first = claim(store, play.clock.now(), 1)
    worker.carry_out(play.parts, first[0])
    with store.write() as conn:
        conn.execute(update(e_mails).where(e_mails.c.person == "buyer").values(address="new@example.org"))
    deliver(play.parts)
    assert (len(post.to("buyer")), len(post.to("new"))) == (0, 1)


def test_somebody_who_is_reached_nowhere_any_more_is_noted(play: Play, store: Store):
    first = claim(store, play.clock.now(), 1)
    worker.carry_out(play.parts, first[0])
    with store.write() as conn:
        conn.execute(update(e_mails).where(e_mails.c.person == "buyer").values(confirmed_at=None))
    deliver(play.parts)
    assert ledger(store, "buyer")[0] == ("EMAIL", "FAILED", "no address")


PAGES = {
    "mail.confirm": "/confirm-email?token=",
    "mail.recovery": "/recover?token=",
    "mail.email_change_old": "/confirm-email-change?token=",
    "mail.email_change_new": "/confirm-email-change?token=",
    "mail.payout_change": "/confirm-payout-change?token=",
    "mail.invitation": "/invitation?token=",
    "mail.taken_complaint": "/confirm-complaint?token=",
    "mail.part": "/part?token=",
    "mail.member_invitation": "/member-invitation?token=",
}


@pytest.mark.parametrize("topic", [*LINKS, mails.ALREADY_REGISTERED])
def test_a_mail_of_accounts_carries_its_link_once_and_the_row_forgets_it(
    parts: Parts, store: Store, post: Post, topic: str
):
    told = {"name": "Anna https://evil.example", "organisation": "Holzhaus GmbH", "case": "case-1", "token": "t0ken-_"}
    with store.write() as conn:
        mails.mail(conn, topic, "anna@example.org", "en", parts.clock.now(), **told)
    deliver(parts)
    (mail,) = post.to("anna")
    link = f"https://disputes.example{PAGES[topic]}t0ken-_" if topic in PAGES else "https://disputes.example/"
    assert link in text_of(mail)
    assert f'href="{link}"' in html_of(mail)
    assert "evil" not in mail.as_string()
    (row,) = rows(store, outbox)
    assert set(json.loads(row["payload"])) <= {"language", "case"}
    assert row["done_at"] is not None


def test_a_name_that_is_markup_stays_words(parts: Parts, store: Store, post: Post):
    with store.write() as conn:
        told = {"organisation": '<img src="x">', "token": "t"}
        mails.mail(conn, mails.MEMBER_INVITATION, "anna@example.org", "en", parts.clock.now(), **told)
    deliver(parts)
    assert "<img" not in html_of(post.to("anna")[0])


@pytest.mark.parametrize("url", ["smtp://127.0.0.1:{port}?starttls=required", "smtp://me:secret@127.0.0.1:{port}"])
def test_what_must_be_encrypted_is_never_sent_in_clear(parts: Parts, port: int, url: str, post: Post):
    mail = EmailMessage()
    mail["To"], mail["From"] = "a@example.org", "b@example.org"
    with pytest.raises(ServerTrouble, match="starttls"):
        hand_over(url.format(port=port), mail)
    assert post.mails == []


def test_a_server_that_is_not_there_is_trouble_for_later(play: Play, store: Store, port: int):
    settings = dataclasses.replace(play.parts.settings, smtp_url="smtp://127.0.0.1:1")
    deliver(dataclasses.replace(play.parts, settings=settings))
    assert {row["error"] for row in pending(store) if row["topic"] == "notice.mail"} == {"ConnectionRefusedError"}
