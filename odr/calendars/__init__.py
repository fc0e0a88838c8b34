"""Calendars of working days by country and region: a library of holidays, corrected by the service and its operator.

A year that a calendar does not know is refused, never guessed (procedure: counting, normative).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Self

import holidays

from odr.calendars.corrections import PLACE, WEEKDAYS, CalendarsRefused, Correction, digest, read
from odr.domain.calendar import Calendar
from odr.domain.refusals import PlaceUnknown

YEARS = range(2020, 2032)
"""The years that are asked of the library. Beyond five years after its edition, new laws are likelier than old ones."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a place so far."""

    free: Mapping[date, str]
    worked: frozenset[date]
    weekend: frozenset[int]
    years: frozenset[int]


class Calendars:
    """The calendars of an installation, each made once."""

    def __init__(self, own: Mapping[str, Correction] | None = None) -> None:
        self._files = (_shipped(), own or {})
        self._made: dict[str, Calendar] = {}

    @classmethod
    def read(cls, path: Path | None) -> Self:
        """The calendars with the corrections of an operator's file.

        Raises:
            CalendarsRefused: the file cannot be read, or says something that cannot be used.
        """
        if path is None:
            return cls()
        try:
            own = cls(read(path.read_bytes()))
        except OSError as error:
            raise CalendarsRefused([f"{path} cannot be read ({error.strerror})."]) from error
        own._refuse_unfinished()
        return own

    def of(self, place: str) -> Calendar:
        """The calendar of a country (DE) or a region (DE-BY). Refuses: PlaceUnknown."""
        if place not in self._made:
            self._made[place] = self._make(self._region(place))
        return self._made[place]

    def _region(self, place: str) -> str:
        """The region that is meant where only the country is known."""
        named = [file[place].region for file in self._files if place in file and file[place].region]
        return named[-1] if named else place

    def _make(self, place: str) -> Calendar:
        corrections = self._corrections(place)
        found = _of_the_library(place, {year for one in corrections for year in one.years})
        if found is None and not any(one.years and one.weekend for one in corrections):
            raise PlaceUnknown(place=place)
        known = reduce(_corrected, corrections, found or _NOTHING)
        return Calendar(_version(place, corrections), place, known.years, known.free, known.worked, known.weekend)

    def _corrections(self, place: str) -> list[Correction]:
        """What is said of the place: of the country before the region, by the service before the operator."""
        layers = dict.fromkeys((place.partition("-")[0], place))
        said = (replace(file[one], region="") for file in self._files for one in layers if one in file)
        return [one for one in said if one != Correction()]

    def _refuse_unfinished(self) -> None:
        problems = []
        for place in self._files[1]:
            try:
                self.of(place)
            except PlaceUnknown:
                problems.append(f"[{place}]: there is no such calendar to correct; a new one needs years and weekend.")
        if problems:
            raise CalendarsRefused(problems)


def regions(country: str) -> tuple[str, ...]:
    """The regions of a country that the library tells apart: "DE-BY" and so on."""
    found = _entity(country, ())
    named = (f"{country}-{one}" for one in found.subdivisions) if found is not None else ()
    return tuple(one for one in named if PLACE.fullmatch(one))


_NOTHING = _Known({}, frozenset(), frozenset(), frozenset())


def _shipped() -> dict[str, Correction]:
    return read(files(__name__).joinpath("corrections.toml").read_bytes())


def places_of(versions: str) -> tuple[str, ...]:
    """The places whose calendars a stored date names: "DE-BY", or two for a joint frame."""
    return tuple(found.group(1) for found in _VERSION.finditer(versions))


_VERSION = re.compile(r"\bholidays/\S+ (\S+)")


def _version(place: str, corrections: Iterable[Correction]) -> str:
    """What a date depends on beside its rule: the holidays, every correction, the zones."""
    said = list(corrections)
    corrected = f" corrected/{digest(said)}" if said else ""
    return f"holidays/{version('holidays')} {place}{corrected} tzdata/{version('tzdata')}"


def _of_the_library(place: str, more: Iterable[int]) -> _Known | None:
    """What the library says of a place, with its holidays of `more` years that somebody else says are known."""
    found = _entity(place, {*YEARS, *more})
    if found is None:
        return None
    weekend = _weekend(found, YEARS[-1])
    years = frozenset(year for year in YEARS if _is_known(found, year) and _weekend(found, year) == weekend)
    free = {day: certain for day, name in found.items() if (certain := _certain(name))}
    return _Known(free, frozenset(found.weekend_workdays), weekend, years)


def names_of(place: str, year: int, language: str) -> tuple[Mapping[date, str], str] | None:
    """What the library calls the holidays of a place in this language (BCP 47), and the language that it found.

    Where it has no names in it, they are in the place's own. None where there is no such place.
    """
    found = _entity(place, {year}, language)
    if found is None:
        return None
    return {day: _certain(name) for day, name in found.items()}, (found.language or ENGLISH).partition("_")[0]


ENGLISH = "en"


def _spoken(language: str, known: tuple[str, ...], otherwise: str | None) -> str | None:
    """The library's name for a language; the language of the place where it has no names in that one."""
    fitting = [one for one in sorted(known) if one.partition("_")[0] == language.partition("-")[0]]
    return "en_US" if "en_US" in fitting else next(iter(fitting), otherwise)


def _entity(place: str, years: Iterable[int], language: str = ENGLISH) -> holidays.HolidayBase | None:
    """The library's holidays of a place, in this language where there are names in it, never by the machine's locale.

    A country whose holidays are the same everywhere has no regions in the library.
    """
    country, _, region = place.partition("-")
    try:
        found = holidays.country_holidays(country) if PLACE.fullmatch(place) else None
    except NotImplementedError:
        return None
    if found is None or (found.subdivisions and region and region not in found.subdivisions):
        return None
    return holidays.country_holidays(
        country,
        subdiv=region if found.subdivisions and region else None,
        years={around for year in years for around in (year - 1, year, year + 1)},
        language=_spoken(language, found.supported_languages, found.default_language),
    )


def _is_known(found: holidays.HolidayBase, year: int) -> bool:
    """A year without any holiday is not known, nor one whose holidays are estimated by the moon.

    Where working days are moved by decree, a year is known when its decree is.
    """
    names = [name for day, name in found.items() if day.year == year]
    if not names or any(_is_estimated(name) for name in names):
        return False
    decrees = getattr(found, "special_public_holidays", {})
    return not found.has_substituted_holidays or year <= max(decrees, default=0)


def _is_estimated(name: str) -> bool:
    return "estimated" in name


def _certain(names: str) -> str:
    """The holidays of a day without those that are estimated."""
    return "; ".join(name for name in names.split("; ") if not _is_estimated(name))


def _weekend(found: holidays.HolidayBase, year: int) -> frozenset[int]:
    first = date(year, 1, 1)
    week = (first + timedelta(days=days) for days in range(7))
    return frozenset(day.weekday() for day in week if found.is_weekend(day))


def _corrected(known: _Known, said: Correction) -> _Known:
    years = frozenset(year for year in known.years | set(said.years) if said.until is None or year <= said.until)
    removed = {day for year in years for day in said.removed(year)}
    added = {day: name for year in years for day, name in said.added(year).items()}
    return _Known(
        free={day: name for day, name in known.free.items() if day not in removed} | added,
        worked=(known.worked - added.keys()) | {day for year in years for day in said.made_up(year)},
        weekend=frozenset(map(WEEKDAYS.index, said.weekend)) or known.weekend,
        years=years,
    )
