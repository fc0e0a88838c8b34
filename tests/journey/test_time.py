"""Time as readers see it in memory is time as the sweep writes it down, whenever and however often it sweeps."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from odr.domain import events as e
from odr.domain.evolve import follow
from odr.domain.procedure import pass_time
from tests.core.given import Story
from tests.core.test_own_fold import somebody_acts
from tests.journey.city import City
from tests.schema.reading import CASE
from tests.schema.test_journey import decided, in_mediation

READERS = ("buyer", "seller", "mediator", "decider", "admin", "registrar")


def pages(city: City, case: str) -> list[bytes]:
    return [city.as_(name).post(CASE, id=case).content for name in READERS]


@pytest.mark.parametrize("begin", [City.file, in_mediation, decided], ids=["filed", "in mediation", "decided"])
def test_what_is_read_before_the_sweep_is_what_it_writes(city: City, begin: object) -> None:
    case = begin(city)  # type: ignore[operator]
    for days in (2, 9, 20):
        city.wait(days=days)
        before = pages(city, case)
        city.house.clerk.sweep(city.clock.now())
        assert pages(city, case) == before


@pytest.mark.parametrize("number", range(30))
def test_time_passes_alike_at_once_and_step_by_step(number: int) -> None:
    rng = random.Random(number)
    story = Story().file()
    for _ in range(rng.randint(1, 25)):
        story.wait(hours=rng.choice((1, 6, 30)))
        somebody_acts(rng, story)
    until = story.now + timedelta(days=60)
    at_once = pass_time(story.case, until)
    case, step_by_step, now = story.case, [], story.now
    while now < until:
        now = min(until, now + timedelta(hours=rng.choice((1, 50, 400))))
        late = pass_time(case, now)
        case, step_by_step = follow(case, late), [*step_by_step, *late]
    assert step_by_step == at_once
    instants = [entry.at for entry in (*story.entries, *at_once)]
    assert instants == sorted(instants), "an entry's time goes back"
    opened = [entry for entry in at_once if isinstance(entry.event, e.FrameOpened)]
    assert all(
        entry.event.start == entry.at < entry.event.due for entry in opened if entry.event.clause != "escalation"
    )


def test_a_private_act_right_after_a_bound_does_not_date_what_others_are_told(city: City) -> None:
    case = city.file()
    city.clock.at = datetime(2026, 3, 9, 23, 0, 10, tzinfo=UTC)
    city.hand_in("buyer", case)
    city.wait(minutes=2)
    city.work()
    asked = "{ notices(first: 1) { edges { node { kind createdAt } } } }"
    (edge,) = city.as_("seller").ask(asked)["notices"]["edges"]
    assert edge["node"] == {"kind": "dispute_by_rule", "createdAt": "2026-03-09T23:00:00.000000Z"}
