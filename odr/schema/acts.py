"""How every act on a case is done: who asks, under which key, through the clerk, and the case afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import strawberry

from odr.accounts.principal import Principal, Scope, ServiceRole
from odr.domain import refusals as no
from odr.domain.guards import Command
from odr.domain.remedies import RemedyLine
from odr.domain.roles import Actor, Visitor
from odr.reserved import Act
from odr.schema import ids
from odr.schema.base import CaseInput, Context, MoneyInput, Payload, RepeatableInput
from odr.schema.case_types import Case
from odr.schema.shown import present
from odr.schema.typed import hash_of, prose, words
from odr.schema.vocabulary import Remedy, Side

ACT = (no.NotAtThisStage, no.CaseIsClosed, no.AlreadyDone, no.CalendarUnknown)
"""Why an act on a case may be refused, whatever it is: also when a date would lie in a year that is not known."""

CITING = (no.ExhibitUnknown, no.ExhibitWithdrawn)
"""Why words cannot rest on an exhibit."""

BINDING = (no.OutsideMandate, no.PayerDecides, no.GuardianDecides)
"""Why somebody may not do what binds a side or gives up a right of it."""

LINES = (
    no.NothingAsked,
    no.UnknownLine,
    no.QuantityTooLarge,
    no.AmountMissing,
    no.AmountNotMeant,
    no.WrongCurrency,
    no.MoreThanWasPaid,
    no.AlreadyRecovered,
    no.UndertakingEmpty,
)
"""Why lines of remedies may be refused."""


@strawberry.interface(description="What every act on a case answers.")
class CasePayload(Payload):
    """Base of the payloads of acts on a case."""

    case: Case | None = strawberry.field(
        default=None, description="The case as you now see it; null where your mandate ended with it."
    )


@strawberry.input(description="One remedy for one line of the order.")
class RemedyLineInput:
    remedy: Remedy = strawberry.field(description="What is to happen.")
    line: strawberry.ID | None = strawberry.field(
        default=None, description="The line of the order; leave it out for the whole order."
    )
    quantity: int = strawberry.field(default=1, description="How many of the line.")
    amount: MoneyInput | None = strawberry.field(default=None, description="How much, for a remedy of money only.")
    owed_by: Side = strawberry.field(default=Side.RESPONDENT, description="Which side owes it.")
    note: str | None = prose(default=None, description="Words that belong to it; what an UNDERTAKING is.")
    due: datetime | None = strawberry.field(
        default=None, description="By when it is to be done; the rulebook says it otherwise."
    )
    return_cost: Side | None = strawberry.field(
        default=None,
        description="Of what comes back first: which side bears the cost of sending it; else whoever owes it.",
    )
    after_return: bool = strawberry.field(
        default=False,
        description="That it is due once what was sold is back or was given up. Of REPLACE, REPLACE_PLUS_REFUND, "
        "REPAIR, VOUCHER, DATE_CHANGE and VALIDITY_EXTENSION; REFUND_ON_RETURN always is.",
    )
    item: str = strawberry.field(
        default="",
        description="Of REPLACE, FREE_ITEM and UPGRADE for a line: the shop's number (SKU) of another item.",
    )


def remedy_lines(typed: Sequence[RemedyLineInput]) -> tuple[RemedyLine, ...]:
    """The lines as the domain reads them. Raises InvalidInput for an amount that is none."""
    return tuple(_remedy_line(one) for one in typed)


def _remedy_line(typed: RemedyLineInput) -> RemedyLine:
    amount = typed.amount.exact() if typed.amount else None
    return RemedyLine(
        typed.remedy,
        typed.line,
        typed.quantity,
        amount,
        typed.owed_by,
        words(typed.note),
        typed.due,
        typed.return_cost,
        typed.after_return,
        typed.item.strip(),
    )


def visitor(who: Principal) -> Visitor:
    """Who stands at the door of a case."""
    return Visitor(who.person, who.organisations, who.marketplaces, ServiceRole.REGISTRAR in who.roles, who.closed)


def person_asking(ctx: Context) -> Principal:
    """A signed-in person. Raises NotSignedIn, and NotAllowed for a program."""
    return _with_scope(ctx.signed_in(), None)


def reader_asking(ctx: Context) -> Principal:
    """A person, or a program that may read cases. Raises NotSignedIn or NotAllowed."""
    return _with_scope(ctx.signed_in(), Scope.CASES_READ)


def _with_scope(who: Principal, scope: Scope | None) -> Principal:
    if not who.person and scope not in who.scopes:
        raise no.NotAllowed
    return who


def key_of(who: Principal, mutation: str, typed: RepeatableInput, subject: str = "") -> Act | None:
    """The idempotency key with the hash of what was typed; looks through the input even without a key."""
    input_hash = hash_of(typed)
    if not typed.idempotency_key:
        return None
    return Act(who.person or f"key:{who.session}", mutation, typed.idempotency_key, input_hash, subject)


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was done, now or before under the same key; `subject` is the global id of what it made.

    `case` is None for whoever sees it no longer: a neutral whose mandate ended with the act.
    """

    case: Case | None
    subject: str
    replayed: bool

    @property
    def seen(self) -> Case:
        """The case, after acts that end no mandate of whoever does them. Raises NotFound."""
        if self.case is None:
            raise no.NotFound
        return self.case


def perform(
    ctx: Context, typed: CaseInput, command: type[Command], *, scope: Scope | None = None, made: str = "", **asked: Any
) -> Done:
    """Give the command to the clerk and look at the case afterwards.

    Args:
        scope: with which a program may do this too.
        made: local id of what the act makes.
        asked: the command's own fields.
    """
    who = _with_scope(ctx.signed_in(), scope)
    name = command.__name__[0].lower() + command.__name__[1:]
    act = key_of(who, name, typed, made)
    case_id = ids.local(typed.case, "Case")

    def ask(by: Actor) -> Command:
        return command(by=by, at=ctx.received_at, **asked)

    done = ctx.clerk.submit(
        case_id, visitor(who), ask, ctx.received_at, act=act, expected_version=typed.expected_version
    )
    return Done(_case_after(ctx, case_id, who), done.subject or made, done.replayed)


def _case_after(ctx: Context, case_id: str, who: Principal) -> Case | None:
    try:
        return case_seen(ctx, case_id, who)
    except no.NotFound:
        return None


def case_seen(ctx: Context, case_id: str, who: Principal) -> Case:
    """The case as this reader sees it now. Raises NotFound."""
    seen = ctx.clerk.look(case_id, visitor(who), ctx.received_at)
    return present(ctx.house.names, seen, who.language, who.name_changes)
