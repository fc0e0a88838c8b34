"""The course that a rulebook allows: where each stage can lead to, by silence and by acts.

The procedure itself moves cases; a test compares the two, stage by stage, for every rulebook that is shipped.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from odr.domain.course import opened_with
from odr.domain.rulebook.choices import EscalateOn, NoResponse
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import Expiry, Frame, StageName
from odr.domain.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class Place:
    """A stage, and whether the complaint was answered: the response is skipped then."""

    stage: StageName
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """From a place to the next one, by the end of a frame (`clause`) or by an act (none).

    `to` None: the case ends, or silence decides it.
    """

    at: Place
    to: Place | None
    clause: str = ""


BEGIN = Place(StageName.COMPLAINT)


def moves(rulebook: Rulebook) -> tuple[Move, ...]:
    """Every move that a case under this rulebook can make from stage to stage."""
    seen: dict[Place, tuple[Move, ...]] = {}
    ahead = [BEGIN]
    while ahead:
        place = ahead.pop()
        seen[place] = (*_by_silence(rulebook, place), *_by_acts(rulebook, place))
        ahead += dict.fromkeys(move.to for move in seen[place] if move.to is not None and move.to not in seen)
    return tuple(move for found in seen.values() for move in found)


def frames_of(rulebook: Rulebook, stage: StageName) -> Iterator[tuple[str, Frame]]:
    """The frames that this stage opens, with their clauses."""
    return ((clause, rulebook.clauses[clause]) for clause in opened_with(Stage(stage.name), rulebook))


def _by_silence(rulebook: Rulebook, place: Place) -> Iterator[Move]:
    for clause, frame in frames_of(rulebook, place.stage):
        yield from (Move(place, to, clause) for to in _brought(frame.expiry, rulebook, place))


def _brought(expiry: Expiry, rulebook: Rulebook, at: Place) -> Iterable[Place | None]:
    """Where the end of a frame leads to. Nothing: the case stays, or somebody else takes the same stage up."""
    match expiry:
        case Expiry.ESCALATE_BY_PLATFORM:
            return [_onward(rulebook, StageName.ESCALATION, at)]
        case Expiry.AUTO_ADMIT:
            return [_onward(rulebook, StageName.INTAKE, at)]
        case Expiry.CLOSE_RECORD:
            return [_onward(rulebook, StageName.EVIDENCE, at)]
        case Expiry.COMPLETE_BY_RULE:
            return [_onward(rulebook, StageName.FILE_COMPLETE, at)]
        case Expiry.DEFAULT_TRACK:
            return _after_silence(rulebook, at)
        case Expiry.DECISION:
            return [_to_decision(rulebook, at)]
        case Expiry.ESCALATION | Expiry.NEGOTIATION | Expiry.MEDIATION | Expiry.DECISION_CHOICE | Expiry.EVIDENCE:
            return [Place(StageName(expiry.value), at.answered)]
        case Expiry.CLOSE_NOT_ESCALATED | Expiry.CLOSE_NOT_RATED | Expiry.CLOSE_NO_AGREEMENT:
            return [None]
        case Expiry.RECORDED | Expiry.LAPSES | Expiry.NOT_ACCEPTED | Expiry.AUTO_ASSIGN_NEXT | Expiry.APPOINT_ANOTHER:
            return []
        case (
            Expiry.END_OF_STAY
            | Expiry.LINE_LAPSES
            | Expiry.COUNTS_AS_RECEIVED
            | Expiry.COUNTS_AS_LOST
            | Expiry.COUNTS_AS_DONE
            | Expiry.NON_COMPLIANT
            | Expiry.FAILURE_RECORDED
        ):
            return []
        case Expiry.RESUMES | Expiry.CLOSE_UNANSWERED | Expiry.JOINED:
            return []
        case _:
            assert_never(expiry)


def _after_silence(rulebook: Rulebook, at: Place) -> list[Place | None]:
    """A default decision may stand between, and brings no stage of the order."""
    match rulebook.default_track.no_response:
        case NoResponse.DECIDE_ON_FILE:
            return [_to_decision(rulebook, at)]
        case NoResponse.GRANT_CLAIM:
            return [None]
        case NoResponse.GRANT_ON_REQUEST:
            return [Place(StageName.DECISION_CHOICE, at.answered)]


def _by_acts(rulebook: Rulebook, place: Place) -> Iterator[Move]:
    """What the acts of parties, administrators and neutrals lead to, a settlement and a withdrawal apart."""
    answered = Place(place.stage, answered=True)
    match place.stage:
        case StageName.COMPLAINT:
            yield Move(place, _onward(rulebook, StageName.COMPLAINT, answered))
            if EscalateOn.ANY_TIME in rulebook.complaint.may_escalate_on:
                yield Move(place, _onward(rulebook, StageName.ESCALATION, place))
        case StageName.RESPONSE:
            yield Move(place, _onward(rulebook, StageName.RESPONSE, answered))
        case StageName.DECISION_CHOICE:
            yield Move(place, _to_decision(rulebook, place))
        case StageName.ESCALATION | StageName.INTAKE | StageName.NEGOTIATION:
            yield Move(place, _onward(rulebook, place.stage, place))
        case StageName.MEDIATION | StageName.FILE_COMPLETE:
            yield Move(place, _onward(rulebook, place.stage, place))
        case StageName.EVIDENCE | StageName.DECISION:
            return
        case _:
            assert_never(place.stage)


def _onward(rulebook: Rulebook, after: StageName, at: Place) -> Place | None:
    behind = rulebook.stages.behind(after)
    following = (stage for stage in behind if not (stage is StageName.RESPONSE and at.answered))
    return next((Place(stage, at.answered) for stage in following), None)


def _to_decision(rulebook: Rulebook, at: Place) -> Place | None:
    return next((Place(stage, at.answered) for stage in rulebook.stages.to_a_decision), None)
