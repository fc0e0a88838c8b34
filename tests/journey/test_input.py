"""Whatever is typed is done or refused with a reason; nothing breaks the service."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from odr.store import Store
from tests.accounts.browser import Caller
from tests.conftest import HandClock
from tests.journey.acts import MUTATIONS, filled, input_type
from tests.journey.city import City
from tests.journey.test_authority import caller, of_another_marketplace, of_this_case
from tests.schema.reading import everything_of

REQUESTS, SEED = 110, 7
WHO = ("buyer", "seller", "mediator", "admin", "registrar", "regulator", "stranger", "nobody")
NASTY: tuple[Any, ...] = (
    *("", " ", "\n", "\x01", "\x7f", "\u2028", "\u202e", "\ufeff", "\U0001f4a5", "x" * 600, "ż" * 20_001, "{x}", "%s"),
    *("1e3", "NaN", "-1", "0.001", "9" * 18, "9" * 19, "Infinity", "80,00"),
    *("../../etc/passwd", "Europe/../Berlin", "/etc/localtime", "Europe", "posix/Europe/Berlin"),
    *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00"),
    *("2026-02-30T00:00:00Z", "2026-03-02T24:00:00Z", "2026-03-02T12:00:60Z", "2026-03-02T12:00:00+99:99"),
    *(0, -1, 2**31 - 1, 2**31, -(2**31), 10**30, 1.5, 1e308, True, None, [], {}, [[[]]], {"a": {"b": []}}),
)


@pytest.fixture(scope="module")
def city(module_store: Store, tmp_path_factory: pytest.TempPathFactory) -> City:
    return City(module_store, HandClock(datetime(2026, 3, 2, 12, tzinfo=UTC)), tmp_path_factory.mktemp("city"))


def spoilt(value: Any, rng: random.Random, share: float) -> Any:
    """The same input with some of its leaves replaced, and some of its lists grown."""
    if isinstance(value, dict):
        return {key: spoilt(one, rng, share) for key, one in value.items()}
    if isinstance(value, list):
        return [spoilt(one, rng, share) for one in value] * rng.choice((1, 1, 1, 2, 60))
    return rng.choice(NASTY) if rng.random() < share else value


def requests(rng: random.Random, known: dict[str, str], hidden: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    names = sorted(set(MUTATIONS) - {"signOut", "advanceClock"})
    for _ in range(REQUESTS):
        name = rng.choice(names)
        optional = {key: rng.choice(NASTY) for key in input_type(name).fields if rng.random() < 0.1}
        base = filled(name, known | (hidden if rng.random() < 0.1 else {}))
        yield name, {**base, **optional} if rng.random() < 0.3 else spoilt(base, rng, rng.choice((0, 0.1, 0.3)))


def everything(name: str) -> str:
    payload = str(MUTATIONS[name].type).strip("!")
    return f"mutation ($input: {input_type(name).name}!) {{ {name}(input: $input) {{ {everything_of(payload)} }} }}"


def require_reason(answer: httpx.Response, told: object) -> None:
    codes = [error["extensions"]["code"] for error in answer.json().get("errors", [])]
    assert answer.status_code < 500, told
    assert "INTERNAL" not in codes, told


def test_no_input_breaks_the_service(city: City) -> None:
    rng = random.Random(SEED)
    known, hidden = of_this_case(city), of_another_marketplace(city)
    callers = {name: caller(city, name) for name in WHO}
    for number, (name, typed) in enumerate(requests(rng, known, hidden)):
        who = rng.choice(WHO)
        require_reason(callers[who].post(everything(name), input=typed), (name, who, typed))
        if number % 80 == 79:
            city.clock.forward(timedelta(hours=10))
            callers = {name: caller(city, name) for name in WHO}


SAY = "mutation ($input: SendMessageInput!) { sendMessage(input: $input) { userErrors { code } } }"
BODIES = {
    "a NUL in a variable": rb'{"query": "{ viewer { id } }", "variables": {"a": "\u0000"}}',
    "a bare NUL": b'{"query": "{ viewer { id } }", "variables": {"a": "\0"}}',
    "a lone surrogate": rb'{"query": "{ viewer { id } }", "variables": {"a": "\ud800"}}',
    "a lone surrogate in the document": rb'{"query": "{ node(id: \"\\ud800\") { id } }"}',
    "bytes that are no UTF-8": b'{"query": "\xff"}',
    "deep variables": b'{"query": "{ viewer { id } }", "variables": {"a": ' + b"[" * 60_000 + b"]" * 60_000 + b"}}",
    "deep variables of an input": json.dumps({"query": SAY}).encode()[:-1]
    + b', "variables": {"input": '
    + b'{"case":' * 900
    + b"1"
    + b"}" * 900
    + b"}}",
    "a deep document": b'{"query": "' + b"{a" * 5_000 + b"}" * 5_000 + b'"}',
    "a list of nothing": b"[]",
    "no object": b'"x"',
    "infinity": b'{"query": "query ($n: Int!) { cases(first: $n) { __typename } }", "variables": {"n": 1e999}}',
    "a number of many digits": b'{"query": "{ viewer { id } }", "variables": {"n": ' + b"9" * 5_000 + b"}}",
    "an operation name that is none": b'{"query": "{ viewer { id } }", "operationName": "\\u2028"}',
}


@pytest.mark.parametrize("name", BODIES)
def test_no_body_breaks_the_service(city: City, name: str) -> None:
    headers = {"content-type": "application/json"}
    answer = city.fetch("POST", "/graphql", city.as_("buyer").bearer, content=BODIES[name], headers=headers)
    require_reason(answer, name)


LITERALS = (
    r"""mutation { createOrganisation(input: {name: "a\u{0}b", country: "DE"}) { userErrors { code } } }""",
    r"""mutation { grantExportScope(input: {regulator: "x", marketplace: "x", openedFrom: "2026-01-01T00:00:00Z",
        openedBefore: "2027-01-01T00:00:00Z", legalBasis: "a\u{0}b"}) { userErrors { code } } }""",
    r"""mutation { requestRecovery(input: {email: "a\u{0}b@example.org"}) { userErrors { code } } }""",
    r"""mutation { confirmEmail(input: {token: "a\u{0}b", idempotencyKey: "\u{0}"}) { userErrors { code } } }""",
    r"""mutation { createEvidenceUpload(input: {case: "CASE", filename: "a\u{0}b", sizeBytes: 1})
        { userErrors { code } } }""",
    r"""mutation { issueRecord(input: {case: "CASE", language: "a\u{0}b"}) { userErrors { code } } }""",
    r"""mutation { updateProfile(input: {name: "Words", language: "en", zone: "a\u{0}b"}) { userErrors { code } } }""",
)


@pytest.mark.parametrize("document", LITERALS)
def test_a_nul_written_into_the_document_is_refused(city: City, document: str) -> None:
    known = filed(city)
    for who in ("buyer", "registrar"):
        answer = city.as_(who).post(document.replace("CASE", known))
        require_reason(answer, document)
        assert any(one["userErrors"] for one in answer.json()["data"].values()), answer.text


def filed(city: City) -> str:
    """Some case of the city, filed once."""
    document = "{ cases(first: 1) { edges { node { id } } } }"
    edges: Any = Caller.ask(city.as_("buyer"), document)["cases"]["edges"]
    return str(edges[0]["node"]["id"]) if edges else city.file()
