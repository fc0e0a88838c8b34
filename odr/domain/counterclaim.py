"""What the respondent claims in return: from the same sale only, made by the response, answered by the complainant."""

from dataclasses import dataclass, replace

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Counterclaim
from odr.domain.citing import require_citable
from odr.domain.claims import require_claims
from odr.domain.course import close
from odr.domain.events import Ending, Event, Ground, Position, Stage
from odr.domain.guards import (
    TALKING,
    Command,
    require_binding_word,
    require_open,
    require_role,
    require_stage,
    require_words,
)
from odr.domain.remedies import Claim
from odr.domain.roles import Actor, Role, Side
from odr.domain.timeframes import end_clause, open_frame
from odr.domain.words import Text

MAKE = "counterclaim.make"
ANSWER = "counterclaim.answer"
BY_THE_RESPONSE = (Stage.COMPLAINT, Stage.ESCALATION, Stage.INTAKE, Stage.RESPONSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCounterclaim(Command):
    """The respondent claims something in return. Whatever remedy it asks for, the complainant would owe it."""

    counterclaim: str
    claims: tuple[Claim, ...]
    narrative: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCounterclaim(Command):
    """The complainant's answer to it. `exhibits`: what it rests on, by number."""

    position: Position
    statement: Text
    exhibits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCounterclaim(Command):
    """The respondent claims nothing any more."""

    reasons: Text | None = None


def may_make_counterclaim(by: Actor, case: Case) -> None:
    require_role(by, Role.RESPONDENT)
    require_open(case)
    if case.counterclaim is not None:
        raise no.AlreadyDone()
    if case.record_closed:
        raise no.RecordIsClosed()
    _require_time(case)


def _require_time(case: Case) -> None:
    """By the response, or as long as the rulebook gives from then on (rulebook: counterclaim.make)."""
    if case.stage not in BY_THE_RESPONSE and MAKE not in case.frames:
        raise no.NotAtThisStage(stage=case.stage.value)


def make_counterclaim(ask: MakeCounterclaim, case: Case) -> list[Event]:
    """Claims about lines of this order, under the same rules as a complaint; silence on them is no consent."""
    may_make_counterclaim(ask.by, case)
    require_words(ask.narrative, "A counterclaim")
    claims = tuple(_owed_in_return(claim) for claim in ask.claims)
    require_claims(claims, case.respondent, case.order, case.rulebook, case.calendars, ask.at)
    made = e.CounterclaimMade(ask.counterclaim, claims, ask.narrative)
    asks = ANSWER in case.rulebook.clauses
    answer = [open_frame(case, ANSWER, ask.at, actors=(Role.COMPLAINANT,))] if asks else []
    return [made, *end_clause(case, MAKE, Ending.MET), *answer]


def _owed_in_return(claim: Claim) -> Claim:
    return replace(claim, remedies=tuple(replace(one, owed_by=Side.COMPLAINANT) for one in claim.remedies))


def may_answer_counterclaim(by: Actor, case: Case) -> None:
    require_role(by, Role.COMPLAINANT)
    require_stage(case, *TALKING)
    made = _require_standing(case)
    if made.answer is not None:
        raise no.AlreadyDone()
    if case.record_closed:
        raise no.RecordIsClosed()


def answer_counterclaim(ask: AnswerCounterclaim, case: Case) -> list[Event]:
    may_answer_counterclaim(ask.by, case)
    made = _require_standing(case)
    require_words(ask.statement, "An answer")
    if ask.position is e.Position.ACCEPTS:
        require_binding_word(ask.by, case)
    cited = require_citable(ask.exhibits, case, "exhibits")
    answered = e.CounterclaimAnswered(made.id, ask.position, ask.statement, cited)
    return [answered, *end_clause(case, ANSWER, Ending.MET)]


def may_withdraw_counterclaim(by: Actor, case: Case) -> None:
    require_role(by, Role.RESPONDENT)
    require_open(case)
    _require_standing(case)
    require_binding_word(by, case)
    if case.order_stands:
        raise no.NotAtThisStage(stage=case.stage.value)


def withdraw_counterclaim(ask: WithdrawCounterclaim, case: Case) -> list[Event]:
    """The complaint goes on by itself; where it was withdrawn before, nothing is left and the case ends."""
    may_withdraw_counterclaim(ask.by, case)
    withdrawn = e.CounterclaimWithdrawn(_require_standing(case).id, ask.reasons)
    if case.withdrawn is not None:
        return [withdrawn, *close(case, Ground.WITHDRAWN)]
    return [withdrawn, *end_clause(case, ANSWER, Ending.MOOT)]


def _require_standing(case: Case) -> Counterclaim:
    if case.counterclaim is None or not case.counterclaim.stands:
        raise no.NothingToAnswer()
    return case.counterclaim
