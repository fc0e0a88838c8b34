"""Accounts as the operator arranges them at the command line."""

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from getpass import getpass

from sqlalchemy import Connection

from odr import audit
from odr.accounts.details import Profile
from odr.accounts.directory import person_at
from odr.accounts.marketplaces import (
    NewMarketplace,
    add_administrator,
    create_marketplace,
    marketplace_with,
    remove_administrator,
)
from odr.accounts.principal import CONSOLE, ServiceRole
from odr.accounts.registration import enrol
from odr.accounts.resealing import reseal
from odr.accounts.roles import grant_role, revoke_role
from odr.accounts.second_factor import forget
from odr.domain.refusals import InvalidInput
from odr.schema import ids
from odr.schema.context import House
from odr.schema.places import require_place
from odr.settings import service_secrets

ROLES = [role.value for role in ServiceRole]
ZONE = "time zone, such as Europe/Berlin"
COUNTRY = "two letters of ISO 3166-1, such as DE"
REGION = "code of ISO 3166-2, such as DE-BY, where holidays differ from the country's"
ACCOUNT = "the confirmed address of an account"


def add_enrol_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr enrol`."""
    parser.add_argument("email", metavar="EMAIL", help="the address to sign in with; it counts as confirmed")
    parser.add_argument("--name", required=True, help="the name that others see")
    help_role = f"one of {', '.join(ROLES)}; may be repeated"
    parser.add_argument("--role", action="append", default=[], choices=ROLES, metavar="ROLE", help=help_role)
    parser.add_argument("--language", default="en", help="language of messages (default: en)")
    parser.add_argument("--zone", required=True, help=ZONE)
    parser.add_argument("--country", required=True, help=COUNTRY)
    parser.add_argument("--region", default="", help=REGION)


def run_enrol(arguments: argparse.Namespace, house: House) -> int:
    """Make an account that can sign in. Refuses what `enrol` refuses."""
    region = require_place(house.clerk.law.calendars, arguments.country, arguments.region)
    profile = Profile.of(arguments.name, arguments.language, arguments.zone, arguments.country, region)
    password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    now = house.clock.now()
    person = enrol(house.store, house.hasher, profile, arguments.email, password, now)
    with house.store.write() as conn:
        for role in arguments.role:
            grant_role(conn, CONSOLE, person, ServiceRole(role), now)
    return _say(f"{arguments.email} can sign in.")


def add_role_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr role`."""
    parser.add_argument("email", metavar="EMAIL", help=ACCOUNT)
    parser.add_argument("role", metavar="ROLE", choices=ROLES, help=f"one of {', '.join(ROLES)}")
    parser.add_argument("--revoke", action="store_true", help="take the role away instead")


def run_role(arguments: argparse.Namespace, house: House) -> int:
    """Give a role to an account, or take it away. Refuses: EmailNotValid, InvalidInput."""
    role = ServiceRole(arguments.role)
    with house.store.write() as conn:
        person = _person(conn, arguments.email)
        if arguments.revoke:
            revoke_role(conn, CONSOLE, person, role)
        else:
            grant_role(conn, CONSOLE, person, role, house.clock.now())
    return _say(f"{arguments.email} {'does not have' if arguments.revoke else 'has'} the role {role}.")


def add_marketplace_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr marketplace`."""
    parser.add_argument("name", metavar="NAME", help="the name that everybody sees")
    parser.add_argument("--code", required=True, help="2 to 6 capital letters or digits; stands in every case number")
    parser.add_argument("--zone", required=True, help=ZONE)
    parser.add_argument("--country", required=True, help=COUNTRY)
    parser.add_argument("--region", default="", help=REGION)
    parser.add_argument("--website", required=True, help="its address, which starts with https://")
    help_administrator = f"{ACCOUNT} that administers it; may be repeated"
    parser.add_argument("--administrator", action="append", default=[], metavar="EMAIL", help=help_administrator)


