"""Time as it runs in a case: open and past frames, and pauses."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain.roles import Role, Side
from odr.domain.rulebook import ExtendBy, PauseGround, Rulebook

NOBODY_IS_AWAITED = frozenset(
    {
        "counterclaim.make",
        "review.ask",
        "correction",
        "default_track.set_aside.ask",
        "compliance.reopen_for_breach.report",
        "compliance.return_lost_after",
        "neutrals.objection",
        "bundle.object",
        "look_at_closing.ask",
        "overall_cap",
    }
)
"""Clauses in which nobody has to do anything: no list or message calls it somebody's turn, nobody is reminded."""


@dataclass(frozen=True, slots=True)
class Frame:
    """An open or past time frame with the reasons of its date, and everything that moved it.

    `past_cap`: it was extended past its cap, with reasons on record, and stays past it.
    """

    facts: e.FrameOpened
    ended: e.Ending | None = None
    moves: tuple[e.FrameMoved, ...] = ()
    granted: tuple[ExtendBy, ...] = ()
    past_cap: bool = False

    @property
    def due(self) -> datetime:
        return self.latest.due

    @property
    def name(self) -> str:
        return self.facts.frame

    @property
    def clause(self) -> str:
        return self.facts.clause

    @property
    def awaited(self) -> bool:
        """Whether somebody is waited for: not by a cap, nor while something more may be asked."""
        return self.clause not in NOBODY_IS_AWAITED

    @property
    def latest(self) -> e.FrameOpened | e.FrameMoved:
        """What says the bound as it is now."""
        return self.moves[-1] if self.moves else self.facts


def stands_still(frame: Frame, rulebook: Rulebook) -> bool:
    """Whether a frame can be held. The cap goes on unless the rulebook says otherwise (pause.cap_also_pauses).

    So does the time of a third party: nothing binds it, and it does not learn that the case stands still.
    """
    if frame.facts.actors == (Role.THIRD_PARTY,):
        return False
    goes_on = {"pause.limit"} if rulebook.pause.cap_also_pauses else {"pause.limit", "overall_cap"}
    return frame.clause not in goes_on


WITHIN = {
    "decision": "overall_cap",
    "second_reading": "overall_cap",
    "mediation.proposal_answer": "mediation.agree",
    "evidence.request": "evidence.collect",
}
"""Frames that end no later than another one that is open: "the due date is the earlier of the two".

They stand still with it: a bound that does not pass ends nothing.
"""

WAITS_FOR = {"decision": "second_reading"}
"""Frames in which nothing can be done while another one is open: what is to be decided lies with its reader."""
WAITED_FOR = frozenset(WAITS_FOR.values())


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What one has to finish lies with somebody else: until it is back, the time for it stands still.

    What not everybody sees holds nothing that everybody sees.
    """

    frame: Frame

    @property
    def since(self) -> datetime:
        return self.frame.facts.start

    def holds(self, frame: Frame) -> bool:
        same_readers = frame.facts.room is self.frame.facts.room
        return same_readers and WAITS_FOR.get(frame.clause) == self.frame.clause


@dataclass(frozen=True, slots=True)
class Pausing:
    """Time that stands still: for all that is open or opens meanwhile, or for what waits for one `side` alone."""

    id: str
    ground: PauseGround
    side: Side | None
    since: datetime

    @property
    def awaits_somebody(self) -> bool:
        """Whether the side waits for who can bind it: in its own time only, within the limit of all pauses."""
        return self.ground is PauseGround.REPRESENTATIVE_AWAITED

    def holds(self, frame: Frame) -> bool:
        return self.side is None or frame.facts.actors == (Role(self.side.value),)


@dataclass(frozen=True, slots=True)
class Paused:
    """A pause that is over."""

    ground: PauseGround
    since: datetime
    until: datetime
