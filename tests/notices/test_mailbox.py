"""The demo's mailbox: what is sent can be read at a page, safely."""

import re
import smtplib
from base64 import b64encode
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from hashlib import sha256

import anyio
import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette

from odr.notices import mailbox
from odr.notices.tables import demo_mails
from odr.store import Store
from tests.conftest import HandClock
from tests.notices.world import rows

WORDS = 'Hello <script>alert(1)</script> & "friends"\nhttps://disputes.example/recover?token=a-b_c&x=1 end.'


@pytest.fixture
def port(store: Store, clock: HandClock) -> Iterator[int]:
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(mailbox.mailbox(store, clock)) as port:
        yield port


Read = Callable[[str], httpx.Response]


@pytest.fixture
def read(store: Store) -> Read:
    """Fetches one of the pages."""

    async def fetch(path: str) -> httpx.Response:
        door = httpx.ASGITransport(Starlette(routes=mailbox.routes(store)))
        async with httpx.AsyncClient(transport=door, base_url="http://localhost") as client:
            return await client.get(path)

    return lambda path: anyio.run(fetch, path)


def send(port: int, *to: str, subject: str = "A <b>subject</b>", words: str = WORDS) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = "s@example.org", to, subject, "<1@example>"
    mail.set_content(words)
    mail.add_alternative("<p>html</p>", subtype="html")
    with smtplib.SMTP("127.0.0.1", port, timeout=5) as server:
        server.send_message(mail)


def test_a_mail_can_be_read_with_its_links(port: int, read: Read, store: Store):
    send(port, "anna@example.org")
    (kept,) = rows(store, demo_mails)
    listing = read("/demo/mail").text
    assert f'href="/demo/mail/{kept["id"]}"' in listing
    assert "A &lt;b&gt;subject&lt;/b&gt;" in listing
    page = read(f"/demo/mail/{kept['id']}").text
    assert '<a href="https://disputes.example/recover?token=a-b_c&amp;x=1" rel="noreferrer">' in page
    assert "&lt;script&gt;" in page
    assert "<script" not in page + listing


def test_each_recipient_has_a_mail(port: int, store: Store):
    send(port, "anna@example.org", "jan@example.org")
    assert {row["recipient"] for row in rows(store, demo_mails)} == {"anna@example.org", "jan@example.org"}
    assert {row["message_id"] for row in rows(store, demo_mails)} == {"<1@example>"}


def test_words_of_every_script_arrive(port: int, store: Store):
    send(port, "żółw@example.org", subject="Zażółć", words="مصباح مكسور 灯座")
    (kept,) = rows(store, demo_mails)
    assert (kept["recipient"], kept["subject"], kept["body"].strip()) == (
        "żółw@example.org",
        "Zażółć",
        "مصباح مكسور 灯座",
    )


def test_only_the_newest_are_kept(store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mailbox, "KEPT", 2)
    keeper = mailbox.Keeper(store, clock)
    for number in range(3):
        clock.at = clock.at.replace(minute=number)
        keeper.keep(f"Subject: {number}\r\n\r\nwords".encode(), ["a@example.org"])
    assert sorted(row["subject"] for row in rows(store, demo_mails)) == ["1", "2"]


def test_a_mail_that_is_too_large_is_refused(port: int):
    with pytest.raises(smtplib.SMTPException):
        send(port, "anna@example.org", words="x" * (mailbox.LARGEST_MAIL + 1000))


def test_an_unknown_mail_is_not_found(read: Read):
    assert read("/demo/mail/nothing").status_code == 404
    assert "Nothing has been sent yet" in read("/demo/mail").text


def test_the_page_allows_its_own_style_and_nothing_else(read: Read):
    answer = read("/demo/mail")
    style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert f"style-src 'sha256-{digest}'" in policy
    assert answer.headers["cache-control"] == "no-store"
