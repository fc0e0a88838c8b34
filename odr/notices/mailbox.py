"""The demo's own mailbox: a mail server on this machine that keeps what it gets, and pages on which to read it."""

import asyncio
import email
import email.policy
import html
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from email.message import EmailMessage
from hashlib import sha256

from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Row, delete, insert, select
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from odr.clock import Clock
from odr.ids import is_id, new_id
from odr.notices.tables import demo_mails
from odr.store import Store, in_thread, instant, micros

LARGEST_MAIL = 256 * 1024
KEPT = 500
"""Mails beyond these, the oldest first, are deleted."""


@dataclass(frozen=True)
class Keeper:
    """Keeps every mail that aiosmtpd receives.

    Without slots: aiosmtpd reads all its attributes, and Debian's Python 3.11.2 fails at those of a class with slots.
    """

    store: Store
    clock: Clock

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep one mail for each of its recipients, then answer the client."""
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        await in_thread(self.keep, raw, list(envelope.rcpt_tos))
        return "250 2.0.0 Kept"

    def keep(self, raw: bytes, recipients: list[str]) -> None:
        """Store the readable part of a mail. Blocking."""
        mail = email.message_from_bytes(raw, EmailMessage, policy=email.policy.default)
        body = mail.get_body(("plain",))
        row = {
            "message_id": mail.get("Message-ID", ""),
            "subject": mail.get("Subject", ""),
            "body": body.get_content() if body else "",
            "received_at": micros(self.clock.now()),
        }
        with self.store.write() as conn:
            conn.execute(insert(demo_mails), [row | {"id": new_id(), "recipient": to} for to in recipients])
            newest = select(demo_mails.c.id).order_by(demo_mails.c.received_at.desc()).limit(KEPT)
            conn.execute(delete(demo_mails).where(demo_mails.c.id.not_in(newest)))


@asynccontextmanager
async def mailbox(store: Store, clock: Clock, port: int = 0) -> AsyncIterator[int]:
    """Run the mail server on the loopback address while the body runs; gives its port (0 lets the machine choose).

    Raises:
        OSError: the port is taken.
    """
    loop, keeper = asyncio.get_running_loop(), Keeper(store, clock)

    def session() -> SMTP:
        return SMTP(keeper, data_size_limit=LARGEST_MAIL, enable_SMTPUTF8=True, hostname="localhost", loop=loop)

    server = await loop.create_server(session, "127.0.0.1", port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


_STYLE = """:root{color-scheme:light dark;--ground:#FBFAF7;--card:#FFFFFF;--ink:#1B1D21;--muted:#565C66;--line:#8B8F97;\
--accent:#1F4E79}@media(prefers-color-scheme:dark){:root{--ground:#15171A;--card:#1D2024;--ink:#ECEAE4;--muted:#A8AEB8;\
--line:#6F757F;--accent:#8FC1F0}}body{margin:0;background:var(--ground);color:var(--ink);\
font:16px/1.5 system-ui,"Noto Sans",sans-serif}main{max-width:44rem;margin:0 auto;padding:24px}\
h1{font-size:24px}a{color:var(--accent)}a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}\
ul{list-style:none;padding:0}li,article{background:var(--card);border:1px solid var(--line);border-radius:6px;\
padding:16px;margin-block-end:12px}li a{display:block;min-height:44px}\
.small{color:var(--muted);font-size:14px;margin:0 0 12px}\
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0}"""
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'sha256-{}'"
HEADERS = {
    "Content-Security-Policy": _POLICY.format(b64encode(sha256(_STYLE.encode()).digest()).decode()),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>{style}</style></head><body><main>{body}</main></body></html>
"""


def routes(store: Store) -> list[Route]:
    """The pages /demo/mail and /demo/mail/{id}: for demo mode only, as everybody can read everything there."""

    async def listing(request: Request) -> Response:
        return _page("Mails of the demo", await in_thread(_listing, store))

    async def one(request: Request) -> Response:
        found = await in_thread(_one, store, request.path_params["id"])
        return _page("A mail of the demo", found) if found else _page("Not found", "<h1>No such mail</h1>", 404)

    return [Route("/demo/mail", listing), Route("/demo/mail/{id}", one)]


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    page = _PAGE.format(title=html.escape(title), style=_STYLE, body=body)
    return HTMLResponse(page, status, HEADERS)


def _listing(store: Store) -> str:
    with store.read() as conn:
        rows = conn.execute(select(demo_mails).order_by(demo_mails.c.received_at.desc(), demo_mails.c.id)).all()
    items = "".join(
        f'<li><a href="/demo/mail/{html.escape(row.id)}">{html.escape(row.subject)}</a>'
        f'<p class="small">To {html.escape(row.recipient)}, {_when(row)}</p></li>'
        for row in rows
    )
    empty = "<p>Nothing has been sent yet.</p>"
    note = '<p class="small">In the demo no mail leaves this machine. Everything the service sends is here.</p>'
    return f"<h1>Mails of the demo</h1>{note}<ul>{items}</ul>{'' if items else empty}"


def _one(store: Store, mail_id: str) -> str:
    if not is_id(mail_id):
        return ""
    with store.read() as conn:
        row = conn.execute(select(demo_mails).where(demo_mails.c.id == mail_id)).first()
    if row is None:
        return ""
    head = f'<p class="small">To {html.escape(row.recipient)}, {_when(row)}</p>'
    back = '<p><a href="/demo/mail">All mails</a></p>'
    return f"{back}<h1>{html.escape(row.subject)}</h1>{head}<article><pre>{_linked(row.body)}</pre></article>"


def _when(row: Row[*tuple[object, ...]]) -> str:
    return f"{instant(row.received_at).astimezone(UTC):%d %B %Y, %H:%M} UTC"


def _linked(body: str) -> str:
    """The text with its web addresses as links; everything else is escaped."""
    parts = re.split(r"(https?://[^\s<>\"']+)", body)
    return "".join(
        f'<a href="{html.escape(part)}" rel="noreferrer">{html.escape(part)}</a>' if place % 2 else html.escape(part)
        for place, part in enumerate(parts)
    )
