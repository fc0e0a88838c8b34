"""A person looks at what a computer worked out: either side may ask, staff answer (procedure: fairness, automation)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Frame
from odr.domain.events import Automated, Ending, Event
from odr.domain.guards import Command, require_administrator, require_open, require_side, require_words
from odr.domain.roles import Actor, Room
from odr.domain.rulebook import Expiry
from odr.domain.words import Text

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
    """Staff looked at it, and say what they found."""

    finding: Text


def may_ask_human(by: Actor, case: Case) -> None:
    require_side(by)
    require_open(case)
    if not automated(case):
        raise no.AlreadyDone()


class Done(NamedTuple):
    """Something that a computer did by itself, and the rule by which it did: a clause or a section of the rulebook."""

    about: Automated
    rule: str
    frame: str = ""


def automated(case: Case) -> list[Done]:
    """What a computer did in this case by itself, and nobody was asked to look at yet."""
    return [one for one in _done(case) if (one.about, one.frame) not in case.human_reviews]


def _done(case: Case) -> Iterator[Done]:
    if case.entitlement is not None:
        yield Done(Automated.ENTITLEMENT, "complaints")
    if case.decision is not None and case.decision.clause:
        yield Done(Automated.DEFAULT_DECISION, case.decision.clause)
    for frame in case.past_frames:
        if brought_something(frame, case):
            yield Done(Automated.TIME_LIMIT, frame.clause, frame.name)


def brought_something(frame: Frame, case: Case) -> bool:
    """Whether the end of this frame had an effect by rule that everybody reads: silence, an assignment, an admission.

    What asks for a look is read by all, so that no restricted frame may be named.
    """
    rule = case.rulebook.clauses.get(frame.clause)
    effect = rule is not None and rule.expiry not in _WITHOUT_EFFECT
    return frame.ended is Ending.EXPIRED and frame.facts.room is Room.SHARED and effect


def ask_human_review(ask: AskHumanReview, case: Case) -> list[Event]:
    may_ask_human(ask.by, case)
    if (ask.about, ask.frame) not in [(one.about, one.frame) for one in automated(case)]:
        raise no.AlreadyDone()
    return [e.HumanReviewAsked(ask.about, require_side(ask.by), ask.reasons, ask.frame)]


def may_answer_human(by: Actor, case: Case) -> None:
    require_administrator(by, case)
    require_open(case)
    if case.to_look_at is None:
        raise no.NothingToAnswer()


def answer_human_review(ask: AnswerHumanReview, case: Case) -> list[Event]:
    """What staff find stands beside what the computer did. It binds nobody; a neutral decides."""
    may_answer_human(ask.by, case)
    require_words(ask.finding, "What was found")
    return [e.HumanReviewGiven(ask.finding)]
