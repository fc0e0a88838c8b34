"""What was said or handed in is corrected or taken back for everybody to see who saw it, and for nobody else."""

import pytest

from odr.domain import amending, decision, exhibits, filing, producing, talk
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Submission
from odr.domain.possible import Action, available_actions
from odr.domain.roles import Actor, Role, Room, Side
from odr.domain.sight import room_of
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, MEDIATOR, SELLER, Story
from tests.core.test_counterclaim import appoint, choosing

SAID = Text("The lamp was whole when it left.")
READS = Text("The lamp was whole when it was packed.")
FILE = {"upload": "u", "name": SAID, "sha256": SAID, "media_type": "image/png", "size": 1}


def answered() -> Story:
    story = Story().file()
    story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=SAID)
    return story


def correct(what: Submission, subject: str = "") -> dict[str, object]:
    return {"what": what, "subject": subject, "reads": READS}


def withdraw(what: Submission, subject: str = "") -> dict[str, object]:
    return {"what": what, "subject": subject, "reasons": SAID}


def with_evidence() -> Story:
    """A decision was asked for; the seller showed a photo in the taking of evidence."""
    story = choosing(Story().file())
    story.do(decision.RequestDecision, BUYER)
    appoint(story, e.Function.DECIDER)
    story.do(exhibits.ReceiveExhibit, SELLER, exhibit="x", **FILE)
    story.do(exhibits.DiscloseExhibit, SELLER, exhibit="x")
    return story


def closed(story: Story) -> None:
    story.wait_for("evidence.collect")
    story.wait_for("evidence.reply")


def decide(story: Story, *cited: str) -> None:
    issue = e.Issue(SAID, SAID, cited, "Rule")
    ruling = {"outcome": e.Outcome.DISMISSED, "issues": (issue,), "lines": (), "reasons": SAID}
    story.do(decision.IssueDecision, DECIDER, decision="d", **ruling)


def test_a_correction_stands_beside_the_original_with_who_and_when():
    story = answered()
    story.do(amending.CorrectSubmission, SELLER, **correct(Submission.ANSWER))
    assert story.case.answer is not None
    assert story.case.answer.statement == SAID
    (one,) = story.case.amendments[Submission.ANSWER, ""]
    assert (one.reads, one.by, one.at, one.withdrawn) == (READS, SELLER, story.now, False)


def test_only_what_is_ones_own_can_be_corrected():
    story = answered()
    with pytest.raises(no.NotFound):
        story.do(amending.CorrectSubmission, BUYER, **correct(Submission.ANSWER))
    with pytest.raises(no.NotAllowed):
        story.do(amending.CorrectSubmission, ADMINISTRATOR, **correct(Submission.ANSWER))
    with pytest.raises(no.NotFound):
        story.do(amending.CorrectSubmission, SELLER, **correct(Submission.MESSAGE, "none"))
    with pytest.raises(no.ReasonsMissing):
        story.do(amending.CorrectSubmission, BUYER, what=Submission.COMPLAINT, subject="", reads=Text(" "))


def test_a_message_is_amended_in_its_own_room():
    story = answered()
    story.do(filing.EscalateComplaint, BUYER, reasons=SAID)
    story.do(filing.AdmitCase, ADMINISTRATOR)
    story.wait_for("negotiation.agree")
    appoint(story, e.Function.MEDIATOR)
    for by, name in ((BUYER, "b"), (MEDIATOR, "m")):
        story.do(talk.SendMessage, by, message=name, room=Room.CAUCUS_COMPLAINANT, words=SAID)
    (event,) = story.do(amending.WithdrawSubmission, BUYER, **withdraw(Submission.MESSAGE, "b"))
    assert room_of(event) is Room.CAUCUS_COMPLAINANT
    with pytest.raises(no.NotFound):
        story.do(amending.CorrectSubmission, SELLER, **correct(Submission.MESSAGE, "b"))
    with pytest.raises(no.NotFound, match="Nothing was found"):
        story.do(amending.CorrectSubmission, BUYER, **correct(Submission.MESSAGE, "b"))
    story.do(amending.CorrectSubmission, MEDIATOR, **correct(Submission.MESSAGE, "m"))


def test_what_is_claimed_is_not_taken_back_by_itself():
    with pytest.raises(no.OnlyCorrected):
        answered().do(amending.WithdrawSubmission, SELLER, **withdraw(Submission.ANSWER))


