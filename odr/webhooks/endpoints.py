"""Where a marketplace is told: added, changed and let go by its administrators, or by its programs."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, tuple_, update

from odr import audit
from odr.accounts.boxes import Box
from odr.accounts.details import one_line
from odr.accounts.principal import Principal, Scope
from odr.domain.refusals import NotAllowed, NotFound
from odr.ids import new_hook_secret, new_id
from odr.outward import NotCallable, require_callable
from odr.store import instant, micros
from odr.webhooks.kinds import WebhookType
from odr.webhooks.refusals import TooManyWebhooks, TypesNotValid, UrlNotValid
from odr.webhooks.tables import webhooks

MOST = 10
"""Webhooks of one marketplace."""
OVERLAP = timedelta(hours=24)
"""How long messages are signed with the secret before as well."""


class Disabled(StrEnum):
    """Why nothing is sent to a webhook."""

    BY_YOU = "BY_YOU"
    FAILING = "FAILING"
    GONE = "GONE"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What messages are signed with: the newest first, each other one until an instant."""

    newest: str = field(repr=False)
    before: str = field(default="", repr=False)
    until: datetime | None = None

    def at(self, now: datetime) -> list[str]:
        """Those that count now."""
        return [self.newest, *([self.before] if self.until and now < self.until else [])]

    def sealed(self, box: Box) -> str:
        """As they are kept."""
        return box.seal(json.dumps([self.newest, self.before, self.until and micros(self.until)]).encode())

    @classmethod
    def opened(cls, box: Box, sealed: str) -> "Secrets":
        """As they were."""
        newest, before, until = json.loads(box.open(sealed))
        return cls(newest, before, instant(until) if until else None)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A webhook as its marketplace sees it."""

    id: str
    marketplace: str
    url: str
    description: str
    types: tuple[WebhookType, ...]
    created_at: datetime
    disabled: Disabled | None
    disabled_at: datetime | None
    failing_since: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a webhook; None leaves it as it is."""

    url: str | None = None
    description: str | None = None
    types: Sequence[WebhookType] | None = None
    enabled: bool | None = None


def require_may(actor: Principal, marketplace: str) -> None:
    """Its administrators, and its API keys of WEBHOOKS_WRITE. Refuses: NotFound, NotAllowed."""
    if marketplace not in actor.marketplaces:
        raise NotFound
    if not actor.person and Scope.WEBHOOKS_WRITE not in actor.scopes:
        raise NotAllowed


@dataclass(frozen=True, slots=True)
class Office:
    """Who asks, of what and when; `inside`: whether addresses within the service's own network will do."""

    conn: Connection
    actor: Principal
    box: Box
    at: datetime
    inside: bool = False

    def note(self, act: str, endpoint: str) -> None:
        """Write it into the audit log of the service."""
        who = self.actor.person or f"key:{self.actor.session}"
        audit.note(self.conn, self.at, who, f"webhook.{act}", {"webhook": endpoint})


def add(office: Office, marketplace: str, wanted: Wanted) -> tuple[str, str]:
    """A new webhook: its id, and its secret, in clear for the only time.

    Refuses: NotFound, NotAllowed, UrlNotValid, TypesNotValid, NameNotValid, TooManyWebhooks.
    """
    require_may(office.actor, marketplace)
    there = select(func.count()).where(webhooks.c.marketplace == marketplace)
    if office.conn.execute(there).scalar_one() >= MOST:
        raise TooManyWebhooks(limit=MOST)
    secret, endpoint = new_hook_secret(), new_id()
    row = {
        "id": endpoint,
        "marketplace": marketplace,
        "types": json.dumps([]),
        "description": "",
        **_said(office, wanted),
        "secrets": Secrets(secret).sealed(office.box),
        "created_at": micros(office.at),
        "disabled_why": "",
        "served_at": 0,
    }
    office.conn.execute(insert(webhooks), row)
    office.note("add", endpoint)
    return endpoint, secret


