"""The closed lists around evidence that is asked for."""

from odr.domain.events import Production
from odr.schema.vocabulary import described

__all__ = ["Production"]

described(
    Production,
    "How a side answers when it is asked for evidence.",
    {
        "PRODUCED": "It handed in what was asked for.",
        "DOES_NOT_EXIST": "It says that there is no such thing.",
        "REFUSED": "It does not hand it in.",
    },
)
