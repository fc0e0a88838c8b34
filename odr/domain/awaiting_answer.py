"""The time in which a sender answers what was found on goods that came back (rulebook: compliance.answer_inspection).

Silence is no consent: without an answer all of it stays owed and goes on. Only the first offer of less waits for one:
the time for the refund ends then, and begins anew and in full once there is an answer, or no time for one any more.
"""

from datetime import datetime

from odr.domain import events as e
from odr.domain.case import Case, Frame, OwedLine
from odr.domain.compensation import DONE, require_line
from odr.domain.course import ANSWER, BESIDE_A_LINE
from odr.domain.events import Ending, Event
from odr.domain.roles import Role
from odr.domain.timeframes import end_clause, end_frames, open_frame
from odr.domain.vocabulary_returns import ReturnFound


def awaits_answer(line: OwedLine, case: Case) -> bool:
    """Whether less was offered for goods that came back, and the refund waits for the answer to that."""
    offered = bool(line.inspections) and line.inspections[-1].is_open
    return offered and not line.non_compliant and not _periods(line, case)


def can_be_answered(line: OwedLine, case: Case) -> bool:
    """Whether the time for an answer runs, and none was given."""
    return f"{ANSWER}/{line.id}" in case.frames and line.inspections[-1].answer is None


def time_to_answer(seen: e.ReturnInspected, line: OwedLine, case: Case, at: datetime) -> list[Event]:
    """What was found is said, or said anew: by that a time to answer that runs does not become longer."""
    if seen.found is ReturnFound.AS_SENT:
        return answer_over(line, case, at, Ending.MOOT)
    sender = (Role(line.remedy.owed_by.other.value),)
    running = f"{ANSWER}/{line.id}" in case.frames
    opened = [] if running else [open_frame(case, ANSWER, at, subject=line.id, actors=sender)]
    if seen.accepts is None:
        return [*opened, *_goes_on(line, case, at)]
    first = all(one.facts.accepts is None for one in line.inspections)
    return [*opened, *(end_frames(_periods(line, case), Ending.MOOT) if first and not line.non_compliant else [])]


def answer_over(line: OwedLine, case: Case, at: datetime, how: Ending = Ending.MET) -> list[Event]:
    """There is an answer, or nothing to answer any more: what is owed goes on."""
    return [*end_clause(case, ANSWER, how, line.id), *_goes_on(line, case, at)]


def unanswered(case: Case, subject: str, due: datetime) -> list[Event]:
    """The time for an answer passed without one: nothing was agreed to, and the whole refund is owed in its time."""
    return _goes_on(require_line(case, subject), case, due)


def _goes_on(line: OwedLine, case: Case, at: datetime) -> list[Event]:
    """The time that ended when less was offered begins anew, for whom it ran."""
    if not awaits_answer(line, case) or line.step in DONE:
        return []
    before = next((one for one in reversed(case.past_frames) if _is_period(one, line)), None)
    if before is None:
        return []
    return [open_frame(case, before.clause, at, subject=line.id, actors=before.facts.actors)]


def _periods(line: OwedLine, case: Case) -> list[Frame]:
    """The time in which the line itself is to be done."""
    return [one for one in case.frames.values() if _is_period(one, line)]


def _is_period(frame: Frame, line: OwedLine) -> bool:
    clause, _, subject = frame.name.partition("/")
    return subject == line.id and clause.startswith("compliance.") and clause not in BESIDE_A_LINE
