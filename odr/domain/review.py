"""A different neutral looks at a decision: a review on closed grounds, or setting aside what silence brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from odr.domain import asking, compensation, decision, fund, restitution
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Decision
from odr.domain.compensation import DONE
from odr.domain.course import SET_ASIDE_ASK, begin_again, close, enter
from odr.domain.decision import Ruling
from odr.domain.events import Ending, Event, Function, Ground, How, Reopening, ReviewResult, Stage
from odr.domain.executing import carry_out, needs_acceptance, what_is_owed
from odr.domain.guards import Command, require_holder, require_open, require_side, require_stage, require_words
from odr.domain.objecting import require_no_objection
from odr.domain.roles import Actor
from odr.domain.rulebook import ReviewGround, StageName
from odr.domain.timeframes import end_clause, end_frames, open_frame
from odr.domain.words import Text

ASK, DECIDE = "review.ask", "review.decide"
DECIDE_SET_ASIDE = "default_track.set_aside.decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReview(Command):
    """A party asks a different neutral to look at the decision, on one of the rulebook's grounds."""

    ground: ReviewGround
    reasons: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSetAside(Command):
    """Who stayed silent asks for the decision to be set aside."""

    reasons: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideReview(Command):
    """The reviewer confirms, changes or remits, with reasons. What is decided `instead` comes with a change only."""

    result: ReviewResult
    reasons: Text
    instead: Ruling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideSetAside(Command):
    """The reviewer sets the decision aside, or lets it stand."""

    granted: bool
    reasons: Text


def may_ask_review(by: Actor, case: Case) -> None:
    """Within the time for it, once by each side."""
    side = require_side(by)
    require_open(case)
    frame = case.frames.get(ASK)
    if frame is None or by.role.acts_as not in frame.facts.actors:
        raise no.NotAtThisStage(stage=case.stage.value)
    if any(one.side is side for one in case.reviews_asked):
        raise no.AlreadyDone()


def may_ask_set_aside(by: Actor, case: Case) -> None:
    """Within the time for it, in a closed case too."""
    require_side(by)
    frame = case.frames.get(SET_ASIDE_ASK)
    if frame is None or by.role.acts_as not in frame.facts.actors:
        raise no.NotAtThisStage(stage=case.stage.value)


def may_decide_review(by: Actor, case: Case) -> None:
    _require_asked(case.reviews_asked, by, case)


def may_decide_set_aside(by: Actor, case: Case) -> None:
    _require_asked(case.set_aside_asked, by, case)


def _require_asked(asked: object, by: Actor, case: Case) -> Decision:
    """What the reviewer at work decides about."""
    require_holder(by, Function.REVIEWER, case)
    require_stage(case, Stage.REVIEW)
    if not asked or case.decision is None:
        raise no.NothingToAnswer()
    require_no_objection(case)
    return case.decision


def ask_review(ask: AskReview, case: Case) -> list[Event]:
    may_ask_review(ask.by, case)
    if case.rulebook.review is None or ask.ground not in case.rulebook.review.grounds:
        raise no.InvalidInput(field="ground", problem="The rulebook of this case does not know this ground.")
    require_words(ask.reasons, "A request for a review")
    return [e.ReviewAsked(require_side(ask.by), ask.ground, ask.reasons), *_to_reviewer(case, DECIDE, ask.at)]


def ask_set_aside(ask: AskSetAside, case: Case) -> list[Event]:
    """The request does not stay the order. A closed case goes on for it."""
    may_ask_set_aside(ask.by, case)
    require_words(ask.reasons, "A request to set aside")
    asked = e.SetAsideAsked(require_side(ask.by), ask.reasons)
    reopened = [e.CaseReopened(Reopening.SET_ASIDE_ASKED)] if case.closed_at is not None else []
    over = end_clause(case, SET_ASIDE_ASK, Ending.MET)
    return [asked, *reopened, *over, *_to_reviewer(case, DECIDE_SET_ASIDE, ask.at)]


def _to_reviewer(case: Case, clause: str, at: datetime) -> list[Event]:
    """A reviewer who is at work takes it on; otherwise one is appointed who never served in the case."""
    if case.stage is Stage.REVIEWER_APPOINTMENT:
        return []
    if case.stage is Stage.REVIEW:
        return [open_frame(case, clause, at)] if clause not in case.frames else []
    return [*_mandate_ends(case), *enter(case, Stage.REVIEWER_APPOINTMENT, at)]


def _mandate_ends(case: Case) -> list[Event]:
    holder = case.neutral(Function.REVIEWER)
    return [e.MandateEnded(Function.REVIEWER, holder.person)] if holder else []


def begin_review(case: Case, at: datetime, how: How) -> list[Event]:
    """The reviewer begins with everything that was asked."""
    return [*enter(case, Stage.REVIEW, at, how), *(open_frame(case, clause, at) for clause in clauses_asked(case))]


