"""The complainant chooses a decision; the record closes; the decider decides; the consumer accepts or not."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain import fund
from odr.domain import refusals as no
from odr.domain.calendar import local_day
from odr.domain.case import Case
from odr.domain.citing import require_citable
from odr.domain.course import close, enter, onward, wind_up
from odr.domain.events import Event, Function, Ground, How, Outcome, Stage
from odr.domain.executing import carry_out, follows, meanwhile
from odr.domain.guards import (
    Command,
    require_binding_word,
    require_holder,
    require_role,
    require_stage,
    require_understood,
    require_words,
    when_days_are_over,
)
from odr.domain.lines import check_lines
from odr.domain.objecting import require_no_objection
from odr.domain.outcomes import require_outcomes, require_set_off
from odr.domain.producing import requests_end
from odr.domain.remedies import RemedyLine
from odr.domain.roles import Actor, Role, Room
from odr.domain.rulebook import ConsentTime, StageName
from odr.domain.third_parties import questions_end
from odr.domain.timeframes import consumer_side, open_frame
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDecision(Command):
    """Mediation brought no agreement; the complainant asks for a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgoDecision(Command):
    """The complainant does not want a decision; the case closes without an agreement."""


def may_choose(by: Actor, case: Case) -> None:
    """Whoever's claims stand."""
    require_role(by, *case.claimants)
    require_stage(case, Stage.DECISION_CHOICE)


def may_forgo(by: Actor, case: Case) -> None:
    """Nobody ends by that what the other side claims."""
    may_choose(by, case)
    require_binding_word(by, case)
    if case.claimants != (by.role.acts_as,):
        raise no.OthersClaim()


def forgo_decision(ask: ForgoDecision, case: Case) -> list[Event]:
    may_forgo(ask.by, case)
    return [e.DecisionForgone(), *close(case, Ground.NO_AGREEMENT)]


def evidence_over(case: Case, start: datetime) -> list[Event]:
    """What was disclosed at this stage may still be answered; then the record closes.

    Who sees no exhibits does not learn from this frame that there are any.
    """
    new = [number for number, at in case.citable.items() if at >= case.stages[Stage.EVIDENCE]]
    replies = new and "evidence.reply" in case.rulebook.clauses
    return [open_frame(case, "evidence.reply", start, room=Room.OPEN)] if replies else record_closes(case, start)


