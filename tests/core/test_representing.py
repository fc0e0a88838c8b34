"""Somebody speaks for a side by mandate, until it is revoked or laid down; what binds needs a mandate that says so."""

import pytest

from odr.domain import appointing, bidding, decision, filing, mediation, negotiation, representing, talk
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Departure
from odr.domain.possible import Action, available_actions
from odr.domain.roles import Actor, Role, Room, Side, Visitor
from odr.domain.sight import seat
from odr.domain.words import Text
from odr.views import gone, readers
from tests.core.acts.courses import Course, Filed, at_stage, line, ruling
from tests.core.given import ADMINISTRATOR, BUYER, MEDIATOR, SELLER, Story, refund

LAWYER = Actor(Role.COMPLAINANT, "lawyer")


def represented(story: Story | None = None, *, settles: bool, by: Actor = BUYER, speaker: Actor = LAWYER) -> Story:
    story = story or Story().file()
    story.do(representing.NameRepresentative, by, representation="n", settles=settles)
    story.do(representing.JoinAsRepresentative, speaker, representation="n")
    return story


def offered(story: Story) -> Story:
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(3000),))
    return story


def blocked(story: Story, by: Actor) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now) if one.blocked}


def test_a_representative_has_the_seat_of_the_side_from_when_they_take_the_mandate_on() -> None:
    story = Story().file()
    story.do(representing.NameRepresentative, BUYER, representation="n", settles=True)
    assert seat(story.case, Visitor("lawyer")) is None
    story.do(representing.JoinAsRepresentative, LAWYER, representation="n")
    assert seat(story.case, Visitor("lawyer")) is Role.COMPLAINANT
    assert ("person:lawyer", Role.COMPLAINANT) in readers(story.case)


def test_their_acts_are_entered_as_theirs_and_count_for_the_side() -> None:
    story = represented(settles=False)
    story.do(talk.SendMessage, LAWYER, message="m", room=Room.OPEN, words=Text("We insist."))
    assert story.entries[-1].by == LAWYER
    assert story.case.mandate_of(LAWYER) is not None
    assert story.case.mandate_of(BUYER) is None


def test_a_mandate_that_covers_settlements_settles() -> None:
    story = offered(represented(settles=True))
    events = story.do(negotiation.AcceptOffer, LAWYER, offer="o", understood=True)
    assert any(isinstance(event, e.SettlementReached) for event in events)


@pytest.mark.parametrize("settles", [False, True])
def test_what_binds_the_side_needs_a_mandate_that_covers_it(settles: bool) -> None:
    story = offered(represented(settles=settles))
    asked = {
        negotiation.MakeOffer: {"offer": "o-2", "lines": (refund(3000),)},
        negotiation.AcceptOffer: {"offer": "o", "understood": True},
    }
    for kind, more in asked.items():
        trial = Story(story.rulebook, entries=[*story.entries], case=story.case, now=story.now)
        if settles:
            trial.do(kind, LAWYER, **more)
        else:
            with pytest.raises(no.OutsideMandate):
                trial.do(kind, LAWYER, **more)
    binding = {Action.MAKE_OFFER, Action.ACCEPT_OFFER}
    assert blocked(story, LAWYER) & binding == (set() if settles else binding)
    assert not blocked(story, BUYER) & binding
    story.do(negotiation.DeclineOffer, LAWYER, offer="o")


SIDE = Actor(Role.COMPLAINANT, "complainant")


def test_a_secret_bid_binds_too() -> None:
    story = represented(at_stage(e.Stage.NEGOTIATION, Filed.BY_THE_BUYER, Course.ANSWERED), settles=False, by=SIDE)
    story.do(bidding.OpenBidding, Actor(Role.RESPONDENT, "respondent"), bidding="b")
    with pytest.raises(no.OutsideMandate):
        story.do(bidding.GiveBid, LAWYER, bidding="b", amount=line(story.case).amount, understood=True)
    assert Action.GIVE_BID in blocked(story, LAWYER)


def test_a_yes_to_a_proposal_binds_and_a_no_does_not() -> None:
    story = represented(at_stage(e.Stage.MEDIATION, Filed.BY_THE_BUYER, Course.ANSWERED), settles=False, by=SIDE)
    story.do(mediation.MakeProposal, MEDIATOR, proposal="p", lines=(line(story.case),), reasons=Text("Half."))
    with pytest.raises(no.OutsideMandate):
        story.do(mediation.AnswerProposal, LAWYER, proposal="p", accepts=True, understood=True)
    story.do(mediation.AnswerProposal, LAWYER, proposal="p", accepts=False, understood=False)


def test_a_decision_is_accepted_or_rejected_only_under_a_mandate_that_covers_it() -> None:
    story = at_stage(e.Stage.DECISION, Filed.BY_THE_BUYER, Course.ANSWERED)
    represented(story, settles=False, by=SIDE)
    story.do(decision.IssueDecision, Actor(Role.DECIDER, "decider"), **ruling(story.case, "d"))
    story.wait(days=4)
    with pytest.raises(no.OutsideMandate):
        story.do(decision.AcceptDecision, LAWYER, understood=True)
    with pytest.raises(no.OutsideMandate):
        story.do(decision.RejectDecision, LAWYER)
    assert {Action.ACCEPT_DECISION, Action.REJECT_DECISION} <= blocked(story, LAWYER)


