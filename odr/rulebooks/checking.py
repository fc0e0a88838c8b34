"""Looks through what a marketplace or a seller wrote: can it be read, what does it make, and what is found in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from odr.domain.facts import LineKind
from odr.domain.rulebook.choices import Status
from odr.domain.rulebook.lint import Finding, Severity, lint
from odr.domain.rulebook.overlay import ID, Compiled, Layer, Source, compiled, read_source
from odr.domain.rulebook.terms import RulebookRefused
from odr.rulebooks import chain

_PLACED = re.compile(r"(?P<place>[a-z_]+(?:[.\[][\w.\-\[\]]+)?): (?P<what>.+)", re.DOTALL)
_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
"""ISO 3166-1 and 3166-2."""
_KEPT = 256


@dataclass(frozen=True, slots=True)
class Checked:
    """What a text is: its head and the rulebook it makes, as far as they can be read, and what was found."""

    source: Source | None
    made: Compiled | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)


@lru_cache(_KEPT)
def source_of(text: str) -> Source:
    """The head of a text. Raises RulebookRefused."""
    return read_source(text.encode())


def check(text: str, known: Mapping[str, Source], seller: str | None, today: date) -> Checked:
    """Look through one text.

    Args:
        known: what it can lie over, by name.
        seller: the marketplace's own id of the seller whose policy it is; None for a marketplace's own.
        today: for findings on days; a text that holds from a later day is judged as of that day.
    """
    try:
        source = source_of(text)
    except RulebookRefused as refused:
        return Checked(None, None, (_finding(refused),))
    head = tuple(_head(source, seller))
    try:
        base, *layers = chain(source, known)
        made = compiled(base, layers)
    except RulebookRefused as refused:
        return Checked(source, None, (*head, _finding(refused)))
    return Checked(source, made, (*head, *_status(made), *lint(made.rulebook, max(today, made.rulebook.in_force_from))))


def _finding(refused: RulebookRefused) -> Finding:
    """ "place: what is wrong; allowed are ..." as a finding."""
    said = _PLACED.fullmatch(str(refused))
    place, what = (said["place"], said["what"]) if said else ("", str(refused))
    what, _, allowed = what.partition("; ")
    to_do = f"{allowed[:1].upper()}{allowed[1:]}." if allowed else "Correct this place."
    return Finding(Severity.ERROR, place, f"{what[:1].upper()}{what[1:]}.", to_do)


def _error(place: str, what: str, to_do: str) -> Finding:
    return Finding(Severity.ERROR, place, what, to_do)


def _head(source: Source, seller: str | None) -> Iterator[Finding]:
    if not ID.fullmatch(source.id):
        yield _error("id", f'"{source.id}" is no name of a version.', "Write for example kiezmarkt/3.")
    if type(source.table.get("in_force_from")) is not date:
        yield _error("in_force_from", "It does not say from which day it holds.", "Write in_force_from = 2026-12-31.")
    if source.layer is Layer.PRESET:
        yield _error("overlay", "Presets come with the service.", 'Write overlay = "baseline".')
    yield from _where(source)
    yield from _owner(source, seller)


def _where(source: Source) -> Iterator[Finding]:
    if source.layer is Layer.REGION and not all(_PLACE.fullmatch(one) for one in source.where):
        yield _error("where", "A region is named by ISO 3166.", 'Write where = ["AT", "DE-BY"].')
    if source.layer is Layer.CATEGORY and not set(source.where) <= set(LineKind):
        yield _error("where", "A category is a kind of thing.", f"Choose from {', '.join(LineKind)}.")


def _owner(source: Source, seller: str | None) -> Iterator[Finding]:
    if (source.layer is Layer.SELLER) != (seller is not None):
        whose = "A seller writes its own policy only" if seller is not None else "A policy is written by its seller"
        yield _error("overlay", f"{whose}.", f'Write overlay = "{"seller" if seller is not None else "baseline"}".')
    elif seller is not None and source.where != (seller,):
        yield _error("where", "This is not your number at the marketplace.", f'Write where = ["{seller}"].')


def _status(made: Compiled) -> Iterator[Finding]:
    if made.rulebook.status is not Status.IN_FORCE:
        yield _error("status", f"Its status is {made.rulebook.status}.", 'Write status = "in_force".')
