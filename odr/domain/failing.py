"""Why a step of a line failed or came undone, as whoever reports it says so."""

import re

from odr.domain import refusals as no
from odr.domain.events import Failure, Step

_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,59}")


def require_failed(failure: Failure | None, step: Step) -> None:
    """Only of what failed somebody says why, in a word for programs. Refuses: InvalidInput."""
    if failure is None:
        return
    if step not in (Step.FAILED, Step.REVERSED):
        raise no.InvalidInput(field="failure", problem="Say why it failed only with FAILED or REVERSED.")
    if failure.code and not _CODE.fullmatch(failure.code):
        raise no.InvalidInput(field="failure", problem="Write the code in A to Z, 0 to 9 and _, with up to 60 signs.")
