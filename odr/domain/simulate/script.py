"""Who takes part in a simulated case, who stays silent, and how long the others wait before they act."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from odr.domain.case import Case
from odr.domain.facts import LineKind, OrderFacts, OrderLine, Payment
from odr.domain.filing import FileComplaint
from odr.domain.money import Money
from odr.domain.possible import Action
from odr.domain.remedies import Claim, ComplaintType, Remedy, RemedyLine
from odr.domain.roles import NEUTRALS, Actor, Capacity, HolderKind, Party, Role, SaleRole
from odr.domain.rulebook import Acts, Rulebook
from odr.domain.rulebook.choices import Between
from odr.domain.timeframes import actors_of
from odr.domain.vocabulary import Function
from odr.domain.words import Text

PLAYERS = (
    Acts.COMPLAINANT,
    Acts.RESPONDENT,
    Acts.ADMINISTRATOR,
    Acts.MEDIATOR,
    Acts.DECIDER,
    Acts.SECOND_READER,
)
"""Who can be silent or act in a script. At the same instant the earlier of them acts first."""


class Line(NamedTuple):
    """One act that the script names."""

    player: Acts
    action: Action


@dataclass(frozen=True, slots=True)
class Script:
    """What everybody does. Whoever is not mentioned takes the next step at once, as soon as it is possible.

    `after` says how long a player waits before each step. `named` adds acts that nobody takes by themselves, such as
    an offer, with how long after they first were possible; those who are `silent` do only what is named.
    """

    silent: frozenset[Acts] = frozenset()
    after: Mapping[Acts, timedelta] = field(default_factory=dict)
    named: Mapping[Line, timedelta] = field(default_factory=dict)


BUYER = Party(HolderKind.PERSON, "buyer", Capacity.CONSUMER, SaleRole.BUYER, "Europe/Berlin", "DE")
SELLER = Party(HolderKind.PERSON, "seller", Capacity.BUSINESS, SaleRole.SELLER, "Europe/Berlin", "DE")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where everybody lives: whose midnight ends a day, and whose public holidays count."""

    complainant: Party = BUYER
    respondent: Party = SELLER
    staff_zone: str = "Europe/Berlin"
    staff_place: str = "DE"


PRICE = Money(10_000, "EUR")
REMEDY = RemedyLine(Remedy.REFUND_PARTIAL, "thing", 1, PRICE)
"""What is asked, offered, proposed and decided: the price back."""
WORDS = Text("Said in a simulation.")


def complaint(setting: Setting, at: datetime, rulebook: Rulebook) -> FileComplaint:
    """One thing for 100.00 EUR arrived damaged; its buyer asks for the price. A business where the rules want one.

    The subject is the one that the rulebook is made for: a simulation shows the times, whatever they are about.
    """
    only = {Between.BUSINESSES: Capacity.BUSINESS}
    buyer = replace(setting.complainant, capacity=only.get(rulebook.between, setting.complainant.capacity))
    thing = OrderLine("thing", "Thing", LineKind.GOODS, 1, PRICE, PRICE, "Thing, as sold", "0" * 64)
    order = OrderFacts(
        "order", "1", at, PRICE.currency, (thing,), (Payment("paid", "card", PRICE, at),), (), (), (), ()
    )
    return FileComplaint(
        by=Actor(Role.COMPLAINANT, buyer.holder),
        at=at,
        case="simulated",
        number="simulated",
        marketplace="marketplace",
        complainant=buyer,
        respondent=setting.respondent,
        staff_zone=setting.staff_zone,
        staff_place=setting.staff_place,
        language="en",
        order=order,
        claims=(Claim("claim", "thing", 1, ComplaintType.DAMAGED, (REMEDY,)),),
        narrative=WORDS,
        contacted_before=True,
        other_proceedings=False,
        subject=rulebook.applies_to,
    )


def actor_of(player: Acts, case: Case) -> Actor | None:
    """Who plays this part in the case now; nobody while no neutral is appointed."""
    role = actors_of(player, case)[0]
    if role in NEUTRALS:
        holder = case.neutral(Function(role.value))
        return Actor(role, holder.person) if holder else None
    return Actor(role, case.party(role.side).holder if role.side else "staff")
