"""What is said, and in which room."""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import Event, Function, Stage
from odr.domain.guards import Command, require_holder, require_open, require_side, require_words
from odr.domain.roles import Actor, Role, Room, caucus_of
from odr.domain.words import Text

WITHOUT_PREJUDICE_STAGES = (Stage.NEGOTIATION, Stage.MEDIATOR_APPOINTMENT, Stage.MEDIATION, Stage.DECISION_CHOICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessage(Command):
    """Say something in one room; only its readers will ever know that something was said."""

    message: str
    room: Room
    words: Text


def may_send(by: Actor, case: Case) -> None:
    """Some room is open to whoever speaks."""
    if by.role in (Role.MEDIATOR, Role.DECIDER):
        require_holder(by, Function(by.role.value), case)
    else:
        require_side(by)
    require_open(case)
    if not rooms_open_to(by, case):
        raise no.RecordIsClosed() if case.record_closed else no.NotAtThisStage(stage=case.stage.value)


def rooms_open_to(by: Actor, case: Case) -> list[Room]:
    """The rooms in which this role can speak now; the first is the one that is meant when none is named."""
    if case.closed_at is not None:
        return []
    rooms = []
    if case.stage in WITHOUT_PREJUDICE_STAGES and by.role is not Role.DECIDER:
        rooms.append(Room.WITHOUT_PREJUDICE)
    if by.role is not Role.MEDIATOR and not case.record_closed:
        rooms.append(Room.OPEN)
    if case.stage is Stage.MEDIATION:
        rooms += _caucuses(by)
    return rooms


def _caucuses(by: Actor) -> list[Room]:
    if by.role is Role.MEDIATOR:
        return [Room.CAUCUS_COMPLAINANT, Room.CAUCUS_RESPONDENT]
    return [caucus_of(by.role.side)] if by.role.side else []


def send_message(ask: SendMessage, case: Case) -> list[Event]:
    may_send(ask.by, case)
    rooms = rooms_open_to(ask.by, case)
    if ask.room not in rooms:
        if ask.room is Room.OPEN and case.record_closed:
            raise no.RecordIsClosed()
        raise no.RoomNotOpen(hint=f"Open to you now: {', '.join(rooms)}.")
    require_words(ask.words, "A message")
    return [e.MessageSent(ask.message, ask.room, ask.words)]
