"""Somebody's cases as they are now, in one statement: rows as stored, and those that time has overtaken made anew.

A row is written with the entries of its case, and what time brings is written a minute after the bound, or earlier by
whoever acts meanwhile. So a stored row whose bound has passed would tell when somebody acted, also in private. It is
made from the case instead, time passed, in the place that belongs to it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal

from odr.clerk import Clerk
from odr.domain.refusals import CalendarUnknown, NotFound
from odr.domain.roles import Visitor
from odr.domain.sight import role_of
from odr.store import Dialect, Driver, micros, spelt
from odr.views import COLUMNS, ViewRow, readers, row

MOST_OVERTAKEN = 200
"""So many rows, the latest bounds first, are made anew for one page. With a worker that lives there are a handful."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of somebody's list.

    Args:
        limit: how many rows.
        after: (updated_at, case_id) of the last row of the page before.
        open: only running cases, or only closed ones.
        my_turn: only cases that wait for the reader, or only the others.
    """

    limit: int
    after: Sequence[Any] | None = None
    open: bool | None = None
    my_turn: bool | None = None

    def wants(self, row: ViewRow) -> bool:
        """Whether this row belongs behind `after` and is not narrowed out."""
        return (
            (self.after is None or _place(row) < tuple(self.after))
            and self.open in (None, row.closed_at is None)
            and self.my_turn in (None, row.my_turn)
        )


def keys_of(visitor: Visitor) -> tuple[str, ...]:
    """The reader keys under which a visitor's cases are listed."""
    person = [f"person:{visitor.person}"] if visitor.person else []
    organisations = [f"organisation:{one}" for one in sorted(visitor.organisations)]
    marketplaces = [f"marketplace:{one}" for one in sorted(visitor.marketplaces)]
    return (*person, *organisations, *marketplaces, *(["registrar"] if visitor.registrar else []))


def listed(clerk: Clerk, visitor: Visitor, asked: Listed, at: datetime) -> list[ViewRow]:
    """The rows of a page at `at` (UTC), the latest change first; each case once, in the role that `seat` gives."""
    keys = keys_of(visitor)
    if not keys:
        return []
    found = _fetch(clerk, keys, asked, micros(at))
    anew = (_made_anew(clerk, visitor, one, at) for one in found.overtaken)
    rows = [*found.rows, *(one for one in anew if one is not None and asked.wants(one))]
    return sorted(rows, key=_place, reverse=True)[: asked.limit]


def _place(row: ViewRow) -> tuple[int, str]:
    return row.updated_at, row.case_id


def _made_anew(clerk: Clerk, visitor: Visitor, stored: ViewRow, at: datetime) -> ViewRow | None:
    """The row with time passed; none when time took the visitor out of the case.

    As it is stored, when no calendar tells what time brought: one such case does not take away the list of the others.
    """
    try:
        seen = clerk.look(stored.case_id, visitor, at)
    except NotFound:
        return None
    except CalendarUnknown:
        return stored
    keys = keys_of(visitor)
    key = next(key for key, seat in readers(seen.case) if role_of(seat) is seen.by.role and key in keys)
    return row(seen.case, key, seen.by.role)


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows as they are stored, and those to be made anew."""

    rows: list[ViewRow]
    overtaken: list[ViewRow]


def _fetch(clerk: Clerk, keys: tuple[str, ...], asked: Listed, at: int) -> _Found:
    with clerk.store.raw() as db:
        found = _query(db, clerk.store.dialect, keys, asked, ("current", at), ("overtaken", at))
        late = sorted((one for one in found if _is_overtaken(one, at)), key=_bound, reverse=True)
        current = [one for one in found if not _is_overtaken(one, at)]
        if len(late) < MOST_OVERTAKEN:
            return _Found(current, late)
        anew = late[:MOST_OVERTAKEN]
        return _Found(current + _query(db, clerk.store.dialect, keys, asked, ("left", *_bound(anew[-1]))), anew)


def _is_overtaken(row: ViewRow, at: int) -> bool:
    return row.bound_at is not None and row.bound_at <= at


def _bound(row: ViewRow) -> tuple[int, str]:
    return row.bound_at or 0, row.case_id


_Time = Literal["current", "overtaken", "left"]
_TIMES: dict[_Time, str] = {
    "current": "(v.bound_at <= ?) is not true",
    "overtaken": "v.bound_at <= ?",
    "left": "(v.bound_at, v.case_id) < (?, ?)",
}
"""Rows that hold, rows that time has overtaken, and of these the ones behind those that are made anew."""
_COLUMNS = ", ".join(f"v.{name}" for name in COLUMNS)
_RANK = """case {}.role when 'COMPLAINANT' then 0 when 'RESPONDENT' then 1
        when 'MARKETPLACE' then 3 when 'REGISTRAR' then 4 else 2 end"""
_NEARER = f"""not exists (select 1 from views w where w.case_id = v.case_id and w.reader in ({{}})
        and {_RANK.format("w")} < {_RANK.format("v")})"""  # noqa: S608 -- no word of anybody else
_NEWEST = "order by v.updated_at desc, v.case_id desc limit ?"
_LATEST_BOUND = "order by v.bound_at desc, v.case_id desc limit ?"


def _query(
    db: Driver, dialect: Dialect, keys: tuple[str, ...], asked: Listed, *times: tuple[Any, ...]
) -> list[ViewRow]:
    """One statement: for each reader key the newest rows of each of these kinds."""
    rivals = keys if len(keys) > 1 else ()
    behind = tuple(asked.after or ())
    kinds = tuple(kind for kind, *_ in times)
    sql = _statement(len(keys), asked.open, asked.my_turn, bool(behind), kinds, dialect)
    values: list[Any] = []
    for key in keys:
        for kind, *bounds in times:
            paged = () if kind == "overtaken" else behind
            most = MOST_OVERTAKEN if kind == "overtaken" else asked.limit
            values += [key, *bounds, *rivals, *paged, most]
    return [ViewRow._make(one) for one in db.execute(sql, values).fetchall()]


@cache
def _statement(
    keys: int, is_open: bool | None, my_turn: bool | None, is_later: bool, kinds: tuple[_Time, ...], dialect: Dialect
) -> str:
    """Of several rows of one case the one of the nearest role stays. What time has overtaken is narrowed afterwards."""
    nearest = _NEARER.format(", ".join("?" * keys)) if keys > 1 else ""
    narrowed = (
        {None: "", True: "v.closed_at is null", False: "v.closed_at is not null"}[is_open],
        {None: "", True: "v.my_turn", False: "not v.my_turn"}[my_turn],
        "(v.updated_at, v.case_id) < (?, ?)" if is_later else "",
    )
    each = [
        _select((_TIMES[kind], nearest), _LATEST_BOUND)
        if kind == "overtaken"
        else _select((_TIMES[kind], nearest, *narrowed), _NEWEST)
        for kind in kinds
    ]
    return spelt(" union all ".join(each * keys), dialect)


def _select(conditions: Iterable[str], order: str) -> str:
    said = "".join(f" and {condition}" for condition in conditions if condition)
    return f"select * from (select {_COLUMNS} from views v where v.reader = ?{said} {order}) as page"  # noqa: S608 -- no word of anybody else