def test_what_gives_up_a_right_binds_too() -> None:
    story = represented(at_stage(e.Stage.DECISION_CHOICE, Filed.BY_THE_BUYER, Course.ANSWERED), settles=False, by=SIDE)
    for kind in (decision.ForgoDecision, filing.WithdrawComplaint):
        with pytest.raises(no.OutsideMandate):
            story.do(kind, LAWYER)
    assert {Action.FORGO_DECISION, Action.WITHDRAW_COMPLAINT} <= blocked(story, LAWYER)
    speaker = Actor(Role.RESPONDENT, "other-lawyer")
    story = represented(settles=False, by=SELLER, speaker=speaker)
    with pytest.raises(no.OutsideMandate):
        story.do(filing.AnswerComplaint, speaker, position=e.Position.ACCEPTS, statement=Text("We are sorry."))
    story.do(filing.AnswerComplaint, speaker, position=e.Position.DISPUTES, statement=Text("It was whole."))


def test_named_again_before_they_came_the_earlier_mandate_is_over() -> None:
    story = Story().file()
    story.do(representing.NameRepresentative, BUYER, representation="n", settles=False)
    again = story.do(representing.NameRepresentative, BUYER, representation="n-2", settles=True)
    assert again == [
        e.RepresentationEnded("n", Departure.REVOKED),
        e.RepresentativeNamed("n-2", Side.COMPLAINANT, settles=True),
    ]
    with pytest.raises(no.NotFound):
        story.do(representing.JoinAsRepresentative, LAWYER, representation="n")
    story.do(representing.JoinAsRepresentative, LAWYER, representation="n-2")


def test_the_side_revokes_and_the_seat_is_gone() -> None:
    story = represented(settles=True)
    before = story.case
    events = story.do(representing.EndRepresentation, BUYER)
    assert events == [e.RepresentationEnded("n", Departure.REVOKED)]
    assert seat(story.case, Visitor("lawyer")) is None
    assert gone(before, story.case) == ["person:lawyer"]
    with pytest.raises(no.NothingToAnswer):
        story.do(representing.EndRepresentation, BUYER)


def test_the_representative_lays_it_down() -> None:
    story = represented(settles=True)
    assert story.do(representing.EndRepresentation, LAWYER) == [e.RepresentationEnded("n", Departure.LAID_DOWN)]


def test_a_mandate_that_was_revoked_is_not_taken_on() -> None:
    story = Story().file()
    story.do(representing.NameRepresentative, BUYER, representation="n", settles=True)
    story.do(representing.EndRepresentation, BUYER)
    with pytest.raises(no.NotFound):
        story.do(representing.JoinAsRepresentative, LAWYER, representation="n")


def test_one_speaks_for_a_side_at_a_time_and_hands_the_mandate_to_nobody() -> None:
    story = represented(settles=True)
    with pytest.raises(no.RepresentedAlready):
        story.do(representing.NameRepresentative, BUYER, representation="n-2", settles=True)
    with pytest.raises(no.NotAllowed):
        story.do(representing.NameRepresentative, LAWYER, representation="n-2", settles=True)
    story.do(representing.NameRepresentative, SELLER, representation="n-3", settles=True)
    with pytest.raises(no.HasAnotherPart):
        story.do(representing.JoinAsRepresentative, Actor(Role.RESPONDENT, "lawyer"), representation="n-3")
    with pytest.raises(no.HasAnotherPart):
        story.do(representing.JoinAsRepresentative, Actor(Role.RESPONDENT, "buyer"), representation="n-3")
    with pytest.raises(no.NotFound):
        story.do(representing.JoinAsRepresentative, Actor(Role.COMPLAINANT, "other"), representation="n-3")


def test_a_neutral_never_speaks_for_a_side_nor_the_other_way_round() -> None:
    story = at_stage(e.Stage.MEDIATION, Filed.BY_THE_BUYER, Course.ANSWERED)
    story.do(representing.NameRepresentative, SIDE, representation="n", settles=True)
    with pytest.raises(no.HasAnotherPart):
        story.do(representing.JoinAsRepresentative, Actor(Role.COMPLAINANT, "mediator"), representation="n")
    story = at_stage(e.Stage.DECIDER_APPOINTMENT, Filed.BY_THE_BUYER, Course.ANSWERED)
    represented(story, settles=True, by=SIDE)
    story.do(representing.EndRepresentation, SIDE)
    asked = {"function": e.Function.DECIDER, "functions": frozenset({e.Function.DECIDER}), "payer": "service"}
    with pytest.raises(no.NotEligible):
        story.do(appointing.AppointNeutral, ADMINISTRATOR, person="lawyer", belongs_to=frozenset(), **asked)


def test_nobody_but_a_side_names_one() -> None:
    story = Story().file()
    with pytest.raises(no.NotAllowed):
        story.do(representing.NameRepresentative, ADMINISTRATOR, representation="n", settles=True)
    named = story.do(representing.NameRepresentative, SELLER, representation="n", settles=False)
    assert named[-1] == e.RepresentativeNamed("n", Side.RESPONDENT, settles=False)
