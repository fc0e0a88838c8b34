"""What happened to the exhibits, and how far the signed log goes, for a record."""

from dataclasses import replace

from odr.custody.log import latest
from odr.custody.sheet import Line, Sheet, custody_sheet
from odr.records import content as c
from odr.records.reading import Reading, Scope
from odr.records.telling import Teller
from odr.store import Store


def sheets_of(store: Store, reading: Reading) -> dict[str, Sheet]:
    """The custody sheet of each exhibit of this record, as far as its reader may see it, and may pass it on."""
    case = reading.case
    private = reading.scope is Scope.PRIVATE
    made = {
        one: custody_sheet(store, case, reading.entries, reading.role, one, private=private)
        for one in case.exhibits | case.drafts
    }
    return {one: sheet for one, sheet in made.items() if sheet is not None}


def last_checkpoint(store: Store) -> str:
    """The last checkpoint, as it was signed; empty before the first."""
    with store.read() as conn:
        last = latest(conn)
    return last.note if last else ""


def with_sheet(exhibit: c.Exhibit, sheet: Sheet | None, tell: Teller) -> c.Exhibit:
    """The exhibit with what happened to it."""
    if sheet is None:
        return exhibit
    return replace(exhibit, handled=tuple(_handled(one, tell) for one in sheet.lines), with_log=sheet.with_log)


def _handled(line: Line, tell: Teller) -> c.Handled:
    return c.Handled(
        at=tell.moment(line.at),
        who=tell.who(line.by) if line.by else tell.say("custody.somebody"),
        what=tell.told(line.entry.event) if line.entry else _done(line, tell),
        entry=line.entry.number if line.entry else 0,
    )


def _done(line: Line, tell: Teller) -> str:
    words = tell.say(f"custody.{line.purpose}")
    if line.times == 1 or line.until is None:
        return words
    last = tell.say.moment(tell.moment(line.until))
    return tell.say("custody.several", what=words, times=line.times, last=last)
