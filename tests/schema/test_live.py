"""Live changes: who listens to a case is told when it changed for them, and of nothing else."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import timedelta
from typing import Any

import pytest

from odr import changes
from odr.accounts.marketplaces import remove_administrator
from odr.accounts.principal import CONSOLE, Scope
from odr.accounts.sessions import sign_out
from odr.app import assemble, open_house
from odr.domain.roles import Role
from odr.schema import ids, streams
from odr.schema.schema import schema
from odr.store import Store
from tests.accounts.browser import Caller
from tests.accounts.helpers import CountingHasher
from tests.schema.house import Town, unknown
from tests.schema.listening import CHANGED, Listener, elsewhere, listening, until
from tests.schema.test_journey import in_mediation, read


def token(town: Town, who: str) -> str:
    return town.as_(who).bearer


def says(caller: Caller, case: str, room: str = "OPEN") -> Any:
    return elsewhere(lambda: caller.done("sendMessage", case=case, room=room, words="Well?"))


def version(town: Town, who: str, case: str) -> int:
    return int(read(town.as_(who), case, "version")["version"])


@contextmanager
def looks(town: Town) -> Iterator[list[int]]:
    """How often a stream looked at a case."""
    found: list[int] = []
    look = town.house.clerk.look

    def counted(*asked: Any) -> Any:
        seen = look(*asked)
        found.append(seen.case.version)
        return seen

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(town.house.clerk, "look", counted)
        yield found


def test_what_one_side_does_is_told_to_the_other_at_once(town: Town) -> None:
    case = town.file()
    seller, before = token(town, "seller"), version(town, "seller", case)
    buyer = town.as_("buyer")

    async def run() -> None:
        async with listening(town.app, seller, id=case) as stream:
            assert await stream.told() == {"data": {"caseChanged": {"id": case, "version": before}}}
            await says(buyer, case)
            assert await stream.version() == before + 1
        assert stream.status == 200
        assert stream.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert stream.headers["cache-control"] == "no-store"
        assert stream.headers["x-accel-buffering"] == "no"

    asyncio.run(run())


def test_what_was_said_in_private_is_no_event_for_the_other_side(town: Town) -> None:
    """Neither an event nor a heartbeat at another time than else: who listens learns nothing, not even that."""
    case = in_mediation(town)
    tokens, before = {who: token(town, who) for who in ("buyer", "seller", "admin")}, {}
    for who in tokens:
        before[who] = version(town, who, case)
    mediator = town.as_("mediator")

    async def run() -> None:
        async with AsyncExitStack() as room:
            told = {who: await room.enter_async_context(listening(town.app, tokens[who], id=case)) for who in tokens}
            for who, stream in told.items():
                assert await stream.version() == before[who]
            with looks(town) as looked:
                await until(lambda: not looked)
                await says(mediator, case, "CAUCUS_COMPLAINANT")
                assert await told["buyer"].version() == before["buyer"] + 1
                await until(lambda: before["seller"] in looked and before["admin"] in looked)
            await says(mediator, case, "WITHOUT_PREJUDICE")
            assert await told["seller"].version() == before["seller"] + 1
            assert len(told["seller"].parts) == 2
        assert len(told["admin"].parts) == 2  # the first event, and that the stream is over: the talks are not its own

    asyncio.run(run())


def test_an_entry_of_another_process_is_found_within_a_look(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "EVERY_S", 0.01)
    case = town.file()
    seller, buyer, before = token(town, "seller"), token(town, "buyer"), version(town, "seller", case)
    store = Store(town.store.url.render_as_string(hide_password=False))
    beside = assemble(open_house(town.house.settings, store, town.clock, CountingHasher()), schema())

    async def run() -> None:
        async with listening(town.app, seller, id=case) as stream:
            assert await stream.version() == before
            await says(Caller(beside, buyer), case)
            assert await stream.version() == before + 1

    asyncio.run(run())
    store.close()


def test_what_time_brings_is_told_when_it_does(town: Town) -> None:
    """Nobody acts: the stream looks by itself at the bound. A look while the bound lies ahead brings nothing."""
    case = town.file()
    program, local = town.program(Scope.CASES_READ), ids.local(case, "Case")
    before = int(read(program, case, "version")["version"])
    due = town.house.clerk.look_as(local, Role.MARKETPLACE, town.clock.now()).until
    town.clock.forward(due - town.clock.now() - timedelta(seconds=0.1))

    async def run() -> None:
        async with listening(town.app, program.bearer, id=case) as stream:
            assert await stream.version() == before
            town.clock.forward(timedelta(seconds=0.1))
            assert await stream.version() > before

    asyncio.run(run())


def test_who_may_not_see_the_case_is_told_so_and_nothing_more(town: Town) -> None:
    case = town.file()

    async def refusal(bearer: str, id: str) -> tuple[str, Listener]:
        async with listening(town.app, bearer, id=id) as stream:
            (error,) = (await stream.told())["errors"]
            await stream.completes()
        return error["extensions"]["code"], stream

    stranger = token(town, "stranger")
    assert asyncio.run(refusal(stranger, case))[0] == "NOT_FOUND"
    assert asyncio.run(refusal(stranger, unknown("Case")))[0] == "NOT_FOUND"
    assert asyncio.run(refusal("", case))[0] == "NOT_SIGNED_IN"
    assert town.house.clerk.changes._watched == {}


@pytest.mark.parametrize("acts", [False, True])
@pytest.mark.parametrize("how", ["session", "access"])
def test_a_stream_ends_with_the_session_or_the_access(
    town: Town, how: str, acts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a heartbeat with a reason; where somebody acts before it, at once and without a word."""
    monkeypatch.setattr(streams, "HEARTBEAT_S", 60 if acts else 0.05)
    case = town.file()
    admin, before = token(town, "admin"), version(town, "admin", case)
    seller = town.as_("seller")

    def withdraw() -> None:
        with town.store.write() as conn:
            if how == "session":
                sign_out(conn, admin)
            else:
                remove_administrator(conn, CONSOLE, town.marketplace, town.people["admin"])

    async def run() -> None:
        async with listening(town.app, admin, id=case) as stream:
            assert await stream.version() == before
            await elsewhere(withdraw)
            if acts:
                said = {"case": case, "position": "DISPUTES", "statement": "No."}
                await elsewhere(lambda: seller.done("answerComplaint", **said))
                await stream.completes()
                return
            answer = await stream.after_heartbeats()
            assert answer["errors"][0]["extensions"]["code"] == {"session": "NOT_SIGNED_IN", "access": "NOT_FOUND"}[how]
            assert not answer.get("data")
            await stream.completes()

    asyncio.run(run())


