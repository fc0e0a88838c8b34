"""Twelve wrong procedures: one function of the domain changed each, in place, for everybody who imported it."""

import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType
from typing import NamedTuple, cast

from odr.domain import (
    counting,
    course,
    extending,
    happenings,
    negotiation,
    procedure,
    recovery,
    timeframes,
)
from odr.domain.calendar import Calendar
from odr.domain.vocabulary import Stage


class Mutant(NamedTuple):
    """One change of the source of one function; `begins`: the stage where what is wrong shows soonest."""

    name: str
    function: Callable[..., object]
    old: str
    new: str
    begins: Stage | None = None


MUTANTS = (
    Mutant("a bound lies a day later", counting._bound, "last + DAY", "last + DAY + DAY"),
    Mutant("an act at the bound is in time", timeframes.next_due, "frame.due <= at", "frame.due < at"),
    Mutant("a free last day does not roll", counting._rolled, "_free(day, places) or ", ""),
    Mutant(
        "a pause adds nothing",
        happenings.in_order,
        "for one in given if isinstance(one, Pause)",
        "for one in given[:0] if isinstance(one, Pause)",
        Stage.NEGOTIATION,
    ),
    Mutant(
        "an extension is granted once too often",
        extending.way_to_extend,
        "< way.times",
        "<= way.times",
        Stage.RESPONSE,
    ),
    Mutant(
        "a stage of the order is skipped",
        course.next_stage,
        "case.rulebook.stages.behind(after)",
        "case.rulebook.stages.behind(after)[len(case.rulebook.stages.behind(after)) > 4 :]",
    ),
    Mutant("one minor unit too much is given back", recovery.paid_for, "+ freight, ", "+ freight + 1, "),
    Mutant(
        "one's own offer can be accepted",
        negotiation.require_other_side,
        "offer.side is side",
        "False",
        Stage.NEGOTIATION,
    ),
    Mutant("the cap is ignored", timeframes._capped, "cap is None or ", "True or cap is None or ", Stage.MEDIATION),
    Mutant(
        "silence accepts a decision",
        procedure._not_accepted,
        "decision.decision_not_accepted(case, How.BY_RULE)",
        "[e.DecisionAccepted(case.claimants[0].side, ()), e.CaseClosed(e.Ground.DECIDED),"
        " e.StageOpened(e.Stage.CLOSED, How.BY_RULE)]",
        Stage.ACCEPTANCE,
    ),
    Mutant("a holiday counts as a working day", Calendar.free_day, "if day in self.free", "if False"),
    Mutant("a joint frame ends with the earlier of the ends", counting._joint, "index(max(", "index(min("),
)


@contextmanager
def changed(mutant: Mutant) -> Iterator[None]:
    """The domain with this change."""
    function = cast(FunctionType, mutant.function)
    source = textwrap.dedent(inspect.getsource(function))
    if source.count(mutant.old) != 1:
        raise LookupError(f"{mutant.name}: the source has changed, so that there is nothing to mutate")
    names = dict(function.__globals__)
    exec(compile(source.replace(mutant.old, mutant.new), mutant.name, "exec"), names)
    right = function.__code__
    function.__code__ = names[function.__name__].__code__
    try:
        yield
    finally:
        function.__code__ = right
