"""Every rulebook shipped runs a whole case through the real procedure: in silence, and when everybody acts at once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from odr.domain import appointing, changing, compensation, decision, filing, mediation, negotiation
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.calendar import local_day
from odr.domain.events import Ground, Stage
from odr.domain.remedies import ComplaintType
from odr.domain.roles import Actor, Role
from odr.domain.rulebook import Rulebook
from odr.domain.rulebook.choices import AppliesTo
from odr.domain.rulebook.places import numbers, wordings
from odr.domain.words import Text
from odr.rulebooks import DEFAULT, all_compiled, all_rulebooks, all_sources
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, Story, refund

SHIPPED = [pytest.param(rulebook, id=name) for name, rulebook in all_rulebooks().items()]
PRESETS = [pytest.param(rulebook, id=name) for name, rulebook in all_rulebooks().items() if name != DEFAULT]
SERVICE = Actor(Role.SYSTEM, "service")
REASONS = Text("It came with a crack.")
LONG = 60
"""More steps than any of these courses has."""


def appoint(story: Story, function: e.Function, by: Actor) -> None:
    person = f"{function.value.lower()}-{len(story.case.appointments)}"
    known = {"functions": frozenset({function}), "belongs_to": frozenset(), "payer": "service"}
    story.do(appointing.AppointNeutral, by, function=function, person=person, **known)


def holder(story: Story, function: e.Function) -> Actor:
    serving = story.case.neutral(function)
    assert serving is not None
    return Actor(function.role, serving.person)


def decide(story: Story) -> None:
    issue = e.Issue(Text("Was it whole?"), Text("No."), (), "rulebook: complaints.DAMAGED")
    asked = {"outcome": e.Outcome.GRANTED, "issues": (issue,), "lines": (refund(8000),), "reasons": REASONS}
    story.do(decision.IssueDecision, holder(story, e.Function.DECIDER), decision="d", **asked)


def until_the_next_bound(story: Story) -> None:
    story.wait(until=min(frame.due for frame in story.case.frames.values()))


def report(story: Story, by: Actor = BUYER) -> None:
    line = next((line for line in story.case.compensation.lines if line.step is not e.Step.FULFILLED), None)
    if line is None:
        until_the_next_bound(story)
        return
    by = ADMINISTRATOR if line.fund is e.FundPart.IS_PAID_BACK else by
    story.do(compensation.ReportFulfilment, by, line=line.id, step=e.Step.FULFILLED, reference="bank")


def enforce(story: Story) -> None:
    """What was not done in time is on the record as such; the marketplace reports when it is done after all."""
    until_the_next_bound(story)
    assert story.case.compensation.lines[0].non_compliant
    report(story, ADMINISTRATOR)


def escalate(story: Story) -> None:
    wait = story.case.rulebook.complaint.escalate_after
    story.now += timedelta(days=wait.length.count + 1 if wait else 0)
    story.do(filing.EscalateComplaint, BUYER, reasons=REASONS)


def leave(story: Story) -> None:
    talk = story.case.rulebook.negotiation.early_exit_after
    story.now += timedelta(days=talk.length.count + 1 if talk else 0)
    story.do(negotiation.LeaveNegotiation, BUYER)


def accept(story: Story) -> None:
    story.now += timedelta(days=story.case.rulebook.effect.consent.reflection.length.count + 1)
    story.do(decision.AcceptDecision, BUYER, understood=True)


def answer(story: Story) -> None:
    story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=Text("It left us whole."))


NEUTRALS_WORK: dict[Stage, Callable[[Story], None]] = {
    Stage.DECISION: decide,
    Stage.FILE_COMPLETE: lambda story: story.do(decision.CompleteFile, holder(story, e.Function.DECIDER)),
    Stage.COMPLIANCE: enforce,
}
EVERYBODY_ACTS: dict[Stage, Callable[[Story], None]] = {
    **NEUTRALS_WORK,
    Stage.COMPLAINT: answer,
    Stage.ESCALATION: escalate,
    Stage.INTAKE: lambda story: story.do(filing.AdmitCase, ADMINISTRATOR),
    Stage.RESPONSE: answer,
    Stage.NEGOTIATION: leave,
    Stage.MEDIATOR_APPOINTMENT: lambda story: appoint(story, e.Function.MEDIATOR, ADMINISTRATOR),
    Stage.MEDIATION: lambda story: story.do(mediation.EndMediation, holder(story, e.Function.MEDIATOR)),
    Stage.DECISION_CHOICE: lambda story: story.do(decision.RequestDecision, BUYER),
    Stage.DECIDER_APPOINTMENT: lambda story: appoint(story, e.Function.DECIDER, ADMINISTRATOR),
    Stage.ACCEPTANCE: accept,
    Stage.COMPLIANCE: report,
}
SELLER_SILENT = {stage: act for stage, act in EVERYBODY_ACTS.items() if stage not in (Stage.COMPLAINT, Stage.RESPONSE)}


def played(rulebook: Rulebook, acts: dict[Stage, Callable[[Story], None]]) -> Story:
    """A case from its complaint to its end; where nobody has an act, time passes. The service appoints by rule."""
    story = Story(rulebook).file()
    for _ in range(LONG):
        if story.case.closed_at is not None:
            return story
        if story.case.passed_to_rule and story.case.stage not in acts:
            appoint(story, story.case.passed_to_rule, SERVICE)
        else:
            acts.get(story.case.stage, until_the_next_bound)(story)
    raise AssertionError(f"still at {story.case.stage} after {LONG} steps")


@pytest.mark.parametrize("rulebook", SHIPPED)
def test_a_case_in_which_the_parties_stay_silent_ends_by_itself(rulebook: Rulebook) -> None:
    case = played(rulebook, NEUTRALS_WORK).case
    assert case.ground in rulebook.terminate
    assert case.ground is not Ground.SETTLED
    assert case.decision is None or case.decision.accepted is not True


@pytest.mark.parametrize("rulebook", SHIPPED)
def test_a_case_in_which_everybody_acts_at_once_ends_too(rulebook: Rulebook) -> None:
    story = played(rulebook, EVERYBODY_ACTS)
    assert story.case.ground in rulebook.terminate
    decides = "decision" in rulebook.stages.order
    assert (story.case.ground is Ground.DECIDED) == decides
    assert (story.case.compensation is not None) == decides


@pytest.mark.parametrize("rulebook", SHIPPED)
def test_a_case_in_which_only_the_seller_stays_silent_ends_and_nothing_was_agreed(rulebook: Rulebook) -> None:
    story = played(rulebook, SELLER_SILENT)
    assert story.case.ground in rulebook.terminate
    assert story.case.settlement is None
    assert not any(isinstance(entry.event, e.AnswerGiven) for entry in story.entries)


COURSES = (NEUTRALS_WORK, EVERYBODY_ACTS, SELLER_SILENT)


@pytest.mark.parametrize("rulebook", SHIPPED)
def test_every_stage_of_the_order_is_played_or_skipped_for_a_reason(rulebook: Rulebook) -> None:
    seen = {stage for acts in COURSES for stage in played(rulebook, acts).case.stages}
    assert {Stage[stage.name] for stage in rulebook.stages.order} <= seen


@pytest.mark.parametrize("rulebook", PRESETS)
def test_a_preset_says_that_it_is_only_modelled_on_something(rulebook: Rulebook) -> None:
    assert rulebook.title.in_language("en").startswith("Modelled on ")
    assert rulebook.title.in_language("de").startswith("Nach dem Muster ")
    assert rulebook.modelled_on.startswith("modelled on ")
    claims = re.compile(r"\b(compliant|complies|conforms?|conformity|konform|erfüllt)\b", re.IGNORECASE)
    assert [place for place, said in wordings(rulebook) if any(claims.search(one) for one in said.said.values())] == []


@pytest.mark.parametrize("rulebook", PRESETS)
def test_what_is_general_knowledge_or_weak_is_not_marked_as_checked(rulebook: Rulebook) -> None:
    weak = re.compile(r"\(u\)|secondary|weak|\[anti\]|\[crt\]|model procedure")
    assert [place for place, number in numbers(rulebook) if number.checked and weak.search(number.source)] == []


def test_every_file_is_named_after_its_rulebook() -> None:
    assert all_sources().keys() == all_rulebooks().keys()


@pytest.mark.parametrize("name", [name for name in all_rulebooks() if name != DEFAULT])
def test_the_origin_of_each_value_is_the_preset_or_what_it_lies_over(name: str) -> None:
    origins = set(all_compiled()[name].origins.values())
    assert name in origins
    assert DEFAULT in origins
    assert origins <= all_sources().keys()


def limits(name: str, *clauses: str) -> dict[str, str]:
    return {clause: str(all_rulebooks()[name].clauses[clause].limit) for clause in clauses}


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("eu-adr-2013/1", {"intake.admit": "21d", "overall_cap": "90d"}),
        ("eu-2025-2647/1", {"response": "20wd"}),
        (
            "uncitral-iso-32122/1",
            {
                "complaint.answer": "7d",
                "counterclaim.answer": "7d",
                "negotiation.agree": "10d",
                "mediation.agree": "10d",
            },
        ),
        (
            "crt-bc/1",
            {"complaint.answer": "14d", "counterclaim.make": "30d", "default_track.set_aside.ask": "28d"},
        ),
        (
            "paypal-like/1",
            {
                "complaint.answer": "20d",
                "negotiation.offer_answer": "10d",
                "evidence.collect": "10d",
                "evidence.reply": "3d",
                "decision": "14d",
            },
        ),
        (
            "ebay-like/1",
            {
                "complaint.answer": "3wd",
                "decision": "48h",
                "review.ask": "30d",
                "compliance.refund_after_return": "2wd",
            },
        ),
        ("eu-odr-platform/1", {"complaint.answer": "10d", "negotiation.agree": "30d"}),
        (
            "amazon-like/1",
            {"complaint.answer": "48h", "response": "72h", "evidence.collect": "72h", "review.ask": "30d"},
        ),
        ("aliexpress-like/1", {"mediation.agree": "7d", "compliance.return_ship": "10d", "complaint.answer": "15d"}),
        ("china-samr/1", {"complaint.answer": "48h", "intake.admit": "7wd", "mediation.agree": "45wd"}),
        ("ew-ocmc/1", {"complaint.answer": "14d"}),
        ("br-consumidor/1", {"complaint.answer": "10d", "escalation": "20d"}),
        ("klarna-like/1", {"review.ask": "10d"}),
        ("dsa-21/1", {"escalation": "6mo", "overall_cap": "90d"}),
    ],
)
def test_the_numbers_are_those_of_the_table_of_presets(name: str, numbers: dict[str, str]) -> None:
    assert limits(name, *numbers) == numbers


def test_a_counterclaim_has_thirty_days_from_the_notice_and_does_not_stretch_the_course() -> None:
    story = Story(all_rulebooks()["crt-bc/1"]).file()
    make, reply = story.case.frames["counterclaim.make"], story.case.frames["complaint.answer"]
    assert (make.facts.start, make.facts.actors) == (story.now, (Role.RESPONDENT,))
    assert make.due > reply.due
    assert story.case.timeline[0].until == local_day(reply.due - timedelta(seconds=1), story.case.complainant.zone)
    answer(story)
    assert "counterclaim.make" in story.case.frames, "it outlives the stage"


def test_in_brazil_who_says_nothing_in_twenty_days_after_the_answer_has_not_rated() -> None:
    story = Story(all_rulebooks()["br-consumidor/1"]).file()
    story.now += timedelta(days=2)
    answer(story)
    frame = story.case.frames["escalation"]
    assert (frame.facts.start, story.case.stage) == (story.now, Stage.ESCALATION)
    story.wait_for("escalation")
    assert story.case.ground is Ground.NOT_RATED


def test_the_preset_for_decisions_of_platforms_refuses_a_sale_and_says_what_it_is_for() -> None:
    """DSA 21 and 24 concern content-moderation and account decisions, not sales."""
    with pytest.raises(no.OtherSubject, match="content or on an account, not for sales"):
        Story(all_rulebooks()["dsa-21/1"]).file(subject=AppliesTo.SALES)
    served = {name: one.applies_to for name, one in all_rulebooks().items()}
    assert {name for name, subject in served.items() if subject is not AppliesTo.SALES} == {"dsa-21/1"}


def test_a_sale_does_not_go_on_under_rules_for_decisions_of_platforms() -> None:
    story, other = Story().file(), all_rulebooks()["dsa-21/1"]
    with pytest.raises(no.RulebookDoesNotFit, match="about something else"):
        story.do(changing.AskRulebookChange, BUYER, change="c", to=other)
    assert other not in changing.fitting(story.case, all_rulebooks().values())


@pytest.mark.parametrize(
    ("name", "kind", "limit"),
    [
        ("paypal-like/1", ComplaintType.NOT_RECEIVED, "180d since payment"),
        ("amazon-like/1", ComplaintType.NOT_RECEIVED, "90d since promised_delivery"),
        ("aliexpress-like/1", ComplaintType.DAMAGED, "15d since delivery"),
        ("crt-bc/1", ComplaintType.DAMAGED, "2y since delivery"),
    ],
)
def test_the_limits_for_filing_are_those_of_the_table_or_of_the_default(
    name: str, kind: ComplaintType, limit: str
) -> None:
    filing_limit = all_rulebooks()[name].complaints[kind].filing
    assert f"{filing_limit.within.length} since {filing_limit.since}" == limit
