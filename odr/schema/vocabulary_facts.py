"""The closed lists about facts of an order and who vouches for them, with their GraphQL words."""

from odr.domain.shop_order import Aspect, FactKind, LookUp, Voucher
from odr.schema.vocabulary import described

__all__ = ["Aspect", "FactKind", "LookUp", "Voucher"]

described(
    Voucher,
    "Who vouches for a fact.",
    {
        "VERIFIED_BY_MARKETPLACE": "The marketplace's shop: it was looked up there, and is the same.",
        "REGISTERED": "The marketplace registered it; nobody looked it up, or its shop says something else.",
        "CLAIMED": "A party says so. Nobody has verified it.",
    },
)
described(
    LookUp,
    "What came of looking an order up in the marketplace's shop.",
    {
        "FOUND": "It is there.",
        "NOT_THERE": "The shop knows no order under this number.",
        "NO_ANSWER": "The shop gave no answer. It is asked again.",
    },
)
described(
    FactKind,
    "What a fact of an order is about.",
    {
        "ORDER": "The order as a whole.",
        "LINE": "One of its lines.",
        "PAYMENT": "A payment.",
        "SHIPMENT": "A shipment.",
        "ADDRESS": "An address.",
    },
    name="OrderFactKind",
)
described(
    Aspect,
    "What of a fact is not the same in the shop.",
    {
        "PRESENCE": "It is known on one side only.",
        "STATE": "The shop says that the order is cancelled.",
        "PLACED_AT": "When it was placed; more than a day apart.",
        "CURRENCY": "The currency.",
        "FREIGHT": "What the freight cost.",
        "QUANTITY": "How many were sold.",
        "TOTAL": "What they cost.",
        "CANCELLED": "How many of the line were cancelled in the shop since.",
        "AMOUNT": "How much was paid.",
        "PAID_AT": "When it was paid; more than a day apart.",
        "GIVEN_BACK": "How much of the payment was given back in the shop already.",
        "TRACKING": "The carrier's numbers.",
        "CONTENTS": "What the parcels hold.",
        "DISPATCHED_AT": "When it left.",
        "DELIVERED_AT": "When it arrived.",
        "PLACE": "The place.",
    },
    name="OrderFactAspect",
)
