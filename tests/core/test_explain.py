"""Why a date is that date: counted anew and told day by day from what the docket holds, without any calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odr.calendars import Calendars
from odr.domain import events as e
from odr.domain import extending, filing, negotiation, pausing, service
from odr.domain.calendar import Length, Mark, Unit
from odr.domain.case import Case, Frame
from odr.domain.counting import Counted, Place, exact, reckon
from odr.domain.events import Channel, Moved, Position
from odr.domain.explain import explain
from odr.domain.happenings import Extension, Outage, Pause
from odr.domain.procedure import pass_time
from odr.domain.recount import recount, wrong_dates
from odr.domain.roles import SERVICE, Role, Room, Side
from odr.domain.rulebook import ExtendBy
from odr.domain.timeframes import TYPED, happened
from odr.domain.words import Text
from tests.core.given import BUYER, RULEBOOK, SELLER, Story

CALENDARS = Calendars()
PLACES = {
    "DE-BY": "Europe/Berlin",
    "PL": "Europe/Warsaw",
    "US": "America/New_York",
    "CA-BC": "America/Vancouver",
    "IL": "Asia/Jerusalem",
    "HU": "Europe/Budapest",
}
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
STARTS = st.integers(0, 250 * 86_400).map(lambda seconds: BEGIN + timedelta(seconds=seconds))
LENGTHS = st.builds(Length, st.integers(1, 30), st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.HOUR]))
STEPS = st.lists(
    st.tuples(
        st.sampled_from([Moved.EXTENDED, Moved.PAUSED, Moved.OUTAGE, Moved.RESTARTED]),
        st.floats(0, 0.99),
        st.integers(1, 24 * 10),
    ),
    max_size=4,
)


def opened(counted: Counted, start: datetime, limit: str, places: list[Place]) -> e.FrameOpened:
    return e.FrameOpened(
        frame="response",
        clause="response",
        room=Room.SHARED,
        actors=(Role.RESPONDENT,),
        start=start,
        due=counted.due,
        limit=limit,
        zone=counted.zone,
        calendar=counted.calendar,
        rulebook="odr-default/1",
        source="drawn",
        last_day=counted.last_day,
        zones=tuple(place.zone for place in places),
        marked=counted.marked,
    )


def counted(frame: Frame, length: Length, places: list[Place], more: list) -> Counted:
    if frame.facts.limit == TYPED:
        return exact(frame.facts.start, frame.facts.due, places, [*happened(frame), *more])
    return reckon(frame.latest.start, length, places, [*happened(frame), *more])


def after(frame: Frame, step: tuple[Moved, float, int], length: Length, places: list[Place]) -> Frame:
    """The frame after one more thing, entered as the house enters it: with what followed from the whole history."""
    why, part, hours = step
    begun = max((move.ended for move in frame.moves), default=frame.facts.start)
    begun += max(frame.due - begun, timedelta()) * part
    ended, start, added = begun + timedelta(hours=hours), frame.latest.start, ""
    match why:
        case Moved.EXTENDED:
            ended, added = begun, str(replace(length, count=hours % 10 + 1))
            found = counted(frame, length, places, [Extension(begun, replace(length, count=hours % 10 + 1))])
        case Moved.PAUSED:
            found = counted(frame, length, places, [Pause(begun, ended)])
        case Moved.OUTAGE:
            begun = max(begun, frame.due - timedelta(minutes=1))
            ended = frame.due + timedelta(hours=hours)
            found = counted(frame, length, places, [Outage(begun, ended)])
        case _:
            start = ended = begun
            anew = Frame(replace(frame.facts, start=start))
            found = counted(anew, length, places, [])
    move = e.FrameMoved(
        "response", Room.SHARED, why, begun, ended, added, start, found.due, found.zone, found.calendar, "",
        found.last_day, found.marked,
    )  # fmt: skip
    return replace(frame, moves=(*frame.moves, move))


@given(STARTS, LENGTHS, st.lists(st.sampled_from(list(PLACES)), min_size=1, max_size=2), STEPS, st.booleans())
def test_every_date_follows_from_the_stored_facts_alone(
    start: datetime, length: Length, where: list[str], steps: list[tuple[Moved, float, int]], typed: bool
) -> None:
    places = [Place(PLACES[place], CALENDARS.of(place)) for place in where]
    found = reckon(start, length, places)
    if typed:
        length = replace(length, unit=Unit.HOUR)
        found = exact(start, found.due, places)
    frame = Frame(opened(found, start, TYPED if typed else str(length), places))
    assert recount(frame) == frame.due
    for step in steps:
        frame = after(frame, step, length, places)
        assert recount(frame) == frame.due
        told = explain(frame, Case("c", RULEBOOK), ()).days
        assert not told or (told[-1].until == frame.latest.last_day)
        counts = [one.count for one in told if one.count is not None]
        assert counts == sorted(set(counts)), "no day is counted twice"


# --- stories -----------------------------------------------------------------------------------------------------


def filed() -> Story:
    story = Story()
    story.calendars = CALENDARS.of
    story.file(staff_place="DE")
    return story


def answered() -> Story:
    story = filed()
    story.do(filing.AnswerComplaint, SELLER, position=Position.DISPUTES, statement=Text("It was whole."))
    return story


def responding(at: datetime) -> Story:
    """The complaint was filed then and not answered; the response is asked for."""
    story = Story()
    story.calendars = CALENDARS.of
    story.file(at=at, staff_place="DE")
    story.now = at
    story.wait_for("complaint.answer")
    story.wait_for("intake.admit")
    return story


def why(story: Story, clause: str):  # type: ignore[no-untyped-def]
    frames = [*story.case.past_frames, *story.case.frames.values()]
    frame = next(one for one in reversed(frames) if one.clause == clause)
    return explain(frame, story.case, story.entries)


def table(story: Story, clause: str) -> list[str]:
    return [
        f"{one.day:%a %d %b} {'-' if one.count is None else one.count} {one.mark or ''} {one.name}".strip()
        for one in why(story, clause).days
    ]


def test_a_response_over_easter_is_told_day_by_day() -> None:
    story = filed()
    story.wait_for("complaint.answer")
    assert table(story, "complaint.answer")[0] == "Tue 03 Mar 1"
    assert len(table(story, "complaint.answer")) == 7


def test_skipped_days_have_their_names() -> None:
    story = Story()
    story.calendars = CALENDARS.of
    story.file(at=datetime(2026, 3, 27, 12, 0, tzinfo=UTC), staff_place="DE")
    assert table(story, "complaint.answer")[-5:] == [
        "Fri 03 Apr 7 HOLIDAY Good Friday",
        "Sat 04 Apr - WEEKEND",
        "Sun 05 Apr - WEEKEND",
        "Mon 06 Apr - HOLIDAY Easter Monday",
        "Tue 07 Apr -",
    ]


def test_the_count_says_what_it_starts_from() -> None:
    story = filed()
    first = why(story, "complaint.answer")
    assert isinstance(first.started_by.event, e.ComplaintFiled)
    story.wait_for("complaint.answer")
    follows = why(story, "intake.admit")
    assert follows.started_by.event == e.FrameEnded("complaint.answer", Room.SHARED, e.Ending.EXPIRED)


def test_an_extension_is_told_with_who_gave_it() -> None:
    story = filed()
    story.wait_for("complaint.answer")
    story.wait_for("intake.admit")
    story.do(extending.ExtendFrame, SELLER, frame="response")
    [move] = why(story, "response").moves
    assert (move.facts.why, move.facts.length, move.by) == (Moved.EXTENDED, "7d", ExtendBy.RIGHT)
    assert [one.count for one in why(story, "response").days if one.count][-1] == 14


def test_days_of_a_pause_are_not_counted() -> None:
    story = answered()
    story.wait(days=3)
    story.do(filing.EscalateComplaint, BUYER, reasons=Text("It is not."))
    story.wait_for("intake.admit")
    story.wait(days=1)
    story.do(pausing.AskPause, BUYER, pause="p1", days=10, reasons=Text("A parcel is looked for."))
    story.do(pausing.AnswerPause, SELLER, agrees=True)
    story.wait(days=4)
    story.do(pausing.ResumeCase, SELLER)
    told = why(story, "negotiation.agree").days
    assert [one.mark for one in told].count(Mark.PAUSED) == 4
    assert max(one.count or 0 for one in told) == 10


def test_a_year_is_not_365_rows() -> None:
    told = why(answered(), "escalation").days
    assert len(told) < 10
    assert (told[0].count, told[0].until) == (365, date(2027, 3, 2))


def test_a_date_that_does_not_follow_is_found() -> None:
    story = filed()
    story.wait_for("complaint.answer")
    assert not list(wrong_dates(story.entries))
    wrong = next(n for n, one in enumerate(story.entries) if isinstance(one.event, e.FrameOpened))
    event = story.entries[wrong].event
    forged = replace(event, due=event.due + timedelta(microseconds=1))
    story.entries[wrong] = story.entries[wrong]._replace(event=forged)
    assert [one.number for one in wrong_dates(story.entries)] == [wrong + 1]


def test_every_date_of_a_long_story_follows() -> None:
    story = answered()
    story.wait(days=3)
    story.do(filing.EscalateComplaint, BUYER, reasons=Text("It is not."))
    story.wait_for("intake.admit")
    offer = (replace(story.case.claims[0].remedies[0]),)
    story.do(negotiation.MakeOffer, SELLER, offer="o1", lines=offer, expires=story.now + timedelta(days=2))
    story.do(service.RecordServiceFailure, SERVICE, side=Side.RESPONDENT, pause="p1")
    story.do(service.RecordSubstitute, SERVICE, side=Side.RESPONDENT, channel=Channel.SECOND_ADDRESS)
    due = story.case.next_due
    late = pass_time(story.case, due, (Outage(due - timedelta(hours=1), due),))
    story._enter(late)
    for _ in range(12):
        if story.case.next_due is None:
            break
        story.wait(until=story.case.next_due)
    assert not list(wrong_dates(story.entries))
    for frame in (*story.case.past_frames, *story.case.frames.values()):
        explain(frame, story.case, story.entries)
