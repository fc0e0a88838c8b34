"""A person looks at what a computer worked out: either side may ask, staff answer (procedure: fairness, automation).

Each end of a time frame is a thing of its own, however often that frame opens. Where time closed the case, and the
rulebook says so, a person can be asked for some time to look at that too, and can let the case go on where it stood.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Decision, Frame
from odr.domain.course import clauses_of, enter
from odr.domain.events import Automated, Ending, Event, Reopening
from odr.domain.guards import Command, require_administrator, require_open, require_side, require_words
from odr.domain.roles import Actor, Room
from odr.domain.rulebook import Expiry
from odr.domain.timeframes import end_clause, open_frame
from odr.domain.words import Text

LOOK = "look_at_closing.ask"
"""The clause of the time in which a person can be asked to look at a closing."""

STEP_IN = "compliance.step_in"
"""The key of the rulebook by which the platform pays in place of somebody else."""

_WITHOUT_EFFECT = (Expiry.RECORDED, Expiry.RESUMES)
"""Ends of a frame that change nothing by themselves, or only let time go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskHumanReview(Command):
    """One side wants a person to look at what was computed, decided by rule, or brought by the end of a frame."""

    about: e.Automated
    reasons: Text | None
    frame: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHumanReview(Command):
    """Staff looked at it, and say what they found. `reopens`: the case that time closed goes on where it stood."""

    finding: Text
    reopens: bool = False


def may_ask_human(by: Actor, case: Case) -> None:
    require_side(by)
    if LOOK not in case.frames:
        require_open(case)
    if not automated(case):
        raise no.AlreadyDone()


class Done(NamedTuple):
    """Something that a computer did by itself, and the rule by which it did: a clause or a section of the rulebook.

    `frame`: which one of its kind; empty for what there is once (`instances`).
    """

    about: Automated
    rule: str
    frame: str = ""


def automated(case: Case) -> list[Done]:
    """What a computer did in this case by itself, and nobody was asked to look at yet; of a closed case its closing."""
    done = _done(case) if case.closed_at is None else _closing(case)
    return [one for one in done if (one.about, one.frame) not in case.human_reviews]


def _done(case: Case) -> Iterator[Done]:
    if case.entitlement is not None:
        yield Done(Automated.ENTITLEMENT, "complaints")
    if case.decision is not None and case.decision.clause:
        yield Done(Automated.DEFAULT_DECISION, case.decision.clause, default_decision(case.decision, case))
    for line in case.compensation.lines if case.compensation else ():
        if line.stepped_in is not None:
            yield Done(Automated.STEPPED_IN, STEP_IN, line.id)
    for name, frame in instances(case):
        if brought_something(frame, case):
            yield Done(Automated.TIME_LIMIT, frame.clause, name)


def _closing(case: Case) -> list[Done]:
    """The end of a frame that closed the case."""
    own = clauses_of(case.closed_from, case) if case.closed_from else []
    ends = [(name, one) for name, one in instances(case) if brought_something(one, case)]
    return [Done(Automated.TIME_LIMIT, one.clause, name) for name, one in ends[-1:] if one.clause in own]


def instances(case: Case) -> Iterator[tuple[str, Frame]]:
    """The past frames, each by a name that no other one has: the second of a name is called "NAME+2"."""
    counted = Counter[str]()
    for frame in case.past_frames:
        counted[frame.name] += 1
        yield _nth(frame.name, counted[frame.name]), frame


def default_decision(decision: Decision, case: Case) -> str:
    """Which one of the decisions by default this is."""
    known = [one.id for one in (*case.past_decisions, case.decision) if one and one.clause]
    return _nth("", known.index(decision.id) + 1)


def _nth(name: str, number: int) -> str:
    return name if number == 1 else f"{name}+{number}"


def brought_something(frame: Frame, case: Case) -> bool:
    """Whether the end of this frame had an effect by rule that everybody reads: silence, an assignment, an admission.

    What asks for a look is read by all, so that no restricted frame may be named.
    """
    rule = case.rulebook.clauses.get(frame.clause)
    effect = rule is not None and rule.expiry not in _WITHOUT_EFFECT
    return frame.ended is Ending.EXPIRED and frame.facts.room is Room.SHARED and effect


def ask_human_review(ask: AskHumanReview, case: Case) -> list[Event]:
    may_ask_human(ask.by, case)
    for one in automated(case):
        if one.about is ask.about and (one.frame == ask.frame or _is_the_last(one, ask)):
            return [e.HumanReviewAsked(one.about, require_side(ask.by), ask.reasons, one.frame)]
    raise no.AlreadyDone()


def _is_the_last(one: Done, ask: AskHumanReview) -> bool:
    """Of decisions by default the one that stands is meant, whichever it is."""
    return one.about is Automated.DEFAULT_DECISION and not ask.frame


def may_answer_human(by: Actor, case: Case) -> None:
    require_administrator(by, case)
    if case.to_look_at is None:
        require_open(case)
        raise no.NothingToAnswer()


def answer_human_review(ask: AnswerHumanReview, case: Case) -> list[Event]:
    """What staff find stands beside what the computer did. It binds nobody; a neutral decides.

    Of a closing they can say besides that the case goes on: at the stage where time ended it, whose time begins anew.
    """
    may_answer_human(ask.by, case)
    require_words(ask.finding, "What was found")
    given = e.HumanReviewGiven(ask.finding)
    if not ask.reopens:
        return [given, *(end_clause(case, LOOK, Ending.MET) if _is_of_closing(case) else [])]
    rule, stage = case.rulebook.look_at_closing, case.closed_from
    if rule is None or stage is None or not rule.reopens or not _is_of_closing(case):
        raise no.ClosingStands()
    anew = [open_frame(case, clause, ask.at) for clause in clauses_of(stage, case)]
    return [given, e.CaseReopened(Reopening.CLOSING_LOOKED_AT), *enter(case, stage, ask.at, opens=()), *anew]


def _is_of_closing(case: Case) -> bool:
    return case.closed_at is not None and case.to_look_at in [(one.about, one.frame) for one in _closing(case)]


def look_at_closing(events: list[Event], frame: Frame, case: Case) -> list[Event]:
    """The end of this frame closed the case: from then on a person can be asked to look at that."""
    closed = any(isinstance(event, e.CaseClosed) for event in events)
    looked_at = LOOK in case.rulebook.clauses and frame.clause in clauses_of(case.stage, case)
    return [open_frame(case, LOOK, frame.due)] if closed and looked_at else []
