"""Who is asking: resolved once per request, from a session or a key."""

from dataclasses import dataclass, field
from enum import StrEnum


class ServiceRole(StrEnum):
    """What a person does for the service itself, beside being a party somewhere."""

    MEDIATOR = "MEDIATOR"
    DECISION_MAKER = "DECISION_MAKER"
    REGISTRAR = "REGISTRAR"
    TRUST_AND_SAFETY = "TRUST_AND_SAFETY"
    REGULATOR = "REGULATOR"
    OPERATOR = "OPERATOR"


class Scope(StrEnum):
    """What an API key of a marketplace may do."""

    ORDERS_WRITE = "ORDERS_WRITE"
    CASES_READ = "CASES_READ"
    FULFILMENT_WRITE = "FULFILMENT_WRITE"
    WEBHOOKS_WRITE = "WEBHOOKS_WRITE"


@dataclass(frozen=True, slots=True)
class Principal:
    """A person with what they belong to, or a program with the scopes of its key."""

    person: str
    """Id of the person; empty for a program."""
    organisations: frozenset[str]
    """Organisations this person acts for."""
    marketplaces: frozenset[str]
    """Marketplaces this person administers, or the one of the API key."""
    roles: frozenset[ServiceRole]
    scopes: frozenset[str]
    """Scopes of the API key; empty for people."""
    language: str
    session: str
    """Id of the session or of the key, never the token itself."""
    closed: frozenset[str] = frozenset()
    """Of the person and their organisations, those whose account is closed: they read, and do nothing."""
    unproven: bool = False
    """Of the staff, where a second factor is required of them, and without one: they set it up, and do nothing else."""
    name_changes: int | None = field(default=None, compare=False)
    """How often names had been changed when this was read (`names.py`); None where that was not asked."""


CONSOLE = Principal(
    person="",
    organisations=frozenset(),
    marketplaces=frozenset(),
    roles=frozenset({ServiceRole.OPERATOR}),
    scopes=frozenset(),
    language="en",
    session="console",
)
"""The operator at the command line of the machine, who needs no account."""
