"""Documents that read everything there is of a type."""

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)

from odr.schema.schema import schema


def everything_of(type_name: str) -> str:
    """A selection of every field of a type, down to its leaves."""
    kind = schema()._schema.type_map[type_name]
    assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
    return " ".join(_field(name, field.type) for name, field in kind.fields.items())


def _field(name: str, of: object) -> str:
    kind = get_named_type(of)  # type: ignore[call-overload]
    return name if is_leaf_type(kind) else f"{name} {{ {everything_of(kind.name)} }}"


CASE = f"query ($id: ID!) {{ case(id: $id) {{ {everything_of('Case')} }} }}"
ORDER = f"query ($id: ID!) {{ order(id: $id) {{ {everything_of('Order')} }} }}"
CASES = f"""query ($first: Int!, $after: String, $filter: CaseFilter) {{
  cases(first: $first, after: $after, filter: $filter) {{
    edges {{ cursor node {{ {everything_of("CaseSummary")} }} }} pageInfo {{ hasNextPage endCursor }} }} }}"""
