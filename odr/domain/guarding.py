"""Who cannot bind themselves alone: a minor, or somebody under guardianship, never settles alone (procedure: fairness).

They file, write, hand in files and ask for help as everybody does. What binds them, or gives up a right of theirs, is
done by their representative by law. That this side has one is for everybody to see; why, and who it is, is seen by its
own people and the neutrals only. So no possible act of anybody depends on what they may not see.
"""

from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import Basis, Departure, Event, Guardianship
from odr.domain.guards import Command, Rules, require_open, require_words
from odr.domain.participants import Representation
from odr.domain.pausing import hold_for_guardian, nobody_is_awaited, require_director
from odr.domain.roles import Actor, Capacity, Role, Side, needs_room
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RequireGuardian(Command):
    """A side says that it is under age or under guardianship, or whoever conducts or administers the case does.

    `side`: None for the side of who says it.
    """

    ground: Guardianship
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameGuardian(Command):
    """Whoever is asked to act for the side by law; who that is stands in the case once they came."""

    representation: str
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelieveGuardian(Command):
    """The part of a guardian ends for a reason, such as a conflict of interest."""

    side: Side
    reasons: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCapacity(Command):
    """The side says that it binds itself now: its person came of age, or the guardianship is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmCapacity(Command):
    """Whoever conducts or administers the case found that this is so."""

    side: Side


def may_require_guardian(by: Actor, case: Case) -> None:
    require_open(case)
    if _open_to(by, case, [side for side in Side if _can_be_guarded(side, case)]):
        return
    if _open_to(by, case, [*case.bound_by_law]):
        raise no.AlreadyDone()
    raise no.NeedsNoGuardian()


def _can_be_guarded(side: Side, case: Case) -> bool:
    """A business acts by its people; who has a guardian already needs no second one."""
    return side not in case.bound_by_law and case.party(side).capacity is not Capacity.BUSINESS


def require_guardian(ask: RequireGuardian, case: Case) -> list[Event]:
    may_require_guardian(ask.by, case)
    return guarded_from_now(case, _which(ask.by, ask.side), ask.ground, ask.at)


def guarded_from_now(case: Case, side: Side, ground: Guardianship, at: datetime) -> list[Event]:
    """That the side does not bind itself alone, for everybody; why, for those whom it concerns. Its time is held."""
    if not _can_be_guarded(side, case):
        raise no.NeedsNoGuardian()
    required: list[Event] = [e.LegalRepresentativeRequired(side), e.GuardianshipStated(side, needs_room(side), ground)]
    return [*required, *hold_for_guardian(case, side, at)]


def may_name_guardian(by: Actor, case: Case) -> None:
    """Also again, while nobody came: the link sent before opens nothing then."""
    require_open(case)
    if case.mandate_of(by) is not None:
        raise no.NotAllowed()
    sides = _open_to(by, case, [*case.bound_by_law])
    if not sides:
        raise no.NeedsNoGuardian()
    if not any(case.awaits_guardian(side) for side in sides):
        raise no.AlreadyDone()


def name_guardian(ask: NameGuardian, case: Case) -> list[Event]:
    may_name_guardian(ask.by, case)
    side = _which(ask.by, ask.side)
    if side not in case.bound_by_law:
        raise no.NeedsNoGuardian()
    before = guardian(side, case)
    if before is not None and before.active:
        raise no.RepresentedAlready()
    replaced: list[Event] = [e.RepresentationEnded(before.id, Departure.REVOKED)] if before else []
    return [*replaced, e.RepresentativeNamed(ask.representation, side, settles=True, basis=Basis.LAW)]


def joins(named: Representation, by: Actor, case: Case, at: datetime) -> list[Event]:
    """The guardian came: the side's time goes on, in full."""
    came = e.RepresentativeJoined(named.id, "")
    who = e.GuardianJoined(named.id, named.side, needs_room(named.side), by.person)
    return [came, who, *nobody_is_awaited(case, named.side, at)]


def may_relieve_guardian(by: Actor, case: Case) -> None:
    """Also in a closed case, as for every mandate."""
    require_director(by, case)
    if not any(guardian(side, case) for side in Side):
        raise no.NothingToAnswer()


def relieve_guardian(ask: RelieveGuardian, case: Case) -> list[Event]:
    may_relieve_guardian(ask.by, case)
    found = guardian(ask.side, case)
    if found is None:
        raise no.NothingToAnswer()
    why = require_words(ask.reasons, "Relieving a guardian")
    relieved = e.GuardianRelieved(found.id, found.side, needs_room(found.side), why)
    return [e.RepresentationEnded(found.id, Departure.RELIEVED), relieved, *left(found, case, ask.at)]


def left(mandate: Representation, case: Case, at: datetime) -> list[Event]:
    """Where the guardian went, the side waits for another one."""
    waits = mandate.by_law and mandate.active and case.closed_at is None
    return hold_for_guardian(case, mandate.side, at) if waits else []


def may_claim_capacity(by: Actor, case: Case) -> None:
    """The person or their guardian; whoever they gave a mandate does not say this for them."""
    require_open(case)
    mandate = case.mandate_of(by)
    if mandate is not None and not mandate.by_law:
        raise no.NotAllowed()
    if by.role.side is None or not _open_to(by, case, [*case.bound_by_law]):
        raise no.NotAllowed()
    if by.role.side in case.capacity_claimed:
        raise no.AlreadyDone()


def claim_capacity(ask: ClaimCapacity, case: Case) -> list[Event]:
    may_claim_capacity(ask.by, case)
    return [e.OwnCapacityClaimed(_which(ask.by, None))]


def may_confirm_capacity(by: Actor, case: Case) -> None:
    require_open(case)
    require_director(by, case)
    if not case.capacity_claimed:
        raise no.NothingToAnswer()


def confirm_capacity(ask: ConfirmCapacity, case: Case) -> list[Event]:
    """The guardian's part is over with it, and nobody is awaited any more."""
    may_confirm_capacity(ask.by, case)
    if ask.side not in case.capacity_claimed:
        raise no.NothingToAnswer()
    found = guardian(ask.side, case)
    over = [e.RepresentationEnded(found.id, Departure.NOT_NEEDED)] if found else []
    return [e.OwnCapacityConfirmed(ask.side), *over, *nobody_is_awaited(case, ask.side, ask.at)]


def guardian(side: Side, case: Case) -> Representation | None:
    """The side's representative by law, come or only named, whose part did not end."""
    found = (one for one in case.representations.values() if one.by_law and one.side is side)
    return next((one for one in found if one.ended is None), None)


def _open_to(by: Actor, case: Case, sides: list[Side]) -> list[Side]:
    """Of these sides those for which somebody speaks here: their own, or both for who conducts or administers."""
    if by.role is Role.RECIPIENT:
        raise no.NotAllowed()
    if by.role.side is None:
        require_director(by, case)
        return sides
    return [side for side in sides if side is by.role.side]


def _which(by: Actor, asked: Side | None) -> Side:
    """The side that is meant; somebody of a side speaks of their own only."""
    side = asked or by.role.side
    if side is None:
        raise no.InvalidInput(field="side", problem="Say which side is meant.")
    if by.role.side not in (None, side):
        raise no.NotAllowed()
    return side


RULES: Rules = {
    RequireGuardian: require_guardian,
    NameGuardian: name_guardian,
    RelieveGuardian: relieve_guardian,
    ClaimCapacity: claim_capacity,
    ConfirmCapacity: confirm_capacity,
}
"""Which of its rules answers which command."""
