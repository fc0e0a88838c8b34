"""Every act, by every role, at every stage: what happens is what the reviewed table says, and what the page offers."""

from itertools import product

import pytest

from odr.domain import procedure
from odr.domain import refusals as no
from odr.domain.events import Stage
from odr.domain.possible import Action, available_actions
from odr.domain.roles import NEUTRALS, Actor, Role
from tests.core.acts.__main__ import GOLDEN
from tests.core.acts.courses import PEOPLE, Filed
from tests.core.acts.rows import ROWS, Act
from tests.core.acts.table import COLUMNS, tried, written

ACTION_OF = {"ReceiveExhibit": Action.HAND_IN_EVIDENCE, "DecideTogether": Action.DECIDE_BUNDLE}
"""An exhibit is received once its upload is finished; what is offered is to hand it in. A bundle is decided
as a whole."""
NOT_OFFERED = {
    "ApplyRetention",
    "CountBundle",
    "HideMessage",
    "JoinAsRecipient",
    "JoinAsRepresentative",
    "JoinAsThirdParty",
    "JoinCase",
    "ProposeBundle",
    "RecordAccount",
    "RecordContact",
    "RecordLookUp",
    "RecordRecovery",
    "RecordScan",
    "StepIn",
    "RecordServiceFailure",
    "RecordSubstitute",
}
"""Invitations are accepted by their links, a message is hidden from its report, a bundle is proposed for several cases;
the others are the service's own."""


def action_of(act: Act) -> Action | None:
    name = act.kind.__name__
    if name in NOT_OFFERED:
        return None
    spelt = "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name).lstrip("_")
    return ACTION_OF.get(name) or Action(spelt)


def test_what_each_role_can_do_at_each_stage_is_as_it_was_reviewed():
    assert written() == GOLDEN.read_text("utf-8"), (
        "review what changed, then `python -m tests.core.acts` writes it anew"
    )


def test_every_act_of_the_procedure_has_its_row_and_every_role_its_column():
    assert [act.kind for act in ROWS] == [*procedure._RULES]
    assert set(COLUMNS) == set(Role)
    assert {action_of(act) for act in ROWS} == {*Action, None}


def test_every_act_is_done_by_somebody_somewhere():
    done = {
        act.kind.__name__
        for act, role, stage in product(ROWS, COLUMNS, Stage)
        if tried(act, PEOPLE[role], stage, Filed.BY_THE_BUYER).done
    }
    assert done == {act.kind.__name__ for act in ROWS}


@pytest.mark.parametrize("filed", Filed)
@pytest.mark.parametrize("stage", Stage)
def test_what_is_possible_is_done_and_what_is_not_possible_is_refused(stage: Stage, filed: Filed):
    for act, by in product(ROWS, PEOPLE.values()):
        action = action_of(act)
        if action is None:
            continue
        found = tried(act, by, stage, filed)
        offered = available_actions(by, found.story.case, found.story.now)
        possible = [one.action for one in offered if one.blocked is None]
        assert (action in possible) is found.done, (act.kind.__name__, by.role, found.answer)


@pytest.mark.parametrize("stage", Stage)
def test_a_neutral_who_does_not_serve_in_the_case_can_do_nothing(stage: Stage):
    for act, role in product(ROWS, NEUTRALS):
        found = tried(act, PEOPLE[role], stage, Filed.BY_THE_BUYER)
        command = act.kind(by=(by := Actor(role, "stranger")), at=found.story.now, **act.asked(found.story, by))
        with pytest.raises(no.Refused):
            procedure.decide(command, found.story.case)
        assert available_actions(by, found.story.case, found.story.now) == []
