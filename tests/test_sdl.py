"""The schema that clients are built from is the one in docs."""

from pathlib import Path

from odr.schema.schema import schema, sdl

KEPT = Path(__file__).parent.parent / "docs" / "schema.graphql"


def test_the_schema_in_docs_is_the_schema_of_the_service() -> None:
    """When it differs on purpose: ODR_MODE=demo odr schema > docs/schema.graphql"""
    assert KEPT.read_text(encoding="utf-8") == sdl()


def test_every_value_of_every_enum_is_described() -> None:
    enums = [kind for kind in schema()._schema.type_map.values() if hasattr(kind, "values")]
    nameless = [
        f"{kind.name}.{name}"
        for kind in enums
        if not kind.name.startswith("__")
        for name, value in kind.values.items()
        if not value.description
    ]
    assert nameless == []
