"""Assisted filing: staff take down what came by phone, mail or chat; once the person confirms it, it is filed."""

from datetime import datetime
from typing import Annotated

import strawberry
from sqlalchemy import Connection

from odr import assisting
from odr.accounts.principal import Principal, ServiceRole
from odr.accounts.refusals import LinkNotValid, Throttled
from odr.accounts.repeats import once
from odr.accounts.tokens import hash_of
from odr.assisting import Taken
from odr.domain import filing
from odr.domain import refusals as no
from odr.domain.events import ComplaintTakenDown
from odr.domain.roles import Role
from odr.domain.vocabulary import Via
from odr.ids import new_id
from odr.orders import order_by_id, order_under
from odr.reserved import Act
from odr.schema import ids
from odr.schema.acts import CasePayload, case_seen, key_of, person_asking
from odr.schema.base import Context, Payload, RepeatableInput, mutation, payload, query, sized
from odr.schema.filing import FILING, ClaimInput, SaleSeen, draft, said_of, sale_for_buyer
from odr.schema.looking_up import looked_up
from odr.schema.order_reading import show_registered
from odr.schema.order_types import Order
from odr.schema.part_types import Claim
from odr.schema.reader import claim_of
from odr.schema.repeats import ask_looked_through
from odr.schema.typed import prose
from odr.schema.vocabulary import described

described(
    Via,
    "How a complaint came to the people who took it down for somebody.",
    {
        "PHONE": "By telephone.",
        "EMAIL": "By e-mail.",
        "CHAT": "In a chat.",
        "LETTER": "By letter.",
        "IN_PERSON": "In person.",
    },
    "ComplaintVia",
)

Market = Annotated[strawberry.ID, strawberry.argument(description="The marketplace.")]
Number = Annotated[str, strawberry.argument(description="The order's number there.")]
Token = Annotated[str, strawberry.argument(description="The token out of the link.")]


@strawberry.type(description="A complaint that staff took down. Nothing is filed before the person confirms it.")
class TakenComplaint:
    order_number: str = strawberry.field(description="The order's number.")
    via: Via = strawberry.field(description="How it came.")
    taken_at: datetime = strawberry.field(description="When it was taken down.")
    expires_at: datetime = strawberry.field(description="Until when the person can confirm it; then it is deleted.")
    case: strawberry.ID | None = strawberry.field(description="The case that it became; null while it waits.")


@strawberry.type(description="What was taken down for you, to read before you confirm it.")
class ComplaintToConfirm:
    order: Order = strawberry.field(description="The order that it is about.")
    via: Via = strawberry.field(description="How it came.")
    taken_at: datetime = strawberry.field(description="When it was taken down.")
    expires_at: datetime = strawberry.field(description="Until when you can confirm it; then it is deleted.")
    claims: list[Claim] = sized(1, description="What is wrong, line by line; empty once it was filed.")
    narrative: str | None = strawberry.field(description="What happened; null once it was filed.")
    case: strawberry.ID | None = strawberry.field(description="The case that it became; null while it waits.")


def _case_id(taken: Taken) -> strawberry.ID | None:
    return ids.encode("Case", taken.case_id) if taken.case_id else None


def _staff(who: Principal, marketplace: str) -> Role:
    """As whom somebody takes complaints down. Raises NotFound."""
    if marketplace in who.marketplaces:
        return Role.MARKETPLACE
    if ServiceRole.REGISTRAR in who.roles:
        return Role.REGISTRAR
    raise no.NotFound


@query
def order_for_complaint(ctx: Context, marketplace: Market, number: Number) -> Order:
    """For administrators of the marketplace and registrars who take a complaint down: an order by its number."""
    who, local = person_asking(ctx), ids.local(marketplace, "Marketplace")
    _staff(who, local)
    with ctx.store.read() as conn:
        return show_registered(order_under(conn, local, number))


@query
def taken_complaints(ctx: Context, marketplace: Market) -> list[TakenComplaint]:
    """For staff: the last hundred complaints that were taken down at a marketplace. What was said is not shown."""
    who, local = person_asking(ctx), ids.local(marketplace, "Marketplace")
    _staff(who, local)
    with ctx.store.read() as conn:
        return [_row(conn, one) for one in assisting.taken_at(conn, local)]


def _row(conn: Connection, taken: Taken) -> TakenComplaint:
    return TakenComplaint(
        order_number=order_by_id(conn, taken.order).snapshot.order.number,
        via=taken.via,
        taken_at=taken.taken_at,
        expires_at=taken.expires_at,
        case=_case_id(taken),
    )


@query
def complaint_to_confirm(ctx: Context, token: Token) -> ComplaintToConfirm:
    """What was taken down for you, by the link of the mail. Only whoever bought the order can read it."""
    taken, sale = _for_person(ctx, token)
    said = taken.said
    return ComplaintToConfirm(
        order=show_registered(sale.order),
        via=taken.via,
        taken_at=taken.taken_at,
        expires_at=taken.expires_at,
        claims=[claim_of(one, sale.order.snapshot.order) for one in said.claims] if said else [],
        narrative=said.narrative if said else None,
        case=_case_id(taken),
    )


