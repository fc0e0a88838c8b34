"""Looks through a tree: every name leads somewhere, everything is reached, nobody goes round in circles."""

from collections import Counter
from collections.abc import Iterator

from odr.domain.diagnosis.tree import NONE_OF_THESE, Outcome, Question, Route, Tree


def lint(tree: Tree) -> list[str]:
    """What is wrong with the tree, each with its place; nothing when it can be used."""
    return [*_names(tree), *_circles(tree), *_unreached(tree), *_outcomes(tree)]


def ways(question: Question) -> dict[str, str]:
    """Every answer of a question, that none fits too, with where it leads."""
    return {**{one.id: one.to for one in question.answers}, NONE_OF_THESE: question.otherwise}


def _names(tree: Tree) -> Iterator[str]:
    names = [one.id for one in tree.steps]
    yield from (f"{name}: stands there twice" for name, times in Counter(names).items() if times > 1)
    if not isinstance(tree.at(tree.start), Question):
        yield f"start: {tree.start} is no question"
    for question in tree.questions:
        ids = [one.id for one in question.answers]
        if len({*ids, NONE_OF_THESE}) != len(ids) + 1:
            yield f"{question.id}: an answer stands there twice, or is called {NONE_OF_THESE}"
        yield from (f"{question.id}: {to} is not there" for to in ways(question).values() if to not in names)


def _circles(tree: Tree) -> Iterator[str]:
    """Each question is followed down; whoever meets a question again goes round."""

    def follow(name: str, above: tuple[str, ...]) -> Iterator[str]:
        if name in above:
            yield f"{name}: leads back to itself"
            return
        step = tree.at(name)
        if isinstance(step, Question):
            for to in dict.fromkeys(ways(step).values()):
                yield from follow(to, (*above, name))

    yield from dict.fromkeys(one for question in tree.questions for one in follow(question.id, ()))


def _unreached(tree: Tree) -> Iterator[str]:
    reached, new = set[str](), {tree.start}
    while new:
        reached |= new
        steps = [tree.at(name) for name in new]
        new = {to for step in steps if isinstance(step, Question) for to in ways(step).values()} - reached
    every = [one.id for one in tree.steps]
    yield from (f"{name}: nobody gets there" for name in every if name not in reached)


def _outcomes(tree: Tree) -> Iterator[str]:
    for one in tree.outcomes:
        if (one.route is Route.COMPLAINT) != _fills_in(one):
            yield f"{one.id}: a complaint is filled in with its kind and what is asked for, and nothing else is"
        if one.route is Route.LETTER and one.letter is None:
            yield f"{one.id}: the letter is missing"
    if all(one.route is not Route.SAFETY for one in tree.outcomes):
        yield "outcomes: there is no way for dangerous products"


def _fills_in(one: Outcome) -> bool:
    return one.complaint is not None and bool(one.remedies)
