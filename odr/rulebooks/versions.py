"""Versions of rulebooks as marketplaces and sellers write them: drafted by one person, published by a second."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, or_, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from odr.accounts.marketplaces import marketplace_of
from odr.accounts.tables import sellers
from odr.domain.calendar import local_day
from odr.domain.refusals import AlreadyDone, NotFound
from odr.domain.rulebook.overlay import Compiled, Layer, Source
from odr.domain.rulebook.terms import RulebookRefused
from odr.domain.rulebook.writing import written
from odr.ids import new_id
from odr.outbox import promise
from odr.rulebooks import all_sources, chain
from odr.rulebooks.checking import Checked, check, source_of
from odr.rulebooks.refusals import (
    DraftChanged,
    InForceTooEarly,
    RulebookHasErrors,
    RulebookNameTaken,
    SecondPersonNeeded,
)
from odr.rulebooks.tables import compiled_rulebooks, rulebook_series, rulebook_versions
from odr.store import instant, micros

ANNOUNCE = "rulebook.announce"
"""The promise to tell sellers and parties of a published version."""


class VersionState(StrEnum):
    """What a version is."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True)
class Version:
    """One text with what became of it. Instants are UTC; `in_force_from` is a local day of the marketplace."""

    id: str
    marketplace: str
    organisation: str | None
    state: VersionState
    source: str
    hash: str
    name: str | None
    layer: Layer | None
    base: str | None
    holds_for: tuple[str, ...]
    in_force_from: date | None
    drafted_by: str
    drafted_at: datetime
    published_by: str | None
    published_at: datetime | None
    announced_at: datetime | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes: a person, for a marketplace or for one of its sellers."""

    person: str
    marketplace: str
    organisation: str | None = None


def draft(conn: Connection, desk: Desk, text: str, at: datetime) -> str:
    """Keep a text as a new draft, whatever is wrong with it; its id."""
    draft_id = new_id()
    row = {"id": draft_id, "marketplace": desk.marketplace, "organisation": desk.organisation}
    conn.execute(insert(rulebook_versions), {**row, "state": VersionState.DRAFT, **_said(desk.person, text, at)})
    return draft_id


def rewrite(conn: Connection, version: Version, person: str, text: str, at: datetime) -> None:
    """Put a text in the place of the one that this person read. Refuses: AlreadyDone, DraftChanged."""
    _edit(conn, version, _said(person, text, at))


def _said(person: str, text: str, at: datetime) -> dict[str, Any]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"source": text, "hash": digest, **_head(text), "drafted_by": person, "drafted_at": micros(at)}


def _head(text: str) -> dict[str, Any]:
    """What the text says of itself, as far as it can be read."""
    try:
        source = source_of(text)
    except RulebookRefused:
        return {"name": None, "layer": None, "base": None, "holds_for": "[]", "in_force_from": None}
    day = source.table.get("in_force_from")
    return {
        "name": source.id,
        "layer": source.layer and source.layer.value,
        "base": source.of or None,
        "holds_for": json.dumps(source.where),
        "in_force_from": day.isoformat() if type(day) is date else None,
    }


def _edit(conn: Connection, version: Version, said: Mapping[str, Any]) -> None:
    """Change a draft; what is published or withdrawn stays as it is, and so does what was written meanwhile."""
    if version.state is not VersionState.DRAFT:
        raise AlreadyDone
    still = (rulebook_versions.c.state == VersionState.DRAFT) & (rulebook_versions.c.hash == version.hash)
    edited = update(rulebook_versions).where(still, rulebook_versions.c.id == version.id).values(said)
    if conn.execute(edited).rowcount == 0:
        raise DraftChanged


def withdraw(conn: Connection, version: Version) -> None:
    """Take a draft back. Refuses: AlreadyDone."""
    _edit(conn, version, {"state": VersionState.WITHDRAWN})


def publish(conn: Connection, version: Version, person: str, at: datetime) -> None:
    """Make a draft a version that holds for new cases from its day on, and promise to tell of it.

    Refuses: AlreadyDone, SecondPersonNeeded, RulebookHasErrors, InForceTooEarly, RulebookNameTaken.
    """
    if version.state is not VersionState.DRAFT:
        raise AlreadyDone
    if person == version.drafted_by:
        raise SecondPersonNeeded
    today = local_day(at, marketplace_of(conn, version.marketplace).zone)
    found = checked(conn, version, today)
    if found.errors or found.made is None or found.source is None:
        raise unusable(found)
    if version.in_force_from is None or version.in_force_from < today:
        raise InForceTooEarly(today=today)
    name = found.source.id
    _take_name(conn, version, name)
    published = {"state": VersionState.PUBLISHED, "published_by": person, "published_at": micros(at)}
    try:
        _edit(conn, version, published)
    except IntegrityError as error:
        raise RulebookNameTaken(name=name) from error
    if found.source.layer in (None, Layer.BASELINE):
        below = chain(found.source, sources(conn, version.marketplace))
        keep_compiled(conn, found.made, [one.id for one in below], at)
    promise(conn, ANNOUNCE, {"version": version.id}, at)


def unusable(found: Checked) -> RulebookHasErrors:
    """Why a text makes no rulebook that could be used: its first error, and how many there are."""
    first = found.errors[0]
    what = f"{first.place}: {first.what}" if first.place else first.what
    return RulebookHasErrors(what=what, to_do=first.to_do, count=len(found.errors))


def _take_name(conn: Connection, version: Version, name: str) -> None:
    """The name before the number belongs to one marketplace or seller, and numbers only rise."""
    series, _, number = name.partition("/")
    if any(shipped.partition("/")[0] == series for shipped in all_sources()):
        raise RulebookNameTaken(name=name)
    row = {"name": series, "marketplace": version.marketplace, "organisation": version.organisation}
    conn.execute(_insert(conn, rulebook_series).values(row).on_conflict_do_nothing())
    owner = conn.execute(select(rulebook_series).where(rulebook_series.c.name == series)).one()
    if (owner.marketplace, owner.organisation) != (version.marketplace, version.organisation):
        raise RulebookNameTaken(name=name)
    before = conn.execute(select(rulebook_versions.c.name).where(*_published_of(version.marketplace))).scalars()
    if any(int(one.partition("/")[2]) >= int(number) for one in before if one.partition("/")[0] == series):
        raise RulebookNameTaken(name=name)


def keep_compiled(conn: Connection, made: Compiled, layers: list[str], at: datetime) -> None:
    """Keep a whole rulebook under its id; one that is there stays."""
    row = {
        "id": made.rulebook.id,
        "hash": made.rulebook.hash,
        "toml": written(made.table),
        "layers": json.dumps(layers),
        "made_at": micros(at),
    }
    conn.execute(_insert(conn, compiled_rulebooks).values(row).on_conflict_do_nothing())


def _insert(conn: Connection, table: Any) -> Any:
    return (sqlite if conn.dialect.name == "sqlite" else postgresql).insert(table)


def announced(conn: Connection, version: str, at: datetime) -> None:
    """Note when the version was first told of."""
    silent = (rulebook_versions.c.id == version) & rulebook_versions.c.announced_at.is_(None)
    conn.execute(update(rulebook_versions).where(silent).values(announced_at=micros(at)))


def checked(conn: Connection, version: Version, today: date) -> Checked:
    """What is found in a version as it stands over what is published."""
    known = {name: one for name, one in sources(conn, version.marketplace).items() if name != version.name}
    return check(version.source, known, seller_id(conn, version), today)


def seller_id(conn: Connection, version: Version) -> str | None:
    """The marketplace's own id of the seller whose policy this is."""
    if version.organisation is None:
        return None
    return seller_at(conn, version.marketplace, version.organisation)


