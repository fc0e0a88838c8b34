"""Who can be appointed, and by whom: the rule of independence, case by case."""

from typing import Any

import pytest

from odr.domain import appointing, filing, human_review, negotiation, pausing
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Function, Stage
from odr.domain.possible import Action, available_actions
from odr.domain.roles import Actor, Capacity, HolderKind, Party, Role, SaleRole
from odr.domain.rulebook import PauseGround
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, Story
from tests.core.test_procedure import appoint, mediating, negotiating

REGISTRAR = Actor(Role.REGISTRAR, "registrar")
MARKET = Party(HolderKind.MARKETPLACE, "kiezmarkt", Capacity.BUSINESS, SaleRole.SELLER, "Europe/Berlin", "DE")
IN_THE_MARKET = Actor(Role.RESPONDENT, "admin")


def to_appoint() -> Story:
    story = negotiating()
    story.wait_for("negotiation.agree")
    return story


def against_the_market() -> Story:
    """The marketplace itself is the respondent."""
    story = Story().file(respondent=MARKET)
    story.do(filing.AnswerComplaint, IN_THE_MARKET, position=e.Position.DISPUTES, statement=Text("We see no crack."))
    story.do(filing.EscalateComplaint, BUYER, reasons=Text("There is one."))
    return story


# Independence


@pytest.mark.parametrize("admit", [filing.AdmitCase, filing.RefuseCase])
def test_a_marketplace_that_is_a_party_admits_and_refuses_nothing(admit: type[filing.Command]):
    story = against_the_market()
    more = {"ground": e.RefusalGround.FRIVOLOUS, "reasons": Text("No.")} if admit is filing.RefuseCase else {}
    with pytest.raises(no.NotAllowed):
        story.do(admit, ADMINISTRATOR, **more)
    story.do(admit, REGISTRAR, **more)


def test_its_administrators_acts_pass_to_a_registrar():
    story = against_the_market()
    paused = {"pause": "p", "ground": PauseGround.CARRIER_TRACE, "days": 3, "reasons": Text("The parcel is traced.")}
    with pytest.raises(no.NotAllowed):
        story.do(human_review.AnswerHumanReview, ADMINISTRATOR, finding=Text("Fine."))
    with pytest.raises(no.NotAllowed):
        story.do(pausing.OrderPause, ADMINISTRATOR, **paused)
    assert available_actions(ADMINISTRATOR, story.case, story.now) == []
    mine = {one.action for one in available_actions(REGISTRAR, story.case, story.now)}
    assert {Action.ADMIT_CASE, Action.REFUSE_CASE, Action.ORDER_PAUSE} <= mine
    story.do(pausing.OrderPause, REGISTRAR, **paused)


def test_nobody_is_appointed_by_a_marketplace_that_is_a_party():
    story = against_the_market()
    story.do(filing.AdmitCase, REGISTRAR)
    story.wait(days=4)
    story.do(negotiation.LeaveNegotiation, BUYER)
    with pytest.raises(no.NotAllowed):
        appoint(story, Function.MEDIATOR, "mediator")
    with pytest.raises(no.NotEligible, match="one of the sides employs or pays them"):
        appoint(story, Function.MEDIATOR, "mediator", by=REGISTRAR, payer="kiezmarkt")
    appoint(story, Function.MEDIATOR, "mediator", by=REGISTRAR)
    assert story.case.stage is Stage.MEDIATION


def test_the_rule_appoints_nobody_whom_the_party_pays_either():
    story = against_the_market()
    story.do(filing.AdmitCase, REGISTRAR)
    story.wait(days=4)
    story.do(negotiation.LeaveNegotiation, BUYER)
    story.wait_for("appointment")
    with pytest.raises(no.NotEligible):
        appoint(story, Function.MEDIATOR, "mediator", by=Actor(Role.SYSTEM), payer="kiezmarkt")


# Who can be appointed


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"functions": frozenset({Function.DECIDER})}, "they do not serve as mediator"),
        ({"person": "buyer"}, "they belong to one of the sides"),
        ({"belongs_to": frozenset({"holzhaus"})}, "they belong to one of the sides"),
        ({"payer": "holzhaus"}, "one of the sides employs or pays them"),
        ({"payer": "buyer"}, "one of the sides employs or pays them"),
        ({"conflicts": frozenset({"holzhaus"})}, "they have a conflict of interest with one of the sides"),
        ({"conflicts": frozenset({"buyer"})}, "they have a conflict of interest with one of the sides"),
        ({"away": True}, "they are away at present"),
    ],
)
def test_a_refusal_says_what_speaks_against_somebody_and_what_to_do(known: dict[str, Any], why: str):
    story = to_appoint()
    person = known.get("person", "mediator")
    more = {name: value for name, value in known.items() if name != "person"}
    with pytest.raises(no.NotEligible, match=f"cannot be appointed here: {why}. Choose somebody else."):
        appoint(story, Function.MEDIATOR, person, **more)


def test_a_conflict_with_somebody_else_and_a_payer_outside_the_case_are_none():
    story = to_appoint()
    appoint(story, Function.MEDIATOR, "mediator", conflicts=frozenset({"another"}), payer="kiezmarkt")
    assert story.case.neutral(Function.MEDIATOR).payer == "kiezmarkt"


def test_everything_that_speaks_against_somebody_is_known_at_once():
    story = mediating()
    ask = appointing.AppointNeutral(
        by=ADMINISTRATOR,
        at=story.now,
        function=Function.DECIDER,
        person="mediator",
        functions=frozenset({Function.MEDIATOR}),
        belongs_to=frozenset(),
        payer=SELLER.person,
        away=True,
    )
    assert list(appointing.against(ask, story.case)) == [
        "they do not serve as decider",
        "they have already served in this case",
        "they are away at present",
    ]
