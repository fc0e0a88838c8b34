"""`odr outbox`: what was promised and given up, or waits for longer than a day, by its envelope only; and tried again.

An envelope is what operators need: what kind of promise, when, how often it was tried, and the error in a word. What is
in it, and whom it is about, is not shown.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from odr import audit
from odr.accounts.command import Command
from odr.accounts.tables import marketplaces
from odr.domain.refusals import InvalidInput
from odr.fulfilment.tables import State, executions
from odr.outbox import outbox
from odr.schema.context import House
from odr.store import instant, micros

LONG = timedelta(days=1)
"""What waits to be handed to a shop for longer than this is looked at."""
_IS_DEAD = outbox.c.dead_at.is_not(None) & outbox.c.done_at.is_(None)
_ENVELOPE = (
    outbox.c.id,
    outbox.c.topic,
    outbox.c.created_at,
    outbox.c.not_before,
    outbox.c.attempts,
    outbox.c.done_at,
    outbox.c.dead_at,
    outbox.c.error,
)


def add_outbox_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr outbox`."""
    parser.add_argument("action", choices=("dead", "show", "replay"), help="what to do")
    parser.add_argument("id", nargs="?", default="", help="the id of one promise, as `dead` shows it")
    parser.add_argument("--topic", default="", help="all that is dead of one topic, such as notice.mail")


def run_outbox(arguments: argparse.Namespace, house: House) -> int:
    """List what is dead, show one promise, or have it tried again. Refuses: InvalidInput."""
    now = house.clock.now()
    if arguments.action == "replay":
        with house.store.write() as conn:
            return _say(_replay(conn, arguments.id, arguments.topic, now))
    with house.store.read() as conn:
        if arguments.action == "show":
            return _say(*_shown(conn, arguments.id))
        return _say(*(dead(conn, arguments.topic) + waiting(conn, now) or ["Nothing is dead, and nothing waits."]))


def dead(conn: Connection, topic: str = "") -> list[str]:
    """One line for each promise that was given up, the oldest first."""
    which = select(*_ENVELOPE).where(_IS_DEAD).order_by(outbox.c.dead_at, outbox.c.id)
    rows = conn.execute(which.where(outbox.c.topic == topic) if topic else which).all()
    return [
        f"{row.id}  {row.topic}  promised {_at(row.created_at)}, given up {_at(row.dead_at)}"
        f" after {row.attempts} attempts: {row.error or 'no word'}"
        for row in rows
    ]


def waiting(conn: Connection, now: datetime) -> list[str]:
    """One line for each marketplace whose refunds wait for longer than `LONG` to be handed to its shop."""
    old = (executions.c.state == State.READY.value) & (executions.c.entered_at <= micros(now - LONG))
    which = select(executions.c.key, executions.c.entered_at, executions.c.code, marketplaces.c.code.label("shop"))
    rows = conn.execute(
        which.join(marketplaces, marketplaces.c.id == executions.c.marketplace)
        .where(old)
        .order_by(executions.c.entered_at, executions.c.key)
    ).all()
    return [f"{row.key}  waits for the shop of {row.shop} since {_at(row.entered_at)}  {row.code}" for row in rows]


def _shown(conn: Connection, promised: str) -> list[str]:
    row = conn.execute(select(*_ENVELOPE).where(outbox.c.id == promised)).first()
    if row is None:
        raise InvalidInput(field="id", problem="No promise has this id.")
    return [f"{name:12}  {_value(name, value)}" for name, value in row._mapping.items()]


def _value(name: str, value: Any) -> str:
    if value is None:
        return "-"
    return _at(value) if name in ("created_at", "not_before", "done_at", "dead_at") else str(value)


def _replay(conn: Connection, promised: str, topic: str, now: datetime) -> str:
    if bool(promised) == bool(topic):
        raise InvalidInput(field="id", problem="Give the id of one promise, or --topic for all of a topic.")
    which = outbox.c.id == promised if promised else outbox.c.topic == topic
    rows = conn.execute(select(outbox.c.id, outbox.c.topic).where(_IS_DEAD, which).order_by(outbox.c.id)).all()
    if not rows:
        raise InvalidInput(field="id", problem="Nothing of this is dead, so there is nothing to try again.")
    replay(conn, [row.id for row in rows])
    for row in rows:
        audit.note(conn, now, "", "outbox.replay", {"promise": row.id, "topic": row.topic})
    return f"{len(rows)} tried again within seconds."


def replay(conn: Connection, promised: Sequence[str]) -> None:
    """They are due at once, and have all their attempts before them."""
    again = {"dead_at": None, "attempts": 0, "claimed_until": None, "error": None}
    for one in promised:
        conn.execute(update(outbox).where(outbox.c.id == one, _IS_DEAD).values(again))


def _at(at: int) -> str:
    return f"{instant(at):%Y-%m-%d %H:%M} UTC"


def _say(*lines: str) -> int:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


COMMANDS: dict[str, Command] = {"outbox": Command(add_outbox_arguments, run_outbox)}