def seller_at(conn: Connection, marketplace: str, organisation: str) -> str:
    """The marketplace's own id of an organisation that sells there. Refuses: NotFound."""
    where = (sellers.c.marketplace == marketplace) & (sellers.c.organisation == organisation)
    found = conn.execute(select(sellers.c.external_id).where(where).order_by(sellers.c.external_id)).scalar()
    if found is None:
        raise NotFound
    return str(found)


def sources(conn: Connection, marketplace: str) -> dict[str, Source]:
    """What can lie below a layer of this marketplace: what is shipped, and what it published itself."""
    texts = select(rulebook_versions.c.source).where(*_published_of(marketplace), _ITS_OWN)
    own = (source_of(text) for text in conn.execute(texts).scalars())
    return {**all_sources(), **{one.id: one for one in own}}


def version_of(conn: Connection, version: str) -> Version:
    """One version. Refuses: NotFound."""
    found = conn.execute(select(rulebook_versions).where(rulebook_versions.c.id == version)).first()
    if found is None:
        raise NotFound
    return _version(found)


def version_named(conn: Connection, name: str) -> Version | None:
    """The published version of this name, whosever it is."""
    named = (rulebook_versions.c.name == name) & (rulebook_versions.c.state == VersionState.PUBLISHED)
    found = conn.execute(select(rulebook_versions).where(named)).first()
    return _version(found) if found else None


