"""Runs a document: one plan per document and choice, graphql-core for everything that is more.

A plan reads each root field with its ordinary resolver and completes the value with closures (`completion.py`).
When anything is out of the ordinary, graphql-core runs the whole operation again, but gets the root values that
were read already, or the errors they ended with: no resolver runs twice, whatever happens.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple, cast

import strawberry
from graphql import (
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    GraphQLString,
    OperationDefinitionNode,
    execute,
)
from graphql.execution import MiddlewareManager
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from odr.schema.completion import Chosen, Classes, Complete, Completion, NotPlain
from odr.schema.context import Context
from odr.schema.documents import Document, Documents, Rejected

MOST_ERRORS = 5


class Request(NamedTuple):
    """A request for an operation."""

    text: str
    variables: Mapping[str, Any]
    operation_name: str | None = None


class _Root(NamedTuple):
    """A root field of a plan."""

    key: str
    field: GraphQLField
    node: FieldNode
    info: GraphQLResolveInfo[Any]
    complete: Complete

    def read(self, ctx: Context, variables: VariableValues) -> Any:
        """Call the resolver."""
        arguments = get_argument_values(self.field, self.node, variables) if self.field.args else {}
        resolve = self.field.resolve
        assert resolve is not None  # noqa: S101 - only such fields get into a plan
        info = self.info._replace(context=ctx, variable_values=cast(Any, variables.coerced))
        return resolve(None, info, **arguments)


class _Failed(NamedTuple):
    """A root field that ended with an error."""

    error: Exception


class Runner:
    """Runs requests against one schema. Blocking, and safe to use from several threads.

    Args:
        schema: from `build_schema`.
        introspection: whether the schema may be asked for.
    """

    def __init__(self, schema: strawberry.Schema, *, introspection: bool) -> None:
        self._schema: GraphQLSchema = schema._schema
        self._classes = Classes(schema)
        self.documents = Documents(schema, introspection=introspection)

    def run(self, request: Request, ctx: Context, *, live: bool | None = False) -> ExecutionResult:
        """Run the request.

        Args:
            live: for a stream of events: a subscription, run as it stands now, and nothing else; None for either.

        Raises:
            Rejected: it is not run at all; nothing was read or done.
        """
        document = self.documents.read(request.text, request.variables)
        operation = document.operation(request.operation_name, live=live)
        ctx.operation = _label(operation)
        variables = self._coerced(operation, request.variables)
        plan = self._plan(document, operation, variables)
        if plan is None:
            return self._in_full(document, request, ctx, {})
        read: dict[str, Any] = {}
        try:
            return ExecutionResult(_answer(plan, ctx, variables, read), None)
        except Exception:  # noqa: BLE001 - graphql-core meets the same error, and reports it
            return self._in_full(document, request, ctx, read)

    def is_planned(self, text: str, variables: Mapping[str, Any]) -> bool:
        """Tell whether this document runs by a plan: the web interface's documents all should."""
        document = self.documents.read(text, variables)
        operation = document.operation(None, live=None)
        return self._plan(document, operation, self._coerced(operation, variables)) is not None

    def _coerced(self, operation: OperationDefinitionNode, sent: Mapping[str, Any]) -> VariableValues:
        definitions = operation.variable_definitions or ()
        found = get_variable_values(self._schema, definitions, dict(sent), MOST_ERRORS)
        if isinstance(found, list):
            raise Rejected(*found)
        return found

    def _plan(
        self, document: Document, operation: OperationDefinitionNode, variables: VariableValues
    ) -> list[_Root] | None:
        """The plan for this operation and these @include and @skip; None where there is none."""
        name = operation.name.value if operation.name else None
        key = (name, *(variables.coerced.get(one) for one in document.deciding))
        known = document.plans.get(key)
        if known is None:
            known = (self._made(document, operation, variables),)
            document.plans.put(key, known)
        return cast("list[_Root] | None", known[0])

    def _made(
        self, document: Document, operation: OperationDefinitionNode, variables: VariableValues
    ) -> list[_Root] | None:
        completion = Completion(self._schema, self._classes, document, operation, variables)
        kind = self._schema.get_root_type(operation.operation)
        assert kind is not None  # noqa: S101 - validation has seen to it
        try:
            return [self._root(completion, kind, operation, one) for one in completion.roots(kind)]
        except (NotPlain, GraphQLError, RecursionError):
            return None

    def _root(
        self, completion: Completion, kind: GraphQLObjectType, operation: OperationDefinitionNode, one: Chosen
    ) -> _Root:
        field = _TYPENAME if one.name == "__typename" else kind.fields.get(one.name)
        if field is None or field.resolve is None:
            raise NotPlain
        node = one.details[0].node
        info = GraphQLResolveInfo(
            field_name=one.name,
            field_nodes=[details.node for details in one.details],
            return_type=field.type,
            parent_type=kind,
            path=Path(None, one.key, kind.name),
            schema=self._schema,
            fragments={},
            root_value=None,
            operation=operation,
            variable_values=VariableValues({}, {}),
            context=None,
            is_awaitable=_never,
            abort_signal=None,
            async_helpers=cast(Any, None),
        )
        return _Root(one.key, field, node, info, completion.complete(field.type, one.details))

    def _in_full(self, document: Document, request: Request, ctx: Context, read: Mapping[str, Any]) -> ExecutionResult:
        """What graphql-core makes of the operation, given the root values that were read already."""
        done = execute(
            self._schema,
            document.ast,
            context_value=ctx,
            variable_values=dict(request.variables),
            operation_name=request.operation_name,
            middleware=MiddlewareManager(_replay(read)) if read else None,
            executor_class=StrawberryGraphQLCoreExecutionContext,
            is_awaitable=_never,
            is_async_iterable=_never,
            operation_extensions=None,
        )
        assert isinstance(done, ExecutionResult)  # noqa: S101 - nothing here is awaitable
        return done


@cache
def runner(schema: strawberry.Schema, *, introspection: bool) -> Runner:
    """The one runner of this schema in this process: what it knows of a document is true for every house."""
    return Runner(schema, introspection=introspection)


def _label(operation: OperationDefinitionNode) -> str:
    """The operation by its first field, which stands in the schema: names that callers make up are not logged."""
    first = operation.selection_set.selections[0]
    return f"{operation.operation.value}.{first.name.value if isinstance(first, FieldNode) else '...'}"


def _answer(plan: list[_Root], ctx: Context, variables: VariableValues, read: dict[str, Any]) -> dict[str, Any]:
    """Read every root field into `read`, then complete them all."""
    for root in plan:
        try:
            read[root.key] = root.read(ctx, variables)
        except Exception as error:
            read[root.key] = _Failed(error)
            raise
    return {root.key: root.complete(read[root.key]) for root in plan}


def _replay(read: Mapping[str, Any]) -> Callable[..., Any]:
    """Middleware that gives the root fields what they read, or the error they ended with."""

    def middleware(resolve: Callable[..., Any], source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        path = info.path
        if path.prev is not None or path.key not in read:
            return resolve(source, info, **arguments)
        found = read[path.key]  # type: ignore[index]
        if isinstance(found, _Failed):
            raise found.error
        return found

    return middleware


def _is_never_awaitable(_: object) -> bool:
    return False


_never: Any = _is_never_awaitable
"""Nothing here is awaitable: every resolver is an ordinary function."""
_TYPENAME = GraphQLField(GraphQLNonNull(GraphQLString), resolve=lambda _, info: info.parent_type.name)
