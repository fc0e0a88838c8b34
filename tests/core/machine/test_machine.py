"""The procedure and a small independent model of it never diverge, and what is wrong with either is found."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

import pytest

from tests.core.machine.machine import STAGES, Tally, run
from tests.core.machine.mutants import MUTANTS, Mutant, changed
from tests.core.machine.walk import Diverged

FEW, MANY = 3_000, 100_000
SEEDS = range(1, 6)
CASES = 1_200
"""How many cases a mutant may outlive at most; each has some forty steps."""


def walked(steps: int, cases: int) -> Tally:
    """Runs from every stage, from one seed after another, until there were so many steps."""
    whole = Tally()
    for number, stage in enumerate(cycle(STAGES)):
        run(number, cases, tally=whole, first=stage)
        if whole.steps >= steps and number + 1 >= len(STAGES):
            return whole
    raise AssertionError("stages are without end")


@contextmanager
def told(capsys: pytest.CaptureFixture[str], steps: int, cases: int) -> Iterator[Tally]:
    begun = time.perf_counter()
    tally = walked(steps, cases)
    yield tally
    with capsys.disabled():
        acts, took = tally.done.total(), time.perf_counter() - begun
        print(f"\nmachine: {tally.steps} steps, {tally.cases} cases, {acts} acts done, no divergence, {took:.0f} s")


def test_the_procedure_does_what_the_model_says(capsys: pytest.CaptureFixture[str]) -> None:
    with told(capsys, FEW, 3) as tally:
        assert set(STAGES) <= tally.begun.keys()


@pytest.mark.slow
def test_the_procedure_does_what_the_model_says_for_a_hundred_thousand_steps(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with told(capsys, MANY, 100) as tally:
        assert min(tally.begun[stage] for stage in STAGES) >= 10
        assert len(tally.done) >= 28, "nearly every kind of act is done, not only tried"


def steps_to_kill(mutant: Mutant, number: int) -> int:
    """How many steps the mutant lives: none when no case can even be filed under it."""
    tally = Tally()
    with changed(mutant), pytest.raises(Diverged):
        run(number, CASES, tally=tally, first=mutant.begins)
    return tally.steps


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.name for mutant in MUTANTS])
def test_a_wrong_procedure_is_found(mutant: Mutant) -> None:
    steps_to_kill(mutant, SEEDS[0])


@pytest.mark.slow
def test_every_wrong_procedure_is_found_from_every_seed(capsys: pytest.CaptureFixture[str]) -> None:
    table = {mutant.name: [steps_to_kill(mutant, number) for number in SEEDS] for mutant in MUTANTS}
    with capsys.disabled():
        print(f"\nsteps until a mutant dies, seeds {[*SEEDS]}")
        for name, steps in table.items():
            print(f"  {name:<50}" + "".join(f"{one:>7}" for one in steps))
