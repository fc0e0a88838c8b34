"""What waits because a shop cannot be reached: told to whoever reads the case, since nobody has to do anything."""

from datetime import datetime

from sqlalchemy import Connection, and_, or_, select

from odr.fulfilment.breaker import is_alone, trouble_of
from odr.fulfilment.tables import State, executions
from odr.store import instant


def waiting(conn: Connection, case_id: str, at: datetime) -> dict[str, datetime]:
    """The lines of a case that wait for their marketplace's shop, and since when it does not answer.

    A leg that was tried in vain waits, and one that is not tried while the shop is left alone.
    """
    begun = executions.c.state.in_((State.READY.value, State.SENT.value))
    in_vain = and_(executions.c.state == State.READY.value, executions.c.tries > 0)
    mine = select(executions).where(executions.c.case_id == case_id, begun, or_(in_vain, is_alone(at)))
    rows = conn.execute(mine.order_by(executions.c.changed_at)).all()
    troubles = {one: trouble_of(conn, one) for one in {row.marketplace for row in rows}}
    found: dict[str, datetime] = {}
    for row in rows:
        trouble = troubles[row.marketplace]
        found.setdefault(row.line, instant(trouble.since if trouble else row.changed_at))
    return found
