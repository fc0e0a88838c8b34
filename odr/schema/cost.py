"""What a document costs, known before it is validated or run. One pass, each fragment weighed once.

The cost is about how many values the answer may hold: a field costs 1, and what lies inside a list counts as
often as the list may be long (`first`, or the `items` of `sized`). A root field of Query adds `READ`, one of
Mutation `ACT`, for the statements behind it. Fragments multiply like anything else: each is weighed once and
remembered, so weighing stays linear where walking them out doubles with every level (707 bytes took a usual
depth limiter four seconds). Of fragments on different object types only the dearest counts.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_introspection_query,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_object_type,
    parse,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from odr.schema.overlaps import count_overlaps, fragments_of
from odr.schema.pages import LARGEST_PAGE

READ = 50
ACT = 1000
WATCH = 500
_COUNTED = 1_000_000_000
_UNKNOWN_FIELDS = 10
"""Validation names unknown fields, with advice; a document full of them is not worth validating."""
UNKNOWN_LIST = 10
"""How long a list is taken to be that says nothing about its length."""


class Limits(NamedTuple):
    """What one document may be at most."""

    work: int = 10_000
    depth: int = 20
    selections: int = 4_000
    """Selections with every fragment written out, and written out by itself too."""
    overlaps: int = 4_000
    """Pairs of fields that answer under one name in one place: validation compares each with each."""


class Weight(NamedTuple):
    """What a selection set amounts to."""

    work: int = 0
    introspection: int = 0
    depth: int = 0
    selections: int = 0

    def beside(self, other: "Weight") -> "Weight":
        """Both, in one selection set."""
        return Weight(
            self.work + other.work,
            self.introspection + other.introspection,
            max(self.depth, other.depth),
            self.selections + other.selections,
        )

    def instead_of(self, other: "Weight") -> "Weight":
        """Either, for one object; both have to be read and validated."""
        return Weight(
            max(self.work, other.work),
            max(self.introspection, other.introspection),
            max(self.depth, other.depth),
            self.selections + other.selections,
        )


class QueryTooCostly(GraphQLError):
    """The document asks for more than is served at once. Nothing was read or done."""

    def __init__(self, what: str, amount: int, limit: int, advice: str) -> None:
        shown = f"{amount:,}" if amount < _COUNTED else f"more than {_COUNTED:,}"
        super().__init__(
            f"This document {what.format(shown)}; the limit is {limit:,}. {advice}",
            extensions={"code": "QUERY_TOO_COSTLY", "cost": min(amount, _COUNTED), "limit": limit},
        )


class CostRule:
    """Weighs documents against one schema.

    Args:
        schema: where lists and their usual lengths are known from.
        limits: what is refused beyond.
    """

    def __init__(self, schema: GraphQLSchema, limits: Limits | None = None) -> None:
        self._schema = schema
        self.limits = limits or Limits()
        tools = parse(get_introspection_query(specified_by_url=True, input_value_deprecation=True))
        self._introspection_limit = _Scale(schema, tools, None, 40).weigh().introspection * 5 // 4

    def check(self, document: DocumentNode, variables: Mapping[str, Any] | None) -> None:
        """Refuse a document beyond the limits.

        Args:
            variables: as sent, for `first`; None reckons with the largest page for every variable.

        Raises:
            QueryTooCostly: with the cost and the limit.
            GraphQLError: nobody can say what it costs: a fragment contains itself, or many fields are unknown.
        """
        found = _Scale(self._schema, document, variables, self.limits.depth).weigh()
        limits = self.limits
        if found.depth > limits.depth:
            raise QueryTooCostly("nests more than {} levels", limits.depth, limits.depth, "Ask in several steps.")
        if found.selections > limits.selections:
            raise QueryTooCostly("spells out to {} selections", found.selections, limits.selections, _SPLIT)
        if found.introspection > self._introspection_limit:
            advice = "The usual introspection query passes."
            raise QueryTooCostly("asks {} of introspection", found.introspection, self._introspection_limit, advice)
        if found.work > limits.work:
            raise QueryTooCostly("costs {}", found.work, limits.work, _SPLIT)
        overlaps = count_overlaps(document)
        if overlaps > limits.overlaps:
            raise QueryTooCostly("repeats fields {} times", overlaps, limits.overlaps, "Name each field once.")


_SPLIT = "Ask for fewer items (first) or fewer fields, or ask in several steps."


_UNSEEN, _OPEN = Weight(-1), Weight(-2)


class _TooDeep(Exception):
    """The walk went below every allowed depth: the rest need not be looked at."""


class _Scale:
    """One weighing: remembers the weight of each fragment."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any] | None, deepest: int
    ) -> None:
        self._schema = schema
        self._document = document
        self._variables = variables
        self._deepest = 3 * deepest  # steps of the walk: fields, inline fragments and spreads
        self._fragments = fragments_of(document)
        self._unknown = 0
        self._known: dict[tuple[str, int | None], Weight] = {}
        self._roots = {schema.query_type: READ, schema.mutation_type: ACT, schema.subscription_type: WATCH}

    def weigh(self) -> Weight:
        """The weight of all operations together, and the selections of every fragment by itself."""
        total = Weight()
        try:
            for one in self._document.definitions:
                if isinstance(one, OperationDefinitionNode):
                    root = self._schema.get_root_type(one.operation)
                    total = total.beside(self._set(one.selection_set, root, None, 0))
                elif isinstance(one, FragmentDefinitionNode):
                    unused = self._spread(one, None, None, 0)[1]
                    total = total.beside(Weight(depth=unused.depth, selections=unused.selections))
        except _TooDeep:
            return Weight(depth=self._deepest)
        return total

    def _set(self, chosen: SelectionSetNode, of: GraphQLNamedType | None, length: int | None, steps: int) -> Weight:
        """A selection set on an object of this type; `length`: of the lists right inside a connection."""
        if steps > self._deepest:
            raise _TooDeep
        common, by_type = Weight(), dict[str, Weight]()
        for one in chosen.selections:
            condition, weight = self._selection(one, of, length, steps)
            if condition is None or condition is of or not is_object_type(condition):
                common = common.beside(weight)
            else:
                by_type[condition.name] = by_type.get(condition.name, Weight()).beside(weight)
        dearest = Weight()
        for weight in by_type.values():
            dearest = dearest.instead_of(weight)
        return common.beside(dearest)

    def _selection(
        self, one: SelectionNode, of: GraphQLNamedType | None, length: int | None, steps: int
    ) -> tuple[GraphQLNamedType | None, Weight]:
        """On objects of which type it counts, and its weight."""
        here = Weight(selections=1 + len(one.directives or ()))
        if isinstance(one, FieldNode):
            return of, here.beside(self._field(one, of, length, steps))
        if isinstance(one, InlineFragmentNode):
            named = one.type_condition
            condition = self._schema.get_type(named.name.value) if named else of
            return condition, here.beside(self._set(one.selection_set, condition, length, steps + 1))
        condition, inside = self._spread(cast(FragmentSpreadNode, one), of, length, steps)
        return condition, here.beside(inside)

    def _spread(
        self,
        one: FragmentSpreadNode | FragmentDefinitionNode,
        of: GraphQLNamedType | None,
        length: int | None,
        steps: int,
    ) -> tuple[GraphQLNamedType | None, Weight]:
        name = one.name.value
        found = self._fragments.get(name)
        if found is None:
            return of, Weight()
        condition = self._schema.get_type(found.type_condition.name.value)
        known = self._known.get((name, length), _UNSEEN)
        if known is _OPEN:
            raise GraphQLError(f'The fragment "{name}" contains itself.', one)
        if known is _UNSEEN:
            self._known[name, length] = _OPEN
            known = self._known[name, length] = self._set(found.selection_set, condition, length, steps + 1)
        return condition, known

    def _field(self, one: FieldNode, of: GraphQLNamedType | None, length: int | None, steps: int) -> Weight:
        field = self._definition(one, of)
        items = self._items(field, length) if field and is_list_type(get_nullable_type(field.type)) else 1
        inside = Weight()
        if one.selection_set:
            kind = get_named_type(field.type) if field else None
            inside = self._set(one.selection_set, kind, self._asked(one, field), steps + 1)
        work = (1 if one.selection_set else items) + items * inside.work
        if one.name.value in ("__schema", "__type"):
            return Weight(1, work, 0, inside.selections)
        if not one.name.value.startswith("__"):
            work += self._roots.get(of, 0)  # type: ignore[arg-type]
        return Weight(work, items * inside.introspection, inside.depth + 1, inside.selections)

    def _definition(self, one: FieldNode, of: GraphQLNamedType | None) -> GraphQLField | None:
        if not isinstance(of, GraphQLObjectType | GraphQLInterfaceType):
            return None
        found = self._schema.get_field(of, one.name.value)
        self._unknown += found is None
        if self._unknown > _UNKNOWN_FIELDS:
            raise GraphQLError(f"Cannot query field '{one.name.value}' on type '{of.name}'.", one)
        return found

    def _asked(self, one: FieldNode, field: GraphQLField | None) -> int | None:
        """How many items `first` asks for; None where there is no such argument."""
        argument = field.args.get("first") if field else None
        if argument is None:
            return None
        for given in one.arguments or ():
            if given.name.value == "first":
                return self._number(given.value)
        default = argument.default_value
        return default if isinstance(default, int) else LARGEST_PAGE

    def _number(self, value: Any) -> int:
        number: object = None
        if isinstance(value, IntValueNode):
            number = int(value.value) if len(value.value) < 6 else LARGEST_PAGE
        elif isinstance(value, VariableNode) and self._variables is not None:
            number = self._variables.get(value.name.value)
        return max(0, min(number, LARGEST_PAGE)) if isinstance(number, int) else LARGEST_PAGE

    def _items(self, field: GraphQLField, length: int | None) -> int:
        if length is not None:
            return length
        defined = (field.extensions or {}).get(GraphQLCoreConverter.DEFINITION_BACKREF)
        return int((getattr(defined, "metadata", None) or {}).get("items", UNKNOWN_LIST))
