"""The closed lists around evidence that is asked for."""

from odr.domain.events import Production
from odr.domain.rulebook.claims import Document as AskedDocument
from odr.schema.vocabulary import described

__all__ = ["AskedDocument", "Production"]

described(
    Production,
    "How a side answers when it is asked for evidence.",
    {
        "PRODUCED": "It handed in what was asked for.",
        "DOES_NOT_EXIST": "It says that there is no such thing.",
        "REFUSED": "It does not hand it in.",
    },
)

described(
    AskedDocument,
    "A document that a rulebook can ask for as evidence. Its own words for it stand in the rulebook and the checklist.",
    {
        "ORDER_RECORD": "The order as it was placed.",
        "TRANSACTION_RECORD": "That and how it was paid.",
        "COMMUNICATION_LOG": "What both sides wrote to each other.",
        "PHOTO": "Photographs of the goods.",
        "PACKAGING_PHOTO": "Photographs of the packaging.",
        "LISTING_AS_SOLD": "The listing as it read when it was sold.",
        "TRACKING": "The course of the parcel.",
        "DELIVERY_PROOF": "That it was delivered, where and to whom.",
        "CUSTOMS_NOTICE": "What customs asked for.",
        "PROOF_OF_PURCHASE": "That it was bought.",
        "WARRANTY_TERMS": "The terms of the guarantee.",
        "REPAIR_REPORT": "What a repairer found.",
        "CANCELLATION_PROOF": "That and when it was cancelled.",
        "USAGE_STATE": "How much it was used.",
        "RETURN_PROOF": "That it was sent back.",
        "ACCOUNT_STATEMENT": "What was charged to the account.",
        "LOSS_DETAILS": "What the loss consists of.",
        "RETURN_LABEL": "The label for a return, which is no evidence.",
    },
    name="AskedDocument",
)
