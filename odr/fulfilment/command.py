"""`odr connector`: in which shop the orders of a marketplace are carried out, and what is carried out there now."""

import argparse
import sys
from getpass import getpass
from typing import Any

from sqlalchemy import Connection, select

from odr import audit
from odr.accounts.command import Command
from odr.accounts.marketplaces import marketplace_with
from odr.domain.money import Money
from odr.domain.refusals import InvalidInput
from odr.fulfilment.shops import KINDS, Shop, connect, disconnect
from odr.fulfilment.tables import State, executions
from odr.schema.context import House
from odr.settings import service_secrets
from odr.store import instant

OPEN = (State.READY, State.SENT, State.PENDING, State.UNKNOWN)


def add_connector_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr connector`."""
    parser.add_argument("action", choices=("connect", "disconnect", "list"), help="what to do")
    parser.add_argument("code", metavar="CODE", help="the code of the marketplace, as in its case numbers")
    parser.add_argument("--kind", choices=sorted(KINDS), default="vendure", help="what the shop runs")
    parser.add_argument(
        "--url", default="", help="the address of the shop's API, such as https://shop.example/admin-api"
    )


def run_connector(arguments: argparse.Namespace, house: House) -> int:
    """Connect a shop (its key is asked for or read), let it go, or list what is under way. Refuses: InvalidInput."""
    with house.store.write() as conn:
        marketplace = marketplace_with(conn, arguments.code)
        if marketplace is None:
            raise InvalidInput(field="code", problem=f'No marketplace has the code "{arguments.code[:10]}".')
        if arguments.action == "list":
            return _say(*_under_way(conn, marketplace))
        if arguments.action == "connect":
            said = _connect(conn, house, marketplace, arguments)
        else:
            said = _disconnect(conn, marketplace)
        audit.note(conn, house.clock.now(), "", f"connector.{arguments.action}", {"marketplace": marketplace})
    return _say(said)


def _connect(conn: Connection, house: House, marketplace: str, arguments: argparse.Namespace) -> str:
    key = getpass("Key: ") if sys.stdin.isatty() else sys.stdin.readline()
    shop = Shop(arguments.kind, arguments.url, key.strip())
    connect(conn, service_secrets(house.settings), marketplace, shop, house.clock.now())
    return f"Orders of {arguments.code} are carried out in its shop from now on."


def _disconnect(conn: Connection, marketplace: str) -> str:
    return "The shop is let go." if disconnect(conn, marketplace) else "There was no shop."


def _under_way(conn: Connection, marketplace: str) -> list[str]:
    """Envelopes only: keys and amounts, nothing of what a case says."""
    mine = (executions.c.marketplace == marketplace) & executions.c.state.in_([one.value for one in OPEN])
    rows = conn.execute(select(executions).where(mine).order_by(executions.c.changed_at)).all()
    return [_line(row) for row in rows] or ["Nothing is under way."]


def _line(row: Any) -> str:
    since = f"{instant(row.changed_at):%Y-%m-%d %H:%M} UTC"
    return f"{row.state:8}  {since}  {Money(row.minor, row.currency)}  {row.key}  {row.code}".rstrip()


def _say(*lines: str) -> int:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


COMMANDS: dict[str, Command] = {"connector": Command(add_connector_arguments, run_connector)}
