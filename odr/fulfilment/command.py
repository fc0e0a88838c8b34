"""`odr connector`: in which shop a marketplace's orders are carried out, what is under way, and whether all agrees."""

import argparse
import sys
from collections import Counter
from datetime import timedelta
from getpass import getpass
from typing import Any

from sqlalchemy import Connection, select

from odr import audit
from odr.accounts.command import Command
from odr.accounts.marketplaces import marketplace_with
from odr.domain.refusals import InvalidInput
from odr.fulfilment.breaker import trouble_of, words
from odr.fulfilment.daily import reports, told
from odr.fulfilment.hearing import PATH
from odr.fulfilment.legs import Carrier
from odr.fulfilment.parts import part_of
from odr.fulfilment.reconciling import FINE, Compared, reconcile
from odr.fulfilment.shops import KINDS, Shop, connect, disconnect, gives_its_secret, require_unread
from odr.fulfilment.tables import State, executions
from odr.ids import new_hook_secret
from odr.schema.context import House
from odr.settings import service_secrets
from odr.store import instant

BY_HTTP = (
    "Take care: the shop is called by http, and its key can be read on the way. Keep it within a network of your own."
)
OPEN = (State.READY, State.SENT, State.PENDING, State.UNKNOWN)


def add_connector_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr connector`."""
    parser.add_argument("action", choices=("connect", "disconnect", "list", "reconcile", "reports"), help="what to do")
    parser.add_argument("code", metavar="CODE", help="the code of the marketplace, as in its case numbers")
    parser.add_argument("--kind", choices=sorted(KINDS), default="vendure", help="what the shop runs")
    parser.add_argument(
        "--hook",
        action="store_true",
        help="the shop tells by itself what happens: make the secret that it signs with, or ask for the shop's own",
    )
    parser.add_argument("--days", type=int, default=30, help="how far back to look (default: 30)")
    parser.add_argument(
        "--url", default="", help="the address of the shop's API, such as https://shop.example/admin-api"
    )


def run_connector(arguments: argparse.Namespace, house: House) -> int:
    """Connect a shop (its key is asked for or read), let it go, or tell what is under way. Refuses: InvalidInput."""
    if arguments.action == "reconcile":
        return _reconcile(house, arguments.code, arguments.days)
    if arguments.action == "connect":
        require_unread(arguments.url)
    with house.store.write() as conn:
        marketplace = _marketplace(conn, arguments.code)
        if arguments.action == "list":
            return _say(*_under_way(conn, marketplace))
        if arguments.action == "reports":
            kept = reports(conn, marketplace, arguments.days)
            return _say(*([line for one in kept for line in told(one)] or ["Nothing was compared yet."]))
        if arguments.action == "connect":
            said = _connect(conn, house, marketplace, arguments)
        else:
            said = _disconnect(conn, marketplace)
        audit.note(conn, house.clock.now(), "", f"connector.{arguments.action}", {"marketplace": marketplace})
    return _say(said)


def _marketplace(conn: Connection, code: str) -> str:
    found = marketplace_with(conn, code)
    if found is None:
        raise InvalidInput(field="code", problem=f'No marketplace has the code "{code[:10]}".')
    return found


def _reconcile(house: House, code: str, days: int) -> int:
    """Each leg that does not agree, then the sums. The exit code is 1 where somebody has to look at one."""
    with house.store.read() as conn:
        marketplace = _marketplace(conn, code)
    carrier = Carrier(house.store, house.clerk, house.clock, service_secrets(house.settings))
    found = reconcile(carrier, marketplace, house.clock.now() - timedelta(days=days))
    wrong = [one for one in found if one.verdict not in FINE]
    counted = Counter(one.verdict.value for one in found)
    sums = ", ".join(f"{verdict.lower()} {times}" for verdict, times in sorted(counted.items()))
    _say(*map(_difference, wrong), f"{len(found)} tasks in {days} days: {sums or 'none'}.")
    return int(bool(wrong))


def _difference(one: Compared) -> str:
    much = f"ordered {one.ordered}, in the shop {one.there}"
    if one.pieces:
        much = f"ordered {one.pieces} pieces, in the shop {one.pieces_there}"
    return f"{one.verdict:13}  {one.state:8}  {much}  {one.key}"


def _connect(conn: Connection, house: House, marketplace: str, arguments: argparse.Namespace) -> str:
    key = _asked("Key: ")
    given = arguments.hook and gives_its_secret(arguments.kind)
    hook = _asked("Signing secret: ") if given else new_hook_secret() if arguments.hook else ""
    if given and not hook:
        raise InvalidInput(
            field="hook", problem="Give the secret with which the shop signs, on the line after the key."
        )
    shop = Shop(arguments.kind, arguments.url, key, hook)
    connect(conn, service_secrets(house.settings), marketplace, shop, house.clock.now())
    said = f"Orders of {arguments.code} are carried out in its shop from now on."
    if arguments.url.lower().startswith("http:"):
        said += f"\n{BY_HTTP}"
    if not hook:
        return said
    where = f"{house.settings.public_url}{PATH.format(marketplace=marketplace)}"
    told = f"{said}\nThe shop tells what happens at {where}"
    return told if given else f"{told}\nIt signs with {hook}, which is shown this once."


def _asked(what: str) -> str:
    return (getpass(what) if sys.stdin.isatty() else sys.stdin.readline()).strip()


def _disconnect(conn: Connection, marketplace: str) -> str:
    return "The shop is let go." if disconnect(conn, marketplace) else "There was no shop."


def _under_way(conn: Connection, marketplace: str) -> list[str]:
    """Envelopes only: keys and amounts, nothing of what a case says."""
    mine = (executions.c.marketplace == marketplace) & executions.c.state.in_([one.value for one in OPEN])
    rows = conn.execute(select(executions).where(mine).order_by(executions.c.changed_at)).all()
    trouble = trouble_of(conn, marketplace)
    return [*([words(trouble)] if trouble else []), *([_line(row) for row in rows] or ["Nothing is under way."])]


def _line(row: Any) -> str:
    since = f"{instant(row.changed_at):%Y-%m-%d %H:%M} UTC"
    part = part_of(row)
    much = f"{part.count} pieces" if part.count else str(part.amount)
    return f"{row.state:8}  {since}  {much}  {row.key}  {row.code}".rstrip()


def _say(*lines: str) -> int:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


COMMANDS: dict[str, Command] = {"connector": Command(add_connector_arguments, run_connector)}
