"""The notices through GraphQL: one's own, newest first, with their ledger; marked as read."""

from types import SimpleNamespace
from typing import Any

from graphql import graphql_sync

from odr.accounts.principal import Principal
from odr.schema import ids, notices, viewers
from odr.schema.base import build_schema
from odr.schema.context import Context
from odr.store import Store
from tests.notices.world import SELLER, Play, deliver

SCHEMA = build_schema(viewers, notices)
LIST = """query ($first: Int! = 20, $after: String, $unread: Boolean! = false) {
  notices(first: $first, after: $after, unreadOnly: $unread) {
    edges { node { id kind title words case caseNumber until createdAt readAt
      deliveries { channel state detail } } }
    pageInfo { hasNextPage endCursor } } }"""
MARK = """mutation ($input: MarkNoticesReadInput!) {
  markNoticesRead(input: $input) { marked unread replayed userErrors { code field message } } }"""


def who(person: str) -> Principal:
    organisations = SELLER.organisations if person == "seller-person" else frozenset[str]()
    return Principal(person, organisations, frozenset(), frozenset(), frozenset(), "en", "session")


def ask(play: Play, person: str, text: str, **variables: object) -> dict[str, Any]:
    house: Any = SimpleNamespace(store=play.parts.store, cursors=ids.Cursors(b"test"), identify=lambda *_: None)
    context = Context(house, play.clock.now(), _principal=who(person) if person else None)
    result = graphql_sync(SCHEMA._schema, text, context_value=context, variable_values=variables)
    assert result.data is not None, result.errors
    return result.data


def nodes(play: Play, person: str, **variables: object) -> list[dict[str, Any]]:
    return [edge["node"] for edge in ask(play, person, LIST, **variables)["notices"]["edges"]]


def test_a_notice_says_what_until_when_and_what_became_of_it(play: Play):
    deliver(play.parts)
    (notice,) = nodes(play, "seller-person")
    assert (notice["kind"], notice["title"], notice["caseNumber"]) == (
        "complaint",
        "A complaint was filed",
        "KE-2026-000001-1",
    )
    assert notice["words"].endswith("Please answer by the end of Monday 9 March 2026 (Berlin time).")
    assert (notice["until"], notice["case"]) == ("2026-03-09T23:00:00.000000Z", ids.encode("Case", "case-1"))
    assert sorted((one["channel"], one["state"]) for one in notice["deliveries"]) == [
        ("EMAIL", "HANDED_OVER"),
        ("IN_APP", "HANDED_OVER"),
    ]


def test_everybody_reads_their_own_only(play: Play):
    deliver(play.parts)
    assert [one["kind"] for one in nodes(play, "buyer")] == ["receipt"]
    assert nodes(play, "stranger") == []
    assert ask(play, "buyer", "{ viewer { unreadNotices } }") == {"viewer": {"unreadNotices": 1}}


def test_pages_follow_one_another_newest_first(play: Play):
    play.to_negotiation()
    whole = nodes(play, "buyer")
    assert [one["createdAt"] for one in whole] == sorted((one["createdAt"] for one in whole), reverse=True)
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = ask(play, "buyer", LIST, first=2, after=after)["notices"]
        found += [edge["node"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == whole
    assert len(whole) > 2


def mark(play: Play, person: str, **asked: object) -> dict[str, Any]:
    answer: dict[str, Any] = ask(play, person, MARK, input=asked)["markNoticesRead"]
    return answer


def test_notices_are_marked_as_read_once(play: Play):
    play.to_negotiation()
    before = nodes(play, "buyer")
    done = mark(play, "buyer", notices=[before[0]["id"]], idempotencyKey="k")
    assert (done["marked"], done["unread"]) == (1, len(before) - 1)
    again = mark(play, "buyer", notices=[before[0]["id"]], idempotencyKey="k")
    assert (again["marked"], again["replayed"]) == (1, True)
    assert mark(play, "buyer", idempotencyKey="k")["userErrors"][0]["code"] == "KEY_REUSED"
    assert len(nodes(play, "buyer", unread=True)) == len(before) - 1
    assert mark(play, "buyer")["marked"] == len(before) - 1
    assert nodes(play, "buyer", unread=True) == []


def test_the_notices_of_others_are_left_alone(play: Play):
    deliver(play.parts)
    (theirs,) = nodes(play, "seller-person")
    assert mark(play, "buyer", notices=[theirs["id"]])["marked"] == 0
    assert nodes(play, "seller-person") == [theirs]


def test_ids_that_are_none_are_passed_over_like_unknown_ones(play: Play):
    answers = [mark(play, "buyer", notices=[one]) for one in ("nonsense", ids.encode("Notice", "f" * 32))]
    assert answers[0] == answers[1]
    assert (answers[0]["marked"], answers[0]["userErrors"]) == (0, [])


def test_too_many_ids_are_refused(play: Play):
    assert mark(play, "buyer", notices=["x"] * 101)["userErrors"][0]["code"] == "INVALID_INPUT"


def test_who_is_not_signed_in_is_asked_to(play: Play):
    assert mark(play, "", notices=[])["userErrors"][0]["code"] == "NOT_SIGNED_IN"


def test_a_notice_is_found_again_by_its_recipient_only(play: Play, store: Store):
    deliver(play.parts)
    (notice,) = nodes(play, "buyer")
    text = "query ($id: ID!) { node(id: $id) { id } }"
    assert ask(play, "buyer", text, id=notice["id"]) == {"node": {"id": notice["id"]}}
    assert ask(play, "seller-person", text, id=notice["id"]) == {"node": None}
