"""What is claimed to be confidential: who sees it, who rules, and that no decision rests on what a side cannot see."""

from typing import Any

import pytest

from odr.domain import amending, confidentiality, decision, exhibits
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.evolve import fold
from odr.domain.possible import Action, available_actions
from odr.domain.roles import Actor, Role, Room, Side
from odr.domain.words import Text
from odr.rulebooks import all_rulebooks
from odr.views import seen
from tests.core.given import BUYER, DECIDER, MEDIATOR, SELLER, Story
from tests.core.test_procedure import collecting, exhibit, issue, negotiating

REASONS, SUMMARY = Text("It names my other customers."), Text("I bought twelve lamps from him for 80 each.")
HIDDEN_FROM = (Role.COMPLAINANT, Role.MEDIATOR, Role.SECOND_READER, Role.MARKETPLACE, Role.REGULATOR)


def claimed(by: Actor = SELLER) -> Story:
    story = collecting()
    exhibit(story, by, "x")
    claim(story, by)
    return story


def claim(story: Story, by: Actor = SELLER, name: str = "k", **changes: Any) -> list[e.Event]:
    asked = {"claim": name, "exhibit": "x", "reasons": REASONS, "summary": SUMMARY, **changes}
    return story.do(confidentiality.ClaimConfidentiality, by, **asked)


def rule(story: Story, by: Actor = DECIDER, *, granted: bool, name: str = "k") -> list[e.Event]:
    ruling = {"claim": name, "granted": granted, "reasons": Text("They are no party here.")}
    return story.do(confidentiality.RuleOnConfidentiality, by, **ruling)


def as_read_by(role: Role, story: Story) -> Case:
    return fold("case-1", seen(role, story.entries), story.case.rulebook)


def actions(story: Story, by: Actor) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now)}


def test_its_own_side_and_who_decides_see_it_and_nobody_else_learns_of_it():
    story = collecting()
    before = {role: seen(role, story.entries) for role in HIDDEN_FROM}
    exhibit(story, SELLER, "x")
    (made,) = claim(story)
    assert isinstance(made, e.ConfidentialityClaimed)
    assert made.room is Room.CONFIDENTIAL_RESPONDENT
    for role in (Role.RESPONDENT, Role.DECIDER, Role.REVIEWER):
        case = as_read_by(role, story)
        assert (case.drafts["x"].room, case.confidential["k"].reasons) == (Room.CONFIDENTIAL_RESPONDENT, REASONS)
    assert {role: seen(role, story.entries) for role in HIDDEN_FROM} == before, "not by number, version or count"


def test_granted_the_summary_stands_in_its_place_under_a_number_that_can_be_cited():
    story = claimed()
    ruled, summary = rule(story, granted=True)
    assert isinstance(ruled, e.ConfidentialityRuled)
    assert summary == e.SummaryDisclosed("k", "R-1", Side.RESPONDENT, SUMMARY, Text("They are no party here."))
    case = as_read_by(Role.COMPLAINANT, story)
    assert (case.exhibits["k"].summary, case.exhibits["k"].upload) == (SUMMARY, "")
    assert "x" not in case.exhibits
    assert "x" not in case.drafts
    assert case.confidential == {}
    assert "R-1" in story.case.citable
    story.wait_for("evidence.collect")
    assert story.case.stage is e.Stage.EVIDENCE, "what came last can be answered"
    story.wait_for("evidence.reply")
    story.do(decision.CompleteFile, DECIDER)
    found = e.Issue(Text("Was it the price?"), Text("Yes."), ("R-1",), "Rule")
    assert issue(story, issues=(found,))


def test_denied_it_stays_where_it_is_and_its_side_shows_it_or_takes_it_back():
    story = claimed()
    assert [type(one) for one in rule(story, granted=False)] == [e.ConfidentialityRuled]
    assert as_read_by(Role.COMPLAINANT, story).exhibits == {}, "never disclosed by itself"
    taken_back = story.do(amending.WithdrawSubmission, SELLER, what=e.Submission.EXHIBIT, subject="x")
    assert taken_back == [e.SubmissionWithdrawn(e.Submission.EXHIBIT, "x", Room.CONFIDENTIAL_RESPONDENT, None)]
    other = claimed()
    rule(other, granted=False)
    (shown,) = other.do(exhibits.DiscloseExhibit, SELLER, exhibit="x")
    assert isinstance(shown, e.ExhibitDisclosed)
    assert shown.number == "R-1"


