"""What opens a case, answers it and lets it in, or not."""

from dataclasses import dataclass
from datetime import date, datetime

from odr.domain.entitlement.lines import EntitlementLine
from odr.domain.facts import OrderFacts
from odr.domain.remedies import Claim
from odr.domain.roles import Party, Role, Room, Side
from odr.domain.shop_order import Difference, LookUp
from odr.domain.vocabulary import Automated, How, Position, RefusalGround, Stage, Via
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class Projected:
    """One step of the dated timeline told with the receipt: the last day if everybody takes all the time there is."""

    stage: Stage
    until: date


@dataclass(frozen=True, slots=True)
class CaseOpened:
    number: str
    marketplace: str
    rulebook: str
    rulebook_hash: str
    complainant: Party
    respondent: Party
    staff_zone: str
    language: str
    staff_place: str = ""


@dataclass(frozen=True, slots=True)
class OrderRecorded:
    order: OrderFacts


@dataclass(frozen=True, slots=True)
class OrderLookedUp:
    """The marketplace's shop was asked what it says of the order. It changes nothing of what was recorded.

    `found` stands under the ids that were registered, None where the order is not there or no answer came. `state` is
    the shop's own word.
    """

    answer: LookUp
    asked_at: datetime
    found: OrderFacts | None
    state: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ComplaintFiled:
    claims: tuple[Claim, ...]
    narrative: Text
    contacted_before: bool
    other_proceedings: bool


@dataclass(frozen=True, slots=True)
class ComplaintTakenDown:
    """Staff took the complaint down as it came to them, and the complainant confirmed it. `person`: of that staff."""

    taken_by: Role
    person: str
    via: Via


@dataclass(frozen=True, slots=True)
class EntitlementComputed:
    """What law and policies may give, as it was computed at intake and shown to both sides. It decides nothing.

    `statute` names the law that was applied, empty where none is modelled; `calendar` the edition of the days.
    """

    lines: tuple[EntitlementLine, ...]
    statute: str
    statute_hash: str
    calendar: str


@dataclass(frozen=True, slots=True)
class HumanReviewAsked:
    """`frame` names the time frame whose end brought something by rule, where it is about that."""

    about: Automated
    side: Side
    reasons: Text | None
    frame: str = ""


@dataclass(frozen=True, slots=True)
class HumanReviewGiven:
    """About what was asked first and not answered yet."""

    finding: Text


@dataclass(frozen=True, slots=True)
class ReceiptGiven:
    timeline: tuple[Projected, ...]


@dataclass(frozen=True, slots=True)
class NeedsStated:
    """What a side needs to take part, or that it is vulnerable, in place of what it said before."""

    side: Side
    room: Room
    needs: Text


@dataclass(frozen=True, slots=True)
class NeedsWithdrawn:
    side: Side
    room: Room


@dataclass(frozen=True, slots=True)
class RespondentInvited:
    """The other side was sent a one-time link."""


@dataclass(frozen=True, slots=True)
class RespondentJoined:
    person: str


@dataclass(frozen=True, slots=True)
class ComplaintAcknowledged:
    pass


@dataclass(frozen=True, slots=True)
class RespondentNudged:
    """The complainant's side reminds the respondent that an answer is due."""


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """`exhibits`: what the words rest on, by its numbers."""

    position: Position
    statement: Text | None
    exhibits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CounterclaimMade:
    """What the respondent claims in return, from the same sale."""

    counterclaim: str
    claims: tuple[Claim, ...]
    narrative: Text


@dataclass(frozen=True, slots=True)
class CounterclaimAnswered:
    """`exhibits`: what the words rest on, by its numbers."""

    counterclaim: str
    position: Position
    statement: Text
    exhibits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CounterclaimWithdrawn:
    counterclaim: str
    reasons: Text | None


@dataclass(frozen=True, slots=True)
class DisputeOpened:
    how: How
    reasons: Text | None


@dataclass(frozen=True, slots=True)
class CaseAdmitted:
    how: How


@dataclass(frozen=True, slots=True)
class CaseRefused:
    ground: RefusalGround
    reasons: Text


@dataclass(frozen=True, slots=True)
class SilenceRecorded:
    """The respondent did not answer. The burden of proof stays on the claimant; the case is decided on the file."""


@dataclass(frozen=True, slots=True)
class ComplaintWithdrawn:
    reasons: Text | None


OfOpening = (
    CaseOpened
    | OrderRecorded
    | OrderLookedUp
    | ComplaintFiled
    | ComplaintTakenDown
    | EntitlementComputed
    | HumanReviewAsked
    | HumanReviewGiven
    | ReceiptGiven
    | RespondentInvited
    | RespondentJoined
    | ComplaintAcknowledged
    | RespondentNudged
    | AnswerGiven
)
