"""The words of a record in one language, from `locales/<language>.toml`."""

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from odr.records.content import Moment


class UnknownLanguage(ValueError):
    """There is no catalogue of the record's words in this language."""


class Words:
    """Looks up `section.key` and fills its {names}; a key that is missing is a KeyError, never an empty
    place.
    """

    def __init__(self, catalogue: dict[str, Any]) -> None:
        self._catalogue = catalogue

    @property
    def language(self) -> str:
        """The BCP 47 tag of these words."""
        return str(self._catalogue["language"])

    @property
    def direction(self) -> str:
        """ "ltr" or "rtl"."""
        return str(self._catalogue["direction"])

    def __call__(self, key: str, **values: object) -> str:
        return self._text(key).format(**values)

    def names(self, key: str) -> set[str]:
        """The {names} that a text asks for."""
        return {name for _, name, _, _ in Formatter().parse(self._text(key)) if name}

    def keys(self, section: str) -> set[str]:
        """The keys of one section."""
        return set(self._catalogue[section])

    def _text(self, key: str) -> str:
        section, name = key.split(".")
        return str(self._catalogue[section][name])

    def moment(self, moment: Moment) -> str:
        """The instant as this language writes it, with the name of the zone and its offset at that instant."""
        key = "time.moment_utc" if moment.zone == "UTC" else "time.moment"
        clock = f"{moment.at:%H:%M}"
        return self(key, date=self.date(moment.at), clock=clock, zone=place(moment.zone), offset=offset(moment.at))

    def date(self, local: dt.date) -> str:
        weekday = self._catalogue["time"]["weekdays"][local.weekday()]
        month = self._catalogue["time"]["months"][local.month - 1]
        return self("time.date", weekday=weekday, day=local.day, month=month, year=local.year)


def place(zone: str) -> str:
    """The city of an IANA zone: "America/New_York" is "New York"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def offset(local: dt.datetime) -> str:
    """The distance from UTC: "+2", "+5:30", "" for UTC itself."""
    seconds = int((local.utcoffset() or dt.timedelta()).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    sign = "-" if seconds < 0 else "+"
    tail = f":{minutes:02d}" if minutes else ""
    return f"{sign}{hours}{tail}" if seconds else ""


@cache
def words(language: str) -> Words:
    """The catalogue of a BCP 47 language.

    Raises:
        UnknownLanguage: no catalogue exists.
    """
    source = files(__package__) / "locales" / f"{language}.toml"
    if not language.isalpha() or not source.is_file():
        raise UnknownLanguage(f"no record words in language {language!r}")
    return Words(tomllib.loads(source.read_text(encoding="utf-8")))
