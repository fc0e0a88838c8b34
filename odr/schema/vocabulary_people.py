"""How people leave a case in which they took part."""

from odr.domain.events import Departure
from odr.schema.vocabulary import described

__all__ = ["Departure"]

described(
    Departure,
    "How somebody's part in a case ended.",
    {
        "REVOKED": "Whoever gave the part took it back.",
        "LAID_DOWN": "Whoever had the part gave it up.",
    },
)
