"""Which entries of a kind a message is about: tests that the table of messages names."""

from collections.abc import Callable
from typing import Any

from odr.domain import events as e
from odr.domain.course import APPOINTED_AT
from odr.domain.events import Function, FundPart, How, Moved, ParallelEffect, Stage, Step
from odr.domain.paying import BY_PLATFORM
from odr.domain.roles import Side

Test = Callable[[Any, str], bool]
"""Whether an event of the line's kind is meant, for this person (empty for everybody but neutrals)."""


def always(event: object, person: str) -> bool:
    return True


def by_rule(event: Any, person: str) -> bool:
    return bool(event.how is How.BY_RULE)


def by_act(event: Any, person: str) -> bool:
    return bool(event.how is How.BY_ACT)


def theirs(event: Any, person: str) -> bool:
    return bool(event.person == person)


def opens(*stages: Stage) -> Test:
    return lambda event, person: event.stage in stages


def opens_an_appointment(event: e.StageOpened, person: str) -> bool:
    return event.stage in APPOINTED_AT


def reviewer_again(event: e.StageOpened, person: str) -> bool:
    """A reviewer is appointed by rule only where one let the time pass."""
    return event.stage is Stage.REVIEWER_APPOINTMENT and event.how is How.BY_RULE


def granted(event: e.SetAsideDecided, person: str) -> bool:
    return event.granted


def confidential(event: e.ConfidentialityRuled, person: str) -> bool:
    return event.confidential


def sustained(event: e.ObjectionDecided, person: str) -> bool:
    return event.sustained


def undecided(event: e.ObjectionDecided, person: str) -> bool:
    return bool(event.clause)


def confirmed(event: e.DraftRead, person: str) -> bool:
    return event.confirmed


def with_circumstances(event: e.CircumstancesDisclosed, person: str) -> bool:
    return event.circumstances is not None


def of(function: Function) -> Test:
    return lambda event, person: event.function is function


def asked(side: Side) -> Test:
    return lambda event, person: event.side is side


def step(*steps: Step) -> Test:
    return lambda event, person: event.step in steps


def counts_as_done(event: e.FulfilmentReported, person: str) -> bool:
    return event.step is Step.FULFILLED and event.how is How.BY_RULE


def by_respondent(event: e.ParallelProceedingReported, person: str) -> bool:
    return event.side is Side.RESPONDENT


def stops(event: e.ParallelProceedingReported | e.ParallelProceedingConfirmed, person: str) -> bool:
    return event.effect is ParallelEffect.STOPS


def after_an_outage(event: e.FrameMoved, person: str) -> bool:
    """What else moves a date is told with its cause."""
    return event.why is Moved.OUTAGE


def not_agreed(event: e.ProposalClosed, person: str) -> bool:
    return not event.accepted


def fund(part: FundPart) -> Test:
    def meant(event: e.CompensationOrdered, person: str) -> bool:
        return any(line.fund is part for line in event.lines)

    return meant


def in_the_shop(event: e.PlatformSteppedIn, person: str) -> bool:
    """What the platform pays itself is told with its promise (odr.fulfilment.tills)."""
    return event.source is e.PaidFrom.SHOP


def of_the_sides(event: e.CompensationOrdered, person: str) -> bool:
    """Whether somebody else than the platform owes a part of it."""
    return any(line.fund not in BY_PLATFORM for line in event.lines)


def not_met(event: e.BiddingClosed, person: str) -> bool:
    return not event.met
