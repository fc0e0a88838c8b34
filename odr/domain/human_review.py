"""A person looks at what a computer worked out: either side may ask, staff answer (procedure: fairness, automation)."""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import Automated, Event
from odr.domain.guards import Command, require_administrator, require_open, require_side, require_words
from odr.domain.roles import Actor
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AskHumanReview(Command):
    """One side wants a person to look at what was computed."""

    about: e.Automated
    reasons: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHumanReview(Command):
    """Staff looked at it, and say what they found."""

    finding: Text


def may_ask_human(by: Actor, case: Case) -> None:
    require_side(by)
    require_open(case)
    if not automated(case):
        raise no.AlreadyDone()


def automated(case: Case) -> list[Automated]:
    """What a computer did in this case by itself, and nobody was asked to look at yet."""
    done = {
        Automated.ENTITLEMENT: case.entitlement is not None,
        Automated.DEFAULT_DECISION: case.decision is not None and bool(case.decision.clause),
    }
    return [one for one in Automated if done[one] and one not in case.human_reviews]


def ask_human_review(ask: AskHumanReview, case: Case) -> list[Event]:
    may_ask_human(ask.by, case)
    if ask.about not in automated(case):
        raise no.AlreadyDone()
    return [e.HumanReviewAsked(ask.about, require_side(ask.by), ask.reasons)]


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
