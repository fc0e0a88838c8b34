"""A carrier, a broker or a maker: what it sees, what it says, and that nothing binds it or follows from its silence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from odr.docket import Stamp
from odr.domain import (
    amending,
    appointing,
    decision,
    erasing,
    exhibits,
    filing,
    pausing,
    representing,
    talk,
    terminating,
)
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.appointing import APPOINTED_AT
from odr.domain.events import Departure, Ending, Stage, Submission, ThirdPartyKind
from odr.domain.evolve import fold
from odr.domain.facts import Address, Parcel, ParcelLine, Shipment, Terms
from odr.domain.possible import Action, available_actions
from odr.domain.roles import Actor, Concern, HolderKind, Role, Room, Visitor
from odr.domain.rulebook import PauseGround
from odr.domain.sight import reads_as, seat, sees, sees_whole
from odr.domain.third_parties import (
    AskThirdParty,
    EndThirdParty,
    GiveThirdPartyStatement,
    InviteThirdParty,
    JoinAsThirdParty,
)
from odr.domain.words import Text
from odr.kept import Whole
from odr.notices.readers import Reader
from odr.notices.telling import notice_for
from odr.views import readers, rows, seen
from tests.core.acts.courses import C, Course, D, Filed, M, P, R, appointment, at_stage, copied, ruling
from tests.core.given import ADMINISTRATOR, BUYER, ORDER, RULEBOOK, SELLER, SELLER_PARTY, Story

CARL, OTHER = Actor(Role.THIRD_PARTY, "carl"), Actor(Role.THIRD_PARTY, "olga")
SAID = Text("It was handed over at the door.")
PARCELS = (Parcel("pa-1", "T1", (ParcelLine("lamp", 1),)), Parcel("pa-2", "T2", (ParcelLine("bulbs", 4),)))
SHIPPED = replace(
    ORDER,
    shipments=(Shipment("sh-1", "Post", PARCELS),),
    addresses=(Address("delivery", "PL", Text("ul. Długa 1")),),
    policies=(Terms("returns", "Kiezmarkt", "Thirty days.", "0" * 64),),
)
CARRIER: dict[str, Any] = {"kind": ThirdPartyKind.CARRIER, "reasons": Text("Where is it?"), "parcels": ("pa-1",)}
MAKER: dict[str, Any] = {"kind": ThirdPartyKind.MAKER, "reasons": Text("Does it crack?"), "lines": ("lamp",)}
BROKER: dict[str, Any] = {"kind": ThirdPartyKind.BROKER, "reasons": Text("What was agreed?")}


def negotiating() -> Story:
    story = Story().file(order=SHIPPED)
    story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=Text("It left us whole."))
    story.do(filing.EscalateComplaint, BUYER, reasons=Text("It is cracked."))
    story.do(filing.AdmitCase, ADMINISTRATOR)
    return story


def with_carrier(story: Story | None = None, third: str = "t", by: Actor = C, **asked: Any) -> Story:
    story = story or negotiating()
    story.do(InviteThirdParty, by, **{**CARRIER, "third": third, **asked})
    story.do(JoinAsThirdParty, CARL, third=third)
    return story


def state(story: Story, by: Actor = CARL, **more: Any) -> list[e.Event]:
    return story.do(GiveThirdPartyStatement, by, **{"statement": "s", "words": SAID, **more})


def handed_in(story: Story, by: Actor, name: str) -> None:
    facts = {"upload": "u", "name": Text("scan.png"), "sha256": Text("0" * 64), "media_type": "image/png", "size": 1}
    story.do(exhibits.ReceiveExhibit, by, exhibit=name, **facts)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({**CARRIER, "parcels": ()}, no.InvalidInput),
        ({**CARRIER, "parcels": ("pa-9",)}, no.InvalidInput),
        ({**CARRIER, "lines": ("lamp",)}, no.InvalidInput),
        ({**MAKER, "lines": ()}, no.InvalidInput),
        ({**MAKER, "lines": ("sofa",)}, no.UnknownLine),
        ({**MAKER, "parcels": ("pa-1",)}, no.InvalidInput),
        ({**BROKER, "parcels": ("pa-1",)}, no.InvalidInput),
        ({**CARRIER, "reasons": Text(" ")}, no.ReasonsMissing),
    ],
)
def test_each_is_asked_about_its_own_business_and_told_why(asked: dict[str, Any], refusal: type[no.Refused]) -> None:
    with pytest.raises(refusal):
        negotiating().do(InviteThirdParty, C, third="t", **asked)


def test_either_side_the_neutral_at_work_and_the_administrator_ask_one_in() -> None:
    for by in (C, R, P, Actor(Role.REGISTRAR, "rosa")):
        (asked,) = negotiating().do(InviteThirdParty, by, third="t", **CARRIER)
        assert isinstance(asked, e.ThirdPartyInvited)
    for stage, by in ((Stage.MEDIATION, M), (Stage.EVIDENCE, D)):
        at_stage(stage, Filed.BY_THE_BUYER, Course.ANSWERED).do(InviteThirdParty, by, third="t", **MAKER)
    with pytest.raises(no.NotAllowed):
        at_stage(Stage.MEDIATION, Filed.BY_THE_BUYER, Course.ANSWERED).do(InviteThirdParty, D, third="t", **MAKER)
    with pytest.raises(no.NotAtThisStage):
        at_stage(Stage.DECISION, Filed.BY_THE_BUYER, Course.ANSWERED).do(InviteThirdParty, C, third="t", **MAKER)


def test_nobody_comes_who_has_another_part_or_to_whom_a_neutral_belongs() -> None:
    story = negotiating()
    story.do(InviteThirdParty, C, third="t", **CARRIER)
    for person in ("buyer",):
        with pytest.raises(no.HasAnotherPart):
            story.do(JoinAsThirdParty, Actor(Role.THIRD_PARTY, person), third="t")
    with pytest.raises(no.HasAnotherPart):
        story.do(JoinAsThirdParty, CARL, third="t", belongs_to=frozenset({"holzhaus"}))
    with pytest.raises(no.NeutralBelongsToYou):
        story.do(JoinAsThirdParty, CARL, third="t", belongs_to=frozenset({"post"}), neutrals=frozenset({"post"}))
    with pytest.raises(no.NotFound):
        story.do(JoinAsThirdParty, CARL, third="nobody")
    story.do(JoinAsThirdParty, CARL, third="t")
    with pytest.raises(no.AlreadyDone):
        story.do(JoinAsThirdParty, OTHER, third="t")
    assert seat(story.case, Visitor("carl")) is Role.THIRD_PARTY
    with pytest.raises(no.HasAnotherPart):
        representing.require_no_other_part("carl", story.case)


def test_the_marketplace_as_a_side_sends_nobody_either() -> None:
    own = replace(SELLER_PARTY, holder_kind=HolderKind.MARKETPLACE, holder="kiezmarkt")
    story = Story().file(order=SHIPPED, respondent=own)
    with pytest.raises(no.NotAllowed):
        story.do(InviteThirdParty, P, third="t", **CARRIER)
    story.do(InviteThirdParty, C, third="t", **CARRIER)
    with pytest.raises(no.HasAnotherPart):
        story.do(JoinAsThirdParty, CARL, third="t", belongs_to=frozenset({"kiezmarkt"}))


def test_no_neutral_is_the_third_party_or_of_its_house() -> None:
    story = at_stage(Stage.MEDIATOR_APPOINTMENT, Filed.BY_THE_BUYER, Course.ANSWERED)
    story.do(InviteThirdParty, C, third="t", **MAKER)
    story.do(JoinAsThirdParty, CARL, third="t", belongs_to=frozenset({"lampenwerk"}))
    usual = appointment(APPOINTED_AT[story.case.stage], "mira")
    ties = ({"person": "carl"}, {"belongs_to": frozenset({"lampenwerk"})}, {"payer": "lampenwerk"})
    for tie in (*ties, {"conflicts": frozenset({"carl"})}):
        with pytest.raises(no.NotEligible, match="third party"):
            story.do(appointing.AppointNeutral, P, **{**usual, **tie})
    story.do(appointing.AppointNeutral, P, **usual)


def own_case(story: Story, by: Actor = CARL) -> Any:
    return fold(story.case.id, seen(reads_as(by, story.case), story.entries), RULEBOOK)


def test_a_carrier_sees_its_parcel_a_maker_its_product_a_broker_the_sale_and_nobody_a_price() -> None:
    carrier = own_case(with_carrier())
    assert [line.id for line in carrier.order.lines] == ["lamp"]
    assert [parcel.tracking for one in carrier.order.shipments for parcel in one.parcels] == ["T1"]
    assert carrier.order.lines[0].listing == ""
    maker = own_case(with_carrier(**{**MAKER, "parcels": ()}))
    assert [line.listing for line in maker.order.lines] == ["Lamp, as sold"]
    assert maker.order.shipments == ()
    broker = own_case(with_carrier(**{**BROKER, "parcels": ()}))
    assert (len(broker.order.lines), len(broker.order.shipments[0].parcels)) == (3, 2)
    for case in (carrier, maker, broker):
        order = case.order
        assert (order.payments, order.addresses, order.policies, order.recipient, order.freight) == (
            (),
            (),
            (),
            None,
            None,
        )
        assert {(line.total, line.unit_price) for line in order.lines} == {(None, None)}
        assert (case.complainant.holder, case.respondent.holder, case.complainant.country) == ("", "", "")
        assert case.claims == ()


def test_it_sees_the_stages_and_that_the_case_ended_but_not_how() -> None:
    story = with_carrier()
    story.do(terminating.EndCase, ADMINISTRATOR, ground=e.Termination.NO_JURISDICTION, reasons=Text("Not here."))
    mine = own_case(story)
    assert [*mine.stages] == [*story.case.stages]
    assert (mine.closed_at, mine.ground) == (story.case.closed_at, None)
    assert story.case.ground is not None
    (row,) = [one for one in rows(story.case, story.entries) if one.reader == "person:carl"]
    assert (row.role, row.title, row.complaint, row.stage, row.ground) == ("THIRD_PARTY", "Lamp", "", "CLOSED", None)


def test_what_is_said_elsewhere_changes_nothing_for_it() -> None:
    story = with_carrier()
    quiet, loud = copied(story), copied(story)
    loud.do(talk.SendMessage, C, message="m", room=Room.OPEN, words=Text("Well?"))
    loud.do(talk.SendMessage, R, message="n", room=Room.WITHOUT_PREJUDICE, words=Text("Forty?"))
    handed_in(loud, C, "x")
    loud.do(exhibits.DiscloseExhibit, C, exhibit="x")
    loud.do(pausing.OrderPause, P, pause="p", ground=PauseGround.CARRIER_TRACE, days=2, reasons=Text("Wait."))
    loud.do(InviteThirdParty, R, third="another", **MAKER)
    loud.do(JoinAsThirdParty, OTHER, third="another")
    loud.do(AskThirdParty, R, third="another", question="q", words=Text("Well?"))
    state(loud, OTHER)
    for one in (quiet, loud):
        state(one)
    mine = Concern("t", (), ("pa-1",))
    told = [[(one.number, one.at, one.by, one.event) for one in seen(mine, story.entries)] for story in (quiet, loud)]
    assert told[0] == told[1]
    assert own_case(quiet).version == own_case(loud).version
    assert [one.action for one in available_actions(CARL, own_case(loud), loud.now)] == [
        one.action for one in available_actions(CARL, loud.case, loud.now)
    ]


def test_without_being_somebody_in_particular_a_third_party_sees_nothing() -> None:
    story = with_carrier()
    state(story)
    assert not any(sees(Role.THIRD_PARTY, entry.event) for entry in story.entries)
    assert {type(one.event) for one in story.entries if not sees_whole(Concern("t"), one)} == {
        e.CaseOpened,
        e.OrderRecorded,
    }


def test_what_it_may_do_is_to_state_to_hand_in_and_to_leave() -> None:
    story = with_carrier()
    possible = {one.action for one in available_actions(CARL, story.case, story.now)}
    assert possible == {Action.GIVE_THIRD_PARTY_STATEMENT, Action.HAND_IN_EVIDENCE, Action.END_THIRD_PARTY}
    assert available_actions(OTHER, story.case, story.now) == []
    state(story)
    possible |= {Action.CORRECT_SUBMISSION, Action.WITHDRAW_SUBMISSION, Action.ASK_ERASURE}
    assert {one.action for one in available_actions(CARL, story.case, story.now)} == possible


def correct(story: Story, subject: str, what: Submission = Submission.STATEMENT, by: Actor = CARL) -> list[e.Event]:
    return story.do(amending.CorrectSubmission, by, what=what, subject=subject, reads=Text("At the back door."))


def take_back(story: Story, subject: str, what: Submission = Submission.STATEMENT, by: Actor = CARL) -> list[e.Event]:
    return story.do(amending.WithdrawSubmission, by, what=what, subject=subject)


def test_it_corrects_what_it_said_beside_the_original_for_whoever_reads_that() -> None:
    story = with_carrier()
    state(story)
    (corrected,) = correct(story, "s")
    assert corrected == e.SubmissionCorrected(Submission.STATEMENT, "s", Room.OPEN, Text("At the back door."), "t")
    (original,) = story.case.third_statements
    assert original.words == SAID
    for role in (Role.COMPLAINANT, Role.RESPONDENT, Role.MEDIATOR, Role.DECIDER, Role.REVIEWER):
        assert sees(role, corrected)
    assert not sees(Role.MARKETPLACE, corrected)
    assert sees(Concern("t"), corrected)
    assert not sees(Concern("o"), corrected)
    assert own_case(story).amendments.keys() == {(Submission.STATEMENT, "s")}


def test_nobody_else_corrects_it_and_it_corrects_nothing_else() -> None:
    story = with_carrier()
    state(story)
    story.do(InviteThirdParty, C, third="o", **BROKER)
    story.do(JoinAsThirdParty, OTHER, third="o")
    for by in (OTHER, C, R):
        with pytest.raises(no.NotFound):
            correct(story, "s", by=by)
    with pytest.raises(no.NotAllowed):
        correct(story, "s", by=P)
    for what in (Submission.COMPLAINT, Submission.ANSWER):
        with pytest.raises(no.NotFound):
            correct(story, "", what)
    story.do(EndThirdParty, CARL, third="t")
    with pytest.raises(no.NotAllowed):
        correct(story, "s")


def test_a_file_of_its_own_is_corrected_and_taken_back_before_and_after_it_was_disclosed() -> None:
    story = with_carrier()
    for name in ("scan", "photo", "label"):
        handed_in(story, CARL, name)
    (corrected,) = correct(story, "scan", Submission.EXHIBIT)
    assert not any(sees(role, corrected) for role in Role if role is not Role.SYSTEM)
    assert sees(Concern("t"), corrected)
    take_back(story, "photo", Submission.EXHIBIT)
    with pytest.raises(no.NotFound):
        state(story, exhibits=("scan", "photo"))
    state(story, exhibits=("scan", "label"))
    assert story.case.exhibits["scan"].description == Text("At the back door.")
    (gone,) = take_back(story, "label", Submission.EXHIBIT)
    assert sees(Role.COMPLAINANT, gone)


def test_what_it_took_back_nothing_rests_on_and_what_it_corrected_is_answered_first() -> None:
    story = at_evidence()
    state(story)
    state(story, statement="gone")
    take_back(story, "gone")
    with pytest.raises(no.NotFound):
        take_back(story, "gone")
    story.wait_for("evidence.collect")
    late = copied(story)
    correct(late, "s")
    for one in (story, late):
        one.wait_for("evidence.reply")
        for act in (correct, take_back):
            with pytest.raises(no.NotAtThisStage):
                act(one, "s")
        assert {Action.CORRECT_SUBMISSION, Action.WITHDRAW_SUBMISSION}.isdisjoint(
            possible.action for possible in available_actions(CARL, one.case, one.now)
        )
        one.do(decision.CompleteFile, D)
    first, second = (said.number for said in story.case.third_statements)
    with pytest.raises(no.ExhibitWithdrawn):
        deciding(story, second)
    with pytest.raises(no.ExhibitNotAnswerable):
        deciding(late, first)
    deciding(story, first)


def test_its_statement_is_cited_by_its_number_and_carries_its_exhibits() -> None:
    story = with_carrier()
    label = story.case.third_parties["t"].label
    handed_in(story, CARL, "scan")
    assert not any(sees(role, story.entries[-1].event) for role in Role if role is not Role.SYSTEM)
    stated, disclosed = state(story, exhibits=("scan",))
    assert isinstance(stated, e.ThirdPartyStated)
    assert isinstance(disclosed, e.ExhibitDisclosed)
    assert (stated.number, disclosed.number, disclosed.side) == (f"{label}-1", f"{label}-2", None)
    assert {*story.case.citable} == {f"{label}-1", f"{label}-2"}
    (again,) = state(story, statement="s-2")
    assert isinstance(again, e.ThirdPartyStated)
    assert again.number == f"{label}-3"
    for role in (Role.COMPLAINANT, Role.RESPONDENT, Role.MEDIATOR, Role.DECIDER, Role.REVIEWER):
        assert sees(role, stated)
    assert not sees(Role.MARKETPLACE, stated)
    handed_in(story, C, "mine")
    with pytest.raises(no.NotFound):
        state(story, statement="s-3", exhibits=("mine",))
    with pytest.raises(no.ReasonsMissing):
        state(story, statement="s-3", words=Text(""))


def deciding(story: Story, number: str) -> None:
    issue = e.Issue(SAID, SAID, (number,), "Rule")
    story.do(decision.IssueDecision, D, **{**ruling(story.case, "d"), "issues": (issue,)})


def at_evidence() -> Story:
    story = at_stage(Stage.EVIDENCE, Filed.BY_THE_BUYER, Course.ANSWERED)
    return with_carrier(story, by=D, **{**MAKER, "parcels": ()})


def test_no_decision_before_the_sides_could_answer_what_it_said() -> None:
    story = at_evidence()
    state(story)
    story.wait_for("evidence.collect")
    assert "evidence.reply" in story.case.frames
    late = copied(story)
    state(late, statement="late")
    for one in (story, late):
        one.wait_for("evidence.reply")
        one.do(decision.CompleteFile, D)
    first, second = (said.number for said in late.case.third_statements)
    with pytest.raises(no.ExhibitNotAnswerable):
        deciding(late, second)
    deciding(story, first)
    assert story.case.decision is not None
    with pytest.raises(no.NotAtThisStage):
        state(late, statement="too late")


def test_its_silence_is_recorded_and_nobody_may_infer_anything_from_it() -> None:
    story = at_evidence()
    story.do(AskThirdParty, D, third="t", question="q", words=Text("Well?"))
    story.wait_for("evidence.request")
    assert story.case.questions["q"].silent
    assert story.case.requests == {}
    assert story.case.stage is Stage.FILE_COMPLETE
    story.do(decision.CompleteFile, D)
    issue = e.Issue(SAID, SAID, (), "Rule", ("q",))
    with pytest.raises(no.NothingToInfer):
        story.do(decision.IssueDecision, D, **{**ruling(story.case, "d"), "issues": (issue,)})


def test_a_question_waits_for_its_answer_and_a_late_one_is_taken_too() -> None:
    story = with_carrier()
    asked = story.do(AskThirdParty, C, third="t", question="q", words=Text("Who took it?"))
    (frame,) = [event for event in asked if isinstance(event, e.FrameOpened)]
    assert (frame.frame, frame.actors) == ("evidence.request/t/q", (Role.THIRD_PARTY,))
    (row,) = [one for one in rows(story.case, story.entries) if one.reader == "person:carl"]
    assert row.my_turn
    other = copied(story)
    ended = [event for event in state(story, answers="q") if isinstance(event, e.FrameEnded)]
    assert [event.how for event in ended] == [Ending.MET]
    with pytest.raises(no.AlreadyDone):
        state(story, statement="s-2", answers="q")
    with pytest.raises(no.NotFound):
        state(story, statement="s-2", answers="p")
    other.wait_for("evidence.request")
    state(other, answers="q")
    assert other.case.questions["q"].answered


def test_its_time_does_not_stand_still_with_the_case() -> None:
    story = with_carrier()
    story.do(AskThirdParty, C, third="t", question="q", words=Text("Who took it?"))
    due = story.case.frames["evidence.request/t/q"].due
    story.do(pausing.OrderPause, P, pause="p", ground=PauseGround.CARRIER_TRACE, days=9, reasons=Text("Wait."))
    assert story.case.next_due == due


@pytest.mark.parametrize(
    ("by", "number", "refusal"),
    [(C, "C-1", None), (R, "C-1", no.ExhibitUnknown), (C, "R-9", no.ExhibitUnknown)],
)
def test_a_side_shows_it_what_it_handed_in_itself(by: Actor, number: str, refusal: type[no.Refused] | None) -> None:
    story = with_carrier()
    handed_in(story, C, "x")
    story.do(exhibits.DiscloseExhibit, C, exhibit="x")
    asked = {"third": "t", "question": "q", "words": Text("Is this your label?"), "shown": (number,)}
    assert own_case(story).exhibits == {}
    if refusal is not None:
        with pytest.raises(refusal):
            story.do(AskThirdParty, by, **asked)
        return
    story.do(AskThirdParty, by, **asked)
    assert [one.number for one in own_case(story).exhibits.values()] == ["C-1"]
    assert story.case.exhibits["x"].at < story.now + timedelta(seconds=1)


def test_a_neutral_shows_it_what_is_disclosed_and_nobody_what_another_third_party_said() -> None:
    story = at_evidence()
    handed_in(story, R, "x")
    story.do(exhibits.DiscloseExhibit, R, exhibit="x")
    story.do(InviteThirdParty, C, third="o", **BROKER)
    story.do(JoinAsThirdParty, OTHER, third="o")
    handed_in(story, CARL, "y")
    state(story, exhibits=("y",))
    theirs = story.case.exhibits["y"].number
    story.do(AskThirdParty, D, third="o", question="q", words=Text("Well?"), shown=("R-1",))
    with pytest.raises(no.ExhibitUnknown):
        story.do(AskThirdParty, D, third="o", question="q-2", words=Text("Well?"), shown=(theirs,))
    assert [*own_case(story, OTHER).exhibits] == ["x"]


def test_what_was_erased_is_shown_to_nobody() -> None:
    story = at_evidence()
    handed_in(story, R, "x")
    story.do(exhibits.DiscloseExhibit, R, exhibit="x")
    asked = {"what": Submission.EXHIBIT, "subject": "x", "ground": e.LawfulGround.ORDERED}
    story.do(erasing.AskErasure, R, erasure="e", **asked)
    story.do(erasing.AnswerErasure, P, erasure="e", erases=True, reasons=SAID)
    story.do(InviteThirdParty, C, third="o", **BROKER)
    story.do(JoinAsThirdParty, OTHER, third="o")
    with pytest.raises(no.ExhibitWithdrawn):
        story.do(AskThirdParty, R, third="o", question="q", words=Text("Well?"), shown=("R-1",))


def test_it_leaves_or_is_asked_out_and_what_it_said_stands() -> None:
    story = with_carrier()
    state(story)
    story.do(AskThirdParty, C, third="t", question="q", words=Text("Who took it?"))
    with pytest.raises(no.NothingToAnswer):
        story.do(EndThirdParty, R, third="t")
    out, left = copied(story), copied(story)
    moot, ended = out.do(EndThirdParty, C, third="t")
    assert moot == e.FrameEnded("evidence.request/t/q", Room.OPEN, Ending.MOOT)
    assert ended == e.ThirdPartyEnded("t", Departure.REVOKED)
    assert left.do(EndThirdParty, CARL, third="t")[-1] == e.ThirdPartyEnded("t", Departure.LAID_DOWN)
    for one in (out, left):
        assert seat(one.case, Visitor("carl")) is None
        assert "person:carl" not in [reader for reader, _ in readers(one.case)]
        assert len(one.case.citable) == 1
        with pytest.raises(no.NotAllowed):
            state(one, statement="s-2")
        one.do(InviteThirdParty, C, third="again", **CARRIER)
        with pytest.raises(no.HasAnotherPart):
            one.do(JoinAsThirdParty, CARL, third="again")
        with pytest.raises(no.NothingToAnswer):
            one.do(AskThirdParty, C, third="t", question="q-2", words=SAID)
    mediated = at_stage(Stage.MEDIATION, Filed.BY_THE_BUYER, Course.ANSWERED)
    with_carrier(mediated, **{**MAKER, "parcels": ()}).do(EndThirdParty, M, third="t")


def test_the_label_tells_nothing_of_how_many_there_are_and_is_nobody_elses() -> None:
    story = negotiating()
    for number in range(12):
        story.do(InviteThirdParty, C, third=f"third-{number}", **CARRIER)
    labels = [one.label for one in story.case.third_parties.values()]
    assert len({*labels}) == 12
    alone = negotiating()
    alone.do(InviteThirdParty, C, third="third-11", **CARRIER)
    assert alone.case.third_parties["third-11"].label == labels[-1]


def told(story: Story, before: int, reader: Reader) -> str | None:
    whole, new = Whole(story.case, story.entries, Stamp("", 0)), story.entries[before:]
    found = notice_for(reader, whole, new)
    return found.kind if found else None


def test_it_is_told_what_it_is_asked_and_that_the_case_ended_and_nothing_else() -> None:
    story = with_carrier()
    concern = story.case.third_parties["t"].concern
    acts: tuple[tuple[Callable[[], object], str | None], ...] = (
        (lambda: story.do(talk.SendMessage, C, message="m", room=Room.OPEN, words=SAID), None),
        (lambda: story.do(AskThirdParty, C, third="t", question="q", words=SAID), "third_party_asked"),
        (
            lambda: story.do(terminating.EndCase, P, ground=e.Termination.NO_JURISDICTION, reasons=SAID),
            "ended_for_third_party",
        ),
        (lambda: story.do(EndThirdParty, C, third="t"), "your_part_ended"),
    )
    for act, kind in acts:
        before = story.case.version
        act()
        assert told(story, before, Reader(concern, "carl", "", ())) == kind
