"""Similar cases against one trader that are handled together, as one of them knows it: how many, never which."""

from dataclasses import dataclass

from odr.domain.roles import Side
from odr.domain.vocabulary import Leaving
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class BundleProposed:
    """This case is to be handled together with others, so that there are `cases` in all. Either side can object."""

    bundle: str
    cases: int
    reasons: Text


@dataclass(frozen=True, slots=True)
class BundleObjectionMade:
    """A side does not want its case in the bundle. It gives no reasons."""

    bundle: str
    side: Side


@dataclass(frozen=True, slots=True)
class ReleasedFromBundle:
    """Whoever leads or administers the case takes it out of the bundle, and says why."""

    bundle: str
    reasons: Text


@dataclass(frozen=True, slots=True)
class BundleJoined:
    """The time to object is over and nobody did. That is no consent to any outcome."""

    bundle: str


@dataclass(frozen=True, slots=True)
class BundleChanged:
    """Fewer cases are left in the bundle: `cases` in all. Which left, and why, is not this case's to tell."""

    bundle: str
    cases: int


@dataclass(frozen=True, slots=True)
class CaseLeftBundle:
    """From now on the case is handled by itself."""

    bundle: str
    why: Leaving


@dataclass(frozen=True, slots=True)
class DecidedTogether:
    """The decision that follows was given in one text for `cases` cases. Its lines are this case's own."""

    bundle: str
    decision: str
    cases: int


OfBundles = (
    BundleProposed
    | BundleObjectionMade
    | ReleasedFromBundle
    | BundleJoined
    | BundleChanged
    | CaseLeftBundle
    | DecidedTogether
)