def test_a_stream_completes_after_a_while_and_lives_by_heartbeats_until_then(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LIVES_S", 0.2)
    monkeypatch.setattr(streams, "HEARTBEAT_S", 0.05)
    case, buyer = town.file(), token(town, "buyer")

    async def run() -> None:
        async with listening(town.app, buyer, id=case) as stream:
            await stream.told()
            assert await stream.part() == b":\n\n"
            await until(lambda: stream.whole)
        assert stream.parts[-1] == b"event: complete\ndata:\n\n"
        assert set(stream.parts[1:-1]) == {b":\n\n"}

    asyncio.run(run())
    assert not town.house.clerk.changes._watched


def test_nobody_is_told_in_too_many_places_and_not_too_many_are(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_OF_ONE", 2)
    case, people = town.file(), {who: token(town, who) for who in ("buyer", "seller", "admin")}
    town.app.state.end_streams.__self__._most = 3

    async def run() -> None:
        async with AsyncExitStack() as room:

            async def comes(who: str) -> Listener:
                stream = await room.enter_async_context(listening(town.app, people[who], id=case))
                await stream.part()
                return stream

            first, second = await comes("buyer"), await comes("buyer")
            assert (first.status, second.status) == (200, 200)
            third = await comes("buyer")
            assert (third.status, third.headers["retry-after"]) == (429, "60")
            assert b"TOO_MANY_STREAMS" in third.parts[0]
            assert (await comes("seller")).status == 200
            full = await comes("admin")
            assert (full.status, full.headers["retry-after"]) == (503, "60")
            assert b"BUSY" in full.parts[0]
            first.leave()
            await until(lambda: first.whole)
            assert (await comes("buyer")).status == 200

    asyncio.run(run())


def test_streams_end_when_the_process_is_to_stop(town: Town) -> None:
    case, buyer = town.file(), token(town, "buyer")

    async def run() -> None:
        async with listening(town.app, buyer, id=case) as stream:
            await stream.told()
            town.app.state.end_streams()
            await stream.completes()
        async with listening(town.app, buyer, id=case) as late:
            await late.part()
        assert late.status == 503

    asyncio.run(run())


COOKIE = {"authorization": "", "cookie": "__Host-odr=x"}
REFUSED: dict[str, tuple[str, dict[str, str], int, str]] = {
    "a query as a stream": ("{ viewer { id } }", {}, 400, "only a subscription"),
    "a subscription as JSON": (CHANGED, {"accept": "application/graphql-response+json"}, 400, "text/event-stream"),
    "two fields": (CHANGED.replace("{ caseChanged", "{ a: caseChanged(id: $id) { id } caseChanged"), {}, 400, "one"),
    "from another site": (CHANGED, COOKIE | {"sec-fetch-site": "cross-site"}, 403, "another site"),
    "without the own header": (CHANGED, COOKIE | {"sec-fetch-site": "same-origin"}, 403, "X-ODR-Request"),
    "a form": (CHANGED, {"content-type": "text/plain"}, 415, "JSON"),
    "an ended session": (CHANGED, {}, 401, "Sign in again"),
}


def test_who_takes_both_gets_a_stream_for_a_subscription_only(town: Town) -> None:
    """As the web interface's client asks, whatever the operation."""
    case, bearer = town.file(), token(town, "buyer")
    both = {"accept": "application/graphql-response+json, application/json, text/event-stream, multipart/mixed"}
    query = "query subscriptionless($id: ID!) { case(id: $id) { id } }"
    key = f"mutation M($input: SendMessageInput!) {{ sendMessage(input: $input) {{ replayed }} }} # {CHANGED[:12]}"

    async def run(document: str, **variables: Any) -> Listener:
        async with listening(town.app, bearer, document, both, **variables) as stream:
            await stream.part()
        return stream

    assert asyncio.run(run(CHANGED, id=case)).headers["content-type"].startswith("text/event-stream")
    found = asyncio.run(run(query, id=case))
    assert found.headers["content-type"].startswith("application/graphql-response+json")
    assert json.loads(found.parts[0]) == {"data": {"case": {"id": case}}}
    said = asyncio.run(run(key, input={"case": case, "room": "OPEN", "words": "Well?"}))
    assert json.loads(said.parts[0]) == {"data": {"sendMessage": {"replayed": False}}}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_holds_for_queries_holds_for_streams(town: Town, kind: str) -> None:
    document, headers, status, words = REFUSED[kind]
    case = town.file()
    bearer = "ended" if kind == "an ended session" else token(town, "buyer")

    async def run() -> Listener:
        async with listening(town.app, bearer, document, headers, id=case) as stream:
            await stream.part()
        return stream

    answered = asyncio.run(run())
    assert answered.status == status, answered.parts
    assert words.lower() in answered.parts[0].decode().lower()
    assert answered.headers["content-type"].startswith("application/")
