"""What was promised to the outside, written in the transaction that promised it and carried out later."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Integer, Table, Text, insert

from odr.ids import new_id
from odr.store import metadata, micros

outbox = Table(
    "outbox",
    metadata,
    Column("id", Text, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("case_id", Text),
    Column("payload", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("claimed_until", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("done_at", BigInteger),
    Column("dead_at", BigInteger),
    Column("error", Text),
)


def promise(
    conn: Connection,
    topic: str,
    payload: Mapping[str, Any],
    at: datetime,
    case_id: str | None = None,
    not_before: datetime | None = None,
) -> str:
    """Promise one effect outside, to be carried out at `not_before` or at once; the id of the promise."""
    row = {
        "id": new_id(),
        "topic": topic,
        "case_id": case_id,
        "payload": json.dumps(payload),
        "created_at": micros(at),
        "not_before": micros(not_before or at),
        "attempts": 0,
    }
    conn.execute(insert(outbox), row)
    return str(row["id"])
