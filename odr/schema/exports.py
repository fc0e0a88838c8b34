"""Regulators export the cases of a recorded scope; registrars grant and revoke scopes."""

from datetime import datetime

import strawberry
from sqlalchemy import Connection

from odr.accounts.marketplaces import marketplace_of
from odr.accounts.principal import ServiceRole
from odr.accounts.repeats import once, replay
from odr.accounts.roles import roles_of
from odr.domain.refusals import NotAllowed, NotFound
from odr.exports import register
from odr.exports.refusals import LegalBasisMissing, PeriodNotValid, ScopeNotFound, ScopeRevoked
from odr.ids import new_id
from odr.schema.base import Context, Payload, RepeatableInput, ids, mutation, payload, query, sized
from odr.schema.repeats import ask_looked_through
from odr.settings import service_secrets


@strawberry.type(description="Which cases a regulator may receive, and why that is lawful.")
class ExportScope:
    """GraphQL's spelling of `odr.exports.register.Scope`."""

    id: strawberry.ID = strawberry.field(description="The scope.")
    marketplace: strawberry.ID = strawberry.field(description="The marketplace whose cases these are.")
    opened_from: datetime = strawberry.field(description="Cases received from this instant on.")
    opened_before: datetime = strawberry.field(description="Cases received before this instant.")
    legal_basis: str = strawberry.field(description="The legal basis that was recorded.")
    revoked: bool = strawberry.field(description="Whether it was ended.")


@strawberry.type(description="One file of an export.")
class ExportFile:
    """A row of `Export.files`."""

    name: str = strawberry.field(description="Its name in the archive.")
    size: int = strawberry.field(description="In bytes.")
    sha256: str = strawberry.field(description="SHA-256 of its bytes.")


@strawberry.type(description="Cases as a regulator receives them, pseudonymised.")
class Export:
    """GraphQL's spelling of `odr.exports.register.Export`."""

    id: strawberry.ID = strawberry.field(description="The export, as the audit log names it.")
    as_of: datetime = strawberry.field(description="It tells the cases as they stood then.")
    cases: int = strawberry.field(description="How many cases it tells of.")
    files: list[ExportFile] = sized(3, description="The cases, their JSON Schema, the manifest of hashes.")
    path: str = strawberry.field(description="Where the archive is fetched, with the same sign-in.")


def _scope(scope: register.Scope) -> ExportScope:
    return ExportScope(
        id=ids.encode("ExportScope", scope.id),
        marketplace=ids.encode("Marketplace", scope.marketplace),
        opened_from=scope.opened_from,
        opened_before=scope.opened_before,
        legal_basis=scope.legal_basis,
        revoked=scope.revoked,
    )


def _export(made: register.Export) -> Export:
    return Export(
        id=ids.encode("Export", made.id),
        as_of=made.as_of,
        cases=made.cases,
        files=[ExportFile(name=file.name, size=len(file.body), sha256=file.sha256) for file in made.files],
        path=f"/exports/{made.id}.zip",
    )


def _require(ctx: Context, role: ServiceRole) -> str:
    principal = ctx.signed_in()
    if role not in principal.roles:
        raise NotAllowed()
    return principal.person


@query
def export_scopes(ctx: Context) -> list[ExportScope]:
    """The scopes within which you, a regulator, may export."""
    regulator = _require(ctx, ServiceRole.REGULATOR)
    return [_scope(scope) for scope in register.scopes_of(ctx.store, regulator)]


@strawberry.input(description="Export the cases of one scope.")
class ExportCasesInput(RepeatableInput):
    """Each export is written down in the audit log, a repeated one too."""

    scope: strawberry.ID = strawberry.field(description="One of your scopes.")


@payload(ScopeNotFound, ScopeRevoked)
class ExportCasesPayload(Payload):
    """The export that was made. Repeated, it is the same one: made again as the cases stood then."""

    export: Export | None = strawberry.field(default=None, description="The export.")


