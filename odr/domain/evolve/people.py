"""From entries to the case: who takes part beside the two sides."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.evolve.folding import Folding
from odr.domain.participants import Representation


def _named(case: Case, entry: Entry, event: e.RepresentativeNamed) -> None:
    case.representations[event.representation] = Representation(
        event.representation, event.side, event.settles, entry.at, event.basis, entry.by
    )


def _joined(case: Case, entry: Entry, event: e.RepresentativeJoined) -> None:
    known = case.representations[event.representation]
    case.representations[event.representation] = replace(known, person=event.person, joined_at=entry.at)


def _ended(case: Case, entry: Entry, event: e.RepresentationEnded) -> None:
    known = case.representations[event.representation]
    case.representations[event.representation] = replace(known, ended=event.how)


def _recipient_invited(case: Case, entry: Entry, event: e.RecipientInvited) -> None:
    case.recipient_invited = True


def _recipient_joined(case: Case, entry: Entry, event: e.RecipientJoined) -> None:
    case.recipient = event.person


def _account_closed(case: Case, entry: Entry, event: e.AccountClosed) -> None:
    case.closed_accounts |= {event.side}


def _account_reopened(case: Case, entry: Entry, event: e.AccountReopened) -> None:
    case.closed_accounts -= {event.side}


PEOPLE: Folding = {
    e.RepresentativeNamed: _named,
    e.RepresentativeJoined: _joined,
    e.RepresentationEnded: _ended,
    e.RecipientInvited: _recipient_invited,
    e.RecipientJoined: _recipient_joined,
    e.AccountClosed: _account_closed,
    e.AccountReopened: _account_reopened,
}
