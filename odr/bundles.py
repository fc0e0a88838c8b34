"""Which cases are, or were, handled together: a list, kept in the transaction of their entries (ADR 0018).

The docket of a case is the truth about its own place in a bundle. The list only finds the other ones.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Index, PrimaryKeyConstraint, Table, Text

from odr.domain import events as e
from odr.domain.case import Entry
from odr.store import Dialect, Driver, instant, metadata, micros, spelt

bundled_cases = Table(
    "bundled_cases",
    metadata,
    Column("bundle", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("proposed_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("bundle", "case_id"),
)
"""What the cases have in common, and the reasons, stand in the dockets."""

Index("ix_bundled_cases_case_id", bundled_cases.c.case_id)


class Standing(StrEnum):
    """Where a case stands in its bundle."""

    PROPOSED = "PROPOSED"
    JOINED = "JOINED"
    LEFT = "LEFT"
    DECIDED = "DECIDED"


class Move(NamedTuple):
    """A row as it is now."""

    bundle: str
    standing: Standing
    at: int


_BECOMES: dict[type, Standing] = {
    e.BundleProposed: Standing.PROPOSED,
    e.BundleJoined: Standing.JOINED,
    e.CaseLeftBundle: Standing.LEFT,
    e.DecidedTogether: Standing.DECIDED,
}


def moves(entries: Sequence[Entry]) -> list[Move]:
    """What these entries mean for the list."""
    found = [(entry.event, entry.at) for entry in entries if type(entry.event) in _BECOMES]
    return [Move(event.bundle, _BECOMES[type(event)], micros(at)) for event, at in found]  # type: ignore[union-attr]


_ENTER = """insert into bundled_cases (bundle, case_id, standing, proposed_at)
values (?, ?, ?, ?) on conflict (bundle, case_id) do update set standing = excluded.standing"""


def enter(db: Driver, dialect: Dialect, case_id: str, moved: Sequence[Move]) -> None:
    """Write them down."""
    for one in moved:
        row = (one.bundle, case_id, one.standing.value, one.at)
        db.execute(spelt(_ENTER, dialect), row)


class Member(NamedTuple):
    """A case of a bundle."""

    case_id: str
    standing: Standing
    proposed_at: datetime


def members(db: Driver, dialect: Dialect, bundle: str) -> list[Member]:
    """Every case that was proposed for the bundle; none for an unknown one. In the order of their ids."""
    sql = "select case_id, standing, proposed_at from bundled_cases where bundle = ? order by case_id"
    found = db.execute(spelt(sql, dialect), (bundle,)).fetchall()
    return [Member(case_id, Standing(standing), instant(at)) for case_id, standing, at in found]


STANDING = (Standing.PROPOSED, Standing.JOINED)
"""In the bundle still, and not decided."""
