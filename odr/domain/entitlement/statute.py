"""The law of some countries as data: lengths and numbers with their source. What is done with them is code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from odr.domain.entitlement.lines import Condition
from odr.domain.facts import Trait
from odr.domain.rulebook.terms import Term, Wording


@dataclass(frozen=True, slots=True)
class Basis:
    """A provision that holds no number."""

    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Conformity:
    """The legal guarantee. After `attempts` that failed the buyer need not wait for another."""

    source: str
    liability: Term
    presumed: Term
    attempts: int


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The right to withdraw, and the things for which there is none."""

    source: str
    period: Term
    exceptions: tuple[Trait, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """When it must arrive if nothing was agreed."""

    source: str
    without_promise: Term


@dataclass(frozen=True, slots=True)
class Statute:
    """The law of the sale as modelled for consumers who live in these countries (ISO 3166-1). No lawyer checked it."""

    id: str
    hash: str
    title: Wording
    modelled_on: str
    languages: tuple[str, ...]
    review_by: date
    countries: tuple[str, ...]
    conformity: Conformity
    withdrawal: Withdrawal
    delivery: Delivery
    freight: Basis
    charges: Basis
    rejection: Term | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """Every version of every statute that is modelled, the words for what they ask, and what is told with it."""

    statutes: tuple[Statute, ...]
    conditions: Mapping[Condition, Wording]
    notice: Wording

    def of(self, country: str) -> Statute | None:
        """The newest law of where the consumer lives (Regulation (EC) 593/2008 Art. 6); None where none is modelled."""
        there = (one for one in self.statutes if country in one.countries)
        return max(there, key=lambda one: int(one.id.partition("/")[2]), default=None)

    def named(self, name: str) -> Statute | None:
        """One version, such as eu/1."""
        return next((one for one in self.statutes if one.id == name), None)
