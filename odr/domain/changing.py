"""Going on under another version of the procedure: an act of its own, by agreement of both sides."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain import review
from odr.domain.case import Case
from odr.domain.claiming import require_admissible
from odr.domain.course import BUNDLE_OBJECTION, enter, lacks_second_reader
from odr.domain.events import Ending, Event, Stage
from odr.domain.guards import Command, require_binding_word, require_open, require_payer, require_side
from odr.domain.roles import Actor
from odr.domain.rulebook import Rulebook
from odr.domain.rulebook.choices import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRulebookChange(Command):
    """One side asks to go on under another rulebook."""

    change: str
    to: Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRulebookChange(Command):
    """The other side agrees, or does not."""

    agrees: bool
    to: Rulebook | None = None


def may_ask_change(by: Actor, case: Case) -> None:
    require_side(by)
    require_binding_word(by, case)
    _require_changeable(case)
    if case.change_asked is not None:
        raise no.AlreadyDone()


def may_answer_change(by: Actor, case: Case) -> None:
    _require_asked(by, case)


def _require_asked(by: Actor, case: Case) -> e.RulebookChangeAsked:
    side = require_side(by)
    require_payer(by)
    _require_changeable(case)
    asked = case.change_asked
    if asked is None or asked.side is side:
        raise no.NothingToAnswer()
    return asked


def _require_changeable(case: Case) -> None:
    """What was ordered is carried out under the rules that ordered it."""
    require_open(case)
    if case.order_stands:
        raise no.NotAtThisStage(stage=case.stage.value)


def ask_rulebook_change(ask: AskRulebookChange, case: Case) -> list[Event]:
    may_ask_change(ask.by, case)
    _require_fitting(ask.to, case)
    return [e.RulebookChangeAsked(ask.change, require_side(ask.by), ask.to.id, ask.to.hash)]


def answer_rulebook_change(ask: AnswerRulebookChange, case: Case) -> list[Event]:
    """Dates that run stay as they are; what opens later follows the other rulebook.

    A case at its decision goes to the appointment of a second reader, where only the other rulebook wants one.
    """
    asked = _require_asked(ask.by, case)
    if not ask.agrees:
        return [e.RulebookChangeDeclined(asked.change)]
    require_binding_word(ask.by, case)
    if ask.to is None or ask.to.hash != asked.rulebook_hash:
        raise no.NotFound()
    _require_fitting(ask.to, case)
    changed = e.RulebookChanged(asked.change, asked.rulebook, asked.rulebook_hash)
    return [changed, *_reader_comes(replace(case, rulebook=ask.to), ask.at)]


def _reader_comes(case: Case, at: datetime) -> list[Event]:
    """Who decides under the other rulebook with somebody who reads it first waits until that person is appointed."""
    decides_alone = case.stage is Stage.DECISION and lacks_second_reader(case)
    return enter(case, Stage.SECOND_READER_APPOINTMENT, at, ending=Ending.MOOT) if decides_alone else []


def fitting(case: Case, rulebooks: Iterable[Rulebook]) -> list[Rulebook]:
    """Those of these rulebooks under which the case could go on."""
    return [
        one
        for one in rulebooks
        if one.id != case.rulebook.id and _holds(one) and not _not_admitted(one, case) and not _missing(one, case)
    ]


def _holds(to: Rulebook) -> bool:
    """Whether cases can be under it: not one of the past, nor one that is not in force yet."""
    return to.status is Status.IN_FORCE


def _not_admitted(to: Rulebook, case: Case) -> str:
    """Why such a case could not be filed under it; empty where it could."""
    if to.applies_to is not case.rulebook.applies_to:
        return "It is for complaints about something else."
    try:
        require_admissible(case.complainant, case.respondent, to)
    except no.BusinessesOnly:
        return "It is for disputes between businesses only."
    return ""


def _missing(to: Rulebook, case: Case) -> list[str]:
    """The clauses that run, or for which a neutral is there or appointed, and that the other rulebook does not have.

    A bundle is left with the rulebook.
    """
    running = {frame.clause for frame in case.frames.values() if frame.clause != BUNDLE_OBJECTION}
    return sorted({*running, *_next_to_run(case)} - set(to.clauses))


def _next_to_run(case: Case) -> list[str]:
    match case.stage:
        case Stage.MEDIATOR_APPOINTMENT:
            return ["mediation.agree"]
        case Stage.DECIDER_APPOINTMENT:
            return ["decision"]
        case Stage.DECISION | Stage.SECOND_READER_APPOINTMENT if case.rulebook.second_reading:
            return ["second_reading"]
        case Stage.REVIEWER_APPOINTMENT:
            return review.clauses_asked(case)
        case _:
            return []


def _require_fitting(to: Rulebook, case: Case) -> None:
    """The other rulebook knows the stage in which the case stands and every frame that runs."""
    if to.id == case.rulebook.id:
        raise no.RulebookDoesNotFit(why="The case runs under it already.")
    if not _holds(to):
        raise no.RulebookDoesNotFit(why="It is not in force.")
    if why := _not_admitted(to, case):
        raise no.RulebookDoesNotFit(why=why)
    missing = _missing(to, case)
    if missing:
        raise no.RulebookDoesNotFit(why=f"It has no {', '.join(missing)}.")
