"""Every mutation of the schema with an input that could be meant, made from the schema itself."""

from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLScalarType,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
)

from odr.schema.schema import schema

MUTATIONS = schema()._schema.mutation_type.fields  # type: ignore[union-attr]
PLAUSIBLE = {
    "email": "somebody@example.org",
    "currency": "EUR",
    "country": "DE",
    "zone": "Europe/Berlin",
    "language": "en",
    "filename": "a.png",
    "room": "WITHOUT_PREJUDICE",
    "function": "MEDIATOR",
    "remedy": "APOLOGY",
    "line": "1",
}
SCALARS = {
    "String": "Words.",
    "Int": 1,
    "Boolean": True,
    "Decimal": "1.00",
    "DateTime": "2026-03-01T12:00:00Z",
    "Date": "2026-03-01",
}


def input_type(name: str) -> GraphQLInputObjectType:
    return MUTATIONS[name].args["input"].type.of_type  # type: ignore[no-any-return, union-attr]


def ids_of(name: str) -> list[str]:
    """The fields of a mutation's input that hold global ids."""
    return [key for key, field in input_type(name).fields.items() if "ID" in str(field.type)]


def filled(name: str, known: dict[str, str]) -> dict[str, Any]:
    """An input with every required field, and every id that is known under the field's name."""
    fields = input_type(name).fields
    needed = {key: _value(key, field.type, known) for key, field in fields.items() if is_required_input_field(field)}
    return needed | {key: _ids(fields[key].type, known[key]) for key in ids_of(name) if key in known}


def _ids(kind: Any, known: str) -> Any:
    return [known] if "[" in str(kind) else known


def _value(name: str, kind: Any, known: dict[str, str]) -> Any:
    if is_non_null_type(kind):
        return _value(name, kind.of_type, known)
    if is_list_type(kind):
        return [_value(name, kind.of_type, known)]
    if name in PLAUSIBLE and not isinstance(kind, GraphQLInputObjectType):
        return PLAUSIBLE[name]
    if isinstance(kind, GraphQLInputObjectType):
        required = {key: field for key, field in kind.fields.items() if is_required_input_field(field)}
        return {key: _value(key, field.type, known) for key, field in required.items()}
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    assert isinstance(kind, GraphQLScalarType)
    return known.get(name, "1") if kind.name == "ID" else SCALARS[kind.name]
