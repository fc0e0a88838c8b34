"""Less was offered for goods that came back: the refund waits for an answer, once and no longer than its time."""

from dataclasses import replace

import pytest

from odr.domain import breach, compensation, inspecting
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.actions import Action
from odr.domain.course import ANSWER
from odr.domain.events import Ending, Step
from odr.domain.handing_over import Waiting, handed_over, waiting
from odr.domain.possible import available_actions
from odr.domain.roles import SERVICE, Role
from odr.domain.rulebook.choices import StepIn
from odr.domain.standing import _was_due
from odr.domain.stepping_in import StepIn as Enters
from odr.domain.stepping_in import due as stepped_in
from odr.domain.vocabulary_returns import ReturnFound
from odr.records.outcomes import _latest_frame
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, eur
from tests.core.test_inspecting import LINE, SCRATCHED, answers, back, contested, inspects, line, shown

REFUND = f"{inspecting.REFUND}/{LINE}"
TIME = f"{ANSWER}/{LINE}"


def test_the_sender_has_a_time_to_answer_and_the_refund_waits_for_it() -> None:
    story = contested()
    frame = story.case.frames[TIME]
    assert (frame.facts.actors, frame.facts.limit) == ((Role.COMPLAINANT,), "5wd")
    assert REFUND not in story.case.frames
    mine = next(
        one for one in available_actions(BUYER, story.case, story.now) if one.action is Action.ANSWER_INSPECTION
    )
    assert mine.deadline == frame.due
    assert waiting(line(story), story.case) is Waiting.AGREEMENT


def test_the_refund_is_not_late_while_an_answer_is_awaited() -> None:
    story = contested()
    story.wait(days=5)
    assert TIME in story.case.frames, "two working days for the refund are over, five for the answer are not"
    assert not line(story).non_compliant


def test_silence_agrees_to_nothing_and_the_whole_refund_has_its_time() -> None:
    story = contested()
    over = story.case.frames[TIME].due
    came = story.wait(until=over)
    assert came[0] == e.FrameEnded(TIME, story.case.past_frames[-1].facts.room, Ending.EXPIRED)
    assert [type(one) for one in came] == [e.FrameEnded, e.FrameOpened]
    refund = story.case.frames[REFUND].facts
    assert (refund.start, refund.limit, refund.actors) == (over, "2wd", (Role.RESPONDENT,))
    assert line(story).remedy.amount == eur(5000)
    assert list(handed_over(story.case)) == [line(story)]
    with pytest.raises(no.NothingToAnswer):
        answers(story, agreed=False)
    story.wait_for(inspecting.REFUND)
    assert line(story).non_compliant


@pytest.mark.parametrize("agreed", [True, False])
def test_an_answer_ends_the_wait(agreed: bool) -> None:
    story = contested()
    story.wait(days=2)
    answers(story, agreed=agreed)
    assert TIME not in story.case.frames
    assert story.case.frames[REFUND].facts.start == story.now
    assert list(handed_over(story.case)) == [line(story)]


def test_agreed_to_nothing_no_time_is_left() -> None:
    story = contested(0)
    told = answers(story, agreed=True)
    ended = [one.frame for one in told if isinstance(one, e.FrameEnded)]
    assert sorted(ended) == sorted(set(ended))
    assert not [name for name in story.case.frames if name in (REFUND, TIME)]


def test_what_is_said_anew_makes_no_more_time() -> None:
    story = contested()
    due = story.case.frames[TIME].due
    story.wait(days=3)
    inspects(story, exhibits=(shown(story, name="y"),), accepts=eur(1000))
    assert (story.case.frames[TIME].due, REFUND in story.case.frames) == (due, False)


def test_a_second_offer_can_be_answered_and_holds_nothing_up() -> None:
    story = contested()
    answers(story, agreed=False)
    due = story.case.frames[REFUND].due
    inspects(story, exhibits=(shown(story, name="y"),), accepts=eur(1000))
    assert (story.case.frames[REFUND].due, TIME in story.case.frames) == (due, True)
    assert list(handed_over(story.case)) == [line(story)]
    assert Action.ANSWER_INSPECTION in {one.action for one in available_actions(BUYER, story.case, story.now)}


