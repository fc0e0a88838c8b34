"""A course as JSON: names as in the code, instants in UTC, days as dates."""

import msgspec

from odr.domain.simulate import Bar, Course, Span, Step
from odr.simulations import words


def json(course: Course) -> str:
    """One object; the keys stay as they are from release to release."""
    made = {
        "rulebook": course.rulebook,
        "zone": course.zone,
        "start": course.start,
        "end": course.end,
        "days": words.days(course),
        "ground": course.ground,
        "steps": [_step(one) for one in course.steps],
        "stages": [_span(one) for one in course.spans],
        "frames": [_frame(one) for one in course.bars],
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"


def _step(one: Step) -> dict[str, object]:
    return {
        "at": one.at,
        "day": one.day,
        "who": one.who,
        "what": one.what,
        "how": one.how,
        "clause": one.clause or None,
        "stage": one.stage,
        "entries": one.brought,
    }


def _span(one: Span) -> dict[str, object]:
    return {"stage": one.stage, "since": one.since, "until": one.until, "waitsFor": one.actors}


def _frame(one: Bar) -> dict[str, object]:
    return {
        "frame": one.frame,
        "clause": one.clause,
        "stage": one.stage,
        "waitsFor": one.actors,
        "start": one.start,
        "due": one.due,
        "lastDay": words.last_day(one),
        "zone": one.zone,
        "length": one.limit,
        "source": one.source,
        "joint": one.is_joint,
        "cappedBy": one.capped_by or None,
        "until": one.until,
        "ended": one.ended,
    }
