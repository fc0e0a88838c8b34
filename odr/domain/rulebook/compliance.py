"""How a rulebook has a remedy carried out: in what time, what shows it, and what follows when it is not done."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from odr.domain.remedies import Remedy
from odr.domain.rulebook.choices import Proof, StepIn
from odr.domain.rulebook.terms import Acts, Expiry, Frame, StageName, Term, Wording


@dataclass(frozen=True, slots=True)
class Proofs:
    """What shows that a line was carried out: by the period of its remedy, or as `named` says of the remedy itself."""

    refund: Proof
    replace: Proof
    repair: Proof
    voucher: Proof
    money: Proof
    other: Proof
    named: Mapping[Remedy, Proof] = field(default_factory=dict)

    def of(self, remedy: Remedy) -> Proof:
        """What is asked for this remedy. Goods that come back are about the refund that follows them."""
        period = "refund" if remedy is Remedy.REFUND_ON_RETURN else _PERIODS.get(remedy, "other")
        by_period: Proof = getattr(self, period)
        return self.named.get(remedy, by_period)


@dataclass(frozen=True, slots=True)
class Compliance:
    """Periods for carrying out a remedy, counted from the order (or from the receipt of the return).

    `answer_inspection`: how long the sender can answer what was found on goods that came back.
    `nudge_every`: how often a side can remind the other of a line.
    `nudge_after_percent`: from which share of the other side's time on.
    `step_in`: what the platform does by itself once such a period has passed, for money that is owed.
    """

    return_ship: Frame
    confirm_return: Frame
    confirm_done: Frame
    refund: Frame
    refund_after_return: Frame
    answer_inspection: Frame
    replace: Frame
    repair: Frame
    voucher: Frame
    money: Frame
    other: Frame
    return_lost_after: Term
    nudge_every: Term
    nudge_after_percent: int
    proof: Proofs
    reopen_for_breach: "ReopenForBreach | None" = None
    step_in: StepIn = StepIn.NONE

    @property
    def lost(self) -> Frame:
        """The time without a scan after which a parcel that goes back counts as lost."""
        without = self.return_lost_after
        who, brings = Acts.SERVICE, Expiry.COUNTS_AS_LOST
        return Frame(who, without.length, brings, _LOST, without.source, without.checked)

    def period(self, remedy: Remedy) -> str:
        """The clause of the period for a remedy's first step."""
        return f"compliance.{_PERIODS.get(remedy, 'other')}"


@dataclass(frozen=True, slots=True)
class ReopenForBreach:
    """What was agreed or ordered and not done is reported in time, and the case goes on at a stage. Paid stays paid."""

    report: Frame
    at: StageName


_LOST = Wording(
    {
        "en": "The parcel is on its way. If no carrier scans it for so long, it counts as lost.",
        "de": "Das Paket ist unterwegs. Scannt es so lange kein Transportunternehmen, gilt es als verloren.",
    }
)
_PERIODS = {
    Remedy.REFUND_ON_RETURN: "return_ship",
    Remedy.REFUND_FULL: "refund",
    Remedy.REFUND_PARTIAL: "refund",
    Remedy.REPLACE: "replace",
    Remedy.REPLACE_PLUS_REFUND: "replace",
    Remedy.DELIVER_NOW: "replace",
    Remedy.REPAIR: "repair",
    Remedy.VOUCHER: "voucher",
    Remedy.PRICE_REDUCTION: "money",
    Remedy.PRICE_PROTECTION: "money",
    Remedy.FREIGHT_REIMBURSE: "money",
    Remedy.FREIGHT_INSURANCE: "money",
    Remedy.DAMAGES: "money",
    Remedy.RESTITUTION: "money",
}
