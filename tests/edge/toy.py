"""A small schema in the shape of the real one: a case page, a list, an act. Data is made per request."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Annotated

import strawberry

from odr.domain import money
from odr.domain.refusals import NotFound, OfferNotOpen, OwnOffer, TooEarly
from odr.schema.base import (
    PAGE,
    After,
    CaseInput,
    Connection,
    Context,
    First,
    Money,
    MoneyInput,
    Node,
    Payload,
    connection,
    ids,
    mutation,
    node,
    page,
    payload,
    query,
    sized,
)

NOON = datetime(2026, 3, 2, 12, 0, 0, 250_000, tzinfo=UTC)
CASES = [f"{number:032x}" for number in range(120)]


@strawberry.enum(description="Where a case stands.")
class Stage(Enum):
    """Two stages are enough here."""

    NEGOTIATION = strawberry.enum_value("negotiation", description="The parties talk.")
    CLOSED = strawberry.enum_value("closed", description="It is over.")


@strawberry.type(description="Somebody who takes part.")
class Person:
    name: str = strawberry.field(description="As the others see it.")
    side: str | None = strawberry.field(description="The side, if one.")


@strawberry.interface(description="What happened.")
class Happening:
    number: int = strawberry.field(description="Place in the docket.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="Something was said.")
class Said(Happening):
    body: str | None = strawberry.field(description="The words; null when erased.")
    by: Person = strawberry.field(description="Who said it.")


@strawberry.type(description="Something was offered.")
class Offered(Happening):
    amount: Money = strawberry.field(description="How much.")
    by: Person = strawberry.field(description="Who offers.")


Act = Annotated[Said | Offered, strawberry.union("Act", description="One of the things that happen.")]


@strawberry.type(description="A dispute.")
class Case(Node):
    number: str = strawberry.field(description="The number people quote.")
    stage: Stage = strawberry.field(description="Where it stands.")
    opened_at: datetime = strawberry.field(description="When it began.")
    paid: Money = strawberry.field(description="What was paid.")
    urgent: bool = strawberry.field(description="Whether somebody must act today.")
    score: float = strawberry.field(description="A fraction.")
    entries: list[Happening] = sized(20, description="The course of the case.")
    acts: list[Act] = sized(20, description="The same, as a union.")
    said: list[Said] = sized(10, description="What was said.")
    grid: list[list[int]] = sized(3, description="Lists in a list.")
    tags: list[str | None] | None = sized(3, description="Words.", default=None)
    fragile: str = strawberry.field(default="whole", description="When null, takes the case along.")

    @strawberry.field(description="A resolver of its own: more than the plan does.")
    def shout(self, times: Annotated[int, strawberry.argument(description="How often.")] = 1) -> str:
        return self.number * times


class Nobody:
    """Stands for a person one of whose attributes raises."""

    name = "Nobody"

    @property
    def side(self) -> str:
        raise RuntimeError("secret of the house")


def person(number: int) -> Person:
    return Person(name=f"Person {number}", side=None if number % 3 else "BUYER")


def happenings(count: int) -> Iterator[Happening]:
    for number in range(count):
        at = NOON + timedelta(minutes=number)
        if number % 4:
            yield Said(number=number, at=at, body=None if number == 5 else f"Words {number}", by=person(number))
        else:
            yield Offered(number=number, at=at, amount=Money.of(money.Money(1000 + number, "EUR")), by=person(number))


def make_case(local: str, entries: int = 20) -> Case:
    happened = list(happenings(entries))
    return Case(
        id=ids.encode("Case", local),
        number=f"TOY-2026-{int(local, 16):06d}",
        stage=Stage.NEGOTIATION,
        opened_at=NOON,
        paid=Money.of(money.Money(8000, "EUR")),
        urgent=False,
        score=0.5,
        entries=happened,
        acts=happened,  # type: ignore[arg-type]
        said=[one for one in happened if isinstance(one, Said)],
        grid=[[1, 2], [], [3]],
        tags=["a", None, "c"],
    )


READS: list[str] = []
"""Which root bodies ran, in order: a resolver that ran twice shows here."""


@node("Case")
def case_by_local_id(ctx: Context, local: str) -> Case | None:
    return make_case(local) if local in CASES else None


CaseId = Annotated[strawberry.ID, strawberry.argument(description="The case.")]


@query
def case(ctx: Context, id: CaseId) -> Case | None:
    """One case."""
    READS.append("case")
    found = case_by_local_id(ctx, ids.local(id, "Case"))
    if found is None:
        raise NotFound
    return found


@query
def fragile_case(ctx: Context) -> Case:
    """A case whose non-null attribute is null."""
    READS.append("fragile_case")
    made = make_case(CASES[0])
    made.fragile = None  # type: ignore[assignment]
    return made


@query
def failing_case(ctx: Context) -> Case | None:
    """A case one of whose attributes raises."""
    READS.append("failing_case")
    made = make_case(CASES[0], 6)
    made.said[1].by = Nobody()  # type: ignore[assignment]
    return made


@query
def lost_case(ctx: Context) -> Case | None:
    """Raises an ordinary mistake."""
    READS.append("lost_case")
    raise RuntimeError("secret of the house")


@query
def cases(ctx: Context, first: First = PAGE, after: After = None) -> Connection[Case]:
    """All cases."""
    READS.append("cases")
    asked = page(ctx, "cases", first, after)
    behind = CASES.index(asked.after[0]) + 1 if asked.after else 0
    rows = CASES[behind : behind + asked.limit]
    return connection(ctx, asked, rows, lambda row: make_case(row, 1), lambda row: (row,))


@query
def whoami(ctx: Context) -> str | None:
    """The person who asks."""
    return ctx.principal.person if ctx.principal else None


@strawberry.input(description="Accept an offer.")
class AcceptOfferInput(CaseInput):
    offer: strawberry.ID = strawberry.field(description="The offer.")
    amount: MoneyInput | None = strawberry.field(default=None, description="How much.")
    note: str = strawberry.field(default="", description="Words.")


@payload(OfferNotOpen, OwnOffer)
class AcceptOfferPayload(Payload):
    """The case after the acceptance."""

    case: Case | None = strawberry.field(default=None, description="The case.")


@mutation
def accept_offer(ctx: Context, input: AcceptOfferInput) -> AcceptOfferPayload:
    """Accept the other side's open offer."""
    READS.append("accept_offer")
    local = ids.local(input.case, "Case")
    match input.offer:
        case "gone":
            raise OfferNotOpen
        case "late":
            raise TooEarly(day="2 March 2026")
    if input.amount:
        input.amount.exact()
    return AcceptOfferPayload(case=make_case(local), replayed=input.idempotency_key == "again")