def _for_person(ctx: Context, token: str) -> tuple[Taken, SaleSeen]:
    """The draft and its order, for the buyer alone. Raises LinkNotValid."""
    who = person_asking(ctx)
    with ctx.store.read() as conn:
        taken = assisting.by_token(conn, token, ctx.received_at)
        sale = sale_for_buyer(conn, order_by_id(conn, taken.order))
    if sale.complainant.holder != who.person:
        raise LinkNotValid
    return taken, sale


@strawberry.input(description="Take down a complaint for the buyer of an order.")
class TakeDownComplaintInput(RepeatableInput):
    """Input of `takeDownComplaint`."""

    marketplace: strawberry.ID = strawberry.field(description="The marketplace.")
    order_number: str = strawberry.field(description="The order's number there.")
    via: Via = strawberry.field(description="How the complaint came to you.")
    claims: list[ClaimInput] = strawberry.field(description="What is wrong, line by line; at least one.")
    narrative: str = prose(description="What happened, in the person's words; at most 20,000 characters.")
    contacted_before: bool = strawberry.field(description="Whether they contacted the other side before.")
    other_proceedings: bool = strawberry.field(description="Whether another body or a court deals with it.")


@payload(*FILING, Throttled)
class TakeDownComplaintPayload(Payload):
    """A link is on its way to the buyer's address."""

    taken_complaint: TakenComplaint | None = strawberry.field(default=None, description="What was taken down.")


@mutation
def take_down_complaint(ctx: Context, input: TakeDownComplaintInput) -> TakeDownComplaintPayload:
    """For administrators of a marketplace and registrars: take down what a buyer told you by phone, mail or chat.

    It is a draft. The buyer gets a link to the address of the order, reads it and confirms it; only then it is filed.
    What a marketplace sold itself is taken down by registrars only.
    """
    who, at = person_asking(ctx), ctx.received_at
    ask = ask_looked_through("takeDownComplaint", who.person, input)
    marketplace = ids.local(input.marketplace, "Marketplace")
    role = _staff(who, marketplace)
    said = said_of(input)

    def work(conn: Connection) -> str:
        sale = sale_for_buyer(conn, order_under(conn, marketplace, input.order_number))
        if role is Role.MARKETPLACE and sale.respondent.holder == marketplace:
            raise no.NotAllowed
        _require_possible(ctx, who, sale, input)
        return assisting.take_down(conn, sale.order, (role, who.person), input.via, said, ctx.ip_prefix, at)

    done = once(ctx.store, ask, work, at)
    with ctx.store.read() as conn:
        taken = _row(conn, assisting.taken_by_id(conn, done.result))
    return TakeDownComplaintPayload(taken_complaint=taken, replayed=done.replayed)


def _require_possible(ctx: Context, who: Principal, sale: SaleSeen, input: TakeDownComplaintInput) -> None:
    """What would be refused when it is confirmed is refused now, while the person can still be asked."""
    begun = draft(ctx, who, sale, new_id(), said_of(input))
    law = ctx.clerk.law
    filing.file_complaint(begun.ask(""), law.rulebooks[begun.rulebook], law.calendars, law.statutes)


@strawberry.input(description="Confirm a complaint that was taken down for you.")
class ConfirmComplaintInput(RepeatableInput):
    """Input of `confirmComplaint`."""

    token: str = strawberry.field(description="The token out of the link.")


@payload(*FILING, LinkNotValid)
class ConfirmComplaintPayload(CasePayload):
    """The case with its number, its receipt and the dated course."""


@mutation
def confirm_complaint(ctx: Context, input: ConfirmComplaintInput) -> ConfirmComplaintPayload:
    """Confirm what was taken down for you, signed in as the buyer: it is filed as yours. Twice gives one case."""
    who = person_asking(ctx)
    taken, sale = _for_person(ctx, input.token)
    if taken.said is None:
        return ConfirmComplaintPayload(case=case_seen(ctx, taken.case_id or "", who), replayed=True)
    made = new_id()
    act = key_of(who, "confirmComplaint", input, made) or _once(who, input, made)
    taken_down = ComplaintTakenDown(taken.role, taken.taken_by, taken.via)
    (looked,) = looked_up(ctx, [sale.order], act)
    begun = draft(ctx, who, sale, made, taken.said, looked=looked, taken_down=taken_down)
    done = ctx.clerk.open_all(sale.marketplace.code, [begun], act)
    with ctx.store.write() as conn:
        assisting.filed(conn, taken.id, done.case_id)
    return ConfirmComplaintPayload(case=case_seen(ctx, done.case_id, who), replayed=done.replayed)


def _once(who: Principal, input: ConfirmComplaintInput, made: str) -> Act:
    """Without a key of the caller's, the link is the key: of two who press at once, one files."""
    hashed = hash_of(input.token)
    return Act(who.person, "confirmComplaint", hashed, hashed, made)
