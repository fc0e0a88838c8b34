"""The code of a voucher is money to whoever has it: it stands beside the docket, and an entry has a part of it."""

from odr.domain.events import FulfilmentReported
from odr.domain.parts import OwedLine
from odr.domain.remedies import Remedy
from odr.domain.roles import ADMINISTRATORS, Role, Side
from odr.domain.words import Text

_MORE, _SHORT = "…", 7


def masked(reference: str) -> str:
    """Enough of a voucher's code to tell it from others; what is masked already stays as it is."""
    if not reference or reference.startswith(_MORE):
        return reference
    return f"{_MORE}{reference[-3:] if len(reference) > _SHORT else ''}"


def told_of(line: OwedLine, reference: str) -> tuple[str, Text | None, Side | None]:
    """What an entry says of the number under which something was done; of a voucher apart, and for whom its code is."""
    if line.remedy.remedy is not Remedy.VOUCHER or not reference:
        return reference, None, None
    return masked(reference), Text(reference), line.remedy.owed_by.other


def keeps_code_from(role: Role, event: FulfilmentReported) -> bool:
    """Whether the entry has a voucher's code that is not for somebody in this role, though they see the entry."""
    if event.issued_to is None or role in (Role.SYSTEM, *ADMINISTRATORS):
        return False
    return role is not Role(event.issued_to.value)
