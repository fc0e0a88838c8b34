"""A seller's own policy: where one can be written, and what each value that it changes is for the buyer."""

from typing import Annotated

import strawberry
from sqlalchemy import Connection as Open
from sqlalchemy import select

from odr.accounts.marketplaces import marketplace_of
from odr.accounts.tables import marketplaces, organisations, sellers
from odr.domain.calendar import local_day
from odr.domain.rulebook.better import Judgement, Verdict
from odr.domain.rulebook.overlay import Layer, policy_judged
from odr.domain.rulebook.places import plain
from odr.domain.rulebook.terms import RulebookRefused
from odr.rulebooks import chain
from odr.rulebooks.applying import baseline
from odr.rulebooks.checking import source_of
from odr.rulebooks.versions import in_force, sources
from odr.schema import ids
from odr.schema.base import Context, query
from odr.schema.rulebooks import visible
from odr.schema.viewers import person_signed_in
from odr.schema.vocabulary import described

described(
    Verdict,
    "What a value that a seller's policy changes is for the buyer.",
    {
        "AS_GOOD": "At least as good as before.",
        "WORSE": "Worse, so the policy is refused.",
        "NOT_COMPARED": "It cannot be compared, so a policy leaves it as it is.",
        "GOES_ALONG": "A name, words or a source: it gives and takes nothing by itself.",
    },
    "PolicyVerdict",
)


@strawberry.type(description="A marketplace where your organisation sells, and can have a policy of its own.")
class SellerDesk:
    organisation: strawberry.ID = strawberry.field(description="Your organisation.")
    organisation_name: str = strawberry.field(description="Its name.")
    marketplace: strawberry.ID = strawberry.field(description="The marketplace.")
    marketplace_name: str = strawberry.field(description="Its name.")
    seller: str = strawberry.field(description="Your number as a seller there: a policy says it in `where`.")
    rulebook: str = strawberry.field(description="The version that a policy of today lies over: it says it in `of`.")


@strawberry.type(description="One value that a policy changes, and what that is for the buyer.")
class PolicyJudgement:
    place: str = strawberry.field(description="Where: a key such as complaint.answer.limit.")
    before: str | None = strawberry.field(description="What it was; null where it is new.")
    after: str | None = strawberry.field(description="What it is; null where it is gone.")
    verdict: Verdict = strawberry.field(description="What it is for the buyer.")


@query
def seller_desks(ctx: Context) -> list[SellerDesk]:
    """Where your organisations sell, by name. Empty for whoever acts for no seller."""
    person_signed_in(ctx)
    asked = (
        select(sellers.c.external_id, organisations.c.id, organisations.c.name, marketplaces.c.id, marketplaces.c.name)
        .join(organisations, organisations.c.id == sellers.c.organisation)
        .join(marketplaces, marketplaces.c.id == sellers.c.marketplace)
        .where(sellers.c.organisation.in_(ctx.signed_in().organisations))
        .order_by(organisations.c.name, marketplaces.c.name, sellers.c.external_id)
    )
    with ctx.store.read() as conn:
        rows = conn.execute(asked).all()
        grounds = {at: _ground(ctx, conn, at) for _, _, _, at, _ in rows}
    return [
        SellerDesk(
            organisation=ids.encode("Organisation", organisation),
            organisation_name=organisation_name,
            marketplace=ids.encode("Marketplace", at),
            marketplace_name=name,
            seller=seller,
            rulebook=grounds[at],
        )
        for seller, organisation, organisation_name, at, name in rows
    ]


def _ground(ctx: Context, conn: Open, at: str) -> str:
    found = marketplace_of(conn, at)
    return baseline(in_force(conn, at, None, local_day(ctx.received_at, found.zone)), found.rulebook)


@query
def policy_judgements(
    ctx: Context, version: Annotated[strawberry.ID, strawberry.argument(description="A seller's own policy.")]
) -> list[PolicyJudgement]:
    """What a seller's policy changes, value by value: also where it is refused for being worse. Empty for a text that
    makes no policy yet; its findings say why."""
    with ctx.store.read() as conn:
        found = visible(ctx, conn, ids.local(version, "RulebookVersion"))
        known = {name: one for name, one in sources(conn, found.marketplace).items() if name != found.name}
    try:
        source = source_of(found.source)
        if source.layer is not Layer.SELLER:
            return []
        base, *layers = chain(source, known)
        return [_shown(one) for one in policy_judged(base, layers)]
    except RulebookRefused:
        return []


def _shown(one: Judgement) -> PolicyJudgement:
    before, after = (None if value is None else plain(value) for value in (one.before, one.after))
    return PolicyJudgement(place=one.place, before=before, after=after, verdict=one.verdict)
