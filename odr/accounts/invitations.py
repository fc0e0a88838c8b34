"""The one-time link that brings a seller into a case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from odr.accounts import mails, tokens
from odr.accounts.details import address_of
from odr.accounts.organisations import MemberRole, join, lock
from odr.accounts.tables import members, organisations
from odr.accounts.tokens import Purpose
from odr.domain.refusals import NotFound


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
