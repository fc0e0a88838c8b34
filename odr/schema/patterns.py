"""What cases have in common and how often people complain: for people who judge; nothing is rejected by it."""

import strawberry

from odr import audit
from odr.accounts.directory import names
from odr.safety import patterns
from odr.safety.patterns import TraceKind
from odr.schema.acts import person_asking
from odr.schema.base import Context, query, sized


@strawberry.type(description="A case of a pattern. Trust-and-safety people have no seat in it.")
class LinkedCase:
    number: str = strawberry.field(description="The case's number.")
    complainant: str = strawberry.field(description="The complainant's name.")
    respondent: str = strawberry.field(description="The respondent's name.")


@strawberry.type(description="Cases of several buyers whose orders have one thing in common. What it is is not kept.")
class LinkedPattern:
    kind: TraceKind = strawberry.field(description="What they have in common.")
    cases: list[LinkedCase] = sized(3, description="The cases, the oldest first; at most 100.")


@strawberry.type(description="Somebody who complained often. It is a mark, and no reason to refuse anything.")
class ComplaintRate:
    complainant: str = strawberry.field(description="The name of the person or organisation.")
    complaints: int = strawberry.field(description="How many complaints in 90 days.")
    orders: int = strawberry.field(description="How many of their orders were registered in the same time.")


@query
def linked_patterns(ctx: Context) -> list[LinkedPattern]:
    """For trust-and-safety people: what cases of the last year have in common. Never of a case you have a part in.

    Neutrals never see it. Each look is a line of the audit log.
    """
    who, at = person_asking(ctx), ctx.received_at
    with ctx.store.write() as conn:
        found = patterns.linked_patterns(conn, who, at)
        audit.note(conn, at, who.person, "patterns.viewed", {"patterns": len(found)})
        cases = [case for one in found for case in one.cases]
        known = names(conn, {side for case in cases for side in (case.complainant, case.respondent)})
    return [
        LinkedPattern(
            kind=one.kind,
            cases=[
                LinkedCase(
                    number=case.number,
                    complainant=known.get(case.complainant, ""),
                    respondent=known.get(case.respondent, ""),
                )
                for case in one.cases
            ],
        )
        for one in found
    ]


@query
def complaint_rates(ctx: Context) -> list[ComplaintRate]:
    """For trust-and-safety people and registrars: who complained five times or more in 90 days. It refuses nobody.

    Cases in which you have a part do not count. Each look is a line of the audit log.
    """
    who, at = person_asking(ctx), ctx.received_at
    with ctx.store.write() as conn:
        found = patterns.complaint_rates(conn, who, at)
        audit.note(conn, at, who.person, "complaint_rates.viewed", {"marks": len(found)})
        known = names(conn, {one.complainant for one in found})
    return [
        ComplaintRate(complainant=known.get(one.complainant, ""), complaints=one.complaints, orders=one.orders)
        for one in found
    ]