def versions_of(
    conn: Connection,
    marketplace: str,
    limit: int,
    after: tuple[Any, ...] | None = None,
    organisations: frozenset[str] | None = None,
) -> list[Version]:
    """What was written for a marketplace, the newest first; `organisations`: only the policies of these."""
    wanted: list[ColumnElement[bool]] = [rulebook_versions.c.marketplace == marketplace]
    if organisations is not None:
        wanted.append(rulebook_versions.c.organisation.in_(sorted(organisations)))
    place = tuple_(rulebook_versions.c.drafted_at, rulebook_versions.c.id)
    if after is not None:
        wanted.append(place < tuple_(*after))
    newest = (rulebook_versions.c.drafted_at.desc(), rulebook_versions.c.id.desc())
    rows = conn.execute(select(rulebook_versions).where(*wanted).order_by(*newest).limit(limit))
    return [_version(row) for row in rows]


def published_of(conn: Connection, marketplace: str) -> list[Version]:
    """What a marketplace published itself, in the order of its publication."""
    chosen = select(rulebook_versions).where(*_published_of(marketplace), _ITS_OWN)
    return [_version(row) for row in conn.execute(chosen.order_by(rulebook_versions.c.published_at))]


def in_force(conn: Connection, marketplace: str, organisation: str | None, day: date) -> list[Version]:
    """The published versions of a marketplace, and of one of its sellers, that hold on this day; the oldest first."""
    whose = or_(_ITS_OWN, rulebook_versions.c.organisation == organisation)
    holds = rulebook_versions.c.in_force_from <= day.isoformat()
    chosen = select(rulebook_versions).where(*_published_of(marketplace), whose, holds)
    since = (rulebook_versions.c.in_force_from, rulebook_versions.c.published_at)
    return [_version(row) for row in conn.execute(chosen.order_by(*since))]


_ITS_OWN = rulebook_versions.c.organisation.is_(None)


def _published_of(marketplace: str) -> tuple[ColumnElement[bool], ...]:
    return rulebook_versions.c.marketplace == marketplace, rulebook_versions.c.state == VersionState.PUBLISHED


def _version(row: Any) -> Version:
    return Version(
        id=row.id,
        marketplace=row.marketplace,
        organisation=row.organisation,
        state=VersionState(row.state),
        source=row.source,
        hash=row.hash,
        name=row.name,
        layer=Layer(row.layer) if row.layer else None,
        base=row.base,
        holds_for=tuple(json.loads(row.holds_for)),
        in_force_from=date.fromisoformat(row.in_force_from) if row.in_force_from else None,
        drafted_by=row.drafted_by,
        drafted_at=instant(row.drafted_at),
        published_by=row.published_by,
        published_at=None if row.published_at is None else instant(row.published_at),
        announced_at=None if row.announced_at is None else instant(row.announced_at),
    )
