"""Closures that turn what a root field read into the answer: one per selection, made once per document.

A closure knows attributes and exact types, nothing else: it reads attributes, checks each value's class, and returns
dictionaries. Whatever it does not know (null where null must not be, another class, a value out of range, an
attribute that raises) raises, and graphql-core completes the same value instead, with errors and nulls as the
specification has them. So a closure has to be right only where it answers.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

import strawberry
from graphql import (
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    OperationDefinitionNode,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_fields, collect_subfields
from graphql.execution.values import VariableValues
from strawberry.schema.schema_converter import GraphQLCoreConverter

from odr.schema.documents import Document
from odr.schema.scalars import SCALARS

Complete = Callable[[Any], Any]
NULL = type(None)
MOST_SHAPES = 64


class NotPlain(Exception):
    """This selection, or this value, is more than plain attributes of the expected types."""


class Way(NamedTuple):
    """How values of a type are completed; values of the classes in `passes` stay as they are.

    `present` is the shorter way of values that are known not to be null.
    """

    complete: Complete
    passes: frozenset[type]
    present: Complete

    @classmethod
    def of(cls, present: Complete, passes: frozenset[type] = frozenset()) -> "Way":
        """The way of a type that allows no null."""
        return cls(present, passes, present)


class Chosen(NamedTuple):
    """A field of the answer: its name there, and the places in the document that ask for it."""

    key: str
    details: list[FieldDetails]

    @property
    def name(self) -> str:
        """The field's name in the schema."""
        return str(self.details[0].node.name.value)


class Classes:
    """Which Python class stands for which object type: a type made from one class, which no other shares."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self.types: dict[type, GraphQLObjectType] = {}
        self.classes: dict[str, type] = {}
        for kind in schema._schema.type_map.values():
            definition = kind.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
            if isinstance(kind, GraphQLObjectType) and definition and definition.concrete_of is None:
                self.types[definition.origin] = kind
                self.classes[kind.name] = definition.origin


class Completion:
    """Makes the closures of one operation, for one choice of @include and @skip.

    Args:
        variables: as coerced; only those of @include and @skip matter here.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        classes: Classes,
        document: Document,
        operation: OperationDefinitionNode,
        variables: VariableValues,
    ) -> None:
        self._schema = schema
        self._classes = classes
        self._operation = operation
        self._variables = variables
        self._fragments = {
            one.name.value: FragmentDetails(one)
            for one in document.ast.definitions
            if isinstance(one, FragmentDefinitionNode)
        }

    def roots(self, kind: GraphQLObjectType) -> list[Chosen]:
        """Return the root fields in the order of the answer."""
        found = collect_fields(self._schema, self._fragments, self._variables, kind, self._operation)
        return [Chosen(key, details) for key, details in found.grouped_field_set.items()]

    def complete(self, kind: GraphQLOutputType, details: list[FieldDetails]) -> Complete:
        """Return the closure for values of this type, as selected by these places of the document.

        Raises:
            NotPlain: the selection holds a resolver or an argument.
        """
        return self._way(kind, details).complete

    def _way(self, kind: GraphQLOutputType, details: list[FieldDetails]) -> Way:
        if is_non_null_type(kind):
            return self._present(kind.of_type, details)
        _, passes, present = self._present(kind, details)
        return Way(lambda value: None if value is None else present(value), passes | {NULL}, present)

    def _present(self, kind: Any, details: list[FieldDetails]) -> Way:
        """The way of values that are not null; null raises in it."""
        if is_list_type(kind):
            return Way.of(_list(self._way(kind.of_type, details)))
        if is_leaf_type(kind):
            return leaf(kind)
        if is_abstract_type(kind):
            return Way.of(self._abstract(kind, details))
        return Way.of(self._object(kind, details))

    def _abstract(self, kind: Any, details: list[FieldDetails]) -> Complete:
        """By the value's class; the closure of a class is made when the first such value comes."""
        possible = {one.name for one in self._schema.get_possible_types(kind)}
        by_class: dict[type, Complete] = {}

        def complete(value: Any) -> Any:
            known = by_class.get(value.__class__)
            if known is None:
                found = self._classes.types.get(value.__class__)
                if found is None or found.name not in possible:
                    raise NotPlain
                known = by_class[value.__class__] = self._object(found, details)
            return known(value)

        return complete

    def _object(self, kind: GraphQLObjectType, details: list[FieldDetails]) -> Complete:
        found = collect_subfields(self._schema, self._fragments, self._variables, self._operation, kind, details)
        keys, names, ways = [], [], []
        for key, chosen in found.grouped_field_set.items():
            name, way = self._attribute(kind, Chosen(key, chosen))
            keys.append(key)
            names.append(name)
            ways.append(way)
        expected = self._classes.classes.get(kind.name) if kind.is_type_of else None
        if kind.is_type_of and expected is None:
            raise NotPlain
        return _object(keys, names, ways, expected)

    def _attribute(self, kind: GraphQLObjectType, chosen: Chosen) -> tuple[str, Way]:
        """Which attribute answers the field, and the way of its values."""
        if chosen.name == "__typename":
            return "__class__", Way.of(lambda _: kind.name)
        field = kind.fields.get(chosen.name)
        if field is None or not _is_plain(field):
            raise NotPlain
        definition = field.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
        return definition.python_name, self._way(field.type, chosen.details)