def run_marketplace(arguments: argparse.Namespace, house: House) -> int:
    """Make a marketplace with its administrators, or nothing at all; print its global id.

    Refuses: EmailNotValid, InvalidInput and what `create_marketplace` refuses.
    """
    region = require_place(house.clerk.law.calendars, arguments.country, arguments.region)
    new = NewMarketplace(
        arguments.name, arguments.code, arguments.zone, arguments.country, arguments.website, region=region
    )
    with house.store.write() as conn:
        marketplace = create_marketplace(conn, CONSOLE, new, house.clock.now())
        _administer(conn, house, marketplace, arguments.administrator)
    return _say(ids.encode("Marketplace", marketplace))


def add_administrator_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr administrator`."""
    parser.add_argument("code", metavar="CODE", help="the code of the marketplace, as in its case numbers")
    parser.add_argument("email", metavar="EMAIL", help=ACCOUNT)
    parser.add_argument("--revoke", action="store_true", help="let the person no longer administer it")


def run_administrator(arguments: argparse.Namespace, house: House) -> int:
    """Let an account administer a marketplace, or no longer. Refuses: EmailNotValid, InvalidInput."""
    with house.store.write() as conn:
        marketplace = _marketplace(conn, arguments.code)
        if arguments.revoke:
            remove_administrator(conn, CONSOLE, marketplace, _person(conn, arguments.email))
        else:
            _administer(conn, house, marketplace, [arguments.email])
    return _say(f"{arguments.email} {'does not administer' if arguments.revoke else 'administers'} {arguments.code}.")


def add_second_factor_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr second-factor`."""
    parser.add_argument("email", metavar="EMAIL", help=ACCOUNT)
    parser.add_argument("--remove", action="store_true", required=True, help="remove it; the person is told by mail")


def run_second_factor(arguments: argparse.Namespace, house: House) -> int:
    """Remove the second factor of somebody who lost app and codes. Refuses: InvalidInput, SecondFactorMissing."""
    at = house.clock.now()
    with house.store.write() as conn:
        person = _person(conn, arguments.email)
        forget(conn, person, at)
        audit.note(conn, at, CONSOLE.session, "second_factor.removed", {"holder": person})
    return _say(f"{arguments.email} has no second factor any more.")


def add_reseal_arguments(_: argparse.ArgumentParser) -> None:
    """`odr reseal` has no options."""


def run_reseal(_: argparse.Namespace, house: House) -> int:
    """Encrypt what is kept encrypted anew, under the newest secret. Refuses: SecretMissing."""
    count = reseal(house.store, service_secrets(house.settings))
    return _say(f"{count} things are encrypted under the first secret of ODR_SECRET.")


def _administer(conn: Connection, house: House, marketplace: str, addresses: Iterable[str]) -> None:
    for address in addresses:
        add_administrator(conn, CONSOLE, marketplace, _person(conn, address), house.clock.now())


def _person(conn: Connection, address: str) -> str:
    found = person_at(conn, address)
    if found is None:
        advice = "Make one with `odr enrol`, or let the person register and confirm it."
        raise InvalidInput(field="email", problem=f"No account has the confirmed address {address}. {advice}")
    return found


def _marketplace(conn: Connection, code: str) -> str:
    found = marketplace_with(conn, code)
    if found is None:
        problem = f"No marketplace has the code {code}. Make one with `odr marketplace`."
        raise InvalidInput(field="code", problem=problem)
    return found


def _say(words: str) -> int:
    sys.stdout.write(f"{words}\n")
    return 0


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its options, and what it does, which answers the exit code."""

    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, House], int]


COMMANDS = {
    "enrol": Command(add_enrol_arguments, run_enrol),
    "role": Command(add_role_arguments, run_role),
    "marketplace": Command(add_marketplace_arguments, run_marketplace),
    "administrator": Command(add_administrator_arguments, run_administrator),
    "second-factor": Command(add_second_factor_arguments, run_second_factor),
    "reseal": Command(add_reseal_arguments, run_reseal),
}
