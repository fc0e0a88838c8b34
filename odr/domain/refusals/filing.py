"""Why a complaint, or what it asks for, is not possible."""

from odr.domain.refusals.asking import Refused


class UnknownLine(Refused):
    """The order has no line "{line}" that belongs to this case. Choose one of the lines of the order."""

    field = "lines"


class QuantityTooLarge(Refused):
    """Only {ordered} of this line were ordered. Enter a quantity between 1 and {ordered}."""

    field = "quantity"


class ClaimedTwice(Refused):
    """These claims are about one line and one problem, and together about {claimed} of the {ordered} that were ordered.
    Make them one claim: what it asks for are alternatives. Or lower the quantities."""

    field = "claims"


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


class MoreThanThePrice(Refused):
    """That is more than what was paid for this. How much that was, only whoever paid sees. Ask for less, for a repair
    or for a replacement, and let whoever paid say what money goes back."""

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


class OtherSubject(Refused):
    """The rules that hold here are only for {served}. Ask the marketplace which procedure is open to you; the way to a
    court stays open too."""


class RemedyNotProvided(Refused):
    """A "{remedy}" cannot be claimed for "{complaint}". These can: {allowed}. Both sides may agree on anything."""

    field = "claims"


class TooLateToFile(Refused):
    """A complaint "{complaint}" can be filed within {limit} of the {since}; that ended on {day}. The law may give you
    more time, and so may your bank."""

    field = "claims"
