"""The parts of a case page. Plain attributes only; `shown.py` and its neighbours fill them."""

from datetime import date, datetime

import strawberry

from odr.schema.base import Money, sized
from odr.schema.fact_types import Vouched
from odr.schema.lazily import Lazily
from odr.schema.vocabulary import (
    Action,
    Capacity,
    ComplaintType,
    Function,
    How,
    Position,
    Remedy,
    Role,
    Room,
    SaleRole,
    Side,
    Stage,
    Standing,
)
from odr.schema.vocabulary_amending import Submission
from odr.schema.vocabulary_people import Basis, Departure, Guardianship


@strawberry.type(description="Somebody who acted in a case, as this reader may know them.")
class Participant:
    role: Role = strawberry.field(description="As whom they acted.")
    name: str = strawberry.field(description="The side's name, a neutral's own name, or the administrator's.")
    person: str | None = strawberry.field(
        description="Which person of your own side it was; of either side one who spoke for it by mandate. Else null. "
        "A guardian is told to their own side and the neutrals."
    )
    by_mandate: bool = strawberry.field(
        description="Whether they spoke for the side by mandate, as `representations` say."
    )
    you: bool = strawberry.field(description="Whether it was you.")


@strawberry.type(description="One of the two sides.")
class Party:
    side: Side = strawberry.field(description="Which side.")
    name: str = strawberry.field(description="The person's or the organisation's name.")
    capacity: Capacity = strawberry.field(description="In which capacity it took part in the sale.")
    sale_role: SaleRole = strawberry.field(description="Its part in the sale.")
    country: str = strawberry.field(description="ISO 3166-1, two letters.")
    zone: str = strawberry.field(description="The time zone in which its time frames run.")
    you: bool = strawberry.field(description="Whether this is your side.")
    bound_by_law: bool = strawberry.field(
        description="Whether it acts through a representative by law where something binds it."
    )
    guardianship: Guardianship | None = strawberry.field(
        description="Why, for its own people and the neutrals; null for everybody else."
    )
    awaits_guardian: bool = strawberry.field(description="Whether its representative by law has not come yet.")
    capacity_claimed: bool = strawberry.field(description="Whether it says that it can act for itself now.")


@strawberry.type(description="The part of speaking for a side. Everybody in the case sees it.")
class Representation:
    id: strawberry.ID = strawberry.field(description="Its id.")
    side: Side = strawberry.field(description="For which side.")
    basis: Basis = strawberry.field(description="On what it rests.")
    name: str | None = strawberry.field(
        description="Who speaks for it; null until somebody took it on, and of one by law for who may not know them."
    )
    settles: bool = strawberry.field(description="Whether it covers what binds the side: offers, bids, acceptances.")
    named_at: datetime = strawberry.field(description="When it was given.")
    joined_at: datetime | None = strawberry.field(description="When it was taken on.")
    ended: Departure | None = strawberry.field(description="How it ended; null while it stands.")
    reasons: str | None = strawberry.field(
        description="Why a guardian was relieved, for the side's own people and the neutrals."
    )
    you: bool = strawberry.field(description="Whether it is yours.")


@strawberry.type(
    description="Whoever was to receive what the buyer paid for, on the buyer's side; no payments are shown."
)
class Recipient:
    name: str = strawberry.field(description="Their name: their own once they take part, else as the order names them.")
    invited: bool = strawberry.field(description="Whether the buyer asked them in.")
    joined: bool = strawberry.field(description="Whether they take part.")
    you: bool = strawberry.field(description="Whether it is you.")


@strawberry.type(description="A remedy: asked for, offered, proposed, decided or owed.")
class RemedyLine:
    remedy: Remedy = strawberry.field(description="What is to happen.")
    line: strawberry.ID | None = strawberry.field(description="The line of the order; null for the whole order.")
    title: str | None = strawberry.field(description="What was sold on that line.")
    quantity: int = strawberry.field(description="How many of it.")
    amount: Money | None = strawberry.field(description="How much, for a remedy of money.")
    owed_by: Side = strawberry.field(description="Which side owes it.")
    note: str | None = strawberry.field(description="Words that belong to it.")
    due: datetime | None = strawberry.field(description="By when it is to be done, where that was agreed or decided.")
    return_cost: Side | None = strawberry.field(
        description="Which side bears the cost of sending goods back, where that was said; else whoever owes the line."
    )
    after_return: bool = strawberry.field(description="Whether it is due once what was sold is back or was given up.")
    item: str = strawberry.field(description="The shop's number of another item; empty for the one that was sold.")


