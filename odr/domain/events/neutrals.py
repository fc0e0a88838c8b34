"""Who mediates, decides and reviews, and who appointed and pays them."""

from dataclasses import dataclass

from odr.domain.roles import Role, Side
from odr.domain.vocabulary import Function, How
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class AppointmentPassedToRule:
    """The administrator did not appoint in time; the rule assigns the next eligible neutral."""

    function: Function


@dataclass(frozen=True, slots=True)
class NeutralAppointed:
    function: Function
    person: str
    appointer: Role
    payer: str
    how: How


@dataclass(frozen=True, slots=True)
class MandateEnded:
    function: Function
    person: str


@dataclass(frozen=True, slots=True)
class CircumstancesDisclosed:
    """A neutral said what could make somebody doubt their independence; None: that there is nothing."""

    function: Function
    person: str
    circumstances: Text | None


@dataclass(frozen=True, slots=True)
class ObjectionMade:
    """A side objects to a neutral."""

    objection: str
    side: Side
    function: Function
    person: str
    reasons: Text


@dataclass(frozen=True, slots=True)
class ObjectionDecided:
    """Sustained, the neutral is replaced; overruled, they stay.

    `clause` names the rule that did it because nobody decided; the `reasons` are its words then.
    """

    objection: str
    sustained: bool
    reasons: Text
    clause: str = ""


@dataclass(frozen=True, slots=True)
class NeutralRecused:
    """The neutral does not serve here any more, of their own accord."""

    function: Function
    person: str
    reasons: Text


@dataclass(frozen=True, slots=True)
class CaseHandedOver:
    """The administrator takes the case from a neutral who is away; the next one gets the file."""

    function: Function
    person: str
    reasons: Text
