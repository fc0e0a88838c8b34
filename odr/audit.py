"""What people of the service did outside any case: a log that nobody edits, each line sealed with the one before."""

import hashlib
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, Connection, Integer, Table, Text, insert, select

from odr.store import metadata, micros

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("person", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("seal", Text, nullable=False),
)
"""Instants in UTC microseconds; `detail` is canonical JSON with ids and hashes, never words or names."""


def note(conn: Connection, at: datetime, person: str, act: str, detail: dict[str, Any]) -> int:
    """Add one line in the caller's transaction; its number. Two at once wait for each other."""
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("lock table audit in share row exclusive mode")
    last = conn.execute(select(audit.c.number, audit.c.seal).order_by(audit.c.number.desc()).limit(1)).one_or_none()
    number, before = (last.number + 1, last.seal) if last else (1, "")
    body = msgspec.json.encode(detail, order="sorted").decode()
    row = {"number": number, "at": micros(at), "person": person, "act": act, "detail": body}
    conn.execute(insert(audit), {**row, "seal": seal(row, before)})
    return number


def seal(row: dict[str, Any], before: str) -> str:
    """SHA-256 over the canonical line and the seal before it."""
    line = {name: row[name] for name in ("number", "at", "person", "act", "detail")}
    return hashlib.sha256(b"odr/audit/1\0" + msgspec.json.encode([line, before], order="sorted")).hexdigest()


def first_broken(conn: Connection) -> int | None:
    """The number of the first line that is not what was written; None when all hold."""
    before = ""
    for expected, found in enumerate(conn.execute(select(audit).order_by(audit.c.number)), 1):
        if found.number != expected or found.seal != seal(dict(found._mapping), before):
            return expected
        before = found.seal
    return None
