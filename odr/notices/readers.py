"""Who reads a case and where they are reached. One person, one seat: a party is told as a party only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from odr.accounts.directory import Contact, contacts
from odr.accounts.principal import ServiceRole
from odr.accounts.roles import people_with
from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.roles import Role, Seat
from odr.domain.sight import role_of


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody to tell: a person, or an organisation that nobody belongs to yet, with every address of it."""

    seat: Seat
    person: str
    organisation: str
    contacts: tuple[Contact, ...]

    @property
    def role(self) -> Role:
        return role_of(self.seat)

    @property
    def id(self) -> str:
        return self.person or self.organisation


def readers(conn: Connection, case: Case, new: Sequence[Entry] = ()) -> list[Reader]:
    """Everybody who may have to be told of the entries `new` of this case, parties first. Two statements."""
    seats = list(_seats(case, new))
    registrars: list[tuple[Seat, str]] = [(Role.REGISTRAR, one) for one in people_with(conn, ServiceRole.REGISTRAR)]
    reached = contacts(conn, {holder for _, holder in [*seats, *registrars]})
    found: dict[str, Reader] = {}
    for seat, holder in [*seats, *registrars]:
        for reader in _at(seat, holder, reached.get(holder, [])):
            found.setdefault(reader.id, reader)
    return [reader for reader in found.values() if reader.person not in _gone(case, new)]


def _seats(case: Case, new: Sequence[Entry]) -> Iterator[tuple[Seat, str]]:
    yield Role.COMPLAINANT, case.complainant.holder
    yield Role.RESPONDENT, case.respondent.holder
    ended_now = {entry.event.representation for entry in new if isinstance(entry.event, e.RepresentationEnded)}
    for mandate in case.representations.values():
        if mandate.active or (mandate.person and mandate.id in ended_now):
            yield Role(mandate.side.value), mandate.person
    if case.recipient:
        yield Role.RECIPIENT, case.recipient
    left_now = {entry.event.third for entry in new if isinstance(entry.event, e.ThirdPartyEnded)}
    for third in case.third_parties.values():
        if third.active or (third.person and third.id in left_now):
            yield third.concern, third.person
    for appointment in case.appointments:
        yield appointment.function.role, appointment.person
    if not case.marketplace_is_party:
        yield Role.MARKETPLACE, case.marketplace


def _gone(case: Case, new: Sequence[Entry]) -> set[str]:
    """Neutrals whose mandate ended before: they keep their seat, but are told nothing more in any role."""
    told_now = {entry.event.person for entry in new if isinstance(entry.event, e.MandateEnded)}
    return {one.person for one in case.appointments if not one.active} - told_now


def _at(seat: Seat, holder: str, reached: Sequence[Contact]) -> Iterator[Reader]:
    for contact in reached:
        if contact.person:
            yield Reader(seat, contact.person, "", (contact,))
    nobody_yet = tuple(contact for contact in reached if not contact.person)
    if nobody_yet:
        yield Reader(seat, "", holder, nobody_yet)
