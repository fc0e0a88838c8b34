"""Why something asked for does not happen. A refusal is a class; its docstring is the message the person reads."""

import re
from typing import Any


class Refused(Exception):
    """This is not possible now."""

    field: str | None = None

    def __init__(self, *, field: str | None = None, **facts: Any) -> None:
        self.message = " ".join((self.__doc__ or "").format(**facts).split())
        self.field = field or self.field
        super().__init__(self.message)

    @property
    def code(self) -> str:
        return code_of(type(self))


def code_of(refusal: type[Refused]) -> str:
    """The refusal's name in the API: `OfferNotOpen` reads `OFFER_NOT_OPEN`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", refusal.__name__).upper()


class NotFound(Refused):
    """Nothing was found under this id. Check the link, or sign in with the account that takes part in the case."""


class NotAllowed(Refused):
    """This act belongs to another role in this case. See the possible acts on the case page."""


class StaleVersion(Refused):
    """The case has moved on since you looked at it. Read it again, then decide."""

    field = "expectedVersion"


class Busy(Refused):
    """Many people act on this case at this moment. Nothing was changed; try again in a few seconds."""


class KeyReused(Refused):
    """This idempotency key was used before with other input. Use a new key for a new act."""

    field = "idempotencyKey"


class InvalidInput(Refused):
    """{problem}"""


class NotAtThisStage(Refused):
    """This is not possible while the case is at the stage "{stage}". See the possible acts on the case page."""


class CaseIsClosed(Refused):
    """The case is closed. Nothing can be added to it any more."""


class AlreadyDone(Refused):
    """This was done before; there is nothing left to do here."""


class TooEarly(Refused):
    """This becomes possible on {day}. Until then please keep looking for a solution together."""


class UnknownLine(Refused):
    """The order has no line "{line}" that belongs to this case. Choose one of the lines of the order."""

    field = "lines"


class QuantityTooLarge(Refused):
    """Only {ordered} of this line were ordered. Enter a quantity between 1 and {ordered}."""

    field = "quantity"


class AmountMissing(Refused):
    """A "{remedy}" needs an amount greater than zero."""

    field = "amount"


class AmountNotMeant(Refused):
    """A "{remedy}" has no amount. Leave the amount out, or choose a remedy of money."""

    field = "amount"


class WrongCurrency(Refused):
    """The order was charged in {charged}. Give the amount in {charged}."""

    field = "amount"


class MoreThanWasPaid(Refused):
    """Only {paid} was paid for this. Enter {paid} or less; claim a further loss as damages, with reasons."""

    field = "amount"


class AlreadyRecovered(Refused):
    """{paid} was paid for this and {recovered} of it came back already or is ordered back. Ask for {left} or less."""

    field = "lines"


class NothingAsked(Refused):
    """Name at least one line of the order and what you would like to happen."""

    field = "claims"


class ComplaintExists(Refused):
    """There is already an open case about this line and this problem. Add to that case instead."""

    field = "claims"


class ComplaintNotPossible(Refused):
    """A complaint "{complaint}" is not possible here: {why}. Choose the kind that fits what happened."""

    field = "claims"


class BusinessesOnly(Refused):
    """The rules that hold here are for disputes between businesses, and the {side} takes part as "{capacity}". Ask the
    marketplace which procedure is open to you; the way to a court stays open too."""


class RemedyNotProvided(Refused):
    """A "{remedy}" cannot be claimed for "{complaint}". These can: {allowed}. Both sides may agree on anything."""

    field = "claims"


class TooLateToFile(Refused):
    """A complaint "{complaint}" can be filed within {limit} of the {since}; that ended on {day}. The law may give you
    more time, and so may your bank."""

    field = "claims"


class DateInThePast(Refused):
    """This date has passed. Choose a date and time in the future."""

    field = "expiresAt"


class ConditionForbidden(Refused):
    """An offer cannot ask {asked}. Nobody else has seen it. {instead} If you mean something else, say it in other
    words."""

    field = "conditions"


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


class EffectNotConfirmed(Refused):
    """Please confirm that you have read what accepting means: its effect, the way to a court, no duty to accept."""

    field = "effectUnderstood"


class RoomNotOpen(Refused):
    """This room is not open to you now. {hint}"""

    field = "room"


class RecordIsClosed(Refused):
    """The record is closed: the decision rests on what was handed in before. Nothing can be added to it now."""


class NotEligible(Refused):
    """This person cannot be appointed here: {why}. Choose somebody else."""

    field = "person"


class ExhibitUnknown(Refused):
    """There is no exhibit "{exhibit}" that both sides have seen. Cite exhibits by their numbers, such as C-1."""

    field = "evidence"


class ExhibitNotAnswerable(Refused):
    """{exhibit} came when the other side could no longer answer it. Leave it out, or reopen the record first."""

    field = "evidence"


class NothingToInfer(Refused):
    """Something may be inferred only from a production order that was refused or not answered. Choose such an order."""

    field = "inferences"


class ReasonsMissing(Refused):
    """{what} needs reasons that the parties can read. Write at least one sentence."""

    field = "reasons"


class LineUnknown(Refused):
    """The order of compensation has no such line."""

    field = "line"


class StepNotPossible(Refused):
    """A line that is "{now}" cannot become "{asked}". Possible next steps: {possible}."""

    field = "step"


class OutcomeUnclear(Refused):
    """{problem}"""

    field = "outcome"


class CalendarUnknown(Refused):
    """The holidays of {place} in {year} are not known, so this date cannot be told. The operator of the service can add
    the year to the file of calendars (ODR_CALENDARS)."""

    def __init__(self, *, place: str, year: int) -> None:
        self.place, self.year = place, year
        super().__init__(place=place, year=year)


class PlaceUnknown(Refused):
    """There is no calendar of "{place}". Give a country or a region by its code, such as DE or DE-BY. The operator of
    the service can add one to the file of calendars (ODR_CALENDARS)."""

    field = "country"


class ZoneUnknown(Refused):
    """There is no time zone "{zone}". Give it by its IANA name, such as Europe/Berlin."""

    field = "zone"


class UnitsDiffer(Refused):
    """This time frame is counted in {unit}. Extend it in {unit} too."""

    field = "length"


class NotExtendable(Refused):
    """This time frame cannot be made longer by you, or not once more."""

    field = "frame"


class FrameNotRunning(Refused):
    """This time frame does not run: it has ended, stands still, or never was. Look at the dates of the case."""

    field = "frame"


class PastTheCap(Refused):
    """This would go past the end of the whole procedure, {cap}. Say why that is needed; the reason is recorded."""

    field = "reasons"


class PauseTooLong(Refused):
    """This case can be paused for {left} more days. Enter a number of days between 1 and {left}."""

    field = "days"


class RulebookDoesNotFit(Refused):
    """This case cannot go on under that rulebook. {why}"""

    field = "rulebook"
