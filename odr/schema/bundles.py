"""Bundles as administrators and neutrals see them: what could be proposed, and which cases are handled together."""

from datetime import datetime
from typing import Annotated

import strawberry

from odr import bundling
from odr.bundles import Member
from odr.clerk import CaseSeen
from odr.domain.bundling import likeness
from odr.schema import ids
from odr.schema.acts import person_asking, visitor
from odr.schema.base import Context, Node, node, query, sized
from odr.schema.case_types import Case
from odr.schema.shown import present
from odr.schema.shown_bundle import standing
from odr.schema.vocabulary import ComplaintType
from odr.schema.vocabulary_bundling import BundleStanding

SHOWN = 20
"""So many bundles at once, the last proposed first."""


@strawberry.type(description="A case of a bundle.")
class BundledCase:
    standing: BundleStanding = strawberry.field(description="Where it stands in the bundle.")
    case: Case | None = strawberry.field(description="The case; null where you neither administer it nor serve in it.")


@strawberry.type(
    description="Similar cases against one trader that are handled together. For administrators and neutrals of its"
    " cases; a side knows of its own case only, and how many others there are."
)
class Bundle(Node):
    respondent: str = strawberry.field(description="The trader's name.")
    complaint: ComplaintType = strawberry.field(description="What they are about.")
    reasons: str | None = strawberry.field(description="Why they are handled together; null once erased.")
    proposed_at: datetime = strawberry.field(description="When that was proposed.")
    standing: int = strawberry.field(description="How many cases are in it now.")
    cases: list[BundledCase] = sized(3, description="Every case that was proposed for it, the oldest first.")


@strawberry.type(description="Cases against one trader that could be handled together.")
class BundleSuggestion:
    respondent: str = strawberry.field(description="The trader's name.")
    complaint: ComplaintType = strawberry.field(description="What they are about.")
    rulebook: str = strawberry.field(description="The rulebook of all of them.")
    cases: list[Case] = sized(3, description="The cases, the oldest first. Give their ids to proposeBundle.")


@query
def bundle_suggestions(ctx: Context) -> list[BundleSuggestion]:
    """For administrators: open cases against one trader with the same rulebook and kind of complaint. Empty for others.

    Left out are cases that are in a bundle, whose sides objected to one, or whose rulebook provides none.
    """
    found = bundling.suggestions(ctx.clerk, visitor(person_asking(ctx)), ctx.received_at)
    return [_suggested(ctx, one) for one in found]


def _suggested(ctx: Context, one: bundling.Suggestion) -> BundleSuggestion:
    cases = [_page(ctx, seen) for seen in one.cases]
    return BundleSuggestion(
        respondent=cases[0].respondent.name, complaint=one.alike.complaint, rulebook=one.alike.rulebook, cases=cases
    )


def _page(ctx: Context, seen: CaseSeen) -> Case:
    who = person_asking(ctx)
    return present(ctx.house.names, seen, who.language, who.name_changes)


@query
def bundles(ctx: Context) -> list[Bundle]:
    """The bundles whose cases you administer or serve in, the last proposed first, at most 20. Empty for others."""
    who = visitor(person_asking(ctx))
    with ctx.store.read() as conn:
        found = bundling.bundles_of(conn, who, SHOWN)
    return [show_bundle(ctx, one) for one in found]


@query
def bundle(ctx: Context, id: Annotated[strawberry.ID, strawberry.argument(description="The bundle's id.")]) -> Bundle:
    """A bundle, for whoever administers or serves in one of its cases."""
    person_asking(ctx)
    return show_bundle(ctx, ids.local(id, "Bundle"))


@node("Bundle")
def bundle_by_local_id(ctx: Context, local: str) -> Bundle | None:
    """A bundle, for whoever administers or serves in one of its cases."""
    return show_bundle(ctx, local)


def show_bundle(ctx: Context, local: str) -> Bundle:
    """Raises NotFound for sides, as for an unknown id."""
    found = bundling.of_bundle(ctx.clerk, visitor(person_asking(ctx)), local, ctx.received_at)
    shown = [_case(ctx, local, member, seen) for member, seen in found]
    first, page = next((seen, one.case) for (_, seen), one in zip(found, shown, strict=True) if seen and one.case)
    known = [seen.case.bundle for _, seen in found if seen and seen.case.bundle]
    reasons = next((one.reasons.body for one in known if one.id == local), None)
    return Bundle(
        id=ids.encode("Bundle", local),
        respondent=page.respondent.name,
        complaint=likeness(first.case).complaint,
        reasons=reasons,
        proposed_at=found[0][0].proposed_at,
        standing=sum(one.standing in (BundleStanding.PROPOSED, BundleStanding.JOINED) for one in shown),
        cases=shown,
    )


def _case(ctx: Context, local: str, member: Member, seen: CaseSeen | None) -> BundledCase:
    """Where time has passed since the list was written, the case knows better."""
    if seen is None:
        return BundledCase(standing=member.standing, case=None)
    known = seen.case.bundle
    now = standing(known) if known and known.id == local else member.standing
    return BundledCase(standing=now, case=_page(ctx, seen))
