"""The report: `python -m tests.evidence.corpus` plays every hostile file and prints what came of it."""

import sys
import tempfile
from contextlib import ExitStack, closing, nullcontext
from pathlib import Path

from odr.clerk import Clerk
from odr.evidence.room import EvidenceRoom, open_room
from odr.evidence.scanner import Scanner
from odr.migrate import migrate
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.settings import Settings
from odr.store import Store
from tests.core.given import complaint
from tests.evidence.clamd import PROGRAM, clamd
from tests.evidence.corpus.items import INSTALLED, ITEMS, OTHERS, Item
from tests.evidence.corpus.playing import Played, Witness, climbed, play, witness


def opened(folder: Path, scanner: Scanner | None) -> EvidenceRoom:
    """A room of its own, with one case."""
    settings = Settings(mode="demo", data_dir=folder, worker=False, scanner=scanner.address if scanner else "")
    migrate(settings.database_url)
    store = Store(settings.database_url)
    clerk = Clerk(store, all_rulebooks())
    clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    return open_room(settings, store, clerk)


def line(item: Item, room: EvidenceRoom, watching: Witness) -> tuple[str, bool]:
    """A row of the table, and whether everything was as it has to be."""
    missing = [one for one in item.needs if not INSTALLED[one]]
    if missing:
        return f"| {item.number} | {item.name} | skipped: no {', '.join(missing)} | | |", True
    played = play(room, item, watching)
    told = "; ".join(played.wrong) or "as expected"
    return f"| {item.number} | {item.name} | {played.outcome}{_more(played)} | {played.seconds:.1f} s | {told} |", not (
        played.wrong
    )


def _more(played: Played) -> str:
    if not played.shown:
        return ""
    active = ", ".join(played.shown.active)
    return f" ({len(played.bodies)})" + (f", told of {active}" if active else "")


def main() -> int:
    """Print the table; 1 when something was not as expected."""
    good = True
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        scanner = stack.enter_context(clamd() if PROGRAM else nullcontext())
        watching = stack.enter_context(witness())
        room = opened(folder, scanner)
        stack.enter_context(closing(room.store))
        sys.stdout.write("| | File | Outcome | Time | |\n| --- | --- | --- | --- | --- |\n")
        for item in ITEMS:
            row, right = line(item, room, watching)
            sys.stdout.write(row + "\n")
            sys.stdout.flush()
            good = good and right
        for other in OTHERS:
            told = f"tests/evidence/{other.module}.py: test_{other.test}…"
            sys.stdout.write(f"| {other.number} | {other.name} | {other.expected} | | {told} |\n")
    return 0 if good and not climbed() else 1


if __name__ == "__main__":
    sys.exit(main())
