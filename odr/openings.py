"""How a docket begins: a complaint gets its number, takes the lines that it is about, and becomes the first entries."""

from collections.abc import Callable
from dataclasses import dataclass

from odr import docket, recoveries, reserved
from odr.domain import filing, procedure
from odr.domain.case import Case, Entry
from odr.domain.evolve import fold
from odr.law import Law
from odr.promises import case_number, claim_keys
from odr.store import Dialect, Driver


@dataclass(frozen=True, slots=True)
class Draft:
    """A complaint that waits for its case number, and the name of the rulebook that holds for it."""

    ask: Callable[[str], filing.FileComplaint]
    rulebook: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A docket that was begun, with the entries to append; or None for them when one of its lines is taken."""

    asked: filing.FileComplaint
    empty: Case
    entries: list[Entry] | None


def begin(db: Driver, dialect: Dialect, law: Law, code: str, draft: Draft) -> Begun:
    """Number it in the marketplace's series, reserve its lines, begin its docket. Raises what refuses a complaint."""
    year = draft.ask("").at.year
    asked = draft.ask(case_number(code, year, reserved.count(db, dialect, f"case/{code}/{year}")))
    rulebook = law.rulebooks[draft.rulebook]
    filed = filing.file_complaint(asked, rulebook, law.calendars, law.statutes)
    events = [*filed, *recoveries.known(db, dialect, asked.order.id)]
    empty = fold(asked.case, [], rulebook, law.calendars)
    if not reserved.reserve(db, dialect, claim_keys(asked.order.id, asked.claims), asked.case):
        return Begun(asked, empty, None)
    docket.begin_docket(db, dialect, asked.case, asked.order.id, asked.at)
    return Begun(asked, empty, procedure.enter_in_docket(empty, events, asked.by, asked.at))
