"""A rulebook is read from TOML into frozen values. Unknown and missing keys are refused, with what is allowed."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from odr.domain.calendar import Length, read_length
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import RulebookRefused, Wording

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


def read(source: bytes) -> Rulebook:
    """Read one rulebook; its hash is the SHA-256 of the file's bytes. Raises RulebookRefused."""
    table = parsed(source)
    if "hash" in table:
        raise RulebookRefused("hash: not a key of the file; it is computed from the file's bytes")
    return typed({**table, "hash": hashlib.sha256(source).hexdigest()})


def parsed(source: bytes) -> dict[str, Any]:
    """The tables of a TOML file. Raises RulebookRefused."""
    try:
        return tomllib.loads(source.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise RulebookRefused(f"The rulebook is not valid TOML: {problem}") from problem


def typed(table: Mapping[str, Any]) -> Rulebook:
    """The rulebook that these tables make. Raises RulebookRefused."""
    languages = table.get("languages")
    if not isinstance(languages, list) or not languages or not all(_is_language(one) for one in languages):
        raise RulebookRefused('rulebook.languages: a list of language codes is expected, such as ["en", "de"]')
    made: Rulebook = _Reader(tuple(languages)).record(Rulebook, table, "rulebook")
    return made


def read_record(cls: Any, source: bytes, place: str) -> Any:
    """A file of law or of questions that names its languages, as a frozen value. Raises RulebookRefused."""
    table = parsed(source)
    languages = tuple(table.get("languages") or ())
    return _Reader(languages).record(cls, {**table, "hash": hashlib.sha256(source).hexdigest()}, place)


def _is_language(value: object) -> bool:
    return isinstance(value, str) and LANGUAGE.fullmatch(value) is not None


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads values of the declared types. `languages`: those in which every wording must be given."""

    languages: tuple[str, ...]

    def record(self, cls: Any, table: object, place: str) -> Any:
        if not isinstance(table, dict):
            raise RulebookRefused(f"{place}: a table is expected here")
        known = {field.name: field for field in fields(cls)}
        _refuse_keys(place, set(table) - set(known), "unknown", known)
        missing = {name for name, field in known.items() if name not in table and field.default is MISSING}
        _refuse_keys(place, missing, "missing", known)
        return cls(**{name: self.value(_hints(cls)[name], value, f"{place}.{name}") for name, value in table.items()})

    def value(self, kind: Any, value: Any, place: str) -> Any:
        if isinstance(kind, UnionType):
            return self.value(get_args(kind)[0], value, place)
        if kind is Wording:
            return self.wording(value, place)
        if is_dataclass(kind) and kind is not Length:
            return self.record(kind, value, place)
        if get_origin(kind) is tuple:
            if not isinstance(value, list):
                raise RulebookRefused(f"{place}: a list is expected here")
            return tuple(self.value(get_args(kind)[0], item, f"{place}[{i}]") for i, item in enumerate(value))
        if get_origin(kind) is Mapping:
            key, inner = get_args(kind)
            return self.mapping(key, inner, value, place)
        return _scalar(kind, value, place)

    def mapping(self, key: type[StrEnum], kind: Any, table: object, place: str) -> Any:
        if not isinstance(table, dict):
            raise RulebookRefused(f"{place}: a table is expected here")
        known = {one.value: one for one in key}
        _refuse_keys(place, set(table) - set(known), "unknown", known)
        return {known[name]: self.value(kind, value, f"{place}.{name}") for name, value in table.items()}

    def wording(self, value: object, place: str) -> Wording:
        if not isinstance(value, dict):
            raise RulebookRefused(f'{place}: words in each language are expected here: {{ en = "..." }}')
        wanted = dict.fromkeys(self.languages)
        _refuse_keys(place, set(value) - set(wanted), "undeclared language", wanted)
        _refuse_keys(place, set(wanted) - set(value), "missing language", wanted)
        for language, said in value.items():
            if not isinstance(said, str) or not said.strip():
                raise RulebookRefused(f"{place}.{language}: words are expected here")
        return Wording({language: value[language] for language in self.languages})


def _refuse_keys(place: str, keys: set[str], what: str, known: Mapping[str, object]) -> None:
    if keys:
        raise RulebookRefused(f"{place}: {what} {', '.join(sorted(keys))}; allowed are {', '.join(sorted(known))}")


def _scalar(kind: Any, value: Any, place: str) -> Any:
    if kind is Length or issubclass(kind, StrEnum):
        return _word(kind, value, place)
    if type(value) is not kind:
        raise RulebookRefused(f"{place}: expected {_name(kind)}, found {value!r}")
    if kind is int and value < 0:
        raise RulebookRefused(f"{place}: expected a number that is not negative, found {value}")
    return value


def _name(kind: type[Any]) -> str:
    return "a date such as 2026-01-31" if kind is date else kind.__name__


def _word(kind: Any, value: Any, place: str) -> Any:
    try:
        return read_length(value) if kind is Length else kind(value)
    except (ValueError, TypeError) as problem:
        allowed = f"; allowed are {', '.join(kind)}" if kind is not Length else ""
        raise RulebookRefused(f"{place}: {problem}{allowed}") from problem
