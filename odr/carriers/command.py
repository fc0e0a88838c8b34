"""`odr carrier`: which carriers may send for a marketplace; scans that come as a file."""

import argparse
import sys
from datetime import datetime
from getpass import getpass
from pathlib import Path

from sqlalchemy import Connection

from odr import audit
from odr.accounts.command import Command
from odr.accounts.marketplaces import marketplace_with
from odr.carriers.connecting import KINDS, connect, connected, disconnect, new_signing_secret
from odr.carriers.files import ScanFile
from odr.carriers.port import Unreadable, Wrong
from odr.carriers.taking import take, why_not
from odr.domain.refusals import InvalidInput
from odr.schema.context import House
from odr.settings import service_secrets

PAGE = 500
"""Scans of one transaction, so that nobody waits long."""
MOST = 64 * 1024 * 1024
"""Bytes of a file."""
FILE = "file"
"""How the carrier of a file is called where nobody says it."""


def add_carrier_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr carrier`."""
    parser.add_argument("action", choices=("connect", "disconnect", "list", "take"), help="what to do")
    parser.add_argument("code", metavar="CODE", help="the code of the marketplace, as in its case numbers")
    parser.add_argument("--name", default="", help="how the carrier is called, such as parcel-post")
    parser.add_argument("--kind", choices=sorted(KINDS), default="scans", help="how it writes its messages")
    parser.add_argument("--file", type=Path, default=Path(), help="CSV or JSON lines, or a folder of such files")


def run_carrier(arguments: argparse.Namespace, house: House) -> int:
    """Do what is asked for. The exit code is 1 where a line of a file is no scan. Refuses: InvalidInput."""
    with house.store.read() as conn:
        marketplace = marketplace_with(conn, arguments.code)
        if marketplace is None:
            raise InvalidInput(field="code", problem=f'No marketplace has the code "{arguments.code[:10]}".')
        if arguments.action == "list":
            return _say(*_listed(conn, marketplace))
    if arguments.action == "take":
        return _take(house, marketplace, arguments)
    now = house.clock.now()
    with house.store.write() as conn:
        act = _connect if arguments.action == "connect" else _disconnect
        said = act(conn, house, marketplace, arguments, now)
        detail = {"marketplace": marketplace, "name": arguments.name}
        audit.note(conn, now, "", f"carrier.{arguments.action}", detail)
    return _say(*said)


def _listed(conn: Connection, marketplace: str) -> list[str]:
    found = [f"{name}  {kind}  since {since:%Y-%m-%d %H:%M} UTC" for name, kind, since in connected(conn, marketplace)]
    return found or ["No carrier is connected."]


def _connect(
    conn: Connection, house: House, marketplace: str, arguments: argparse.Namespace, now: datetime
) -> list[str]:
    """A secret that is made is shown this once; one that was given is not shown."""
    given = getpass("Secret (empty: make one): ") if sys.stdin.isatty() else sys.stdin.readline()
    secret = given.strip() or new_signing_secret()
    connect(conn, service_secrets(house.settings), marketplace, arguments.name, secret, now, arguments.kind)
    address = f"{house.settings.public_url}/hooks/carriers/{arguments.name}"
    made = [] if given.strip() else [f"Secret, shown this once: {secret}"]
    return [f"Messages for {arguments.code} are taken at {address}", *made]


def _disconnect(
    conn: Connection, house: House, marketplace: str, arguments: argparse.Namespace, now: datetime
) -> list[str]:
    was = disconnect(conn, marketplace, arguments.name)
    return ["Its messages are taken no more."] if was else [f'No carrier is called "{arguments.name[:40]}".']


def _take(house: House, marketplace: str, arguments: argparse.Namespace) -> int:
    path: Path = arguments.file
    files = sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]
    wrong = [line for one in files for line in _take_file(house, marketplace, arguments.name or FILE, one)]
    return int(bool(wrong))


def _take_file(house: House, marketplace: str, carrier: str, path: Path) -> list[Wrong]:
    """What is right is taken, whatever else stands in the file. Returns what is wrong."""
    now = house.clock.now()
    try:
        read = ScanFile().read(_content(path))
    except Unreadable as unreadable:
        raise InvalidInput(field="file", problem=f"{path.name}: {unreadable}") from None
    late = [Wrong(number, why) for number, scan in read.scans if (why := why_not(scan, now))]
    told = [scan for _, scan in read.scans if not why_not(scan, now)]
    new = 0
    for begin in range(0, len(told), PAGE):
        with house.store.write() as conn:
            new += take(conn, marketplace, carrier, told[begin : begin + PAGE], now)
    wrong = sorted((*read.wrong, *late), key=lambda one: one.number)
    sys.stderr.write("".join(f"{path.name}, line {one.number}: {one.problem}\n" for one in wrong))
    _say(f"{path.name}: {new} scans taken, {len(told) - new} known already, {len(wrong)} lines refused.")
    return wrong


def _content(path: Path) -> bytes:
    """The file. Raises Unreadable where there is none, or it is too large to be read at once."""
    try:
        if path.stat().st_size > MOST:
            raise Unreadable("The file is larger than 64 MiB. Make several of it.")
        return path.read_bytes()
    except OSError as trouble:
        raise Unreadable(trouble.strerror or "The file cannot be read.") from None


def _say(*lines: str) -> int:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


COMMANDS: dict[str, Command] = {"carrier": Command(add_carrier_arguments, run_carrier)}
