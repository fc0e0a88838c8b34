"""What a rulebook says of proceedings elsewhere, typed and frozen."""

from dataclasses import dataclass

from odr.domain.rulebook.terms import Term
from odr.domain.vocabulary import ParallelEffect, ParallelKind


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a kind of parallel proceeding does to a case, and where that comes from."""

    does: ParallelEffect
    source: str
    checked: bool


@dataclass(frozen=True, slots=True)
class ParallelRules:
    """Proceedings elsewhere. `bank_time`: within what time a bank commonly wants to be told, from the payment on."""

    chargeback: Elsewhere
    insurer: Elsewhere
    court: Elsewhere
    other_body: Elsewhere
    bank_time: Term

    def of(self, kind: ParallelKind) -> Elsewhere:
        """What the rulebook says of this kind."""
        found: Elsewhere = getattr(self, kind.lower())
        return found
