"""Which time frame is drawn in which row: a lane for whoever must act, a row in it for each clause."""

from collections.abc import Iterable
from dataclasses import dataclass

from odr.domain.roles import Role
from odr.domain.simulate import Bar

Lane = tuple[Role, ...]

ORDER: tuple[Lane, ...] = (
    (Role.COMPLAINANT,),
    (Role.RESPONDENT,),
    (Role.COMPLAINANT, Role.RESPONDENT),
    (Role.MARKETPLACE, Role.REGISTRAR),
    (Role.MEDIATOR,),
    (Role.DECIDER,),
)


@dataclass(frozen=True, slots=True)
class Row:
    """Time frames of one clause that do not overlap."""

    lane: Lane
    clause: str
    bars: list[Bar]

    def has_room(self, bar: Bar) -> bool:
        last = self.bars[-1]
        return last.until is not None and last.until <= bar.start


def rows(bars: Iterable[Bar]) -> list[Row]:
    """Every row, lane by lane, in the order in which its first frame begins."""
    found: list[Row] = []
    for bar in bars:
        lane = bar.actors
        fits = (row for row in found if (row.lane, row.clause) == (lane, bar.clause) and row.has_room(bar))
        row = next(fits, None)
        if row is None:
            found.append(Row(lane, bar.clause, [bar]))
        else:
            row.bars.append(bar)
    return sorted(found, key=lambda row: (_place(row.lane), row.lane, row.bars[0].start))


def _place(lane: Lane) -> int:
    return ORDER.index(lane) if lane in ORDER else len(ORDER)
