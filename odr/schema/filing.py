"""A complaint is filed: an order of the register becomes a case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

import strawberry
from sqlalchemy import Connection

from odr.accounts.details import Profile
from odr.accounts.directory import person_of
from odr.accounts.marketplaces import Marketplace, marketplace_of
from odr.accounts.principal import Principal
from odr.assisting import Said
from odr.clerk import Submitted
from odr.domain import refusals as no
from odr.domain.events import ComplaintTakenDown, Guardianship
from odr.domain.filing import FileComplaint
from odr.domain.looking_up import LookedUp
from odr.domain.remedies import Circumstances, Claim
from odr.domain.roles import Actor, HolderKind, Party, Role, SaleRole, Side
from odr.domain.words import Text
from odr.ids import new_id
from odr.openings import Draft
from odr.orders import Registered, order_of, person_of_buyer
from odr.rulebooks.applying import Sale
from odr.rulebooks.shelf import Opening
from odr.schema import ids
from odr.schema.acts import LINES, CasePayload, RemedyLineInput, case_seen, key_of, person_asking, remedy_lines
from odr.schema.base import Context, MoneyInput, RepeatableInput, mutation, payload
from odr.schema.looking_up import looked_up
from odr.schema.needs import LONGEST
from odr.schema.orders import reader_of
from odr.schema.typed import prose, words
from odr.schema.vocabulary import ComplaintType


class BuyerUnknown(no.Refused):
    """The buyer of this order has no account yet, and a case about it needs both sides. Ask them to register first."""

    field = "order"


class BothSides(no.Refused):
    """You bought this order and belong to its seller. Nobody can be both sides; let somebody else of yours act."""

    field = "order"


FILING = (
    *LINES,
    no.ReasonsMissing,
    no.ClaimedTwice,
    no.ComplaintExists,
    no.ComplaintNotPossible,
    no.BusinessesOnly,
    no.OtherSubject,
    no.RemedyNotProvided,
    no.TooLateToFile,
    BuyerUnknown,
    BothSides,
    no.CalendarUnknown,
    no.PlaceUnknown,
    no.ZoneUnknown,
    no.NeedsNoGuardian,
    no.MoreThanThePrice,
)
"""Why a complaint may be refused."""


@strawberry.input(description="What happened since the sale. It is told as the complainant's word.")
class CircumstancesInput:
    defect_appeared_on: date | None = strawberry.field(default=None, description="The day on which the fault appeared.")
    repairs_failed: int | None = strawberry.field(
        default=None, description="How often putting it right was tried and did not help."
    )
    cancelled_at: datetime | None = strawberry.field(
        default=None, description="When the contract was cancelled or withdrawn from."
    )
    lower_price: MoneyInput | None = strawberry.field(
        default=None, description="The price of one, found elsewhere, in the currency that was charged."
    )

    def read(self) -> Circumstances:
        """As the domain reads it. Raises InvalidInput for an amount that is none."""
        lower = self.lower_price.exact() if self.lower_price else None
        return Circumstances(self.defect_appeared_on, self.repairs_failed, self.cancelled_at, lower)


@strawberry.input(description="What is wrong with one line of the order.")
class ClaimInput:
    line: strawberry.ID = strawberry.field(description="The line of the order.")
    quantity: int = strawberry.field(default=1, description="How many of it.")
    complaint: ComplaintType = strawberry.field(description="What is wrong.")
    circumstances: CircumstancesInput | None = strawberry.field(
        default=None, description="What happened since the sale, as far as it matters here."
    )
    remedies: list[RemedyLineInput] = strawberry.field(
        description="What would put it right: alternatives, the best first; at least one."
    )


@strawberry.input(description="Complain about an order you bought, sold, or were to receive.")
class FileComplaintInput(RepeatableInput):
    """Input of `fileComplaint`."""

    order: strawberry.ID = strawberry.field(description="The order.")
    claims: list[ClaimInput] = strawberry.field(description="What is wrong, line by line; at least one.")
    narrative: str = prose(description="What happened, in your words; at most 20,000 characters.")
    contacted_before: bool = strawberry.field(description="Whether you contacted the other side before.")
    other_proceedings: bool = strawberry.field(description="Whether another body or a court deals with it.")
    needs: str | None = prose(
        default=None, description="What you need to take part. Only the neutrals read it; see stateNeeds.", most=LONGEST
    )
    guardianship: Guardianship | None = strawberry.field(
        default=None, description="If you are under age or under guardianship; see requireGuardian."
    )


@payload(*FILING)
class FileComplaintPayload(CasePayload):
    """The case with its number, its receipt and the dated course."""


@mutation
def file_complaint(ctx: Context, input: FileComplaintInput) -> FileComplaintPayload:
    """File a complaint. The case begins at once, and the other side is told of it, a new seller by a one-time link.

    Whoever was to receive the order files on the buyer's side: money goes back to whoever paid.
    """
    who = person_asking(ctx)
    order_id = ids.local(input.order, "Order")
    sale = sale_of(ctx, who, order_id)
    done = _file(ctx, who, sale, input)
    return FileComplaintPayload(case=case_seen(ctx, done.case_id, who), replayed=done.replayed)


@dataclass(frozen=True, slots=True)
class SaleSeen:
    """An order with everybody around it."""

    order: Registered
    marketplace: Marketplace
    complainant: Party
    respondent: Party
    by: Role = Role.COMPLAINANT


def sale_of(ctx: Context, who: Principal, order_id: str) -> SaleSeen:
    """The order as this person would complain about it. Raises NotFound, NotAllowed, BothSides, BuyerUnknown."""
    with ctx.store.read() as conn:
        order = order_of(conn, order_id, reader_of(who))
        sale = sale_for_buyer(conn, order)
    buyer = sale.complainant.holder
    sells = sale.respondent.holder in who.organisations | (who.marketplaces if who.person else frozenset())
    if buyer == who.person and sells:
        raise BothSides
    if buyer == who.person:
        return sale
    if not sells and not order.as_recipient:
        raise no.NotAllowed
    if order.seller in who.closed:
        raise no.AccountClosed
    if not buyer:
        raise BuyerUnknown
    if order.as_recipient:
        return replace(sale, by=Role.RECIPIENT)
    return SaleSeen(order, sale.marketplace, complainant=sale.respondent, respondent=sale.complainant)


def sale_for_buyer(conn: Connection, order: Registered) -> SaleSeen:
    """The order as its buyer would complain about it; the complainant's holder is empty where they have no account."""
    marketplace = marketplace_of(conn, order.marketplace)
    buyer = person_of_buyer(conn, order.snapshot.buyer.email)
    lives = person_of(conn, buyer).profile if buyer else None
    return SaleSeen(order, marketplace, _buyer(order, buyer or "", lives), _seller(order))


