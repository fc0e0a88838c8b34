"""A carrier's messages: signed, once, for the cases of its own marketplace; and every way to send a bad one."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import anyio
import httpx
import pytest

from odr.carriers import routes
from odr.carriers.connecting import connect, disconnect, new_signing_secret
from odr.carriers.routes import BODY_LIMIT
from odr.carriers.taking import KEPT, forget
from odr.domain.events import Step
from odr.settings import service_secrets
from tests.carriers.post import NUMBER, Post


def test_a_parcel_is_followed_from_its_first_scan_to_the_door(post: Post) -> None:
    case = post.sent_back("0034 0434 1610 9404 2557")
    answer = post.send(post.scan("ACCEPTED"), post.scan("IN_TRANSIT", reference="s-2"))
    assert (answer.status_code, answer.json()) == (200, {"taken": 2, "refused": []})
    post.work()
    line = post.line(case)
    assert (line["step"], line["tracking"]["number"]) == ("RETURN_IN_TRANSIT", NUMBER)
    assert [(one["kind"], one["place"], one["carrier"]) for one in line["tracking"]["scans"]] == [
        ("ACCEPTED", "Leipzig", "parcel-post"),
        ("IN_TRANSIT", "Leipzig", "parcel-post"),
    ]
    assert line["due"] is None, "while a carrier has it, nobody has to confirm anything"
    post.wait(days=1)
    post.send(post.scan("DELIVERED", place=""))
    post.work()
    for reader in ("buyer", "seller", "admin"):
        line = post.line(case, reader)
        assert (line["step"], line["tracking"]["scans"][-1]["place"]) == ("RETURN_RECEIVED", None)
        assert line["tracking"]["lostAfter"] is None
    told = "query N { notices(first: 10) { edges { node { title } } } }"
    for side in ("buyer", "seller"):
        titles = [one["node"]["title"] for one in post.as_(side).ask(told)["notices"]["edges"]]
        assert "The carrier delivered the return" in titles


def test_ten_days_of_silence_let_it_count_as_lost_and_everybody_is_told(post: Post) -> None:
    case = post.sent_back()
    post.send(post.scan("ACCEPTED"))
    post.work()
    assert post.line(case)["tracking"]["lostAfter"] is not None
    post.wait(days=14)
    post.work()
    post.wait(minutes=2)
    post.work()
    line = post.line(case)
    assert (line["step"], line["tracking"]["tracedSince"] is not None) == ("RETURN_LOST", True)
    told = "query N { notices(first: 10) { edges { node { title } } } }"
    for name in ("buyer", "seller", "admin"):
        titles = [one["node"]["title"] for one in post.as_(name).ask(told)["notices"]["edges"]]
        assert "The return counts as lost" in titles


def test_what_was_scanned_before_its_sender_told_the_number_is_not_lost(post: Post) -> None:
    case = post.owing()
    post.wait(hours=1)
    post.send(post.scan("ACCEPTED"), post.scan("DELIVERED"))
    post.work()
    line = post.line(case)
    assert (line["step"], line["tracking"]) == ("AWAITING_RETURN", None)
    report = {"case": case, "line": line["id"], "step": "RETURN_IN_TRANSIT", "reference": NUMBER}
    post.as_("buyer").done("reportFulfilment", **report)
    post.work()
    assert post.owed(case).step is Step.RETURN_RECEIVED


def test_the_number_of_a_parcel_from_before_brings_nothing(post: Post) -> None:
    """Somebody who sends nothing could name a parcel that arrived long ago."""
    assert post.send(post.scan("DELIVERED")).json()["taken"] == 1
    post.wait(days=1)
    case = post.sent_back()
    assert (post.owed(case).step, post.owed(case).scans) == (Step.RETURN_IN_TRANSIT, ())


def test_every_case_of_the_marketplace_with_the_parcel_is_told_and_none_of_another(post: Post) -> None:
    one, other = post.sent_back(), post.sent_back()
    assert post.send(post.scan("DELIVERED"), name="other-post").json()["taken"] == 1
    post.work()
    assert [len(post.owed(case).scans) for case in (one, other)] == [0, 0]
    post.send(post.scan("IN_TRANSIT"))
    post.work()
    assert [len(post.owed(case).scans) for case in (one, other)] == [1, 1]


def test_a_parcel_that_nobody_knows_is_kept_for_a_while_and_then_forgotten(post: Post) -> None:
    assert post.send(post.scan("IN_TRANSIT", "UNKNOWN-77")).json() == {"taken": 1, "refused": []}
    post.work()
    assert post.kept == 1
    post.wait(days=KEPT.days + 1)
    assert forget(post.store, post.clock.now()) == 1


def test_a_message_that_comes_again_does_nothing(post: Post) -> None:
    case = post.sent_back()
    sent = post.scan("IN_TRANSIT", reference="s-1")
    assert [post.send(sent, id="msg").json()["taken"], post.send(sent, id="msg").json()["taken"]] == [1, 0]
    again = post.send(post.scan("DELIVERED"), id="msg")
    assert (again.status_code, again.json()["taken"]) == (200, 0)
    assert post.send(sent, id="another").json()["taken"] == 0
    post.work()
    assert len(post.owed(case).scans) == 1


def test_what_comes_out_of_order_stands_by_its_own_time_and_takes_nothing_back(post: Post) -> None:
    case = post.sent_back()
    post.wait(days=3)
    post.send(post.scan("DELIVERED"))
    post.work()
    early = (post.clock.now() - timedelta(days=2)).isoformat()
    post.send(post.scan("ACCEPTED", at=early))
    post.work()
    assert post.owed(case).step is Step.RETURN_RECEIVED
    assert [one.kind.value for one in post.owed(case).scans] == ["ACCEPTED", "DELIVERED"]


def test_what_was_heard_before_the_bound_is_in_time_however_late_it_is_told(post: Post) -> None:
    case = post.sent_back()
    post.send(post.scan("ACCEPTED"))
    post.work()
    post.clock.at = post.case(case).frames[f"compliance.return_lost_after/{post.owed(case).id}"].due
    post.wait(seconds=-2)
    post.send(post.scan("IN_TRANSIT"))
    post.wait(seconds=30)
    post.work()
    assert post.owed(case).step is Step.RETURN_IN_TRANSIT


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"secret": new_signing_secret()}, 401, "SIGNATURE_WRONG"),
        ({"name": "nobody"}, 401, "SIGNATURE_WRONG"),
        ({"name": "x" * 300}, 401, "SIGNATURE_WRONG"),
        ({"headers": {}}, 400, "HEADERS_MISSING"),
        ({"body": b"not json"}, 400, "UNREADABLE"),
        ({"body": b"\xff\xfe"}, 400, "UNREADABLE"),
        ({"body": b"[" * 100_000}, 400, "UNREADABLE"),
        ({"body": b'{"scans": {}}'}, 400, "UNREADABLE"),
        ({"body": b'{"scans": [' + b"1," * 1000 + b"1]}"}, 400, "UNREADABLE"),
        ({"body": b"x" * (BODY_LIMIT + 1)}, 413, "TOO_LARGE"),
    ],
)
def test_what_is_forged_or_makes_no_sense_enters_nothing(
    post: Post, changes: dict[str, Any], status: int, code: str
) -> None:
    answer = post.send(post.scan("DELIVERED"), **changes)
    assert (answer.status_code, answer.json()["code"], post.kept) == (status, code, 0)


def test_a_message_that_does_not_end_is_not_waited_for(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    async def drips() -> AsyncIterator[bytes]:
        yield b"{"
        await anyio.Event().wait()

    async def sent() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(post.app), base_url="https://odr.example") as client:
            return await client.post("/hooks/carriers/parcel-post", content=drips())

    monkeypatch.setattr(routes, "BODY_S", 0.01)
    answer = asyncio.run(sent())
    assert (answer.status_code, answer.json()) == (408, {"code": "TOO_SLOW"})


@pytest.mark.parametrize(("minutes", "code"), [(-10, "TOO_OLD"), (10, "TOO_EARLY")])
def test_what_was_signed_ten_minutes_away_enters_nothing(post: Post, minutes: int, code: str) -> None:
    answer = post.send(post.scan("DELIVERED"), at=post.clock.now() + timedelta(minutes=minutes))
    assert (answer.status_code, answer.json()["code"], post.kept) == (400, code, 0)


def test_a_scan_that_is_none_costs_no_other(post: Post) -> None:
    ahead = (post.clock.now() + timedelta(hours=2)).isoformat()
    wrong: list[Any] = [
        post.scan("STOLEN"),
        post.scan("ACCEPTED", at="yesterday"),
        post.scan("ACCEPTED", at="2026-03-02T09:30:00"),
        post.scan("ACCEPTED", "12"),
        post.scan("ACCEPTED", place={"a": 1}),
        post.scan("ACCEPTED", at=ahead),
        "a word",
    ]
    answer = post.send(*wrong, post.scan("IN_TRANSIT")).json()
    assert answer["taken"] == 1
    assert [(one["scan"], one["problem"].split(":")[0]) for one in answer["refused"]] == [
        (1, "kind"),
        (2, "at"),
        (3, "at"),
        (4, "tracking"),
        (5, "place"),
        (7, "A scan is a JSON object."),
        (6, "at"),
    ]


def test_the_secret_before_signs_for_a_day_more(post: Post) -> None:
    keys, new = service_secrets(post.house.settings), new_signing_secret()
    with post.store.write() as conn:
        connect(conn, keys, post.marketplace, "parcel-post", new, post.clock.now())
    assert post.send(post.scan("ACCEPTED")).status_code == 200
    assert post.send(post.scan("IN_TRANSIT"), secret=new).status_code == 200
    post.wait(days=1)
    assert post.send(post.scan("EXCEPTION")).status_code == 401
    with post.store.write() as conn:
        assert not disconnect(conn, post.elsewhere, "parcel-post")
        assert disconnect(conn, post.marketplace, "parcel-post")
    assert post.send(post.scan("EXCEPTION"), secret=new).status_code == 401
