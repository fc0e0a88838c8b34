"""How goods come back: what was arranged for it."""

from dataclasses import dataclass

from odr.domain.money import Money
from odr.domain.roles import Side
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class ReturnArranged:
    """How the goods of a line are sent back, said by whoever takes them back. What is said last holds.

    `address` and `label` (an https address where it is printed) can be erased, as can the words. `cost_by`: the side
    that bears the cost of sending, `most` what it is at most where that is the sender. `label_exhibit`: the number of
    the exhibit that is the label, where it was handed in; empty without one.
    """

    line: str
    address: Text
    instructions: Text | None
    label: Text | None
    carrier: str
    tracking: str
    cost_by: Side
    most: Money | None
    label_exhibit: str = ""
