"""Why a case cannot be ended, or something not be reported as broken."""

from odr.domain.refusals.asking import Refused


class NotOwedToYou(Refused):
    """This is owed by your own side. Only the side it is owed to can report that it was not done."""

    field = "line"


class NotDueYet(Refused):
    """This is not late yet. If it is not done by then, you can report it from {day} on. Until then, write to the other
    side."""

    field = "line"


class NothingBroken(Refused):
    """Nothing here was left undone: the line is done or no longer owed. Choose a line that is still owed to you."""

    field = "line"


class TooLateForBreach(Refused):
    """The time to report this here is over. What is owed stays owed: the other side can still do it, and the way to a
    court stays open."""

    field = "line"


class ClosingStands(Refused):
    """This case does not go on by this: not time alone closed it, its closing was looked at, or its rulebook does not
    allow it. Say what you found, without opening it again."""


class NotReopened(Refused):
    """The rulebook of this case does not reopen it. What is owed stays owed: the other side can still do it, and the
    way to a court stays open."""


class GroundNotProvided(Refused):
    """The rulebook of this case does not let it end on this ground. Choose another one: {possible}."""

    field = "ground"


class NoticesFirst(Refused):
    """A case ends for inactivity only after the complainant was told {needed} times; so far it was {sent}. Send the
    notices first."""

    field = "ground"


class NoticeRunning(Refused):
    """The complainant was told and still has time to answer. This becomes possible on {day}."""
