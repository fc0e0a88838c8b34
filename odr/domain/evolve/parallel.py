"""From entries to the case: what else deals with the same sale."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Entry, Parallel
from odr.domain.evolve.folding import Folding


def _reported(case: Case, entry: Entry, event: e.ParallelProceedingReported) -> None:
    case.parallel[event.proceeding] = Parallel(event, entry.by, entry.at, (event.effect,))


def _confirmed(case: Case, entry: Entry, event: e.ParallelProceedingConfirmed) -> None:
    known = case.parallel[event.proceeding]
    case.parallel[event.proceeding] = replace(known, effects=(*known.effects, event.effect))


def _ended(case: Case, entry: Entry, event: e.ParallelProceedingEnded) -> None:
    case.parallel[event.proceeding] = replace(case.parallel[event.proceeding], end=event)


PARALLEL: Folding = {
    e.ParallelProceedingReported: _reported,
    e.ParallelProceedingConfirmed: _confirmed,
    e.ParallelProceedingEnded: _ended,
}
