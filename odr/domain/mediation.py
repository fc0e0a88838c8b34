"""The mediator proposes, both sides answer privately; mediation ends."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Proposal, Standing
from odr.domain.conditions import Forbidden, require_allowed
from odr.domain.course import go_to, onward
from odr.domain.events import Ending, Event, Function, How, Stage
from odr.domain.guards import (
    Command,
    Rules,
    require_binding_word,
    require_holder,
    require_payer,
    require_side,
    require_stage,
    require_understood,
    require_words,
)
from odr.domain.lines import check_lines
from odr.domain.recovery import require_left
from odr.domain.remedies import RemedyLine
from odr.domain.roles import Actor, Room, Side, caucus_of
from odr.domain.rulebook import StageName
from odr.domain.settlement import settle
from odr.domain.timeframes import end_clause, open_frame
from odr.domain.words import Text

ANSWER_CLAUSE = "mediation.proposal_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeProposal(Command):
    """The mediator proposes; what is proposed is without prejudice. `forbidden`: as of an offer."""

    proposal: str
    lines: tuple[RemedyLine, ...]
    reasons: Text
    forbidden: Collection[Forbidden] = ()


def may_mediate(by: Actor, case: Case) -> None:
    require_holder(by, Function.MEDIATOR, case)
    require_stage(case, Stage.MEDIATION)


def may_propose(by: Actor, case: Case) -> None:
    """One proposal at a time."""
    may_mediate(by, case)
    if any(one.standing is Standing.OPEN for one in case.proposals.values()):
        raise no.AlreadyDone()


def make_proposal(ask: MakeProposal, case: Case) -> list[Event]:
    may_propose(ask.by, case)
    if not ask.lines:
        raise no.NothingAsked(field="lines")
    check_lines(ask.lines, case)
    require_words(ask.reasons, "A proposal")
    require_allowed(ask.forbidden)
    made = e.ProposalMade(ask.proposal, ask.lines, ask.reasons)
    answer = open_frame(
        case,
        ANSWER_CLAUSE,
        ask.at,
        subject=ask.proposal,
        room=Room.WITHOUT_PREJUDICE,
    )
    return [made, answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerProposal(Command):
    """One side's private answer: only the mediator and the side itself ever see it."""

    proposal: str
    accepts: bool
    understood: bool


def may_answer_proposal(by: Actor, case: Case) -> None:
    side = require_side(by)
    require_stage(case, Stage.MEDIATION)
    if not any(_waits_for(one, side) for one in case.proposals.values()):
        raise no.NothingToAnswer()
    require_payer(by)


def _waits_for(proposal: Proposal, side: Side) -> bool:
    return proposal.standing is Standing.OPEN and proposal.answer_of(side) is None


def answer_proposal(ask: AnswerProposal, case: Case) -> list[Event]:
    """Nothing follows before both answers are in; then a settlement, or only that there was none."""
    side = require_side(ask.by)
    require_stage(case, Stage.MEDIATION)
    proposal = case.proposals.get(ask.proposal)
    if proposal is None:
        raise no.NotFound()
    if proposal.standing is not Standing.OPEN:
        raise no.ProposalNotOpen()
    if proposal.answer_of(side) is not None:
        raise no.AlreadyDone()
    require_payer(ask.by)
    if ask.accepts:
        require_binding_word(ask.by, case)
        require_understood(ask.understood)
        require_left(proposal.lines, case)
    told = case.rulebook.effect.consent.told_before if ask.accepts else ()
    answered = e.ProposalAnswered(proposal.id, side, caucus_of(side), ask.accepts, told)
    return [answered, *_both_answered(proposal, side.other, ask, case)]


def _both_answered(proposal: Proposal, other: Side, ask: AnswerProposal, case: Case) -> list[Event]:
    theirs = proposal.answer_of(other)
    if theirs is None:
        return []
    agreed = ask.accepts and theirs
    if agreed:
        closed = e.ProposalClosed(proposal.id, accepted=True)
        return [closed, *settle(case, proposal.id, proposal.lines, None, ask.at)]
    return [
        e.ProposalClosed(proposal.id, accepted=False),
        *end_clause(case, ANSWER_CLAUSE, Ending.MET, proposal.id),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMediation(Command):
    """The mediator sees no agreement."""


def end_mediation(ask: EndMediation, case: Case) -> list[Event]:
    may_mediate(ask.by, case)
    return mediation_over(case, How.BY_ACT, ask.at)


def mediation_over(case: Case, how: How, start: datetime, then: StageName | None = None) -> list[Event]:
    """Whatever was proposed is over. The case goes on to `then`, or to what comes next in the order."""
    still_open = [one for one in case.proposals.values() if one.standing is Standing.OPEN]
    closed = [e.ProposalClosed(one.id, accepted=False) for one in still_open]
    onto = go_to(case, then, start, how) if then else onward(case, StageName.MEDIATION, start, how)
    return [*closed, e.MediationEnded(how), *onto]


RULES: Rules = {
    MakeProposal: make_proposal,
    AnswerProposal: answer_proposal,
    EndMediation: end_mediation,
}
