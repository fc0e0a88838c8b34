"""What is owed, how it is done, and the end of the case."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain.money import Money
from odr.domain.paying import FundPart, PaidFrom
from odr.domain.remedies import RemedyLine
from odr.domain.roles import Side
from odr.domain.vocabulary import Ground, How, RecoverySource, Step
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class Leg:
    """The part of a line that gives back one payment of the order, or that a restitution takes from it again."""

    payment: str
    amount: Money


@dataclass(frozen=True, slots=True)
class CompensationLine:
    """One line that somebody owes. The remedy's note was said in the settlement or decision.

    `legs` say which payments it gives back; `agreed` is the amount of the settlement or decision where less than
    that was left to give back. `fund`: the platform pays it instead of whoever owes it, or is paid back by it.
    """

    id: str
    remedy: RemedyLine
    step: Step
    legs: tuple[Leg, ...] = ()
    agreed: Money | None = None
    fund: FundPart | None = None


@dataclass(frozen=True, slots=True)
class CompensationOrdered:
    """What is owed under a settlement or decision. What follows later under the same one is added to its order."""

    order: str
    lines: tuple[CompensationLine, ...]


@dataclass(frozen=True, slots=True)
class RecoveryRecorded:
    """A payment of the order came back in part or whole, or that was undone: whoever caused it, outside this case.

    `number` counts within the ledger of the order, `line` is the order line where it is known.
    """

    number: int
    payment: str
    source: RecoverySource
    amount: Money
    undone: bool
    line: str | None
    reference: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class OwedLineReduced:
    """What a line gives back came back otherwise; these parts of it are still owed."""

    line: str
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something failed or came undone: a word of the shop or the marketplace for programs, `[A-Z][A-Z0-9_]*` or
    empty, and whether it can be tried again as it is.
    """

    code: str
    retryable: bool


@dataclass(frozen=True, slots=True)
class FulfilmentReported:
    """A step of a line. `exhibits`: what shows it, by number.

    Of a voucher `reference` is a part of its code, and `voucher` all of it: for the side that it was `issued_to`, and
    for who administers the case.
    """

    line: str
    step: Step
    reference: str
    note: Text | None
    how: How
    failure: Failure | None = None
    exhibits: tuple[str, ...] = ()
    voucher: Text | None = None
    issued_to: Side | None = None


@dataclass(frozen=True, slots=True)
class VoucherTaken:
    """Whoever is to get a voucher that was decided takes it instead of money."""

    line: str


@dataclass(frozen=True, slots=True)
class LineNudged:
    """One side reminded the other of its next step about a line. `side`: who was reminded."""

    line: str
    side: Side


@dataclass(frozen=True, slots=True)
class NonComplianceRecorded:
    line: str


@dataclass(frozen=True, slots=True)
class PlatformSteppedIn:
    """The platform pays in place of whoever owes it and let the time pass. `clause` names the rule."""

    line: str
    source: PaidFrom
    clause: str


@dataclass(frozen=True, slots=True)
class InactivityNoticed:
    """The complainant was told for the `number`th time in a row that the case may end if nothing comes."""

    number: int


@dataclass(frozen=True, slots=True)
class ComplainantReturned:
    """The complainant goes on; the notices before count no more."""


@dataclass(frozen=True, slots=True)
class CaseTerminated:
    """Somebody whose office it is ends the case on a ground of the closed list."""

    ground: Ground
    reasons: Text


@dataclass(frozen=True, slots=True)
class CaseClosed:
    ground: Ground


OfOwing = (
    CompensationOrdered
    | RecoveryRecorded
    | OwedLineReduced
    | FulfilmentReported
    | VoucherTaken
    | LineNudged
    | NonComplianceRecorded
    | PlatformSteppedIn
    | InactivityNoticed
    | ComplainantReturned
)
"""What happens to what is owed, and to a complainant of whom nothing comes."""
