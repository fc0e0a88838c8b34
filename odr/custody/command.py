"""The commands of custody: `odr checkpoint` signs how far the log goes, `odr verify-docket` computes all of it anew."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from odr.accounts.command import Command
from odr.custody.against import against
from odr.custody.keys import log_key
from odr.custody.log import every, latest, sign_all
from odr.custody.note import Checkpoint, NoteRefused, NotSigned, Verifier, opened
from odr.evidence.audit import broken
from odr.verification import verify_dockets

if TYPE_CHECKING:
    from odr.schema.context import House


def add_checkpoint_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr checkpoint`."""
    parser.add_argument("--key", action="store_true", help="print the public key of the log instead, and sign nothing")


def run_checkpoint(arguments: argparse.Namespace, house: "House") -> int:
    """Sign how far the log goes now, and print the checkpoint."""
    key = log_key(house.settings)
    if arguments.key:
        sys.stdout.write(f"{key.verifier}\n")
        return 0
    sign_all(house.store, key, house.clock.now())
    with house.store.read() as conn:
        last = latest(conn)
    if last is None:
        return _told("There is nothing to sign yet: no case was ever opened.")
    sys.stdout.write(last.note)
    return 0


def add_verify_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr verify-docket`."""
    held = "a file with a checkpoint that was kept elsewhere; may be given several times"
    parser.add_argument("--against", metavar="CHECKPOINT", type=Path, action="append", default=[], help=held)
    parser.add_argument("--key", metavar="KEY", help="the log's public key, as it was kept elsewhere; else this log's")


def run_verify(arguments: argparse.Namespace, house: "House") -> int:
    """Compute everything anew; the checkpoints first, since they notice what nothing else does."""
    try:
        held = [*_held(arguments, house), *_own(house)]
    except (NoteRefused, OSError, UnicodeDecodeError) as refused:
        return _told(str(refused))
    if held:
        compared = against(house.store, held)
        if compared.divergence:
            return _told(f"The docket is not what was signed: {compared.divergence}.")
        whose = "The checkpoint holds" if arguments.against else "The service's own checkpoints hold"
        sys.stdout.write(f"{whose}: {compared.entries} entries in {compared.leaves} leaves.\n")
    exhibit, number = next(broken(house.store), ("", 0))
    if number:
        return _told(f"The audit log of exhibit {exhibit} is not what it was: row {number} does not follow.")
    found = verify_dockets(house.store, house.clerk.law)
    if found.divergence:
        return _told(f"The docket is not what it was: {found.divergence}")
    sys.stdout.write(f"All seals and rows hold: {found.cases} cases, {found.entries} entries.\n")
    return 0


def _held(arguments: argparse.Namespace, house: "House") -> Sequence[Checkpoint]:
    """The checkpoints that were given, each signed by the log's key. Raises NoteRefused."""
    by = Verifier.parse(arguments.key) if arguments.key else log_key(house.settings).verifier
    read = [Checkpoint.parse(opened(file.read_text("utf-8"), by)) for file in arguments.against]
    strange = [one.origin for one in read if one.origin != by.name]
    if strange:
        raise NoteRefused(f"The checkpoint is of another log: {strange[0]}.")
    return read


def _own(house: "House") -> Sequence[Checkpoint]:
    """Those that the service kept itself, under its present key. Raises NoteRefused for one that was changed."""
    by, read = log_key(house.settings).verifier, []
    with house.store.read() as conn:
        notes = every(conn)
    for note in notes:
        try:
            read.append(Checkpoint.parse(opened(note, by)))
        except NotSigned:
            continue
    return read


def _told(message: str) -> int:
    sys.stderr.write(f"{message}\n")
    return 1


COMMANDS = {
    "checkpoint": Command(add_checkpoint_arguments, run_checkpoint),
    "verify-docket": Command(add_verify_arguments, run_verify),
}
