"""The words of a course, as people read it, in one of the languages of its rulebook.

Stages, roles, ends and grounds are named as on the policy pages; what only a course says is in `locales`.
"""

import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files

from odr.domain.calendar import local_day
from odr.domain.events import DefaultDecisionIssued, How, Stage
from odr.domain.roles import Role
from odr.domain.rulebook.terms import Acts
from odr.domain.simulate import Bar, Course, Step
from odr.notices.words import Words
from odr.policy.words import words


@cache
def spoken(language: str) -> Words:
    """The words of a language that the policy pages have."""
    own = tomllib.loads((files(__package__) / "locales" / f"{language}.toml").read_text(encoding="utf-8"))
    shared = {name: words(language).table(name) for name in ("stages", "roles", "acts", "expiry", "grounds")}
    return Words({**shared, **own})


def day(one: date, say: Words) -> str:
    names = say.table("short")
    weekday, month = names["weekdays"][one.weekday()], names["months"][one.month - 1]
    return say("short.day", weekday=weekday, day=one.day, month=month, year=one.year)


def short(one: date, say: Words) -> str:
    return say("short.day_of_year", day=one.day, month=say.table("short")["months"][one.month - 1])


def who(roles: tuple[Role, ...], say: Words) -> str:
    """Whom a frame waits for: one name, or both sides."""
    if roles == (Role.COMPLAINANT, Role.RESPONDENT):
        return say("course.both")
    names = say.table("roles")
    return say("course.and").join(dict.fromkeys(names[role] for role in roles)) or say("course.nobody")


def actor(step: Step, say: Words) -> str:
    """Who acted: somebody by their part, or the service, or the rulebook."""
    if step.who == Acts.SERVICE:
        return say("roles.SYSTEM")
    return say(f"acts.{step.who}") if step.who in say.table("acts") else say("course.rulebook")


def did(step: Step, say: Words) -> str:
    """What somebody did, or what the end of a time frame brought."""
    if step.what in say.table("expiry"):
        if DefaultDecisionIssued.__name__ in step.brought:
            return say("course.time_over", what=say("course.decided_by_default"))
        return say("course.time_over", what=say(f"expiry.{step.what}"))
    return say(f"act.{step.what}")


def told(step: Step, say: Words) -> str:
    """The whole step in one line."""
    how = "step" if step.how is How.BY_ACT else "step_by_rule"
    return say(f"course.{how}", day=day(step.day, say), who=actor(step, say), what=did(step, say))


def stage(one: Stage, say: Words) -> str:
    return say(f"stages.{one}")


def last_day(bar: Bar) -> date:
    """The day by whose end one must act."""
    return bar.last_day or local_day(bar.due - timedelta.resolution, bar.zone)


def over(bar: Bar, zone: str, say: Words) -> str:
    """How a time frame ended, and on which day in this zone."""
    if bar.ended is None or bar.until is None:
        return say("course.runs")
    return say(f"course.{bar.ended}", day=short(local_day(bar.until, zone), say))


def days(course: Course) -> int:
    return (local_day(course.end, course.zone) - local_day(course.start, course.zone)).days


def end(course: Course, say: Words) -> str:
    """How it ended."""
    return say("course.closed", ground=say(f"grounds.{course.ground}")) if course.ground else say("course.open")


def heading(course: Course, say: Words, line: str = "title") -> str:
    """From when to when, how long and how it ended; `head` without the rulebook and with the zone."""
    begun, over = (day(local_day(one, course.zone), say) for one in (course.start, course.end))
    said = {"rulebook": course.rulebook, "zone": course.zone, "days": days(course), "end": end(course, say)}
    return say(f"course.{line}", begun=begun, over=over, **said)


def at_day(at: datetime, course: Course) -> date:
    return local_day(at, course.zone)
