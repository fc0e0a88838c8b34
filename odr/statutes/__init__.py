"""The law that entitlement is computed from: one TOML file per version, never edited once released."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from odr.domain.entitlement.lines import Condition
from odr.domain.entitlement.statute import Law, Statute
from odr.domain.rulebook.reading import read_record
from odr.domain.rulebook.terms import Wording

WORDS = "words.toml"


@dataclass(frozen=True, slots=True)
class _Words:
    languages: tuple[str, ...]
    hash: str
    conditions: Mapping[Condition, Wording]
    notice: Wording


@cache
def law() -> Law:
    """All of it. Raises RulebookRefused when a file cannot be used."""
    names = sorted(one.name for one in files(__name__).iterdir() if one.name.endswith(".toml") and one.name != WORDS)
    statutes: tuple[Statute, ...] = tuple(read_record(Statute, _bytes(name), name) for name in names)
    words: _Words = read_record(_Words, _bytes(WORDS), WORDS)
    return Law(statutes, words.conditions, words.notice)


def _bytes(name: str) -> bytes:
    return (files(__name__) / name).read_bytes()
