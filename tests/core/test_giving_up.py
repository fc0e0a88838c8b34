"""Virtual goods and bookings come back without a parcel: they are given up, and that is shown (requirements R3)."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import compensation, exhibits, inspecting, returning
from odr.domain import refusals as no
from odr.domain.compensation import steps_open_to
from odr.domain.events import Stage, Step
from odr.domain.facts import LineKind
from odr.domain.lines import check_line
from odr.domain.possible import Action, available_actions
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.returning import not_arranged
from odr.domain.roles import Side
from odr.domain.vocabulary_returns import ReturnFound
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, ORDER, SELLER, Story, eur, refund
from tests.core.test_inspecting import FILE
from tests.core.test_returning import BY_TRADER, agreed

BOOKING = replace(ORDER, lines=tuple(replace(one, kind=LineKind.BOOKING) for one in ORDER.lines))
ANOTHER_DATE = RemedyLine(Remedy.DATE_CHANGE, "lamp", 1, None, after_return=True)
SENDING = "compliance.return_ship/r-1"


def booked(line: RemedyLine | None = None) -> Story:
    """Both sides agreed on a refund, or another date, once the booking was given up."""
    story = agreed(line)
    story.case.order = replace(story.case.order, lines=BOOKING.lines)
    return story


def report(story: Story, by: Any, step: Step, **more: Any) -> None:
    story.do(compensation.ReportFulfilment, by, line="r-1", step=step, **{"reference": "", **more})


def acts(story: Story, by: Any) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now) if one.blocked is None}


def test_nobody_says_where_to_and_the_time_runs_from_the_start():
    story = booked()
    assert Action.ARRANGE_RETURN not in acts(story, SELLER)
    with pytest.raises(no.NotAtThisStage):
        story.do(returning.ArrangeReturn, SELLER, **BY_TRADER)
    assert not_arranged(story.case.frames[SENDING], story.case) is None
    story.wait_for("compliance.return_ship")
    assert story.case.compensation.lines[0].step is Step.LAPSED


def test_who_gives_it_up_shows_it():
    story = booked()
    with pytest.raises(no.ProofMissing, match="number of the cancellation"):
        report(story, BUYER, Step.RETURN_IN_TRANSIT)
    story.do(exhibits.ReceiveExhibit, BUYER, exhibit="unused", **FILE)
    story.do(exhibits.DiscloseExhibit, BUYER, exhibit="unused")
    number = story.case.exhibits["unused"].number
    report(story, BUYER, Step.RETURN_IN_TRANSIT, exhibits=(number,))
    assert story.case.compensation.lines[0].reports[-1].exhibits == (number,)


@pytest.mark.parametrize("shown", [{"reference": "CANCEL-1234"}, {"note": Text("Never downloaded.")}])
def test_a_number_or_words_show_it_too(shown: dict[str, Any]):
    story = booked()
    report(story, BUYER, Step.RETURN_IN_TRANSIT, **shown)
    frames = {name for name in story.case.frames if name.endswith("/r-1")}
    assert frames == {"compliance.confirm_return/r-1"}, "no carrier can lose it"
    assert Step.RETURN_LOST not in steps_open_to(ADMINISTRATOR, story.case.compensation.lines[0], story.case)
    with pytest.raises(no.NotAllowed):
        report(story, ADMINISTRATOR, Step.RETURN_LOST)


def test_it_is_confirmed_looked_at_and_refunded():
    story = booked()
    report(story, BUYER, Step.RETURN_IN_TRANSIT, reference="CANCEL-1234")
    report(story, SELLER, Step.RETURN_RECEIVED)
    whole = {"found": ReturnFound.AS_SENT, "words": None, "exhibits": (), "accepts": None}
    story.do(inspecting.ReportInspection, SELLER, line="r-1", **whole)
    assert "compliance.refund_after_return/r-1" in story.case.frames
    report(story, SELLER, Step.SETTLING, reference="re_1")
    report(story, BUYER, Step.FULFILLED)
    assert story.case.stage is Stage.CLOSED


def test_silence_of_who_takes_it_back_counts_as_received():
    story = booked(ANOTHER_DATE)
    report(story, BUYER, Step.RETURN_IN_TRANSIT, reference="CANCEL-1234")
    story.wait_for("compliance.confirm_return")
    assert story.case.compensation.lines[0].step is Step.RETURN_RECEIVED
    assert "compliance.other/r-1" in story.case.frames, "another date is due in its own time"


def test_what_was_used_is_said_and_less_of_a_refund_can_be_agreed():
    story = booked()
    report(story, BUYER, Step.RETURN_IN_TRANSIT, reference="CANCEL-1234")
    report(story, SELLER, Step.RETURN_RECEIVED)
    story.do(exhibits.ReceiveExhibit, SELLER, exhibit="log", **FILE)
    story.do(exhibits.DiscloseExhibit, SELLER, exhibit="log")
    used = {"found": ReturnFound.DIFFERENT, "words": Text("It was used twice."), "accepts": eur(4000)}
    shown = (story.case.exhibits["log"].number,)
    story.do(inspecting.ReportInspection, SELLER, line="r-1", **used, exhibits=shown)
    story.do(inspecting.AnswerInspection, BUYER, line="r-1", agreed=True, words=None, exhibits=())
    assert sum(leg.amount.minor for leg in story.case.compensation.lines[0].legs) == 4000


def test_it_has_no_cost_of_sending():
    line = replace(refund(8000, remedy=Remedy.REFUND_ON_RETURN), return_cost=Side.COMPLAINANT)
    check_line(line, ORDER)
    with pytest.raises(no.InvalidInput, match="cost of sending"):
        check_line(line, BOOKING)


def test_an_order_of_goods_and_a_booking_has_a_parcel():
    mixed = replace(ORDER, lines=(replace(ORDER.lines[0], kind=LineKind.BOOKING), *ORDER.lines[1:]))
    assert (mixed.has_parcel(None), mixed.has_parcel(ORDER.lines[0].id)) == (True, False)
