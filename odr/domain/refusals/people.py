"""Why somebody cannot take part, or not in this way."""

from odr.domain.refusals.asking import Refused


class RepresentedAlready(Refused):
    """Somebody speaks for your side already, or was asked to. End that mandate first, then name somebody else."""


class HasAnotherPart(Refused):
    """You have, or had, another part in this case. Nobody can act in two parts; ask that somebody else be named."""


class NeutralBelongsToYou(Refused):
    """A neutral of this case belongs to your organisation. Tell whoever asked you in that another neutral
    is needed first."""


class PayerDecides(Refused):
    """Money goes back to whoever paid, so the buyer decides about this. Tell them what you would agree to."""


class NoRecipient(Refused):
    """The order names nobody else who was to receive it. To let somebody act for you, name a representative."""


class OutsideMandate(Refused):
    """Your mandate does not cover what binds the side. Ask whom you represent to do this, or to give you a mandate that
    covers settlements."""
