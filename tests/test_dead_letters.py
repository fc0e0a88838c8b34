"""`odr outbox`: what was given up is listed by its envelope, tried again by id or topic, and each time audited."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from odr.__main__ import main
from odr.accounts.tables import marketplaces
from odr.audit import audit
from odr.dead_letters import LONG, dead, replay, waiting
from odr.fulfilment.tables import executions
from odr.outbox import claim, outbox, promise
from odr.settings import Settings
from odr.store import Store, micros
from tests.core.given import FILED_AT as NOW
from tests.fulfilment.shop import Breaks
from tests.fulfilment.test_breaker import away
from tests.fulfilment.world import World

SECRET = "anna@example.org"


def given_up(store: Store, count: int = 1, topic: str = "notice.mail") -> list[str]:
    with store.write() as conn:
        made = [promise(conn, topic, {"to": SECRET, "token": "t"}, NOW, case_id="case-7") for _ in range(count)]
        values = {"dead_at": micros(NOW), "attempts": 22, "error": "smtp 421"}
        conn.execute(update(outbox).where(outbox.c.id.in_(made)).values(values))
    return made


def test_envelopes_say_when_and_how_often_and_nothing_of_what_is_in_them(store: Store) -> None:
    (made,) = given_up(store)
    with store.read() as conn:
        (line,) = dead(conn)
    when = "2026-03-02 09:30 UTC"
    assert line == f"{made}  notice.mail  promised {when}, given up {when} after 22 attempts: smtp 421"


def test_what_is_tried_again_has_all_its_attempts(store: Store) -> None:
    first, second = given_up(store, 2)
    with store.write() as conn:
        replay(conn, [first])
    (message,) = claim(store, NOW, 10)
    assert (message.id, message.attempts, message.payload["to"]) == (first, 1, SECRET)
    with store.read() as conn:
        assert [line.split()[0] for line in dead(conn)] == [second]


def test_refunds_that_wait_for_longer_than_a_day_are_listed(store: Store) -> None:
    world: World = away(store)
    place = {"zone": "UTC", "country": "DE", "region": "", "website": "", "rulebook": "r", "created_at": 0}
    with store.write() as conn:
        conn.execute(insert(marketplaces), {"id": "kiezmarkt", "name": "Kiezmarkt", "code": "KE"} | place)
        assert waiting(conn, world.clock.at + LONG - timedelta(minutes=1)) == []
        lines = waiting(conn, world.clock.at + LONG)
        keys = conn.execute(select(executions.c.key)).scalars().all()
    assert sorted(line.split()[0] for line in lines) == sorted(keys)
    assert "waits for the shop of KE since" in lines[0]
    world.shop.looking = [Breaks.AWAY] * 0
    world.run(days=2)
    with store.read() as conn:
        assert waiting(conn, world.clock.at + LONG) == []


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("ODR_MODE", "demo")
    monkeypatch.setenv("ODR_DATA_DIR", str(tmp_path))
    assert main(["migrate"]) == 0
    return Store(Settings(mode="demo", data_dir=tmp_path).database_url)


def test_an_operator_looks_and_has_it_tried_again(here: Store, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = given_up(here, 2)
    (other,) = given_up(here, 1, "case.entries")
    capsys.readouterr()
    assert main(["outbox", "dead", "--topic", "case.entries"]) == 0
    assert capsys.readouterr().out.startswith(f"{other}  case.entries  promised")
    assert main(["outbox", "show", first]) == 0
    shown = capsys.readouterr().out
    assert "attempts      22" in shown
    assert not any(word in shown for word in (SECRET, "case-7", "token", "payload"))
    assert main(["outbox", "replay", other]) == 0
    assert main(["outbox", "replay", "--topic", "notice.mail"]) == 0
    assert capsys.readouterr().out == "1 tried again within seconds.\n2 tried again within seconds.\n"
    assert main(["outbox", "dead"]) == 0
    assert capsys.readouterr().out == "Nothing is dead, and nothing waits.\n"
    with here.read() as conn:
        noted = conn.execute(select(audit.c.act, audit.c.detail).order_by(audit.c.number)).all()
    assert [json.loads(row.detail) for row in noted if row.act == "outbox.replay"] == [
        {"promise": other, "topic": "case.entries"},
        *({"promise": one, "topic": "notice.mail"} for one in sorted((first, second))),
    ]
    here.close()


@pytest.mark.parametrize(
    "arguments",
    [["show", "x"], ["replay"], ["replay", "x"], ["replay", "x", "--topic", "t"], ["replay", "--topic", "t"]],
)
def test_what_cannot_be_is_refused(here: Store, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outbox", *arguments]) == 1
    assert capsys.readouterr().err
    here.close()
