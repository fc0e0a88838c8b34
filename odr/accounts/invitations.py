"""The one-time links that bring people into a case: a seller, and whoever takes part beside the two sides."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from odr.accounts import mails, tokens
from odr.accounts.details import address_of
from odr.accounts.organisations import MemberRole, join, lock
from odr.accounts.tables import members, organisations
from odr.accounts.tables import tokens as issued
from odr.accounts.throttle import MAIL, guard
from odr.accounts.tokens import Purpose
from odr.domain.refusals import NotFound
from odr.store import micros


@dataclass(frozen=True, slots=True)
class CaseInvitation:
    """Which case an invitation leads into, and for which organisation."""

    case: str
    organisation: str


def create_invitation(
    conn: Connection, case_id: str, organisation_id: str, email: str, at: datetime, language: str = "en"
) -> None:
    """Send a link by which one person may act for the organisation in this case, within 30 days.

    Earlier links stay valid: a second address may be invited beside the first.
    Refuses: EmailNotValid, NotFound.
    """
    address = address_of(email)
    name = conn.execute(select(organisations.c.name).where(organisations.c.id == organisation_id)).scalar()
    if name is None:
        raise NotFound
    invited = {"case": case_id, "organisation": organisation_id}
    token = tokens.issue(conn, Purpose.INVITATION, None, invited, at)
    words = {"token": token, "organisation": name, "case": case_id}
    mails.mail(conn, mails.INVITATION, address, language, at, case_id=case_id, **words)


def redeem(conn: Connection, token: str, person: str, at: datetime) -> CaseInvitation:
    """Join the invited organisation, as its owner if nobody belongs to it yet. Call it for a POST only.

    A mail scanner fetches every link before its reader does: a GET must never use a token up.
    Refuses: LinkNotValid, also to all but one of those who redeem it at once.
    """
    invited = CaseInvitation(**tokens.use(conn, token, at, Purpose.INVITATION).payload)
    lock(conn, invited.organisation)
    somebody = select(members.c.person).where(members.c.organisation == invited.organisation)
    first = conn.execute(somebody).first() is None
    join(conn, person, invited.organisation, MemberRole.OWNER if first else MemberRole.MEMBER, at)
    return invited


@dataclass(frozen=True, slots=True)
class Part:
    """A part in a case that waits for whoever got the link: `part` is its id in the case.

    `sending` tells invitations to the same part apart; only the last one opens it.
    """

    case: str
    part: str
    sending: str = ""


def may_invite(conn: Connection, email: str, network: str, at: datetime) -> None:
    """Take an attempt to write to this address. Refuses: EmailNotValid, Throttled."""
    guard(conn, MAIL, address_of(email), network, at)


def invite(conn: Connection, part: Part, email: str, language: str, at: datetime) -> None:
    """Send the link by which one person can take this part, within 30 days. A link that was sent is not sent again.

    Links of earlier sendings open nothing from now on. Whether somebody is registered under the address, nobody learns.
    Refuses: EmailNotValid.
    """
    address = address_of(email)
    invited = asdict(part)
    same = issued.c.payload == json.dumps(invited)
    if conn.execute(select(issued.c.hash).where(issued.c.purpose == Purpose.PART, same)).first() is not None:
        return
    before = json.dumps({"case": part.case, "part": part.part}).removesuffix("}")
    earlier = issued.c.payload.startswith(before, autoescape=True), issued.c.used_at.is_(None)
    conn.execute(update(issued).where(issued.c.purpose == Purpose.PART, *earlier).values(used_at=micros(at)))
    token = tokens.issue(conn, Purpose.PART, None, invited, at)
    mails.mail(conn, mails.PART, address, language, at, case_id=part.case, token=token)


def part_of(conn: Connection, token: str, at: datetime) -> Part:
    """The part that a link offers, without using it up. Refuses: LinkNotValid."""
    return Part(**tokens.peek(conn, token, at, Purpose.PART).payload)


def take_part(conn: Connection, token: str, at: datetime) -> None:
    """Use the link up. Refuses: LinkNotValid."""
    tokens.use(conn, token, at, Purpose.PART)
