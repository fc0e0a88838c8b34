"""The account of a side is closed, or open again: told to everybody in its cases, which go on by their dates.

Whose account is closed can do nothing in a case; silence then brings what the rulebook says of it. What was agreed or
decided is still owed. Why the account was closed, and by whom, is for its holder and stands in no docket.
"""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import Event
from odr.domain.guards import Command, require_role
from odr.domain.roles import Role, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAccount(Command):
    """The account of this side was closed, or is open again."""

    side: Side
    closed: bool


def record_account(ask: RecordAccount, case: Case) -> list[Event]:
    """Told once each time, and not where nothing can be done in the case any more."""
    require_role(ask.by, Role.SYSTEM)
    if case.is_over:
        raise no.CaseIsClosed()
    if (ask.side in case.closed_accounts) is ask.closed:
        raise no.AlreadyDone()
    return [e.AccountClosed(ask.side) if ask.closed else e.AccountReopened(ask.side)]
