"""Where people are paid: seen by themselves and, once something is owed to them, by whoever pays."""

from datetime import datetime
from typing import Annotated

import strawberry

from odr.accounts import payouts
from odr.accounts.boxes import Box, Kind
from odr.accounts.refusals import (
    IbanNotValid,
    LinkNotValid,
    NameNotValid,
    SecondFactorNeeded,
    Throttled,
    WrongCode,
    WrongPassword,
)
from odr.accounts.repeats import once, replay
from odr.accounts.tokens import hash_of
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import FundPart
from odr.domain.roles import ADMINISTRATORS, PARTIES, HolderKind, Side
from odr.schema import ids
from odr.schema.acts import reader_asking, visitor
from odr.schema.base import Context, Payload, RepeatableInput, mutation, payload, query
from odr.schema.repeats import ask_of
from odr.schema.second_factor import CODE, factors_of
from odr.schema.viewers import person_signed_in
from odr.settings import service_secrets


@strawberry.type(description="Where somebody is paid.")
class PayoutAccount:
    holder: str = strawberry.field(description="Who holds the account.")
    iban: str = strawberry.field(description="Its IBAN (ISO 13616).")
    changed_at: datetime = strawberry.field(description="Since when it holds.")
    not_before: datetime | None = strawberry.field(
        description="Nothing is paid to it before: 72 hours after a change. Null once that has passed."
    )


@strawberry.type(description="Where one side of a case is paid.")
class PayeeAccount:
    side: Side = strawberry.field(description="Who is paid.")
    account: PayoutAccount | None = strawberry.field(
        description="Where; null if the side has not said, and for whoever pays while a new account is held."
    )
    held_until: datetime | None = strawberry.field(
        description="A new account is held until then: pay nothing, and ask again afterwards."
    )


def _box(ctx: Context) -> Box:
    return Box(service_secrets(ctx.settings), Kind.PAYOUT_ACCOUNT)


def _account(ctx: Context, person: str) -> PayoutAccount | None:
    with ctx.store.read() as conn:
        found = payouts.payout_account(conn, _box(ctx), person)
    if found is None:
        return None
    held = found.held_until if found.held_until > ctx.received_at else None
    return PayoutAccount(
        holder=found.account.holder, iban=found.account.iban, changed_at=found.changed_at, not_before=held
    )


@query
def payout_account(ctx: Context) -> PayoutAccount | None:
    """Where you are paid when money cannot go back the way it came; null if you never said."""
    return _account(ctx, person_signed_in(ctx))


@query
def payee_accounts(
    ctx: Context, case: Annotated[strawberry.ID, strawberry.argument(description="The case.")]
) -> list[PayeeAccount]:
    """Where the sides are paid to whom money is owed in this case: for its administrators, and a payee themselves.

    Whoever pays is not told of a new account before its hold of 72 hours is over: nothing can go there by mistake.
    """
    who = reader_asking(ctx)
    seen = ctx.clerk.look(ids.local(case, "Case"), visitor(who), ctx.received_at)
    administers = seen.by.role in ADMINISTRATORS
    owed = [side for side in payees(seen.case) if administers or side is seen.by.role.side]
    if not administers and seen.by.role not in PARTIES:
        raise no.NotAllowed
    return [_payee(ctx, side, seen.case.party(side).holder, themselves=side is seen.by.role.side) for side in owed]


def _payee(ctx: Context, side: Side, person: str, *, themselves: bool) -> PayeeAccount:
    known = _account(ctx, person)
    held = known.not_before if known else None
    return PayeeAccount(side=side, account=known if themselves or not held else None, held_until=held)


def payees(case: Case) -> list[Side]:
    """The sides that are people and to whom money is owed. Organisations are paid as the marketplace knows them.

    What is owed to a guarantee fund is owed to no side.
    """
    order = case.compensation.lines if case.compensation else ()
    lines = [line.remedy for line in order if line.fund is not FundPart.IS_PAID_BACK]
    owed = {line.owed_by.other for line in lines if line.amount is not None}
    return [side for side in Side if side in owed and case.party(side).holder_kind is HolderKind.PERSON]


@strawberry.input(description="Ask to be paid to another account.")
class RequestPayoutChangeInput(RepeatableInput):
    """Input of `requestPayoutChange`."""

    holder: str = strawberry.field(description="Who holds the account.")
    iban: str = strawberry.field(description="Its IBAN; blanks do not matter.")
    password: str = strawberry.field(description="Your present password.")
    code: str | None = strawberry.field(default=None, description=CODE)


@payload(NameNotValid, IbanNotValid, WrongPassword, SecondFactorNeeded, WrongCode, Throttled)
class RequestPayoutChangePayload(Payload):
    """A link goes to your confirmed address; nothing changes before you follow it."""


@mutation
def request_payout_change(ctx: Context, input: RequestPayoutChangeInput) -> RequestPayoutChangePayload:
    """Ask to be paid to another account. It takes effect once you have followed the link that goes to your address."""
    person = person_signed_in(ctx)
    ask = ask_of("requestPayoutChange", person, input)
    asked = payouts.NewAccount(person, input.holder, input.iban, input.password, ctx.ip_prefix, input.code or "")
    done = replay(ctx.store, ask) or payouts.request_payout_change(
        factors_of(ctx), _box(ctx), asked, ctx.received_at, ask
    )
    return RequestPayoutChangePayload(replayed=done.replayed)


@strawberry.input(description="Follow the link of a change of the account.")
class ConfirmPayoutChangeInput(RepeatableInput):
    """Input of `confirmPayoutChange`."""

    token: str = strawberry.field(description="The token out of the link. It works once.")


@payload(LinkNotValid)
class ConfirmPayoutChangePayload(Payload):
    """The account, in effect. Nothing is paid to it for 72 hours."""

    payout_account: PayoutAccount | None = strawberry.field(default=None, description="Where you are paid now.")


@mutation
def confirm_payout_change(ctx: Context, input: ConfirmPayoutChangeInput) -> ConfirmPayoutChangePayload:
    """Confirm the new account, signed in as the person who asked. Payments to it are held for 72 hours."""
    person, at = person_signed_in(ctx), ctx.received_at
    ask = ask_of("confirmPayoutChange", hash_of(input.token), input)
    done = once(ctx.store, ask, lambda conn: payouts.confirm_payout_change(conn, input.token, person, at), at)
    return ConfirmPayoutChangePayload(payout_account=_account(ctx, person), replayed=done.replayed)