@strawberry.type(description="What is wrong with one line of the order.")
class Claim:
    id: strawberry.ID = strawberry.field(description="Its number in this case.")
    line: strawberry.ID = strawberry.field(description="The line of the order.")
    title: str = strawberry.field(description="What was sold on that line.")
    quantity: int = strawberry.field(description="How many of it.")
    complaint: ComplaintType = strawberry.field(description="What is wrong.")
    remedies: list[RemedyLine] = sized(1, description="What would put it right: alternatives, the best first.")
    vouched: Vouched = strawberry.field(description="Who vouches for it: a claim is always a party's word.")


@strawberry.type(description="One step of the course told with the receipt, each stage taken at its full length.")
class ProjectedStage:
    stage: Stage = strawberry.field(description="The stage.")
    until: date = strawberry.field(description="Its last day, in the complainant's zone.")


@strawberry.type(description="A side's answer to what the other one claims.")
class ComplaintAnswer:
    position: Position = strawberry.field(description="What the side says to it.")
    statement: str | None = strawberry.field(description="In its words.")
    exhibits: list[str] = strawberry.field(description="The exhibits that it rests on, by number.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="What the respondent claims in return, from the same sale.")
class Counterclaim:
    id: strawberry.ID = strawberry.field(description="Its id.")
    claims: list[Claim] = sized(1, description="What is wrong, line by line; the complainant would owe what is asked.")
    narrative: str | None = strawberry.field(description="In the respondent's words; null once erased.")
    at: datetime = strawberry.field(description="When it was made.")
    answer: ComplaintAnswer | None = strawberry.field(description="The complainant's answer. Silence is no consent.")
    withdrawn: bool = strawberry.field(description="Whether the respondent withdrew it.")


@strawberry.type(description="Something said in one room.")
class Message:
    id: strawberry.ID = strawberry.field(description="Its id.")
    room: Room = strawberry.field(description="Who hears it.")
    sender: Participant = strawberry.field(name="from", description="Who said it.")
    words: str | None = strawberry.field(description="The words; null once erased, or while hidden.")
    exhibits: list[str] = strawberry.field(description="The exhibits that it rests on, by number.")
    hidden: bool = strawberry.field(description="Whether the service hid it as abusive. The original is kept.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="What a side was asked to make clearer, and what it said to that.")
class Clarification:
    id: strawberry.ID = strawberry.field(description="Its id.")
    side: Side = strawberry.field(description="Who was asked.")
    about: Submission = strawberry.field(description="About which statement.")
    what: str | None = strawberry.field(description="What is not clear; null once erased.")
    sender: Participant = strawberry.field(name="from", description="Who asked.")
    at: datetime = strawberry.field(description="When.")
    due: datetime | None = strawberry.field(description="Until when it can be answered, while that runs.")
    words: str | None = strawberry.field(description="What the side said; null if nothing. Silence is no consent.")
    exhibits: list[str] = strawberry.field(description="The exhibits that its words rest on, by number.")


@strawberry.type(description="Something said or handed in was corrected or taken back; the original stays beside it.")
class Amendment:
    what: Submission = strawberry.field(description="What kind of thing.")
    subject: strawberry.ID | None = strawberry.field(
        description="The id of the message, exhibit, statement or counterclaim; null for what a case has one of."
    )
    reads: str | None = strawberry.field(description="How it reads now; null when it was taken back, or once erased.")
    withdrawn: bool = strawberry.field(description="Whether it was taken back.")
    reasons: str | None = strawberry.field(description="Why it was taken back, where that was said.")
    by: Participant = strawberry.field(description="Who did it.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="What a side needs to take part. Its own people and the neutrals read it, nobody else.")
class Needs:
    side: Side = strawberry.field(description="Whose needs.")
    words: str | None = strawberry.field(description="In its words.")
    yours: bool = strawberry.field(description="Whether it is your side.")


@strawberry.type(description="A room in which you can speak now.")
class OpenRoom:
    room: Room = strawberry.field(description="The room.")
    meaning: str = strawberry.field(description="Who hears what is said there.")


@strawberry.type(description="Remedies offered by one side, which hold together.")
class Offer:
    id: strawberry.ID = strawberry.field(description="Its id.")
    side: Side = strawberry.field(description="Whose offer.")
    maker: Participant = strawberry.field(name="from", description="Who made it.")
    room: Room = strawberry.field(description="Open, or without prejudice.")
    lines: list[RemedyLine] = sized(2, description="What is offered.")
    conditions: str | None = strawberry.field(description="Under which conditions, in words.")
    standing: Standing = strawberry.field(description="What became of it.")
    at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime | None = strawberry.field(description="Until when it can be accepted, while it is open.")
    counters: strawberry.ID | None = strawberry.field(description="The offer it answers, if one.")
    yours: bool = strawberry.field(description="Whether it is your side's.")


@strawberry.type(description="A round of secret bids, without prejudice.")
class Bidding:
    id: strawberry.ID = strawberry.field(description="Its id.")
    round: int = strawberry.field(description="The first, second or a later round.")
    opener: Participant = strawberry.field(name="from", description="Who opened it.")
    standing: Standing = strawberry.field(description="ACCEPTED when the bids met; NOT_AGREED when they did not.")
    at: datetime = strawberry.field(description="When it was opened.")
    expires_at: datetime | None = strawberry.field(description="Until when bids can be given, while it is open.")
    given: bool = strawberry.field(description="Whether your side gave its bid. Nobody is told of the other side's.")
    your_bid: Money | None = strawberry.field(description="Your side's bid; null once it was erased.")


@strawberry.type(description="A side's answer to a proposal. Only the side itself and the mediator see it.")
class ProposalAnswer:
    side: Side = strawberry.field(description="Which side.")
    accepts: bool = strawberry.field(description="Whether it accepts.")


@strawberry.type(description="What the mediator proposes, without prejudice.")
class Proposal:
    id: strawberry.ID = strawberry.field(description="Its id.")
    lines: list[RemedyLine] = sized(2, description="What is proposed.")
    reasons: str | None = strawberry.field(description="Why.")
    standing: Standing = strawberry.field(description="What became of it.")
    at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime | None = strawberry.field(description="Until when it can be answered, while it is open.")
    answers: list[ProposalAnswer] = sized(2, description="The answers you may see: your own; the mediator sees both.")


@strawberry.type(description="What a neutral said of their independence.")
class Disclosure:
    circumstances: str | None = strawberry.field(description="What it is; null for nothing, or once erased.")
    nothing: bool = strawberry.field(description="Whether they declared that there is nothing.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="A side's objection to a neutral.")
class Objection:
    id: strawberry.ID = strawberry.field(description="Its id.")
    side: Side = strawberry.field(description="Which side objects.")
    function: Function = strawberry.field(description="What the neutral serves as.")
    name: str = strawberry.field(description="The neutral's name.")
    reasons: str | None = strawberry.field(description="Why; null once erased.")
    at: datetime = strawberry.field(description="When.")
    sustained: bool | None = strawberry.field(description="Whether it was sustained; null while it is not decided.")
    answer: str | None = strawberry.field(description="Why it was decided so; null once erased, or while it is not.")
    waits: bool = strawberry.field(
        description="Whether it is to be decided; what nobody decides any more does not wait."
    )
    by_rule: bool = strawberry.field(description="Whether it counts as sustained because nobody decided in time.")


@strawberry.type(description="A neutral, who appointed them and who pays them.")
class Neutral:
    function: Function = strawberry.field(description="What they are appointed for.")
    name: str = strawberry.field(description="Their name.")
    appointer: Role = strawberry.field(description="Who appointed them.")
    payer: str = strawberry.field(description="Who pays them.")
    how: How = strawberry.field(description="Whether somebody chose them.")
    at: datetime = strawberry.field(description="When.")
    active: bool = strawberry.field(description="Whether they still serve in this case.")
    you: bool = strawberry.field(description="Whether it is you.")
    disclosures: list[Disclosure] = sized(1, description="What they said of their independence, in order.")


@strawberry.type(description="One line of the docket, as this reader may see it.")
class TimelineEntry(Lazily):
    number: int = strawberry.field(description="Its number, as this reader counts.")
    at: datetime = strawberry.field(description="When.")
    by: Participant = strawberry.field(description="Who did it.")
    room: Room = strawberry.field(description="Who can see it.")
    kind: str = strawberry.field(description="The kind of entry, such as OfferMade.")
    sentence: str = strawberry.field(description="What happened, in a sentence.")
    words: str | None = strawberry.field(
        description="What was said in it; null where nothing was, once erased, or while hidden."
    )
    leaf: str | None = strawberry.field(
        description="SHA-256 of the entry, as the signed log holds it; null where you see only a part of the entry."
    )


@strawberry.type(description="What you can do now.")
class AvailableAction:
    action: Action = strawberry.field(description="The act.")
    deadline: datetime | None = strawberry.field(description="The bound by which it counts.")
    reason_if_blocked: str | None = strawberry.field(description="Why not yet, and what would help.")
