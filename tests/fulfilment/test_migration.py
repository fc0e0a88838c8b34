"""Refunds that were under way before other tasks were known are still what they were."""

from collections.abc import Callable

import pytest
from alembic import command
from sqlalchemy import insert, select, text

import odr.migrate
from odr.accounts.tables import marketplaces
from odr.domain.money import Money
from odr.fulfilment.leases import execution_of
from odr.fulfilment.port import Repayment
from odr.fulfilment.tables import State, executions
from odr.migrate import exclusive, migrate
from odr.store import Store

KEY = "order-KE-2026-000001-1-o1-1-7-refund-1"


def test_a_refund_from_before_is_one_afterwards_and_back(empty_url: str, open_store: Callable[[str], Store]):
    migrate(empty_url, "0029")
    store = open_store(empty_url)
    row = f"'{KEY}', 'c', 'o1-1', '7', 1, 'm', 'o', 'T_1', 2500, 'EUR', 'SENT', '', '', 0, 5, NULL, 5"
    with store.write() as conn:
        conn.execute(text(f"INSERT INTO executions VALUES ({row})"))
    migrate(empty_url)
    with store.read() as conn:
        found = execution_of(conn.execute(select(executions)).one())
    assert found.task == Repayment(KEY, "T_1", "7", Money(2500, "EUR"))
    with exclusive(empty_url) as connection:
        config = odr.migrate._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0029")
    with store.read() as conn:
        assert conn.execute(text("SELECT key, payment FROM executions")).all() == [(KEY, "7")]


@pytest.mark.parametrize(("kind", "state"), [("vendure", State.UNKNOWN), ("", State.UNKNOWN), ("stripe", State.SENT)])
def test_of_what_was_handed_over_without_a_note_nobody_knows(
    empty_url: str, open_store: Callable[[str], Store], kind: str, state: State
):
    """A Vendure would say that it surely was not begun, and be handed it again."""
    migrate(empty_url, "0037")
    store = open_store(empty_url)
    sent = dict.fromkeys(("case_id", "line", "marketplace", "order_id", "order_number", "needs"), "m")
    row = {"key": KEY, "kind": "refund", "leg": "7", "attempt": 1, "minor": 2500, "currency": "EUR", "state": "SENT"}
    beside = {"reference": "", "code": "", "tries": 0, "changed_at": 5}
    with store.write() as conn:
        named = dict.fromkeys(("id", "name", "code", "zone", "country", "website", "rulebook"), "m")
        conn.execute(insert(marketplaces).values(named | {"created_at": 5}))
        if kind:
            shop = f"'m', '{kind}', 'https://shop.example', 'box', 5"
            conn.execute(text(f"INSERT INTO connectors (marketplace, kind, url, key, connected_at) VALUES ({shop})"))
        conn.execute(insert(executions).values(sent | row | beside))
    migrate(empty_url)
    with store.read() as conn:
        assert conn.execute(select(executions.c.state)).scalar_one() == state
