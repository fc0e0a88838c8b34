"""What the stories start from: a buyer, a seller, an order of a lamp, a shade and bulbs."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from odr.domain import events as e
from odr.domain import procedure
from odr.domain.calendar import Calendars, Length, Unit, weekends_everywhere
from odr.domain.case import Case, Entry
from odr.domain.entitlement.statute import Law
from odr.domain.evolve import fold, follow
from odr.domain.facts import (
    Address,
    LineKind,
    OrderFacts,
    OrderLine,
    Parcel,
    ParcelLine,
    Payment,
    Shipment,
)
from odr.domain.filing import FileComplaint, file_complaint
from odr.domain.guards import Command
from odr.domain.money import Money
from odr.domain.remedies import Claim, ComplaintType, Remedy, RemedyLine
from odr.domain.roles import Actor, Capacity, HolderKind, Party, Role, SaleRole
from odr.domain.rulebook import Rulebook
from odr.domain.rulebook.choices import Between
from odr.domain.rulebook.terms import Acts, Expiry, Frame, Wording
from odr.domain.shop_order import Customer, ShopOrder
from odr.domain.words import Text
from odr.rulebooks import DEFAULT, all_rulebooks

RULEBOOK = all_rulebooks()[DEFAULT]
FOUR_EYES = replace(
    RULEBOOK,
    id="four-eyes/1",
    second_reading=Frame(
        Acts.SECOND_READER,
        Length(3, Unit.WORKING_DAY),
        Expiry.APPOINT_ANOTHER,
        Wording({"en": "A second neutral reads the decision before it is issued."}),
        "a test",
        checked=False,
    ),
)
"""The default procedure, with a second reader of every decision."""

FILED_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
"""A Monday."""

BUYER = Actor(Role.COMPLAINANT, "buyer")
SELLER = Actor(Role.RESPONDENT, "seller-person")
ADMINISTRATOR = Actor(Role.MARKETPLACE, "admin")
MEDIATOR = Actor(Role.MEDIATOR, "mediator")
DECIDER = Actor(Role.DECIDER, "decider")

BUYER_PARTY = Party(HolderKind.PERSON, "buyer", Capacity.CONSUMER, SaleRole.BUYER, "Europe/Warsaw", "PL")
SELLER_PARTY = Party(HolderKind.ORGANISATION, "holzhaus", Capacity.BUSINESS, SaleRole.SELLER, "Europe/Berlin", "DE")


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def _line(name: str, title: str, quantity: int, price: int) -> OrderLine:
    return OrderLine(
        name, title, LineKind.GOODS, quantity, eur(price), eur(price * quantity), f"{title}, as sold", "0" * 64
    )


ORDER = OrderFacts(
    id="order-1",
    number="A-1001",
    placed_at=FILED_AT - timedelta(days=14),
    currency="EUR",
    lines=(_line("lamp", "Lamp", 1, 8000), _line("shade", "Shade", 1, 2500), _line("bulbs", "Bulbs", 4, 500)),
    payments=(Payment("pay-1", "card", eur(12500), FILED_AT - timedelta(days=14)),),
    shipments=(),
    addresses=(),
    policies=(),
    guarantees=(),
    recipient=Text("Rita Empfang"),
)


SHOP_ORDER = ShopOrder(
    facts=replace(
        ORDER,
        id="41",
        lines=tuple(replace(one, id=f"{number}", listing="") for number, one in enumerate(ORDER.lines, 71)),
        shipments=(
            Shipment("51", "post", (Parcel("51", "TRACK-1", (ParcelLine("71", 1),)),), None, FILED_AT, FILED_AT),
        ),
        addresses=(Address("delivery", "PL", Text("Anna Kowalska, Prosta 1, 00-850 Warszawa")),),
        recipient=None,
    ),
    state="Delivered",
    cancelled=False,
    customer=Customer("anna@example.org", "Anna Kowalska"),
    skus=tuple((f"{number}", one.id) for number, one in enumerate(ORDER.lines, 71)),
    given_back=(("pay-1", eur(100)),),
)
"""The same order as the marketplace's shop knows it: it has ids of its own, and a shipment that was not registered."""