def test_a_withdrawn_exhibit_cannot_be_cited_nor_named_in_an_answer():
    story = with_evidence()
    story.do(producing.RequestEvidence, BUYER, request="q", side=Side.RESPONDENT, what=SAID, why=SAID)
    story.do(amending.WithdrawSubmission, SELLER, **withdraw(Submission.EXHIBIT, "x"))
    assert story.case.exhibits["x"].number == "R-1"
    asked = {"request": "q", "answer": e.Production.PRODUCED, "exhibits": ("R-1",)}
    with pytest.raises(no.ExhibitUnknown):
        story.do(producing.AnswerEvidenceRequest, SELLER, **asked)
    story.do(exhibits.ReceiveExhibit, SELLER, exhibit="y", **FILE)
    story.do(exhibits.DiscloseExhibit, SELLER, exhibit="y")
    assert story.case.exhibits["y"].number == "R-2", "a number is used once"
    closed(story)
    story.do(decision.CompleteFile, DECIDER)
    with pytest.raises(no.ExhibitWithdrawn):
        decide(story, "R-1")
    decide(story, "R-2")


def test_what_the_decision_rests_on_stays_once_the_record_is_closed():
    story = with_evidence()
    closed(story)
    assert story.case.record_closed
    for what, subject in ((Submission.EXHIBIT, "x"), (Submission.ANSWER, "")):
        with pytest.raises(no.RecordIsClosed):
            story.do(amending.CorrectSubmission, SELLER, **correct(what, subject))
    found = {one.action for one in available_actions(SELLER, story.case, story.now)}
    assert not {Action.CORRECT_SUBMISSION, Action.WITHDRAW_SUBMISSION} & found


def test_what_was_ordered_is_not_taken_back():
    story = with_evidence()
    story.do(producing.RequestEvidence, DECIDER, request="q", side=Side.RESPONDENT, what=SAID, why=SAID)
    asked = {"request": "q", "answer": e.Production.PRODUCED, "exhibits": ("R-1",)}
    story.do(producing.AnswerEvidenceRequest, SELLER, **asked)
    with pytest.raises(no.ExhibitWasOrdered):
        story.do(amending.WithdrawSubmission, SELLER, **withdraw(Submission.EXHIBIT, "x"))
    story.do(amending.CorrectSubmission, SELLER, **correct(Submission.EXHIBIT, "x"))


def test_a_draft_is_corrected_and_taken_back_among_its_own_side():
    story = answered()
    for name in ("x", "y"):
        story.do(exhibits.ReceiveExhibit, SELLER, exhibit=name, **FILE)
        (event,) = story.do(amending.CorrectSubmission, SELLER, **correct(Submission.EXHIBIT, name))
        assert room_of(event) is Room.OWN_RESPONDENT
    story.do(exhibits.DiscloseExhibit, SELLER, exhibit="x")
    assert story.case.exhibits["x"].description == READS
    story.do(amending.WithdrawSubmission, SELLER, **withdraw(Submission.EXHIBIT, "y"))
    with pytest.raises(no.NotFound):
        story.do(exhibits.DiscloseExhibit, SELLER, exhibit="y")
    found = {one.action for one in available_actions(SELLER, story.case, story.now)}
    assert Action.DISCLOSE_EXHIBIT not in found


def test_who_takes_no_messages_gets_no_correction_of_one_either():
    story = answered()
    story.do(talk.SendMessage, SELLER, message="m", room=Room.OPEN, words=SAID)
    story.do(talk.BlockMessages, BUYER)
    with pytest.raises(no.MessagesNotTaken):
        story.do(amending.CorrectSubmission, SELLER, **correct(Submission.MESSAGE, "m"))
    with pytest.raises(no.MessagesNotTaken):
        story.do(amending.WithdrawSubmission, SELLER, **withdraw(Submission.MESSAGE, "m"))
    story.do(amending.WithdrawSubmission, SELLER, what=Submission.MESSAGE, subject="m")
    story.do(amending.CorrectSubmission, SELLER, **correct(Submission.ANSWER))


def test_what_was_hidden_stays_hidden():
    story = answered()
    story.do(talk.SendMessage, SELLER, message="m", room=Room.OPEN, words=SAID)
    story.do(talk.HideMessage, Actor(Role.TRUST_AND_SAFETY, "safety"), message="m")
    with pytest.raises(no.NotFound):
        story.do(amending.CorrectSubmission, SELLER, **correct(Submission.MESSAGE, "m"))
