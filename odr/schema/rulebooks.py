"""Rulebooks over the API: draft, look through, compare, and publish as a second person."""

from typing import Annotated

import strawberry
from sqlalchemy import Connection as Open

from odr.accounts.marketplaces import marketplace_of
from odr.accounts.repeats import once
from odr.domain.calendar import local_day
from odr.domain.refusals import AccountClosed, AlreadyDone, NotFound
from odr.domain.rulebook.compare import diff
from odr.domain.rulebook.overlay import Compiled
from odr.rulebooks import versions
from odr.rulebooks.explaining import compiled_of, told
from odr.rulebooks.meanings import language_for
from odr.rulebooks.refusals import (
    DraftChanged,
    InForceTooEarly,
    RulebookHasErrors,
    RulebookNameTaken,
    SecondPersonNeeded,
)
from odr.rulebooks.versions import Desk, Version
from odr.schema.base import (
    PAGE,
    After,
    Connection,
    Context,
    First,
    Payload,
    RepeatableInput,
    connection,
    ids,
    mutation,
    node,
    page,
    payload,
    query,
    sized,
)
from odr.schema.errors import refusal_payload
from odr.schema.repeats import ask_looked_through
from odr.schema.rulebook_types import (
    LintFinding,
    RulebookChange,
    RulebookValue,
    RulebookVersion,
    show_change,
    show_value,
    show_versions,
)
from odr.schema.typed import prose
from odr.schema.viewers import person_signed_in
from odr.store import micros

LONGEST_RULEBOOK = 65_536
"""A whole rulebook is about 40,000 signs in two languages. Quoted in JSON this fits the limit of a request's body."""

RulebookId = Annotated[strawberry.ID, strawberry.argument(description="A rulebook, or a version that you may read.")]


@node("RulebookVersion")
def rulebook_version_by_local_id(ctx: Context, local: str) -> RulebookVersion | None:
    """For node(id:)."""
    return _shown(ctx, local)


@query
def rulebook_version(
    ctx: Context, id: Annotated[strawberry.ID, strawberry.argument(description="The version.")]
) -> RulebookVersion:
    """One text of a rulebook, with what is found in it."""
    return _shown(ctx, ids.local(id, "RulebookVersion"))


@query
def rulebook_versions(
    ctx: Context,
    marketplace: Annotated[
        strawberry.ID, strawberry.argument(description="One that you administer, or where your organisation sells.")
    ],
    first: First = PAGE,
    after: After = None,
) -> Connection[RulebookVersion]:
    """The texts written for a marketplace, the newest first; for a seller's people, those of their own policy."""
    person_signed_in(ctx)
    who, at = ctx.signed_in(), ids.local(marketplace, "Marketplace")
    asked = page(ctx, "rulebook_versions", first, after)
    own = None if at in who.marketplaces else who.organisations
    with ctx.store.read() as conn:
        if own is not None and not any(_sells(conn, at, one) for one in own):
            raise NotFound
        found = versions.versions_of(conn, at, asked.limit, asked.after, own)
        zone = marketplace_of(conn, at).zone
    shown = {ids.part(one.id, "RulebookVersion"): one for one in show_versions(ctx, found, zone)}
    return connection(ctx, asked, found, lambda one: shown[one.id], lambda one: (micros(one.drafted_at), one.id))


def _sells(conn: Open, marketplace: str, organisation: str) -> bool:
    try:
        return bool(versions.seller_at(conn, marketplace, organisation))
    except NotFound:
        return False


@query
def rulebook_values(ctx: Context, rulebook: RulebookId) -> list[RulebookValue]:
    """Every value of a rulebook with the text it came from; of a number, its source too."""
    return [show_value(one) for one in told(made_of(ctx, rulebook))]


@query
def rulebook_differences(
    ctx: Context,
    before: Annotated[strawberry.ID, strawberry.argument(description="The rulebook or version it is compared with.")],
    after: RulebookId,
) -> list[RulebookChange]:
    """Every value that differs, and what that changes for a case."""
    old, new = (made_of(ctx, one).rulebook for one in (before, after))
    language = language_for(new.languages, language_of(ctx))
    return [show_change(one, language) for one in diff(old, new)]


def language_of(ctx: Context) -> str:
    """The language of whoever asks; empty for nobody."""
    return ctx.principal.language if ctx.principal else ""


def made_of(ctx: Context, rulebook: str) -> Compiled:
    """The rulebook behind an id; of a draft, the one it would make. Raises NotFound, and RulebookHasErrors."""
    kind, local = ids.decode(rulebook)
    with ctx.store.read() as conn:
        if kind == "RulebookVersion":
            version = visible(ctx, conn, local)
            today = local_day(ctx.received_at, marketplace_of(conn, version.marketplace).zone)
            checked = versions.checked(conn, version, today)
            if checked.made is None:
                raise versions.unusable(checked)
            return checked.made
        found = compiled_of(conn, local) if kind == "Rulebook" else None
    if found is None:
        raise NotFound
    return found


def _shown(ctx: Context, version: str) -> RulebookVersion:
    with ctx.store.read() as conn:
        found = visible(ctx, conn, version)
        zone = marketplace_of(conn, found.marketplace).zone
    return show_versions(ctx, [found], zone)[0]


def visible(ctx: Context, conn: Open, version: str) -> Version:
    """A version that the person who asks may read. Raises NotSignedIn or NotFound."""
    person_signed_in(ctx)
    who, found = ctx.signed_in(), versions.version_of(conn, version)
    if found.marketplace in who.marketplaces or found.organisation in who.organisations:
        return found
    raise NotFound


