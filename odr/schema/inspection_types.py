"""How goods that came back were found, as it is shown."""

from datetime import datetime

import strawberry

from odr.domain.case import Case, OwedLine
from odr.domain.case import Inspection as Found
from odr.domain.course import ANSWER
from odr.domain.vocabulary_returns import ReturnFound
from odr.domain.words import Text
from odr.schema.base import Money, sized
from odr.schema.vocabulary import described

described(
    ReturnFound,
    "How goods that came back were found.",
    {
        "AS_SENT": "As they were sent.",
        "DAMAGED": "Damaged, and not as the complaint says.",
        "EMPTY": "Nothing was in the parcel.",
        "DIFFERENT": "Something else was in the parcel.",
        "MISSING": "Some of it was missing.",
    },
)


@strawberry.type(description="How goods that came back were found, and what the sender says to it.")
class ReturnInspection:
    """All that is owed stays owed until the sender agrees to less."""

    found: ReturnFound = strawberry.field(description="How they were found.")
    words: str | None = strawberry.field(description="What differs from what was sent.")
    exhibits: list[str] = sized(2, description="What shows it, by number.")
    accepts: Money | None = strawberry.field(
        description="What is offered to be given back instead of all of it; null where all of it is."
    )
    at: datetime = strawberry.field(description="When.")
    answer_by: datetime | None = strawberry.field(
        description="Until when the sender can answer it; null once it did, and once its time is over. "
        "Silence agrees to nothing."
    )
    agreed: bool | None = strawberry.field(
        description="Whether the sender agrees that less is given back; null while it said nothing."
    )
    answer: str | None = strawberry.field(description="What the sender says to it.")
    answer_exhibits: list[str] = sized(2, description="What the sender rests on, by number.")
    answered_at: datetime | None = strawberry.field(description="When the sender answered.")


def inspections(line: OwedLine, case: Case) -> list[ReturnInspection]:
    """As they are shown: the last one can be answered."""
    running = case.frames.get(f"{ANSWER}/{line.id}")
    until = running.due if running else None
    return [_inspection(one, until if one is line.inspections[-1] else None) for one in line.inspections]


def _inspection(one: Found, until: datetime | None) -> ReturnInspection:
    facts, said = one.facts, one.answer
    return ReturnInspection(
        found=facts.found,
        words=_body(facts.words),
        exhibits=list(facts.exhibits),
        accepts=Money.of(facts.accepts) if facts.accepts else None,
        at=one.at,
        answer_by=until if said is None else None,
        agreed=said.agreed if said else None,
        answer=_body(said.words) if said else None,
        answer_exhibits=list(said.exhibits) if said else [],
        answered_at=one.answered_at,
    )


def _body(text: Text | None) -> str | None:
    return text.body if text else None
