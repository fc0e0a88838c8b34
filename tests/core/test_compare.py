"""What differs between two rulebooks is said in plain words; the same rulebook differs in nothing."""

import tomllib
from importlib.resources import files

import pytest

from odr.domain.rulebook import RulebookRefused
from odr.domain.rulebook.compare import Change, Means, diff
from odr.domain.rulebook.overlay import compiled
from odr.domain.rulebook.terms import Acts
from odr.rulebooks import all_rulebooks
from odr.rulebooks.meanings import language_for, meaning, spoken_by
from tests.core.test_overlay import BASE, layer, number, stack

DEFAULT = compiled(BASE).rulebook


def said(change: Change, language: str = "en") -> str:
    return meaning(change.meaning, language)


@pytest.mark.parametrize("rulebook", all_rulebooks().values(), ids=lambda rulebook: rulebook.id)
def test_a_rulebook_does_not_differ_from_itself(rulebook) -> None:
    assert diff(rulebook, rulebook) == []


def test_there_and_back_are_the_same_places_with_their_values_changed_over() -> None:
    there, back = diff(DEFAULT, stack().rulebook), diff(stack().rulebook, DEFAULT)
    assert {(one.place, one.before, one.after) for one in there} == {(one.place, one.after, one.before) for one in back}


@pytest.mark.parametrize(
    ("words", "head", "place", "values", "meaning"),
    [
        (
            number("complaint.answer", "limit", '"5d"'),
            "",
            "complaint.answer.limit",
            ("7d", "5d"),
            "Less time for the respondent.",
        ),
        (number("escalation", "limit", '"2y"'), "", "escalation.limit", ("1y", "2y"), "More time for the complainant."),
        (
            number("compliance.refund", "limit", '"6d"'),
            "",
            "compliance.refund.limit",
            ("5wd", "6d"),
            "Another length of time for whoever owes the step; only a calendar says which is longer.",
        ),
        (
            number("negotiation.early_exit_after", "length", '"2d"'),
            "",
            "negotiation.early_exit_after.length",
            ("3d", "2d"),
            "Less time.",
        ),
        (
            '[negotiation.agree]\nexpiry = "close_no_agreement"',
            "",
            "negotiation.agree.expiry",
            ("mediation", "close_no_agreement"),
            "When the time ends: close_no_agreement, no longer mediation.",
        ),
        (
            '[intake]\nrefuse_only_for = ["frivolous"]',
            "",
            "intake.refuse_only_for",
            (
                "no_contact_attempt, frivolous, other_forum, value_threshold, out_of_time, impairs_operation",
                "frivolous",
            ),
            "Gone: no_contact_attempt, other_forum, value_threshold, out_of_time, impairs_operation.",
        ),
        ("", 'drop = ["correction"]', "correction.limit", ("7d", None), "This is gone."),
        (
            number("complaint.escalate_after", "length", '"3d"'),
            "",
            "complaint.escalate_after.length",
            (None, "3d"),
            "This is new.",
        ),
        (number("complaints.LATE.cap", "percent", "90"), "", "complaints.LATE.cap.percent", ("100", "90"), "Less than"),
        ("[pause]\ncap_also_pauses = true", "", "pause.cap_also_pauses", ("no", "yes"), "Another rule."),
        ('[decision.text]\nen = "Soon."', "", "decision.text.en", None, "Other words."),
    ],
)
def test_a_change_says_what_it_means_for_a_case(words, head, place, values, meaning) -> None:
    changed = {one.place: one for one in diff(DEFAULT, compiled(BASE, [layer("baseline", words, head=head)]).rulebook)}
    assert said(changed[place]).startswith(meaning)
    assert values in (None, (changed[place].before, changed[place].after))


def test_a_stage_that_is_added_or_gone_is_named() -> None:
    order = '[stages]\norder = ["complaint", "escalation", "intake"]'
    fewer = compiled(BASE, [layer("baseline", order)]).rulebook
    gone = "response, negotiation, mediation, decision_choice, evidence, file_complete, decision"
    (there,) = (one for one in diff(DEFAULT, fewer) if one.place == "stages.order")
    (back,) = (one for one in diff(fewer, DEFAULT) if one.place == "stages.order")
    assert (said(there), said(back)) == (f"Gone: {gone}.", f"Stages added: {gone}.")


def test_the_same_in_german() -> None:
    shorter = compiled(BASE, [layer("baseline", number("complaint.answer", "limit", '"5d"'))]).rulebook
    change = next(one for one in diff(DEFAULT, shorter) if one.place == "complaint.answer.limit")
    assert said(change, "de") == "Weniger Zeit für die andere Seite."


LOCALES = {
    name: tomllib.loads((files("odr.rulebooks") / "locales" / f"{name}.toml").read_text("utf-8"))
    for name in ("en", "de")
}


@pytest.mark.parametrize("language", LOCALES)
def test_every_meaning_and_everybody_has_words(language: str) -> None:
    assert set(LOCALES[language]["meaning"]) == set(Means)
    assert set(LOCALES[language]["for"]) == set(Acts)


def test_a_difference_is_told_in_a_language_that_the_rulebook_declares() -> None:
    assert language_for(("en", "de"), "de") == "de"
    assert language_for(("en", "de"), "pl") == language_for(("en", "de")) == "en"
    assert language_for(("fr", "de"), "en") == "de"
    assert language_for(("fr",), "fr") == "en"
    with pytest.raises(RulebookRefused, match=r"does not declare fr\. It declares en, de\."):
        spoken_by(DEFAULT, "fr")
