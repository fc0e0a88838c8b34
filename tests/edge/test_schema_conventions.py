"""What the real schema has to hold to, whoever adds to it."""

import re
from pathlib import Path

import pytest
from graphql import GraphQLField, GraphQLObjectType, get_introspection_query
from strawberry.schema.schema_converter import GraphQLCoreConverter

from odr.schema.documents import Documents
from odr.schema.schema import schema

ROOT = Path(__file__).parents[2]
EDGE = ("requests", "streams", "http", "answers", "documents", "cost")
SCHEMA = schema()
ROOTS = ("Query", "Mutation", "Subscription")
KINDS = [
    kind
    for kind in SCHEMA._schema.type_map.values()
    if isinstance(kind, GraphQLObjectType) and kind.name not in ROOTS and not kind.name.startswith("__")
]


def is_plain(field: GraphQLField) -> bool:
    return getattr(field.resolve, "_is_default", False) and not field.args


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_below_the_root_there_are_plain_attributes_only(kind: GraphQLObjectType) -> None:
    """So that every document runs by a plan."""
    assert [name for name, field in kind.fields.items() if not is_plain(field)] == []


def test_one_class_stands_for_one_type() -> None:
    """So that a value's class tells its type."""
    made = [kind.extensions[GraphQLCoreConverter.DEFINITION_BACKREF] for kind in KINDS]
    classes = [one.origin for one in made if one.concrete_of is None]
    assert len(classes) == len(set(classes))


def test_every_mutation_has_one_input_and_a_payload_of_its_own() -> None:
    mutation = SCHEMA._schema.mutation_type
    assert mutation is not None
    for name, field in mutation.fields.items():
        assert list(field.args) == ["input"], name
        expected = f"{name[0].upper()}{name[1:]}Payload"
        assert str(field.type) == f"{expected}!", name


def test_the_usual_introspection_query_passes() -> None:
    Documents(SCHEMA, introspection=True).read(get_introspection_query(input_value_deprecation=True), {})


def test_every_code_of_an_error_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "http.md").read_text(encoding="utf-8")
    written = "".join((ROOT / "odr" / "schema" / f"{name}.py").read_text(encoding="utf-8") for name in EDGE)
    used = set(re.findall(r'(?:HTTPStatus\.\w+, |"code": |encode_problem\()"([A-Z_]+)"', written))
    assert used == set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))
