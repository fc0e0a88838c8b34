"""Somebody acts, and by that has come into the case, is back in it, or lets time go on."""

from odr.domain import events as e
from odr.domain import filing, pausing, terminating
from odr.domain.case import Case
from odr.domain.events import Event, How
from odr.domain.guards import Command
from odr.domain.roles import Role, Room
from odr.domain.rulebook import PauseGround
from odr.domain.sight import room_of


def noticed(ask: Command, case: Case, events: list[Event]) -> list[Event]:
    """What the act tells beside what it brings about."""
    back = [*_joins(ask, case, events), *_returns(ask, case, events)]
    return [*back, *_resumes(ask, case, [*back, *events])]


def _joins(ask: Command, case: Case, events: list[Event]) -> list[Event]:
    """Who acts for the respondent has come into the case. What is not for everybody must not be told by this."""
    shows = any(room_of(event) is Room.SHARED for event in events)
    if case.joined or ask.by.role is not Role.RESPONDENT or not shows or isinstance(ask, filing.JoinCase):
        return []
    return [e.RespondentJoined("" if _is_guardian(ask, case, events) else ask.by.person)]


def _is_guardian(ask: Command, case: Case, events: list[Event]) -> bool:
    """Who that is, is not for everybody."""
    mandate = case.mandate_of(ask.by)
    return any(isinstance(event, e.GuardianJoined) for event in events) or bool(mandate and mandate.by_law)


def _returns(ask: Command, case: Case, events: list[Event]) -> list[Event]:
    """Whoever was called inactive and acts before everybody is so no more. A private act must not be told by this."""
    shows = any(room_of(event) is Room.SHARED for event in events)
    if ask.by.role is not Role.COMPLAINANT or not shows or isinstance(ask, terminating.ContinueCase):
        return []
    ended = {event.frame for event in events if isinstance(event, e.FrameEnded)}
    back = terminating.returned(case)
    return [event for event in back if not (isinstance(event, e.FrameEnded) and event.frame in ended)]


def _resumes(ask: Command, case: Case, events: list[Event]) -> list[Event]:
    """A pause ends with its ground, not with that of another one, and with what winds the case up.

    What both sides agreed on ends when one of them moves the case on; that nobody was reached, when they act before
    everybody. What a proceeding elsewhere or an order holds up stays so, whoever is appointed meanwhile.
    """
    side = ask.by.role.side
    grounds = {
        PauseGround.PARTIES_AGREE: side is not None and any(isinstance(event, e.StageOpened) for event in events),
        PauseGround.CONSUMER_UNREACHABLE: ask.by.role is not Role.RECIPIENT
        and any(room_of(event) is Room.SHARED for event in events),
    }
    ended = {event.frame for event in events if isinstance(event, e.FrameEnded)}
    told = {event.pause for event in events if isinstance(event, e.PauseEnded)}
    over = [
        one
        for one in case.pauses.values()
        if one.id not in told
        and one.side in (None, side)
        and (grounds.get(one.ground, False) or f"{pausing.CLAUSE}/{one.id}" in ended)
    ]
    again = [event for pause in over for event in pausing.end_pause(case, pause, How.BY_RULE, ask.at)]
    dated = (e.FrameMoved, e.FrameEnded)
    return [event for event in again if not (isinstance(event, dated) and event.frame in ended)]
