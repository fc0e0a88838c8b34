"""The standing of a seller: what counts against it, and what would take it out."""

from datetime import datetime
from typing import Annotated

import strawberry
from sqlalchemy import Connection as Database

from odr.accounts.marketplaces import seller_of
from odr.accounts.principal import Principal, Scope
from odr.domain.refusals import InvalidInput, NotAllowed, NotFound
from odr.domain.standing import Matter
from odr.schema import ids
from odr.schema.base import Context, query, sized
from odr.schema.vocabulary import described
from odr.standings import Line, Standing, standings

described(
    Matter,
    "Why something counts against a seller. A settlement never does, nor what a review can still change.",
    {
        "UPHELD": "A decision that is final granted what was claimed of it, or a part.",
        "NOT_CARRIED_OUT": "What it owes under a settlement or a final decision was not done in time, and is not done.",
    },
    "StandingMatter",
)
_WHY = {
    Matter.UPHELD: "A final decision granted what was claimed of the seller, or a part of it.",
    Matter.NOT_CARRIED_OUT: "The seller owes something here whose time has passed, and it is not done.",
}
_GOES = {
    Matter.UPHELD: "It goes when the decision is set aside, reviewed or otherwise stands no more, and after a year.",
    Matter.NOT_CARRIED_OUT: "It goes when it is reported that it was done, when somebody else paid it back, when the "
    "settlement or decision stands no more, and after a year.",
}


@strawberry.type(description="One thing that counts against a seller.")
class StandingLine:
    case: strawberry.ID = strawberry.field(description="The case, for who may see it.")
    case_number: str = strawberry.field(description="Its number.")
    matter: Matter = strawberry.field(description="Why it counts.")
    line: strawberry.ID | None = strawberry.field(description="Of NOT_CARRIED_OUT the line that is owed.")
    at: datetime = strawberry.field(description="When it was decided, or was due.")
    why: str = strawberry.field(description="Why it counts, in a sentence.")
    goes_when: str = strawberry.field(description="What would take it out.")


@strawberry.type(description="The standing of a seller on one marketplace over the last year.")
class SellerStanding:
    seller: strawberry.ID = strawberry.field(description="The seller's organisation.")
    seller_name: str = strawberry.field(description="Its name.")
    marketplace: strawberry.ID = strawberry.field(description="The marketplace.")
    marketplace_name: str = strawberry.field(description="Its name.")
    since: datetime = strawberry.field(description="From when on it counts.")
    orders: int = strawberry.field(description="Orders of the seller that were registered since then, disputed or not.")
    cases: int = strawberry.field(description="Cases in which something counts; each once.")
    per_thousand: float | None = strawberry.field(
        description="Cases of a thousand orders. Null without orders. Read it as of what the marketplace registers: "
        "where it registers disputed orders only, it says nothing of the others."
    )
    lines: list[StandingLine] = sized(5, description="Everything that counts, the latest first.")


def _line(one: Line) -> StandingLine:
    owed = ids.encode("CompensationLine", one.about) if one.matter is Matter.NOT_CARRIED_OUT else None
    return StandingLine(
        case=ids.encode("Case", one.case_id),
        case_number=one.number,
        matter=one.matter,
        line=owed,
        at=one.at,
        why=_WHY[one.matter],
        goes_when=_GOES[one.matter],
    )


def _show(one: Standing) -> SellerStanding:
    return SellerStanding(
        seller=ids.encode("Organisation", one.seller),
        seller_name=one.name,
        marketplace=ids.encode("Marketplace", one.marketplace),
        marketplace_name=one.marketplace_name,
        since=one.since,
        orders=one.orders,
        cases=one.cases,
        per_thousand=one.per_thousand,
        lines=[_line(line) for line in one.lines],
    )


def _reader(ctx: Context) -> Principal:
    """A person, or a marketplace's program that reads cases."""
    who = ctx.signed_in()
    if not who.person and Scope.CASES_READ not in who.scopes:
        raise NotAllowed
    return who


Seller = Annotated[strawberry.ID | None, strawberry.argument(description="The seller's organisation.")]
Of = Annotated[strawberry.ID | None, strawberry.argument(description="Or the marketplace where it sells,")]
Known = Annotated[str | None, strawberry.argument(description="with the id under which the marketplace knows it.")]


@query
def seller_standing(
    ctx: Context, seller: Seller = None, marketplace: Of = None, external_id: Known = None
) -> list[SellerStanding]:
    """The standing of a seller, one for each marketplace: for its own people, and for who administers the marketplace.

    It is worked out from final, upheld matters only, and follows every change of them at once.
    """
    who = _reader(ctx)
    with ctx.store.read() as conn:
        found = standings(conn, _named(conn, seller, marketplace, external_id), who, ctx.received_at)
    return [_show(one) for one in found]


def _named(
    conn: Database, seller: strawberry.ID | None, marketplace: strawberry.ID | None, external_id: str | None
) -> str:
    if seller is not None:
        return ids.local(seller, "Organisation")
    if marketplace is None or external_id is None:
        raise InvalidInput(field="seller", problem="Name the seller by its id, or by a marketplace and its id there.")
    known = seller_of(conn, ids.local(marketplace, "Marketplace"), external_id)
    if known is None:
        raise NotFound
    return known.organisation
