"""From entries to the case: carriers, brokers and makers who were asked in."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Entry, ThirdParty, ThirdPartyQuestion, ThirdPartyStatement
from odr.domain.evolve.folding import Folding


def _invited(case: Case, entry: Entry, event: e.ThirdPartyInvited) -> None:
    case.third_parties[event.third] = ThirdParty(
        event.third, event.kind, event.label, event.lines, event.parcels, event.reasons, entry.by, entry.at
    )


def _joined(case: Case, entry: Entry, event: e.ThirdPartyJoined) -> None:
    known = case.third_parties[event.third]
    came = replace(known, person=event.person, belongs_to=event.belongs_to, joined_at=entry.at)
    case.third_parties[event.third] = came


def _ended(case: Case, entry: Entry, event: e.ThirdPartyEnded) -> None:
    case.third_parties[event.third] = replace(case.third_parties[event.third], ended=event.how)


def _asked(case: Case, entry: Entry, event: e.ThirdPartyAsked) -> None:
    case.questions[event.question] = ThirdPartyQuestion(
        event.question, event.third, event.words, event.shown, entry.by, entry.at
    )


def _stated(case: Case, entry: Entry, event: e.ThirdPartyStated) -> None:
    said = ThirdPartyStatement(
        event.statement, event.third, event.number, event.words, event.answers, event.exhibits, entry.by, entry.at
    )
    case.third_statements = (*case.third_statements, said)
    if event.answers is not None:
        case.questions[event.answers] = replace(case.questions[event.answers], answered=True)


def _silent(case: Case, entry: Entry, event: e.ThirdPartySilent) -> None:
    case.questions[event.question] = replace(case.questions[event.question], silent=True)


THIRD_PARTIES: Folding = {
    e.ThirdPartyInvited: _invited,
    e.ThirdPartyJoined: _joined,
    e.ThirdPartyEnded: _ended,
    e.ThirdPartyAsked: _asked,
    e.ThirdPartyStated: _stated,
    e.ThirdPartySilent: _silent,
}
