"""What a difference between two rulebooks changes for a case, in plain words of one language."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from odr.domain.rulebook.compare import Meaning
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import RulebookRefused
from odr.notices.words import FALLBACK, Words


@cache
def languages() -> tuple[str, ...]:
    """Every language with words for it; that of last resort first."""
    names = sorted(one.name.removesuffix(".toml") for one in (files(__package__) / "locales").iterdir())
    return (FALLBACK, *(name for name in names if name != FALLBACK))


def language_for(declared: Sequence[str], wanted: str = "") -> str:
    """The wanted language where the rulebook declares it, else the first that it declares, among those there are."""
    known = [one for one in declared if one in languages()]
    return wanted if wanted in known else next(iter(known), FALLBACK)


def spoken_by(rulebook: Rulebook, wanted: str) -> str:
    """The wanted language, or without one the rulebook's first. Raises RulebookRefused for one it does not declare."""
    found = language_for(rulebook.languages, wanted)
    if wanted not in ("", found):
        raise RulebookRefused(f"{rulebook.id} does not declare {wanted}. It declares {', '.join(rulebook.languages)}.")
    return found


def meaning(of: Sequence[Meaning], language: str) -> str:
    """The sentences, one after the other."""
    say = _words(language)
    return " ".join(_sentence(one, say) for one in of)


def _sentence(one: Meaning, say: Words) -> str:
    whom = say(f"for.{one.whom}") if one.whom in say.table("for") else ""
    return say(f"meaning.{one.kind}", whom=f" {whom}" if whom else "", now=one.now, was=one.was)


@cache
def _words(language: str) -> Words:
    return Words(tomllib.loads((files(__package__) / "locales" / f"{language}.toml").read_text(encoding="utf-8")))
