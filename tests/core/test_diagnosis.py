"""Questions before a complaint: every way through the tree is walked, and every leaf is reached."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from odr.diagnoses import trees
from odr.domain.diagnosis import NONE_OF_THESE, Outcome, Question, Route, Tree, diagnose, lint, ways
from odr.domain.refusals import InvalidInput
from odr.domain.rulebook import Wording
from odr.rulebooks import DEFAULT, all_rulebooks

TREE = trees()["buyer/1"]


def walks(tree: Tree) -> Iterator[tuple[dict[str, str], Outcome]]:
    """Every way from the first question to an outcome, only ever asking `diagnose`."""
    todo: list[dict[str, str]] = [{}]
    while todo:
        answers = todo.pop()
        step = diagnose(tree, answers)
        if isinstance(step, Outcome):
            yield answers, step
        else:
            todo += [{**answers, step.id: answer} for answer in ways(step)]


def test_every_leaf_is_reached_by_walking():
    assert {step.id for _, step in walks(TREE)} == {one.id for one in TREE.outcomes}


def test_none_of_these_leads_on_from_every_question():
    for question in TREE.questions:
        assert ways(question)[NONE_OF_THESE] == question.otherwise
        assert TREE.at(question.otherwise) is not None


def test_the_tree_that_comes_with_the_service_has_no_findings():
    assert lint(TREE) == []


def test_every_text_is_there_in_every_language():
    texts = [TREE.none_of_these]
    for question in TREE.questions:
        texts += [question.text, *(one.text for one in question.answers)]
    for outcome in TREE.outcomes:
        texts += [outcome.title, outcome.text, *([outcome.letter] if outcome.letter else [])]
    assert all(set(text.said) == {"en", "de"} and all(text.said.values()) for text in texts)


@pytest.mark.parametrize("outcome", [one for one in TREE.outcomes if one.complaint], ids=lambda one: one.id)
def test_what_is_filled_in_can_be_filed(outcome: Outcome):
    assert outcome.complaint is not None
    rule = all_rulebooks()[DEFAULT].complaints[outcome.complaint]
    assert set(outcome.remedies) <= set(rule.remedies)
    assert outcome.documents


def test_a_dangerous_product_has_an_immediate_way_out():
    step = diagnose(TREE, {"what": "faulty", "danger": "yes"})
    assert isinstance(step, Outcome)
    assert step.route is Route.SAFETY
    assert diagnose(TREE, {"what": "faulty", "danger": NONE_OF_THESE}) is step, "who is not sure is sent there too"


def test_an_answer_that_is_none_is_refused_with_those_that_are():
    with pytest.raises(InvalidInput, match=r'"danger" can be answered with: yes, no, none_of_these'):
        diagnose(TREE, {"what": "faulty", "danger": "maybe"})


def test_answers_off_the_way_do_not_matter():
    assert diagnose(TREE, {"money": "twice"}) is TREE.at("what")


SAID = Wording({"en": "words"})


def changed(question: str, **changes: object) -> Tree:
    return replace(TREE, questions=tuple(replace(q, **changes) if q.id == question else q for q in TREE.questions))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tree", "finding"),
    [
        (changed("danger", otherwise="what"), "what: leads back to itself"),
        (changed("danger", otherwise="nowhere"), "danger: nowhere is not there"),
        (replace(TREE, start="wait"), "start: wait is no question"),
        (replace(TREE, outcomes=(*TREE.outcomes, TREE.outcomes[0])), f"{TREE.outcomes[0].id}: stands there twice"),
        (
            replace(TREE, outcomes=(*TREE.outcomes, Outcome("alone", Route.SELF_HELP, SAID, SAID))),
            "alone: nobody gets there",
        ),
        (
            replace(TREE, questions=(*TREE.questions, Question("alone", SAID, (), "wait"))),
            "alone: nobody gets there",
        ),
        (
            replace(TREE, outcomes=tuple(replace(o, letter=None) for o in TREE.outcomes)),
            "letter_fault: the letter is missing",
        ),
        (
            replace(TREE, outcomes=tuple(replace(o, remedies=()) for o in TREE.outcomes)),
            "complaint_damaged: a complaint is filled in with its kind and what is asked for, and nothing else is",
        ),
        (
            replace(TREE, outcomes=tuple(replace(o, route=Route.SELF_HELP) for o in TREE.outcomes if not o.complaint)),
            "outcomes: there is no way for dangerous products",
        ),
    ],
)
def test_a_tree_that_cannot_be_used_is_found_out(tree: Tree, finding: str):
    assert finding in lint(tree)
