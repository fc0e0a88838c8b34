"""What is true now: the case. `evolve` folds it; a reader's case from the entries they may see."""

from dataclasses import dataclass, field
from datetime import datetime

from odr.domain import events as e
from odr.domain.calendar import Calendars, weekends_everywhere
from odr.domain.facts import OrderFacts
from odr.domain.frames import WAITED_FOR, WITHIN, Elsewhere, stands_still
from odr.domain.frames import Frame as Frame
from odr.domain.frames import Paused as Paused
from odr.domain.frames import Pausing as Pausing
from odr.domain.handed_in import ConfidentialityClaim as ConfidentialityClaim
from odr.domain.handed_in import EvidenceRequest as EvidenceRequest
from odr.domain.handed_in import Exhibit as Exhibit
from odr.domain.handed_in import Note as Note
from odr.domain.participants import Bundled as Bundled
from odr.domain.participants import Representation as Representation
from odr.domain.participants import ThirdParty as ThirdParty
from odr.domain.participants import ThirdPartyQuestion as ThirdPartyQuestion
from odr.domain.participants import ThirdPartyStatement as ThirdPartyStatement
from odr.domain.parts import Appointment as Appointment
from odr.domain.parts import Arrangement as Arrangement
from odr.domain.parts import Bidding as Bidding
from odr.domain.parts import Compensation as Compensation
from odr.domain.parts import Correction as Correction
from odr.domain.parts import Decision as Decision
from odr.domain.parts import DecisionDraft as DecisionDraft
from odr.domain.parts import Disclosure as Disclosure
from odr.domain.parts import Entry as Entry
from odr.domain.parts import Fate as Fate
from odr.domain.parts import HumanReview as HumanReview
from odr.domain.parts import Inspection as Inspection
from odr.domain.parts import Message as Message
from odr.domain.parts import Objection as Objection
from odr.domain.parts import Offer as Offer
from odr.domain.parts import OwedLine as OwedLine
from odr.domain.parts import Parallel as Parallel
from odr.domain.parts import Proposal as Proposal
from odr.domain.parts import Report as Report
from odr.domain.parts import Settlement as Settlement
from odr.domain.parts import Standing as Standing
from odr.domain.remedies import Claim
from odr.domain.roles import SERVICE, Actor, HolderKind, Party, Role, Side
from odr.domain.rulebook import Rulebook
from odr.domain.statements import Amendment as Amendment
from odr.domain.statements import Answer as Answer
from odr.domain.statements import Clarification as Clarification
from odr.domain.statements import Counterclaim as Counterclaim
from odr.domain.statements import Erased as Erased
from odr.domain.statements import ErasureRequest as ErasureRequest

Holding = Pausing | Objection | Elsewhere
"""What lets time stand still."""


