"""Where a parcel that goes back was seen."""

from datetime import datetime

import strawberry

from odr.domain.events import ScanKind
from odr.schema.base import sized
from odr.schema.vocabulary import described

described(
    ScanKind,
    "What a carrier says of a parcel at one moment.",
    {
        "LABEL_MADE": "A label was made; the parcel itself was not seen.",
        "ACCEPTED": "The parcel was handed in.",
        "IN_TRANSIT": "It is on its way.",
        "OUT_FOR_DELIVERY": "It is on the last part of its way.",
        "DELIVERED": "It was delivered.",
        "RETURNED_TO_SENDER": "It goes back to who sent it.",
        "EXCEPTION": "Something holds it up.",
        "LOST": "The carrier says that it is lost.",
    },
)


@strawberry.type(description="What a carrier said of a parcel at one moment.")
class ParcelScan:
    kind: ScanKind = strawberry.field(description="What it said.")
    at: datetime = strawberry.field(description="When that was, as the carrier says.")
    place: str | None = strawberry.field(description="Where, in the carrier's words; null where it does not say.")
    carrier: str = strawberry.field(description="Under which name the carrier tells it.")
    reference: str = strawberry.field(description="The carrier's own number of it; empty without one.")


@strawberry.type(description="The way of the parcel of a line, as its carriers tell it.")
class ParcelTracking:
    number: str = strawberry.field(description="The number under which it goes; empty while none is known.")
    scans: list[ParcelScan] = sized(8, description="What was scanned, in the order of the carriers' own times.")
    lost_after: datetime | None = strawberry.field(
        description="The bound after which it counts as lost if no carrier scans it before; null while none runs."
    )
    traced_since: datetime | None = strawberry.field(
        description="Since when it is looked for, as no carrier scanned it for long."
    )
