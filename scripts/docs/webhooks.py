"""What webhooks tell: every type with its schema and an example, from the code."""

import json

from odr.webhooks.kinds import DEFS, KINDS, WebhookType, example_of, schema_of
from odr.webhooks.saying import TYPE_OF
from scripts.docs import tables


def types() -> str:
    """Every type, in which words it is chosen, and when it comes."""
    rows = ((f"`{kind.value}`", f"`{kind.name}`", KINDS[kind].words, _entries(kind)) for kind in WebhookType)
    return tables.table(("Type", "In GraphQL", "When it comes", "Entries (`event`)"), list(rows))


def _entries(kind: WebhookType) -> str:
    return ", ".join(f"`{event.__name__}`" for event, found in TYPE_OF.items() if found is kind)


def shared() -> str:
    """The parts that several types have, as JSON schema."""
    return _block({"$defs": DEFS})


def messages() -> str:
    """Of every type the schema of its data and an example."""
    return "\n\n".join(_message(kind) for kind in WebhookType)


def _message(kind: WebhookType) -> str:
    event = next((name.__name__ for name, found in TYPE_OF.items() if found is kind), "")
    data = schema_of(kind)["properties"]["data"]
    return f"### `{kind.value}`\n\n{_block(example_of(kind, event))}\n\nIts `data`:\n\n{_block(data)}"


def _block(value: object) -> str:
    return f"```json\n{json.dumps(value, indent=2)}\n```"