def _is_plain(field: GraphQLField) -> bool:
    return getattr(field.resolve, "_is_default", False) and not field.args


def leaf(kind: Any) -> Way:
    """Return the way of a scalar or an enum."""
    coerce = kind.coerce_output_value

    def slow(value: Any) -> Any:
        made = None if value is None or isinstance(value, Exception) else coerce(value)
        if made is None:
            raise NotPlain
        return made

    if isinstance(kind, GraphQLEnumType):
        return Way.of(_enum(kind, slow))
    exact = {"String": str, "ID": str, "Boolean": bool}.get(kind.name)
    if exact:
        return Way.of(lambda value: value if value.__class__ is exact else slow(value), frozenset({exact}))
    if kind.name == "Int":
        return Way.of(lambda value: value if value.__class__ is int and -_INT <= value < _INT else slow(value))
    written = _OWN.get(kind.name)
    if written:
        known, write = written
        return Way.of(lambda value: write(value) if value.__class__ is known else slow(value))
    return Way.of(slow)


_INT = 2**31
_OWN: dict[str, tuple[object, Complete]] = {
    one.name: (kind, one.serialize) for kind, one in SCALARS.items() if one.serialize
}
"""The scalars of this API, with the class that each one writes."""


def _enum(kind: GraphQLEnumType, slow: Complete) -> Complete:
    definition = kind.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if definition is None:
        return slow
    names = {member: kind.coerce_output_value(member) for member in definition.wrapped_cls}
    wrapped = definition.wrapped_cls
    return lambda value: names[value] if value.__class__ is wrapped else slow(value)


def _list(way: Way) -> Complete:
    complete = way.complete

    def items(values: Any) -> list[Any]:
        if values.__class__ is not list and values.__class__ is not tuple:
            raise NotPlain
        return [complete(value) for value in values]

    return items


def _object(keys: list[str], names: list[str], ways: list[Way], expected: type | None) -> Complete:
    """The closure of an object type. `expected`: the exact class, where graphql-core would check it.

    Which attributes need work depends on the classes of their values alone, so it is found once per combination.
    """
    read = _reader(names)
    shapes: dict[tuple[type, ...], list[tuple[str, Complete]]] = {}

    def complete(value: Any) -> dict[str, Any]:
        if value is None or (expected is not None and value.__class__ is not expected):
            raise NotPlain
        values = read(value)
        shape = tuple(map(type, values))
        work = shapes.get(shape)
        if work is None:
            work = [
                (key, way.complete if one is NULL else way.present)
                for key, way, one in zip(keys, ways, shape, strict=True)
                if one not in way.passes
            ]
            if len(shapes) < MOST_SHAPES:
                shapes[shape] = work
        made = dict(zip(keys, values, strict=True))
        for key, finish in work:
            made[key] = finish(made[key])
        return made

    return complete


def _reader(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Read these attributes of an object, as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _: ()
    one = attrgetter(names[0])
    return lambda value: (one(value),)
