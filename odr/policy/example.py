"""The worked example: a simulated case, moved by the procedure itself, as a table of stages with real dates."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from odr.domain.calendar import DAY, Calendars, local_day, zone_info
from odr.domain.refusals import CalendarUnknown
from odr.domain.roles import Role
from odr.domain.rulebook.terms import Acts
from odr.domain.simulate import Bar, Course, Script, Setting, simulate
from odr.domain.vocabulary import Ground, Stage
from odr.policy.facts import Policy

NOON = time(12)
SILENT = Script(silent=frozenset({Acts.RESPONDENT}))
_TOLD = frozenset(
    {"overall_cap", "review.ask", "negotiation.offer_answer", "negotiation.blind_bids.answer", "counterclaim.make"}
)
"""Frames beside the stages: they would be told out of their order."""


@dataclass(frozen=True, slots=True)
class Row:
    """One time frame of the example: days are local."""

    since: date
    stage: Stage
    actors: tuple[Role, ...]
    last: date


@dataclass(frozen=True, slots=True)
class Example:
    """The example for one day of filing; `ground` is None where the case still ran at the end."""

    filed: date
    rows: tuple[Row, ...]
    end: date
    ground: Ground | None


def example(policy: Policy, filed: date, calendars: Calendars) -> Example | None:
    """The course when the other side never answers; None when the calendar does not know one of the years."""
    try:
        course = course_of(policy, filed, calendars)
    except CalendarUnknown:
        return None
    end = local_day(course.end, course.zone)
    return Example(filed, tuple(_rows(course)), end, course.ground)


def course_of(policy: Policy, filed: date, calendars: Calendars) -> Course:
    """The simulated course. Refuses: CalendarUnknown."""
    usual = Setting()
    sides = {
        side: replace(getattr(usual, side), zone=policy.zone, country=policy.country, region=policy.region)
        for side in ("complainant", "respondent")
    }
    setting = Setting(**sides, staff_zone=policy.zone, staff_place=sides["complainant"].place)
    noon = datetime.combine(filed, NOON, zone_info(policy.zone))
    return simulate(policy.rulebook, noon, SILENT, setting, calendars)


def _rows(course: Course) -> Iterator[Row]:
    for bar in course.bars:
        if bar.clause not in _TOLD and (bar.until is None or bar.until > bar.start):
            yield Row(local_day(bar.start, course.zone), bar.stage, bar.actors, _last(bar))


def _last(bar: Bar) -> date:
    return bar.last_day or local_day(bar.due - timedelta.resolution, bar.zone)


def usual_day(today: date) -> date:
    """Tomorrow: the example reads as something that may happen."""
    return today + DAY
