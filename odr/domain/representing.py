"""Somebody speaks for a side by mandate: they see what it sees and act for it, until one of the two ends it.

A mandate is an entry that everybody sees (procedure: who sees what). It says whether it covers what binds the side, and
what gives up a right of it. Who speaks for a side by law comes in the same way (odr.domain.guarding).
"""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import guarding
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import Departure, Event
from odr.domain.guards import Command, require_binding_word, require_open, require_payer, require_side
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
    """The side revokes the mandate, or its holder lays it down.

    `representation`: which one, where a guardian revokes a mandate; else there is one only.
    """

    representation: str = ""


def may_name_representative(by: Actor, case: Case) -> None:
    """A mandate is not handed on: only the side itself gives it, or its guardian. Also again, while nobody took it on:
    the link sent before opens nothing then.
    """
    side = require_side(by)
    require_payer(by)
    require_open(case)
    mandate = case.mandate_of(by)
    if mandate is not None and not mandate.by_law:
        raise no.NotAllowed()
    given = standing(side, case)
    if given is not None and given.active:
        raise no.RepresentedAlready()
    require_binding_word(by, case)


def name_representative(ask: NameRepresentative, case: Case) -> list[Event]:
    may_name_representative(ask.by, case)
    side = require_side(ask.by)
    given = standing(side, case)
    replaced = [e.RepresentationEnded(given.id, Departure.REVOKED)] if given else []
    return [*replaced, e.RepresentativeNamed(ask.representation, side, ask.settles)]


def join_as_representative(ask: JoinAsRepresentative, case: Case) -> list[Event]:
    """Nobody speaks for a side who has another part in the case."""
    require_open(case)
    named = case.representations.get(ask.representation)
    if named is None or named.side is not require_side(ask.by) or named.ended is not None:
        raise no.NotFound()
    if named.active:
        raise no.AlreadyDone()
    require_no_other_part(ask.by.person, case)
    if named.by_law:
        return guarding.joins(named, ask.by, case, ask.at)
    return [e.RepresentativeJoined(named.id, ask.by.person)]


def require_no_other_part(person: str, case: Case) -> None:
    """A neutral stays one, also after their mandate: what they heard in private is for nobody else."""
    served = any(one.person == person for one in case.appointments)
    if served or seat(case, Visitor(person)) is not None:
        raise no.HasAnotherPart()


def may_end_representation(by: Actor, case: Case) -> None:
    """Also in a closed case: what its people see there is the side's to say."""
    require_payer(by)
    side = require_side(by)
    if case.mandate_of(by) is not None:
        return
    if standing(side, case) is not None:
        require_binding_word(by, case)
    elif guarding.guardian(side, case) is not None:
        raise no.GuardianStays()
    else:
        raise no.NothingToAnswer()


def end_representation(ask: EndRepresentation, case: Case) -> list[Event]:
    """Whoever has a part lays it down; the side, or its guardian, revokes the mandate it gave."""
    if ask.representation and ask.representation not in case.representations:
        raise no.NotFound()
    may_end_representation(ask.by, case)
    own, given = case.mandate_of(ask.by), standing(require_side(ask.by), case)
    revokes = own is not None and own.by_law and given is not None and given.id == ask.representation
    found = given if own is None or revokes else own
    if found is None or ask.representation not in ("", found.id):
        raise no.NothingToAnswer()
    how = Departure.LAID_DOWN if found is own else Departure.REVOKED
    return [e.RepresentationEnded(found.id, how), *guarding.left(found, case, ask.at)]


def standing(side: Side, case: Case) -> Representation | None:
    """The mandate that the side gave and that did not end, taken on or not yet."""
    given = (one for one in case.representations.values() if not one.by_law and one.side is side)
    return next((one for one in given if one.ended is None), None)
