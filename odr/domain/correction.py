"""Slips in a decision: either side points them out, whoever decided puts them right, and the original stays."""

from dataclasses import dataclass, replace

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Decision
from odr.domain.events import Event, Slip
from odr.domain.guards import Command, require_open, require_side, require_words
from odr.domain.lines import check_lines
from odr.domain.remedies import RemedyLine
from odr.domain.restitution import order_of
from odr.domain.roles import Actor
from odr.domain.words import Text

CLAUSE = "correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCorrection(Command):
    """One side points out a slip of the pen or of the sums."""

    reasons: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineCorrection(Command):
    """What was pointed out is no slip."""

    reasons: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectDecision(Command):
    """Whoever decided says how it reads. `lines`: all lines with their right sums; empty where none was wrong."""

    slip: Slip
    reads: Text
    lines: tuple[RemedyLine, ...] = ()


def may_ask_correction(by: Actor, case: Case) -> None:
    side = require_side(by)
    require_open(case)
    frame = case.frames.get(CLAUSE)
    if frame is None or by.role not in frame.facts.actors:
        raise no.NotAtThisStage(stage=case.stage.value)
    if any(one.side is side for one in case.corrections_asked):
        raise no.AlreadyDone()


def may_correct(by: Actor, case: Case) -> None:
    """Whoever decided, while slips can be pointed out or one was."""
    _require_author(by, case)
    if CLAUSE not in case.frames and not case.corrections_asked:
        raise no.NotAtThisStage(stage=case.stage.value)


def may_decline_correction(by: Actor, case: Case) -> None:
    _require_author(by, case)
    if not case.corrections_asked:
        raise no.NothingToAnswer()


def _require_author(by: Actor, case: Case) -> Decision:
    if case.decision is None or case.decision.by != by:
        raise no.NotAllowed()
    require_open(case)
    return case.decision


def ask_correction(ask: AskCorrection, case: Case) -> list[Event]:
    may_ask_correction(ask.by, case)
    require_words(ask.reasons, "A correction")
    return [e.CorrectionAsked(require_side(ask.by), ask.reasons)]


def decline_correction(ask: DeclineCorrection, case: Case) -> list[Event]:
    may_decline_correction(ask.by, case)
    require_words(ask.reasons, "A refusal")
    return [e.CorrectionDeclined(ask.reasons)]


def correct_decision(ask: CorrectDecision, case: Case) -> list[Event]:
    """Only slips: the lines stay what they are, and their sums change only where a sum was wrong."""
    may_correct(ask.by, case)
    decided = _require_author(ask.by, case)
    require_words(ask.reads, "A correction")
    lines = ask.lines or decided.ordered
    _require_slip(ask.slip, lines, decided)
    if ask.slip is Slip.SUMS:
        _require_sums_open(decided, case)
        check_lines(lines, case)
    return [e.DecisionCorrected(decided.id, ask.slip, ask.reads, lines)]


def _require_sums_open(decided: Decision, case: Case) -> None:
    """Before they are owed or accepted. What an earlier order of the case took back does not count as theirs."""
    if order_of(decided, case) is not None:
        raise no.OrderUnderWay(instead=_instead(case))
    if decided.accepted:
        raise no.AcceptedAsItReads(instead=_instead(case))


def _instead(case: Case) -> str:
    """Where an order runs while a review is open, that is the way; behind it there is none here."""
    if "review.ask" in case.frames:
        return "Either side can ask for a review."
    return "The time for a review is over too; the way to a court stays open."


def _require_slip(slip: Slip, lines: tuple[RemedyLine, ...], decided: Decision) -> None:
    if [_without_sum(line) for line in lines] != [_without_sum(line) for line in decided.ordered]:
        raise no.NoSlip()
    sums_differ = _sums(lines) != _sums(decided.ordered)
    if sums_differ is not (slip is Slip.SUMS):
        raise no.SlipUnclear()


def _without_sum(line: RemedyLine) -> RemedyLine:
    return replace(line, amount=None, note=None)


def _sums(lines: tuple[RemedyLine, ...]) -> list[object]:
    return [line.amount for line in lines]
