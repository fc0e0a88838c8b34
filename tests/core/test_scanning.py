"""A parcel that goes back, told scan by scan: on its way, there, or lost after ten days of silence."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from odr.domain import compensation, filing, negotiation, pausing
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Ending, How, ScanKind, Stage, Step
from odr.domain.handing_over import handed_over
from odr.domain.remedies import Remedy
from odr.domain.roles import SERVICE
from odr.domain.rulebook import Expiry
from odr.domain.rulebook.terms import PauseGround
from odr.domain.scanning import MOST_SCANS, RecordScan
from odr.domain.tracking import tracking_of
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, RULEBOOK, SELLER, Story, refund
from tests.core.test_procedure import returned

LOST = "compliance.return_lost_after/r-1"
CONFIRM = "compliance.confirm_return/r-1"
REFUND = "compliance.refund_after_return/r-1"


def sent(story: Story | None = None, reference: str = "0034 0434") -> Story:
    story = story or returned()
    story.do(compensation.ReportFulfilment, BUYER, line="r-1", step=Step.RETURN_IN_TRANSIT, reference=reference)
    return story


def scan(story: Story, kind: ScanKind, at: datetime | None = None, **more: Any) -> list[e.Event]:
    known = {"place": None, "carrier": "post", "tracking": "00340434", "reference": ""}
    return story.do(RecordScan, SERVICE, line="r-1", kind=kind, scanned_at=at or story.now, **(known | more))


def line(story: Story) -> Any:
    return story.case.compensation.lines[0]


def unconfirmed() -> Story:
    """Under a rulebook in which a receipt that nobody confirms does not count as one."""
    compliance = RULEBOOK.compliance
    confirm = replace(compliance.confirm_return, expiry=Expiry.NON_COMPLIANT)
    rulebook = replace(RULEBOOK, compliance=replace(compliance, confirm_return=confirm))
    story = Story(rulebook).file()
    story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=Text("It left us whole."))
    story.do(filing.EscalateComplaint, BUYER, reasons=Text("It is still broken."))
    story.do(filing.AdmitCase, ADMINISTRATOR)
    story.do(negotiation.MakeOffer, SELLER, offer="r", lines=(refund(8000, remedy=Remedy.REFUND_ON_RETURN),))
    story.do(negotiation.AcceptOffer, BUYER, offer="r", understood=True)
    return story


@pytest.mark.parametrize("kind", [ScanKind.ACCEPTED, ScanKind.IN_TRANSIT, ScanKind.OUT_FOR_DELIVERY])
def test_the_first_scan_says_that_it_is_on_its_way_and_nobody_has_to_report_it(kind: ScanKind):
    story = returned()
    events = scan(story, kind, place=Text("Leipzig"))
    assert e.FulfilmentReported("r-1", Step.RETURN_IN_TRANSIT, "00340434", None, How.BY_RULE) in events
    assert list(story.case.frames) == [LOST]
    assert (line(story).step, tracking_of(story.case, line(story))) == (Step.RETURN_IN_TRANSIT, "00340434")
    assert story.entries[-1].by == SERVICE


def test_a_label_is_no_parcel():
    story = returned()
    assert [type(one) for one in scan(story, ScanKind.LABEL_MADE)] == [e.ParcelScanned]
    assert line(story).step is Step.AWAITING_RETURN


def test_what_was_delivered_counts_as_received_and_the_refund_falls_due():
    story = sent()
    events = scan(story, ScanKind.DELIVERED)
    assert e.FulfilmentReported("r-1", Step.RETURN_RECEIVED, "", None, How.BY_RULE) in events
    assert list(story.case.frames) == [REFUND]


def test_a_number_is_known_without_the_spaces_that_people_type():
    story = sent(reference=" 0034 0434 ab ")
    assert tracking_of(story.case, line(story)) == "00340434AB"


def test_while_a_carrier_scans_it_nobody_has_to_confirm_that_it_is_there():
    story = sent()
    assert {CONFIRM, LOST} == set(story.case.frames)
    events = scan(story, ScanKind.IN_TRANSIT)
    assert e.FrameEnded(CONFIRM, story.case.frames[LOST].facts.room, Ending.MOOT) in events
    assert list(story.case.frames) == [LOST]


def test_each_scan_lets_the_ten_days_begin_anew():
    story = sent()
    scan(story, ScanKind.IN_TRANSIT)
    first = story.case.frames[LOST].due
    story.wait(days=9)
    (moved,) = [one for one in scan(story, ScanKind.EXCEPTION) if isinstance(one, e.FrameMoved)]
    assert (moved.why, moved.start) == (e.Moved.SCANNED, story.now)
    assert story.case.frames[LOST].due == moved.due >= first + timedelta(days=9)


def test_what_was_scanned_before_the_last_scan_is_entered_with_its_own_time_and_moves_nothing():
    story = sent()
    story.wait(days=2)
    scan(story, ScanKind.OUT_FOR_DELIVERY)
    due = story.case.frames[LOST].due
    story.wait(days=1)
    early = story.now - timedelta(days=2)
    assert [type(one) for one in scan(story, ScanKind.ACCEPTED, early)] == [e.ParcelScanned]
    assert story.case.frames[LOST].due == due
    assert [one.kind for one in line(story).scans] == [ScanKind.ACCEPTED, ScanKind.OUT_FOR_DELIVERY]


def test_a_late_scan_takes_nothing_back_of_what_was_delivered():
    story = sent()
    scan(story, ScanKind.DELIVERED)
    assert [type(one) for one in scan(story, ScanKind.IN_TRANSIT)] == [e.ParcelScanned]
    assert line(story).step is Step.RETURN_RECEIVED
    assert list(story.case.frames) == [REFUND]


def test_that_it_was_delivered_holds_also_when_it_is_told_after_a_later_scan():
    story = sent()
    story.wait(hours=2)
    scan(story, ScanKind.EXCEPTION)
    scan(story, ScanKind.DELIVERED, story.now - timedelta(hours=1))
    assert line(story).step is Step.RETURN_RECEIVED


def test_a_parcel_from_before_anything_was_owed_is_another_one():
    story = sent()
    assert scan(story, ScanKind.DELIVERED, story.now - timedelta(days=1)) == []


def test_a_repeat_enters_nothing():
    story = sent()
    scan(story, ScanKind.ACCEPTED, reference="7")
    assert scan(story, ScanKind.ACCEPTED) == []
    story.wait(hours=1)
    assert scan(story, ScanKind.IN_TRANSIT, reference="7") == []
    assert len(scan(story, ScanKind.IN_TRANSIT, reference="7", carrier="other")) == 2


def test_ten_days_without_a_scan_open_a_trace_and_let_the_refund_fall_due():
    story = returned()
    scan(story, ScanKind.ACCEPTED)
    events = story.wait_for("compliance.return_lost_after")
    assert e.TraceOpened("r-1", "00340434", sent=True) in events
    assert e.FulfilmentReported("r-1", Step.RETURN_LOST, "", None, How.BY_RULE) in events
    assert list(story.case.frames) == [REFUND]
    assert [one.id for one in handed_over(story.case)] == ["r-1"]
    assert e.NonComplianceRecorded("r-1") in story.wait_for("compliance.refund_after_return")


def test_what_is_delivered_after_it_counted_as_lost_is_entered_and_takes_nothing_back():
    story = returned()
    scan(story, ScanKind.ACCEPTED)
    story.wait_for("compliance.return_lost_after")
    assert [type(one) for one in scan(story, ScanKind.DELIVERED)] == [e.ParcelScanned]
    assert line(story).step is Step.RETURN_LOST
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="r-1", step=Step.FULFILLED, reference="re_1")
    assert story.case.stage is Stage.CLOSED
    with pytest.raises(no.CaseIsClosed):
        scan(story, ScanKind.DELIVERED)


def test_a_number_that_was_told_is_proof_enough_where_nobody_confirms():
    story = sent(unconfirmed())
    events = story.wait_for("compliance.return_lost_after")
    assert e.TraceOpened("r-1", "00340434", sent=True) in events
    assert line(story).step is Step.RETURN_LOST


def test_without_any_proof_nothing_falls_due_by_itself_and_whoever_administers_can_say_that_it_is_lost():
    story = sent(unconfirmed(), reference="")
    events = story.wait_for("compliance.return_lost_after")
    assert e.TraceOpened("r-1", "", sent=False) in events
    assert (line(story).step, line(story).traced_at) == (Step.RETURN_IN_TRANSIT, story.entries[-1].at)
    for side in (BUYER, SELLER):
        with pytest.raises(no.NotAllowed):
            story.do(compensation.ReportFulfilment, side, line="r-1", step=Step.RETURN_LOST, reference="")
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="r-1", step=Step.RETURN_LOST, reference="")
    assert REFUND in story.case.frames


def test_a_carrier_that_says_itself_that_it_is_lost_is_believed():
    story = sent()
    events = scan(story, ScanKind.LOST)
    assert e.FulfilmentReported("r-1", Step.RETURN_LOST, "", None, How.BY_RULE) in events
    assert list(story.case.frames) == [REFUND]


def test_what_the_carrier_brings_back_to_its_sender_is_no_receipt_and_does_not_count_as_lost():
    story = sent()
    scan(story, ScanKind.RETURNED_TO_SENDER)
    story.wait(hours=5)
    assert [type(one) for one in scan(story, ScanKind.DELIVERED)] == [e.ParcelScanned, e.FrameMoved]
    assert line(story).step is Step.RETURN_IN_TRANSIT
    assert e.TraceOpened("r-1", "00340434", sent=False) in story.wait_for("compliance.return_lost_after")
    assert line(story).step is Step.RETURN_IN_TRANSIT


def test_a_pause_holds_the_ten_days():
    story = sent()
    scan(story, ScanKind.IN_TRANSIT)
    due = story.case.frames[LOST].due
    ground = PauseGround.CARRIER_TRACE
    story.do(pausing.OrderPause, ADMINISTRATOR, pause="p", ground=ground, days=10, reasons=Text("Asked the carrier."))
    story.wait(days=4)
    scan(story, ScanKind.IN_TRANSIT)
    assert story.case.frames[LOST].due == due + timedelta(days=4)
    story.wait(days=2)
    story.do(pausing.ResumeCase, ADMINISTRATOR)
    assert story.case.frames[LOST].due == due + timedelta(days=6)


def test_a_parcel_has_only_so_many_scans():
    story = sent()
    for n in range(MOST_SCANS):
        assert scan(story, ScanKind.IN_TRANSIT, story.now + timedelta(seconds=n))
    assert scan(story, ScanKind.IN_TRANSIT, story.now + timedelta(hours=1)) == []


def test_a_line_that_there_is_not_and_somebody_who_is_no_service_are_refused():
    story = sent()
    known = {"scanned_at": story.now, "place": None, "carrier": "", "tracking": "", "reference": ""}
    with pytest.raises(no.LineUnknown):
        story.do(RecordScan, SERVICE, line="x", kind=ScanKind.ACCEPTED, **known)
    with pytest.raises(no.NotAllowed):
        story.do(RecordScan, BUYER, line="r-1", kind=ScanKind.ACCEPTED, **known)


def test_a_case_that_went_on_its_way_before_there_were_scans_begins_to_be_followed():
    story = sent()
    del story.case.frames[LOST]
    scan(story, ScanKind.IN_TRANSIT)
    assert list(story.case.frames) == [LOST]
