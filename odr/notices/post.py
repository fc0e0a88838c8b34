"""Hands mails over to the mail server, and says what became of them. Blocking: called in a worker thread."""

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from functools import cache
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection, select

from odr.accounts.directory import contacts
from odr.accounts.marketplaces import contact_of_seller
from odr.notices import Parts, ledger
from odr.notices.mails import Letter, account_letter, notice_letter, write
from odr.notices.service import settled
from odr.notices.tables import deliveries, notices
from odr.notices.words import Words, words
from odr.outbox import Message, done

TIMEOUT_S = 10
"""For each step of the talk with the mail server; about eight steps make one mail."""


class Undeliverable(Exception):
    """The mail server refuses this message for good. `detail` holds its codes."""

    def __init__(self, state: str, detail: str) -> None:
        self.state = state
        self.detail = detail
        super().__init__(detail)


class ServerTrouble(Exception):
    """The mail server refuses for now, or refuses us: to be tried again. The text holds its code only."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Where one line of the ledger goes: the address of today, in the recipient's language."""

    address: str
    language: str


def hand_over(smtp_url: str, mail: EmailMessage) -> None:
    """Give one mail to the server at `smtp://` or `smtps://[USER:PASSWORD@]HOST[:PORT]`.

    The talk is encrypted as soon as the server offers it; `?starttls=required` refuses a server that does not.

    Raises:
        Undeliverable: refused for good, this address or this message.
        ServerTrouble: refused for now, or for a reason that lies with us.
        OSError: no answer in time, no connection.
    """
    try:
        with _connect(smtp_url) as server:
            server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        _refuse(ledger.BOUNCED, code, said)
    except smtplib.SMTPDataError as refused:
        _refuse(ledger.FAILED, refused.smtp_code, refused.smtp_error)
    except smtplib.SMTPNotSupportedError as refused:
        raise Undeliverable(ledger.FAILED, "address not supported") from refused
    except smtplib.SMTPResponseException as refused:
        raise ServerTrouble(f"smtp {refused.smtp_code}") from refused


def _connect(smtp_url: str) -> smtplib.SMTP:
    url = urlsplit(smtp_url)
    host = url.hostname or "localhost"
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=TIMEOUT_S, context=_trusted())
    else:
        server = smtplib.SMTP(host, url.port or 25, timeout=TIMEOUT_S)
    try:
        if url.scheme == "smtp":
            _encrypt(server, host, required=url.username is not None or "starttls=required" in url.query)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except BaseException:
        server.close()
        raise
    return server


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that the machine trusts. To read them takes longer than to send a mail."""
    return ssl.create_default_context()


def _encrypt(server: smtplib.SMTP, host: str, *, required: bool) -> None:
    """A password never travels in clear, so with a user encryption is required. Within the machine it may be absent."""
    server.ehlo_or_helo_if_needed()
    within = host in ("localhost", "127.0.0.1", "::1")
    if required and not server.has_extn("starttls"):
        raise ServerTrouble("smtp no starttls")
    if required or (server.has_extn("starttls") and not within):
        server.starttls(context=_trusted())
        server.ehlo()


def _refuse(state: str, code: int, said: bytes | str) -> None:
    """4xx is for now, 5xx for good (RFC 5321 4.2.1). Of the server's words only the enhanced code is kept."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    enhanced = re.match(r"[245]\.\d{1,3}\.\d{1,3}", text)
    detail = f"smtp {code} {enhanced[0]}" if enhanced else f"smtp {code}"
    if code < 500:
        raise ServerTrouble(detail)
    raise Undeliverable(state, detail)


def send_notice(parts: Parts, message: Message) -> None:
    """Carry out "notice.mail": one notice to one address."""
    delivery = message.payload["delivery"]
    with parts.store.read() as conn:
        told = conn.execute(
            select(notices, deliveries.c.address_hash)
            .join(deliveries, deliveries.c.notice_id == notices.c.id)
            .where(deliveries.c.id == delivery)
        ).one()
        second = message.payload.get("second")
        to = (
            _second(conn, *second)
            if second
            else _addressed(conn, parts, told.person, told.organisation, told.address_hash)
        )
    row = ledger.facts_of(told)

    def compose(words: Words) -> Letter:
        return notice_letter(words.notice(told.kind, row), row, told.case_id, words, parts.settings)

    _send(parts, message, to, compose, delivery)


def send_account_mail(parts: Parts, message: Message) -> None:
    """Carry out "mail.*": the one-time links of accounts. Once delivered, token and address leave the row."""
    payload = message.payload
    to = Addressed(payload["to"], payload["language"])
    with parts.store.read() as conn:
        delivery = _delivery_of(conn, parts, message)
    _send(parts, message, to, lambda words: account_letter(message.topic, payload, words, parts.settings), delivery)


def give_up(conn: Connection, parts: Parts, message: Message) -> None:
    """Note in the ledger that a mail could not be handed over for three days."""
    delivery = message.payload.get("delivery") or _delivery_of(conn, parts, message)
    if delivery is not None:
        _settle(conn, message, delivery, ledger.FAILED, "given up", parts.clock.now())


def _delivery_of(conn: Connection, parts: Parts, message: Message) -> str | None:
    """The line of the ledger that an account mail settles: invitations to a case have one."""
    if message.topic != "mail.invitation":
        return None
    hashed = ledger.address_hashes(parts.secrets, message.payload["to"])
    return ledger.invitation_delivery(conn, message.payload["case"], hashed)


def _settle(conn: Connection, message: Message, delivery: str, state: str, detail: str, at: datetime) -> None:
    ledger.settle(conn, delivery, state, at, detail)
    settled(conn, delivery, state, at, second="second" in message.payload)


def _second(conn: Connection, marketplace: str, organisation: str) -> Addressed | None:
    """The address that the marketplace gave of its seller, as it is today."""
    known = contact_of_seller(conn, marketplace, organisation)
    return Addressed(*known) if known else None


def _addressed(
    conn: Connection, parts: Parts, person: str | None, organisation: str | None, address_hash: str
) -> Addressed | None:
    """The address that was meant; for a person who changed it since, the new one. None: nobody is reached there."""
    holder = person or organisation or ""
    reached = [one for one in contacts(conn, [holder]).get(holder, []) if person or not one.person]
    meant = [one for one in reached if address_hash in ledger.address_hashes(parts.secrets, one.address)]
    found = next(iter(meant or (reached if person else [])), None)
    return Addressed(found.address, found.language) if found else None


def _send(
    parts: Parts, message: Message, to: Addressed | None, compose: Callable[[Words], Letter], delivery: str | None
) -> None:
    """Hand over, then settle: dying in between repeats the mail under the same Message-ID, and loses nothing."""
    state, detail = ledger.FAILED, "no address"
    if to is not None:
        state, detail = _try(parts, message, to, compose(words(to.language)))
    now = parts.clock.now()
    with parts.store.write() as conn:
        if delivery is not None:
            _settle(conn, message, delivery, state, detail, now)
        done(conn, message, now, kept=("delivery", "case", "language"))


def _try(parts: Parts, message: Message, to: Addressed, letter: Letter) -> tuple[str, str]:
    sent_at: datetime = parts.clock.now()
    mail = write(letter, to.address, message.id, sent_at, words(to.language), parts.settings)
    try:
        hand_over(parts.settings.smtp_url, mail)
    except Undeliverable as refused:
        return refused.state, refused.detail
    return ledger.HANDED_OVER, ""
