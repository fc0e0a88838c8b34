"""What every part of a rulebook is made of: words by language, lengths of time with their source, and closed lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from odr.domain.calendar import Length


class RulebookRefused(Exception):
    """A rulebook that cannot be used: says the place, what is wrong there and what is allowed."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Plain words, once for each language that the rulebook declares."""

    said: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """The words in this language; in the first one that there is where it is not declared."""
        return self.said.get(language) or next(iter(self.said.values()))

    def __hash__(self) -> int:
        return hash(frozenset(self.said.items()))


class StageName(StrEnum):
    """The stages that a rulebook can put in order. Appointments go before those that need a neutral."""

    COMPLAINT = "complaint"
    ESCALATION = "escalation"
    INTAKE = "intake"
    RESPONSE = "response"
    NEGOTIATION = "negotiation"
    MEDIATION = "mediation"
    DECISION_CHOICE = "decision_choice"
    EVIDENCE = "evidence"
    FILE_COMPLETE = "file_complete"
    DECISION = "decision"


DECIDING = (StageName.EVIDENCE, StageName.FILE_COMPLETE, StageName.DECISION)
"""Stages in which a decider is at work."""


class Acts(StrEnum):
    """Who must act before a frame ends."""

    COMPLAINANT = "complainant"
    RESPONDENT = "respondent"
    PARTIES = "parties"
    CONSUMER = "consumer"
    ADMINISTRATOR = "administrator"
    MEDIATOR = "mediator"
    DECIDER = "decider"
    SECOND_READER = "second_reader"
    REVIEWER = "reviewer"
    ANY_PARTY = "any_party"
    WHOEVER_OWES = "whoever_owes_the_step"
    SERVICE = "service"


class Expiry(StrEnum):
    """What the end of a frame brings by itself. None of these is a consent. Some name the stage that follows."""

    RECORDED = "recorded"
    RESUMES = "resumes"
    ESCALATE_BY_PLATFORM = "escalate_by_platform"
    CLOSE_NOT_ESCALATED = "close_not_escalated"
    CLOSE_NOT_RATED = "close_not_rated"
    AUTO_ADMIT = "auto_admit_and_alert"
    DEFAULT_TRACK = "default_track"
    ESCALATION = "escalation"
    NEGOTIATION = "negotiation"
    MEDIATION = "mediation"
    DECISION_CHOICE = "decision_choice"
    EVIDENCE = "evidence"
    DECISION = "decision"
    AUTO_ASSIGN_NEXT = "auto_assign_next"
    CLOSE_NO_AGREEMENT = "close_no_agreement"
    CLOSE_RECORD = "close_record"
    COMPLETE_BY_RULE = "complete_by_rule"
    APPOINT_ANOTHER = "appoint_another_and_alert"
    NOT_ACCEPTED = "not_accepted"
    LAPSES = "lapses"
    CLOSE_UNANSWERED = "close_unanswered_offer"
    END_OF_STAY = "end_of_stay"
    LINE_LAPSES = "line_lapses_after_2_notices"
    COUNTS_AS_RECEIVED = "counts_as_received"
    COUNTS_AS_LOST = "counts_as_lost"
    COUNTS_AS_DONE = "counts_as_done"
    NON_COMPLIANT = "non_compliant"
    FAILURE_RECORDED = "failure_recorded"
    JOINED = "joined"

    @property
    def stage(self) -> StageName | None:
        """The stage that follows, where the expiry names one."""
        return _STAGES.get(self.value)


_STAGES = {stage.value: stage for stage in StageName}


class ExtendBy(StrEnum):
    """Who may make a frame longer, and what it takes."""

    RIGHT = "right"
    AGREEMENT = "agreement"
    NEUTRAL = "neutral"
    COMPLEXITY = "complexity"


@dataclass(frozen=True, slots=True)
class Extension:
    """How a frame can become longer: each time by `length`, at most `times`."""

    by: ExtendBy
    length: Length
    times: int
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time that is no frame by itself, and where the number comes from."""

    length: Length
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One time frame: who acts, how long, what its end brings, the plain words, and where the number comes from.

    `abroad` stands in for `limit` where a party who acts lives in another country than the administrator.
    """

    actor: Acts
    limit: Length
    expiry: Expiry
    text: Wording
    source: str
    checked: bool
    extend: tuple[Extension, ...] = ()
    abroad: Term | None = None


@dataclass(frozen=True, slots=True)
class DefaultDecision:
    """That silence decides: what was claimed is granted by rule. `text` says it to both sides, as its reasons.

    `against_consumers`: also where the respondent is a consumer; otherwise such a case is decided on the file.
    """

    against_consumers: bool
    text: Wording
    source: str
    checked: bool


class PauseGround(StrEnum):
    """The closed list of reasons for which time can stand still."""

    PARTIES_AGREE = "parties_agree"
    EXPERT_REPORT = "expert_report"
    CARRIER_TRACE = "carrier_trace"
    EXTERNAL_PROCEEDING = "external_proceeding"
    CONSUMER_UNREACHABLE = "consumer_unreachable"
    REPRESENTATIVE_AWAITED = "representative_awaited"
