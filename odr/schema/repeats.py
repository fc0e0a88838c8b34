"""How acts on accounts answer a repeated idempotency key. Acts on a case do the same in the docket."""

import json
from typing import Any

from odr.accounts.repeats import Ask
from odr.accounts.tokens import hash_of
from odr.schema import typed
from odr.schema.base import RepeatableInput

NEVER_KEPT = frozenset({"idempotency_key", "password", "code", "iban"})
"""Fields of an input that are not hashed with it: a fast hash of a password, a code or an account would be worth
stealing."""


def ask_of(act: str, actor: str, input: RepeatableInput) -> Ask:
    """Who asks for what.

    Args:
        act: the mutation's name.
        actor: id of the person; for those who have not signed in, what they proved themselves by (the hash of a
            one-time token) or are known by (the hash of an address).
        input: as sent.
    """
    said: dict[str, Any] = {name: value for name, value in vars(input).items() if name not in NEVER_KEPT}
    key = None if input.idempotency_key is None else hash_of(input.idempotency_key)
    return Ask(actor, act, key, hash_of(json.dumps(said, sort_keys=True)))


def ask_looked_through(act: str, person: str, input: RepeatableInput) -> Ask:
    """The same for inputs without secrets, which are looked through before anything else. Raises InvalidInput."""
    return Ask(person, act, input.idempotency_key or None, typed.hash_of(input))
