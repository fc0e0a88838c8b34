"""Rules on words and sources: short sentences, numbers that agree with the words, dates that have come."""

import re
from collections.abc import Iterator
from datetime import date

from odr.domain.calendar import Unit
from odr.domain.rulebook.choices import Status
from odr.domain.rulebook.lint.findings import Finding, Rule, Severity, error, warning
from odr.domain.rulebook.places import numbers, wordings
from odr.domain.rulebook.shape import Rulebook

MOST_WORDS = 20
MOST_SIGNS = 400
_DAYS = re.compile(r"\b(\d+) (?:days?|Tage?n?)\b")


def sentences_are_short(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    """Readers of any language: sentences of at most twenty words, and no long texts."""
    for place, wording in wordings(rulebook):
        for language, said in wording.said.items():
            longest = max(len(sentence.split()) for sentence in re.split(r"[.!?:;]\s", said))
            if longest > MOST_WORDS:
                yield warning(f"{place}.{language}", f"A sentence has {longest} words.", "Make two of it.")
            if len(said) > MOST_SIGNS:
                yield warning(f"{place}.{language}", f"The text has {len(said)} signs.", f"Stay under {MOST_SIGNS}.")


def words_agree_with_their_numbers(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    """Days that the words of a frame name are those of its limit or of an extension."""
    for clause, frame in rulebook.clauses.items():
        lengths = (frame.limit, *(one.length for one in (*frame.extend, frame.abroad) if one))
        right = {str(one.count) for one in lengths if one.unit is Unit.DAY}
        for language, said in frame.text.said.items():
            for days in set(_DAYS.findall(said)) - right:
                what = f"The words say {days} days, the limit is {frame.limit}."
                yield error(f"{clause}.text.{language}", what, "Make both agree.")


def every_number_names_its_source(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    found = dict(numbers(rulebook))
    for place, number in found.items():
        if not number.source.strip():
            yield error(f"{place}.source", "The number has no source.", "Say where it comes from.")
    unchecked = sum(not number.checked for number in found.values())
    if unchecked:
        what = f"{unchecked} of {len(found)} numbers were not taken from the source they name."
        yield Finding(Severity.INFO, "checked", what, "Say modelled on, never compliant.")


def it_says_what_it_is_modelled_on(rulebook: Rulebook, _: date) -> Iterator[Finding]:
    unchecked = any(not number.checked for _, number in numbers(rulebook))
    if unchecked and not rulebook.modelled_on.startswith("modelled on "):
        yield error("modelled_on", "Unchecked numbers are only modelled on a source.", 'Begin with "modelled on".')


def it_is_looked_at_again(rulebook: Rulebook, today: date) -> Iterator[Finding]:
    if rulebook.review_by <= today:
        what = f"Its numbers were to be looked at by {rulebook.review_by}."
        yield warning("review_by", what, "Compare the sources, then set a new day.")


def its_status_is_that_of_today(rulebook: Rulebook, today: date) -> Iterator[Finding]:
    begun = rulebook.in_force_from <= today
    if rulebook.status is Status.NOT_YET_IN_FORCE and begun:
        yield warning("status", f"It was to be in force from {rulebook.in_force_from}.", "Look at its status.")
    if rulebook.status is Status.IN_FORCE and not begun:
        yield warning("status", f"It is in force only from {rulebook.in_force_from}.", "Say not_yet_in_force.")
    if rulebook.status is not Status.IN_FORCE:
        what = f"It is not for new cases: {rulebook.status}."
        yield Finding(Severity.INFO, "status", what, "Choose another one for new cases.")


RULES: tuple[Rule, ...] = (
    sentences_are_short,
    words_agree_with_their_numbers,
    every_number_names_its_source,
    it_says_what_it_is_modelled_on,
    it_is_looked_at_again,
    its_status_is_that_of_today,
)
