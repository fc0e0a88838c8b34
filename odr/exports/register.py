"""Registrars grant scopes; an export is made within one, written down, and the same again for the same day."""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, update

from odr import audit
from odr.clerk import Clerk
from odr.domain.evolve import fold
from odr.domain.roles import Role
from odr.exports.refusals import LegalBasisMissing, PeriodNotValid, ScopeNotFound, ScopeRevoked
from odr.exports.shape import pseudonyms, shape
from odr.exports.tables import export_scopes, exports
from odr.ids import new_id
from odr.store import Store, instant, micros
from odr.views import views

SCHEMA = files("odr.exports") / "case.schema.json"


@dataclass(frozen=True, slots=True)
class Scope:
    """Cases of one marketplace opened in a period (UTC; the end is exclusive), for one regulator's person."""

    id: str
    regulator: str
    marketplace: str
    opened_from: datetime
    opened_before: datetime
    legal_basis: str
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class File:
    name: str
    body: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Export:
    """What was made: the files, the manifest of their hashes, and how many cases they tell of."""

    id: str
    scope: Scope
    as_of: datetime
    cases: int
    files: tuple[File, ...]

    def zipped(self) -> bytes:
        """One archive whose bytes depend on its contents alone."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in self.files:
                archive.writestr(zipfile.ZipInfo(file.name, (1980, 1, 1, 0, 0, 0)), file.body)
        return made.getvalue()


def grant_scope(store: Store, scope: Scope, granted_by: str, at: datetime) -> Scope:
    """Record that a regulator may receive these cases, and why. Raises PeriodNotValid, LegalBasisMissing."""
    with store.write() as conn:
        return enter_scope(conn, scope, granted_by, at)


def enter_scope(conn: Connection, scope: Scope, granted_by: str, at: datetime) -> Scope:
    """The same in the caller's transaction."""
    if scope.opened_before <= scope.opened_from:
        raise PeriodNotValid()
    if not scope.legal_basis.strip():
        raise LegalBasisMissing()
    row = {
        "id": scope.id,
        "regulator": scope.regulator,
        "marketplace": scope.marketplace,
        "opened_from": micros(scope.opened_from),
        "opened_before": micros(scope.opened_before),
        "legal_basis": scope.legal_basis.strip(),
        "granted_by": granted_by,
        "granted_at": micros(at),
    }
    conn.execute(insert(export_scopes), row)
    audit.note(conn, at, granted_by, "export_scope.granted", {"scope": scope.id, "regulator": scope.regulator})
    return scope


def revoke_scope(store: Store, scope: str, revoked_by: str, at: datetime) -> None:
    """End a scope. One that has ended stays as it is. Raises ScopeNotFound."""
    with store.write() as conn:
        end_scope(conn, scope, revoked_by, at)


def end_scope(conn: Connection, scope: str, revoked_by: str, at: datetime) -> None:
    """The same in the caller's transaction."""
    known = export_scopes.c.id == scope
    if conn.execute(select(export_scopes.c.id).where(known)).first() is None:
        raise ScopeNotFound()
    ends = update(export_scopes).where(known, export_scopes.c.revoked_at.is_(None)).values(revoked_at=micros(at))
    if conn.execute(ends).rowcount == 1:
        audit.note(conn, at, revoked_by, "export_scope.revoked", {"scope": scope})


def scopes_of(store: Store, regulator: str) -> list[Scope]:
    """The scopes of one regulator's person, the newest first."""
    asked = select(export_scopes).where(export_scopes.c.regulator == regulator)
    with store.read() as conn:
        return [_scope(row) for row in conn.execute(asked.order_by(export_scopes.c.granted_at.desc()))]


def _scope(row: Any) -> Scope:
    return Scope(
        row.id,
        row.regulator,
        row.marketplace,
        instant(row.opened_from),
        instant(row.opened_before),
        row.legal_basis,
        row.revoked_at is not None,
    )


def scope_of(store: Store, scope: str) -> Scope:
    """A scope by its id, for the operator's command line. Raises ScopeNotFound."""
    with store.read() as conn:
        row = conn.execute(select(export_scopes).where(export_scopes.c.id == scope)).one_or_none()
    if row is None:
        raise ScopeNotFound()
    return _scope(row)


def make_export(clerk: Clerk, secret: bytes, scope_id: str, regulator: str, as_of: datetime) -> Export:
    """Export the scope as the dockets stood at `as_of`; writes it down in the register and the audit log.

    Raises:
        ScopeNotFound: no such scope for this person.
        ScopeRevoked: it was ended.
    """
    made = prepare_export(clerk, secret, scope_id, regulator, as_of)
    with clerk.store.write() as conn:
        enter_export(conn, made)
    return made


