"""Why a date is that date, in sentences of the reader's language: the one place for page, API and record."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import assert_never
from zoneinfo import ZoneInfo

from odr.calendars.naming import holiday_name
from odr.domain.calendar import Mark
from odr.domain.case import Frame
from odr.domain.events import Moved
from odr.domain.explain import CountedDay, Explanation, Move
from odr.domain.timeframes import TYPED
from odr.records.content import Moment
from odr.records.words import Words, place

FALLBACK = "en"


@cache
def why_words(language: str) -> Words:
    """The words in this language; in English where there are none."""
    folder = files(__package__) / "locales" / "why"
    source = folder / f"{language if language.isalpha() else FALLBACK}.toml"
    source = source if source.is_file() else folder / f"{FALLBACK}.toml"
    return Words(tomllib.loads(source.read_text(encoding="utf-8")))


def in_language(why: Explanation, say: Words) -> Explanation:
    """The explanation with its holidays named in this language; a name in another one says in which."""
    calendar = why.frame.latest.calendar
    named = (replace(one, name=holiday(one.name, one.day, calendar, say)) for one in why.days)
    return replace(why, days=tuple(named))


def holiday(name: str, day: date, calendar: str, say: Words) -> str:
    """The stored name of a holiday as this language says it. Empty for a day that has none."""
    if not name:
        return ""
    found = holiday_name(name, day, calendar, say.language)
    if found.language in ("", say.language):
        return found.name
    return say("day.in_language", name=found.name, language=found.language)


def sentences(why: Explanation, say: Words, *, stands_still: bool = False) -> list[str]:
    """The reasons in the order in which they led to the date. `stands_still`: a pause holds the frame now."""
    return [
        _start(why, say),
        *_rule(why, say),
        *_where(why.frame, say),
        *_special_days(why, say),
        *(_moved(move, say) for move in why.moves),
        *([say("why.capped", clause=why.frame.latest.capped_by)] if why.frame.latest.capped_by else []),
        say("why.end", bound=bound(why.frame.due, why.frame.latest.zone, say)),
        *([say("why.standing")] if stands_still else []),
    ]


def day_words(one: CountedDay, say: Words) -> str:
    """What one row of the count says of its day, or of the days up to the last one."""
    if one.mark is Mark.MADE_UP:
        return say("day.MADE_UP", count=one.count)
    mark = _mark(one, say)
    if one.count is None:
        return say("day.skipped", mark=mark) if mark else say("day.end")
    if mark:
        return say("day.rolled_on", count=one.count, mark=mark)
    return say("day.counted" if one.day == one.until else "day.until", count=one.count)


def bound(due: datetime, zone: str, say: Words) -> str:
    """An exclusive bound as people say it: midnight is the end of the day before."""
    local = due.astimezone(ZoneInfo(zone))
    if local.time() == time.min:
        return say("time.by_end_of", date=say.date(local - timedelta(days=1)), zone=place(zone))
    return say("time.before", moment=instant(due, zone, say))


def length(limit: str, say: Words) -> str:
    """ "7d" in words."""
    count = int("".join(filter(str.isdigit, limit)))
    unit = limit.removeprefix(str(count))
    return say(f"length.{unit}_{'one' if count == 1 else 'many'}", count=count)


def _mark(one: CountedDay, say: Words) -> str:
    if one.mark is Mark.HOLIDAY and one.name:
        return say("day.HOLIDAY_named", name=one.name)
    return say(f"day.{one.mark}") if one.mark else ""


def _start(why: Explanation, say: Words) -> str:
    moment = instant(why.started_at, why.frame.facts.zone, say)
    if why.started_by is None:
        return say("why.start", moment=moment)
    kind = type(why.started_by.event).__name__
    what = say(f"kind.{kind if kind in say.keys('kind') else 'other'}")
    return say("why.started_by", moment=moment, what=what, number=why.started_by.number)


def _rule(why: Explanation, say: Words) -> Iterator[str]:
    facts = why.frame.facts
    if facts.limit == TYPED:
        yield say("why.typed")
        return
    yield say("why.length", clause=facts.clause, rulebook=facts.rulebook, limit=length(facts.limit, say))
    yield say("why.source", source=facts.source.removesuffix("."))
    if why.checked is False:
        yield say("why.unchecked")


def _where(frame: Frame, say: Words) -> Iterator[str]:
    zone, zones = frame.latest.zone, frame.facts.zones
    if len(zones) > 1:
        yield say("why.zones", zones=", ".join(map(place, zones)), zone=place(zone))
    else:
        yield say("why.zone", zone=place(zone))
    yield say("why.calendar", calendar=frame.latest.calendar)


def _special_days(why: Explanation, say: Words) -> Iterator[str]:
    days = why.days
    if not days:
        return
    yield say("why.first", date=say.date(days[0].day))
    for one in days:
        if one.mark is Mark.HOLIDAY and one.name:
            yield say("why.holiday", date=say.date(one.day), name=one.name)
        if one.mark is Mark.MADE_UP:
            yield say("why.made_up", date=say.date(one.day))
    if any(one.mark is Mark.WEEKEND for one in days):
        yield say("why.weekends")
    paused = sum(one.mark is Mark.PAUSED for one in days)
    if paused:
        yield say("why.paused", count=paused)
    if days[-1].count is None:
        yield say("why.rolled", date=say.date(days[-1].day))


def _moved(move: Move, say: Words) -> str:
    facts, zone = move.facts, move.facts.zone
    begun, ended = (instant(at, zone, say) for at in (facts.begun, facts.ended))
    match facts.why:
        case Moved.EXTENDED:
            day = say.date(facts.begun.astimezone(ZoneInfo(zone)))
            by = say(f"by.{move.by.name if move.by else 'UNKNOWN'}")
            return say("why.extended", date=day, length=length(facts.length, say), by=by)
        case Moved.PAUSED:
            return say("why.stood_still", begun=begun, ended=ended)
        case Moved.OUTAGE:
            return say("why.outage", begun=begun, ended=ended)
        case Moved.SERVED_LATER:
            return say("why.served_later", start=instant(facts.start, zone, say))
        case Moved.RESTARTED:
            return say("why.restarted", start=instant(facts.start, zone, say))
        case Moved.SCANNED:
            return say("why.scanned", start=instant(facts.start, zone, say))
        case _:
            assert_never(facts.why)


def instant(at: datetime, zone: str, say: Words) -> str:
    """An instant as people at this place say it."""
    return say.moment(Moment(at.astimezone(UTC if zone == "UTC" else ZoneInfo(zone)), zone))
