"""When money that was given back is usually there, counted in the working days of whoever gets it.

It is computed when somebody reads it, and is no entry: what providers tell their customers is no promise of anybody's.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from odr.domain.calendar import Length, Unit, local_day
from odr.domain.case import Case
from odr.domain.counting import last_day
from odr.domain.events import Step
from odr.domain.parts import OwedLine
from odr.domain.recovery import gives_back
from odr.domain.refusals import CalendarUnknown, PlaceUnknown
from odr.domain.timeframes import calendar_at

ON_ITS_WAY = (Step.SUBMITTED, Step.SETTLING, Step.FULFILLED)


@dataclass(frozen=True, slots=True)
class Usual:
    """How long it usually takes, in working days."""

    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """The local days between which money is usually there, both counted in."""

    earliest: date
    latest: date


@cache
def usual() -> Mapping[str, Usual]:
    """By the name of a method, as shops call it (`arriving.toml`)."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {name: Usual(one["earliest"], one["latest"]) for one in told.values() for name in one["names"]}


def expected(line: OwedLine, case: Case) -> Arrival | None:
    """When the money of a line is usually there; None where nothing is on its way, or nothing is known of how it goes.

    Of several payments the first one to arrive and the last one count.
    """
    start = _on_its_way_since(line)
    methods = {payment.id: _plain(payment.method) for payment in case.order.payments}
    known = [usual().get(methods.get(leg.payment, "")) for leg in line.legs]
    if start is None or line.fund is not None or not gives_back(line.remedy, case) or not known:
        return None
    found = [one for one in known if one is not None]
    if len(found) < len(known):
        return None
    paid = case.party(line.remedy.owed_by.other)
    try:
        calendar, day = calendar_at(paid.place, case.calendars), local_day(start, paid.zone)
        earliest = min(last_day(day, Length(one.earliest, Unit.WORKING_DAY), calendar) for one in found)
        return Arrival(earliest, max(last_day(day, Length(one.latest, Unit.WORKING_DAY), calendar) for one in found))
    except (CalendarUnknown, PlaceUnknown):
        return None


def _on_its_way_since(line: OwedLine) -> datetime | None:
    """Since the first report after the last failure; None once whoever gets it says that it is there."""
    since: datetime | None = None
    for one in line.reports:
        if one.step not in ON_ITS_WAY:
            since = None
        elif one.step is Step.FULFILLED and one.by.role.side is line.remedy.owed_by.other:
            return None
        else:
            since = since or one.at
    return since


def _plain(method: str) -> str:
    return method.strip().lower().replace(" ", "_").replace("-", "_")