@strawberry.input(description="Write a rulebook or a layer over one, as TOML.")
class DraftRulebookInput(RepeatableInput):
    """Input of `draftRulebook`."""

    marketplace: strawberry.ID = strawberry.field(description="The marketplace it is for.")
    organisation: strawberry.ID | None = strawberry.field(
        default=None, description="Your organisation, when this is its own policy as a seller there."
    )
    draft: strawberry.ID | None = strawberry.field(
        default=None, description="The draft that this takes the place of; leave it out for a new one."
    )
    hash: str | None = strawberry.field(
        default=None, description="Hash of the draft as you read it: words of others meanwhile are not overwritten."
    )
    text: str = prose(description="The TOML, at most 65,536 characters. It is kept as sent.", most=LONGEST_RULEBOOK)


@payload(AlreadyDone, DraftChanged)
class DraftRulebookPayload(Payload):
    """The draft with everything that is found in it: also one that cannot be read yet is kept."""

    version: RulebookVersion | None = strawberry.field(default=None, description="The draft.")
    findings: list[LintFinding] | None = sized(10, default=None, description="What is found in it, errors first.")


@mutation
def draft_rulebook(ctx: Context, input: DraftRulebookInput) -> DraftRulebookPayload:
    """Keep a text as a draft, whatever is wrong with it, and say what is found in it."""
    person, at = person_signed_in(ctx), ctx.received_at

    def work(conn: Open) -> str:
        desk = _desk(ctx, conn, input)
        if input.draft is None:
            return versions.draft(conn, desk, input.text, at)
        found = visible(ctx, conn, ids.local(input.draft, "RulebookVersion"))
        if (found.marketplace, found.organisation) != (desk.marketplace, desk.organisation):
            raise NotFound
        if input.hash not in (None, found.hash):
            raise DraftChanged
        versions.rewrite(conn, found, person, input.text, at)
        return found.id

    done = once(ctx.store, ask_looked_through("draftRulebook", person, input), work, at)
    shown = _shown(ctx, done.result)
    return DraftRulebookPayload(version=shown, findings=shown.findings, replayed=done.replayed)


def _desk(ctx: Context, conn: Open, input: DraftRulebookInput) -> Desk:
    """For whom somebody may write: a marketplace they administer, or their own organisation that sells there."""
    who, marketplace = ctx.signed_in(), ids.local(input.marketplace, "Marketplace")
    if input.organisation is None:
        if marketplace not in who.marketplaces:
            raise NotFound
        return Desk(who.person, marketplace)
    organisation = ids.local(input.organisation, "Organisation")
    if organisation not in who.organisations:
        raise NotFound
    if organisation in who.closed:
        raise AccountClosed
    versions.seller_at(conn, marketplace, organisation)
    return Desk(who.person, marketplace, organisation)


@strawberry.input(description="Publish a draft that somebody else wrote.")
class PublishRulebookInput(RepeatableInput):
    """Input of `publishRulebook`."""

    draft: strawberry.ID = strawberry.field(description="The draft.")
    hash: str = strawberry.field(description="Hash of the text you have read: exactly that text is published.")


@payload(AlreadyDone, DraftChanged, SecondPersonNeeded, RulebookHasErrors, RulebookNameTaken, InForceTooEarly)
class PublishRulebookPayload(Payload):
    """The published version. Cases that run keep theirs; sellers and parties are told."""

    version: RulebookVersion | None = strawberry.field(default=None, description="The version.")
    findings: list[LintFinding] | None = sized(
        10, default=None, description="What is found in it, also when that keeps it from being published."
    )


@mutation
def publish_rulebook(ctx: Context, input: PublishRulebookInput) -> PublishRulebookPayload:
    """Publish a draft as a second person: new cases open under it from its day on."""
    person, at = person_signed_in(ctx), ctx.received_at
    local = ids.local(input.draft, "RulebookVersion")

    def work(conn: Open) -> str:
        found = visible(ctx, conn, local)
        if input.hash != found.hash:
            raise DraftChanged
        versions.publish(conn, found, person, at)
        return found.id

    try:
        done = once(ctx.store, ask_looked_through("publishRulebook", person, input), work, at)
    except RulebookHasErrors as refused:
        answer = refusal_payload(PublishRulebookPayload, refused)
        answer.findings = _shown(ctx, local).findings
        return answer
    shown = _shown(ctx, done.result)
    return PublishRulebookPayload(version=shown, findings=shown.findings, replayed=done.replayed)


@strawberry.input(description="Take a draft back.")
class WithdrawRulebookDraftInput(RepeatableInput):
    """Input of `withdrawRulebookDraft`."""

    draft: strawberry.ID = strawberry.field(description="The draft.")


@payload(AlreadyDone, DraftChanged)
class WithdrawRulebookDraftPayload(Payload):
    """The draft, which can no longer be published."""

    version: RulebookVersion | None = strawberry.field(default=None, description="The draft.")


@mutation
def withdraw_rulebook_draft(ctx: Context, input: WithdrawRulebookDraftInput) -> WithdrawRulebookDraftPayload:
    """Take a draft back. Its text stays readable."""
    person, at = person_signed_in(ctx), ctx.received_at

    def work(conn: Open) -> str:
        found = visible(ctx, conn, ids.local(input.draft, "RulebookVersion"))
        versions.withdraw(conn, found)
        return found.id

    done = once(ctx.store, ask_looked_through("withdrawRulebookDraft", person, input), work, at)
    return WithdrawRulebookDraftPayload(version=_shown(ctx, done.result), replayed=done.replayed)