def record_closes(case: Case, start: datetime) -> list[Event]:
    over = [*requests_end(case, start), *questions_end(case, start)]
    return [*over, e.RecordClosed(), *onward(case, StageName.EVIDENCE, start, How.BY_RULE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteFile(Command):
    """The decider confirms that the file is complete; the overall cap starts here (ADR 8(e), as modelled)."""


def may_complete_file(by: Actor, case: Case) -> None:
    require_holder(by, Function.DECIDER, case)
    require_stage(case, Stage.FILE_COMPLETE)


def complete_file(ask: CompleteFile, case: Case) -> list[Event]:
    may_complete_file(ask.by, case)
    return file_completes(case, How.BY_ACT, ask.at)


def file_completes(case: Case, how: How, start: datetime) -> list[Event]:
    begins = case.rulebook.overall_cap and "overall_cap" not in case.frames and case.file_completed_at is None
    cap = [open_frame(case, "overall_cap", start)] if begins else []
    return [e.FileCompleted(how), *onward(case, StageName.FILE_COMPLETE, start, how), *cap]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Issues, findings, the exhibits they rest on, the rule applied, and what is ordered. Exhibits by number."""

    decision: str
    outcome: Outcome | None
    issues: tuple[e.Issue, ...]
    lines: tuple[RemedyLine, ...]
    reasons: Text
    counterclaim: Outcome | None = None
    set_off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding(Command):
    """The decider decides: of the complaint, unless it was withdrawn, and of the `counterclaim`, where one stands.

    `set_off`: what both sides owe in money is set off; the lines stay.
    """

    outcome: Outcome | None
    issues: tuple[e.Issue, ...]
    lines: tuple[RemedyLine, ...]
    reasons: Text
    counterclaim: Outcome | None = None
    set_off: bool = False

    def ruling(self, decision: str) -> Ruling:
        """What is decided, under the id of the decision."""
        return Ruling(
            decision=decision,
            outcome=self.outcome,
            issues=self.issues,
            lines=self.lines,
            reasons=self.reasons,
            counterclaim=self.counterclaim,
            set_off=self.set_off,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDecision(Deciding):
    """It is issued to both sides."""

    decision: str


def may_decide(by: Actor, case: Case) -> None:
    require_may_decide(by, case)
    if case.rulebook.second_reading is not None:
        raise no.SecondReaderFirst()
    if case.bundled is not None:
        raise no.InBundle()


def require_may_decide(by: Actor, case: Case) -> None:
    require_holder(by, Function.DECIDER, case)
    require_stage(case, Stage.DECISION)
    require_no_objection(case)


def issue_decision(ask: IssueDecision, case: Case) -> list[Event]:
    """No decision rests on what a party could not see and answer: only disclosed exhibits can be cited."""
    may_decide(ask.by, case)
    return decided(ask.ruling(ask.decision), case, ask.at)


def decided(ruling: Ruling, case: Case, at: datetime) -> list[Event]:
    """The decision, and what it brings."""
    return [issued(ruling, case), *wind_up(case), *follows(case, ruling.decision, ruling.lines, at)]


def require_holds(ask: Ruling, case: Case) -> None:
    """Structure, evidence and lines. What was paid before counts."""
    _require_structure(ask)
    require_outcomes(ask.outcome, ask.counterclaim, ask.lines, case)
    if ask.set_off:
        require_set_off(ask.lines)
    _require_exhibits(ask, case)
    _require_inferences(ask, case)
    check_lines(ask.lines, fund.beside_what_it_paid(case))


def issued(ask: Ruling, case: Case) -> Event:
    require_holds(ask, case)
    return e.DecisionIssued(
        ask.decision,
        ask.outcome,
        ask.issues,
        ask.lines,
        ask.reasons,
        case.rulebook.effect.decision,
        ask.counterclaim,
        ask.set_off,
    )


def _require_structure(ask: Ruling) -> None:
    require_words(ask.reasons, "A decision")
    if not ask.issues:
        raise no.ReasonsMissing(what="A decision names at least one issue and", field="issues")
    for issue in ask.issues:
        require_words(issue.question, "Each issue")
        require_words(issue.finding, "Each finding")
        if not issue.rule.strip():
            raise no.ReasonsMissing(what="Each finding names the rule it applies and", field="rule")


def _require_exhibits(ask: Ruling, case: Case) -> None:
    for number in require_citable(tuple(number for issue in ask.issues for number in issue.exhibits), case):
        if number in _unanswerable(case):
            raise no.ExhibitNotAnswerable(exhibit=number)


def _unanswerable(case: Case) -> frozenset[str]:
    """What was disclosed when only the last answers were still possible: the other side could not answer it."""
    replies = [frame.facts.start for frame in case.past_frames if frame.clause == "evidence.reply"]
    collected = case.stages.get(Stage.EVIDENCE)
    since = max(replies, default=None)
    if since is None or collected is None or since < collected:
        return frozenset()
    return frozenset(number for number, at in case.citable.items() if at >= since)


def _require_inferences(ask: Ruling, case: Case) -> None:
    """Only a production order that was refused or not answered may count against a side."""
    for request in (request for issue in ask.issues for request in issue.inferences):
        found = case.requests.get(request)
        if found is None or not found.may_count_against:
            raise no.NothingToInfer()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptDecision(Command):
    understood: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectDecision(Command):
    """The consumer does not accept, which binds as well: what was decided for them is gone.

    Nothing is ordered, and the way to a court stays open.
    """


def may_answer_decision(by: Actor, case: Case) -> None:
    require_role(by, Role(consumer_side(case).value))
    require_stage(case, Stage.ACCEPTANCE)
    require_binding_word(by, case)


def accept_from(case: Case) -> datetime | None:
    """When the time to think is over (rulebook: effect.consent.reflection, from the decision)."""
    consent = case.rulebook.effect.consent
    if case.decision is None or consent.consumer is ConsentTime.NOT_NEEDED:
        return None
    return when_days_are_over(case.decision.at, consent.reflection.length, case.party(consumer_side(case)).zone)


def require_reflected(at: datetime, case: Case) -> None:
    free = accept_from(case)
    if free is not None and at < free:
        raise no.StillReflecting(day=local_day(free, case.party(consumer_side(case)).zone))


def accept_decision(ask: AcceptDecision, case: Case) -> list[Event]:
    """The order waits while a review can still be asked for; without one, or when its time is over, it follows."""
    may_answer_decision(ask.by, case)
    require_reflected(ask.at, case)
    require_understood(ask.understood)
    accepted = e.DecisionAccepted(consumer_side(case), case.rulebook.effect.consent.told_before)
    final = "review.ask" not in case.frames
    if case.decision is None or not (final or meanwhile(case.decision.ordered, case)[0]):
        return [accepted, *enter(case, Stage.STAY, ask.at)]
    return [accepted, *carry_out(case, case.decision, ask.at, final=final)]


def reject_decision(ask: RejectDecision, case: Case) -> list[Event]:
    may_answer_decision(ask.by, case)
    return decision_not_accepted(case, How.BY_ACT)


def decision_not_accepted(case: Case, how: How) -> list[Event]:
    """Silence is no acceptance either."""
    return [e.DecisionNotAccepted(consumer_side(case), how), *close(case, Ground.DECIDED, how)]


def decider_was_late(case: Case, start: datetime) -> list[Event]:
    """The decision did not come in time: the mandate ends and another decider is appointed."""
    holder = case.neutral(Function.DECIDER)
    ended: list[Event] = [e.MandateEnded(Function.DECIDER, holder.person)] if holder else []
    return [*ended, *enter(case, Stage.DECIDER_APPOINTMENT, start, How.BY_RULE)]
