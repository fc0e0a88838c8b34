"""The closed lists of words that entries use. They are stored: add to them, never rename."""

from enum import StrEnum

from odr.domain.roles import Role


class Stage(StrEnum):
    """Where the case stands. Only `StageOpened` moves it."""

    COMPLAINT = "COMPLAINT"
    ESCALATION = "ESCALATION"
    INTAKE = "INTAKE"
    RESPONSE = "RESPONSE"
    NEGOTIATION = "NEGOTIATION"
    MEDIATOR_APPOINTMENT = "MEDIATOR_APPOINTMENT"
    MEDIATION = "MEDIATION"
    DECISION_CHOICE = "DECISION_CHOICE"
    DECIDER_APPOINTMENT = "DECIDER_APPOINTMENT"
    SECOND_READER_APPOINTMENT = "SECOND_READER_APPOINTMENT"
    EVIDENCE = "EVIDENCE"
    FILE_COMPLETE = "FILE_COMPLETE"
    DECISION = "DECISION"
    ACCEPTANCE = "ACCEPTANCE"
    STAY = "STAY"
    REVIEWER_APPOINTMENT = "REVIEWER_APPOINTMENT"
    REVIEW = "REVIEW"
    COMPLIANCE = "COMPLIANCE"
    CLOSED = "CLOSED"


class Position(StrEnum):
    """How the respondent answers a complaint."""

    ACCEPTS = "ACCEPTS"
    DISPUTES = "DISPUTES"
    OFFERS_REMEDY = "OFFERS_REMEDY"


class Ground(StrEnum):
    """The closed list of reasons for which a case ends."""

    SETTLED = "SETTLED"
    NO_AGREEMENT = "NO_AGREEMENT"
    NOT_ESCALATED = "NOT_ESCALATED"
    NOT_RATED = "NOT_RATED"
    WITHDRAWN = "WITHDRAWN"
    DECIDED = "DECIDED"
    REFUSED = "REFUSED"
    NO_JURISDICTION = "NO_JURISDICTION"
    MOOT_REMEDIED = "MOOT_REMEDIED"
    COMPLAINANT_INACTIVE = "COMPLAINANT_INACTIVE"
    ABUSE = "ABUSE"


class Termination(StrEnum):
    """The grounds on which somebody ends a case by an act of its own: each is one of `Ground`."""

    NO_JURISDICTION = "NO_JURISDICTION"
    MOOT_REMEDIED = "MOOT_REMEDIED"
    COMPLAINANT_INACTIVE = "COMPLAINANT_INACTIVE"
    ABUSE = "ABUSE"


class RefusalGround(StrEnum):
    """The closed list for refusing admission (Directive 2013/11/EU Art. 5(4), as modelled)."""

    NO_CONTACT_ATTEMPT = "no_contact_attempt"
    FRIVOLOUS = "frivolous"
    OTHER_FORUM = "other_forum"
    VALUE_THRESHOLD = "value_threshold"
    OUT_OF_TIME = "out_of_time"
    IMPAIRS_OPERATION = "impairs_operation"


class Ending(StrEnum):
    """How a time frame ended."""

    MET = "MET"
    EXPIRED = "EXPIRED"
    MOOT = "MOOT"


class Moved(StrEnum):
    """What moved the bound of a time frame."""

    EXTENDED = "EXTENDED"
    PAUSED = "PAUSED"
    OUTAGE = "OUTAGE"
    SERVED_LATER = "SERVED_LATER"
    RESTARTED = "RESTARTED"
    SCANNED = "SCANNED"


class Channel(StrEnum):
    """How a notice reached a side after its usual address failed."""

    SECOND_ADDRESS = "SECOND_ADDRESS"
    MARKETPLACE_INBOX = "MARKETPLACE_INBOX"


class Via(StrEnum):
    """How a complaint came to the people who took it down for somebody."""

    PHONE = "PHONE"
    EMAIL = "EMAIL"
    CHAT = "CHAT"
    LETTER = "LETTER"
    IN_PERSON = "IN_PERSON"


class Automated(StrEnum):
    """What a computer did by itself, and a person can be asked to look at."""

    ENTITLEMENT = "ENTITLEMENT"
    DEFAULT_DECISION = "DEFAULT_DECISION"
    TIME_LIMIT = "TIME_LIMIT"
    STEPPED_IN = "STEPPED_IN"


class How(StrEnum):
    """Whether somebody did it, or the rulebook brought it about."""

    BY_ACT = "BY_ACT"
    BY_RULE = "BY_RULE"


class Function(StrEnum):
    """What a neutral is appointed for."""

    MEDIATOR = "MEDIATOR"
    DECIDER = "DECIDER"
    SECOND_READER = "SECOND_READER"
    REVIEWER = "REVIEWER"

    @property
    def role(self) -> Role:
        return Role(self.value)


class Outcome(StrEnum):
    """What the decision says of the claims."""

    GRANTED = "GRANTED"
    GRANTED_IN_PART = "GRANTED_IN_PART"
    DISMISSED = "DISMISSED"


