"""The words of a course: what stands in the code's closed lists, as people read it."""

from datetime import date, datetime, timedelta

from odr.domain.calendar import local_day
from odr.domain.events import How, Stage
from odr.domain.roles import Role
from odr.domain.simulate import Bar, Course, Step

_ROLES = {Role.MARKETPLACE: "administrator", Role.REGISTRAR: "administrator", Role.SYSTEM: "service"}


def day(one: date) -> str:
    return f"{one:%a} {one.day} {one:%b %Y}"


def short(one: date) -> str:
    return f"{one.day} {one:%b}"


def plain(name: str) -> str:
    return name.replace("_", " ").lower()


def who(roles: tuple[Role, ...]) -> str:
    """Whom a frame waits for: one name, or both sides."""
    if roles == (Role.COMPLAINANT, Role.RESPONDENT):
        return "both sides"
    return " and ".join(dict.fromkeys(_ROLES.get(role, plain(role.value)) for role in roles)) or "nobody"


def did(step: Step) -> str:
    """What somebody did, or what the end of a time frame brought."""
    return plain(step.what) if step.how is How.BY_ACT or not step.clause else f"time over: {plain(step.what)}"


def stage(one: Stage) -> str:
    return plain(one.value)


def last_day(bar: Bar) -> date:
    """The day by whose end one must act."""
    return bar.last_day or local_day(bar.due - timedelta.resolution, bar.zone)


def days(course: Course) -> int:
    return (local_day(course.end, course.zone) - local_day(course.start, course.zone)).days


def end(course: Course) -> str:
    """How it ended."""
    return f"closed: {plain(course.ground.value)}" if course.ground else "still open"


def heading(course: Course) -> str:
    begun, over = (day(local_day(one, course.zone)) for one in (course.start, course.end))
    return f"{course.rulebook}: {begun} to {over}, {days(course)} days, {end(course)}"


def at_day(at: datetime, course: Course) -> date:
    return local_day(at, course.zone)
