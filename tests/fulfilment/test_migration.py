"""Refunds that were under way before other tasks were known are still what they were."""

from collections.abc import Callable

from alembic import command
from sqlalchemy import select, text

import odr.migrate
from odr.domain.money import Money
from odr.fulfilment.leases import execution_of
from odr.fulfilment.port import Repayment
from odr.fulfilment.tables import executions
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
