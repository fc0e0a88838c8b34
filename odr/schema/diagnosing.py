"""What fits somebody's trouble, before they sign in: questions and what helps. Nothing is stored."""

from typing import Annotated

import strawberry

from odr.diagnoses import NEWEST, trees
from odr.domain import diagnosis as d
from odr.domain.refusals import InvalidInput
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.schema.base import Context, query, sized
from odr.schema.vocabulary import ComplaintType, Remedy, described

described(
    d.Route,
    "Where an outcome sends somebody.",
    {
        "SELF_HELP": "What they can do themselves.",
        "LETTER": "A letter to the seller, to copy and fill in.",
        "COMPLAINT": "A complaint here, filled in as far as the answers go.",
        "SAFETY": "A dangerous product: what to do at once.",
        "ELSEWHERE": "Somebody else, or their own words.",
    },
    "DiagnosisRoute",
)


@strawberry.input(description="The answer to one question.")
class DiagnosisAnswerInput:
    question: str = strawberry.field(description="The question's name.")
    answer: str = strawberry.field(description="The answer's name.")


@strawberry.type(description="One answer that can be given.")
class DiagnosisAnswer:
    id: str = strawberry.field(description="Its name.")
    text: str = strawberry.field(description="In words.")


@strawberry.type(description="The next question.")
class DiagnosisQuestion:
    id: str = strawberry.field(description="Its name.")
    text: str = strawberry.field(description="In words.")
    hint: str | None = strawberry.field(description="What helps to answer it.")
    answers: list[DiagnosisAnswer] = sized(5, description="What can be answered; the last one: none of these fits.")


@strawberry.type(description="What helps.")
class DiagnosisOutcome:
    id: str = strawberry.field(description="Its name.")
    route: d.Route = strawberry.field(description="Where it sends somebody.")
    title: str = strawberry.field(description="In a few words.")
    text: str = strawberry.field(description="What to do.")
    letter: str | None = strawberry.field(description="A letter to copy; what stands in brackets is filled in by hand.")
    complaint: ComplaintType | None = strawberry.field(description="The kind of complaint that fits.")
    remedies: list[Remedy] = sized(2, description="What can be asked for, the usual first.")
    documents: list[str] = sized(3, description="What to have ready.")


@strawberry.type(description="Where the answers lead: a question, or an outcome.")
class Diagnosis:
    tree: str = strawberry.field(description="The version of the questions, such as buyer/1.")
    question: DiagnosisQuestion | None = strawberry.field(description="The next question, if there is one.")
    outcome: DiagnosisOutcome | None = strawberry.field(description="What helps, once no question is left.")


Answers = Annotated[list[DiagnosisAnswerInput], strawberry.argument(description="The answers so far; none to begin.")]
TreeId = Annotated[str, strawberry.argument(description="The version of the questions; keep the one you began with.")]
Language = Annotated[str, strawberry.argument(description="Language tag of the words: en or de.")]


@query
def diagnosis(ctx: Context, answers: Answers, tree: TreeId = NEWEST, language: Language = "en") -> Diagnosis:
    """Find out what fits, without an account. Nothing is stored, and the same answers always lead to the same place."""
    known = trees().get(tree)
    if known is None:
        raise InvalidInput(field="tree", problem=f"Questions are known as: {', '.join(trees())}.")
    step = d.diagnose(known, {one.question: one.answer for one in answers})
    if isinstance(step, d.Question):
        return Diagnosis(tree=known.id, question=_question(step, known, language), outcome=None)
    return Diagnosis(tree=known.id, question=None, outcome=_outcome(step, language))


def _question(step: d.Question, tree: d.Tree, language: str) -> DiagnosisQuestion:
    answers = [DiagnosisAnswer(id=one.id, text=one.text.in_language(language)) for one in step.answers]
    none = DiagnosisAnswer(id=d.NONE_OF_THESE, text=tree.none_of_these.in_language(language))
    hint = step.hint.in_language(language) if step.hint else None
    return DiagnosisQuestion(id=step.id, text=step.text.in_language(language), hint=hint, answers=[*answers, none])


def _outcome(step: d.Outcome, language: str) -> DiagnosisOutcome:
    documents = all_rulebooks()[DEFAULT].documents
    return DiagnosisOutcome(
        id=step.id,
        route=step.route,
        title=step.title.in_language(language),
        text=step.text.in_language(language),
        letter=step.letter.in_language(language) if step.letter else None,
        complaint=step.complaint,
        remedies=list(step.remedies),
        documents=[documents[one].text.in_language(language) for one in step.documents],
    )
