"""A minor, or somebody under guardianship, is never alone where something binds them, and nobody learns why from it."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import (
    bidding,
    counterclaim,
    decision,
    filing,
    guarding,
    mediation,
    negotiation,
    pausing,
    representing,
    talk,
    terminating,
)
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Basis, Departure, Guardianship, Stage
from odr.domain.evolve import fold
from odr.domain.possible import Action, available_actions
from odr.domain.roles import Actor, Capacity, Role, Room, Side, Visitor
from odr.domain.rulebook import PauseGround, Rulebook
from odr.domain.sight import seat
from odr.domain.silence import default_decision
from odr.domain.words import Text
from odr.records.compose import compose, named_ids
from odr.records.content import to_json
from odr.records.reading import Reading, Scope
from odr.rulebooks import all_rulebooks
from odr.views import readers, seen
from tests.core.acts.courses import Course, Filed, at_stage, line, ruling
from tests.core.given import ADMINISTRATOR, BUYER, BY_THE_SELLER, MEDIATOR, RULEBOOK, SELLER, Story, complaint, refund

MINOR = Actor(Role.COMPLAINANT, "complainant")
MOTHER = Actor(Role.COMPLAINANT, "mother")
UNDER_AGE = {"ground": Guardianship.UNDER_AGE}
NEEDS = Room.NEEDS_COMPLAINANT


def minor(story: Story | None = None, by: Actor = BUYER) -> Story:
    story = story or Story().file()
    story.do(guarding.RequireGuardian, by, **UNDER_AGE)
    return story


def guarded(story: Story | None = None, by: Actor = BUYER) -> Story:
    story = minor(story, by)
    story.do(guarding.NameGuardian, by, representation="g")
    story.do(representing.JoinAsRepresentative, MOTHER, representation="g")
    return story


def at(stage: Stage, filed: Filed = Filed.BY_THE_BUYER) -> Story:
    return at_stage(stage, filed, Course.ANSWERED)


def actions(story: Story, by: Actor) -> dict[Action, no.Refused | None]:
    return {one.action: one.blocked for one in available_actions(by, story.case, story.now)}


def test_a_side_says_it_and_its_own_time_stands_still() -> None:
    story = Story().file()
    events = story.do(guarding.RequireGuardian, BUYER, **UNDER_AGE)
    assert events[:2] == [
        e.LegalRepresentativeRequired(Side.COMPLAINANT),
        e.GuardianshipStated(Side.COMPLAINANT, NEEDS, Guardianship.UNDER_AGE),
    ]
    begun = next(event for event in events if isinstance(event, e.PauseBegun))
    assert (begun.ground, begun.side) == (PauseGround.REPRESENTATIVE_AWAITED, Side.COMPLAINANT)
    with pytest.raises(no.AlreadyDone):
        story.do(guarding.RequireGuardian, BUYER, **UNDER_AGE)


def test_it_is_known_from_the_sale() -> None:
    story = Story().file(guardianships=((Side.COMPLAINANT, Guardianship.UNDER_GUARDIANSHIP),))
    assert story.case.bound_by_law == {Side.COMPLAINANT}
    assert story.case.awaits_guardian(Side.COMPLAINANT)
    assert [one.side for one in story.case.pauses.values()] == [Side.COMPLAINANT]


def test_who_conducts_or_administers_the_case_says_it_too_and_names_the_side() -> None:
    story = at(Stage.MEDIATION)
    for by in (MEDIATOR, ADMINISTRATOR):
        with pytest.raises(no.InvalidInput):
            story.do(guarding.RequireGuardian, by, **UNDER_AGE)
    story.do(guarding.RequireGuardian, MEDIATOR, side=Side.COMPLAINANT, **UNDER_AGE)
    story.do(guarding.NameGuardian, ADMINISTRATOR, side=Side.COMPLAINANT, representation="g")
    story.do(representing.JoinAsRepresentative, MOTHER, representation="g")
    assert not story.case.awaits_guardian(Side.COMPLAINANT)


def test_nobody_says_it_of_the_other_side_and_a_business_has_no_guardian() -> None:
    story = Story().file()
    for side in (None, Side.COMPLAINANT):
        with pytest.raises(no.NeedsNoGuardian):
            story.do(guarding.RequireGuardian, SELLER, side=side, **UNDER_AGE)
    assert Action.REQUIRE_GUARDIAN not in actions(story, SELLER)
    private = replace(story.case.respondent, capacity=Capacity.PRIVATE)
    with pytest.raises(no.NotAllowed):
        guarding.require_guardian(
            guarding.RequireGuardian(by=SELLER, at=story.now, side=Side.COMPLAINANT, ground=Guardianship.UNDER_AGE),
            replace(story.case, respondent=private),
        )
    with pytest.raises(no.NeedsNoGuardian):
        story.do(guarding.RequireGuardian, ADMINISTRATOR, side=Side.RESPONDENT, **UNDER_AGE)
    assert Action.NAME_GUARDIAN not in actions(story, BUYER)
    with pytest.raises(no.NeedsNoGuardian):
        story.do(guarding.NameGuardian, BUYER, representation="g")
    with pytest.raises(no.NotAllowed):
        story.do(guarding.NameGuardian, MEDIATOR, side=Side.COMPLAINANT, representation="g")


def test_alone_they_write_hand_in_and_go_on() -> None:
    story = minor(at(Stage.ESCALATION), MINOR)
    assert {Action.SEND_MESSAGE, Action.STATE_NEEDS, Action.HAND_IN_EVIDENCE} <= actions(story, MINOR).keys()
    story.do(talk.SendMessage, MINOR, message="m", room=Room.OPEN, words=Text("It broke."))
    story.do(filing.EscalateComplaint, MINOR, reasons=Text("It is still broken."))
    assert story.case.stage is Stage.INTAKE
    assert story.case.awaits_guardian(Side.COMPLAINANT)


def offered(story: Story) -> Story:
    story.do(negotiation.MakeOffer, Actor(Role.RESPONDENT, "respondent"), offer="o", lines=(line(story.case),))
    return story


BINDING: dict[str, tuple[Stage, Action, Any, dict[str, Any]]] = {
    "an acceptance": (
        Stage.NEGOTIATION,
        Action.ACCEPT_OFFER,
        negotiation.AcceptOffer,
        {"offer": "o", "understood": True},
    ),
    "an offer": (Stage.NEGOTIATION, Action.MAKE_OFFER, negotiation.MakeOffer, {"offer": "p", "lines": (refund(3000),)}),
    "a withdrawal": (Stage.NEGOTIATION, Action.WITHDRAW_COMPLAINT, filing.WithdrawComplaint, {}),
    "no decision": (Stage.DECISION_CHOICE, Action.FORGO_DECISION, decision.ForgoDecision, {}),
    "a representative": (
        Stage.MEDIATION,
        Action.NAME_REPRESENTATIVE,
        representing.NameRepresentative,
        {"representation": "r", "settles": True},
    ),
}


@pytest.mark.parametrize("what", BINDING)
def test_what_binds_or_gives_up_a_right_is_the_guardians(what: str) -> None:
    stage, action, kind, asked = BINDING[what]
    story = at(stage)
    if stage is Stage.NEGOTIATION:
        offered(story)
    minor(story, MINOR)
    with pytest.raises(no.GuardianDecides):
        story.do(kind, MINOR, **asked)
    assert isinstance(actions(story, MINOR)[action], no.GuardianDecides)
    story.do(guarding.NameGuardian, MINOR, representation="g")
    story.do(representing.JoinAsRepresentative, MOTHER, representation="g")
    assert isinstance(actions(story, MINOR)[action], no.GuardianDecides)
    assert actions(story, MOTHER)[action] is None
    story.do(kind, MOTHER, **asked)


def decided(story: Story) -> None:
    story.do(decision.IssueDecision, Actor(Role.DECIDER, "decider"), **ruling(story.case, "d"))
    story.wait(days=4)


@pytest.mark.parametrize(
    ("kind", "asked"), [(decision.AcceptDecision, {"understood": True}), (decision.RejectDecision, {})]
)
def test_a_decision_is_answered_by_the_guardian(kind: Any, asked: dict[str, Any]) -> None:
    story = minor(at(Stage.DECISION), MINOR)
    decided(story)
    with pytest.raises(no.GuardianDecides):
        story.do(kind, MINOR, **asked)
    story.do(guarding.NameGuardian, MINOR, representation="g")
    story.do(representing.JoinAsRepresentative, MOTHER, representation="g")
    story.do(kind, MOTHER, **asked)


def test_a_yes_to_a_proposal_and_a_secret_bid_are_the_guardians() -> None:
    story = minor(at(Stage.MEDIATION), MINOR)
    story.do(mediation.MakeProposal, MEDIATOR, proposal="p", lines=(line(story.case),), reasons=Text("Half."))
    with pytest.raises(no.GuardianDecides):
        story.do(mediation.AnswerProposal, MINOR, proposal="p", accepts=True, understood=True)
    story = minor(at(Stage.NEGOTIATION), MINOR)
    story.do(bidding.OpenBidding, Actor(Role.RESPONDENT, "respondent"), bidding="b")
    with pytest.raises(no.GuardianDecides):
        story.do(bidding.GiveBid, MINOR, bidding="b", amount=line(story.case).amount, understood=True)


def test_a_minor_who_is_complained_of_concedes_nothing_alone() -> None:
    story = Story().file(**BY_THE_SELLER)
    buyer = Actor(Role.RESPONDENT, "buyer")
    minor(story, buyer)
    with pytest.raises(no.GuardianDecides):
        story.do(filing.AnswerComplaint, buyer, position=e.Position.ACCEPTS, statement=Text("Yes."))
    claims = complaint().claims
    story.do(counterclaim.MakeCounterclaim, buyer, counterclaim="c", claims=claims, narrative=Text("No."))
    with pytest.raises(no.GuardianDecides):
        story.do(counterclaim.WithdrawCounterclaim, buyer)
    story.do(filing.AnswerComplaint, buyer, position=e.Position.DISPUTES, statement=Text("It was full."))


def test_a_mandate_of_the_guardian_binds_and_one_that_a_minor_gave_does_not() -> None:
    lawyer = Actor(Role.COMPLAINANT, "lawyer")
    story = at(Stage.NEGOTIATION)
    story.do(representing.NameRepresentative, MINOR, representation="r", settles=True)
    story.do(representing.JoinAsRepresentative, lawyer, representation="r")
    guarded(offered(story), MINOR)
    with pytest.raises(no.GuardianDecides):
        story.do(negotiation.AcceptOffer, lawyer, offer="o", understood=True)
    with pytest.raises(no.NotAllowed):
        story.do(guarding.ClaimCapacity, lawyer)
    with pytest.raises(no.GuardianDecides):
        story.do(representing.EndRepresentation, MINOR)
    assert story.do(representing.EndRepresentation, MOTHER, representation="r")[0] == e.RepresentationEnded(
        "r", Departure.REVOKED
    )
    other = Actor(Role.COMPLAINANT, "other-lawyer")
    story.do(representing.NameRepresentative, MOTHER, representation="r-2", settles=True)
    story.do(representing.JoinAsRepresentative, other, representation="r-2")
    story.do(negotiation.AcceptOffer, other, offer="o", understood=True)


def test_the_guardian_sits_with_the_side_and_only_it_and_the_neutrals_know_who_and_why() -> None:
    story = guarded(at(Stage.MEDIATION), MINOR)
    assert seat(story.case, Visitor("mother")) is Role.COMPLAINANT
    assert ("person:mother", Role.COMPLAINANT) in readers(story.case)
    for role in Role:
        own = fold(story.case.id, seen(role, story.entries), RULEBOOK)
        if role in (Role.OPERATOR, Role.TRUST_AND_SAFETY):
            continue
        told = role in (Role.COMPLAINANT, Role.RECIPIENT, Role.MEDIATOR, Role.DECIDER, Role.REVIEWER, Role.SYSTEM)
        if Side.COMPLAINANT not in own.bound_by_law:
            assert role is Role.SECOND_READER or not own.version
            continue
        assert bool(own.guardianships) is told, role
        found = own.representations["g"]
        assert (found.person == "mother") is told, role
        assert found.active
        assert (found.basis, found.settles) == (Basis.LAW, True)


def test_what_everybody_sees_tells_neither_ground_nor_name() -> None:
    story = guarded()
    public = [one.event for one in seen(Role.RESPONDENT, story.entries)]
    assert not any("mother" in repr(event) or "UNDER" in repr(event) or "Guardian" in repr(event) for event in public)


def test_no_record_but_their_own_names_the_guardian_or_the_ground() -> None:
    story = guarded(at(Stage.MEDIATION), MINOR)
    story.do(talk.SendMessage, MOTHER, message="m", room=Room.WITHOUT_PREJUDICE, words=Text("He is fifteen."))
    names = {"mother": "Maria Mutter"}
    for role, told in ((Role.COMPLAINANT, True), (Role.RESPONDENT, False), (Role.MARKETPLACE, False)):
        own = seen(role, story.entries)
        case = fold(story.case.id, own, RULEBOOK)
        reading = Reading(case, tuple(own), ("",) * len(own), role, Scope.PRIVATE)
        record = to_json(compose(reading, names, "en")).decode()
        assert ("Maria Mutter" in record) is told
        assert ("under age" in record) is told
        assert "its representative by law" in record
        assert ("mother" in named_ids(case)) is told


def test_a_guardian_of_the_respondent_comes_without_a_name_for_others() -> None:
    story = Story().file(**BY_THE_SELLER)
    buyer, father = Actor(Role.RESPONDENT, "buyer"), Actor(Role.RESPONDENT, "father")
    story.do(guarding.RequireGuardian, buyer, **UNDER_AGE)
    story.do(guarding.NameGuardian, ADMINISTRATOR, side=Side.RESPONDENT, representation="g")
    story.do(representing.JoinAsRepresentative, father, representation="g")
    public = [one.event for one in seen(Role.COMPLAINANT, story.entries)]
    assert not any("father" in repr(event) for event in public)


def test_who_has_another_part_is_no_guardian() -> None:
    story = minor(at(Stage.MEDIATION), MINOR)
    story.do(guarding.NameGuardian, MINOR, representation="g")
    for person in ("mediator", "buyer"):
        with pytest.raises(no.HasAnotherPart):
            story.do(representing.JoinAsRepresentative, Actor(Role.COMPLAINANT, person), representation="g")


def test_named_again_the_earlier_link_opens_nothing() -> None:
    story = minor()
    story.do(guarding.NameGuardian, BUYER, representation="g")
    again = story.do(guarding.NameGuardian, BUYER, representation="g-2")
    assert again[0] == e.RepresentationEnded("g", Departure.REVOKED)
    with pytest.raises(no.NotFound):
        story.do(representing.JoinAsRepresentative, MOTHER, representation="g")
    story.do(representing.JoinAsRepresentative, MOTHER, representation="g-2")
    with pytest.raises(no.AlreadyDone):
        story.do(guarding.NameGuardian, BUYER, representation="g-3")


def test_a_guardian_is_not_revoked_but_lays_it_down_and_time_stands_still_again() -> None:
    story = guarded()
    assert not story.case.pauses
    with pytest.raises(no.GuardianStays):
        story.do(representing.EndRepresentation, BUYER)
    events = story.do(representing.EndRepresentation, MOTHER)
    assert events[0] == e.RepresentationEnded("g", Departure.LAID_DOWN)
    assert story.case.awaits_guardian(Side.COMPLAINANT)
    assert story.case.pauses


def test_a_guardian_revokes_the_mandate_that_stands_beside_their_part() -> None:
    story, lawyer = guarded(), Actor(Role.COMPLAINANT, "lawyer")
    story.do(representing.NameRepresentative, MOTHER, representation="m", settles=True)
    story.do(representing.JoinAsRepresentative, lawyer, representation="m")
    with pytest.raises(no.GuardianDecides):
        story.do(representing.EndRepresentation, BUYER, representation="m")
    with pytest.raises(no.NothingToAnswer):
        story.do(representing.EndRepresentation, lawyer, representation="g")
    (ended,) = story.do(representing.EndRepresentation, MOTHER, representation="m")
    assert ended == e.RepresentationEnded("m", Departure.REVOKED)
    assert seat(story.case, Visitor("lawyer")) is None
    assert seat(story.case, Visitor("mother")) is Role.COMPLAINANT
    assert not story.case.awaits_guardian(Side.COMPLAINANT)


def test_a_guardian_is_relieved_with_reasons() -> None:
    story = guarded()
    with pytest.raises(no.NotAllowed):
        story.do(guarding.RelieveGuardian, BUYER, side=Side.COMPLAINANT, reasons=Text("We quarrel."))
    with pytest.raises(no.ReasonsMissing):
        story.do(guarding.RelieveGuardian, ADMINISTRATOR, side=Side.COMPLAINANT, reasons=Text(" "))
    why = Text("She is on the seller's side.")
    events = story.do(guarding.RelieveGuardian, ADMINISTRATOR, side=Side.COMPLAINANT, reasons=why)
    assert events[:2] == [
        e.RepresentationEnded("g", Departure.RELIEVED),
        e.GuardianRelieved("g", Side.COMPLAINANT, NEEDS, why),
    ]
    assert seat(story.case, Visitor("mother")) is None
    assert story.case.representations["g"].relieved_for == why
    with pytest.raises(no.NothingToAnswer):
        story.do(guarding.RelieveGuardian, ADMINISTRATOR, side=Side.RESPONDENT, reasons=why)


def test_who_came_of_age_says_so_and_somebody_confirms_it() -> None:
    story = guarded(offered(at(Stage.NEGOTIATION)), MINOR)
    with pytest.raises(no.NothingToAnswer):
        story.do(guarding.ConfirmCapacity, ADMINISTRATOR, side=Side.COMPLAINANT)
    story.do(guarding.ClaimCapacity, MINOR)
    with pytest.raises(no.AlreadyDone):
        story.do(guarding.ClaimCapacity, MINOR)
    for by in (MINOR, MOTHER, Actor(Role.RESPONDENT, "respondent")):
        with pytest.raises(no.NotAllowed):
            story.do(guarding.ConfirmCapacity, by, side=Side.COMPLAINANT)
    with pytest.raises(no.GuardianDecides):
        story.do(negotiation.AcceptOffer, MINOR, offer="o", understood=True)
    story.do(guarding.ConfirmCapacity, ADMINISTRATOR, side=Side.COMPLAINANT)
    assert story.case.representations["g"].ended is Departure.NOT_NEEDED
    assert not story.case.guardianships
    story.do(negotiation.AcceptOffer, MINOR, offer="o", understood=True)


def test_what_waits_for_the_side_alone_stands_still_and_begins_anew_when_the_guardian_came() -> None:
    story = minor(at(Stage.DECISION_CHOICE), MINOR)
    frame = story.case.frames["decision_choice"]
    story.wait(until=frame.due)
    assert story.case.stage is Stage.DECISION_CHOICE
    story.do(guarding.NameGuardian, MINOR, representation="g")
    story.do(representing.JoinAsRepresentative, MOTHER, representation="g")
    anew = story.case.frames["decision_choice"]
    assert anew.due - story.now >= frame.due - frame.facts.start
    assert not any(name.startswith("pause.limit") for name in story.case.frames)


def test_when_nobody_comes_the_case_goes_on_to_a_decision_and_is_not_closed() -> None:
    story = minor(at(Stage.DECISION_CHOICE), MINOR)
    story.wait(days=31)
    assert not story.case.pauses
    assert story.case.stage is Stage.DECISION_CHOICE
    story.wait_for("decision_choice")
    assert story.case.closed_at is None
    assert story.case.stage in (Stage.DECIDER_APPOINTMENT, Stage.EVIDENCE)


def test_a_dispute_that_nobody_opened_for_a_minor_opens_by_itself() -> None:
    story = minor(at(Stage.ESCALATION), MINOR)
    story.wait(days=31)
    story.wait_for("escalation")
    assert story.case.closed_at is None
    assert story.case.stage not in (Stage.ESCALATION, Stage.CLOSED)


def test_a_decision_still_waits_for_the_guardian_and_silence_is_no_consent() -> None:
    story = minor(at(Stage.DECISION), MINOR)
    decided(story)
    due = story.case.frames["acceptance"].due
    story.wait(until=due)
    assert story.case.stage is Stage.ACCEPTANCE
    story.wait(days=60)
    assert story.case.closed_at is not None
    assert not story.case.pauses


def test_the_time_of_all_pauses_is_not_passed() -> None:
    story = minor(at(Stage.MEDIATION), MINOR)
    assert pausing.days_left(story.case) == 0
    story.wait(days=31)
    story.do(guarding.NameGuardian, MINOR, representation="g")
    story.do(representing.JoinAsRepresentative, MOTHER, representation="g")
    story.do(representing.EndRepresentation, MOTHER)
    assert not story.case.pauses


def test_no_case_ends_for_the_silence_of_a_side_that_waits() -> None:
    story = minor(at(Stage.MEDIATION), MINOR)
    with pytest.raises(no.GuardianAwaited):
        story.do(terminating.NoticeInactivity, MEDIATOR)


def test_a_minor_who_is_silent_is_not_decided_against_by_a_rule() -> None:
    rulebook = next(one for one in all_rulebooks().values() if one.default_track.default_decision)
    story = Story(with_default_against_consumers(rulebook)).file()
    assert default_decision(story.case) is not None
    waiting = replace(story.case, bound_by_law=frozenset({Side.RESPONDENT}))
    assert default_decision(waiting) is None


def with_default_against_consumers(rulebook: Rulebook) -> Rulebook:
    track = rulebook.default_track
    assert track.default_decision
    return replace(
        rulebook, default_track=replace(track, default_decision=replace(track.default_decision, against_consumers=True))
    )
