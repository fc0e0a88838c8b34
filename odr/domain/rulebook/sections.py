"""The sections of a rulebook, each a table of its file, typed and frozen."""

from dataclasses import dataclass

from odr.domain.rulebook.choices import (
    ConsentTime,
    DecisionEffect,
    EscalateOn,
    EscalationCounts,
    Hold,
    NoResponse,
    Overpaid,
    Payer,
    ReviewedBy,
    ReviewGround,
    SettlementEffect,
    Told,
    WhileReviewIsOpen,
)
from odr.domain.rulebook.terms import (
    DECIDING,
    DefaultDecision,
    Frame,
    PauseGround,
    StageName,
    Term,
    Wording,
)
from odr.domain.vocabulary import RefusalGround


@dataclass(frozen=True, slots=True)
class Consent:
    """How consent to an effect is given. `reflection`: time to think before it counts."""

    consumer: ConsentTime
    told_before: tuple[Told, ...]
    reflection: Term


@dataclass(frozen=True, slots=True)
class Effect:
    settlement: SettlementEffect
    decision: DecisionEffect
    consent: Consent
    text: Wording


@dataclass(frozen=True, slots=True)
class Fund:
    """A guarantee fund of the marketplace that pays while a review is open, and what it bears."""

    overpaid: Overpaid


@dataclass(frozen=True, slots=True)
class Execution:
    while_review_is_open: WhileReviewIsOpen
    text: Wording
    fund: Fund | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    borne_by: Payer
    text: Wording


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages in their order; what the rulebook leaves out does not exist for its cases."""

    order: tuple[StageName, ...]

    def behind(self, stage: StageName) -> tuple[StageName, ...]:
        """The stages behind this one; where it is not in the order, those behind its place in the list of stages."""
        if stage in self.order:
            return self.order[self.order.index(stage) + 1 :]
        places = list(StageName)
        return tuple(one for one in self.order if places.index(one) > places.index(stage))

    @property
    def to_a_decision(self) -> tuple[StageName, ...]:
        """The stages on the way to a decision; none where nothing is decided."""
        return tuple(stage for stage in DECIDING if stage in self.order) if StageName.DECISION in self.order else ()


@dataclass(frozen=True, slots=True)
class Complaint:
    """`nudge_every`: how often the complainant can remind. `escalate_after`: not before, counted from the complaint."""

    answer: Frame
    nudge_every: Term
    may_escalate_on: tuple[EscalateOn, ...]
    acknowledge: Frame | None = None
    escalate_after: Term | None = None
    escalation_counts: EscalationCounts = EscalationCounts.FROM_COMPLAINT


@dataclass(frozen=True, slots=True)
class Intake:
    admit: Frame
    refuse_only_for: tuple[RefusalGround, ...]
    reasons_within: Term


@dataclass(frozen=True, slots=True)
class Negotiation:
    """Offers are possible before this stage too, so their frame is always there."""

    offer_answer: Frame
    agree: Frame | None = None
    early_exit_after: Term | None = None
    blind_bids: "BlindBids | None" = None


@dataclass(frozen=True, slots=True)
class BlindBids:
    """Secret bids that settle at the midpoint: how many rounds, how near (percent of the demand), the answer's time."""

    rounds: int
    within_percent: int
    answer: Frame


@dataclass(frozen=True, slots=True)
class Neutrals:
    """Before which stages a neutral is appointed.

    `objection`: how long a party can object to the appointment; `objection_decision`: how long that can stay undecided.
    """

    before: tuple[StageName, ...]
    mediator_may_decide_if_both_agree: bool
    objection: Frame
    objection_decision: Frame


@dataclass(frozen=True, slots=True)
class Mediation:
    agree: Frame
    proposal_answer: Frame


@dataclass(frozen=True, slots=True)
class Evidence:
    collect: Frame
    reopen_times: int
    reply: Frame | None = None
    request: Frame | None = None


@dataclass(frozen=True, slots=True)
class Bundling:
    """Similar cases against one trader are handled together. `object`: how long a side can object, without reasons."""

    object: Frame


@dataclass(frozen=True, slots=True)
class Counterclaim:
    """What the respondent claims in return. Without `make` it is made by the response; `answer` may go without end."""

    make: Frame | None = None
    answer: Frame | None = None


@dataclass(frozen=True, slots=True)
class Review:
    ask: Frame
    decide: Frame
    grounds: tuple[ReviewGround, ...]
    by: ReviewedBy


@dataclass(frozen=True, slots=True)
class DefaultTrack:
    """The course after a respondent's silence."""

    no_response: NoResponse
    set_aside: "SetAside | None" = None
    default_decision: DefaultDecision | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """Undoing a decision that came about by silence. It takes no money back by itself."""

    ask: Frame
    decide: Frame
    by: ReviewedBy
    reopens: StageName


@dataclass(frozen=True, slots=True)
class Pause:
    """`limit`: all pauses together, in calendar days. `cap_also_pauses`: whether the cap stands still as well."""

    grounds: tuple[PauseGround, ...]
    limit: Frame
    cap_also_pauses: bool


@dataclass(frozen=True, slots=True)
class Withdraw:
    complainant_any_time: bool
    respondent_if_voluntary: bool


@dataclass(frozen=True, slots=True)
class Archive:
    offer_case_copy_first: bool
    hold_while: tuple[Hold, ...]
    erase_evidence: Term
    keep_record: Term
    certificate_of_start_and_end: bool


@dataclass(frozen=True, slots=True)
class LookAtClosing:
    """When time closed a case, either side can ask a person to look at it in time; whether they can let it go on."""

    ask: Frame
    reopens: bool
