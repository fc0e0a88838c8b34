"""How many small mistakes in the rules the tests find: `python -m tests.mutation --count 60 --seed 1`.

Some of the places where the code of stage, time, money and access can be made wrong are drawn by chance. The tests of
the core run against each mistake, in a process of its own; a mistake that no test finds is printed.
"""

import argparse
import importlib
import os
import random
import signal

import pytest

from tests.mutation.sites import Site, changed, sites
from tests.mutation.wrong import replace_by
from tests.rules import ROOT, modules

TESTS = (
    "test_procedure.py test_after_decision.py test_time_acts.py test_producing.py test_bidding.py test_nudging.py"
    " test_money.py test_counting.py test_recovery.py test_offer_and_wait.py test_claiming.py test_abroad.py"
    " test_between_businesses.py test_explain.py test_calendar.py test_sight.py test_entitlement.py test_breach.py"
    " test_clarifying.py test_counterclaim.py test_objecting.py test_parallel.py test_restitution.py test_silence.py"
    " test_terminating.py test_appointing.py test_refused.py test_representing.py test_recipients.py test_together.py"
    " test_second_reading.py test_human_review.py test_amending.py test_bundling.py test_closed_accounts.py"
    " test_forbidden.py test_fund.py test_guarding.py test_joining.py test_sums.py test_third_parties.py test_views.py"
    " test_canaries.py acts"
    " test_counting_laws.py test_simulate.py test_own_fold.py machine"
)
"""Those of the core that need no database, the quick ones first."""
LONGEST = 900
"""Seconds after which a mistake counts as found: something does not come to an end."""


def every_site() -> list[Site]:
    return [site for name in modules() for site in sites(name, (ROOT / name).read_text("utf-8"))]


class Mutation:
    """Runs the collected tests once for each mistake, instead of once."""

    def __init__(self, drawn: list[Site], workers: int) -> None:
        self.drawn, self.workers, self.alive = drawn, workers, 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if os.waitpid(_child(session, None), 0)[1]:
            raise SystemExit("The tests fail without any mistake. Put that right first.")
        running: dict[int, str] = {}
        for site in self.drawn:
            if len(running) == self.workers:
                self._ends(running)
            source, told = changed(site, (ROOT / site.file).read_text("utf-8"))
            running[_child(session, (site.file, source))] = f"{site.file}:{told}"
        while running:
            self._ends(running)
        print(f"killed {len(self.drawn) - self.alive} of {len(self.drawn)}", flush=True)
        return True

    def _ends(self, running: dict[int, str]) -> None:
        """Wait for one of the children, and tell of its mistake."""
        child, status = os.wait()
        self.alive += not status
        print("killed  " if status else "SURVIVES", running.pop(child), flush=True)


def _child(session: pytest.Session, wrong: tuple[str, str] | None) -> int:
    """A process that runs the tests, those first that name the wrong module; it fails as soon as one does."""
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        os._exit(_run(session, wrong))
    return child


def _run(session: pytest.Session, wrong: tuple[str, str] | None) -> int:
    items = session.items
    if wrong:
        name = wrong[0].removesuffix(".py").replace("/", ".")
        items = sorted(items, key=lambda item: name.rpartition(".")[2] not in vars(item.module))  # type: ignore[attr-defined]
        try:
            replace_by(importlib.import_module(name), wrong[1])
        except Exception:  # noqa: BLE001 - what cannot even be imported is found
            return 1
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=60)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--workers", type=int, default=os.cpu_count())
    given = asked.parse_args()
    found = every_site()
    print(f"{len(found)} places, {given.count} drawn with the seed {given.seed}", flush=True)
    drawn = random.Random(given.seed).sample(found, given.count)
    paths = [str(ROOT / "tests" / "core" / name) for name in TESTS.split()]
    quiet = ["-o", "addopts=--import-mode=importlib", "-p", "no:terminal", "-p", "no:cacheprovider", "-s"]
    pytest.main([*quiet, "--noconftest", "-m", "not slow", *paths], plugins=[Mutation(drawn, given.workers)])


if __name__ == "__main__":
    main()
