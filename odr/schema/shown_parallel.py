"""Proceedings elsewhere, as the reader of a case page may know them."""

from odr.domain.case import Parallel
from odr.domain.parallel import unconfirmed
from odr.schema import ids
from odr.schema.parallel_types import ParallelProceeding
from odr.schema.reader import Reader


def proceedings(reader: Reader) -> list[ParallelProceeding]:
    """In the order of their reports."""
    return [_shown(one, reader) for one in reader.case.parallel.values()]


def _shown(one: Parallel, reader: Reader) -> ParallelProceeding:
    facts, end = one.facts, one.end
    return ParallelProceeding(
        id=ids.encode("ParallelProceeding", facts.proceeding),
        kind=facts.kind,
        forum=facts.forum.body,
        reference=facts.reference.body,
        opened_on=facts.opened_on,
        effect=one.effects[-1],
        unconfirmed=unconfirmed(one, reader.case),
        by=reader.participant(one.by),
        at=one.at,
        outcome=end.outcome if end else None,
        ended_on=end.ended_on if end else None,
        note=end.note.body if end and end.note else None,
    )
