"""Entries as they lie in the docket: encoded, committed and sealed on the way in, decoded on the way out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, NamedTuple

from odr import codec
from odr.domain.case import Entry
from odr.domain.roles import Actor, Role
from odr.store import instants, micros


class Stamp(NamedTuple):
    """What tells whether a docket is still as it was read: its last seal, and how many of its words are not erased."""

    seal: str
    words: int


def entries_of(rows: Sequence[Sequence[Any]]) -> list[Entry]:
    """Decoded column by column, so that the interpreter has little to do for each entry of a long docket."""
    if not rows:
        return []
    numbers, kinds, ats, roles, persons, bodies = zip(*rows, strict=True)
    events = [codec.DECODE[kind](body) for kind, body in zip(kinds, bodies, strict=True)]
    columns = zip(numbers, instants(ats), map(_actor, roles, persons), events, strict=True)
    return list(map(partial(tuple.__new__, Entry), columns))


_COLUMNS = ("number", "kind", "at", "role", "person", "body")


@lru_cache(4096)
def _actor(role: str, person: str) -> Actor:
    return Actor(Role(role), person)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Entries ready to be written: as they will be read, and as rows for either database."""

    entries: list[Entry]
    rows: list[dict[str, Any]]
    texts: list[dict[str, Any]]
    stamp: Stamp


def sealed(case_id: str, new: Sequence[Entry], before: Stamp, spent: frozenset[int] = frozenset()) -> Sealed:
    """Encode, commit and seal, entry after entry. What lies beside an entry that is `spent` is written nowhere."""
    rows: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    last = before.seal
    for entry in new:
        kind = type(entry.event).__name__
        body, words = codec.encode(entry.event)
        last = codec.seal(entry.number, codec.leaf(case_id, entry.at, entry.by, kind, body), last)
        rows.append(
            {
                "number": entry.number,
                "kind": kind,
                "at": micros(entry.at),
                "role": entry.by.role.value,
                "person": entry.by.person,
                "body": body,
                "seal": last,
            }
        )
        texts.extend(
            {"number": entry.number, "commitment": one.commitment, "salt": one.salt.hex(), "body": one.body}
            for one in words
            if entry.number not in spent
        )
    codec.know((text["commitment"], text["body"]) for text in texts)
    read = entries_of([list(map(row.get, _COLUMNS)) for row in rows])
    return Sealed(read, rows, texts, Stamp(last, before.words + len(texts)))
