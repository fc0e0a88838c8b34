"""Why an act of a neutral, on evidence, or on an order is not possible."""

from odr.domain.refusals.asking import Refused


class RecordIsClosed(Refused):
    """The record is closed: the decision rests on what was handed in before. Nothing can be added to it now."""


class OnlyALabel(Refused):
    """The record is closed. What can still be handed in is a label for the return: a picture or a PDF that is handed in
    as that (document RETURN_LABEL)."""

    field = "document"


class NotEligible(Refused):
    """This person cannot be appointed here: {why}. Choose somebody else."""

    field = "person"


class SecondReaderFirst(Refused):
    """A second neutral reads this decision before it is issued. Hand in a draft, and issue it once it is confirmed."""


class OthersClaim(Refused):
    """The claims of both sides stand. You can withdraw your own, or let the time for the choice pass."""


class ExhibitUnknown(Refused):
    """There is no exhibit "{exhibit}" that both sides have seen. Cite exhibits by their numbers, such as C-1."""

    field = "evidence"


class ExhibitWithdrawn(Refused):
    """{exhibit} was withdrawn by whoever gave it, or erased. Leave it out."""

    field = "evidence"


class ExhibitWasOrdered(Refused):
    """{exhibit} was handed in because it was ordered, so it stays. You can correct what you say of it."""


class ExhibitIsSealed(Refused):
    """A redacted exhibit was made from this one, which is kept as it is and not shown. Show the redacted one."""

    field = "exhibit"


class OnlyCorrected(Refused):
    """This can be corrected, but not taken back by itself. To end what you claim, withdraw the complaint or the
    counterclaim."""


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


class NothingAwaited(Refused):
    """The other side has nothing to do about this line that you can remind it of."""

    field = "line"


class RemindLater(Refused):
    """You can remind the other side of this from {day} on."""


class StepNotPossible(Refused):
    """A line that is "{now}" cannot become "{asked}". Possible next steps: {possible}."""

    field = "step"


class ProofMissing(Refused):
    """Whoever says that this was done also says what shows it. {give}"""


class NoSlip(Refused):
    """A correction puts slips right and changes nothing that was decided. Keep the lines as they are; only a sum that
    was added up or copied wrongly can change. For anything else a side can ask for a review."""

    field = "lines"


class SlipUnclear(Refused):
    """A slip of sums needs the lines with their right sums, and any other slip leaves every sum as it is. Make both
    agree."""

    field = "slip"


class ReviewUnclear(Refused):
    """A changed decision needs what is decided instead, and any other result has nothing instead. Make both agree."""

    field = "instead"


class SetAsideFirst(Refused):
    """A request to set the decision aside is open too. Decide on it first: whoever stayed silent is to be heard."""

    field = "result"


class AcceptedAsItReads(Refused):
    """The decision was accepted as it reads, so its sums cannot be corrected any more. {instead}"""

    field = "lines"


class OrderUnderWay(Refused):
    """The order was made already, so its sums cannot be corrected any more. {instead}"""

    field = "lines"


class OutcomeUnclear(Refused):
    """{problem}"""

    field = "outcome"


class ObjectionPending(Refused):
    """A side objected to a neutral of this case, and that is not decided yet. Until it is, your time stands still."""


class NotAway(Refused):
    """This neutral did not say that they are away. Ask them to, or ask a registrar to hand the case over."""
