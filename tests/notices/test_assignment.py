"""Appointment by rule: the next eligible neutral when the administrator let the time pass."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from odr.accounts.tables import members, neutral_conflicts, neutrals
from odr.assignment import candidates
from odr.domain import decision, mediation, negotiation
from odr.domain import events as e
from odr.domain.events import Function, How, Stage
from odr.outbox import outbox
from odr.store import Store
from odr.views import COLUMNS, views
from tests.notices.world import BUYER, MEDIATOR, Play, add_person, deliver, rows, told


def to_appointment(play: Play) -> None:
    play.to_negotiation()
    play.pass_time(days=4)
    play.act(BUYER, negotiation.LeaveNegotiation)


def test_the_rule_appoints_who_is_eligible(play: Play, store: Store):
    to_appointment(play)
    play.pass_time(days=5)
    appointed = play.case.neutral(Function.MEDIATOR)
    assert (appointed.person, appointed.how, play.case.stage) == ("mediator", How.BY_RULE, Stage.MEDIATION)
    assert told(store, "mediator") == ["you_mediate"]
    assert set(told(store, "registrar")) == {"appointment_by_rule", "appointed_by_rule"}
    assert told(store, "buyer")[-1] == "mediator_appointed"


def busy(store: Store, person: str, cases: int) -> None:
    row = dict.fromkeys(COLUMNS, "") | {"my_turn": False, "version": 1, "opened_at": 1, "updated_at": 1}
    row |= {"reader": f"person:{person}", "role": "MEDIATOR", "due_at": None, "closed_at": None, "ground": None}
    row["bound_at"] = None
    with store.write() as conn:
        for number in range(cases):
            conn.execute(insert(views), row | {"case_id": f"other-{person}-{number}"})


def test_who_has_fewer_open_cases_comes_first_then_the_id(play: Play, store: Store):
    for name in ("a-mediator", "z-mediator"):
        add_person(store, name, role="MEDIATOR")
    busy(store, "a-mediator", 2)
    busy(store, "mediator", 1)
    clerk, now = play.parts.clerk, play.clock.now()
    assert list(candidates(clerk, Function.MEDIATOR, now).items()) == [
        ("z-mediator", 0),
        ("mediator", 1),
        ("a-mediator", 2),
    ]
    assert candidates(clerk, Function.DECIDER, now) == {"decider": 0}


def test_a_mandate_that_time_has_ended_is_no_load_whether_it_is_written_down_or_not(play: Play, store: Store):
    to_appointment(play)
    play.pass_time(days=5)
    play.act(MEDIATOR, mediation.EndMediation)
    play.act(BUYER, decision.RequestDecision)
    play.appoint(Function.DECIDER, "decider")
    loads = []
    for days in (9, 9, 16):
        play.clock.forward(timedelta(days=days))
        loads.append(candidates(play.parts.clerk, Function.DECIDER, play.clock.now()))
    assert loads == [{"decider": 1}, {"decider": 1}, {"decider": 0}]
    play.parts.clerk.sweep(play.clock.now())
    assert candidates(play.parts.clerk, Function.DECIDER, play.clock.now()) == {"decider": 0}


def test_a_neutral_of_one_side_is_passed_over(play: Play, store: Store):
    add_person(store, "a-mediator", role="MEDIATOR")
    with store.write() as conn:
        row = {"person": "a-mediator", "organisation": "holzhaus", "role": "MEMBER", "since": 0}
        conn.execute(insert(members), row)
    to_appointment(play)
    play.pass_time(days=5)
    assert play.case.neutral(Function.MEDIATOR).person == "mediator"


def describe(store: Store, person: str, **said: Any) -> None:
    nothing: dict[str, Any] = {"languages": "[]", "complaints": "[]", "products": "[]", "payer": "", "updated_at": 0}
    with store.write() as conn:
        conn.execute(insert(neutrals), nothing | said | {"person": person})


@pytest.mark.parametrize(
    "better",
    [{"languages": '["de", "en-GB"]'}, {"complaints": '["DAMAGED"]'}, {"products": '["GOODS"]'}],
)
def test_who_speaks_the_language_or_knows_the_matter_comes_before_who_has_fewer_cases(
    play: Play, store: Store, better: dict[str, str]
):
    add_person(store, "z-mediator", role="MEDIATOR")
    busy(store, "z-mediator", 3)
    describe(store, "z-mediator", **better)
    to_appointment(play)
    play.pass_time(days=5)
    assert play.case.neutral(Function.MEDIATOR).person == "z-mediator"


def test_the_language_counts_for_more_than_the_matter(play: Play, store: Store):
    add_person(store, "z-mediator", role="MEDIATOR")
    describe(store, "z-mediator", languages='["en"]')
    describe(store, "mediator", languages='["de"]', complaints='["DAMAGED"]')
    to_appointment(play)
    play.pass_time(days=5)
    assert play.case.neutral(Function.MEDIATOR).person == "z-mediator"


UNFIT: dict[str, Any] = {
    "paid by a side": {"payer": "holzhaus"},
    "away": {"away_from": 1, "away_until": 10**17},
}


@pytest.mark.parametrize("why", UNFIT)
def test_the_rule_passes_over_whom_a_side_pays_and_who_is_away(play: Play, store: Store, why: str):
    add_person(store, "a-mediator", role="MEDIATOR")
    describe(store, "a-mediator", languages='["en"]', **UNFIT[why])
    to_appointment(play)
    play.pass_time(days=5)
    assert play.case.neutral(Function.MEDIATOR).person == "mediator"


def test_the_rule_passes_over_who_has_a_conflict(play: Play, store: Store):
    add_person(store, "a-mediator", role="MEDIATOR")
    known = {"person": "a-mediator", "other": "buyer", "reason": "A cousin.", "since": 1, "recorded_by": "r"}
    with store.write() as conn:
        conn.execute(insert(neutral_conflicts), known | {"recorded_at": 1})
    to_appointment(play)
    play.pass_time(days=5)
    assert play.case.neutral(Function.MEDIATOR).person == "mediator"


@pytest.mark.parametrize(("role", "appointed"), [("COMPLAINANT", "mediator"), ("MEDIATOR", "a-mediator")])
def test_who_was_a_party_against_a_side_before_is_passed_over_and_who_was_its_neutral_is_not(
    play: Play, store: Store, role: str, appointed: str
):
    add_person(store, "a-mediator", role="MEDIATOR")
    describe(store, "a-mediator", languages='["en"]')
    busy(store, "a-mediator", 1)
    with store.write() as conn:
        conn.execute(
            views.update()
            .where(views.c.reader == "person:a-mediator")
            .values(role=role, complainant="person:a-mediator", respondent="organisation:holzhaus")
        )
    to_appointment(play)
    play.pass_time(days=5)
    assert play.case.neutral(Function.MEDIATOR).person == appointed


def test_whoever_employs_them_stands_as_payer_on_an_appointment_by_rule(play: Play, store: Store):
    describe(store, "mediator", payer="kiezmarkt")
    to_appointment(play)
    play.pass_time(days=5)
    assert play.case.neutral(Function.MEDIATOR).payer == "kiezmarkt"


def test_when_nobody_is_eligible_the_registrars_are_asked(play: Play, store: Store):
    with store.write() as conn:
        conn.execute(insert(members), {"person": "mediator", "organisation": "holzhaus", "role": "MEMBER", "since": 0})
    to_appointment(play)
    play.pass_time(days=5)
    assert play.case.stage is Stage.MEDIATOR_APPOINTMENT
    assert set(told(store, "registrar")[-2:]) == {"appointment_by_rule", "nobody_eligible"}
    play.appoint(e.Function.MEDIATOR, "decider")
    assert play.case.stage is Stage.MEDIATION


def test_asked_twice_the_rule_appoints_once(play: Play, store: Store):
    to_appointment(play)
    play.pass_time(days=5)
    before = len(play.case.appointments)
    with store.write() as conn:
        conn.execute(outbox.update().where(outbox.c.topic == "case.assign").values(done_at=None))
    deliver(play.parts)
    assert len(play.case.appointments) == before == 1
    assert rows(store, outbox, topic="case.assign")[0]["done_at"] is not None
