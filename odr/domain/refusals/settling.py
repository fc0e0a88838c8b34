"""Why an offer, a bid or an answer to them is not possible."""

from odr.domain.refusals.asking import Refused


class DateInThePast(Refused):
    """This date has passed. Choose a date and time in the future."""

    field = "expiresAt"


class UndertakingEmpty(Refused):
    """An undertaking is what its note says. Write there what is to be done."""

    field = "lines"


class ReturnUnderWay(Refused):
    """These goods are on their way back, or need not come back. How they are sent cannot be said anew."""

    field = "line"


class ReturnCostNotAgreed(Refused):
    """Whoever sends these goods back bears no cost of it: that was not agreed or ordered. Choose the other side."""

    field = "costBearer"


class ReturnCostMissing(Refused):
    """Say how much sending the goods back costs at most. The sender is told before it pays anything."""

    field = "most"


class ConditionForbidden(Refused):
    """An offer cannot ask {asked}. Nobody else has seen it. {instead} If you mean something else, say it in other
    words."""

    field = "conditions"


class MessagesNotTaken(Refused):
    """The other side takes no messages from you in this case. Offers, answers and evidence still reach it; make one of
    these, or write to the mediator if there is one."""


class OfferNotOpen(Refused):
    """This offer is no longer open: it was answered, replaced, taken back or it lapsed. Look at the current offers."""

    field = "offer"


class OwnOffer(Refused):
    """This is your own side's offer. Only the other side can accept or decline it; you can take it back."""

    field = "offer"


class NothingToAnswer(Refused):
    """There is nothing here that waits for an answer of your side."""


class BidsNotProvided(Refused):
    """The rulebook of this case knows no secret bids. Make an offer instead."""


class RoundsUsedUp(Refused):
    """All {rounds} rounds of secret bids were used. Make an offer instead."""


class BiddingNotOpen(Refused):
    """This round of secret bids is over. Look at what came of it; you can open another one or make an offer."""

    field = "bidding"


class ProposalNotOpen(Refused):
    """The mediator's proposal is no longer open. Look at the course of the case for what followed."""

    field = "proposal"


class ProceedingNotOpen(Refused):
    """This proceeding elsewhere is over, was confirmed already, or is not known here. Look at those of the case."""

    field = "proceeding"


class EffectNotConfirmed(Refused):
    """Please confirm that you have read what accepting means: its effect, the way to a court, no duty to accept."""

    field = "effectUnderstood"


class RoomNotOpen(Refused):
    """This room is not open to you now. {hint}"""

    field = "room"


class StillReflecting(Refused):
    """Your acceptance counts from {day} on; until then is time to think. You need not accept at all, and the way to a
    court stays open."""
