"""The Hypothesis machine: cases begin in every stage, and go on by acts, silence, jumps onto bounds and outages."""

import random
from collections import Counter
from datetime import timedelta

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from odr.domain.vocabulary import Stage
from tests.core.machine.days import ONE
from tests.core.machine.moves import onward
from tests.core.machine.played import PLAYED
from tests.core.machine.walk import BEGINS, Walk, may_be_the_sellers, stages_of

BYTE = st.integers(0, 255)
DICE = st.tuples(BYTE, BYTE, BYTE).map(lambda found: random.Random(repr(found)))
"""Thrown from three bytes: of whole numbers as large, Hypothesis tries the smallest again and again."""
BEFORE_ON_AFTER = st.sampled_from((-ONE, timedelta(), ONE))
RULEBOOKS = PLAYED
REACHED = {stage: [name for name, one in RULEBOOKS.items() if stage in stages_of(one)] for stage in Stage}
UNDER = {stage: names for stage, names in REACHED.items() if names and stage is not Stage.CLOSED}
STAGES = [*UNDER]
"""Every stage that one of the presets has: none of them lets a second neutral read a decision."""
BEGINNINGS = {"stage": st.sampled_from(STAGES), "which": st.integers(0, 30), "minute": st.integers(0, 60 * 24 * 60)}
"""In some stage, under a rulebook that has it, some time in the first sixty days; filed by the seller now and then."""


class Tally:
    """What the machines of one run did."""

    def __init__(self) -> None:
        self.steps = 0
        self.cases = 0
        self.begun: Counter[Stage] = Counter()
        self.done: Counter[str] = Counter()


class CaseBesideItsModel(RuleBasedStateMachine):
    """One case after the other. Every rule checks; a divergence is an assertion that fails."""

    tally = Tally()
    first: Stage | None = None

    @initialize(**BEGINNINGS)
    def begins(self, stage: Stage, which: int, minute: int) -> None:
        wanted = self.first or stage
        name = UNDER[wanted][which % len(UNDER[wanted])]
        by_the_seller = minute % 3 == 0 and may_be_the_sellers(RULEBOOKS[name])
        self.walk = Walk(RULEBOOKS[name], BEGINS + timedelta(minutes=minute), by_the_seller)
        self.walk.reach(wanted, by_silence=which % 4 == 0)
        self.tally.begun[self.walk.case.stage] += 1

    @precondition(lambda self: self.walk.case.closed_at is not None)
    @rule(**BEGINNINGS)
    def another_begins(self, stage: Stage, which: int, minute: int) -> None:
        self.teardown()
        self.begins(stage, which, minute)

    @rule(dice=DICE)
    def somebody_tries(self, dice: random.Random) -> None:
        self._tries(dice)

    @rule(dice=DICE)
    def somebody_tries_by_a_slow_clock(self, dice: random.Random) -> None:
        self._tries(dice, timedelta(seconds=dice.choice((1, 600, 5000))))

    @rule(dice=DICE)
    def somebody_leads_on(self, dice: random.Random) -> None:
        self.walk.tries(dice.choice(onward(self.walk.case, dice)))

    @precondition(lambda self: self.walk.case.closed_at is None)
    @rule(which=st.integers(0, 3), offset=BEFORE_ON_AFTER, dice=DICE)
    def time_comes_to_a_bound(self, which: int, offset: timedelta, dice: random.Random) -> None:
        """And somebody acts, just before, on or just after it."""
        self.walk.waits_for(which, offset)
        self._tries(dice)

    @precondition(lambda self: self.walk.case.closed_at is None)
    @rule(minutes=st.sampled_from((1, 90, 1000, 4000)))
    def time_passes(self, minutes: int) -> None:
        self.walk.waits_until(self.walk.story.now + timedelta(minutes=minutes))

    @precondition(lambda self: self.walk.case.closed_at is None)
    @rule(before=st.sampled_from((1, 5)), hours=st.sampled_from((1, 2, 30)))
    def the_service_is_away(self, before: int, hours: int) -> None:
        """Around the next bound."""
        now, due = self.walk.story.now, self.walk.case.next_due or self.walk.story.now
        begun = max(now, due - timedelta(hours=before))
        self.walk.is_away(begun, begun + timedelta(hours=hours))

    def teardown(self) -> None:
        if hasattr(self, "walk"):
            self.tally.steps += self.walk.steps
            self.tally.cases += 1
            self.walk.look_back()

    def _tries(self, dice: random.Random, earlier: timedelta = timedelta()) -> None:
        move = self.walk.picks(dice)
        if self.walk.tries(move, earlier):
            self.tally.done[move.kind.__name__] += 1


def run(
    number: int,
    cases: int,
    phases: tuple[Phase, ...] = (Phase.generate,),
    tally: Tally | None = None,
    first: Stage | None = None,
) -> Tally:
    """Run the machine from a seed; raises what diverged. The tally counts also then.

    Args:
        phases: add `Phase.shrink` to look for a shorter story; that takes up to five minutes.
        first: in which stage the first case of each example begins; in any when it is not given.
    """
    tally = tally or Tally()
    machine = seed(number)(type("CaseBesideItsModel", (CaseBesideItsModel,), {"tally": tally, "first": first}))
    machine_settings = settings(
        max_examples=cases,
        stateful_step_count=40,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        report_multiple_bugs=False,
    )
    run_state_machine_as_test(machine, settings=machine_settings)
    return tally
