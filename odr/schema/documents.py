"""Documents: read once, refused early, remembered in bounds.

The order is cheapest first: length and tokens while parsing, then the cost rule, then literals, then validation.
Only a document that passed them all is remembered, from its second sight on, so that somebody who varies the text
of each request pays for every one and drives out nothing that others use.
"""

import hashlib
from collections.abc import Hashable, Mapping
from typing import Any

import strawberry
from graphql import (
    DirectiveNode,
    DocumentNode,
    GraphQLError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    TokenKind,
    VariableNode,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)
from graphql.validation import ASTValidationRule, MaxIntrospectionDepthRule
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from odr.remembered import Remembered
from odr.schema.cost import CostRule, QueryTooCostly

LONGEST_TEXT = 32_768
MOST_TOKENS = 2_000
MOST_COMMENTS = 100
MOST_ERRORS = 5
LONGEST_LITERAL = 100
"""Ids and cursors are shorter, what people write is mostly longer."""
REMEMBERED_TOKENS = 100_000
"""About 60 MB at most, and some 300 documents of the usual size."""
SIGHTED = 4_096


_ONLY_EVENTS = "A subscription is answered as text/event-stream only: accept that."
_ONLY_JSON = "Only a subscription is answered as text/event-stream: accept application/graphql-response+json."


class Rejected(Exception):
    """The request is not run: the errors say why. Nothing was read or done."""

    def __init__(self, *errors: GraphQLError) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = list(errors)


class Document:
    """A valid document within the limits."""

    __slots__ = ("ast", "costs_vary", "deciding", "operations", "plans", "tokens")

    def __init__(self, ast: DocumentNode, *, tokens: int, costs_vary: bool) -> None:
        self.ast = ast
        self.tokens = tokens
        self.costs_vary = costs_vary
        """With larger pages in the variables it may still be too costly."""
        self.operations = [one for one in ast.definitions if isinstance(one, OperationDefinitionNode)]
        self.deciding = _deciding_variables(ast)
        """The variables of @include and @skip: they change what is selected."""
        self.plans: Remembered[tuple[Hashable, ...], Any] = Remembered(16)

    def operation(self, name: str | None, *, live: bool | None = False) -> OperationDefinitionNode:
        """Return the operation to run.

        Args:
            live: whether the answer is a stream of events; None where it may be either.

        Raises:
            Rejected: none of this name, or a name is needed to choose; or it is a subscription and the answer is no
                stream, or the other way round.
        """
        if name is None and len(self.operations) > 1:
            raise Rejected(GraphQLError("The document holds several operations: say which by operationName."))
        for one in self.operations:
            if name is None or (one.name and one.name.value == name):
                if live is not None and (one.operation is OperationType.SUBSCRIPTION) is not live:
                    raise Rejected(GraphQLError(_ONLY_JSON if live else _ONLY_EVENTS))
                return one
        raise Rejected(GraphQLError("The document holds no operation of this name."))


class Documents:
    """Reads the texts that come in.

    Args:
        schema: what they are checked against.
        introspection: whether the schema may be asked for.
    """

    def __init__(self, schema: strawberry.Schema, *, introspection: bool) -> None:
        self._schema = schema._schema
        self._cost = CostRule(self._schema)
        self._rules: list[type[ASTValidationRule]] = [
            *specified_rules,
            MaxIntrospectionDepthRule,
            MaybeNullValidationRule,
            OneOfInputValidationRule,
        ]
        if not introspection:
            self._rules.append(NoSchemaIntrospectionCustomRule)
        self._suggest = introspection
        self._known: Remembered[str, Document] = Remembered(REMEMBERED_TOKENS)
        self._sighted: Remembered[bytes, bool] = Remembered(SIGHTED)

    def read(self, text: str, variables: Mapping[str, Any]) -> Document:
        """Return the document of this text.

        Raises:
            Rejected: too long, too costly, or not valid; the errors say what to change.
        """
        document = self._known.get(text)
        if document is None:
            document = self._read(text, variables)
            self._remember(text, document)
        elif document.costs_vary:
            self._check_cost(document.ast, variables)
        return document

    def _read(self, text: str, variables: Mapping[str, Any]) -> Document:
        ast = _parsed(text)
        self._check_cost(ast, variables)
        tokens = _count_tokens(ast)
        errors = validate(self._schema, ast, self._rules, MOST_ERRORS, hide_suggestions=not self._suggest)
        if errors:
            raise Rejected(*errors)
        return Document(ast, tokens=tokens, costs_vary=self._varies(ast))

    def _varies(self, ast: DocumentNode) -> bool:
        try:
            self._cost.check(ast, None)
        except QueryTooCostly:
            return True
        return False

    def _check_cost(self, ast: DocumentNode, variables: Mapping[str, Any]) -> None:
        try:
            self._cost.check(ast, variables)
        except GraphQLError as refused:
            raise Rejected(refused) from None

    def _remember(self, text: str, document: Document) -> None:
        mark = hashlib.blake2b(text.encode(), digest_size=16).digest()
        if self._sighted.get(mark):
            self._known.put(text, document, document.tokens)
        self._sighted.put(mark, True)


def _parsed(text: str) -> DocumentNode:
    try:
        return parse(
            text,
            max_lexical_tokens=MOST_TOKENS,
            max_comments=MOST_COMMENTS,
            max_source_length=LONGEST_TEXT,
        )
    except GraphQLError as error:
        raise Rejected(error) from None


def _count_tokens(ast: DocumentNode) -> int:
    """How many tokens the document has.

    Long strings are refused: what people write belongs into variables, as documents are remembered and may be
    shown, variables never.
    """
    count = 0
    token = ast.loc.start_token if ast.loc else None
    while token:
        count += 1
        if token.kind in _STRINGS and len(token.value or "") > LONGEST_LITERAL:
            raise Rejected(
                GraphQLError(
                    f"A string of {len(token.value or '')} characters is written into the document. Use variables"
                    f" for texts; up to {LONGEST_LITERAL} characters may stand in the document.",
                    extensions={"code": "USE_VARIABLES"},
                )
            )
        token = token.next
    return count


_STRINGS = (TokenKind.STRING, TokenKind.BLOCK_STRING)


class _Deciding(Visitor):
    """Collects the variables that @include and @skip depend on."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        self.names |= {one.value.name.value for one in node.arguments or () if isinstance(one.value, VariableNode)}


def _deciding_variables(ast: DocumentNode) -> tuple[str, ...]:
    found = _Deciding()
    visit(ast, found)
    return tuple(sorted(found.names))
