"""Who takes part beside the two sides, on a case page."""

from odr.schema import ids
from odr.schema.part_types import Recipient, Representation
from odr.schema.reader import Reader


def representations(reader: Reader) -> list[Representation]:
    """The mandates to speak for a side, in their order."""
    return [
        Representation(
            id=ids.encode("Representation", one.id),
            side=one.side,
            basis=one.basis,
            name=reader.name(one.person) if one.person else None,
            settles=one.settles,
            named_at=one.named_at,
            joined_at=one.joined_at,
            ended=one.ended,
            reasons=one.relieved_for.body if one.relieved_for else None,
            you=bool(one.person) and one.person == reader.by.person,
        )
        for one in reader.case.representations.values()
    ]


def recipient(reader: Reader) -> Recipient | None:
    """Whoever was to receive the order."""
    case = reader.case
    named = case.order.recipient
    if named is None:
        return None
    return Recipient(
        name=reader.name(case.recipient) if case.recipient else named.body or reader.name(""),
        invited=case.recipient_invited,
        joined=bool(case.recipient),
        you=bool(case.recipient) and case.recipient == reader.by.person,
    )