@pytest.mark.parametrize("found", [ReturnFound.AS_SENT, ReturnFound.DAMAGED])
def test_an_offer_that_is_taken_back_holds_nothing_up(found: ReturnFound) -> None:
    story = contested()
    inspects(story, found=found)
    assert REFUND in story.case.frames
    assert (TIME in story.case.frames) is (found is not ReturnFound.AS_SENT), "what is said of them can be answered"


def test_with_all_of_it_given_back_the_refund_goes_on_beside_the_answer() -> None:
    story = back()
    due = story.case.frames[REFUND].due
    inspects(story)
    assert (story.case.frames[REFUND].due, TIME in story.case.frames) == (due, True)
    story.do(compensation.ReportFulfilment, SELLER, line=LINE, step=Step.SETTLING, reference="re_1")
    answers(story, agreed=False)
    assert line(story).inspections[-1].answer is not None


def test_less_is_not_agreed_to_once_all_of_it_is_on_its_way() -> None:
    story = contested()
    story.do(compensation.ReportFulfilment, SELLER, line=LINE, step=Step.SETTLING, reference="re_1")
    with pytest.raises(no.InvalidInput, match="already"):
        answers(story, agreed=True)


def test_an_offer_that_comes_too_late_holds_nothing_up() -> None:
    story = back()
    story.wait_for(inspecting.REFUND)
    assert line(story).non_compliant
    inspects(story, exhibits=(shown(story),), accepts=eur(1000))
    assert list(handed_over(story.case)) == [line(story)]


def test_the_platform_steps_in_beside_an_answer_that_nothing_waits_for() -> None:
    story = back()
    rules = story.case.rulebook
    story.case.rulebook = replace(rules, compliance=replace(rules.compliance, step_in=StepIn.FROM_FUND))
    inspects(story)
    story.wait_for(inspecting.REFUND)
    assert TIME in story.case.frames
    assert stepped_in(story.case) == [line(story)]


def test_done_nothing_is_answered_any_more() -> None:
    story = back()
    inspects(story)
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line=LINE, step=Step.FULFILLED, reference="r")
    assert TIME not in story.case.frames


def test_while_an_answer_is_awaited_no_breach_is_reported() -> None:
    story = contested()
    with pytest.raises(no.NotDueYet):
        story.do(breach.ReportBreach, BUYER, line=LINE, reasons=SCRATCHED)
    answers(story, agreed=False)
    story.wait_for(inspecting.REFUND)
    story.do(breach.ReportBreach, BUYER, line=LINE, reasons=SCRATCHED)


def test_the_record_says_under_which_time_the_line_runs() -> None:
    story = back()
    inspects(story)
    refund = _latest_frame(story.case, line(story))
    assert refund is not None
    assert refund.clause == inspecting.REFUND
    held = contested()
    awaited = _latest_frame(held.case, line(held))
    assert awaited is not None
    assert awaited.clause == ANSWER


def test_an_unanswered_offer_makes_the_refund_no_later_for_the_standing() -> None:
    story = back()
    story.wait(days=9)
    before = _was_due(line(story), story.case)
    inspects(story)
    story.wait_for(ANSWER)
    assert before is not None
    assert _was_due(line(story), story.case) == before


def test_a_first_offer_of_less_ends_no_time_of_a_marketplace_that_stepped_in() -> None:
    story = back()
    compliance = replace(story.case.rulebook.compliance, step_in=StepIn.BY_REFUND_IN_SHOP)
    story.case.rulebook = replace(story.case.rulebook, compliance=compliance)
    story.wait_for(inspecting.REFUND)
    assert stepped_in(story.case)
    story.do(Enters, SERVICE, line=LINE)
    before = {name for name in story.case.frames if name.endswith(LINE)}
    inspects(story, exhibits=(shown(story),), accepts=eur(2000))
    answers(story, agreed=False)
    assert before <= set(story.case.frames)


def test_what_failed_and_is_tried_again_can_still_be_agreed_to_be_less() -> None:
    story = contested()
    for step in (Step.FAILED, Step.ORDERED):
        story.do(compensation.ReportFulfilment, ADMINISTRATOR, line=LINE, step=step, reference="")
    assert waiting(line(story), story.case) is Waiting.AGREEMENT
    answers(story, agreed=True)
    assert sum(leg.amount.minor for leg in line(story).legs) == 2000
