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


class GuardianDecides(Refused):
    """What binds you is done by an adult who is responsible for you: your parent or guardian. Name your guardian, with
    their e-mail address; they get a link and do this for you. You can still write, hand in files and ask for help."""


class GuardianAwaited(Refused):
    """This side waits for its representative by law, so its silence counts for nothing. Name who that is, or write to
    the side and ask."""


class GuardianStays(Refused):
    """A guardian stays until they lay it down, or until a neutral or the administrator relieves them. Ask one of these;
    or say that you can act for yourself now."""


class NeedsNoGuardian(Refused):
    """This side acts for itself: a business does, and so does who did not say that they need a guardian. To let
    somebody speak for a side, name a representative."""


class OutsideMandate(Refused):
    """Your mandate does not cover what binds the side. Ask whom you represent to do this, or to give you a mandate that
    covers settlements."""
