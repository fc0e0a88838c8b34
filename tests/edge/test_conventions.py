"""Ids, scalars, payloads and pages: what the schema's authors rely on."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from types import CodeType, FunctionType, ModuleType, SimpleNamespace
from typing import Any

import pytest
import strawberry
from graphql import ExecutionResult, GraphQLError, graphql_sync
from strawberry.utils.str_converters import to_camel_case

from odr.domain.refusals import Busy, InvalidInput, NotFound, OfferNotOpen, OwnOffer, TooEarly
from odr.schema import ids, scalars
from odr.schema.base import build_schema, query
from odr.schema.context import Context
from odr.schema.errors import UndeclaredRefusal, declared, refusal_payload
from odr.schema.schema import MODULES, schema
from tests.edge import toy

SCHEMA = build_schema(toy)
A_CASE = ids.encode("Case", toy.CASES[7])
ACCEPT = """
mutation ($input: AcceptOfferInput!) {
  acceptOffer(input: $input) { case { number } userErrors { code field message } replayed }
}"""


def context() -> Context:
    house: Any = SimpleNamespace(cursors=ids.Cursors(b"test"), identify=lambda credential, at: None)
    return Context(house, datetime(2026, 3, 2, 12, tzinfo=UTC))


def ask(text: str, **variables: object) -> ExecutionResult:
    return graphql_sync(SCHEMA._schema, text, context_value=context(), variable_values=variables)


def euros(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


def data(result: ExecutionResult) -> dict[str, Any]:
    assert result.errors is None
    assert result.data is not None
    return result.data


@pytest.mark.parametrize(
    "wrong",
    ["", "Q2FzZQ", "not base64!", "Q2FzZTo=", "é", A_CASE + "=", "A" * 300, ids.encode("case", "x")],
)
def test_a_malformed_id_reads_as_not_found(wrong: str) -> None:
    with pytest.raises(NotFound):
        ids.decode(wrong)


def test_an_id_of_another_type_reads_as_not_found() -> None:
    with pytest.raises(NotFound):
        ids.local(ids.encode("Offer", "1"), "Case")
    assert ids.local(A_CASE, "Case") == toy.CASES[7]


def test_malformed_unknown_and_foreign_ids_have_one_answer() -> None:
    answers = [
        ask("query ($id: ID!) { node(id: $id) { id } }", id=one).errors
        for one in ("nonsense", ids.encode("Case", "f" * 32), ids.encode("Nothing", "1"))
    ]
    assert len({str([error.message for error in errors or []]) for errors in answers}) == 1


def test_node_finds_what_the_modules_registered() -> None:
    found = data(ask("query ($id: ID!) { node(id: $id) { id ... on Case { number } } }", id=A_CASE))
    assert found == {"node": {"id": A_CASE, "number": "TOY-2026-000007"}}


def test_pages_follow_one_another_without_gap_or_overlap() -> None:
    seen: list[str] = []
    after = None
    while True:
        text = """query ($after: String) { cases(first: 50, after: $after) {
            edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
        got = data(ask(text, after=after))["cases"]
        seen += [edge["node"]["id"] for edge in got["edges"]]
        assert got["pageInfo"]["hasPreviousPage"] is (after is not None)
        after = got["pageInfo"]["endCursor"]
        if not got["pageInfo"]["hasNextPage"]:
            break
    assert seen == [ids.encode("Case", local) for local in toy.CASES]


def test_a_cursor_serves_the_list_that_gave_it_and_no_other() -> None:
    cursors = ids.Cursors(b"test")
    sealed = cursors.seal("cases", (17, "x"))
    assert cursors.open("cases", sealed) == (17, "x")
    for of, cursor in (("offers", sealed), ("cases", sealed[:-2]), ("cases", ""), ("cases", "{}")):
        with pytest.raises(InvalidInput):
            cursors.open(of, cursor)
    with pytest.raises(InvalidInput):
        ids.Cursors(b"another").open("cases", sealed)


@pytest.mark.parametrize("first", [0, -1, 101])
def test_a_page_has_1_to_100_items(first: int) -> None:
    assert ask("query ($n: Int!) { cases(first: $n) { edges { cursor } } }", n=first).errors


def test_a_refusal_is_data_with_a_code_of_the_mutation() -> None:
    got = data(ask(ACCEPT, input={"case": A_CASE, "offer": "gone"}))["acceptOffer"]
    assert got == {
        "case": None,
        "userErrors": [{"code": "OFFER_NOT_OPEN", "field": "offer", "message": OfferNotOpen().message}],
        "replayed": False,
    }


def test_an_undeclared_refusal_is_a_mistake_that_shows() -> None:
    errors = ask(ACCEPT, input={"case": A_CASE, "offer": "late"}).errors
    assert errors is not None
    assert isinstance(errors[0].original_error, UndeclaredRefusal)
    with pytest.raises(UndeclaredRefusal):
        refusal_payload(toy.AcceptOfferPayload, TooEarly(day="2 March"))


def test_a_payload_declares_its_own_reasons_and_the_common_ones() -> None:
    codes = declared(toy.AcceptOfferPayload)
    assert {refusal().code for refusal in (OfferNotOpen, OwnOffer, NotFound, Busy)} <= codes
    assert {"NOT_SIGNED_IN", "NOT_ALLOWED", "STALE_VERSION", "KEY_REUSED", "INVALID_INPUT"} <= codes
    assert "TOO_EARLY" not in codes


def test_money_is_read_exactly() -> None:
    got = data(ask(ACCEPT, input={"case": A_CASE, "offer": "x", "amount": euros("80.001")}))
    assert got["acceptOffer"]["userErrors"][0]["code"] == "INVALID_INPUT"
    got = data(ask(ACCEPT, input={"case": A_CASE, "offer": "x", "amount": euros("80.00")}))
    assert got["acceptOffer"]["case"] == {"number": "TOY-2026-000007"}


@pytest.mark.parametrize("wrong", [80, 80.5, "8e1", "NaN", "80,00", " 80", "", "1" * 19, "0x10", "٣"])
def test_decimals_are_strings_of_digits(wrong: object) -> None:
    with pytest.raises(GraphQLError):
        scalars.read_decimal(wrong)


@pytest.mark.parametrize(
    "wrong",
    ["2026-03-01", "2026-03-01T10:00:00", "2026-13-01T10:00:00Z", "0001-01-01T00:00:00+14:00", 5, "x"],
)
def test_an_instant_needs_its_offset(wrong: object) -> None:
    with pytest.raises(GraphQLError):
        scalars.read_instant(wrong)


def test_instants_are_written_in_utc_with_microseconds() -> None:
    berlin = datetime(2026, 3, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    assert scalars.write_instant(berlin) == "2026-03-01T09:30:00.000000Z"
    assert scalars.read_instant("2026-03-01T10:30:00+01:00") == berlin
    assert scalars.read_decimal("80.00") == Decimal("80.00")


def test_whatever_lacks_a_description_is_named() -> None:
    module = ModuleType("bare")

    def nameless(ctx: Context, id: strawberry.ID) -> str:
        return id

    nameless.__module__, nameless.__doc__ = "bare", None
    module.nameless = query(nameless)  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match=r"Query.nameless, Query.nameless\(id:\)"):
        build_schema(module)


KEEPERS = {"perform", "key_of", "ask_of", "ask_looked_through", "Ask"}
"""What looks at an idempotency key: in the docket of the case, or in the ledger beside the accounts."""
KEEPS_NONE = {
    "signIn": "the session's secret is shown once and kept nowhere: it could not be given again",
    "signOut": "it ends in the same state and answers the same, however often it is sent",
    "createEvidenceLink": "each link is new, works for minutes, and is noted in the audit log; its input has no key",
}
"""Mutations that keep no key, and why that is right."""


def looks_at_key(body: Any, inside: dict[str, Any]) -> bool:
    """Whether a function uses a keeper, itself or by a function of its own module."""
    used = names_in(body.__code__)
    own = [inside[name] for name in used if isinstance(inside.get(name), FunctionType) and name.startswith("_")]
    return bool(used & KEEPERS) or any(looks_at_key(one, inside) for one in own if one.__module__ == body.__module__)


def names_in(code: CodeType) -> set[str]:
    return set(code.co_names).union(*(names_in(one) for one in code.co_consts if isinstance(one, CodeType)))


def mutations() -> dict[str, bool]:
    """Every mutation of the service, and whether it looks at its key."""
    marked = [(body, vars(module)) for module in MODULES for body in vars(module).values()]
    return {
        to_camel_case(body.__name__): looks_at_key(body, inside)
        for body, inside in marked
        if getattr(body, "__odr_mark__", ("",))[0] == "mutation"
    }


def test_every_mutation_keeps_its_idempotency_key_or_there_is_a_reason() -> None:
    found = mutations()
    types = schema()._schema.mutation_type
    assert types is not None
    assert found.keys() == types.fields.keys()
    assert {name for name, keeps in found.items() if not keeps} == KEEPS_NONE.keys()
    for name, field in types.fields.items():
        typed, answered = field.args["input"].type.of_type, field.type.of_type  # type: ignore[union-attr]
        keyed = typed.fields.get("idempotencyKey")
        assert "replayed" in answered.fields, name
        if name in KEEPS_NONE:
            assert keyed is None or "is not looked at" in keyed.description, f"{name} promises what it does not keep"
        else:
            assert "nothing is done twice" in keyed.description, name
