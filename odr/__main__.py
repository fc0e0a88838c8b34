"""The command line: `odr COMMAND`. Each command imports what it needs when it runs, so that all start quickly."""

import argparse
import os
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import odr
from odr.domain.refusals import Refused
from odr.settings import ConfigurationError, Settings

if TYPE_CHECKING:
    from odr.schema.context import House

Arguments = argparse.Namespace


class Stopped(Exception):
    """The command cannot go on; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    help: str
    run: Callable[[Arguments, Settings], int]
    options: Callable[[argparse.ArgumentParser], None] = lambda parser: None
    settings: Callable[[], Settings] = lambda: Settings.from_env(os.environ)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 done, 1 refused, 2 wrong use."""
    given = sys.argv[1:] if argv is None else argv
    arguments = parser(COMMANDS.keys() & set(given)).parse_args(given)
    try:
        command = COMMANDS[arguments.command]
        return command.run(arguments, command.settings())
    except (ConfigurationError, Stopped) as problem:
        return _told(str(problem))
    except Refused as refused:
        return _told(refused.message)


def parser(named: Collection[str]) -> argparse.ArgumentParser:
    """Return the parser of the command line, with the options of the commands that are named."""
    made = argparse.ArgumentParser(prog="odr", description="Online dispute resolution for marketplaces.")
    made.add_argument("--version", action="version", version=odr.__version__)
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        made_for = commands.add_parser(name, help=command.help, description=command.help)
        if name in named:
            command.options(made_for)
    return made


def _told(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 1


def _house(settings: Settings) -> "House":
    """The house over a database that has the form of this release."""
    from odr.app import open_house
    from odr.migrate import is_current

    house = open_house(settings)
    if not is_current(house.store):
        raise Stopped("The database has the form of another release. Make a backup, then run: odr migrate")
    return house


def _serve(_: Arguments, settings: Settings) -> int:
    from odr import logs
    from odr.app import create_app
    from odr.records.keys import KeyRefused
    from odr.rulebooks import all_rulebooks
    from odr.server import serve

    _house(settings).store.close()
    logs.configure(settings.log_level)
    try:
        app = create_app(settings)
    except KeyRefused as refused:
        raise Stopped(str(refused)) from None
    all_rulebooks()
    keep_what_stays()
    serve(app, settings)
    return 0


def keep_what_stays() -> None:
    """Schema and code live as long as the process: the collector need not look at them at every turn."""
    import gc

    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _work(_: Arguments, settings: Settings) -> int:
    from odr import logs, worker
    from odr.app import chores, errands, parts

    house = _house(settings)
    logs.configure(settings.log_level)
    keep_what_stays()
    worker.work(parts(house), chores(house), errands(house))
    return 0


def _migrate(_: Arguments, settings: Settings) -> int:
    from odr.migrate import migrate

    revision = migrate(settings.database_url)
    sys.stdout.write(f"The database has the form of this release ({revision or 'no migrations'}).\n")
    return 0


def _verify_options(parser: argparse.ArgumentParser) -> None:
    from odr.records import command

    command.add_arguments(parser)
    parser.add_argument("--offline", action="store_true", help="ask no database whether the file is registered")


def _verify(arguments: Arguments, settings: Settings) -> int:
    """Anybody can verify a file, also where nothing is configured and no database is at hand."""
    from odr.records import command
    from odr.records.verify import StoredRegister
    from odr.store import Store, is_there

    if arguments.offline or not is_there(settings.database_url):
        return command.run(arguments, None)
    with closing(Store(settings.database_url)) as store:
        return command.run(arguments, StoredRegister(store))


def _settings_for_anybody() -> Settings:
    """Those of the environment; where they do not make a service, those of a bare machine."""
    try:
        return Settings.from_env(os.environ)
    except ConfigurationError:
        return Settings(mode="development", database_url=os.environ.get("ODR_DATABASE_URL", ""))


def _export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scope", help="the id of the scope, as the API gives it")
    parser.add_argument("folder", type=Path, help="where the archive is written; it is made if it is not there")


def _export(arguments: Arguments, settings: Settings) -> int:
    from odr.exports.register import make_export, scope_of
    from odr.schema import ids
    from odr.settings import service_secret

    house = _house(settings)
    with closing(house.store):
        scope = scope_of(house.store, ids.part(arguments.scope, "ExportScope") or arguments.scope)
        made = make_export(house.clerk, service_secret(settings), scope.id, scope.regulator, house.clock.now())
    arguments.folder.mkdir(parents=True, exist_ok=True)
    path = arguments.folder / f"export-{made.id}.zip"
    path.write_bytes(made.zipped())
    sys.stdout.write(f"Exported {made.cases} cases to {path}\n")
    return 0


def _of(module: str, name: str, help: str) -> Command:
    """A command of a module that has several. It is read when one of them is asked for."""

    def options(parser: argparse.ArgumentParser) -> None:
        import_module(module).COMMANDS[name].options(parser)

    def run(arguments: Arguments, settings: Settings) -> int:
        with closing((house := _house(settings)).store):
            code: int = import_module(module).COMMANDS[name].run(arguments, house)
            return code

    return Command(help, run, options)


def _backup_options(parser: argparse.ArgumentParser) -> None:
    from odr.backup import command

    command.add_backup_arguments(parser)


def _backup(arguments: Arguments, settings: Settings) -> int:
    from odr.backup import command
    from odr.clock import SystemClock

    return command.run_backup(arguments, settings, SystemClock().now())


def _restore_options(parser: argparse.ArgumentParser) -> None:
    from odr.backup import command

    command.add_restore_arguments(parser)


def _restore(arguments: Arguments, settings: Settings) -> int:
    from odr.backup import command

    return command.run_restore(arguments, settings)


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--play", nargs="?", const="dispute", metavar="STORY", help="play a whole dispute, or a story, over HTTP"
    )
    parser.add_argument("--stories", action="store_true", help="list the stories that can be played")
    parser.add_argument("--url", default="", help="play on this running demo instead of one started for it")
    parser.add_argument("--out", type=Path, default=Path(), help="folder for the record of the play (default: here)")