def _buyer(order: Registered, person: str, lives: Profile | None) -> Party:
    """The buyer's time frames run where the person lives now, by their profile, in the country they bought from."""
    known, zone, region = order.snapshot.buyer, "", order.snapshot.buyer.region
    if lives is not None:
        zone = lives.zone
        region = lives.region if lives.region and lives.country == known.country else region
    return Party(HolderKind.PERSON, person, known.capacity, SaleRole.BUYER, zone, known.country, region)


def _seller(order: Registered) -> Party:
    """The seller's organisation, or the marketplace where it sold itself: then it is a side only."""
    known = order.snapshot.seller
    kind, holder = HolderKind.ORGANISATION, order.seller
    if known.is_marketplace:
        kind, holder = HolderKind.MARKETPLACE, order.marketplace
    return Party(
        kind,
        holder,
        known.capacity,
        SaleRole.SELLER,
        known.zone,
        known.country,
        known.region,
    )


def _file(ctx: Context, who: Principal, sale: SaleSeen, typed: FileComplaintInput) -> Submitted:
    case_id = new_id()
    act = key_of(who, "fileComplaint", typed, case_id)
    (looked,) = looked_up(ctx, [sale.order], act)
    said = said_of(typed)
    begun = draft(ctx, who, sale, case_id, said, needs=typed.needs, guardianship=typed.guardianship, looked=looked)
    return ctx.clerk.open_all(sale.marketplace.code, [begun], act)


