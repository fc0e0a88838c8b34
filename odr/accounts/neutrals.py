"""What the service knows of a neutral beside their roles: languages, skills, payer, absence, conflicts of interest.

Registrars keep it; the neutrals themselves say when they are away and which languages they work in. It is personal, so
it never enters a docket.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, exists, insert, or_, select

from odr.accounts.details import one_line, tag
from odr.accounts.principal import Principal, ServiceRole
from odr.accounts.refusals import NotAllowed, NotForOneself, PeriodNotValid
from odr.accounts.roles import roles_of
from odr.accounts.tables import marketplaces, neutral_conflicts, neutrals, organisations, people
from odr.domain.facts import LineKind
from odr.domain.refusals import NotFound
from odr.domain.remedies import ComplaintType
from odr.store import instant, micros

SERVING = frozenset({ServiceRole.MEDIATOR, ServiceRole.DECISION_MAKER})


@dataclass(frozen=True, slots=True)
class Profile:
    """What a neutral can do and who pays them. Nothing said means: no preference, paid by the service."""

    languages: tuple[str, ...] = ()
    complaints: tuple[ComplaintType, ...] = ()
    products: tuple[LineKind, ...] = ()
    payer: str | None = None
    """The marketplace or organisation that employs them or pays them by the case; None for the service."""
    away_from: datetime | None = None
    away_until: datetime | None = None

    def is_away(self, at: datetime) -> bool:
        return self.away_from is not None and self.away_until is not None and self.away_from <= at < self.away_until


@dataclass(frozen=True, slots=True)
class Conflict:
    """With whom a neutral has a conflict of interest, why, and from when until when."""

    other: str
    reason: str
    since: datetime
    until: datetime | None


def describe_neutral(conn: Connection, actor: Principal, person: str, said: Profile, at: datetime) -> None:
    """Write down what a neutral can do and who pays them; when they are away stays.

    Refuses: NotAllowed, NotForOneself, NotFound (also for who is no neutral), LanguageNotValid.
    """
    _require_registrar(conn, actor, person)
    if said.payer is not None and not _exists(conn, said.payer, organisations, marketplaces):
        raise NotFound
    _write(
        conn,
        person,
        at,
        languages=_tags(said.languages),
        complaints=json.dumps(said.complaints),
        products=json.dumps(said.products),
        payer=said.payer or "",
    )


def state_languages(conn: Connection, person: str, languages: Collection[str], at: datetime) -> None:
    """A neutral says which languages they work in; what else is known of them stays.

    Refuses: NotAllowed, LanguageNotValid.
    """
    _require_neutral(conn, person)
    _write(conn, person, at, languages=_tags(languages))


def mark_absence(conn: Connection, person: str, since: datetime | None, until: datetime | None, at: datetime) -> None:
    """A neutral says from when until when they are away; without dates they are there.

    Refuses: NotAllowed, PeriodNotValid.
    """
    _require_neutral(conn, person)
    if (since is None) is not (until is None) or (since and until and not (since < until and at < until)):
        raise PeriodNotValid
    away = {"away_from": since, "away_until": until}
    _write(conn, person, at, **{name: micros(when) if when else None for name, when in away.items()})


def record_conflict(conn: Connection, actor: Principal, person: str, conflict: Conflict, at: datetime) -> None:
    """Write down a conflict of interest; one with the same other is replaced, so an end ends it.

    Refuses: NotAllowed, NotForOneself, NotFound (also for who is no neutral), NameNotValid, PeriodNotValid.
    """
    _require_registrar(conn, actor, person)
    if not _exists(conn, conflict.other, people, organisations, marketplaces):
        raise NotFound
    if conflict.until is not None and conflict.until <= conflict.since:
        raise PeriodNotValid
    mine = neutral_conflicts.c.person == person, neutral_conflicts.c.other == conflict.other
    conn.execute(delete(neutral_conflicts).where(*mine))
    row = {
        "person": person,
        "other": conflict.other,
        "reason": one_line(conflict.reason),
        "since": micros(conflict.since),
        "until": micros(conflict.until) if conflict.until else None,
        "recorded_by": actor.person or actor.session,
        "recorded_at": micros(at),
    }
    conn.execute(insert(neutral_conflicts), row)


def profile_of(conn: Connection, person: str) -> Profile:
    """What is known of a neutral; an empty profile where nothing was written down."""
    row = conn.execute(select(neutrals).where(neutrals.c.person == person)).first()
    return _profile(row) if row else Profile()


def conflicts_of(conn: Connection, person: str) -> list[Conflict]:
    """All conflicts that were recorded, also those that are over, the newest first."""
    mine = select(neutral_conflicts).where(neutral_conflicts.c.person == person)
    rows = conn.execute(mine.order_by(neutral_conflicts.c.since.desc(), neutral_conflicts.c.other))
    return [Conflict(r.other, r.reason, instant(r.since), instant(r.until) if r.until else None) for r in rows]


def in_conflict_with(conn: Connection, person: str, others: Collection[str], at: datetime) -> frozenset[str]:
    """Those of the others with whom this person has a conflict now."""
    now = micros(at)
    holds = or_(neutral_conflicts.c.until.is_(None), neutral_conflicts.c.until > now)
    mine = select(neutral_conflicts.c.other).where(
        neutral_conflicts.c.person == person,
        neutral_conflicts.c.other.in_(others),
        neutral_conflicts.c.since <= now,
        holds,
    )
    return frozenset(conn.execute(mine).scalars())


def kind_of(conn: Connection, holder: str) -> str:
    """Whether this is the id of a Person, an Organisation or a Marketplace."""
    if _exists(conn, holder, people):
        return "Person"
    return "Organisation" if _exists(conn, holder, organisations) else "Marketplace"


def _tags(languages: Collection[str]) -> str:
    """Each language once, as it is kept."""
    return json.dumps(list(dict.fromkeys(tag(one) for one in languages)))


def _write(conn: Connection, person: str, at: datetime, **changed: object) -> None:
    stamped = changed | {"updated_at": micros(at)}
    done = conn.execute(neutrals.update().where(neutrals.c.person == person).values(stamped))
    if not done.rowcount:
        nothing = {"languages": "[]", "complaints": "[]", "products": "[]", "payer": ""}
        conn.execute(insert(neutrals), {"person": person} | nothing | stamped)


def _profile(row: Row[Any]) -> Profile:
    return Profile(
        languages=tuple(json.loads(row.languages)),
        complaints=tuple(ComplaintType(one) for one in json.loads(row.complaints)),
        products=tuple(LineKind(one) for one in json.loads(row.products)),
        payer=row.payer or None,
        away_from=instant(row.away_from) if row.away_from else None,
        away_until=instant(row.away_until) if row.away_until else None,
    )


def _require_neutral(conn: Connection, person: str) -> None:
    if not SERVING & roles_of(conn, person):
        raise NotAllowed


def _require_registrar(conn: Connection, actor: Principal, person: str) -> None:
    """A registrar, for somebody else. The lock on the person puts two at once in order."""
    if not {ServiceRole.REGISTRAR, ServiceRole.OPERATOR} & actor.roles:
        raise NotAllowed
    if actor.person == person:
        raise NotForOneself
    held = select(people.c.id).where(people.c.id == person).with_for_update(key_share=True)
    if conn.execute(held).first() is None or not SERVING & roles_of(conn, person):
        raise NotFound


def _exists(conn: Connection, holder: str, *among: Table) -> bool:
    return any(conn.execute(select(exists().where(table.c.id == holder))).scalar() for table in among)
