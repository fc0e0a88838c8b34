"""Stages, time frames, and what moves them."""

from dataclasses import dataclass
from datetime import date, datetime

from odr.domain.calendar import MarkedDay
from odr.domain.roles import Role, Room, Side
from odr.domain.rulebook import ExtendBy, PauseGround
from odr.domain.vocabulary import Channel, Ending, How, Moved, Stage
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class StageOpened:
    stage: Stage
    how: How


@dataclass(frozen=True, slots=True)
class FrameOpened:
    """A time frame with the reasons of its date. `frame` is the clause, with the thing it concerns after a slash.

    `capped_by` names the frame whose earlier end is this one's bound too.
    """

    frame: str
    clause: str
    room: Room
    actors: tuple[Role, ...]
    start: datetime
    due: datetime
    limit: str
    zone: str
    calendar: str
    rulebook: str
    source: str
    capped_by: str = ""
    last_day: date | None = None
    zones: tuple[str, ...] = ()
    marked: tuple[MarkedDay, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameMoved:
    """The bound of a frame is another one now, counted anew from everything that happened to it.

    `begun` and `ended` say when what moved it lasted (the same instant for an extension or a later service), `length`
    by how much it was extended. `start` is where the frame counts from now. The rest is as when it was opened.
    """

    frame: str
    room: Room
    why: Moved
    begun: datetime
    ended: datetime
    length: str
    start: datetime
    due: datetime
    zone: str
    calendar: str
    capped_by: str = ""
    last_day: date | None = None
    marked: tuple[MarkedDay, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameEnded:
    frame: str
    room: Room
    how: Ending


@dataclass(frozen=True, slots=True)
class ExtensionAsked:
    """One side asks the other for more time."""

    frame: str
    room: Room
    side: Side


@dataclass(frozen=True, slots=True)
class ExtensionDeclined:
    frame: str
    room: Room
    side: Side


@dataclass(frozen=True, slots=True)
class ExtensionGranted:
    """There is more time: by right, by agreement, or by the neutral. Beyond the cap only with reasons."""

    frame: str
    room: Room
    by: ExtendBy
    length: str
    reasons: Text | None


@dataclass(frozen=True, slots=True)
class PauseAsked:
    """One side asks the other to let time stand still for some days."""

    pause: str
    side: Side
    days: int
    reasons: Text


@dataclass(frozen=True, slots=True)
class PauseDeclined:
    pause: str


@dataclass(frozen=True, slots=True)
class PauseBegun:
    """The frames that run stand still; where a `side` is named, only those that wait for it alone."""

    pause: str
    ground: PauseGround
    side: Side | None
    reasons: Text | None


@dataclass(frozen=True, slots=True)
class PauseEnded:
    pause: str
    how: How


@dataclass(frozen=True, slots=True)
class ServiceFailed:
    """A notice could not be handed over on any channel of this side (procedure: counting, receipt of notices)."""

    side: Side


@dataclass(frozen=True, slots=True)
class SubstituteServed:
    """A substitute took the notices of this side: a second address, or the marketplace's inbox."""

    side: Side
    channel: Channel


@dataclass(frozen=True, slots=True)
class RulebookChangeAsked:
    """One side asks to go on under another version of the procedure."""

    change: str
    side: Side
    rulebook: str
    rulebook_hash: str


@dataclass(frozen=True, slots=True)
class RulebookChangeDeclined:
    change: str


@dataclass(frozen=True, slots=True)
class RulebookChanged:
    """Both sides agreed: what follows is under this rulebook. Dates that run stay as they are."""

    change: str
    rulebook: str
    rulebook_hash: str


OfTime = (
    StageOpened
    | FrameOpened
    | FrameMoved
    | ExtensionAsked
    | ExtensionDeclined
    | ExtensionGranted
    | PauseAsked
    | PauseDeclined
    | PauseBegun
    | PauseEnded
    | ServiceFailed
    | SubstituteServed
    | RulebookChangeAsked
    | RulebookChangeDeclined
    | RulebookChanged
    | FrameEnded
)
