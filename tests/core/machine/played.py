"""The rulebooks that the model plays: those that are shipped. An order waits in it for a review."""

from dataclasses import replace

from odr.domain.rulebook import Rulebook
from odr.domain.rulebook.choices import WhileReviewIsOpen
from odr.rulebooks import all_rulebooks


def _waits(rulebook: Rulebook) -> Rulebook:
    """What is paid meanwhile has tests of its own (test_restitution, test_fund)."""
    return replace(rulebook, execution=replace(rulebook.execution, while_review_is_open=WhileReviewIsOpen.STAY))


PLAYED = {name: _waits(one) for name, one in all_rulebooks().items()}
