"""A person looks at what a computer worked out: either side may ask, staff answer (procedure: fairness, automation)."""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import Event
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
    if case.entitlement is None or case.human_review is not None:
        raise no.AlreadyDone()


def ask_human_review(ask: AskHumanReview, case: Case) -> list[Event]:
    may_ask_human(ask.by, case)
    return [e.HumanReviewAsked(ask.about, require_side(ask.by), ask.reasons)]


def may_answer_human(by: Actor, case: Case) -> None:
    require_administrator(by, case)
    require_open(case)
    if case.human_review is None or case.human_finding is not None:
        raise no.NothingToAnswer()


def answer_human_review(ask: AnswerHumanReview, case: Case) -> list[Event]:
    """What staff find stands beside what was computed. It binds nobody; a neutral decides."""
    may_answer_human(ask.by, case)
    require_words(ask.finding, "What was found")
    return [e.HumanReviewGiven(ask.finding)]
