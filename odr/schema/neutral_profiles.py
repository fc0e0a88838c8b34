"""What the service knows of a neutral: languages, skills, payer, absence, conflicts of interest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import strawberry
from sqlalchemy import Connection

from odr.accounts import neutrals as kept
from odr.accounts.directory import names_in, person_at
from odr.accounts.principal import Principal, ServiceRole
from odr.accounts.refusals import EmailNotValid, LanguageNotValid, NameNotValid, NotForOneself, PeriodNotValid
from odr.accounts.repeats import once
from odr.domain import refusals as no
from odr.schema import ids
from odr.schema.acts import person_asking
from odr.schema.base import Context, Payload, RepeatableInput, mutation, payload, query
from odr.schema.repeats import ask_looked_through
from odr.schema.typed import prose
from odr.schema.vocabulary import ComplaintType, LineKind


@strawberry.type(description="A conflict of interest.")
class NeutralConflict:
    other: strawberry.ID = strawberry.field(description="The person, organisation or marketplace.")
    name: str = strawberry.field(description="Its name.")
    reason: str = strawberry.field(description="Why.")
    since: datetime = strawberry.field(description="From when.")
    until: datetime | None = strawberry.field(description="Until when, exclusive; null without an end.")


@strawberry.type(description="What the service knows of a neutral.")
class NeutralProfile:
    person: strawberry.ID = strawberry.field(description="Who it is.")
    name: str = strawberry.field(description="Their name.")
    languages: list[str] = strawberry.field(description="Languages they work in.")
    complaints: list[ComplaintType] = strawberry.field(description="Kinds of complaint they know.")
    products: list[LineKind] = strawberry.field(description="Kinds of goods and services they know.")
    payer: str | None = strawberry.field(description="Who employs or pays them; null for the service.")
    payer_id: strawberry.ID | None = strawberry.field(description="Its id, to name it again; null for the service.")
    away_from: datetime | None = strawberry.field(description="From when they are away.")
    away_until: datetime | None = strawberry.field(description="Until when, exclusive.")
    conflicts: list[NeutralConflict] = strawberry.field(description="All that were recorded, the newest first.")


@query
def neutral_profile(
    ctx: Context,
    person: Annotated[
        strawberry.ID | None, strawberry.argument(description="Whose; leave it out for your own.")
    ] = None,
) -> NeutralProfile:
    """What the service knows of a neutral. For registrars, and for the neutral."""
    who = person_asking(ctx)
    about = ids.part(person, "Person") if person is not None else who.person
    if about != who.person and not _keeps(who):
        raise no.NotAllowed
    return _profile(ctx, about)


def _keeps(who: Principal) -> bool:
    return bool({ServiceRole.REGISTRAR, ServiceRole.OPERATOR} & who.roles)


def _profile(ctx: Context, person: str) -> NeutralProfile:
    with ctx.store.read() as conn:
        known, conflicts = kept.profile_of(conn, person), kept.conflicts_of(conn, person)
        kinds = {one.other: kept.kind_of(conn, one.other) for one in conflicts}
        payer = ids.encode(kept.kind_of(conn, known.payer), known.payer) if known.payer else None
    names = names_in(ctx.store, [person, known.payer or "", *kinds])
    return NeutralProfile(
        person=ids.encode("Person", person),
        name=names.get(person, ""),
        languages=list(known.languages),
        complaints=list(known.complaints),
        products=list(known.products),
        payer=names.get(known.payer) if known.payer else None,
        payer_id=payer,
        away_from=known.away_from,
        away_until=known.away_until,
        conflicts=[
            NeutralConflict(
                other=ids.encode(kinds[one.other], one.other),
                name=names.get(one.other, ""),
                reason=one.reason,
                since=one.since,
                until=one.until,
            )
            for one in conflicts
        ],
    )


@strawberry.input(description="What a neutral can do, and who pays them.")
class DescribeNeutralInput(RepeatableInput):
    """Input of `describeNeutral`."""

    person: strawberry.ID = strawberry.field(description="The neutral.")
    languages: list[str] = strawberry.field(description="Languages they work in, such as en and de.")
    complaints: list[ComplaintType] = strawberry.field(
        default_factory=list, description="Kinds of complaint they know."
    )
    products: list[LineKind] = strawberry.field(
        default_factory=list, description="Kinds of goods and services they know."
    )
    payer: strawberry.ID | None = strawberry.field(
        default=None,
        description="The marketplace or organisation that employs or pays them; the service if left out.",
    )


@strawberry.interface(description="What every act on a neutral's profile answers.")
class NeutralPayload(Payload):
    """Base of the payloads about neutrals."""

    profile: NeutralProfile | None = strawberry.field(default=None, description="What the service knows now.")


@payload(NotForOneself, LanguageNotValid)
class DescribeNeutralPayload(NeutralPayload):
    """What is known of the neutral."""


@mutation
def describe_neutral(ctx: Context, input: DescribeNeutralInput) -> DescribeNeutralPayload:
    """A registrar writes down what a neutral can do and who pays them. It counts for the next appointment."""
    who, person, at = person_asking(ctx), ids.part(input.person, "Person"), ctx.received_at
    said = kept.Profile(
        languages=tuple(input.languages),
        complaints=tuple(input.complaints),
        products=tuple(input.products),
        payer=_one_of(input.payer, ("Organisation", "Marketplace")) if input.payer is not None else None,
    )

    def work(conn: Connection) -> str:
        kept.describe_neutral(conn, who, person, said, at)
        return person

    done = once(ctx.store, ask_looked_through("describeNeutral", who.person, input), work, at)
    return DescribeNeutralPayload(profile=_profile(ctx, person), replayed=done.replayed)


def _one_of(named: strawberry.ID, kinds: Sequence[str]) -> str:
    """The local part of an id of one of these types; of an id that is wrong "", as `ids.part`."""
    return next(filter(None, (ids.part(named, kind) for kind in kinds)), "")


@strawberry.input(description="A conflict of interest of a neutral.")
class RecordConflictInput(RepeatableInput):
    """Input of `recordConflict`."""

    person: strawberry.ID = strawberry.field(description="The neutral.")
    other: strawberry.ID | None = strawberry.field(
        default=None, description="The person, organisation or marketplace; or name a person by `otherEmail`."
    )
    other_email: str | None = strawberry.field(default=None, description="The confirmed address of a person.")
    reason: str = prose(description="Why, on one line. Only registrars and the neutral read it.")
    since: datetime = strawberry.field(description="From when.")
    until: datetime | None = strawberry.field(
        default=None, description="Until when, exclusive; without an end if left out."
    )


def _other(conn: Connection, input: RecordConflictInput) -> str:
    """With whom there is a conflict; "" of what is not there."""
    if input.other_email is not None:
        return person_at(conn, input.other_email) or ""
    return _one_of(input.other or strawberry.ID(""), ("Person", "Organisation", "Marketplace"))


@payload(NotForOneself, NameNotValid, PeriodNotValid, EmailNotValid)
class RecordConflictPayload(NeutralPayload):
    """What is known of the neutral."""


@mutation
def record_conflict(ctx: Context, input: RecordConflictInput) -> RecordConflictPayload:
    """A registrar records a conflict of interest. One with the same other is replaced, so an end ends it."""
    who, person, at = person_asking(ctx), ids.part(input.person, "Person"), ctx.received_at
    if (input.other is None) is (input.other_email is None):
        raise no.InvalidInput(field="other", problem="Name the other one either by its id or by an e-mail address.")

    def work(conn: Connection) -> str:
        other = _other(conn, input)
        kept.record_conflict(conn, who, person, kept.Conflict(other, input.reason, input.since, input.until), at)
        return person

    done = once(ctx.store, ask_looked_through("recordConflict", who.person, input), work, at)
    return RecordConflictPayload(profile=_profile(ctx, person), replayed=done.replayed)


@strawberry.input(description="Which languages you work in.")
class StateLanguagesInput(RepeatableInput):
    """Input of `stateLanguages`."""

    languages: list[str] = strawberry.field(description="All of them, such as en and de.")


@payload(LanguageNotValid)
class StateLanguagesPayload(NeutralPayload):
    """What is known of you."""


@mutation
def state_languages(ctx: Context, input: StateLanguagesInput) -> StateLanguagesPayload:
    """A neutral says which languages they work in. It counts for the next appointment."""
    who, at = person_asking(ctx), ctx.received_at

    def work(conn: Connection) -> str:
        kept.state_languages(conn, who.person, input.languages, at)
        return who.person

    done = once(ctx.store, ask_looked_through("stateLanguages", who.person, input), work, at)
    return StateLanguagesPayload(profile=_profile(ctx, who.person), replayed=done.replayed)


@strawberry.input(description="When you are away.")
class MarkAbsenceInput(RepeatableInput):
    """Input of `markAbsence`."""

    since: datetime | None = strawberry.field(default=None, description="From when; leave both out when you are back.")
    until: datetime | None = strawberry.field(default=None, description="Until when, exclusive.")


@payload(PeriodNotValid)
class MarkAbsencePayload(NeutralPayload):
    """What is known of you."""


@mutation
def mark_absence(ctx: Context, input: MarkAbsenceInput) -> MarkAbsencePayload:
    """A neutral says when they are away. Nobody appoints them then, and their cases can be handed over."""
    who, at = person_asking(ctx), ctx.received_at

    def work(conn: Connection) -> str:
        kept.mark_absence(conn, who.person, input.since, input.until, at)
        return who.person

    done = once(ctx.store, ask_looked_through("markAbsence", who.person, input), work, at)
    return MarkAbsencePayload(profile=_profile(ctx, who.person), replayed=done.replayed)
