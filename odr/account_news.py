"""The cases of an account that was closed, or opened again, are told so: each docket in a transaction of its own."""

from datetime import datetime

from sqlalchemy import Connection, or_, select

from odr.accounts.closing import closure_of
from odr.domain import refusals as no
from odr.domain.closed_accounts import RecordAccount
from odr.domain.roles import SERVICE, Side
from odr.notices import Parts
from odr.outbox import Message, done
from odr.views import views


def tell_of_account(parts: Parts, message: Message) -> None:
    """Carry out "account.changed": the cases of this holder are told how its account stands now.

    It says what is true when it is carried out, so that it can come late, twice, and in any order.
    """
    holder, now = message.payload["holder"], parts.clock.now()
    with parts.store.read() as conn:
        closed, cases = closure_of(conn, holder) is not None, _cases(conn, holder)
    for case, side in cases:
        _tell(parts, case, side, closed, now)
    with parts.store.write() as conn:
        done(conn, message, now, kept=("holder",))


def _cases(conn: Connection, holder: str) -> list[tuple[str, Side]]:
    """The cases in which something can still be done and this holder is a side."""
    keys = [f"organisation:{holder}", f"person:{holder}"]
    found = (
        select(views.c.case_id, views.c.complainant, views.c.respondent)
        .where(views.c.reader.in_(keys), or_(views.c.complainant.in_(keys), views.c.respondent.in_(keys)))
        .where(or_(views.c.closed_at.is_(None), views.c.bound_at.is_not(None)))
        .order_by(views.c.case_id)
    )
    rows = conn.execute(found).all()
    return [(row.case_id, Side.COMPLAINANT if row.complainant in keys else Side.RESPONDENT) for row in rows]


def _tell(parts: Parts, case: str, side: Side, closed: bool, at: datetime) -> None:
    try:
        parts.clerk.submit_for_service(case, RecordAccount(by=SERVICE, at=at, side=side, closed=closed))
    except (no.AlreadyDone, no.CaseIsClosed):
        return
