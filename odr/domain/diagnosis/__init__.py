"""What fits somebody's trouble, before any name: a pure function from answers and a version of the tree."""

from collections.abc import Mapping

from odr.domain.diagnosis.lint import lint as lint
from odr.domain.diagnosis.lint import ways as ways
from odr.domain.diagnosis.tree import NONE_OF_THESE as NONE_OF_THESE
from odr.domain.diagnosis.tree import Answer as Answer
from odr.domain.diagnosis.tree import Outcome as Outcome
from odr.domain.diagnosis.tree import Question as Question
from odr.domain.diagnosis.tree import Route as Route
from odr.domain.diagnosis.tree import Tree as Tree
from odr.domain.refusals import InvalidInput


def diagnose(tree: Tree, answers: Mapping[str, str]) -> Question | Outcome:
    """The next question, or what helps.

    Args:
        tree: one without findings of `lint`.
        answers: by question. Answers to questions that are not on the way are not read.

    Raises:
        InvalidInput: a question has no such answer.
    """
    step = tree.at(tree.start)
    while isinstance(step, Question) and step.id in answers:
        to = ways(step).get(answers[step.id])
        if to is None:
            allowed = ", ".join(ways(step))
            raise InvalidInput(field="answers", problem=f'"{step.id}" can be answered with: {allowed}.')
        step = tree.at(to)
    if step is None:
        raise ValueError(f"{tree.id} leads nowhere")
    return step
