"""What law and policies may give, as the API shows it. Plain attributes only; `shown_entitlement.py` fills them."""

from datetime import date, datetime

import strawberry

from odr.domain.entitlement.lines import KnownBy, Result, Source, State
from odr.domain.facts import Trait as Trait
from odr.domain.rulebook.claims import CapOf, Exclusion
from odr.schema.base import Money, sized
from odr.schema.vocabulary import Remedy, Side, described

described(
    Source,
    "Where a right comes from. Law is not policy: each has lines of its own.",
    {
        "STATUTE": "The law of where the consumer lives, as modelled.",
        "PLATFORM_POLICY": "The marketplace's rulebook, or a policy of its own.",
        "SELLER_POLICY": "What the seller promises to everybody.",
        "COMMERCIAL_GUARANTEE": "A guarantee of the seller, a maker or an insurer.",
    },
    "EntitlementSource",
)
described(
    State,
    "Whether a criterion is met, as far as the facts tell.",
    {
        "MET": "The facts show it.",
        "NOT_MET": "The facts show the contrary.",
        "NOT_KNOWN": "Nobody has shown it yet.",
    },
    "CriterionState",
)
described(
    KnownBy,
    "By whose word the state of a criterion is known.",
    {"ORDER": "By the order as it was registered.", "COMPLAINANT": "The complainant says so."},
)
described(
    Result,
    "What a line comes to.",
    {
        "GIVEN": "Everything that is asked for is met, as far as the facts tell.",
        "DEPENDS": "It depends on something that is not known yet.",
        "NOT_UNDER_THIS": "Not under this law, policy or guarantee. Another line may give it; it never means no right.",
    },
    "EntitlementResult",
)
described(
    CapOf,
    "What a cap is a share of.",
    {
        "GOODS_VALUE": "The price of the pieces.",
        "AMOUNT_PAID": "The price of the pieces with their part of the freight.",
        "FREIGHT": "The freight.",
        "DIFFERENCE": "The difference between two prices.",
    },
)
described(
    Exclusion,
    "What a policy leaves out.",
    {
        "FREIGHT": "The freight.",
        "CUSTOM_MADE": "Things made to the buyer's wishes.",
        "SEALED_HYGIENE": "Sealed things that cannot go back once opened, for health or hygiene.",
        "PERISHABLE": "Things that spoil.",
        "DIGITAL_ACCESSED": "Digital content that was accessed.",
        "DATED_BOOKING": "Bookings for a day.",
        "WEAR_AND_TEAR": "What ordinary use wears out.",
    },
)
described(
    Trait,
    "What a thing is that the law or a policy may treat apart.",
    {
        "CUSTOM_MADE": "Made to the buyer's wishes.",
        "SEALED_HYGIENE": "Sealed for health or hygiene, and opened.",
        "PERISHABLE": "Spoils soon.",
        "DIGITAL_ACCESSED": "Digital content that was accessed with the buyer's consent.",
        "DATED_BOOKING": "A booking for a day.",
    },
)


@strawberry.type(description="One thing that a right asks for.")
class EntitlementTest:
    criterion: str = strawberry.field(description="Its name, such as WITHIN_WITHDRAWAL_PERIOD.")
    words: str = strawberry.field(description="In plain words.")
    state: State = strawberry.field(description="Whether it is met.")
    known_by: KnownBy | None = strawberry.field(description="By whose word that is known.")
    shown_by: list[str] = sized(3, description="What would show it, while it is not known.")


@strawberry.type(description="The time within which a right can be used.")
class EntitlementWindow:
    length: str = strawberry.field(description="Its length, such as 14d; empty where only its end was said.")
    start: datetime | None = strawberry.field(description="From when it counts; null while that is not known.")
    until: datetime | None = strawberry.field(description="Its exclusive end.")
    last_day: date | None = strawberry.field(description="The day by whose end it can be used.")
    zone: str = strawberry.field(description="The zone of its days.")
    source: str = strawberry.field(description="Where its length comes from.")
    checked: bool = strawberry.field(description="Whether the number was compared with that source.")


@strawberry.type(description="The most that a policy gives. Reasoned damages stand outside it.")
class EntitlementCap:
    amount: Money | None = strawberry.field(description="The amount; null where it cannot be measured yet.")
    of: CapOf = strawberry.field(description="What it is a share of.")
    percent: int = strawberry.field(description="The share in percent.")
    source: str = strawberry.field(description="Where the number comes from.")


@strawberry.type(description="What a policy leaves out. Not under this policy is never no right.")
class EntitlementExclusion:
    exclusion: Exclusion = strawberry.field(description="Its name.")
    words: str = strawberry.field(description="In plain words.")
    applies: State = strawberry.field(description="Whether that is so here.")


@strawberry.type(description="One remedy from one source, as computed. It decides nothing.")
class EntitlementLine:
    claim: strawberry.ID = strawberry.field(description="The claim's number in its case.")
    source: Source = strawberry.field(description="Law, policy or guarantee.")
    rule: str = strawberry.field(description="The rule that was applied, such as eu/1 conformity.")
    basis: str = strawberry.field(description="The provision as cited, or the SHA-256 of the words of terms.")
    checked: bool = strawberry.field(description="Whether its number was compared with its source.")
    result: Result = strawberry.field(description="What it comes to.")
    remedy: Remedy | None = strawberry.field(description="What it gives; null where a person has to read it.")
    line: strawberry.ID = strawberry.field(description="The line of the order.")
    title: str = strawberry.field(description="What was sold on that line.")
    quantity: int = strawberry.field(description="For how many pieces.")
    amount: Money | None = strawberry.field(description="How much; null where only a person can measure it.")
    charge: strawberry.ID | None = strawberry.field(description="The payment, where it concerns one charge alone.")
    tests: list[EntitlementTest] = sized(4, description="Each thing that it asks for.")
    window: EntitlementWindow | None = strawberry.field(description="When it can be used.")
    cap: EntitlementCap | None = strawberry.field(description="The most it gives.")
    exclusions: list[EntitlementExclusion] = sized(2, description="What it leaves out.")
    best: bool = strawberry.field(description="Whether no other line gives this remedy more surely, or more of it.")


@strawberry.type(description="One side asked that a person looks at what was computed.")
class HumanReview:
    side: Side = strawberry.field(description="Which side asked.")
    reasons: str | None = strawberry.field(description="What seemed wrong, if that was said; null once erased.")
    finding: str | None = strawberry.field(description="What the person found; null until then, or once erased.")


@strawberry.type(description="What law and policies may give for a complaint: computed, a proposal to both sides.")
class Entitlement:
    lines: list[EntitlementLine] = sized(8, description="Per source and remedy, the law first.")
    statute: str | None = strawberry.field(description="The law that was applied, such as eu/1; null without one.")
    modelled_on: str | None = strawberry.field(description="What that was modelled on, and that no lawyer checked it.")
    review: HumanReview | None = strawberry.field(description="That a person was asked to look at it, if one was.")
    notice: str = strawberry.field(description="That a computer made it, what it is worth, and how to reach a person.")
