"""What entitlement says: one line per source and remedy. It is stored in entries: add to it, never rename."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from odr.domain.money import Money
from odr.domain.remedies import Remedy
from odr.domain.rulebook.claims import CapOf, Document, Exclusion


class Source(StrEnum):
    """Where a right comes from. Law is not policy: each has lines of its own (procedure: fairness, normative)."""

    STATUTE = "STATUTE"
    PLATFORM_POLICY = "PLATFORM_POLICY"
    SELLER_POLICY = "SELLER_POLICY"
    COMMERCIAL_GUARANTEE = "COMMERCIAL_GUARANTEE"


class Condition(StrEnum):
    """What law and terms ask for, beside the criteria that a rulebook names."""

    CONSUMER_BOUGHT_FROM_TRADER = "CONSUMER_BOUGHT_FROM_TRADER"
    LAW_IS_MODELLED = "LAW_IS_MODELLED"
    WITHIN_LIABILITY_PERIOD = "WITHIN_LIABILITY_PERIOD"
    PRESENT_AT_DELIVERY = "PRESENT_AT_DELIVERY"
    NOT_PUT_RIGHT = "NOT_PUT_RIGHT"
    WITHIN_REJECTION_PERIOD = "WITHIN_REJECTION_PERIOD"
    WITHIN_WITHDRAWAL_PERIOD = "WITHIN_WITHDRAWAL_PERIOD"
    NO_EXCEPTION_APPLIES = "NO_EXCEPTION_APPLIES"
    WHOLE_ORDER = "WHOLE_ORDER"
    NOT_ARRIVED = "NOT_ARRIVED"
    PROMISED_DAY_PASSED = "PROMISED_DAY_PASSED"
    MORE_TIME_GIVEN = "MORE_TIME_GIVEN"
    FREIGHT_NOT_DISCLOSED = "FREIGHT_NOT_DISCLOSED"
    CHARGED_AFTER_CANCELLATION = "CHARGED_AFTER_CANCELLATION"
    WITHIN_POLICY_PERIOD = "WITHIN_POLICY_PERIOD"
    LOWER_PRICE_FOUND = "LOWER_PRICE_FOUND"
    WORDS_APPLY = "WORDS_APPLY"


class State(StrEnum):
    """Whether a criterion is met, as far as the facts tell."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    NOT_KNOWN = "NOT_KNOWN"


class KnownBy(StrEnum):
    """Who says so: the order as it was registered, or one side."""

    ORDER = "ORDER"
    COMPLAINANT = "COMPLAINANT"


class Result(StrEnum):
    """What a line comes to. NOT_UNDER_THIS says nothing of the other lines: it never means that there is no right."""

    GIVEN = "GIVEN"
    DEPENDS = "DEPENDS"
    NOT_UNDER_THIS = "NOT_UNDER_THIS"


@dataclass(frozen=True, slots=True)
class Test:
    """One criterion: by whose word its state is known, or which documents would show it.

    `criterion` names a criterion of the rulebook or a `Condition`.
    """

    criterion: str
    state: State
    known_by: KnownBy | None = None
    shown_by: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The time within which the right can be used. `until` (UTC) is exclusive; None while its start is not known."""

    length: str
    start: datetime | None
    until: datetime | None
    last_day: date | None
    zone: str
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that this line gives, and what it is a share of."""

    amount: Money | None
    of: CapOf
    percent: int
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Excluded:
    """What a policy leaves out, and whether that is so here."""

    exclusion: Exclusion
    applies: State


@dataclass(frozen=True, slots=True)
class EntitlementLine:
    """One remedy from one source for one claim.

    `rule` names what was applied: "eu/1 conformity", "odr-default/1 complaints.DAMAGED", "returns (seller)".
    `amount` is None where there is none, or where only a person can measure it. `charge` names a payment where the
    line concerns one charge alone. `best`: no other line gives this remedy sooner or more.
    """

    claim: str
    source: Source
    rule: str
    basis: str
    checked: bool
    result: Result
    remedy: Remedy | None
    line: str
    quantity: int
    amount: Money | None
    tests: tuple[Test, ...]
    charge: str = ""
    window: Window | None = None
    cap: Limit | None = None
    exclusions: tuple[Excluded, ...] = ()
    best: bool = False
