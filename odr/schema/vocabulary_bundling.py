"""Where a case stands in a bundle, and why it left one."""

from odr.bundles import Standing as BundleStanding
from odr.domain.events import Leaving
from odr.schema.vocabulary import described

__all__ = ["BundleStanding", "Leaving"]

described(
    BundleStanding,
    "Where a case stands in its bundle.",
    {
        "PROPOSED": "Either side can still object.",
        "JOINED": "The time to object is over. Nobody consented to an outcome by that.",
        "LEFT": "It is handled by itself.",
        "DECIDED": "It was decided together with the others.",
    },
    name="BundleStanding",
)
described(
    Leaving,
    "Why a case is no longer handled together with others.",
    {
        "OBJECTED": "A side objected.",
        "RELEASED": "Whoever leads or administers it took it out, with reasons.",
        "ENDED": "It was settled, decided or closed by itself.",
        "OTHER_NEUTRAL": "The neutral of the others does not serve in it any more.",
        "OTHER_RULEBOOK": "It goes on under another rulebook.",
        "DISSOLVED": "No other case was left.",
    },
)
