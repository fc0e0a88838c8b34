"""Why something is not erased, or not yet."""

from odr.domain.refusals.asking import Refused


class LegalHoldStands(Refused):
    """A legal hold stands on this case: nothing of it is erased until it is lifted. The case page says who placed it
    and why."""


class StillReliedOn(Refused):
    """This was put before the other side, which may rely on it while the case runs. Ask again once the case is closed
    and nothing can bring it back; the case page shows when. What a court or an authority orders is erased at once."""

    field = "ground"


class ErasedWithTheRecord(Refused):
    """This was said in confidence, so nobody who administers the case may read it. It is erased with the record; the
    closed case shows when."""

    field = "subject"


class NothingToErase(Refused):
    """Everything that was kept of this case has been erased."""
