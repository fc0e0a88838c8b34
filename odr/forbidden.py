"""Looks through the words of an offer for what no offer may ask for. The signs are data: `forbidden.toml`."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from odr.domain.conditions import Forbidden
from odr.domain.words import Text

_SENTENCE = re.compile(r"[.!?;\n]+(?=\s|$)|\n")
_BETWEEN = re.compile(r"[^\w'-]+")


class Sign(NamedTuple):
    """Found in a sentence that has one of each group, and none of `unless`."""

    of: Forbidden
    language: str
    groups: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]

    def is_in(self, sentence: str) -> bool:
        return all(_any(group, sentence) for group in self.groups) and not _any(self.unless, sentence)


def _any(words: tuple[str, ...], sentence: str) -> bool:
    """Whether one of these begins somewhere in the sentence, where a word begins."""
    return any(f" {word}" in sentence for word in words)


@cache
def signs() -> tuple[Sign, ...]:
    """Every sign of every language. Raises ValueError for one that is not of the closed list."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return tuple(
        Sign(Forbidden(kind), one["language"], tuple(map(tuple, one["groups"])), tuple(one["unless"]))
        for kind, found in told.items()
        for one in found
    )


def forbidden_in(*texts: Text | None) -> frozenset[Forbidden]:
    """What is asked for in these words that must not be, in whichever language."""
    sentences = [sentence for text in texts if text and text.body for sentence in _sentences(text.body)]
    return frozenset(sign.of for sign in signs() for sentence in sentences if sign.is_in(sentence))


def _sentences(body: str) -> list[str]:
    """Small letters, one space before each word, nothing that cannot be seen."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", body) if unicodedata.category(sign) != "Cf")
    return [f" {_BETWEEN.sub(' ', one).strip()}" for one in _SENTENCE.split(seen.lower().replace("\u2019", "'"))]
