"""What is said, and in which room."""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.citing import require_citable
from odr.domain.events import Event, Function, Stage
from odr.domain.guards import Command, require_holder, require_open, require_role, require_side, require_words
from odr.domain.roles import Actor, Role, Room, caucus_of
from odr.domain.words import Text

WITHOUT_PREJUDICE_STAGES = (Stage.NEGOTIATION, Stage.MEDIATOR_APPOINTMENT, Stage.MEDIATION, Stage.DECISION_CHOICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessage(Command):
    """Say something in one room; only its readers will ever know that something was said.

    `exhibits`: what it rests on, by number.
    """

    message: str
    room: Room
    words: Text
    exhibits: tuple[str, ...] = ()


def may_send(by: Actor, case: Case) -> None:
    """Some room is open to whoever speaks."""
    if by.role in (Role.MEDIATOR, Role.DECIDER):
        require_holder(by, Function(by.role.value), case)
    else:
        require_side(by)
    require_open(case)
    if not _rooms_of(by, case):
        raise no.RecordIsClosed() if case.record_closed else no.NotAtThisStage(stage=case.stage.value)
    if not rooms_open_to(by, case):
        raise no.MessagesNotTaken()


def rooms_open_to(by: Actor, case: Case) -> list[Room]:
    """The rooms in which this role can speak now; the first is the one that is meant when none is named."""
    return [room for room in _rooms_of(by, case) if not _blocked(by, room, case)]


def _rooms_of(by: Actor, case: Case) -> list[Room]:
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
    require_taken(ask.by, ask.room, case)
    rooms = rooms_open_to(ask.by, case)
    if ask.room not in rooms:
        if ask.room is Room.OPEN and case.record_closed:
            raise no.RecordIsClosed()
        raise no.RoomNotOpen(hint=f"Open to you now: {', '.join(rooms) or 'none'}.")
    require_words(ask.words, "A message")
    return [e.MessageSent(ask.message, ask.room, ask.words, require_citable(ask.exhibits, case, "exhibits"))]


def require_taken(by: Actor, room: Room, case: Case) -> None:
    """Raises MessagesNotTaken where the other side takes none."""
    if _blocked(by, room, case):
        raise no.MessagesNotTaken()


def _blocked(by: Actor, room: Room, case: Case) -> bool:
    """Only talk between the sides can be blocked. What a decider hears belongs to the procedure."""
    side = by.role.side
    if side is None or side.other not in case.takes_no_messages:
        return False
    return room is Room.WITHOUT_PREJUDICE or (room is Room.OPEN and case.neutral(Function.DECIDER) is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockMessages(Command):
    """Take no more messages from the other side. Offers, answers and all other acts still arrive."""


def may_block(by: Actor, case: Case) -> None:
    side = require_side(by)
    require_open(case)
    if side in case.takes_no_messages:
        raise no.AlreadyDone()


def block_messages(ask: BlockMessages, case: Case) -> list[Event]:
    may_block(ask.by, case)
    return [e.MessagesBlocked(require_side(ask.by))]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnblockMessages(Command):
    """Take messages from the other side again."""


def may_unblock(by: Actor, case: Case) -> None:
    side = require_side(by)
    require_open(case)
    if side not in case.takes_no_messages:
        raise no.AlreadyDone()


def unblock_messages(ask: UnblockMessages, case: Case) -> list[Event]:
    may_unblock(ask.by, case)
    return [e.MessagesUnblocked(require_side(ask.by))]


@dataclass(frozen=True, slots=True, kw_only=True)
class HideMessage(Command):
    """Hide what was said, after somebody reported it as abusive. Everybody who heard it sees that it is hidden."""

    message: str


def hide_message(ask: HideMessage, case: Case) -> list[Event]:
    require_role(ask.by, Role.TRUST_AND_SAFETY)
    said = next((one for one, _ in case.messages if one.message == ask.message), None)
    if said is None:
        raise no.NotFound()
    if said.message in case.hidden:
        raise no.AlreadyDone()
    return [e.MessageHidden(said.message, said.room)]


def tells_what_is_hidden(event: Event, case: Case) -> bool:
    """Whether an entry has the words of a hidden message, as sent or as corrected: nobody in the case reads them."""
    match event:
        case e.MessageSent(message=about) | e.SubmissionCorrected(subject=about) | e.SubmissionWithdrawn(subject=about):
            return about in case.hidden
        case _:
            return False
