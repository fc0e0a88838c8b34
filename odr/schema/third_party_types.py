"""Carriers, brokers and makers on a case page. Plain attributes only; `shown_third_parties.py` fills them."""

from datetime import datetime

import strawberry

from odr.domain.events import ThirdPartyKind
from odr.schema.base import sized
from odr.schema.part_types import Participant
from odr.schema.vocabulary import described
from odr.schema.vocabulary_people import Departure

described(
    ThirdPartyKind,
    "What somebody outside the sale has to do with it.",
    {
        "CARRIER": "Carried a parcel of the order.",
        "BROKER": "Brought the sale about.",
        "MAKER": "Made what was sold.",
    },
)


@strawberry.type(description="A question to a third party, or evidence it was asked for. Nobody has to answer it.")
class ThirdPartyQuestion:
    id: strawberry.ID = strawberry.field(description="Its id.")
    words: str | None = strawberry.field(description="What it was asked; null once erased.")
    shown: list[str] = strawberry.field(description="The exhibits it was given with that, by number.")
    sender: Participant = strawberry.field(name="from", description="Who asked.")
    at: datetime = strawberry.field(description="When.")
    due: datetime | None = strawberry.field(description="Until when it is asked to answer, while that time runs.")
    answered: bool = strawberry.field(description="Whether it answered.")
    silent: bool = strawberry.field(
        description="Whether the time passed without an answer: that counts against nobody."
    )


@strawberry.type(description="What a third party said, to both sides and the neutrals alike.")
class ThirdPartyStatement:
    id: strawberry.ID = strawberry.field(description="Its id.")
    number: str = strawberry.field(description="By which it is cited, such as T417-1.")
    words: str | None = strawberry.field(description="What it said; null once erased.")
    answers: strawberry.ID | None = strawberry.field(description="The question that it answers, if it answers one.")
    exhibits: list[str] = strawberry.field(description="The exhibits that were disclosed with it, by number.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(
    description="A carrier, a broker or a maker who was asked in. It sees what concerns it, and is bound by nothing."
)
class ThirdParty:
    id: strawberry.ID = strawberry.field(description="Its id.")
    kind: ThirdPartyKind = strawberry.field(description="What it has to do with the sale.")
    name: str | None = strawberry.field(description="Who came for it; null until somebody did.")
    label: str = strawberry.field(description="What the numbers of its statements and exhibits begin with.")
    reasons: str | None = strawberry.field(description="Why it was asked in, and about what; null once erased.")
    lines: list[strawberry.ID] = strawberry.field(
        description="The order lines it is asked about. With no parcels either, it is about the whole sale."
    )
    parcels: list[strawberry.ID] = strawberry.field(description="The parcels it is asked about.")
    invited_by: Participant = strawberry.field(description="Who asked it in.")
    invited_at: datetime = strawberry.field(description="When.")
    joined_at: datetime | None = strawberry.field(description="When somebody came for it.")
    ended: Departure | None = strawberry.field(description="How its part ended; null while it stands.")
    you: bool = strawberry.field(description="Whether it is you.")
    can_end: bool = strawberry.field(description="Whether you can ask it out, or leave.")
    questions: list[ThirdPartyQuestion] = sized(3, description="What it was asked.")
    statements: list[ThirdPartyStatement] = sized(3, description="What it said.")
