"""Corrections of calendars, read from a file: what is free, what is worked, which years are known."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
"""A country (ISO 3166-1) or a region of it (ISO 3166-2)."""
WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
LEAP_YEAR = 2000


class CalendarsRefused(ValueError):
    """The file of calendars cannot be used. The message has a line for each problem, saying what would do."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The calendars cannot be used:\n" + "\n".join(f"  {line}" for line in problems))


@dataclass(frozen=True, slots=True)
class Correction:
    """What a file says of one place. A day is written 2026-08-15; a day of each year 08-15."""

    add: Mapping[str, str] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()
    weekend: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    until: int | None = None
    region: str = ""

    def added(self, year: int) -> dict[date, str]:
        """The holidays that are added in a year, with their names."""
        return {day: name for written, name in self.add.items() if (day := _day_of(written, year))}

    def removed(self, year: int) -> set[date]:
        """The days of a year that are no holidays."""
        return {day for written in self.remove if (day := _day_of(written, year))}

    def made_up(self, year: int) -> set[date]:
        """The days of a year's weekends that are worked."""
        return {day for written in self.worked if (day := _day_of(written, year))}


def digest(corrections: Iterable[Correction]) -> str:
    """What tells one set of corrections from another: eight hexadecimal digits."""
    return hashlib.sha256(repr(list(corrections)).encode()).hexdigest()[:8]


def read(source: bytes) -> dict[str, Correction]:
    """Read a file of corrections, by place. Raises CalendarsRefused."""
    try:
        tables = tomllib.loads(source.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise CalendarsRefused([f"This is no valid TOML: {problem}"]) from problem
    problems = [line for place, table in tables.items() for line in _problems(place, table)]
    if problems:
        raise CalendarsRefused(problems)
    return {place: _correction(table) for place, table in tables.items()}


def _correction(table: Mapping[str, Any]) -> Correction:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Correction(**values)


def _problems(place: str, table: object) -> list[str]:
    if not PLACE.fullmatch(place):
        return [f"[{place}]: this is no place; write a country as [DE] or a region as [DE-BY]."]
    if not isinstance(table, dict) or not table:
        return [f"[{place}]: nothing is said here; allowed are {_ALLOWED}."]
    strange = [f"[{place}] {key}: no such key; allowed are {_ALLOWED}." for key in sorted(table.keys() - _FORMS.keys())]
    return strange + [
        f"[{place}] {key}: {table[key]!r} cannot be used; {form.said}."
        for key, form in _FORMS.items()
        if key in table and not form.fits(table[key], place)
    ]


@dataclass(frozen=True, slots=True)
class _Form:
    """What the value of a key must be, and how that is said."""

    said: str
    fits: Callable[[Any, str], bool]


def _list_of(fits: Callable[[object], bool]) -> Callable[[Any, str], bool]:
    return lambda value, place: isinstance(value, list) and bool(value) and all(fits(one) for one in value)


def _is_named(value: Any, place: str) -> bool:
    return isinstance(value, dict) and all(_is_day(day) and isinstance(name, str) for day, name in value.items())


def _is_year(value: object) -> bool:
    return type(value) is int and date.min.year < value < date.max.year


def _is_day(value: object) -> bool:
    return isinstance(value, str) and _day_of(value, int(value[:4]) if _is_dated(value) else LEAP_YEAR) is not None


def _is_full_day(value: object) -> bool:
    return _is_day(value) and _is_dated(str(value))


def _is_dated(written: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d", written, re.ASCII) is not None


def _is_region(value: Any, place: str) -> bool:
    return isinstance(value, str) and PLACE.fullmatch(value) is not None and value.startswith(f"{place}-")


def _day_of(written: str, year: int) -> date | None:
    """The day of a year that is meant; none when it is a day of another year, or there is none such that year."""
    text = written if _is_dated(written) else f"{year:04}-{written}"
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year == year else None


_FORMS = {
    "add": _Form('write { "2026-08-15" = "Name" }, or "08-15" for each year', _is_named),
    "remove": _Form('write ["2026-08-15"], or ["08-15"] for each year', _list_of(_is_day)),
    "worked": _Form('write ["2026-08-08"]', _list_of(_is_full_day)),
    "weekend": _Form(f"write some of {', '.join(WEEKDAYS)}", _list_of(lambda one: one in WEEKDAYS)),
    "years": _Form("write [2027]", _list_of(_is_year)),
    "until": _Form("write 2027", lambda value, place: _is_year(value)),
    "region": _Form('write the code of a region there, such as "GB-ENG"', _is_region),
}
_ALLOWED = ", ".join(one.name for one in fields(Correction))