class Submission(StrEnum):
    """What somebody said or handed in, and can correct."""

    COMPLAINT = "COMPLAINT"
    ANSWER = "ANSWER"
    COUNTERCLAIM = "COUNTERCLAIM"
    COUNTERCLAIM_ANSWER = "COUNTERCLAIM_ANSWER"
    MESSAGE = "MESSAGE"
    EXHIBIT = "EXHIBIT"
    STATEMENT = "STATEMENT"
    ANNOTATION = "ANNOTATION"
    TRANSLATION = "TRANSLATION"


class Production(StrEnum):
    """How a side answers when it is asked for evidence."""

    PRODUCED = "PRODUCED"
    DOES_NOT_EXIST = "DOES_NOT_EXIST"
    REFUSED = "REFUSED"


class RecoverySource(StrEnum):
    """What gave back a payment, or a part of it."""

    REFUND = "REFUND"
    CHARGEBACK = "CHARGEBACK"
    INSURER = "INSURER"
    FUND = "FUND"
    ORDER = "ORDER"


class ParallelKind(StrEnum):
    """What else deals with the same sale."""

    CHARGEBACK = "CHARGEBACK"
    INSURER = "INSURER"
    COURT = "COURT"
    OTHER_BODY = "OTHER_BODY"


class ParallelEffect(StrEnum):
    """What a parallel proceeding does to the case beside being attached to it."""

    ATTACHES = "ATTACHES"
    PAUSES = "PAUSES"
    STOPS = "STOPS"


class ParallelOutcome(StrEnum):
    """How a parallel proceeding ended."""

    FOR_COMPLAINANT = "FOR_COMPLAINANT"
    FOR_RESPONDENT = "FOR_RESPONDENT"
    IN_PART = "IN_PART"
    WITHDRAWN = "WITHDRAWN"
    NOT_DECIDED = "NOT_DECIDED"


class ThirdPartyKind(StrEnum):
    """What somebody outside the sale has to do with it."""

    CARRIER = "CARRIER"
    BROKER = "BROKER"
    MAKER = "MAKER"


class Departure(StrEnum):
    """How somebody who took part in a case left it."""

    REVOKED = "REVOKED"
    LAID_DOWN = "LAID_DOWN"
    RELIEVED = "RELIEVED"
    NOT_NEEDED = "NOT_NEEDED"


class Basis(StrEnum):
    """On what somebody's right to speak for a side rests: the side's own word, or the law."""

    MANDATE = "MANDATE"
    LAW = "LAW"


class Guardianship(StrEnum):
    """Why the law gives somebody a representative. Nothing else is asked or kept."""

    UNDER_AGE = "UNDER_AGE"
    UNDER_GUARDIANSHIP = "UNDER_GUARDIANSHIP"


class Leaving(StrEnum):
    """Why a case is no longer handled together with others."""

    OBJECTED = "OBJECTED"
    RELEASED = "RELEASED"
    ENDED = "ENDED"
    OTHER_NEUTRAL = "OTHER_NEUTRAL"
    OTHER_RULEBOOK = "OTHER_RULEBOOK"
    DISSOLVED = "DISSOLVED"


class Step(StrEnum):
    """The life cycle of one line. UNKNOWN: handed to the shop, and no answer came. REVERSED: done, and came undone."""

    ORDERED = "ORDERED"
    SUBMITTED = "SUBMITTED"
    AWAITING_RETURN = "AWAITING_RETURN"
    RETURN_IN_TRANSIT = "RETURN_IN_TRANSIT"
    RETURN_RECEIVED = "RETURN_RECEIVED"
    RETURN_LOST = "RETURN_LOST"
    INSPECTED = "INSPECTED"
    SETTLING = "SETTLING"
    FULFILLED = "FULFILLED"
    UNKNOWN = "UNKNOWN"
    FAILED = "FAILED"
    REVERSED = "REVERSED"
    LAPSED = "LAPSED"


class LawfulGround(StrEnum):
    """The grounds on which a person asks for something to be erased (GDPR Art. 17(1)): each is an `ErasureGround`."""

    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    THIRD_PARTY_DATA = "THIRD_PARTY_DATA"
    NOT_NEEDED = "NOT_NEEDED"
    UNLAWFUL = "UNLAWFUL"
    ORDERED = "ORDERED"


class ErasureGround(StrEnum):
    """Why something was erased. `BY_RULE`: the time for which the rulebook keeps it was over."""

    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    THIRD_PARTY_DATA = "THIRD_PARTY_DATA"
    NOT_NEEDED = "NOT_NEEDED"
    UNLAWFUL = "UNLAWFUL"
    ORDERED = "ORDERED"
    BY_RULE = "BY_RULE"


class Kept(StrEnum):
    """What is kept of a case that is over, each for a time of its own."""

    EVIDENCE = "EVIDENCE"
    RECORD = "RECORD"
