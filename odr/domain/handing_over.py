"""What of an order is handed to the marketplace's shop now, where the service works in it."""

from collections.abc import Iterator

from odr.domain.case import Case, OwedLine
from odr.domain.compensation import reportable
from odr.domain.events import Step
from odr.domain.recovery import gives_back

HANDED_OVER_AT = (Step.ORDERED, Step.INSPECTED, Step.RETURN_LOST)
"""Goods that came back are looked at first; of those that are lost nothing can be seen."""


def handed_over(case: Case) -> Iterator[OwedLine]:
    """The lines that give a payment back and are to be carried out now. What a fund has to do with is paid by hand."""
    for line in reportable(case):
        if line.step in HANDED_OVER_AT and line.legs and line.fund is None and gives_back(line.remedy, case):
            yield line
