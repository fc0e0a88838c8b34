"""The courses that bring a case to every stage, each act by who usually does it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from odr.domain import appointing, compensation, decision, filing, mediation, negotiation, review, second_reading
from odr.domain import events as e
from odr.domain.appointing import APPOINTED_AT
from odr.domain.case import Case
from odr.domain.events import Function, Position, Stage, Step
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import SERVICE, Actor, Role, SaleRole
from odr.domain.rulebook import ReviewGround
from odr.domain.words import Text
from odr.statutes import law
from tests.core.given import BY_THE_SELLER, FOUR_EYES, RULEBOOK, Story, eur

SAID = Text("Words.")
PEOPLE = {role: Actor(role, role.value.lower()) for role in Role} | {Role.SYSTEM: SERVICE}
C, R, P = PEOPLE[Role.COMPLAINANT], PEOPLE[Role.RESPONDENT], PEOPLE[Role.MARKETPLACE]
M, D, SECOND = PEOPLE[Role.MEDIATOR], PEOPLE[Role.DECIDER], PEOPLE[Role.SECOND_READER]
T = PEOPLE[Role.THIRD_PARTY]
FOUR_DAYS = timedelta(days=4)


class Filed(StrEnum):
    """Who opened the case."""

    BY_THE_BUYER = "by the buyer"
    BY_THE_SELLER = "by the seller"


class Course(StrEnum):
    """How the case comes to its stages."""

    ANSWERED = "the respondent answers; a review is asked for before anything is ordered"
    SILENT = "the respondent stays silent; a review is asked for before anything is ordered"
    SET_ASIDE = "the respondent stays silent, and asks to set aside what was ordered"
    ON_RETURN = "the respondent answers; both agree that goods go back, and that they are paid back then"
    FOUR_EYES = "the respondent answers; a second neutral reads the decision before it is issued"


@cache
def stages(filed: Filed, course: Course) -> dict[Stage, Story]:
    """A story for every stage that the course comes through."""
    asked: dict[str, Any] = BY_THE_SELLER if filed is Filed.BY_THE_SELLER else {}
    story = Story(FOUR_EYES if course is Course.FOUR_EYES else RULEBOOK, law=law()).file(**{**asked, "by": C})
    found: dict[Stage, Story] = {}
    while story.case.closed_at is None:
        found[story.case.stage] = later(story)
        if course is Course.SILENT and story.case.stage is Stage.COMPLIANCE:
            return {**found, Stage.CLOSED: fulfilled(story)}
        _NEXT[story.case.stage](story, course)
    return {**found, Stage.CLOSED: story}


def at_stage(stage: Stage, filed: Filed, course: Course) -> Story:
    """A case at this stage. What the course leaves out is taken from the others."""
    order = (course, *(one for one in Course if one is not course))
    return copied(next(found[stage] for one in order if stage in (found := stages(filed, one))))


def copied(story: Story) -> Story:
    """The same story so far; what happens in the one does not happen in the other."""
    return replace(story, entries=[*story.entries])


def later(story: Story) -> Story:
    """Some days later, if the stage lasts so long: what needs time to pass before is possible then."""
    after = copied(story)
    after.wait(until=story.now + FOUR_DAYS)
    return after if after.case.stage is story.case.stage else copied(story)


def line(case: Case, minor: int = 1000) -> RemedyLine:
    """What the respondent can owe: a refund to the buyer, damages to the seller."""
    buyer = case.complainant.sale_role is SaleRole.BUYER
    return RemedyLine(Remedy.REFUND_PARTIAL if buyer else Remedy.DAMAGES, "lamp", 1, eur(minor))


def appointment(function: Function, person: str) -> dict[str, Any]:
    return {
        "function": function,
        "person": person,
        "functions": frozenset({function}),
        "belongs_to": frozenset[str](),
        "payer": "service",
    }


def ruling(case: Case, name: str) -> dict[str, Any]:
    return {
        "decision": name,
        "outcome": e.Outcome.GRANTED,
        "issues": (e.Issue(SAID, SAID, (), "Rule"),),
        "lines": (line(case),),
        "reasons": SAID,
    }


def _answer(story: Story, course: Course) -> None:
    if course in (Course.ANSWERED, Course.ON_RETURN, Course.FOUR_EYES):
        story.do(filing.AnswerComplaint, R, position=Position.DISPUTES, statement=SAID)
    else:
        story.wait_for("complaint.answer")


def _leave(story: Story, course: Course) -> None:
    if course is Course.ON_RETURN:
        goods = replace(line(story.case), remedy=Remedy.REFUND_ON_RETURN)
        story.do(negotiation.MakeOffer, R, offer="back", lines=(goods,))
        story.do(negotiation.AcceptOffer, C, offer="back", understood=True)
        return
    story.wait(until=story.now + FOUR_DAYS)
    story.do(negotiation.LeaveNegotiation, C)


def _appoint(story: Story, _: Course) -> None:
    function = APPOINTED_AT[story.case.stage]
    story.do(appointing.AppointNeutral, P, **appointment(function, function.value.lower()))


def _issue(story: Story, course: Course) -> None:
    if course is Course.FOUR_EYES:
        drafted(story)
        story.do(second_reading.ReadDraft, SECOND, draft="d", confirmed=True)
        story.do(second_reading.IssueDraft, D, draft="d")
    else:
        story.do(decision.IssueDecision, D, **ruling(story.case, "d"))


def drafted(story: Story) -> None:
    story.do(second_reading.DraftDecision, D, **draft(story.case, "d"))


def draft(case: Case, name: str) -> dict[str, Any]:
    return {**{key: value for key, value in ruling(case, name).items() if key != "decision"}, "draft": name}


def _accept(story: Story, _: Course) -> None:
    story.wait(until=story.now + FOUR_DAYS)
    by = C if story.case.complainant.sale_role is SaleRole.BUYER else R
    story.do(decision.AcceptDecision, by, understood=True)


def _review(story: Story, course: Course) -> None:
    if course is Course.SET_ASIDE or story.case.reviews_asked:
        story.wait_for("review.ask")
    else:
        story.do(review.AskReview, R, ground=ReviewGround.PROCEDURAL_ERROR, reasons=SAID)


def _after_review(story: Story, course: Course) -> None:
    if course is Course.SET_ASIDE:
        story.do(review.DecideSetAside, PEOPLE[Role.REVIEWER], granted=False, reasons=SAID)
    else:
        story.do(review.DecideReview, PEOPLE[Role.REVIEWER], result=e.ReviewResult.CONFIRMED, reasons=SAID)


def _comply(story: Story, course: Course) -> None:
    if course is Course.SET_ASIDE and Stage.REVIEW not in story.case.stages:
        story.do(review.AskSetAside, R, reasons=SAID)
    else:
        fulfilled(story)


def fulfilled(story: Story) -> Story:
    """Everything that is owed is done, and the case closes."""
    owed = story.case.compensation.lines if story.case.compensation else ()
    for one in owed:
        if one.step is Step.AWAITING_RETURN:
            story.do(compensation.ReportFulfilment, P, line=one.id, step=Step.RETURN_RECEIVED, reference="")
        story.do(compensation.ReportFulfilment, P, line=one.id, step=Step.FULFILLED, reference="re_1", note=SAID)
    return story


_NEXT: dict[Stage, Callable[[Story, Course], object]] = {
    Stage.COMPLAINT: _answer,
    Stage.ESCALATION: lambda story, _: story.do(filing.EscalateComplaint, C, reasons=SAID),
    Stage.INTAKE: lambda story, _: story.do(filing.AdmitCase, P),
    Stage.RESPONSE: lambda story, _: story.wait_for("response"),
    Stage.NEGOTIATION: _leave,
    Stage.MEDIATOR_APPOINTMENT: _appoint,
    Stage.MEDIATION: lambda story, _: story.do(mediation.EndMediation, M),
    Stage.DECISION_CHOICE: lambda story, _: story.do(decision.RequestDecision, C),
    Stage.DECIDER_APPOINTMENT: _appoint,
    Stage.SECOND_READER_APPOINTMENT: _appoint,
    Stage.EVIDENCE: lambda story, _: story.wait_for("evidence.collect"),
    Stage.FILE_COMPLETE: lambda story, _: story.do(decision.CompleteFile, D),
    Stage.DECISION: _issue,
    Stage.ACCEPTANCE: _accept,
    Stage.STAY: _review,
    Stage.REVIEWER_APPOINTMENT: _appoint,
    Stage.REVIEW: _after_review,
    Stage.COMPLIANCE: _comply,
}
"""What leads on from each stage."""
