"""Who mediates, decides and reviews, and who appointed and pays them."""

from dataclasses import dataclass

from odr.domain.roles import Role
from odr.domain.vocabulary import Function, How


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
