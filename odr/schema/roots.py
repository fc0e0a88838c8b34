"""The root fields: plain functions, marked, and made into one schema."""

import inspect
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from types import ModuleType
from typing import Annotated, Any, NamedTuple, TypeVar, get_args, get_type_hints

import strawberry
from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLNamedType, GraphQLObjectType
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type

from odr.domain.refusals import NotFound, Refused
from odr.schema import ids
from odr.schema.context import Context
from odr.schema.errors import refusal_payload
from odr.schema.scalars import SCALARS


@strawberry.interface(description="Anything that can be fetched again by its id.")
class Node:
    """Base of the types that have a global id (`ids.encode`)."""

    id: strawberry.ID = strawberry.field(description="Opaque, never changes.")


class _Kind(StrEnum):
    QUERY = "query"
    MUTATION = "mutation"
    SUBSCRIPTION = "subscription"
    NODE = "node"


class _Mark(NamedTuple):
    kind: _Kind
    type_name: str = ""


Body = TypeVar("Body", bound=Callable[..., Any])


def _marked(mark: _Mark, body: Body) -> Body:
    body.__odr_mark__ = mark  # type: ignore[attr-defined]
    return body


def query(body: Body) -> Body:
    """Mark `body(ctx, ...)` as a field of Query; its docstring describes it."""
    return _marked(_Mark(_Kind.QUERY), body)


def mutation(body: Body) -> Body:
    """Mark `body(ctx, input) -> SomePayload` as a field of Mutation; refusals become its `userErrors`."""
    return _marked(_Mark(_Kind.MUTATION), body)


def subscription(body: Body) -> Body:
    """Mark `body(ctx, ...)` as a field of Subscription: a query that says in `ctx.watched` when to run it again."""
    return _marked(_Mark(_Kind.SUBSCRIPTION), body)


def node(type_name: str) -> Callable[[Body], Body]:
    """Mark `body(ctx, local) -> object or None` as the finder of this type, by the local part of the id."""
    return partial(_marked, _Mark(_Kind.NODE, type_name))


def build_schema(*modules: ModuleType) -> strawberry.Schema:
    """Build the schema out of the marked functions of these modules.

    Raises:
        ValueError: something has no description; the message names it.
    """
    marked = [body for module in modules for body in vars(module).values() if _belongs(body, module)]
    finders = {body.__odr_mark__.type_name: body for body in marked if body.__odr_mark__.kind is _Kind.NODE}
    queries = [_query_field(body) for body in marked if body.__odr_mark__.kind is _Kind.QUERY]
    mutations = [_mutation_field(body) for body in marked if body.__odr_mark__.kind is _Kind.MUTATION]
    subscriptions = [_query_field(body) for body in marked if body.__odr_mark__.kind is _Kind.SUBSCRIPTION]
    schema = strawberry.Schema(
        create_type("Query", [_node_field(finders), *queries], description="What can be asked."),
        create_type("Mutation", mutations, description="What can be done.") if mutations else None,
        create_type("Subscription", subscriptions, description="What is told live.") if subscriptions else None,
        types=[_found_type(body) for body in finders.values()],
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    _require_descriptions(schema)
    return schema


def _belongs(body: Any, module: ModuleType) -> bool:
    return hasattr(body, "__odr_mark__") and body.__module__ == module.__name__


def _query_field(body: Callable[..., Any]) -> Any:
    def resolve(info: strawberry.Info, **arguments: Any) -> Any:
        return body(info.context, **arguments)

    return _field(body, resolve)


def _mutation_field(body: Callable[..., Any]) -> Any:
    kind = get_type_hints(body)["return"]

    def resolve(info: strawberry.Info, **arguments: Any) -> Any:
        try:
            return body(info.context, **arguments)
        except Refused as refused:
            return refusal_payload(kind, refused)

    return _field(body, resolve)


def _node_field(finders: Mapping[str, Callable[[Context, str], Any]]) -> Any:
    def node(
        ctx: Context,
        id: Annotated[strawberry.ID, strawberry.argument(description="Any id this API gave you.")],
    ) -> Node | None:
        """Whatever has this id, if you may see it."""
        named, local = ids.decode(id)
        found = finders[named](ctx, local) if named in finders else None
        if found is None:
            raise NotFound
        return found  # type: ignore[no-any-return]

    return _query_field(node)


def _found_type(body: Callable[..., Any]) -> Any:
    """The type in a finder's `-> Case | None`."""
    returned = get_type_hints(body)["return"]
    return next((one for one in get_args(returned) if one is not type(None)), returned)


def _field(body: Callable[..., Any], resolve: Callable[..., Any]) -> Any:
    """A root field with the arguments of `body` behind its context."""
    hints = get_type_hints(body, include_extras=True)
    taken = [one.replace(annotation=_argument(one.name, hints[one.name])) for one in _arguments(body)]
    info = inspect.Parameter("info", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info)
    resolve.__signature__ = inspect.Signature([info, *taken], return_annotation=hints["return"])  # type: ignore[attr-defined]
    resolve.__annotations__ = {one.name: one.annotation for one in (info, *taken)} | {"return": hints["return"]}
    resolve.__name__ = body.__name__
    return strawberry.field(resolver=resolve, description=inspect.getdoc(body))


def _arguments(body: Callable[..., Any]) -> list[inspect.Parameter]:
    return list(inspect.signature(body).parameters.values())[1:]


def _argument(name: str, hint: Any) -> Any:
    if name == "input":
        return Annotated[hint, strawberry.argument(description="What is asked for.")]
    return hint


def _require_descriptions(schema: strawberry.Schema) -> None:
    nameless = [
        place
        for kind in schema._schema.type_map.values()
        if not kind.name.startswith("__")
        for place in _undescribed(kind)
    ]
    if nameless:
        raise ValueError(f"These have no description: {', '.join(sorted(nameless))}")


def _undescribed(kind: GraphQLNamedType) -> list[str]:
    found = [] if kind.description else [kind.name]
    if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
        return found
    for name, one in kind.fields.items():
        found += [] if one.description else [f"{kind.name}.{name}"]
        found += [f"{kind.name}.{name}({a}:)" for a, given in getattr(one, "args", {}).items() if not given.description]
    return found