@mutation
def export_cases(ctx: Context, input: ExportCasesInput) -> ExportCasesPayload:
    """Export the cases of a scope as they stand now. For regulators; every export is an audit entry."""
    regulator, at = _require(ctx, ServiceRole.REGULATOR), ctx.received_at
    secrets, ask = service_secrets(ctx.settings), ask_looked_through("exportCases", regulator, input)
    done = replay(ctx.store, ask)
    if done is None:
        made = register.prepare_export(ctx.clerk, secrets[0], ids.part(input.scope, "ExportScope"), regulator, at)
        done = once(ctx.store, ask, lambda conn: register.enter_export(conn, made), at)
        if not done.replayed:
            return ExportCasesPayload(export=_export(made))
    again = register.export_again(ctx.clerk, secrets, done.result, regulator, at)
    return ExportCasesPayload(export=_export(again), replayed=True)


@strawberry.input(description="Let a regulator receive cases.")
class GrantExportScopeInput(RepeatableInput):
    """What the register keeps of the authority's right."""

    regulator: strawberry.ID = strawberry.field(description="The regulator's person.")
    marketplace: strawberry.ID = strawberry.field(description="The marketplace whose cases they receive.")
    opened_from: datetime = strawberry.field(description="Cases received from this instant on.")
    opened_before: datetime = strawberry.field(description="Cases received before this instant.")
    legal_basis: str = strawberry.field(description="On which legal basis, in words that an auditor can check.")


@payload(PeriodNotValid, LegalBasisMissing)
class GrantExportScopePayload(Payload):
    """The scope that was granted."""

    scope: ExportScope | None = strawberry.field(default=None, description="The scope.")


@mutation
def grant_export_scope(ctx: Context, input: GrantExportScopeInput) -> GrantExportScopePayload:
    """Grant a regulator a scope. For registrars of the service."""
    registrar, at = _require(ctx, ServiceRole.REGISTRAR), ctx.received_at
    ask = ask_looked_through("grantExportScope", registrar, input)
    asked = register.Scope(
        id=new_id(),
        regulator=ids.local(input.regulator, "Person"),
        marketplace=ids.local(input.marketplace, "Marketplace"),
        opened_from=input.opened_from,
        opened_before=input.opened_before,
        legal_basis=input.legal_basis,
    )

    def work(conn: Connection) -> str:
        _require_known(conn, asked)
        return register.enter_scope(conn, asked, registrar, at).id

    done = once(ctx.store, ask, work, at)
    return GrantExportScopePayload(scope=_scope(register.scope_of(ctx.store, done.result)), replayed=done.replayed)


def _require_known(conn: Connection, scope: register.Scope) -> None:
    """Raises NotFound: no such marketplace, or nobody of that id is a regulator."""
    marketplace_of(conn, scope.marketplace)
    if ServiceRole.REGULATOR not in roles_of(conn, scope.regulator):
        raise NotFound


@strawberry.input(description="End a scope.")
class RevokeExportScopeInput(RepeatableInput):
    """What was exported before stays where it is."""

    scope: strawberry.ID = strawberry.field(description="The scope.")


@payload(ScopeNotFound)
class RevokeExportScopePayload(Payload):
    """The scope was ended."""

    scope: strawberry.ID | None = strawberry.field(default=None, description="The scope.")


@mutation
def revoke_export_scope(ctx: Context, input: RevokeExportScopeInput) -> RevokeExportScopePayload:
    """End a scope at once. For registrars of the service. One that has ended stays as it is."""
    registrar, at = _require(ctx, ServiceRole.REGISTRAR), ctx.received_at
    ask, scope = ask_looked_through("revokeExportScope", registrar, input), ids.part(input.scope, "ExportScope")

    def work(conn: Connection) -> str:
        register.end_scope(conn, scope, registrar, at)
        return scope

    done = once(ctx.store, ask, work, at)
    return RevokeExportScopePayload(scope=ids.encode("ExportScope", done.result), replayed=done.replayed)
