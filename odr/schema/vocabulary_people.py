"""How people speak for a side of a case, why the law may ask for it, and how they leave."""

from odr.domain.events import Basis, Departure, Guardianship
from odr.schema.vocabulary import described

__all__ = ["Basis", "Departure", "Guardianship"]

described(
    Departure,
    "How somebody's part in a case ended.",
    {
        "REVOKED": "Whoever gave the part took it back.",
        "LAID_DOWN": "Whoever had the part gave it up.",
        "RELIEVED": "Who conducts or administers the case ended it, with reasons.",
        "NOT_NEEDED": "The side can act for itself now.",
    },
)
described(
    Basis,
    "On what somebody's right to speak for a side rests.",
    {
        "MANDATE": "The side said so.",
        "LAW": "The law says so: a parent, a guardian. Such a part always covers what binds the side.",
    },
)
described(
    Guardianship,
    "Why the law gives somebody a representative.",
    {
        "UNDER_AGE": "They are under age.",
        "UNDER_GUARDIANSHIP": "They are of age and under guardianship, or the like.",
    },
)