def prepare_export(clerk: Clerk, secret: bytes, scope_id: str, regulator: str, as_of: datetime) -> Export:
    """The same, not written down yet."""
    scope = _require_scope(clerk.store, scope_id, regulator)
    return _made(clerk, secret, new_id(), scope, as_of)


def enter_export(conn: Connection, made: Export) -> str:
    """Write a prepared export down in the caller's transaction; its id."""
    scope, manifest, person = made.scope.id, made.files[-1], made.scope.regulator
    row = {"id": made.id, "scope": scope, "person": person, "as_of": micros(made.as_of), "cases": made.cases}
    conn.execute(insert(exports), row | {"manifest": manifest.body.decode()})
    noted = {"export": made.id, "scope": scope, "cases": made.cases, "manifest_sha256": manifest.sha256}
    audit.note(conn, made.as_of, person, "cases.exported", noted)
    return made.id


def export_again(clerk: Clerk, secrets: Sequence[bytes], export_id: str, regulator: str, at: datetime) -> Export:
    """The same files once more, made from the dockets as they stood then; this too is written down.

    Args:
        secrets: of the service, the newest first; pseudonyms stay those of the secret it was made under.

    Raises:
        ScopeNotFound: no such export for this person.
        ScopeRevoked: its scope was ended.
    """
    with clerk.store.read() as conn:
        row = conn.execute(select(exports).where(exports.c.id == export_id)).one_or_none()
    if row is None:
        raise ScopeNotFound()
    scope, as_of = _require_scope(clerk.store, row.scope, regulator), instant(row.as_of)
    made = _made_again(clerk, secrets, row.id, scope, as_of, row.manifest)
    with clerk.store.write() as conn:
        noted = {"export": made.id, "scope": scope.id, "manifest_sha256": made.files[-1].sha256}
        audit.note(conn, at, regulator, "export.fetched", noted)
    return made


def _made_again(
    clerk: Clerk, secrets: Sequence[bytes], export_id: str, scope: Scope, as_of: datetime, manifest: str
) -> Export:
    """Under the secret that gives the manifest of then; where none does, under the newest."""
    made = (_made(clerk, secret, export_id, scope, as_of) for secret in secrets)
    newest = next(made)
    return next((one for one in chain([newest], made) if one.files[-1].body.decode() == manifest), newest)


def _made(clerk: Clerk, secret: bytes, export_id: str, scope: Scope, as_of: datetime) -> Export:
    lines = list(_lines(clerk, secret, scope, as_of))
    return Export(export_id, scope, as_of, len(lines), _files(scope, as_of, lines))


def _require_scope(store: Store, scope_id: str, regulator: str) -> Scope:
    asked = select(export_scopes).where(export_scopes.c.id == scope_id, export_scopes.c.regulator == regulator)
    with store.read() as conn:
        row = conn.execute(asked).one_or_none()
    if row is None:
        raise ScopeNotFound()
    if row.revoked_at is not None:
        raise ScopeRevoked()
    return _scope(row)


def _lines(clerk: Clerk, secret: bytes, scope: Scope, as_of: datetime) -> Iterator[bytes]:
    """One canonical JSON line per case, in the order of the pseudonyms, so that the order tells nothing."""
    known_as = pseudonyms(secret, scope.id)
    for case_id in sorted(_cases(clerk.store, scope, as_of), key=lambda case_id: known_as("case", case_id)):
        seen = clerk.look_as(case_id, Role.REGULATOR, as_of)
        entries = [entry for entry in seen.entries if entry.at <= as_of]
        line = shape(fold(case_id, entries, seen.case.rulebook, seen.case.calendars), entries, known_as)
        yield msgspec.json.encode(line, order="sorted") + b"\n"


def _cases(store: Store, scope: Scope, as_of: datetime) -> list[str]:
    asked = select(views.c.case_id).where(
        views.c.reader == "registrar",
        views.c.marketplace == scope.marketplace,
        views.c.opened_at >= micros(scope.opened_from),
        views.c.opened_at < micros(min(scope.opened_before, as_of)),
    )
    with store.read() as conn:
        return list(conn.execute(asked).scalars())


def _files(scope: Scope, as_of: datetime, lines: list[bytes]) -> tuple[File, ...]:
    """The cases, their schema, and last the manifest that names both by their hashes."""
    told = (File("cases.ndjson", b"".join(lines)), File("case.schema.json", SCHEMA.read_bytes()))
    manifest = {
        "format": "odr/regulator-export/1",
        "scope": {
            "id": scope.id,
            "marketplace": scope.marketplace,
            "opened_from": scope.opened_from.isoformat(),
            "opened_before": scope.opened_before.isoformat(),
            "legal_basis": scope.legal_basis,
        },
        "as_of": as_of.isoformat(),
        "cases": len(lines),
        "files": [{"name": file.name, "bytes": len(file.body), "sha256": file.sha256} for file in told],
    }
    return (*told, File("manifest.json", msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=2)))
