"""The words of the policy pages in one language, from `locales/<language>.toml`; and which language somebody reads."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from odr.domain.calendar import Length
from odr.notices.words import FALLBACK, Words

_RANGE = re.compile(r"\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]{1,40})?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")
_MOST = 20
"""Language ranges that are read of a header; no browser sends more."""


@cache
def languages() -> tuple[str, ...]:
    """Every language with a catalogue; that of last resort first."""
    names = sorted(one.name.removesuffix(".toml") for one in (files(__package__) / "locales").iterdir())
    return (FALLBACK, *(name for name in names if name != FALLBACK))


@cache
def words(language: str) -> Words:
    """The catalogue of one of `languages`."""
    source = files(__package__) / "locales" / f"{language}.toml"
    return Words(tomllib.loads(source.read_text(encoding="utf-8")))


def name_of(language: str) -> str:
    """A language in its own words; its tag where there is no catalogue."""
    return words(language).table("name_of")["self"] if language in languages() else language


def preferred(accepted: str) -> str:
    """The language that a reader prefers of those there are (RFC 9110, Accept-Language)."""
    ranked: list[tuple[float, str]] = []
    for one in accepted.split(",")[:_MOST]:
        found = _RANGE.fullmatch(one)
        if found is not None:
            ranked.append((float(found[2] or 1), found[1].lower()))
    best = sorted(ranked, key=lambda one: -one[0])
    return next((name for weight, name in best if weight > 0 and name in languages()), FALLBACK)


def length(found: Length, told: Words) -> str:
    """ "7 days"."""
    one = f"{found.unit.value}_one" if found.count == 1 else found.unit.value
    return told(f"units.{one}", count=found.count)
