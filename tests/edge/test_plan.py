"""A plan answers exactly what graphql-core answers, and runs no resolver twice."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from graphql import ExecutionResult, execute, parse
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from odr.schema import ids
from odr.schema.base import build_schema
from odr.schema.context import Context
from odr.schema.documents import Rejected
from odr.schema.plan import Request, Runner
from tests.edge import toy

SCHEMA = build_schema(toy)
RUNNER = Runner(SCHEMA, introspection=True)
A_CASE = ids.encode("Case", toy.CASES[7])

PLANNED: dict[str, tuple[str, dict[str, Any]]] = {
    "a case page": (
        """query Page($id: ID!) { case(id: $id) { __typename id number stage openedAt urgent score
            paid { amount currency } said { number at body by { name side } } grid tags } }""",
        {"id": A_CASE},
    ),
    "an interface": (
        """query ($id: ID!) { case(id: $id) { entries { __typename number
            ... on Said { body by { name } } ... on Offered { amount { amount } by { side } } } } }""",
        {"id": A_CASE},
    ),
    "a union": (
        """query ($id: ID!) { case(id: $id) { acts { ...S ...O ... on Happening { at } } } }
        fragment S on Said { body ...N } fragment O on Offered { amount { ...M } ...N }
        fragment M on Money { currency amount } fragment N on Happening { number kind: __typename }""",
        {"id": A_CASE},
    ),
    "aliases and merged fields": (
        """query ($id: ID!) { a: case(id: $id) { x: number paid { amount } ...F paid { again: amount } }
            b: case(id: $id) { number } __typename } fragment F on Case { number paid { currency } x: number }""",
        {"id": A_CASE},
    ),
    "a list": (
        """query ($after: String) { cases(first: 5, after: $after) { edges { cursor node { id
            ... on Node { id } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }""",
        {"after": None},
    ),
    "defaults": ("query ($n: Int! = 3) { cases(first: $n) { edges { node { id } } } }", {}),
    "an act": (
        """mutation ($input: AcceptOfferInput!) { acceptOffer(input: $input) { __typename replayed
            case { number } userErrors { code field message } ... on Payload { userErrors { message } } } }""",
        {"input": {"case": A_CASE, "offer": "x", "idempotencyKey": "again"}},
    ),
    "a refused act": (
        """mutation ($input: AcceptOfferInput!) { one: acceptOffer(input: $input) { userErrors { code } }
            two: acceptOffer(input: $input) { userErrors { __typename field } } }""",
        {"input": {"case": A_CASE, "offer": "gone"}},
    ),
    "an unknown id": ("query ($id: ID!) { whoami case(id: $id) { number } }", {"id": "nonsense"}),
    "a null that must not be": ("{ fragileCase { number fragile } }", {}),
    "the same beside another": ("{ whoami cases(first: 1) { edges { cursor } } fragileCase { fragile } }", {}),
    "an attribute that raises": ("{ failingCase { number said { number by { name side } } } }", {}),
    "a resolver that raises": ("{ lostCase { number } whoami }", {}),
    "two acts, the first fails": (
        """mutation ($late: AcceptOfferInput!, $input: AcceptOfferInput!) {
            one: acceptOffer(input: $late) { replayed } two: acceptOffer(input: $input) { replayed } }""",
        {"late": {"case": A_CASE, "offer": "late"}, "input": {"case": A_CASE, "offer": "x"}},
    ),
}
IN_FULL: dict[str, tuple[str, dict[str, Any]]] = {
    "a resolver inside": ("query ($id: ID!) { case(id: $id) { shout(times: 2) number } }", {"id": A_CASE}),
    "introspection": ("{ __schema { queryType { name } } whoami }", {}),
    "a type": ('{ __type(name: "Case") { fields { name } } }', {}),
}


def context() -> Context:
    house: Any = SimpleNamespace(cursors=ids.Cursors(b"test"), identify=lambda credential, at: None)
    return Context(house, datetime(2026, 3, 2, 12, tzinfo=UTC))


def plain(text: str, variables: dict[str, Any]) -> ExecutionResult:
    found = execute(
        SCHEMA._schema,
        parse(text),
        context_value=context(),
        variable_values=variables,
        executor_class=StrawberryGraphQLCoreExecutionContext,
        operation_extensions=None,
    )
    assert isinstance(found, ExecutionResult)
    return found


def as_json(result: ExecutionResult) -> str:
    return msgspec.json.encode(result.formatted).decode()


def compare(text: str, variables: dict[str, Any]) -> None:
    toy.READS.clear()
    expected = as_json(plain(text, variables))
    reads = list(toy.READS)
    for _ in range(3):  # read anew, remembered, planned before
        toy.READS.clear()
        assert as_json(RUNNER.run(Request(text, variables), context())) == expected
        assert reads == toy.READS


@pytest.mark.parametrize("name", PLANNED)
def test_a_plan_answers_as_graphql_core_does(name: str) -> None:
    text, variables = PLANNED[name]
    assert RUNNER.is_planned(text, variables)
    compare(text, variables)


@pytest.mark.parametrize("name", IN_FULL)
def test_what_is_more_than_plain_runs_in_full(name: str) -> None:
    text, variables = IN_FULL[name]
    assert not RUNNER.is_planned(text, variables)
    compare(text, variables)


@pytest.mark.parametrize("short", [True, False])
@pytest.mark.parametrize("more", [True, False])
def test_include_and_skip_are_planned_per_choice(short: bool, more: bool) -> None:
    text = """query ($id: ID!, $short: Boolean!, $more: Boolean! = false) { case(id: $id) { number
        stage @skip(if: $short) paid @include(if: $more) { amount }
        ... on Case @include(if: $more) { paid { currency } said { number } } ...F @skip(if: $more) } }
        fragment F on Case { urgent score @include(if: false) }"""
    compare(text, {"id": A_CASE, "short": short, "more": more})


def test_errors_keep_their_place_and_their_cause() -> None:
    text, variables = PLANNED["an attribute that raises"]
    error = (RUNNER.run(Request(text, variables), context()).errors or [])[0]
    assert error.path == ["failingCase", "said", 1, "by", "side"]
    assert isinstance(error.original_error, RuntimeError)


@pytest.mark.parametrize(
    ("text", "variables", "says"),
    [
        ("query ($n: Int!) { cases(first: $n) { edges { cursor } } }", {"n": "x"}, "Int cannot represent"),
        ("query ($n: Int!) { cases(first: $n) { edges { cursor } } }", {}, "n"),
        ("{ whoami", {}, "Syntax Error"),
        ("{ whoamy }", {}, "whoami"),
        ("query A { whoami } query B { whoami }", {}, "operationName"),
        (
            'mutation { acceptOffer(input: {case: "x", offer: "y", note: "' + "a" * 101 + '"}) { replayed } }',
            {},
            "variables",
        ),
    ],
)
def test_what_cannot_run_is_rejected_before_anything_is_read(text: str, variables: dict[str, Any], says: str) -> None:
    toy.READS.clear()
    with pytest.raises(Rejected, match=says):
        RUNNER.run(Request(text, variables), context())
    assert toy.READS == []


def test_the_named_operation_runs() -> None:
    text = "query A { whoami } query B { cases(first: 1) { edges { node { number } } } }"
    for _ in range(3):
        assert RUNNER.run(Request(text, {}, "A"), context()).data == {"whoami": None}
        assert "cases" in (RUNNER.run(Request(text, {}, "B"), context()).data or {})
    with pytest.raises(Rejected):
        RUNNER.run(Request(text, {}, "C"), context())


def test_a_text_seen_once_is_not_remembered_and_many_texts_stay_bounded() -> None:
    runner = Runner(SCHEMA, introspection=False)
    known = runner.documents._known
    runner.run(Request("{ whoami }", {}), context())
    assert len(known) == 0
    runner.run(Request("{ whoami }", {}), context())
    assert len(known) == 1
    many = " ".join(f"a{number}: number" for number in range(300))
    for number in range(150):
        for _ in range(2):
            runner.documents.read(f"query ($id: ID!) {{ case(id: $id) {{ b{number}: stage {many} }} }}", {})
        runner.documents.read("{ whoami }", {})
    assert 100 < len(known) < 115
    assert known.get("{ whoami }") is not None


def test_introspection_can_be_switched_off_with_its_suggestions() -> None:
    runner = Runner(SCHEMA, introspection=False)
    for text in ("{ __schema { queryType { name } } }", "{ whoamy }"):
        with pytest.raises(Rejected) as caught:
            runner.run(Request(text, {}), context())
        assert "whoami" not in str(caught.value)
