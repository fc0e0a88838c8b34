"""How goods that came back were found, and what the sender says to that.

What is owed for them is never cut by one side's word: less is given back only where the sender agrees to it
(procedure: silence never creates consent; requirements R2).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.awaiting_answer import answer_over, can_be_answered, time_to_answer
from odr.domain.case import Case, OwedLine
from odr.domain.citing import require_citable
from odr.domain.compensation import after_reductions, reportable
from odr.domain.events import Event, How, Step
from odr.domain.guards import Command, administrators, require_binding_word, require_open, require_role, require_words
from odr.domain.money import Money, share
from odr.domain.remedies import Remedy, goes_back
from odr.domain.roles import PARTIES, Actor
from odr.domain.vocabulary_returns import ReturnFound
from odr.domain.words import Text

REFUND = "compliance.refund_after_return"
_BACK = (Step.RETURN_RECEIVED, Step.INSPECTED)
_GIVEN_BACK = (Step.SUBMITTED, Step.SETTLING, Step.UNKNOWN, Step.FULFILLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInspection(Command):
    """Say how goods that came back were found, what shows it, and whether all is given back or less is offered."""

    line: str
    found: ReturnFound
    words: Text | None
    exhibits: tuple[str, ...]
    accepts: Money | None


def may_report_inspection(by: Actor, case: Case) -> None:
    """Whoever takes them back, also once more: until the money is on its way."""
    require_role(by, *administrators(case), *PARTIES)
    require_open(case)
    if not _of(_taken_by(by, case), *_BACK):
        raise no.NothingToAnswer()


def report_inspection(ask: ReportInspection, case: Case) -> list[Event]:
    """What differs from what was sent is said and shown. All of it stays owed until the sender agrees to less."""
    may_report_inspection(ask.by, case)
    line = _require(ask.line, _of(_taken_by(ask.by, case), *_BACK))
    shown = require_citable(ask.exhibits, case, "exhibits")
    if ask.found is not ReturnFound.AS_SENT:
        require_words(ask.words, "What was found")
    if ask.accepts is not None:
        _require_less(ask, line, shown)
    seen = e.ReturnInspected(line.id, ask.found, ask.words, shown, ask.accepts)
    first = line.step is Step.RETURN_RECEIVED
    looked = [e.FulfilmentReported(line.id, Step.INSPECTED, "", None, How.BY_ACT)] if first else []
    return [seen, *looked, *time_to_answer(seen, line, case, ask.at)]


def _require_less(ask: ReportInspection, line: OwedLine, shown: Sequence[str]) -> None:
    owed, less = line.remedy.amount, ask.accepts
    if line.remedy.remedy is not Remedy.REFUND_ON_RETURN:
        raise no.InvalidInput(field="accepts", problem="Less can be offered of a refund only. Say what was found.")
    if ask.found is ReturnFound.AS_SENT:
        raise no.InvalidInput(field="accepts", problem="What came back as it was sent is paid back in full.")
    if not shown:
        raise no.InvalidInput(field="exhibits", problem="Hand in and disclose what shows it, and name its number.")
    fits = owed is not None and less is not None and less.currency == owed.currency and 0 <= less.minor < owed.minor
    if not fits or not line.legs:
        raise no.InvalidInput(
            field="accepts", problem=f"Offer less than {owed}, or leave it out to give all of it back."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInspection(Command):
    """The sender says how it was, and whether it agrees that less is given back."""

    line: str
    agreed: bool
    words: Text | None
    exhibits: tuple[str, ...]


def may_answer_inspection(by: Actor, case: Case) -> None:
    """Whoever sent them, in time, and once to each time that something was said to be wrong (awaiting_answer)."""
    require_role(by, *PARTIES)
    require_open(case)
    if not _to_answer(by, case):
        raise no.NothingToAnswer()


def answer_inspection(ask: AnswerInspection, case: Case) -> list[Event]:
    """Agreed to, less is owed; with nothing left the line is done. Not agreed to, all of it stays owed in its time."""
    may_answer_inspection(ask.by, case)
    line = _require(ask.line, _to_answer(ask.by, case))
    shown = require_citable(ask.exhibits, case, "exhibits")
    said = e.InspectionAnswered(line.id, ask.agreed, ask.words, shown)
    offered = line.inspections[-1].facts.accepts
    if not ask.agreed:
        require_words(ask.words, "An answer")
        return [said, *answer_over(line, case, ask.at)]
    require_binding_word(ask.by, case)
    if offered is None:
        raise no.InvalidInput(field="agreed", problem="Nothing less was offered: all of it is owed. Say how it was.")
    if line.step in _GIVEN_BACK:
        raise no.InvalidInput(field="agreed", problem="It is given back already: say how it was.")
    reduced = _less(line, offered, ask.at, case)
    nothing_left = any(isinstance(one, e.OwedLineReduced) and not one.legs for one in reduced)
    return [said, *([] if nothing_left else answer_over(line, case, ask.at)), *reduced]


def _less(line: OwedLine, offered: Money, at: datetime, case: Case) -> list[Event]:
    """Each payment gives back its part of what was agreed (procedure: counting, amounts).

    What came back of it in another way since may have made it less already.
    """
    owed = sum(leg.amount.minor for leg in line.legs)
    if offered.minor >= owed:
        return []
    parts = share(offered, [leg.amount.minor for leg in line.legs])
    legs = (replace(leg, amount=part) for leg, part in zip(line.legs, parts, strict=True))
    reduced = e.OwedLineReduced(line.id, tuple(leg for leg in legs if leg.amount.minor))
    return [reduced, *after_reductions(case, [reduced], at)]


def _to_answer(by: Actor, case: Case) -> list[OwedLine]:
    mine = (line for line in _returns(case) if by.role.side is line.remedy.owed_by.other)
    return [line for line in mine if can_be_answered(line, case)]


def _taken_by(by: Actor, case: Case) -> list[OwedLine]:
    """The returns that this actor can speak for: its own, or all as administrator."""
    return [line for line in _returns(case) if by.role.side in (None, line.remedy.owed_by)]


def _returns(case: Case) -> list[OwedLine]:
    """Of the order that is carried out: what was begun under an undone one takes its course as it was."""
    order = case.compensation
    mine = (line for line in reportable(case) if order is not None and order.line(line.id) is line)
    return [line for line in mine if goes_back(line.remedy)]


def _of(lines: Iterable[OwedLine], *steps: Step) -> list[OwedLine]:
    return [line for line in lines if line.step in steps]


def _require(name: str, lines: Sequence[OwedLine]) -> OwedLine:
    found = next((line for line in lines if line.id == name), None)
    if found is None:
        raise no.LineUnknown()
    return found


RULES: dict[type, Callable[[Any, Case], list[Event]]] = {
    ReportInspection: report_inspection,
    AnswerInspection: answer_inspection,
}
"""Which rule answers which command about goods that came back."""


def is_looked_at(case: Case) -> bool:
    """Whether something that came back is looked at, so that both sides can still show how it was."""
    return any(line.step in _BACK or can_be_answered(line, case) for line in _returns(case))
