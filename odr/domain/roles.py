"""Who stands where: sides, capacities, roles in a case, and the rooms in which something is said."""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Rules test sides, never buyer or seller."""

    COMPLAINANT = "COMPLAINANT"
    RESPONDENT = "RESPONDENT"

    @property
    def other(self) -> "Side":
        return Side.RESPONDENT if self is Side.COMPLAINANT else Side.COMPLAINANT


class Role(StrEnum):
    """As whom somebody reads or acts. The two sides' several people share their side's sight."""

    COMPLAINANT = "COMPLAINANT"
    RESPONDENT = "RESPONDENT"
    RECIPIENT = "RECIPIENT"
    MEDIATOR = "MEDIATOR"
    DECIDER = "DECIDER"
    SECOND_READER = "SECOND_READER"
    REVIEWER = "REVIEWER"
    THIRD_PARTY = "THIRD_PARTY"
    MARKETPLACE = "MARKETPLACE"
    REGISTRAR = "REGISTRAR"
    REGULATOR = "REGULATOR"
    TRUST_AND_SAFETY = "TRUST_AND_SAFETY"
    OPERATOR = "OPERATOR"
    SYSTEM = "SYSTEM"

    @property
    def acts_as(self) -> "Role":
        """As whom the rules take what this role does: the recipient takes part on the buyer's side, who complains."""
        return Role.COMPLAINANT if self is Role.RECIPIENT else self

    @property
    def side(self) -> Side | None:
        return _SIDES.get(self)


_SIDES = {
    Role.COMPLAINANT: Side.COMPLAINANT,
    Role.RECIPIENT: Side.COMPLAINANT,
    Role.RESPONDENT: Side.RESPONDENT,
}

PARTIES = frozenset({Role.COMPLAINANT, Role.RESPONDENT})
ADMINISTRATORS = frozenset({Role.MARKETPLACE, Role.REGISTRAR})
NEUTRALS = frozenset({Role.MEDIATOR, Role.DECIDER, Role.SECOND_READER, Role.REVIEWER})


class Capacity(StrEnum):
    CONSUMER = "CONSUMER"
    BUSINESS = "BUSINESS"
    PRIVATE = "PRIVATE"


class SaleRole(StrEnum):
    """The participant's part in the sale."""

    BUYER = "BUYER"
    SELLER = "SELLER"
    MARKETPLACE = "MARKETPLACE"


class HolderKind(StrEnum):
    PERSON = "PERSON"
    ORGANISATION = "ORGANISATION"
    MARKETPLACE = "MARKETPLACE"


class Room(StrEnum):
    """Where an entry is said, and so who hears it: one column set of the audience table."""

    SHARED = "SHARED"
    OPEN = "OPEN"
    WITHOUT_PREJUDICE = "WITHOUT_PREJUDICE"
    CAUCUS_COMPLAINANT = "CAUCUS_COMPLAINANT"
    CAUCUS_RESPONDENT = "CAUCUS_RESPONDENT"
    OWN_COMPLAINANT = "OWN_COMPLAINANT"
    OWN_RESPONDENT = "OWN_RESPONDENT"
    NEEDS_COMPLAINANT = "NEEDS_COMPLAINANT"
    NEEDS_RESPONDENT = "NEEDS_RESPONDENT"
    CONFIDENTIAL_COMPLAINANT = "CONFIDENTIAL_COMPLAINANT"
    CONFIDENTIAL_RESPONDENT = "CONFIDENTIAL_RESPONDENT"
    DRAFT = "DRAFT"
    OWN_THIRD_PARTY = "OWN_THIRD_PARTY"


def caucus_of(side: Side) -> Room:
    """The private room of one side and the mediator."""
    return Room.CAUCUS_COMPLAINANT if side is Side.COMPLAINANT else Room.CAUCUS_RESPONDENT


def own_room(side: Side) -> Room:
    """What only the side itself sees, such as an exhibit not yet disclosed."""
    return Room.OWN_COMPLAINANT if side is Side.COMPLAINANT else Room.OWN_RESPONDENT


def confidential_room(side: Side) -> Room:
    """What a side claims to be confidential: itself, and the neutrals who decide."""
    return Room.CONFIDENTIAL_COMPLAINANT if side is Side.COMPLAINANT else Room.CONFIDENTIAL_RESPONDENT


def drafts_of(role: Role) -> Room:
    """Where somebody keeps what they handed in and did not disclose yet."""
    side = role.side
    return own_room(side) if side else Room.OWN_THIRD_PARTY


def needs_room(side: Side) -> Room:
    """What a side and those who conduct the case see: what it needs to take part."""
    return Room.NEEDS_COMPLAINANT if side is Side.COMPLAINANT else Room.NEEDS_RESPONDENT


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the role in this case, and the person (empty for the service itself)."""

    role: Role
    person: str = ""


SERVICE = Actor(Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class Concern:
    """Which third party reads, and what of the order is its business: lines, parcels, or all when neither is named."""

    third: str
    lines: tuple[str, ...] = ()
    parcels: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        return not self.lines and not self.parcels


Seat = Role | Concern
"""Whose sight of a case is meant. People of one role share it, but for third parties: each has a sight of its own."""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the case. `holder` is a person, an organisation or a marketplace; names live in accounts."""

    holder_kind: HolderKind
    holder: str
    capacity: Capacity
    sale_role: SaleRole
    zone: str
    country: str
    region: str = ""

    @property
    def place(self) -> str:
        """Whose public holidays count: "DE", or "DE-BY" where the region is known (ISO 3166)."""
        return f"{self.country}-{self.region}" if self.region else self.country


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who stands at the door of a case, before it is known what their role in it is."""

    person: str
    organisations: frozenset[str] = frozenset()
    marketplaces: frozenset[str] = frozenset()
    registrar: bool = False
    closed: frozenset[str] = frozenset()
    """Organisations whose account is closed: their people read, and do nothing."""