@dataclass(slots=True)
class Case:
    """A case as one reader may know it. Written while it is folded; everybody else only reads."""

    id: str
    rulebook: Rulebook
    calendars: Calendars = weekends_everywhere
    number: str = ""
    marketplace: str = ""
    complainant: Party = None  # type: ignore[assignment]
    respondent: Party = None  # type: ignore[assignment]
    staff_zone: str = "UTC"
    staff_place: str = ""
    language: str = "en"
    opened_at: datetime = None  # type: ignore[assignment]
    updated_at: datetime = None  # type: ignore[assignment]
    version: int = 0
    order: OrderFacts = None  # type: ignore[assignment]
    looked_up: e.OrderLookedUp | None = None
    shop_awaited: bool = False
    filed: e.ComplaintFiled | None = None
    filed_by: Actor = SERVICE
    entitlement: e.EntitlementComputed | None = None
    human_reviews: dict[tuple[e.Automated, str], HumanReview] = field(default_factory=dict)
    timeline: tuple[e.Projected, ...] = ()
    joined: bool = False
    acknowledged_at: datetime | None = None
    nudged_at: datetime | None = None
    answer: Answer | None = None
    silent: bool = False
    stage: e.Stage = e.Stage.COMPLAINT
    stage_since: datetime = None  # type: ignore[assignment]
    stages: dict[e.Stage, datetime] = field(default_factory=dict)
    dispute: e.DisputeOpened | None = None
    admitted: e.CaseAdmitted | None = None
    refused: e.CaseRefused | None = None
    frames: dict[str, Frame] = field(default_factory=dict)
    extension_asked: dict[str, Side] = field(default_factory=dict)
    pause_asked: e.PauseAsked | None = None
    pauses: dict[str, Pausing] = field(default_factory=dict)
    past_pauses: tuple[Paused, ...] = ()
    change_asked: e.RulebookChangeAsked | None = None
    unreached: frozenset[Side] = frozenset()
    past_frames: list[Frame] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    needs: dict[Side, e.NeedsStated] = field(default_factory=dict)
    representations: dict[str, Representation] = field(default_factory=dict)
    bound_by_law: frozenset[Side] = frozenset()
    guardianships: dict[Side, e.Guardianship] = field(default_factory=dict)
    capacity_claimed: frozenset[Side] = frozenset()
    recipient_invited: bool = False
    recipient: str = ""
    bundle: Bundled | None = None
    third_parties: dict[str, ThirdParty] = field(default_factory=dict)
    questions: dict[str, ThirdPartyQuestion] = field(default_factory=dict)
    third_statements: tuple[ThirdPartyStatement, ...] = ()
    closed_accounts: frozenset[Side] = frozenset()
    hidden: frozenset[str] = frozenset()
    takes_no_messages: frozenset[Side] = frozenset()
    amendments: dict[tuple[e.Submission, str], tuple[Amendment, ...]] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    biddings: dict[str, Bidding] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    appointments: list[Appointment] = field(default_factory=list)
    passed_to_rule: e.Function | None = None
    objections: dict[str, Objection] = field(default_factory=dict)
    drafts: dict[str, Exhibit] = field(default_factory=dict)
    exhibits: dict[str, Exhibit] = field(default_factory=dict)
    sealed: frozenset[str] = frozenset()
    confidential: dict[str, ConfidentialityClaim] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    requests: dict[str, EvidenceRequest] = field(default_factory=dict)
    record_closed: bool = False
    record_reopened: int = 0
    file_completed_at: datetime | None = None
    settlement: Settlement | None = None
    decision_drafts: tuple[DecisionDraft, ...] = ()
    decision: Decision | None = None
    parallel: dict[str, Parallel] = field(default_factory=dict)
    recoveries: tuple[e.RecoveryRecorded, ...] = ()
    past_compensations: tuple[Compensation, ...] = ()
    past_decisions: tuple[Decision, ...] = ()
    corrections_asked: tuple[e.CorrectionAsked, ...] = ()
    reviews_asked: tuple[e.ReviewAsked, ...] = ()
    set_aside_asked: e.SetAsideAsked | None = None
    compensation: Compensation | None = None
    counterclaim: Counterclaim | None = None
    clarifications: dict[str, Clarification] = field(default_factory=dict)
    withdrawn: e.ComplaintWithdrawn | None = None
    inactivity_notices: int = 0
    ground: e.Ground | None = None
    closed_at: datetime | None = None
    closed_from: e.Stage | None = None
    erasures: dict[str, ErasureRequest] = field(default_factory=dict)
    erased: dict[tuple[e.Submission, str], Erased] = field(default_factory=dict)
    holds: dict[str, Entry] = field(default_factory=dict)
    copy_offered: e.CaseCopyOffered | None = None
    evidence_erased_at: datetime | None = None
    record_erased_at: datetime | None = None

    @property
    def running(self) -> list[Frame]:
        """The open frames whose time goes on: no pause holds them, no objection, and nobody else has it in hand."""
        held = {frame.name for one in self.holding for frame in self.held_by(one)}
        return [frame for name, frame in self.frames.items() if name not in held] if held else [*self.frames.values()]

    @property
    def holding(self) -> list[Holding]:
        """What lets time stand still now."""
        return [*self.pauses.values(), *self.waiting_objections, *self.elsewhere]

    def held_by(self, one: Holding) -> list[Frame]:
        """The open frames that stand still for this, and what ends no later than one of them."""
        can = {frame.name: frame for frame in self.frames.values() if stands_still(frame, self.rulebook)}
        held = {name for name, frame in can.items() if one.holds(frame)}
        return [frame for name, frame in can.items() if name in held or WITHIN.get(frame.clause) in held]

    @property
    def elsewhere(self) -> list[Elsewhere]:
        """What lies with somebody else, for whom another one waits."""
        return [Elsewhere(frame) for frame in self.frames.values() if frame.facts.clause in WAITED_FOR]

    @property
    def waiting_objections(self) -> list[Objection]:
        """The objections that are to be decided."""
        return [one for one in self.objections.values() if one.frame in self.frames]

    @property
    def next_due(self) -> datetime | None:
        """The next bound that time will bring; none while nothing runs. A closed case may still be asked to go on."""
        return min((frame.due for frame in self.running), default=None)

    @property
    def is_over(self) -> bool:
        """Whether nothing can bring the case back: closed, and no time runs in which somebody could ask for it."""
        return self.closed_at is not None and not self.frames

    @property
    def bundled(self) -> Bundled | None:
        """The bundle in which the case is handled together with others now."""
        return self.bundle if self.bundle and self.bundle.stands else None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """None for whoever does not see the complaint."""
        return self.filed.claims if self.filed else ()

    @property
    def to_look_at(self) -> tuple[e.Automated, str] | None:
        """What a person was asked to look at first, and has not looked at yet."""
        return next((about for about, one in self.human_reviews.items() if one.finding is None), None)

    @property
    def claimants(self) -> tuple[Role, ...]:
        """Whose claims stand: the complainant's until it withdraws them, and what the respondent claims in return."""
        complaint = (Role.COMPLAINANT,) if self.withdrawn is None else ()
        counterclaim = (Role.RESPONDENT,) if self.counterclaim and self.counterclaim.stands else ()
        return (*complaint, *counterclaim)

    @property
    def orders(self) -> tuple[Compensation, ...]:
        """Every order that was made, the last one at the end."""
        return (*self.past_compensations, *((self.compensation,) if self.compensation else ()))

    @property
    def order_stands(self) -> bool:
        """Whether what was ordered last is to be carried out: its settlement or decision was not undone since."""
        agreed, order = self.settlement, self.compensation
        if order is None:
            return False
        kept = agreed is not None and agreed.id == order.id and agreed.breached_at is None
        return kept or (self.decision is not None and self.decision.id == order.id)

    @property
    def marketplace_is_party(self) -> bool:
        one, other = self.complainant, self.respondent
        holders = ((one.holder_kind, one.holder), (other.holder_kind, other.holder))
        return (HolderKind.MARKETPLACE, self.marketplace) in holders

    @property
    def citable(self) -> dict[str, datetime]:
        """What a decision can rest on, by its number: since when both sides have had it before them."""
        exhibits = {one.number: one.at for one in self.exhibits.values()}
        return exhibits | {one.number: self._reads_since(one) for one in self.third_statements}

    def _reads_since(self, said: ThirdPartyStatement) -> datetime:
        """Words that were corrected are new ones to answer."""
        corrected = self.amendments.get((e.Submission.STATEMENT, said.id), ())
        return max((said.at, *(one.at for one in corrected)))

    def is_withdrawn(self, what: e.Submission, subject: str) -> bool:
        """Whether its author took back what was said or handed in."""
        return any(one.withdrawn for one in self.amendments.get((what, subject), ()))

    def party(self, side: Side) -> Party:
        return self.complainant if side is Side.COMPLAINANT else self.respondent

    def mandate_of(self, actor: Actor) -> Representation | None:
        """The mandate by which somebody acts for a side; None where they are of the side itself."""
        return next((one for one in self.representations.values() if one.active and one.is_of(actor)), None)

    def awaits_guardian(self, side: Side) -> bool:
        """Whether nobody can bind this side now: it cannot do so alone, and its representative by law is not here."""
        here = any(one.active and one.by_law and one.side is side for one in self.representations.values())
        return side in self.bound_by_law and not here

    def third_party_of(self, person: str) -> ThirdParty | None:
        """As which third party this person came, also one that left."""
        return next((one for one in self.third_parties.values() if person and one.person == person), None)

    def neutral(self, function: e.Function) -> Appointment | None:
        """Who holds this function now."""
        return next((one for one in reversed(self.appointments) if one.function is function and one.active), None)
