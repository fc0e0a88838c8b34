"""Whoever was to receive what somebody else paid for takes part on the buyer's side, and sees no payments.

They come by filing the complaint themselves, or because the buyer asks them in: a surprise stays one until then.
"""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import Event
from odr.domain.guards import Command, require_open, require_role
from odr.domain.representing import require_no_other_part
from odr.domain.roles import Actor, Role, SaleRole


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteRecipient(Command):
    """The buyer asks the recipient of the order into the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAsRecipient(Command):
    """The recipient comes."""


def may_invite_recipient(by: Actor, case: Case) -> None:
    """Where the buyer complains; in a seller's complaint the recipient has nothing to answer for.

    Also again, while they did not come: the link sent before opens nothing then.
    """
    require_role(by, Role.COMPLAINANT)
    if case.complainant.sale_role is not SaleRole.BUYER:
        raise no.NotAllowed()
    require_open(case)
    if case.recipient:
        raise no.AlreadyDone()
    if case.order.recipient is None:
        raise no.NoRecipient()


def invite_recipient(ask: InviteRecipient, case: Case) -> list[Event]:
    may_invite_recipient(ask.by, case)
    return [e.RecipientInvited()]


def join_as_recipient(ask: JoinAsRecipient, case: Case) -> list[Event]:
    require_role(ask.by, Role.COMPLAINANT)
    require_open(case)
    if not case.recipient_invited:
        raise no.NotFound()
    if case.recipient:
        raise no.AlreadyDone()
    require_no_other_part(ask.by.person, case)
    return [e.RecipientJoined(ask.by.person)]
