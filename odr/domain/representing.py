"""Somebody speaks for a side by mandate: they see what it sees and act for it, until one of the two ends it.

A mandate is an entry that everybody sees (procedure: who sees what). It says whether it covers what binds the side.
"""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import Departure, Event
from odr.domain.guards import Command, require_open, require_payer, require_side
from odr.domain.participants import Representation
from odr.domain.roles import Actor, Side, Visitor
from odr.domain.sight import seat


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRepresentative(Command):
    """A side names who speaks for it. Who that is stands in the case once they took it on."""

    representation: str
    settles: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAsRepresentative(Command):
    """Whoever was named takes the mandate on."""

    representation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRepresentation(Command):
    """The side revokes the mandate, or its holder lays it down."""


def may_name_representative(by: Actor, case: Case) -> None:
    """A mandate is not handed on: only the side itself gives it."""
    side = require_side(by)
    require_payer(by)
    require_open(case)
    if case.mandate_of(by) is not None:
        raise no.NotAllowed()
    if standing(side, case) is not None:
        raise no.RepresentedAlready()


def name_representative(ask: NameRepresentative, case: Case) -> list[Event]:
    may_name_representative(ask.by, case)
    return [e.RepresentativeNamed(ask.representation, require_side(ask.by), ask.settles)]


def join_as_representative(ask: JoinAsRepresentative, case: Case) -> list[Event]:
    """Nobody speaks for a side who has another part in the case."""
    require_open(case)
    named = case.representations.get(ask.representation)
    if named is None or named.side is not require_side(ask.by) or named.ended is not None:
        raise no.NotFound()
    if named.person:
        raise no.AlreadyDone()
    require_no_other_part(ask.by.person, case)
    return [e.RepresentativeJoined(named.id, ask.by.person)]


def require_no_other_part(person: str, case: Case) -> None:
    """A neutral stays one, also after their mandate: what they heard in private is for nobody else."""
    served = any(one.person == person for one in case.appointments)
    if served or seat(case, Visitor(person)) is not None:
        raise no.HasAnotherPart()


def may_end_representation(by: Actor, case: Case) -> None:
    """Also in a closed case: what its people see there is the side's to say."""
    require_payer(by)
    if standing(require_side(by), case) is None:
        raise no.NothingToAnswer()


def end_representation(ask: EndRepresentation, case: Case) -> list[Event]:
    may_end_representation(ask.by, case)
    found = standing(require_side(ask.by), case)
    if found is None:
        raise no.NothingToAnswer()
    how = Departure.LAID_DOWN if found.is_of(ask.by) else Departure.REVOKED
    return [e.RepresentationEnded(found.id, how)]


def standing(side: Side, case: Case) -> Representation | None:
    """The side's mandate that did not end, taken on or not yet."""
    return next((one for one in case.representations.values() if one.side is side and one.ended is None), None)
