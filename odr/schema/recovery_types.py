"""What came back of the payments of a sale, and what is left of each."""

from datetime import datetime

import strawberry

from odr.domain.events import FundPart, PaidFrom, RecoverySource
from odr.domain.handing_over import Waiting
from odr.domain.rulebook.choices import Proof
from odr.schema.base import Money
from odr.schema.vocabulary import described

described(
    RecoverySource,
    "What gave back a payment, or a part of it.",
    {
        "REFUND": "A refund by the shop, whoever caused it.",
        "CHARGEBACK": "The buyer's bank took it back.",
        "INSURER": "An insurer paid it.",
        "FUND": "A guarantee fund paid it.",
        "ORDER": "Another case about this order orders it.",
    },
)


described(
    FundPart,
    "Who pays a line besides whoever owes it.",
    {
        "PAYS": "The guarantee fund pays it, in place of whoever owes it. They owe it all the same, and to the fund.",
        "HELD_MONEY_PAYS": "The marketplace pays it from what it holds of whoever owes it. Nothing is owed for that.",
        "IS_PAID_BACK": "It is owed to the fund, for what the fund paid.",
    },
)
described(
    Waiting,
    "What a line waits for before it is handed to the marketplace's shop.",
    {
        "CONSENT": "Whoever is to get a voucher did not agree to one: it was decided, not accepted.",
        "AGREEMENT": "Less was offered for goods that came back; whoever sent them did not answer, and there is time.",
    },
    name="LineWaiting",
)
described(
    Proof,
    "What shows that a line was carried out (rulebook: compliance.proof).",
    {
        "REFERENCE": "The number of a payment, a parcel or a booking, as reference.",
        "CODE": "The code itself, as reference.",
        "EXHIBIT_OR_LINK": "An exhibit by its number, or as reference an address that starts with https://.",
        "WORDS": "What was done, in a note.",
        "NONE": "Nothing is asked.",
    },
    name="ProofNeeded",
)


described(
    PaidFrom,
    "From what the platform pays in place of whoever owes it.",
    {
        "FUND": "Its guarantee fund, which is paid back.",
        "ESCROW": "Money that it holds of whoever owes it.",
        "SHOP": "It carries the line out in the shop.",
    },
)


@strawberry.type(description="Something that came back of a payment outside this case, or that was undone.")
class Recovery:
    payment: strawberry.ID = strawberry.field(description="The marketplace's id of the payment.")
    source: RecoverySource = strawberry.field(description="What gave it back.")
    amount: Money = strawberry.field(description="How much.")
    undone: bool = strawberry.field(description="Whether it was taken back again, such as a chargeback that was lost.")
    line: strawberry.ID | None = strawberry.field(description="The line of the order, where it is known.")
    reference: str = strawberry.field(description="The bank's or the shop's number; empty for another case.")
    recorded_at: datetime = strawberry.field(description="When it was entered in the ledger.")


@strawberry.type(description="What is left of a payment: nobody gives it back twice.")
class PaymentLeft:
    payment: strawberry.ID = strawberry.field(description="The marketplace's id of the payment.")
    paid: Money = strawberry.field(description="What was paid.")
    recovered: Money = strawberry.field(description="What came back or is ordered back, by whomever.")
    left: Money = strawberry.field(description="What can still be given back.")


@strawberry.type(description="The part of a line that gives back one payment, or takes back what was given back of it.")
class Leg:
    payment: strawberry.ID = strawberry.field(description="The marketplace's id of the payment.")
    amount: Money = strawberry.field(description="How much of it.")
