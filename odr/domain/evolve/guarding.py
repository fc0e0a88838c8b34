"""From entries to the case: which side cannot bind itself alone, why, and who does it instead."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.evolve.folding import Folding


def _required(case: Case, entry: Entry, event: e.LegalRepresentativeRequired) -> None:
    case.bound_by_law |= {event.side}


def _stated(case: Case, entry: Entry, event: e.GuardianshipStated) -> None:
    case.guardianships = {**case.guardianships, event.side: event.ground}


def _joined(case: Case, entry: Entry, event: e.GuardianJoined) -> None:
    known = case.representations[event.representation]
    case.representations[event.representation] = replace(known, person=event.person)


def _relieved(case: Case, entry: Entry, event: e.GuardianRelieved) -> None:
    known = case.representations[event.representation]
    case.representations[event.representation] = replace(known, relieved_for=event.reasons)


def _claimed(case: Case, entry: Entry, event: e.OwnCapacityClaimed) -> None:
    case.capacity_claimed |= {event.side}


def _confirmed(case: Case, entry: Entry, event: e.OwnCapacityConfirmed) -> None:
    case.bound_by_law -= {event.side}
    case.capacity_claimed -= {event.side}
    case.guardianships = {side: ground for side, ground in case.guardianships.items() if side is not event.side}


GUARDING: Folding = {
    e.LegalRepresentativeRequired: _required,
    e.GuardianshipStated: _stated,
    e.GuardianJoined: _joined,
    e.GuardianRelieved: _relieved,
    e.OwnCapacityClaimed: _claimed,
    e.OwnCapacityConfirmed: _confirmed,
}
