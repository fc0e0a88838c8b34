"""Why a case cannot be handled together with others, or not in this way."""

from odr.domain.refusals.asking import Refused


class BundleNotProvided(Refused):
    """The rulebook of this case provides no bundles. Handle the case by itself, and leave it out."""

    field = "cases"


class NotAlike(Refused):
    """Cases are handled together where trader, marketplace, rulebook and kind of complaint are the same, and each is
    about another order. Leave this one out."""

    field = "cases"


class BundledAlready(Refused):
    """This case is in a bundle already. Leave it out, or release it there first."""

    field = "cases"


class WasObjected(Refused):
    """A side of this case objected to a bundle, so it is handled by itself. Leave it out."""

    field = "cases"


class InBundle(Refused):
    """This case is decided together with others. Decide the bundle, or first release this case from it and say why."""


class NotJoined(Refused):
    """The sides of this case can still object to the bundle. Decide when that time is over, or release the case."""

    field = "cases"
