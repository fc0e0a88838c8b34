"""Procedure as data: a rulebook is read from TOML into frozen values. Unknown and missing keys are refused."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cached_property
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from odr.domain.calendar import Length, read_length
from odr.domain.remedies import Remedy


class RulebookRefused(Exception):
    """A rulebook that cannot be used: says the place, what is wrong there and what is allowed."""


class Acts(StrEnum):
    """Who must act before a frame ends."""

    COMPLAINANT = "complainant"
    RESPONDENT = "respondent"
    PARTIES = "parties"
    CONSUMER = "consumer"
    ADMINISTRATOR = "administrator"
    MEDIATOR = "mediator"
    DECIDER = "decider"
    ANY_PARTY = "any_party"
    WHOEVER_OWES = "whoever_owes_the_step"


class Expiry(StrEnum):
    """What the end of a frame brings by itself. None of these is a consent."""

    RECORDED = "recorded"
    ESCALATE_BY_PLATFORM = "escalate_by_platform"
    CLOSE_NOT_ESCALATED = "close_not_escalated"
    AUTO_ADMIT = "auto_admit_and_alert"
    DEFAULT_TRACK = "default_track"
    MEDIATION = "mediation"
    AUTO_ASSIGN_NEXT = "auto_assign_next"
    DECISION_CHOICE = "decision_choice"
    CLOSE_NO_AGREEMENT = "close_no_agreement"
    CLOSE_RECORD = "close_record"
    COMPLETE_BY_RULE = "complete_by_rule"
    APPOINT_ANOTHER = "appoint_another_and_alert"
    NOT_ACCEPTED = "not_accepted"
    LAPSES = "lapses"
    END_OF_STAY = "end_of_stay"
    LINE_LAPSES = "line_lapses_after_2_notices"
    COUNTS_AS_RECEIVED = "counts_as_received"
    NON_COMPLIANT = "non_compliant"


class DecisionEffect(StrEnum):
    """What a decision does. A record proves; what binds is this effect and the consents recorded."""

    BINDING_IF_CONSUMER_ACCEPTS = "binding_on_trader_if_consumer_accepts"
    RECOMMENDATION = "recommendation"
    CONTRACTUAL = "contractual"
    ARBITRATION = "arbitration"


class WhileReviewIsOpen(StrEnum):
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class Frame:
    """One time frame: who acts, how long, what its end brings, the plain words, and where the number comes from."""

    actor: Acts
    limit: Length
    expiry: Expiry
    text: str
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Effect:
    settlement: str
    decision: DecisionEffect
    told_before: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Execution:
    while_review_is_open: WhileReviewIsOpen


@dataclass(frozen=True, slots=True)
class Complaint:
    acknowledge: Frame
    answer: Frame


@dataclass(frozen=True, slots=True)
class Intake:
    admit: Frame
    refuse_only_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Negotiation:
    agree: Frame
    offer_answer: Frame
    early_exit_after: Length


@dataclass(frozen=True, slots=True)
class Mediation:
    agree: Frame
    proposal_answer: Frame


@dataclass(frozen=True, slots=True)
class Evidence:
    collect: Frame
    reply: Frame


@dataclass(frozen=True, slots=True)
class Compliance:
    """Periods for carrying out a remedy, counted from the order (or from the receipt of the return)."""

    return_ship: Frame
    confirm_return: Frame
    refund: Frame
    refund_after_return: Frame
    replace: Frame
    repair: Frame
    voucher: Frame
    money: Frame
    other: Frame

    def period(self, remedy: Remedy) -> Frame:
        match remedy:
            case Remedy.REFUND_ON_RETURN:
                return self.return_ship
            case Remedy.REFUND_FULL | Remedy.REFUND_PARTIAL:
                return self.refund
            case Remedy.REPLACE | Remedy.REPLACE_PLUS_REFUND | Remedy.DELIVER_NOW:
                return self.replace
            case Remedy.REPAIR:
                return self.repair
            case Remedy.VOUCHER:
                return self.voucher
            case Remedy.PRICE_REDUCTION | Remedy.PRICE_PROTECTION | Remedy.FREIGHT_REIMBURSE | Remedy.DAMAGES:
                return self.money
            case _:
                return self.other


@dataclass(frozen=True)
class Rulebook:
    """One version of a procedure, pinned by every case that opens under it."""

    id: str
    title: str
    languages: tuple[str, ...]
    costs: str
    effect: Effect
    execution: Execution
    reminders: tuple[str, ...]
    complaint: Complaint
    escalation: Frame
    intake: Intake
    response: Frame
    negotiation: Negotiation
    appointment: Frame
    mediation: Mediation
    decision_choice: Frame
    evidence: Evidence
    file_complete: Frame
    decision: Frame
    acceptance: Frame
    review: Frame
    overall_cap: Frame
    compliance: Compliance
    hash: str = ""

    @cached_property
    def clauses(self) -> Mapping[str, Frame]:
        """Every frame by its clause: "complaint.answer", "decision", "compliance.refund"."""
        found: dict[str, Frame] = {}
        for part in fields(self):
            value = getattr(self, part.name)
            if isinstance(value, Frame):
                found[part.name] = value
            elif is_dataclass(value):
                found |= {
                    f"{part.name}.{inner.name}": getattr(value, inner.name)
                    for inner in fields(value)
                    if isinstance(getattr(value, inner.name), Frame)
                }
        return found


def read(source: bytes) -> Rulebook:
    """Read one rulebook; its hash is the SHA-256 of the file's bytes. Raises RulebookRefused."""
    try:
        table = tomllib.loads(source.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise RulebookRefused(f"The rulebook is not valid TOML: {problem}") from problem
    if "hash" in table:
        raise RulebookRefused("hash: not a key of the file; it is computed from the file's bytes")
    table["hash"] = hashlib.sha256(source).hexdigest()
    rulebook: Rulebook = _record(Rulebook, table, "rulebook")
    return rulebook


def _record(cls: type[Any], table: object, place: str) -> Any:
    if not isinstance(table, dict):
        raise RulebookRefused(f"{place}: a table is expected here")
    hints = get_type_hints(cls)
    known = {field.name: field for field in fields(cls)}
    _refuse_keys(place, set(table) - set(known), "unknown", known)
    missing = {name for name, field in known.items() if name not in table and field.default is MISSING}
    _refuse_keys(place, missing, "missing", known)
    return cls(**{name: _value(hints[name], value, f"{place}.{name}") for name, value in table.items()})


def _refuse_keys(place: str, keys: set[str], what: str, known: Mapping[str, object]) -> None:
    if keys:
        raise RulebookRefused(f"{place}: {what} {', '.join(sorted(keys))}; allowed are {', '.join(sorted(known))}")


def _value(kind: Any, value: Any, place: str) -> Any:
    if is_dataclass(kind) and kind is not Length:
        return _record(kind, value, place)  # type: ignore[arg-type]
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise RulebookRefused(f"{place}: a list is expected here")
        return tuple(_value(get_args(kind)[0], item, f"{place}[{i}]") for i, item in enumerate(value))
    if isinstance(kind, UnionType):
        return _value(get_args(kind)[0], value, place)
    return _scalar(kind, value, place)


def _scalar(kind: Any, value: Any, place: str) -> Any:
    try:
        if kind is Length:
            return read_length(value)
        if issubclass(kind, StrEnum):
            return kind(value)
    except (ValueError, TypeError) as problem:
        allowed = f"; allowed are {', '.join(kind)}" if kind is not Length else ""
        raise RulebookRefused(f"{place}: {problem}{allowed}") from problem
    if type(value) is not kind:
        raise RulebookRefused(f"{place}: expected {kind.__name__}, found {value!r}")
    return value
