"""The buttons of a case page are the acts that the API says are possible: for each role, at three stages."""

import pytest

from odr.demo.people import AGNIESZKA, CAMILLE, EDDA, HANA, LUIS, MARIAM, NORA, PAULO, SABINE, DemoPerson
from tests.browser.acts import assert_acts_fit
from tests.browser.conftest import People
from tests.browser.visitor import case_of

ALWAYS = {"SEND_MESSAGE", "HAND_IN_EVIDENCE", "MAKE_OFFER"}
# What must be among the acts; what else becomes possible depends on how long the stage has lasted.
STAGES: dict[str, tuple[str, dict[DemoPerson, set[str]]]] = {
    "complaint": (
        "Game key",
        {
            MARIAM: ALWAYS | {"WITHDRAW_COMPLAINT"},
            LUIS: ALWAYS | {"ACKNOWLEDGE_COMPLAINT", "ANSWER_COMPLAINT"},
            NORA: set(),
            EDDA: set(),
        },
    ),
    "negotiation": (
        "Kettle",
        {
            CAMILLE: ALWAYS | {"WITHDRAW_COMPLAINT", "WITHDRAW_OFFER"},
            SABINE: ALWAYS | {"ACCEPT_OFFER", "DECLINE_OFFER"},
            NORA: set(),
            EDDA: set(),
        },
    ),
    "mediation": (
        "Two nights",
        {
            AGNIESZKA: ALWAYS | {"WITHDRAW_COMPLAINT", "ANSWER_PROPOSAL"},
            HANA: ALWAYS,
            PAULO: {"SEND_MESSAGE", "END_MEDIATION"},
            NORA: set(),
            EDDA: set(),
        },
    ),
}
AT_DESKS = (NORA, EDDA, PAULO)


@pytest.mark.parametrize("stage", STAGES)
def test_everybody_finds_what_they_can_do_and_nothing_else(stage: str, people: People) -> None:
    title, expected = STAGES[stage]
    for who, least in expected.items():
        visitor = people.come(who)
        where = "desk" if who in AT_DESKS else "cases"
        assert assert_acts_fit(visitor, f"/{where}/{case_of(visitor, title)}") >= least
