"""What all legs of a line have come to, as a step of the line."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from odr.domain.case import OwedLine
from odr.domain.events import Step
from odr.fulfilment.port import Kind
from odr.fulfilment.tables import State
from odr.store import micros

MISSED_AFTER = timedelta(minutes=3)
"""So long after something was handed over its answer is missed: the case is told that nobody knows yet."""


def come_to(rows: Sequence[Any], line: OwedLine, at: datetime) -> Step | None:
    """The step of a line with these legs, each in its latest attempt, at an instant; None while one is at hand.

    A leg that was dropped and is needed after all was not done: the line is not done with the others. What was done and
    failed later came undone.
    """
    telling = _telling(rows)
    step = _step_of([_state(row, at) for row in telling])
    if step in (Step.FULFILLED, Step.SUBMITTED) and any(_is_left_out(row, line) for row in telling):
        return Step.FAILED
    return Step.REVERSED if step is Step.FAILED and line.step is Step.FULFILLED else step


def _telling(rows: Sequence[Any]) -> Sequence[Any]:
    """The legs that tell a line's step: putting on the shelf what is refunded in any case holds up nobody's money."""
    return [row for row in rows if row.kind != Kind.TAKE_BACK.value] or rows


def _is_left_out(row: Any, line: OwedLine) -> bool:
    if row.state != State.DROPPED.value:
        return False
    return row.kind != Kind.REFUND.value or row.leg in {leg.payment for leg in line.legs}


def _state(row: Any, at: datetime) -> State:
    """Of what was handed over and not answered for minutes nobody knows what became of it, as long as that lasts."""
    state = State(row.state)
    missed = state is State.SENT and row.sent_at is not None and row.sent_at <= micros(at - MISSED_AFTER)
    return State.UNKNOWN if missed else state


def _step_of(states: Sequence[State]) -> Step | None:
    known = [state for state in states if state is not State.DROPPED]
    for state, step in ((State.UNKNOWN, Step.UNKNOWN), (State.FAILED, Step.FAILED)):
        if state in known:
            return step
    if not known or State.READY in known or State.SENT in known:
        return None
    return Step.FULFILLED if all(state is State.SETTLED for state in known) else Step.SUBMITTED
