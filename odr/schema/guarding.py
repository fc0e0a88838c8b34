"""Who cannot bind themselves alone: that a side says so, who acts for it by law, and when that is over."""

import strawberry

from odr.accounts import invitations
from odr.accounts.invitations import Part
from odr.accounts.refusals import EmailNotValid, Throttled
from odr.domain import guarding
from odr.domain import refusals as no
from odr.domain.words import Text
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform, person_asking
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.representing import require_mails_left
from odr.schema.typed import prose
from odr.schema.vocabulary import Side
from odr.schema.vocabulary_people import Guardianship

SIDE = "Which side is meant; leave it out for your own."


@strawberry.input(description="Say that a side cannot bind itself alone.")
class RequireGuardianInput(CaseInput):
    """Input of `requireGuardian`."""

    ground: Guardianship = strawberry.field(description="On which ground. No date of birth is asked for.")
    side: Side | None = strawberry.field(default=None, description=SIDE)


@payload(*ACT, no.NeedsNoGuardian)
class RequireGuardianPayload(CasePayload):
    """The case."""


@mutation
def require_guardian(ctx: Context, input: RequireGuardianInput) -> RequireGuardianPayload:
    """Say that your side is under age or under guardianship. The neutral at work or the administrator can say it too.

    From then on a parent or guardian does what binds the side; it still files, writes and hands in files itself. What
    waits for this side alone stands still until the guardian comes, as far as the rulebook lets it. Everybody sees that
    the side acts through a representative by law; the ground is for its own people and the neutrals only.
    """
    done = perform(ctx, input, guarding.RequireGuardian, ground=input.ground, side=input.side)
    return RequireGuardianPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Name the parent or guardian who acts for a side.")
class NameGuardianInput(CaseInput):
    """Input of `nameGuardian`."""

    email: str = strawberry.field(description="Where the one-time link goes. It does not stand in the case.")
    side: Side | None = strawberry.field(default=None, description=SIDE)


@payload(*ACT, no.NeedsNoGuardian, no.RepresentedAlready, EmailNotValid, Throttled)
class NameGuardianPayload(CasePayload):
    """The case."""


@mutation
def name_guardian(ctx: Context, input: NameGuardianInput) -> NameGuardianPayload:
    """Ask a parent or guardian to act for a side. With the link they see what it sees, and do what binds it.

    Named again before somebody came, a new link goes out and the one before opens nothing. The neutral at work and the
    administrator can name one too. Who the guardian is, only the side's own people and the neutrals see.
    """
    who, made = person_asking(ctx), new_id()
    require_mails_left(ctx, input, input.email, guarding.may_name_guardian)
    done = perform(ctx, input, guarding.NameGuardian, made=made, representation=made, side=input.side)
    with ctx.store.write() as conn:
        part = Part(ids.local(input.case, "Case"), done.subject)
        invitations.invite(conn, part, input.email, who.language, ctx.received_at)
    return NameGuardianPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="End the part of a guardian.")
class RelieveGuardianInput(CaseInput):
    """Input of `relieveGuardian`."""

    side: Side = strawberry.field(description="Whose guardian.")
    reasons: str = prose(description="Why. The side's own people and the neutrals read it.")


@payload(*ACT, no.NothingToAnswer, no.ReasonsMissing)
class RelieveGuardianPayload(CasePayload):
    """The case."""


@mutation
def relieve_guardian(ctx: Context, input: RelieveGuardianInput) -> RelieveGuardianPayload:
    """End a guardian's part for a reason, such as a conflict of interest. For the neutral at work and administrators.

    What was done by them stands. The side waits for another guardian. A guardian lays their part down by
    `endRepresentation`; the side they act for cannot end it.
    """
    said = Text(input.reasons)
    done = perform(ctx, input, guarding.RelieveGuardian, side=input.side, reasons=said)
    return RelieveGuardianPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Say that you can bind yourself now.")
class ClaimCapacityInput(CaseInput):
    """Input of `claimCapacity`."""


@payload(*ACT)
class ClaimCapacityPayload(CasePayload):
    """The case."""


@mutation
def claim_capacity(ctx: Context, input: ClaimCapacityInput) -> ClaimCapacityPayload:
    """Say that your side acts for itself now: you came of age, or the guardianship is over. Somebody confirms it."""
    done = perform(ctx, input, guarding.ClaimCapacity)
    return ClaimCapacityPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Confirm that a side can bind itself now.")
class ConfirmCapacityInput(CaseInput):
    """Input of `confirmCapacity`."""

    side: Side = strawberry.field(description="Which side.")


@payload(*ACT, no.NothingToAnswer)
class ConfirmCapacityPayload(CasePayload):
    """The case."""


@mutation
def confirm_capacity(ctx: Context, input: ConfirmCapacityInput) -> ConfirmCapacityPayload:
    """Confirm that a side can act for itself, as it said. For the neutral at work and administrators.

    The guardian's part is over with it; what they did stands.
    """
    done = perform(ctx, input, guarding.ConfirmCapacity, side=input.side)
    return ConfirmCapacityPayload(case=done.case, replayed=done.replayed)
