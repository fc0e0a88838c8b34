"""Reminding the respondent that an answer is due, and no more often than the rulebook allows."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain.case import Case
from odr.domain.counting import reckon
from odr.domain.events import Event, Stage
from odr.domain.guards import Command, require_from, require_role, require_stage
from odr.domain.roles import Actor, Role
from odr.domain.timeframes import places_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeRespondent(Command):
    """The complainant's side asks for the answer that is due."""


def may_nudge(by: Actor, case: Case) -> None:
    require_role(by, Role.COMPLAINANT)
    require_stage(case, Stage.COMPLAINT)


def nudge_from(case: Case) -> datetime:
    """When the next one is possible: so long after the complaint or the last one (rulebook: complaint.nudge_every)."""
    every = case.rulebook.complaint.nudge_every.length
    return reckon(case.nudged_at or case.opened_at, every, places_of((Role.COMPLAINANT,), case)).due


def require_time_to_nudge(at: datetime, case: Case) -> None:
    require_from(nudge_from(case), at, case.complainant.zone)


def nudge_respondent(ask: NudgeRespondent, case: Case) -> list[Event]:
    """The respondent is told once more; no date moves, and silence means what it meant before."""
    may_nudge(ask.by, case)
    require_time_to_nudge(ask.at, case)
    return [e.RespondentNudged()]
