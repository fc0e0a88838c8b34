"""Closing an account and opening it again.

Nothing is deleted: its cases run on by their time frames, and its mails still go to the address that is known.

People of a closed organisation still read its cases. What a decision by default did can be set aside later, once a
registrar has opened the account again.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, or_, select

from odr import audit
from odr.accounts import mails, tokens
from odr.accounts.directory import contacts
from odr.accounts.feeds import revoke_feed
from odr.accounts.marketplaces import seller_of
from odr.accounts.organisations import MemberRole, lock, role_in
from odr.accounts.principal import Principal, ServiceRole
from odr.accounts.refusals import LastOwner, NotAllowed, OtherSideOfSeller, OwnAccount, StillServing
from odr.accounts.tables import closures, marketplace_administrators, members, people, people_roles
from odr.accounts.tokens import Purpose
from odr.domain.refusals import AccountClosed, AlreadyDone, NotFound, ReasonsMissing
from odr.outbox import promise
from odr.store import instant, micros
from odr.views import views

LONGEST_REASONS = 2_000
CHANGED = "account.changed"
"""The outbox topic under which the cases of an account are told that it was closed or opened again."""


class ClosedBy(StrEnum):
    """Who closed an account."""

    HOLDER = "HOLDER"
    MARKETPLACE = "MARKETPLACE"
    REGISTRAR = "REGISTRAR"


@dataclass(frozen=True, slots=True)
class Closure:
    """Since when an account is closed (UTC), by whom, and why in their words."""

    at: datetime
    by: ClosedBy
    reasons: str


def close_account(conn: Connection, person: str, reasons: str, at: datetime) -> None:
    """A person closes their own account; links and calendar addresses that wait end.

    Refuses: AlreadyDone, StillServing, LastOwner.
    """
    conn.execute(select(people.c.id).where(people.c.id == person).with_for_update(key_share=True))
    _require_no_office(conn, person)
    _require_another_owner(conn, person)
    _close(conn, person, ClosedBy.HOLDER, reasons, person, at)
    tokens.cancel(conn, person, *Purpose)
    revoke_feed(conn, person)


def close_organisation(conn: Connection, person: str, organisation: str, reasons: str, at: datetime) -> None:
    """An owner closes their organisation. Refuses: NotFound, NotAllowed, AlreadyDone."""
    lock(conn, organisation)
    match role_in(conn, person, organisation):
        case None:
            raise NotFound
        case MemberRole.MEMBER:
            raise NotAllowed
        case MemberRole.OWNER:
            _close(conn, organisation, ClosedBy.HOLDER, reasons, person, at)


def close_seller(
    conn: Connection, actor: Principal, marketplace: str, external_id: str, reasons: str, at: datetime
) -> str:
    """A marketplace closes the account of one of its sellers, or a registrar does; the organisation's id.

    Refuses: NotFound, ReasonsMissing, AlreadyDone, OtherSideOfSeller.
    """
    by = _closer(actor, marketplace)
    seller = seller_of(conn, marketplace, external_id)
    if seller is None:
        raise NotFound
    if not reasons.strip():
        raise ReasonsMissing(what="Closing somebody else's account")
    lock(conn, seller.organisation)
    if by is ClosedBy.MARKETPLACE and _are_opponents(conn, marketplace, seller.organisation):
        raise OtherSideOfSeller
    _close(conn, seller.organisation, by, reasons, actor.person, at)
    return seller.organisation


def reopen(conn: Connection, actor: Principal, holder: str, reasons: str, at: datetime) -> None:
    """A registrar opens an account again. Refuses: NotAllowed, OwnAccount, ReasonsMissing, AlreadyDone."""
    require_registrar(actor)
    if holder in {actor.person, *actor.organisations}:
        raise OwnAccount
    if not reasons.strip():
        raise ReasonsMissing(what="Opening an account again")
    if conn.execute(delete(closures).where(closures.c.holder == holder)).rowcount == 0:
        raise AlreadyDone
    audit.note(conn, at, actor.person, "account.reopened", {"holder": holder})
    _tell(conn, mails.ACCOUNT_REOPENED, holder, at)


def require_registrar(actor: Principal) -> None:
    """Refuses: NotAllowed."""
    if ServiceRole.REGISTRAR not in actor.roles:
        raise NotAllowed


def closure_of(conn: Connection, holder: str) -> Closure | None:
    """Since when, by whom and why the account of a person or an organisation is closed; None where it is open."""
    row = conn.execute(select(closures).where(closures.c.holder == holder)).first()
    return Closure(instant(row.at), ClosedBy(row.by), row.reasons) if row else None


def require_open(conn: Connection, holder: str) -> None:
    """Refuses: AccountClosed."""
    if closure_of(conn, holder) is not None:
        raise AccountClosed


def _close(conn: Connection, holder: str, by: ClosedBy, reasons: str, person: str, at: datetime) -> None:
    if closure_of(conn, holder) is not None:
        raise AlreadyDone
    row = {"holder": holder, "at": micros(at), "by": by, "reasons": reasons.strip()[:LONGEST_REASONS]}
    conn.execute(insert(closures), row)
    audit.note(conn, at, person, "account.closed", {"holder": holder, "by": by})
    _tell(conn, mails.ACCOUNT_CLOSED, holder, at)


def _tell(conn: Connection, topic: str, holder: str, at: datetime) -> None:
    promise(conn, CHANGED, {"holder": holder}, at)
    for contact in contacts(conn, [holder]).get(holder, []):
        mails.mail(conn, topic, contact.address, contact.language, at)


def _closer(actor: Principal, marketplace: str) -> ClosedBy:
    """Refuses: NotFound to whoever has nothing to do with the marketplace."""
    if actor.person and marketplace in actor.marketplaces:
        return ClosedBy.MARKETPLACE
    if ServiceRole.REGISTRAR not in actor.roles:
        raise NotFound
    return ClosedBy.REGISTRAR


def _are_opponents(conn: Connection, marketplace: str, organisation: str) -> bool:
    """Whether they are the two sides of a case in which something can still be done: who is a side silences nobody."""
    own, other = views, views.alias()
    open_between_them = select(own.c.case_id).where(
        own.c.case_id == other.c.case_id,
        own.c.reader == f"organisation:{organisation}",
        other.c.reader == f"marketplace:{marketplace}",
        other.c.role.in_(("COMPLAINANT", "RESPONDENT")),
        or_(own.c.closed_at.is_(None), own.c.bound_at.is_not(None)),
    )
    return conn.execute(open_between_them).first() is not None


def _require_no_office(conn: Connection, person: str) -> None:
    for office in (people_roles, marketplace_administrators):
        if conn.execute(select(office.c.person).where(office.c.person == person)).first() is not None:
            raise StillServing


def _require_another_owner(conn: Connection, person: str) -> None:
    """In every organisation that is open: nobody could speak for it, or close it, afterwards."""
    closed = select(closures.c.holder)
    owned = select(members.c.organisation).where(members.c.person == person, members.c.role == MemberRole.OWNER)
    alone = (
        select(members.c.organisation)
        .where(members.c.organisation.in_(owned), members.c.role == MemberRole.OWNER)
        .where(members.c.organisation.not_in(closed), (members.c.person == person) | members.c.person.not_in(closed))
        .group_by(members.c.organisation)
        .having(func.count() == 1)
    )
    if conn.execute(alone).first() is not None:
        raise LastOwner
