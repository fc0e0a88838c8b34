"""What somebody needs to take part, and that they are vulnerable: told freely, to those who conduct the case only.

Who hears it: the own side, the mediator, the decision maker and the reviewer (procedure: who sees what). Never the
other side, the marketplace or a regulator. It changes nothing in the procedure by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Entry
from odr.domain.events import Event
from odr.domain.guards import Command, require_open, require_side, require_words
from odr.domain.roles import Actor, Side, needs_room
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StateNeeds(Command):
    """Say what is needed, in place of what was said before."""

    needs: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawNeeds(Command):
    """Take it back: the words are erased, in the docket too."""


def may_state_needs(by: Actor, case: Case) -> None:
    require_side(by)
    require_open(case)


def state_needs(ask: StateNeeds, case: Case) -> list[Event]:
    may_state_needs(ask.by, case)
    return [needs_stated(require_side(ask.by), ask.needs)]


def needs_stated(side: Side, needs: Text) -> e.NeedsStated:
    return e.NeedsStated(side, needs_room(side), require_words(needs, "What you need"))


def may_withdraw_needs(by: Actor, case: Case) -> None:
    """Also when the case is closed: what somebody told freely they can always take back."""
    if require_side(by) not in case.needs:
        raise no.NothingToAnswer()


def withdraw_needs(ask: WithdrawNeeds, case: Case) -> list[Event]:
    may_withdraw_needs(ask.by, case)
    side = require_side(ask.by)
    return [e.NeedsWithdrawn(side, needs_room(side))]


def spent(entries: Sequence[Entry], new: Sequence[Entry]) -> frozenset[int]:
    """The numbers of the entries whose words are erased with the entries `new`: replaced or taken back."""
    found: set[int] = set()
    for at, entry in enumerate(new):
        if isinstance(entry.event, e.NeedsStated | e.NeedsWithdrawn):
            found |= _stated_by(entry.event.side, [*entries, *new[:at]])
    return frozenset(found)


def _stated_by(side: Side, entries: Sequence[Entry]) -> set[int]:
    stated = ((one.number, one.event) for one in entries)
    return {number for number, event in stated if isinstance(event, e.NeedsStated) and event.side is side}
