"""A private act in the minute after a bound, before the worker has written down what the bound brought.

The act writes it down, as every act does. Nobody else may notice: not in a list, nor by when a notice or mail comes.
"""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from odr.store import Store
from odr.verification import verify_dockets
from tests.journey.test_noninterference import DRAFTS_C, NOTICES, START, Play
from tests.schema.reading import CASE, CASES
from tests.schema.test_journey import candidates

READERS = ("seller", "mediator", "decider", "admin", "registrar", "regulator", "stranger")
"""Everybody but the buyer, who acts in private."""
SECONDS = (10, 20, 30, 45, 59, 61, 64, 71, 75, 130, 3600)
"""After the bound: when the worker works and everybody reads."""
LISTS: tuple[tuple[str, dict[str, Any]], ...] = (
    (CASES, {"first": 20}),
    (CASES, {"first": 20, "filter": {"myTurn": True}}),
    (CASES, {"first": 1}),
    (NOTICES, {}),
)
PLACES = re.compile(r'"(id|cursor|endCursor|startCursor)": "[^"]*"')
"""Ids of notices are random, and the order of two at the same instant with them."""


class Minute(Play):
    """The minute after the end of the time to negotiate, second by second."""

    def __init__(self, store: Store, folder: Path, private: frozenset[str], patch: pytest.MonkeyPatch) -> None:
        super().__init__(store, folder, private, patch)
        self.read: dict[str, list[str]] = {}
        self.letters: dict[str, list[tuple[datetime, str]]] = {}

    def _deliver(self, url: str, mail: Any) -> None:
        super()._deliver(url, mail)
        said = mail.get_body(("plain",)).get_content()
        self.letters.setdefault(mail["To"], []).append((self.city.clock.now(), f"{mail['Date']} {said}"))

    def run(self, *, somebody_acts: bool) -> None:
        self.file()
        asked = self.city.as_("admin").ask(
            "query ($id: ID!) { case(id: $id) { nextStep { deadline { due } } } }", id=self.case
        )
        bound = datetime.fromisoformat(asked["case"]["nextStep"]["deadline"]["due"])
        for seconds in SECONDS:
            hours = (bound + timedelta(seconds=seconds) - START) / timedelta(hours=1)
            if seconds == 20:
                self.at(hours, "buyer drafts", lambda: self.city.hand_in("buyer", self.case), DRAFTS_C)
            if seconds == 45 and somebody_acts:
                self._appoint(hours)
            self.at(hours, "reading", lambda: None)
            self._read()

    def _appoint(self, hours: float) -> None:
        (one,) = candidates(self.city.as_("admin"), "MEDIATOR")
        self.on_case(hours, "admin", "appointNeutral", function="MEDIATOR", person=one["person"])

    def _read(self) -> None:
        for who in READERS:
            caller = self.city.as_(who)
            for document, asked in LISTS:
                told = json.dumps(caller.post(document, **asked).json())
                self.read.setdefault(who, []).append(PLACES.sub("", told))


def played(store: Store, folder: Path, private: frozenset[str], *, somebody_acts: bool) -> Minute:
    with pytest.MonkeyPatch.context() as patch:
        minute = Minute(store, folder, private, patch)
        minute.run(somebody_acts=somebody_acts)
    assert verify_dockets(store, minute.city.house.clerk.law).divergence is None
    return minute


@pytest.mark.parametrize("somebody_acts", [False, True], ids=["nobody else acts", "the administrator acts openly"])
def test_a_private_act_right_after_a_bound_moves_nothing_of_anybody_else(
    store: Store, tmp_path: Path, somebody_acts: bool
) -> None:
    without = played(store, tmp_path / "without", frozenset(), somebody_acts=somebody_acts)
    with_it = played(store, tmp_path / "with", frozenset({DRAFTS_C}), somebody_acts=somebody_acts)
    drafts = with_it.city.as_("buyer").ask(CASE, id=with_it.case)["case"]["exhibits"]
    assert len(drafts) == 1, "the private act was not done"
    for who in READERS:
        for place, (before, after) in enumerate(zip(without.read[who], with_it.read[who], strict=True)):
            seconds, document = SECONDS[place // len(LISTS)], place % len(LISTS)
            assert after == before, f"{who}, list {document}, {seconds} seconds after the bound"
    buyer = next(to for to in without.letters if to.startswith("buyer"))
    letters = [{to: sent for to, sent in one.letters.items() if to != buyer} for one in (without, with_it)]
    assert letters[0] == letters[1]
    late = [at for sent in letters[0].values() for at, _ in sent if at > START + timedelta(days=1)]
    assert late, "nobody was told of what the bound brought"