def refund(amount: int, line: str | None = "lamp", remedy: Remedy = Remedy.REFUND_PARTIAL) -> RemedyLine:
    return RemedyLine(remedy, line, 1, eur(amount))


@dataclass(frozen=True, slots=True)
class Sale:
    """Who sold what to whom, where accounts are needed; the ids are those of accounts."""

    buyer: str
    seller: str
    marketplace: str

    def parts(self) -> dict[str, Any]:
        """What a complaint by this buyer changes in the usual one."""
        return {
            "by": Actor(Role.COMPLAINANT, self.buyer),
            "marketplace": self.marketplace,
            "complainant": replace(BUYER_PARTY, holder=self.buyer),
            "respondent": replace(SELLER_PARTY, holder=self.seller),
        }


USUAL = Sale("buyer", "holzhaus", "kiezmarkt")


def complaint(**changes: Any) -> FileComplaint:
    asked = FileComplaint(
        by=BUYER,
        at=FILED_AT,
        case="case-1",
        number="KE-2026-000001-0",
        marketplace="kiezmarkt",
        complainant=BUYER_PARTY,
        respondent=SELLER_PARTY,
        staff_zone="Europe/Berlin",
        language="en",
        order=ORDER,
        claims=(Claim("claim-1", "lamp", 1, ComplaintType.DAMAGED, (refund(8000, remedy=Remedy.REFUND_FULL),)),),
        narrative=Text("The lamp arrived with a crack."),
        contacted_before=True,
        other_proceedings=False,
    )
    return replace(asked, **changes)


BY_THE_SELLER: dict[str, Any] = {
    "by": Actor(Role.COMPLAINANT, "seller-person"),
    "complainant": SELLER_PARTY,
    "respondent": BUYER_PARTY,
    "claims": (Claim("claim-1", "lamp", 1, ComplaintType.RETURN_EMPTY, (refund(8000, remedy=Remedy.DAMAGES),)),),
}
"""What a complaint by the seller changes in the usual one: the parcel that came back was empty."""


@dataclass
class Story:
    """A docket that grows as people act; time passes first, as it does at the clerk's."""

    rulebook: Rulebook = RULEBOOK
    calendars: Calendars = weekends_everywhere
    law: Law | None = None
    entries: list[Entry] = field(default_factory=list)
    case: Case = None  # type: ignore[assignment]
    now: datetime = FILED_AT
    asked: list[Command] = field(default_factory=list)
    """What people asked, in order: to be asked of a clerk again."""

    def file(self, **changes: Any) -> "Story":
        asked = complaint(**{"subject": self.rulebook.applies_to, **changes})
        if self.rulebook.between is Between.BUSINESSES:
            asked = replace(asked, complainant=replace(asked.complainant, capacity=Capacity.BUSINESS))
        self.case = fold(asked.case, [], self.rulebook, self.calendars)
        filed = file_complaint(asked, self.rulebook, self.calendars, self.law)
        self._enter(procedure.enter_in_docket(self.case, filed, asked.by, asked.at))
        return self

    def do(self, kind: Callable[..., Command], by: Actor, /, **asked: Any) -> list[e.Event]:
        """Somebody acts now; the events that follow."""
        self.wait()
        command = kind(by=by, at=self.now, **asked)
        events = procedure.decide(command, self.case)
        self.asked.append(command)
        self._enter(procedure.enter_in_docket(self.case, events, by, self.now))
        return events

    def wait(self, *, until: datetime | None = None, **more: float) -> list[e.Event]:
        """Time goes by; what it brings by itself."""
        self.now = until or self.now + timedelta(**more)
        late = procedure.pass_time(self.case, self.now)
        self._enter(late)
        return [entry.event for entry in late]

    def wait_for(self, clause: str) -> list[e.Event]:
        """Until just after the bound of the open frame under this clause."""
        frame = next(frame for frame in self.case.frames.values() if frame.clause == clause)
        return self.wait(until=frame.due)

    def _enter(self, entries: list[Entry]) -> None:
        self.entries += entries
        self.case = follow(self.case, entries)


def opened(events: list[e.Event]) -> list[e.Stage]:
    """The stages that these events open."""
    return [event.stage for event in events if isinstance(event, e.StageOpened)]
