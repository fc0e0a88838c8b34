"""What any act can be answered with, and what a refusal is."""

import re
from typing import Any


class Refused(Exception):
    """This is not possible now. `part`: which of several things asked for at once it is about, counted from 0."""

    field: str | None = None
    part: int | None = None

    def __init__(self, *, field: str | None = None, **facts: Any) -> None:
        self.message = " ".join((self.__doc__ or "").format(**facts).split())
        self.field = field or self.field
        super().__init__(self.message)

    def in_case(self, number: str) -> "Refused":
        """The same refusal, of several cases asked about at once for this one."""
        self.message = f"{number}: {self.message}"
        self.args = (self.message,)
        return self

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


class AccountClosed(Refused):
    """This account is closed, so nothing can be done with it. Its cases run on by their dates, and their mails still go
    to its address. A registrar of the service can open it again: write to the service. {when}"""

    def __init__(self, when: str = "") -> None:
        super().__init__(when=when)


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
