"""The dated course that the receipt tells: each stage at its full length, counted when the case begins."""

from datetime import date, datetime, timedelta

from odr.domain import calendar
from odr.domain import events as e
from odr.domain.case import Case
from odr.domain.course import OUTLIVE_A_STAGE, clauses_of, stage_for
from odr.domain.events import Stage
from odr.domain.rulebook import StageName
from odr.domain.timeframes import open_frame


def projected(case: Case, start: datetime) -> tuple[e.Projected, ...]:
    """The last local day of each stage if everybody takes all the time there is and the complaint is answered."""
    timeline = []
    for stage in _course(case):
        ending = (clause for clause in clauses_of(stage, case) if clause not in OUTLIVE_A_STAGE)
        bound = max(open_frame(case, clause, start).due for clause in ending)
        timeline.append(e.Projected(stage, _last_day(bound, case.complainant.zone)))
        start = bound
    return tuple(timeline)


def require_calendars(case: Case, start: datetime) -> None:
    """Each frame that may follow could be counted from here on: "a year that a calendar does not know is refused".

    Better now than when the case would stand still for it. Refuses: CalendarUnknown, PlaceUnknown, ZoneUnknown.
    """
    for stage in case.rulebook.stages.order:
        for clause in clauses_of(Stage(stage.name), case):
            open_frame(case, clause, start)


def _course(case: Case) -> list[Stage]:
    """Every stage of the rulebook with the appointments before it; what only silence or patience needs is left out."""
    told = [one for one in case.rulebook.stages.order if one not in (StageName.ESCALATION, StageName.RESPONSE)]
    stages = [stage for name in told for stage in (stage_for(case, name), Stage(name.name))]
    return list(dict.fromkeys(stages))


def _last_day(bound: datetime, zone: str) -> date:
    return calendar.local_day(bound - timedelta(microseconds=1), zone)
