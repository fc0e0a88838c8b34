"""The dates of a case, each with its reasons."""

from datetime import timedelta

import strawberry

from odr.domain.calendar import local_day
from odr.domain.case import Frame
from odr.domain.timeframes import rule_of
from odr.schema import ids
from odr.schema.part_types import Deadline, NextStep
from odr.schema.reader import Reader

INSTANT = timedelta(microseconds=1)


def deadlines(reader: Reader) -> list[Deadline]:
    """The frames that run, the next bound first."""
    running = sorted(reader.case.frames.values(), key=lambda frame: frame.due)
    return [_deadline(frame, reader) for frame in running]


def next_step(dates: list[Deadline]) -> NextStep | None:
    """What waits for the reader, or for the others while the reader waits: the same rule as the lists have."""
    first = next((date for date in dates if date.mine), None) or next(iter(dates), None)
    return NextStep(who=first.actors, mine=first.mine, what=first.text, deadline=first) if first else None


def _deadline(frame: Frame, reader: Reader) -> Deadline:
    facts, rule = frame.facts, rule_of(frame, reader.case)
    return Deadline(
        clause=facts.clause,
        text=rule.text.in_language(reader.language),
        about=_about(frame),
        actors=list(facts.actors),
        mine=reader.role in facts.actors,
        start=facts.start,
        due=facts.due,
        last_day=local_day(facts.due - INSTANT, facts.zone),
        zone=facts.zone,
        limit=facts.limit,
        source=facts.source,
        checked=rule.checked,
        rulebook=facts.rulebook,
        calendar=facts.calendar,
        capped_by=facts.capped_by,
    )


_TYPE_OF = {"negotiation": "Offer", "mediation": "Proposal", "compliance": "CompensationLine"}


def _about(frame: Frame) -> strawberry.ID | None:
    """What the frame concerns: it stands behind the clause."""
    clause, _, subject = frame.facts.frame.partition("/")
    return ids.encode(_TYPE_OF[clause.partition(".")[0]], subject) if subject else None
