"""The dates of a case, each with its reasons."""

from typing import NamedTuple

import strawberry

from odr.domain import explain as explaining
from odr.domain.case import Frame
from odr.domain.events import FrameEnded
from odr.domain.explain import explain, last_day
from odr.domain.extending import way_to_extend
from odr.domain.human_review import brought_something, instances
from odr.domain.possible import Action
from odr.domain.vocabulary import Automated
from odr.records.reasons import day_words, in_language, sentences
from odr.records.words import Words
from odr.schema import ids
from odr.schema.lazily import Parts
from odr.schema.reader import Reader
from odr.schema.shown_entitlement import show_review
from odr.schema.time_types import CountedDay, DateMove, Deadline, NextStep, PastDeadline, PossibleExtension, WhyThisDate


class Dated(NamedTuple):
    """A time frame and who reads of it."""

    frame: Frame
    reader: Reader
    name: str = ""
    """Which one of several frames of a name it was; empty while it is open."""

    @property
    def stands_still(self) -> bool:
        return self.frame.ended is None and self.frame not in self.reader.case.running


def deadlines(reader: Reader) -> list[Deadline]:
    """The frames that are open, the next bound first."""
    opened = sorted(reader.case.frames.values(), key=lambda frame: frame.due)
    return [_deadline(frame, reader) for frame in opened]


def past_deadlines(reader: Reader) -> list[PastDeadline]:
    """The frames that are over: each ended with an entry of its own, in the same order."""
    ends = [entry for entry in reader.seen.entries if isinstance(entry.event, FrameEnded)]
    return [
        PastDeadline(
            deadline=_deadline(frame, reader, name),
            ending=frame.ended,
            at=entry.at,
            by_rule=brought_something(frame, reader.case),
            review=show_review(Automated.TIME_LIMIT, reader.case, name),
        )
        for (name, frame), entry in zip(instances(reader.case), ends, strict=True)
        if frame.ended is not None
    ]


def next_step(dates: list[Deadline]) -> NextStep | None:
    """What waits for the reader, or for the others while the reader waits: the same rule as the lists have."""
    runs = [date for date in dates if not date.paused]
    awaited = [date for date in runs if date.awaited]
    first = next((date for date in awaited if date.mine), None) or next(iter(awaited or runs), None)
    return NextStep(who=first.actors, mine=first.mine, what=first.text, deadline=first) if first else None


def _deadline(frame: Frame, reader: Reader, name: str = "") -> Deadline:
    return Deadline.of(Dated(frame, reader, name), DEADLINE_PARTS)


def _text(of: Dated) -> str:
    rule = of.reader.case.rulebook.clauses.get(of.frame.clause)
    return rule.text.in_language(of.reader.language) if rule else of.frame.clause


def _checked(of: Dated) -> bool:
    rule = of.reader.case.rulebook.clauses.get(of.frame.clause)
    return bool(rule and rule.checked)


def _extension(of: Dated) -> PossibleExtension | None:
    if all(one.action is not Action.EXTEND_FRAME for one in of.reader.possible) or of.stands_still or of.frame.ended:
        return None
    way = way_to_extend(of.reader.by, of.frame, of.reader.case)
    if way is None:
        return None
    return PossibleExtension(by=way.by, length=str(way.length), left=way.times - of.frame.granted.count(way.by))


def _why(of: Dated) -> WhyThisDate:
    facts, words = of.frame.facts, of.reader.why
    told = in_language(explain(of.frame, of.reader.case, of.reader.seen.entries), words)
    return WhyThisDate(
        sentences=sentences(told, words, stands_still=of.stands_still),
        language=words.language,
        started_by=type(told.started_by.event).__name__ if told.started_by else None,
        entry=told.started_by.number if told.started_by else None,
        started_at=told.started_at,
        clause=facts.clause,
        rulebook=facts.rulebook,
        source=facts.source,
        checked=told.checked,
        limit=facts.limit,
        zones=list(facts.zones or (facts.zone,)),
        zone=of.frame.latest.zone,
        calendar=of.frame.latest.calendar,
        days=[_day(one, words) for one in told.days],
        moves=[_move(one) for one in told.moves],
        capped_by=of.frame.latest.capped_by or None,
    )


def _day(one: explaining.CountedDay, words: Words) -> CountedDay:
    return CountedDay(
        day=one.day,
        until=one.until,
        count=one.count,
        mark=one.mark,
        name=one.name or None,
        words=day_words(one, words),
    )


def _move(one: explaining.Move) -> DateMove:
    return DateMove(
        why=one.facts.why,
        begun=one.facts.begun,
        ended=one.facts.ended,
        length=one.facts.length or None,
        by=one.by,
        start=one.facts.start,
        due=one.facts.due,
    )


_TYPE_OF = {
    "negotiation": "Offer",
    "negotiation.blind_bids.answer": "Bidding",
    "mediation": "Proposal",
    "compliance": "CompensationLine",
}


def _about(frame: Frame) -> strawberry.ID | None:
    """What the frame concerns: it stands behind the clause. A pause has no id of its own."""
    clause, _, subject = frame.facts.frame.partition("/")
    kind = _TYPE_OF.get(clause) or _TYPE_OF.get(clause.partition(".")[0])
    return ids.encode(kind, subject) if subject and kind else None


DEADLINE_PARTS: Parts = {
    "frame": lambda of: ids.encode("Frame", of.name or of.frame.name),
    "clause": lambda of: of.frame.clause,
    "text": _text,
    "about": lambda of: _about(of.frame),
    "actors": lambda of: list(of.frame.facts.actors),
    "mine": lambda of: of.reader.role.acts_as in of.frame.facts.actors,
    "awaited": lambda of: of.frame.awaited,
    "start": lambda of: of.frame.latest.start,
    "due": lambda of: of.frame.due,
    "last_day": lambda of: last_day(of.frame),
    "zone": lambda of: of.frame.latest.zone,
    "limit": lambda of: of.frame.facts.limit,
    "source": lambda of: of.frame.facts.source,
    "checked": _checked,
    "rulebook": lambda of: of.frame.facts.rulebook,
    "calendar": lambda of: of.frame.latest.calendar,
    "capped_by": lambda of: of.frame.latest.capped_by,
    "paused": lambda of: of.stands_still,
    "extension": _extension,
    "extension_asked_by": lambda of: of.reader.case.extension_asked.get(of.frame.name),
    "why": _why,
}
"""The parts of a date, from its frame and its reader."""