def _demo(arguments: Arguments, settings: Settings) -> int:
    from odr.demo.desk import NotPossible
    from odr.demo.load import load
    from odr.demo.play import list_stories, play, play_story

    if settings.mode != "demo":
        raise Stopped("The demo has known passwords and a clock that can be moved. Set ODR_MODE=demo to load it.")
    try:
        if arguments.stories:
            list_stories(sys.stdout)
            return 0
        if arguments.play == "dispute":
            play(arguments.url, sys.stdout, arguments.out)
            return 0
        if arguments.play:
            play_story(arguments.play, arguments.url, sys.stdout)
            return 0
        with closing((house := _house(settings)).store):
            fresh = load(house)
    except NotPossible as refused:
        raise Stopped(str(refused)) from None
    sys.stdout.write("The demo is loaded.\n" if fresh else "The demo was loaded before; nothing has changed.\n")
    return 0


def _schema(_: Arguments, settings: Settings) -> int:
    from odr.schema.schema import schema

    sys.stdout.write(schema().as_str().rstrip() + "\n")
    return 0


def _rulebook_options(parser: argparse.ArgumentParser) -> None:
    from odr.rulebooks import command

    command.add_arguments(parser)


def _rulebook(arguments: Arguments, _: Settings) -> int:
    from odr.clock import SystemClock
    from odr.rulebooks import command

    return command.run(arguments, SystemClock().now().date())


_ACCOUNTS, _OPERATING = "odr.accounts.command", "odr.operating"
_CUSTODY, _EVIDENCE = "odr.custody.command", "odr.evidence.command"
_FULFILMENT, _CARRIERS = "odr.fulfilment.command", "odr.carriers.command"
_DEAD_LETTERS = "odr.dead_letters"

COMMANDS = {
    "serve": Command("Serve the API and the web interface.", _serve),
    "work": Command("Do the background work: deadlines, mail, webhooks.", _work),
    "migrate": Command("Bring the database to the form of this release.", _migrate),
    "enrol": _of(_ACCOUNTS, "enrol", "Make an account with roles in the service; the password is asked for or read."),
    "role": _of(_ACCOUNTS, "role", "Give a role in the service to an account, or take it away."),
    "marketplace": _of(_ACCOUNTS, "marketplace", "Make a marketplace with its administrators; print its id."),
    "administrator": _of(_ACCOUNTS, "administrator", "Let an account administer a marketplace, or no longer."),
    "second-factor": _of(_ACCOUNTS, "second-factor", "Remove the second factor of an account whose holder lost it."),
    "reseal": _of(_ACCOUNTS, "reseal", "Encrypt what is kept encrypted anew, under the first secret of ODR_SECRET."),
    "outage": _of(_OPERATING, "outage", "List, record or announce when the service could not be used."),
    "calendar": _of(_OPERATING, "calendar", "Show a year of a place, or check that all places are known far enough."),
    "clock": _of(_OPERATING, "clock", "Compare this machine's clock with the database's and with the last beat."),
    "recount": _of(_OPERATING, "recount", "Make the lists across cases anew from the dockets."),
    "demo": Command("Load the demo: a marketplace with people, orders and disputes.", _demo, _demo_options),
    "verify": Command(
        "Check the seal and the registration of a signed record.", _verify, _verify_options, _settings_for_anybody
    ),
    "export": Command("Export the cases of a regulator's scope, pseudonymised.", _export, _export_options),
    "rulebook": Command(
        "List, judge, show and compare rulebooks.", _rulebook, _rulebook_options, _settings_for_anybody
    ),
    "verify-docket": _of(_CUSTODY, "verify-docket", "Re-compute every case, also against checkpoints kept elsewhere."),
    "checkpoint": _of(_CUSTODY, "checkpoint", "Sign how far the log over all cases goes, and print it; or its key."),
    "verify-evidence": _of(_EVIDENCE, "verify-evidence", "Read every file of evidence and compare it with its seal."),
    "outbox": _of(_DEAD_LETTERS, "outbox", "Show what was promised and given up, by its envelope; try it again."),
    "connector": _of(_FULFILMENT, "connector", "In which shop orders of a marketplace are carried out; what is there."),
    "carrier": _of(_CARRIERS, "carrier", "Which carriers may send for a marketplace; take their scans from a file."),
    "backup": Command("Copy the database and the files while the service works.", _backup, _backup_options),
    "restore": Command("Bring a backup back into an empty place.", _restore, _restore_options),
    "schema": Command("Print the GraphQL schema.", _schema),
}

if __name__ == "__main__":
    sys.exit(main())
