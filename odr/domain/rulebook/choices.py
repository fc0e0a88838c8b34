"""The closed lists from which a rulebook chooses."""

from enum import StrEnum


class Status(StrEnum):
    """Whether a rulebook can be chosen for new cases."""

    IN_FORCE = "in_force"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    HISTORIC = "historic"


class SettlementEffect(StrEnum):
    """What a settlement is."""

    CONTRACT = "contract_between_the_parties"


class DecisionEffect(StrEnum):
    """What a decision does. A record proves; what binds is this effect and the consents recorded."""

    BINDING_IF_CONSUMER_ACCEPTS = "binding_on_trader_if_consumer_accepts"
    RECOMMENDATION = "recommendation"
    CONTRACTUAL = "contractual"
    ARBITRATION = "arbitration"


class ConsentTime(StrEnum):
    """When the consumer's consent to a binding effect can be given."""

    AFTER_DISPUTE_AROSE = "only_after_the_dispute_arose"
    NOT_NEEDED = "not_needed"


class Told(StrEnum):
    """What somebody is told before accepting."""

    EFFECT = "effect"
    COURT_ROUTE = "court_route"
    NO_DUTY = "no_duty_to_accept"


class WhileReviewIsOpen(StrEnum):
    """What happens to an order while a review is possible."""

    STAY = "stay"
    PAY_WITH_RESTITUTION = "pay_with_restitution"
    PAY_FROM_FUND = "pay_from_fund"


class EscalateOn(StrEnum):
    """What lets the complainant open a dispute."""

    ANSWER = "answer"
    OFFER = "offer"
    ANY_TIME = "any_time"


class Overpaid(StrEnum):
    """What becomes of what a fund paid beyond what is decided in the end."""

    BORNE_BY_THE_FUND = "borne_by_the_fund"
    OWED_BACK = "owed_back"


class StepIn(StrEnum):
    """What the platform does by itself when money that is owed does not come in time."""

    NONE = "none"
    FROM_ESCROW = "from_escrow"
    FROM_FUND = "from_fund"
    BY_REFUND_IN_SHOP = "by_refund_in_shop"


class EscalationCounts(StrEnum):
    """From what the time for opening a dispute counts; where nobody answered, from the end of the time to answer."""

    FROM_COMPLAINT = "from_complaint"
    FROM_ANSWER = "from_answer"


class ReviewGround(StrEnum):
    """For what a review can be asked."""

    NEW_EVIDENCE = "new_evidence"
    PROCEDURAL_ERROR = "procedural_error"
    JURISDICTION = "jurisdiction"
    MANIFEST_ERROR = "manifest_error"


class AppliesTo(StrEnum):
    """What the complaints are about: a sale, or what a platform decided on content or on an account (DSA Art. 20)."""

    SALES = "sales"
    PLATFORM_DECISIONS = "platform_decisions"


class Between(StrEnum):
    """Who can be a party."""

    ANYBODY = "anybody"
    BUSINESSES = "businesses"


class ReviewedBy(StrEnum):
    """Who reviews or sets aside: never who decided."""

    DIFFERENT_NEUTRAL = "different_neutral"


class NoResponse(StrEnum):
    """What a respondent's silence leads to. None of it is a consent; the burden of proof stays on the claimant.

    What was claimed is granted by default, at once or when the complainant asks for it (`default_decision`).
    """

    DECIDE_ON_FILE = "decide_on_file"
    GRANT_CLAIM = "grant_claim"
    GRANT_ON_REQUEST = "grant_claim_on_request"


class Payer(StrEnum):
    """Who bears the cost of the service."""

    MARKETPLACE = "marketplace"
    PARTIES = "parties"
    PUBLIC = "public"


class Hold(StrEnum):
    """What keeps evidence from being erased."""

    COURT_POSSIBLE = "court_possible"
    SET_ASIDE_POSSIBLE = "set_aside_possible"
    LEGAL_HOLD = "legal_hold"


class Proof(StrEnum):
    """What whoever owes a line gives when they say that it is on its way or done."""

    REFERENCE = "REFERENCE"
    """The number of a payment, a parcel or a booking."""
    CODE = "CODE"
    """The code itself, such as of a voucher."""
    EXHIBIT_OR_LINK = "EXHIBIT_OR_LINK"
    """An exhibit that shows it, or the address where it can be looked at."""
    WORDS = "WORDS"
    """What was done or said, in words."""
    NONE = "NONE"
