"""The course that the linter reads off a rulebook is the course that the procedure takes, stage by stage."""

from datetime import timedelta

import pytest

from odr.domain import events as e
from odr.domain import filing, negotiation, procedure
from odr.domain.course import enter
from odr.domain.roles import Role
from odr.domain.rulebook import DECIDING, EscalateOn, Rulebook, StageName
from odr.domain.rulebook.graph import Move, Place, moves
from odr.domain.vocabulary import Stage
from odr.domain.words import Text
from odr.rulebooks import all_rulebooks
from tests.core.given import ADMINISTRATOR, BUYER, FILED_AT, SELLER, Story, opened

MOVES = [(rulebook, move) for rulebook in all_rulebooks().values() for move in moves(rulebook)]


OUT_OF_THE_ORDER = (Stage.CLOSED, Stage.STAY, Stage.ACCEPTANCE, Stage.COMPLIANCE)
"""Where a case comes that is over, or that silence decided."""


def standing(rulebook: Rulebook, place: Place) -> Story:
    """A case at this stage, answered or not."""
    story = Story(rulebook).file()
    if place.answered:
        answer = e.AnswerGiven(e.Position.DISPUTES, Text("No."))
        story._enter(procedure.enter_in_docket(story.case, [answer], SELLER, FILED_AT))
    if place.stage is not StageName.COMPLAINT:
        decider = e.NeutralAppointed(e.Function.DECIDER, "decider", Role.REGISTRAR, "service", e.How.BY_ACT)
        serving = [decider] if place.stage in DECIDING else []
        entered = [*serving, *enter(story.case, Stage[place.stage.name], FILED_AT)]
        story._enter(procedure.enter_in_docket(story.case, entered, SELLER, FILED_AT))
    return story


def stage_of(events: list[e.Event], rulebook: Rulebook) -> Stage | None:
    """The first stage that these events open; an appointment stands for the stage that it is made for."""
    stage = opened(events)[0]
    if stage is Stage.MEDIATOR_APPOINTMENT:
        return Stage.MEDIATION
    if stage is Stage.DECIDER_APPOINTMENT:
        return Stage[rulebook.stages.to_a_decision[0].name]
    return None if stage in OUT_OF_THE_ORDER else stage


@pytest.mark.parametrize(
    ("rulebook", "move"),
    [(rulebook, move) for rulebook, move in MOVES if move.clause],
    ids=[f"{rulebook.id}:{move.at.stage}:{move.clause}" for rulebook, move in MOVES if move.clause],
)
def test_the_end_of_a_frame_leads_where_the_graph_says(rulebook: Rulebook, move: Move) -> None:
    story = standing(rulebook, move.at)
    frame = next(frame for frame in story.case.frames.values() if frame.clause == move.clause)
    brought = story.wait(until=frame.due + timedelta(seconds=1))
    assert stage_of(brought, rulebook) == (Stage[move.to.stage.name] if move.to else None)


ACTS = {
    Stage.COMPLAINT: (filing.AnswerComplaint, SELLER, {"position": e.Position.DISPUTES, "statement": Text("No.")}),
    Stage.RESPONSE: (filing.AnswerComplaint, SELLER, {"position": e.Position.DISPUTES, "statement": Text("No.")}),
    Stage.ESCALATION: (filing.EscalateComplaint, BUYER, {"reasons": Text("Still broken.")}),
    Stage.INTAKE: (filing.AdmitCase, ADMINISTRATOR, {}),
    Stage.NEGOTIATION: (negotiation.LeaveNegotiation, BUYER, {}),
}
WITH_A_WAIT = (Stage.ESCALATION, Stage.NEGOTIATION)
BY_ACT = [
    (rulebook, move)
    for rulebook, move in MOVES
    if not move.clause and Stage[move.at.stage.name] in ACTS and move.at.stage is not StageName.COMPLAINT
]


@pytest.mark.parametrize(
    ("rulebook", "move"), BY_ACT, ids=[f"{rulebook.id}:{move.at.stage}:{move.at.answered}" for rulebook, move in BY_ACT]
)
def test_an_act_leads_where_the_graph_says(rulebook: Rulebook, move: Move) -> None:
    story = standing(rulebook, move.at)
    kind, by, asked = ACTS[story.case.stage]
    story.now += timedelta(days=4 if story.case.stage in WITH_A_WAIT else 0)
    assert stage_of(story.do(kind, by, **asked), rulebook) == (Stage[move.to.stage.name] if move.to else None)


@pytest.mark.parametrize("rulebook", all_rulebooks().values(), ids=lambda rulebook: rulebook.id)
def test_from_the_complaint_an_answer_and_where_allowed_impatience_lead_on(rulebook: Rulebook) -> None:
    acts = {move.to for move in moves(rulebook) if not move.clause and move.at == Place(StageName.COMPLAINT)}
    kind, by, asked = ACTS[Stage.COMPLAINT]
    led = {stage_of(standing(rulebook, Place(StageName.COMPLAINT)).do(kind, by, **asked), rulebook)}
    if EscalateOn.ANY_TIME in rulebook.complaint.may_escalate_on:
        story = standing(rulebook, Place(StageName.COMPLAINT))
        wait = rulebook.complaint.escalate_after
        story.now += timedelta(days=wait.length.count + 1 if wait else 0)
        led.add(stage_of(story.do(filing.EscalateComplaint, BUYER, reasons=Text("Still broken.")), rulebook))
    assert led == {Stage[to.stage.name] if to else None for to in acts}
