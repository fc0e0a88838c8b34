"""What was said to be on its way: whoever is owed it says whether it arrived; after silence it counts as done.

Not of what the service does in a shop: that is known from there (ADR 0032).
"""

from datetime import datetime

from odr.domain.case import Case, OwedLine
from odr.domain.course import BESIDE_A_LINE
from odr.domain.events import Ending, Event, FundPart, Step
from odr.domain.guards import require_words
from odr.domain.proving import since_undone
from odr.domain.roles import Actor, Role
from odr.domain.timeframes import end_clause, open_frame
from odr.domain.words import Text

CONFIRMING = "compliance.confirm_done"
"""The clause of the time in which whoever is owed a line says whether it arrived."""

_BY_THE_SERVICE = (Step.SUBMITTED, Step.SETTLING, Step.UNKNOWN)


def to_be_confirmed(by: Actor, line: OwedLine, case: Case, at: datetime) -> list[Event]:
    """Whoever owes it did their part: the time for that is over, and the other side's to say whether it came begins.

    What runs beside it goes on, such as the time to report that it was not done.
    """
    if by.role is Role.SYSTEM or line.fund is FundPart.IS_PAID_BACK or _by_the_service(line):
        return []
    over = (
        clause for clause in case.rulebook.clauses if clause.startswith("compliance.") and clause not in BESIDE_A_LINE
    )
    ended = [event for clause in over for event in end_clause(case, clause, Ending.MET, line.id)]
    owed_to = (Role(line.remedy.owed_by.other.value),)
    return [*ended, open_frame(case, CONFIRMING, at, subject=line.id, actors=owed_to)]


def is_to_be_confirmed(line: OwedLine, case: Case) -> bool:
    """Whether the other side is waited for to say whether it arrived."""
    return f"{CONFIRMING}/{line.id}" in case.frames


def is_denied(line: OwedLine) -> bool:
    """Whether whoever is owed it said that it did not arrive, and nobody said anything else since."""
    last = line.reports[-1] if line.reports else None
    return last is not None and last.step is Step.FAILED and last.by.role.side is line.remedy.owed_by.other


def require_denial(by: Actor, step: Step, note: Text | None) -> None:
    """Who says that it did not arrive says so in words. Refuses: ReasonsMissing."""
    if step is Step.FAILED and by.role.side is not None:
        require_words(note, "That it did not arrive", "note")


def _by_the_service(line: OwedLine) -> bool:
    return any(one.by.role is Role.SYSTEM and one.step in _BY_THE_SERVICE for one in since_undone(line))
