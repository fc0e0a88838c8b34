"""The words of notices and mails in one language, from `locales/<language>.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in words: what happened, what it says, and until when somebody acts (empty without a bound)."""

    title: str
    words: str
    until: str

    @property
    def text(self) -> str:
        return f"{self.words} {self.until}".strip()


class Words:
    """One language. A key that is missing is a KeyError, never an empty place."""

    def __init__(self, catalogue: Mapping[str, Any]) -> None:
        self._catalogue = catalogue
        self.language = str(catalogue["language"])
        self.direction = str(catalogue["direction"])

    def __call__(self, key: str, **values: object) -> str:
        """The text of `section.name` with its {names} filled."""
        section, name = key.split(".")
        return self.table(section)[name].format(**values)

    def table(self, section: str, name: str = "") -> Mapping[str, str]:
        """All texts of a section, or of one table in it."""
        found: Mapping[str, Any] = self._catalogue[section]
        return found[name] if name else found

    def notice(self, kind: str, facts: Mapping[str, Any]) -> Told:
        """A notice of this kind. `facts`: number, and where somebody acts: mine, until (UTC), zone, clause;
        of a rulebook its name and the day since which it holds; of a webhook its host.
        """
        table = self.table("notices", kind)
        words = {"number": facts["number"], "what": self.clause(facts.get("clause", ""))}
        if "missing" in facts:
            words["missing"] = str(facts["missing"])
        if "webhook" in facts:
            words["webhook"] = str(facts["webhook"])
        if "rulebook" in facts:
            words |= {"rulebook": facts["rulebook"], "since": self.day(date.fromisoformat(facts["since"]))}
        sentence = table.get("act" if facts.get("mine") else "wait", "") if "until" in facts else ""
        if sentence:
            words["until"] = self.until(datetime.fromisoformat(facts["until"]), facts["zone"])
        return Told(table["title"], table["words"].format(**words), sentence.format(**words))

    def clause(self, clause: str) -> str:
        """What is to be done under a clause: "answer the offer"."""
        return str(self._catalogue["clauses"].get(clause.replace(".", "_"), self._catalogue["clauses"]["other"]))

    def until(self, bound: datetime, zone: str) -> str:
        """An exclusive bound as people read it: "by the end of Tuesday 7 April 2026 (Warsaw time)"."""
        local = bound.astimezone(ZoneInfo(zone))
        place = zone.rsplit("/", 1)[-1].replace("_", " ")
        if local.time() == time.min:
            return self("time.end_of_day", day=self.day((local - timedelta(days=1)).date()), zone=place)
        return self("time.at_time", time=f"{local:%H:%M}", day=self.day(local.date()), zone=place)

    def day(self, day: date) -> str:
        weekday = self._catalogue["time"]["weekdays"][day.weekday()]
        month = self._catalogue["time"]["months"][day.month - 1]
        return self("time.day", weekday=weekday, day=day.day, month=month, year=day.year)


@cache
def words(language: str) -> Words:
    """The words of a BCP 47 language; those of its base language, or English, where it has none of its own."""
    for name in (language, language.split("-", maxsplit=1)[0], FALLBACK):
        source = files(__package__) / "locales" / f"{name}.toml"
        if name.replace("-", "").isalnum() and source.is_file():
            return Words(tomllib.loads(source.read_text(encoding="utf-8")))
    raise LookupError(FALLBACK)
