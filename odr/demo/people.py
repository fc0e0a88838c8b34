"""The people of the demo, with the passwords that its sign-in page shows. Demo mode only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to sign in as; `part` says in a few words who they are."""

    name: str
    part: str
    email: str
    password: str


PEOPLE: tuple[DemoPerson, ...] = ()
"""In the order in which the sign-in page offers them."""