class Told(Protocol):
    """What somebody says of one order."""

    claims: list[ClaimInput]
    narrative: str
    contacted_before: bool
    other_proceedings: bool


def said_of(typed: Told) -> Said:
    """What was typed, as the domain reads it. Raises InvalidInput for an amount that is none."""
    return Said(read_claims(typed.claims), typed.narrative, typed.contacted_before, typed.other_proceedings)


def draft(
    ctx: Context,
    who: Principal,
    sale: SaleSeen,
    case_id: str,
    said: Said,
    *,
    needs: str | None = None,
    guardianship: Guardianship | None = None,
    looked: LookedUp | None = None,
    taken_down: ComplaintTakenDown | None = None,
) -> Draft:
    """The complaint as it waits for its number, with the rulebook that holds for it."""
    sold = (sale.order.snapshot.order.line(claim.line) for claim in said.claims)
    kinds = frozenset(line.kind.value for line in sold if line)
    name = ctx.house.rulebooks.for_case(opening_of(sale, kinds, ctx.received_at))
    rulebook = ctx.clerk.law.rulebooks[name]
    language = who.language if who.language in rulebook.languages else rulebook.languages[0]

    def ask(number: str) -> FileComplaint:
        return FileComplaint(
            by=Actor(sale.by, who.person),
            at=ctx.received_at,
            case=case_id,
            number=number,
            marketplace=sale.marketplace.id,
            complainant=sale.complainant,
            respondent=sale.respondent,
            staff_zone=sale.marketplace.zone,
            staff_place=sale.marketplace.place,
            language=language,
            order=sale.order.snapshot.order,
            claims=said.claims,
            narrative=Text(said.narrative),
            contacted_before=said.contacted_before,
            other_proceedings=said.other_proceedings,
            needs=words(needs),
            guardianships=tuple(_guardianships(sale, guardianship).items()),
            looked_up=looked,
            taken_down=taken_down,
        )

    return Draft(ask, name)


def _guardianships(sale: SaleSeen, told: Guardianship | None) -> dict[Side, Guardianship]:
    """Who does not bind themselves alone: as the marketplace said of the buyer, and whoever files of themselves."""
    if told and sale.by is Role.RECIPIENT:
        problem = "Whoever paid settles this case, not you, so nobody has to act for you. Leave this out."
        raise no.InvalidInput(field="guardianship", problem=problem)
    buyer = Side.COMPLAINANT if sale.complainant.sale_role is SaleRole.BUYER else Side.RESPONDENT
    known = sale.order.snapshot.buyer.guardianship
    found = {buyer: known} if known else {}
    return {**found, Side.COMPLAINANT: told} if told else found


def opening_of(sale: SaleSeen, kinds: frozenset[str], at: datetime) -> Opening:
    """What decides which version and which layers hold for a case about things of these kinds."""
    buyer = sale.complainant if sale.complainant.sale_role is SaleRole.BUYER else sale.respondent
    places = frozenset({buyer.country, buyer.place})
    return Opening(sale.marketplace, sale.order.seller, Sale(places, kinds), at)


def read_claims(typed: Sequence[ClaimInput]) -> tuple[Claim, ...]:
    """The claims as the domain reads them. Raises InvalidInput for an amount that is none."""
    return tuple(
        Claim(
            str(number),
            one.line,
            one.quantity,
            one.complaint,
            remedy_lines(one.remedies),
            one.circumstances.read() if one.circumstances else Circumstances(),
        )
        for number, one in enumerate(typed, 1)
    )