def change(office: Office, endpoint: str, wanted: Wanted) -> None:
    """Change what is given. Enabled again, what waited meanwhile is sent. Refuses what `add` refuses."""
    before = require_one(office.conn, office.actor, endpoint)
    said = _said(office, wanted)
    if wanted.enabled is False and before.disabled is None:
        said |= {"disabled_at": micros(office.at), "disabled_why": Disabled.BY_YOU.value}
    if wanted.enabled:
        said |= {"disabled_at": None, "disabled_why": "", "failing_since": None, "resting_until": None}
    if said:
        office.conn.execute(update(webhooks).where(webhooks.c.id == endpoint).values(said))
        office.note("change", endpoint)


def remove(office: Office, endpoint: str) -> str:
    """Let it go, with what is known of its deliveries; the id of its marketplace. Refuses: NotFound, NotAllowed."""
    marketplace = require_one(office.conn, office.actor, endpoint).marketplace
    office.conn.execute(delete(webhooks).where(webhooks.c.id == endpoint))
    office.note("remove", endpoint)
    return marketplace


def rotate(office: Office, endpoint: str) -> str:
    """A new secret, in clear for the only time. For `OVERLAP` messages are signed with the one before as well."""
    require_one(office.conn, office.actor, endpoint)
    mine = webhooks.c.id == endpoint
    sealed = office.conn.execute(select(webhooks.c.secrets).where(mine).with_for_update()).scalar_one()
    before = Secrets.opened(office.box, sealed)
    secrets = Secrets(new_hook_secret(), before.newest, office.at + OVERLAP)
    office.conn.execute(update(webhooks).where(mine).values(secrets=secrets.sealed(office.box)))
    office.note("rotate", endpoint)
    return secrets.newest


def _said(office: Office, wanted: Wanted) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if wanted.url is not None:
        said["url"] = _url(wanted.url.strip(), inside=office.inside)
    if wanted.description is not None:
        said["description"] = one_line(wanted.description) if wanted.description.strip() else ""
    if wanted.types is not None:
        said["types"] = json.dumps(_types(wanted.types))
    return said


def _url(typed: str, *, inside: bool) -> str:
    try:
        require_callable(typed, inside=inside)
    except NotCallable:
        raise UrlNotValid from None
    return typed


def _types(wanted: Collection[WebhookType]) -> list[str]:
    if not wanted:
        raise TypesNotValid
    return sorted({one.value for one in wanted})


def require_one(conn: Connection, actor: Principal, endpoint: str) -> Endpoint:
    """A webhook by its id. Refuses: NotFound, also to whoever may not know of it; NotAllowed."""
    row = conn.execute(select(webhooks).where(webhooks.c.id == endpoint)).first()
    if row is None:
        raise NotFound
    require_may(actor, row.marketplace)
    return endpoint_of(row)


def endpoints_of(
    conn: Connection, actor: Principal, marketplace: str, limit: int, after: tuple[Any, ...] | None = None
) -> list[Endpoint]:
    """The webhooks of a marketplace, the oldest first. Refuses: NotFound, NotAllowed."""
    require_may(actor, marketplace)
    mine = select(webhooks).where(webhooks.c.marketplace == marketplace)
    if after is not None:
        mine = mine.where(tuple_(webhooks.c.created_at, webhooks.c.id) > after)
    return [endpoint_of(row) for row in conn.execute(mine.order_by(webhooks.c.created_at, webhooks.c.id).limit(limit))]


def endpoint_of(row: Any) -> Endpoint:
    """A row as it stands."""
    return Endpoint(
        id=row.id,
        marketplace=row.marketplace,
        url=row.url,
        description=row.description,
        types=tuple(WebhookType(one) for one in json.loads(row.types)),
        created_at=instant(row.created_at),
        disabled=Disabled(row.disabled_why) if row.disabled_why else None,
        disabled_at=instant(row.disabled_at) if row.disabled_at else None,
        failing_since=instant(row.failing_since) if row.failing_since else None,
    )
