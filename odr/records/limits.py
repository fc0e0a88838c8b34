"""Until when a complaint can be filed, why, and what is left once that is over, in the reader's language."""

from datetime import datetime

from odr.domain.calendar import WEEKENDS, Mark
from odr.domain.claiming import LineLimit
from odr.domain.counting import Counted
from odr.domain.roles import SaleRole
from odr.records.reasons import bound, holiday, instant, length
from odr.records.words import Words, place


def limit_sentences(limit: LineLimit, rulebook: str, at: datetime, say: Words) -> list[str]:
    """The reasons in the order in which they led to the date, from the point of view of this instant."""
    since = say(f"since.{limit.rule.filing.since}")
    term = limit.rule.filing.within
    clause = f"complaints.{limit.complaint}.filing"
    told = [
        say("why.length", clause=clause, rulebook=rulebook, limit=length(str(term.length), say)),
        say("why.source", source=term.source.removesuffix(".")),
        *([] if term.checked else [say("why.unchecked")]),
    ]
    if limit.start is None or limit.counted is None:
        return [say("filing.unknown", since=since), *told]
    ends = "filing.over" if limit.is_over(at) else "why.end"
    zone = limit.counted.zone
    return [
        say("filing.start", moment=instant(limit.start, zone, say), since=since),
        *told,
        *_where(limit.counted, say),
        say(ends, bound=bound(limit.counted.due, zone, say)),
    ]


def other_ways(limit: LineLimit, say: Words) -> list[str]:
    """What somebody for whom it is too late can still do. Money of a payment is what a buyer may get back."""
    bought = limit.rule.filed_by is SaleRole.BUYER
    return [say(f"filing.{way}") for way in ("together", "law", *(["bank"] if bought else []))]


def _where(counted: Counted, say: Words) -> list[str]:
    passed = [one for one in counted.marked if one.mark in (Mark.HOLIDAY, Mark.WEEKEND)]
    named = ((one.day, holiday(one.name, one.day, counted.calendar, say)) for one in passed)
    return [
        say("why.zone", zone=place(counted.zone)),
        say("filing.weekends")
        if counted.calendar == WEEKENDS.version
        else say("why.calendar", calendar=counted.calendar),
        *(say("why.holiday", date=say.date(day), name=name) for day, name in named if name),
        *([say("why.rolled", date=say.date(counted.last_day))] if passed else []),
    ]
