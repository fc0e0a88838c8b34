"""Until when somebody can complain about what they bought or sold: told before a complaint is begun."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

import strawberry

from odr.domain.claiming import LineLimit, limits_of
from odr.domain.counting import Place
from odr.domain.timeframes import calendar_at
from odr.records.limits import limit_sentences, other_ways
from odr.records.reasons import why_words
from odr.schema import ids
from odr.schema.acts import person_asking
from odr.schema.base import Context, query, sized
from odr.schema.filing import SaleSeen, opening_of, sale_of
from odr.schema.vocabulary import ComplaintType


@strawberry.type(description="Until when one kind of complaint about one line of an order can be filed, and why.")
class FilingLimit:
    line: strawberry.ID = strawberry.field(description="The line of the order.")
    complaint: ComplaintType = strawberry.field(description="The kind of complaint.")
    ends: datetime | None = strawberry.field(
        description="The bound: what is received at it is late. Null while the fact it counts from is not known."
    )
    last_day: date | None = strawberry.field(description="The last day to file, in the zone of the bound.")
    zone: str = strawberry.field(description="Your time zone, in which it was counted.")
    over: bool = strawberry.field(description="Whether the time is over, so that it is too late here.")
    limit: str = strawberry.field(description='The length: "7d", "3wd" (working days), "2y".')
    source: str = strawberry.field(description="Where the number comes from.")
    checked: bool = strawberry.field(description="Whether the number was checked against its source.")
    rulebook: str = strawberry.field(description="The rulebook under which the complaint would be filed now.")
    sentences: list[str] = sized(7, description="Why it is this date, in plain words of your language.")
    other_ways: list[str] = sized(3, description="What else you can do once the time is over; before that, empty.")
    language: str = strawberry.field(description="The language of these words.")


@query
def filing_limits(
    ctx: Context, order: Annotated[strawberry.ID, strawberry.argument(description="An order you bought or sold.")]
) -> list[FilingLimit]:
    """Which complaints you could file about each line of an order, and until when. Its times are those of a case that
    would open now, about this line alone."""
    who = person_asking(ctx)
    sale = sale_of(ctx, who, ids.part(order, "Order"))
    return [
        _shown(limit, rulebook, sale.complainant.zone, ctx.received_at, who.language)
        for limit, rulebook in _limits(ctx, sale)
    ]


def _limits(ctx: Context, sale: SaleSeen) -> Iterator[tuple[LineLimit, str]]:
    by, facts, law = sale.complainant, sale.order.snapshot.order, ctx.clerk.law
    place = Place(by.zone, calendar_at(by.place, law.calendars))
    for sold in facts.lines:
        name = ctx.house.rulebooks.for_case(opening_of(sale, frozenset({sold.kind.value}), ctx.received_at))
        for limit in limits_of(sold, facts, by.sale_role, law.rulebooks[name], place):
            yield limit, name


def _shown(limit: LineLimit, rulebook: str, zone: str, at: datetime, language: str) -> FilingLimit:
    say, over, term = why_words(language), limit.is_over(at), limit.rule.filing.within
    return FilingLimit(
        line=limit.line,  # type: ignore[arg-type]
        complaint=limit.complaint,
        ends=limit.counted.due if limit.counted else None,
        last_day=limit.counted.last_day if limit.counted else None,
        zone=zone,
        over=over,
        limit=str(term.length),
        source=term.source,
        checked=term.checked,
        rulebook=rulebook,
        sentences=limit_sentences(limit, rulebook, at, say),
        other_ways=other_ways(limit, say) if over else [],
        language=say.language,
    )
