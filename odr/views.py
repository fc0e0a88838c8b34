"""Rows for lists and due dates: one per case and reader, folded from that reader's sight. Rebuildable at any time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from odr.domain.case import Case, Entry
from odr.domain.evolve import fold
from odr.domain.roles import Concern, HolderKind, Party, Role, Seat
from odr.domain.sight import as_seen, sees
from odr.store import metadata, micros

views = Table(
    "views",
    metadata,
    Column("case_id", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("complaint", Text, nullable=False),
    Column("marketplace", Text, nullable=False),
    Column("complainant", Text, nullable=False),
    Column("respondent", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("ground", Text),
    Column("version", Integer, nullable=False),
    Column("my_turn", Boolean, nullable=False),
    Column("due_at", BigInteger),
    Column("opened_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
    Column("bound_at", BigInteger),
    PrimaryKeyConstraint("case_id", "reader"),
)
"""`reader` is "person:ID", "organisation:ID", "marketplace:ID" or "registrar"; instants in UTC microseconds.

`bound_at` is the first bound that this reader sees: from then on the row tells what was, until the sweep has passed.
"""

Index("ix_views_reader_updated_at_case_id", views.c.reader, views.c.updated_at.desc(), views.c.case_id.desc())
_BOUND = views.c.bound_at.is_not(None)
Index("ix_views_reader_bound_at", views.c.reader, views.c.bound_at, sqlite_where=_BOUND, postgresql_where=_BOUND)

COLUMNS: dict[str, str] = {
    column.name: {"TEXT": "text", "INTEGER": "int", "BOOLEAN": "boolean", "BIGINT": "bigint"}[str(column.type)]
    for column in views.columns
}


class ViewRow(NamedTuple):
    """What one reader sees of one case in a list; in the order of the table's columns."""

    case_id: str
    reader: str
    role: str
    number: str
    title: str
    complaint: str
    marketplace: str
    complainant: str
    respondent: str
    stage: str
    ground: str | None
    version: int
    my_turn: bool
    due_at: int | None
    opened_at: int
    updated_at: int
    closed_at: int | None
    bound_at: int | None

    def as_dict(self) -> dict[str, Any]:
        return self._asdict()


def holder_key(party: Party) -> str:
    """The reader key under which a party's people find the case."""
    return f"{party.holder_kind.lower()}:{party.holder}"


def readers(case: Case) -> Iterator[tuple[str, Seat]]:
    """Who has this case in their lists, and with which seat. A marketplace that is a party reads as a party only."""
    yield holder_key(case.complainant), Role.COMPLAINANT
    yield holder_key(case.respondent), Role.RESPONDENT
    for mandate in case.representations.values():
        if mandate.active:
            yield f"person:{mandate.person}", Role(mandate.side.value)
    if case.recipient:
        yield f"person:{case.recipient}", Role.RECIPIENT
    for third in case.third_parties.values():
        if third.active:
            yield f"person:{third.person}", third.concern
    for appointment in case.appointments:
        if appointment.active:
            yield f"person:{appointment.person}", appointment.function.role
    if not case.marketplace_is_party:
        yield f"{HolderKind.MARKETPLACE.lower()}:{case.marketplace}", Role.MARKETPLACE
    yield "registrar", Role.REGISTRAR


def seen(seat: Seat, entries: Iterable[Entry]) -> list[Entry]:
    """The docket as this seat may see it, with numbers of its own."""
    visible = [entry for entry in entries if sees(seat, entry.event)]
    return [Entry(number, one.at, one.by, as_seen(seat, one)) for number, one in enumerate(visible, 1)]


def rows(
    whole: Case, entries: Sequence[Entry], since: int = 0, folded: Callable[[Seat], Case] | None = None
) -> list[ViewRow]:
    """The rows of every reader who may see an entry after `since`; the others' rows stay as they are.

    A third party sees stages, and none of the frames that move them: its row is overtaken at any bound of the case.

    Args:
        folded: gives a seat's own case, when it has been folded already.
    """
    own = folded or cache(lambda seat: fold_for(seat, whole, entries))
    concerns = cache(lambda seat: any(sees(seat, entry.event) for entry in entries[since:]))
    found: dict[str, ViewRow] = {}
    for reader, seat in readers(whole):
        if reader in found:
            continue
        if isinstance(seat, Concern):
            found[reader] = row(own(seat), reader, Role.THIRD_PARTY, whole.next_due)
        elif concerns(seat):
            found[reader] = row(own(seat), reader, seat)
    return list(found.values())


def fold_for(seat: Seat, whole: Case, entries: Sequence[Entry]) -> Case:
    return fold(whole.id, seen(seat, entries), whole.rulebook, whole.calendars)


def gone(before: Case, after: Case) -> list[str]:
    """The reader keys of whoever takes part no more: the case leaves their list."""
    still = {reader for reader, _ in readers(after)}
    return [] if not before.version else [reader for reader, _ in readers(before) if reader not in still]


def row(case: Case, reader: str, role: Role, bound: datetime | None = None) -> ViewRow:
    """One list row from the reader's own case. It has to be made anew from `bound` on, or from its own next one."""
    running, me = case.running, role.acts_as
    awaited = [frame for frame in running if frame.awaited]
    mine = [frame.due for frame in awaited if me in frame.facts.actors]
    own = min((frame.due for frame in running), default=None)
    due = min(mine or [frame.due for frame in awaited], default=own)
    bound = bound or own
    return ViewRow(
        case.id,
        reader,
        role.value,
        case.number,
        title(case),
        case.claims[0].complaint.value if case.claims else "",
        case.marketplace,
        holder_key(case.complainant),
        holder_key(case.respondent),
        case.stage.value,
        case.ground.value if case.ground else None,
        case.version,
        bool(mine),
        micros(due) if due else None,
        micros(case.opened_at),
        micros(case.updated_at),
        micros(case.closed_at) if case.closed_at else None,
        micros(bound) if bound else None,
    )


def title(case: Case) -> str:
    """The things in dispute, in the order claimed; for who sees no claims, the things that are their business."""
    lines = [case.order.line(claim.line) for claim in case.claims] or case.order.lines
    return ", ".join(dict.fromkeys(line.title for line in lines if line))