def clauses_asked(case: Case) -> list[str]:
    """The clauses under which a reviewer decides on what was asked."""
    return [*([DECIDE] if case.reviews_asked else []), *([DECIDE_SET_ASIDE] if case.set_aside_asked else [])]


def decide_review(ask: DecideReview, case: Case) -> list[Event]:
    reviewed = _require_asked(case.reviews_asked, ask.by, case)
    require_words(ask.reasons, "A review")
    if (ask.instead is not None) is not (ask.result is ReviewResult.CHANGED):
        raise no.ReviewUnclear()
    if ask.result is ReviewResult.CHANGED and case.set_aside_asked is not None:
        raise no.SetAsideFirst()
    decided = e.ReviewDecided(reviewed.id, ask.result, ask.reasons)
    match ask.result:
        case ReviewResult.CONFIRMED:
            return [decided, *_stands(case, DECIDE, ask.at)]
        case ReviewResult.CHANGED:
            return [decided, *_changed(ask.instead, ask.at, case)] if ask.instead else []
        case ReviewResult.REMITTED:
            return [
                decided,
                *_mandate_ends(case),
                *compensation.lapse(case),
                *begin_again(case, case.rulebook.stages.to_a_decision[0], ask.at),
            ]


def decide_set_aside(ask: DecideSetAside, case: Case) -> list[Event]:
    """Granted, the case begins again where the rulebook says; no money goes back by itself."""
    reviewed = _require_asked(case.set_aside_asked, ask.by, case)
    require_words(ask.reasons, "A decision about setting aside")
    aside = case.rulebook.default_track.set_aside
    if aside is None:
        raise no.NothingToAnswer()
    decided = e.SetAsideDecided(reviewed.id, ask.granted, ask.reasons)
    if ask.granted:
        return [decided, *_again(case, aside.reopens, ask.at)]
    return [decided, *_stands(case, DECIDE_SET_ASIDE, ask.at)]


def _again(case: Case, stage: StageName, at: datetime) -> list[Event]:
    """The decision stands no more; the case goes back."""
    return [*_mandate_ends(case), *compensation.lapse(case), *begin_again(case, stage, at)]


def reviewer_was_late(case: Case, start: datetime) -> list[Event]:
    """The time to decide is over: another reviewer is appointed for whatever was asked."""
    return [*_mandate_ends(case), *enter(case, Stage.REVIEWER_APPOINTMENT, start, How.BY_RULE)]


def _changed(ruling: Ruling, at: datetime, case: Case) -> list[Event]:
    """The reviewer's decision stands, with the acceptance that the rulebook asks for; its slips can be corrected.

    What ran under the decision before is set against it; what was not begun is owed no more.
    """
    order = restitution.order_of(case.decision, case)
    issued = decision.issued(ruling, restitution.beside(order, case))
    ended = [*compensation.lapse(case), *end_frames(case.frames.values(), Ending.MOOT)]
    slips = [open_frame(case, "correction", at)] if case.rulebook.correction and ruling.lines else []
    if ruling.lines and needs_acceptance(case):
        accepting: list[Event] = [e.StageOpened(Stage.ACCEPTANCE, How.BY_RULE), open_frame(case, "acceptance", at)]
        return [issued, *ended, *accepting, *slips]
    after = restitution.begun_only(case)
    lines, shares = what_is_owed(ruling.lines, order, after)
    ordered = compensation.order(after, lines, ruling.decision, at, Ground.DECIDED, shares)
    return [issued, *ended, *asking.with_asks(ordered, slips)]


def _stands(case: Case, clause: str, at: datetime) -> list[Event]:
    """The decision stands: on to what else was asked, or back to where the case stood."""
    asking = end_clause(case, ASK, Ending.MOOT) if clause == DECIDE else []
    if case.set_aside_asked if clause == DECIDE else case.reviews_asked:
        return [*end_clause(case, clause, Ending.MET), *asking]
    return [*_mandate_ends(case), *_back(case, asking, at)]


def _back(case: Case, asking: Sequence[Event], at: datetime) -> list[Event]:
    decided, can_be_asked = case.decision, ASK in case.frames and not asking
    order = restitution.order_of(decided, case)
    if order and decided and fund.only_it_paid(order):
        return enter(case, Stage.COMPLIANCE, at) if can_be_asked else carry_out(case, decided, at)
    if order:
        done = all(line.step in DONE for line in order.lines)
        return close(case, Ground.DECIDED) if done else [*asking, *enter(case, Stage.COMPLIANCE, at)]
    if decided is None or decided.accepted is False:
        return close(case, Ground.DECIDED)
    if decided.ordered and needs_acceptance(case) and decided.accepted is None:
        return [*asking, *enter(case, Stage.ACCEPTANCE, at, opens=("acceptance",))]
    if can_be_asked:
        return enter(case, Stage.STAY, at)
    return carry_out(case, decided, at)