def test_denied_it_can_be_claimed_anew_and_granted_it_is_done():
    story = claimed()
    with pytest.raises(no.NothingToAnswer):
        claim(story, name="k2")
    rule(story, granted=False)
    claim(story, name="k2", summary=Text("A better summary."))
    rule(story, granted=True, name="k2")
    with pytest.raises(no.NothingToAnswer):
        rule(story, granted=True, name="k2")
    assert Action.CLAIM_CONFIDENTIALITY not in actions(story, SELLER)


def test_what_is_confidential_cannot_be_cited():
    """No decision rests on evidence that any party could not see and answer."""
    story = claimed()
    assert story.case.citable == {}
    rule(story, granted=True)
    assert [*story.case.citable] == ["R-1"], "the summary only"
    assert not any(one.id == "x" for one in story.case.exhibits.values())


@pytest.mark.parametrize(
    "by", [BUYER, SELLER, MEDIATOR, Actor(Role.MARKETPLACE, "admin"), Actor(Role.DECIDER, "other")]
)
def test_only_who_decides_rules(by: Actor):
    with pytest.raises(no.NotAllowed):
        rule(claimed(), by, granted=True)


def test_the_other_side_is_refused_as_if_there_were_nothing():
    story = claimed()
    with pytest.raises(no.NotFound):
        story.do(exhibits.DiscloseExhibit, BUYER, exhibit="x")
    exhibit(story, BUYER, "y")
    with pytest.raises(no.NotFound):
        claim(story, BUYER, "k2")
    with pytest.raises(no.NotFound):
        rule(story, granted=True, name="none")


def test_once_the_record_is_closed_it_can_only_be_denied():
    story = claimed()
    story.wait_for("evidence.collect")
    if story.case.stage is e.Stage.EVIDENCE:
        story.wait_for("evidence.reply")
    with pytest.raises(no.RecordIsClosed):
        rule(story, granted=True)
    assert Action.RULE_ON_CONFIDENTIALITY in actions(story, DECIDER)
    rule(story, granted=False)
    assert Action.RULE_ON_CONFIDENTIALITY not in actions(story, DECIDER)


def test_nobody_claims_where_nobody_decides():
    rulebook = next(one for one in all_rulebooks().values() if not one.stages.to_a_decision)
    story = Story(rulebook).file()
    exhibit(story, BUYER, "x")
    with pytest.raises(no.NotAtThisStage):
        claim(story, BUYER)


def test_a_claim_says_why_and_what_the_other_side_may_read():
    story = collecting()
    exhibit(story, SELLER, "x")
    with pytest.raises(no.ReasonsMissing):
        claim(story, reasons=Text(" "))
    with pytest.raises(no.InvalidInput, match="other side may read"):
        claim(story, summary=Text(""))


def test_a_claim_ends_when_the_exhibit_is_shown_or_taken_back():
    shown, back = claimed(), claimed()
    shown.do(exhibits.DiscloseExhibit, SELLER, exhibit="x")
    back.do(amending.WithdrawSubmission, SELLER, what=e.Submission.EXHIBIT, subject="x")
    for story in (shown, back):
        assert Action.RULE_ON_CONFIDENTIALITY not in actions(story, DECIDER)
        with pytest.raises(no.NothingToAnswer):
            rule(story, granted=False)


def test_before_there_is_a_decider_a_claim_waits_for_one():
    story = negotiating()
    exhibit(story, BUYER, "x")
    claim(story, BUYER)
    assert Action.RULE_ON_CONFIDENTIALITY not in actions(story, DECIDER)
    assert "x" in as_read_by(Role.DECIDER, story).drafts
