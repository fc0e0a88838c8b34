"""A simulated case: the real procedure under a script, dated, and always the same."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from odr.calendars import Calendars
from odr.domain.calendar import local_day
from odr.domain.events import Ending, Ground, How, Stage
from odr.domain.possible import Action
from odr.domain.refusals import CalendarUnknown
from odr.domain.roles import Role
from odr.domain.rulebook import Acts, Rulebook
from odr.domain.simulate import PLAYERS, Course, Script, Setting, simulate
from odr.domain.simulate.script import BUYER, Line
from odr.rulebooks import DEFAULT, all_rulebooks

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
"""A Monday."""
RULEBOOK = all_rulebooks()[DEFAULT]
SILENCE = Script(silent=frozenset(PLAYERS))
PARTIES = frozenset({Acts.COMPLAINANT, Acts.RESPONDENT})
SHIPPED = pytest.mark.parametrize("rulebook", all_rulebooks().values(), ids=all_rulebooks())
CONSENTS = {"SettlementReached", "OfferAccepted", "DecisionAccepted", "ProposalAnswered"}


def told(course: Course) -> list[tuple[str, str, str]]:
    return [(f"{step.day:%d %b}", step.who, step.what) for step in course.steps]


@SHIPPED
def test_in_silence_everything_is_by_rule_and_nothing_is_consent(rulebook: Rulebook) -> None:
    course = simulate(rulebook, START, SILENCE)
    assert {step.how for step in course.steps[1:]} == {How.BY_RULE}
    assert CONSENTS & {name for step in course.steps for name in step.brought} == set()
    assert course.ground in (None, *rulebook.terminate)


@SHIPPED
def test_when_everybody_acts_at_once_the_case_ends(rulebook: Rulebook) -> None:
    course = simulate(rulebook, START)
    assert course.ground in rulebook.terminate
    assert course.end < START + timedelta(days=60)


@SHIPPED
def test_a_course_is_always_the_same_and_in_order(rulebook: Rulebook) -> None:
    script = Script(after={Acts.RESPONDENT: timedelta(days=2)}, silent=frozenset({Acts.MEDIATOR}))
    course = simulate(rulebook, START, script)
    assert course == simulate(rulebook, START, script)
    assert [step.at for step in course.steps] == sorted(step.at for step in course.steps)
    assert all(bar.start < bar.due for bar in course.bars)
    assert all(local_day(bar.due - timedelta.resolution, bar.zone) == bar.last_day for bar in course.bars)


def test_a_course_tells_who_did_what_on_which_day():
    script = Script(
        silent=frozenset({Acts.RESPONDENT}),
        after={Acts.ADMINISTRATOR: timedelta(days=1)},
    )
    assert told(simulate(RULEBOOK, START, script))[:6] == [
        ("02 Mar", "complainant", "FILE_COMPLAINT"),
        ("04 Mar", "rulebook", "recorded"),
        ("10 Mar", "rulebook", "escalate_by_platform"),
        ("11 Mar", "administrator", "ADMIT_CASE"),
        ("19 Mar", "rulebook", "default_track"),
        ("20 Mar", "administrator", "APPOINT_NEUTRAL"),
    ]


def test_a_silent_party_and_a_busy_staff_end_in_a_decision_nobody_accepted():
    course = simulate(RULEBOOK, START, Script(silent=PARTIES))
    assert (course.ground, course.steps[-1].what) == (Ground.DECIDED, "not_accepted")
    assert {bar.clause for bar in course.bars if bar.ended is Ending.EXPIRED} >= {"complaint.answer", "acceptance"}


def test_whoever_waits_until_the_bound_is_late():
    script = Script(after={Acts.RESPONDENT: timedelta(days=7, hours=13, minutes=30)})
    assert ("10 Mar", "rulebook", "escalate_by_platform") in told(simulate(RULEBOOK, START, script))
    earlier = Script(after={Acts.RESPONDENT: timedelta(days=7, hours=13, minutes=29)})
    assert ("09 Mar", "respondent", "ANSWER_COMPLAINT") in told(simulate(RULEBOOK, START, earlier))


def test_a_named_offer_and_its_acceptance_settle_the_case():
    offers = {
        Line(Acts.RESPONDENT, Action.MAKE_OFFER): timedelta(days=2),
        Line(Acts.COMPLAINANT, Action.ACCEPT_OFFER): timedelta(days=1),
    }
    course = simulate(RULEBOOK, START, Script(silent=PARTIES, named=offers))
    assert told(course)[2:4] == [
        ("04 Mar", "respondent", "MAKE_OFFER"),
        ("05 Mar", "complainant", "ACCEPT_OFFER"),
    ]
    assert course.steps[3].stage is Stage.COMPLIANCE
    last = [step.what for step in course.steps[-2:]]
    assert last == ["non_compliant", "recorded"], "who is silent pays nothing either, and reports nothing"


def test_what_is_named_is_done_once():
    offer = {Line(Acts.COMPLAINANT, Action.MAKE_OFFER): timedelta()}
    course = simulate(RULEBOOK, START, Script(silent=frozenset(PLAYERS), named=offer))
    assert sum(step.what == "MAKE_OFFER" for step in course.steps) == 1


def test_more_time_and_a_pause_move_the_dates():
    still = Script(silent=PARTIES)
    longer = replace(still, named={Line(Acts.RESPONDENT, Action.EXTEND_FRAME): timedelta()})
    paused = Script(
        silent=frozenset({Acts.COMPLAINANT}),
        after={Acts.RESPONDENT: timedelta(days=60)},
        named={
            Line(Acts.COMPLAINANT, Action.ASK_PAUSE): timedelta(),
            Line(Acts.RESPONDENT, Action.ANSWER_PAUSE): timedelta(),
        },
    )
    usual, extended, later = (dues(simulate(RULEBOOK, START, script)) for script in (still, longer, paused))
    assert extended["response"] == usual["response"] + timedelta(days=7)
    assert later["complaint.answer"] == usual["complaint.answer"] + timedelta(days=30)


def dues(course: Course) -> dict[str, date]:
    return {bar.frame: bar.last_day for bar in course.bars if bar.last_day}


def test_days_are_counted_where_people_live():
    abroad = Setting(complainant=replace(BUYER, zone="America/New_York", country="US"))
    course = simulate(RULEBOOK, START, setting=abroad, calendars=Calendars().of)
    talks = next(bar for bar in course.bars if bar.clause == "negotiation.agree")
    assert (talks.zone, talks.is_joint) == ("America/New_York", True)
    assert next(bar for bar in course.bars if bar.clause == "complaint.answer").zone == "Europe/Berlin"


def test_a_year_that_no_calendar_knows_is_refused():
    with pytest.raises(CalendarUnknown):
        simulate(RULEBOOK, datetime(2031, 6, 2, tzinfo=UTC), SILENCE, calendars=Calendars().of)


def test_stages_follow_each_other_without_a_gap():
    course = simulate(RULEBOOK, START)
    assert [span.until for span in course.spans[:-1]] == [span.since for span in course.spans[1:]]
    assert course.spans[0].actors == (Role.RESPONDENT,)
    assert course.spans[-1].until == course.end


def test_a_decider_who_is_late_again_and_again_ends_with_the_time_of_the_simulation():
    course = simulate(RULEBOOK, START, SILENCE, lasts=timedelta(days=100))
    assert (course.ground, course.end) == (None, START + timedelta(days=100))
    assert sum(step.what == "appoint_another_and_alert" for step in course.steps) > 1
