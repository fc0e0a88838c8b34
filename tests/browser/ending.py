"""The journey, second half: a proposal, evidence, a decision, the order carried out, the signed record."""

from pathlib import Path

from playwright.sync_api import expect

from odr.demo.desk import EVIDENCE
from odr.demo.people import INES, RUTH
from tests.browser.acts import assert_acts_fit
from tests.browser.scenes import DATE, HELLO, LAMP, PRIVATE, Cast

RENDERING_MS = 60_000
"""For how long a page of the record may be drawn, where other tests run beside this one."""


def the_proposal(cast: Cast) -> None:
    """Both answer privately; nobody learns who did not accept."""
    mediator, buyer, seller = cast.mediator, cast.buyer, cast.seller
    mediator.desk_act("Make a proposal")
    mediator.remedy("Partial refund", LAMP, "60.00")
    mediator.write("Reasons", "A carton without corner boards is a risk the seller took.")
    mediator.press("Send the proposal")
    mediator.sees_first("Both sides answer the mediator’s proposal, each in private.", DATE)
    cast.look(buyer, seller)
    for visitor, answer in ((buyer, "I accept"), (seller, "I do not accept")):
        visitor.sees_first("It is your turn: answer the mediator’s proposal.", DATE)
        visitor.follow("See the proposal", visitor.first_thing)
        private = visitor.main.get_by_role("region", name="Private room. Only you and the mediator see your answer")
        visitor.choose(answer, "Do you accept the proposal?")
        if answer == "I accept":
            visitor.choose("I have read what accepting means")
        visitor.press("Send my answer", private)
        expect(visitor.first_thing).not_to_contain_text("answer the mediator’s proposal.")
    cast.look(buyer)
    buyer.part("Offers")
    buyer.reads("Not agreed by both")
    cast.look(mediator)
    mediator.desk_act("End the mediation")
    mediator.press("End the mediation")
    mediator.sees_first("Agnieszka Wójcik chooses next whether somebody neutral shall decide.", DATE)


def the_request_for_a_decision(cast: Cast) -> None:
    buyer, administrator = cast.buyer, cast.administrator
    cast.look(buyer)
    buyer.sees_first("It is your turn: choose whether somebody neutral shall decide.", DATE)
    buyer.follow("Ask for a decision", buyer.first_thing)
    buyer.reads("Nothing said without prejudice is shown to the decision maker.")
    buyer.press("Ask for a decision")
    buyer.sees_first("The administrator appoints a neutral next.", DATE)
    cast.look(administrator)
    administrator.desk_act("Appoint")
    candidates = administrator.main.get_by_role("group", name="Who?")
    expect(candidates).to_contain_text(RUTH.name)
    expect(candidates).not_to_contain_text(INES.name)
    administrator.choose(RUTH.name, "Who?")
    administrator.press("Appoint")
    administrator.sees_first("Both sides hand in their evidence.", DATE)


def the_evidence(cast: Cast) -> None:
    """Handed in on the phone, seen by the own side first, then by everybody; the decider completes the file."""
    buyer, seller, decider = cast.buyer, cast.seller, cast.decider
    cast.look(buyer)
    buyer.sees_first("It is your turn: hand in your evidence.", DATE)
    buyer.follow("Hand in evidence", buyer.first_thing)
    with buyer.page.expect_file_chooser() as chooser:
        buyer.press("Choose files")
    chooser.value.set_files(str(EVIDENCE / "lamp-crack.jpg"))
    buyer.reads("lamp-crack.jpg")
    buyer.write("What does it show?", "The lamp on the evening it came.")
    buyer.press("Hand it in")
    draft = buyer.main.get_by_role("region", name="Private room. Only your side sees this")
    expect(draft).to_contain_text("The lamp on the evening it came.")
    cast.look(seller)
    seller.part("Evidence")
    seller.reads("No evidence yet")
    buyer.press("Show it to the other side", draft)
    buyer.reads("This cannot be taken back.")
    buyer.press("Show it to everybody in the case", draft)
    buyer.reads("C-1 lamp-crack.jpg")
    cast.look(seller)
    seller.part("Evidence")
    seller.reads("C-1 lamp-crack.jpg", "The lamp on the evening it came.")
    buyer.forward_until("Decision maker completes the file next.", weeks=1)
    cast.look(decider)
    decider.sees_first("It is your turn: complete the file.", DATE)
    decider.reads_nothing_of(HELLO, PRIVATE, "20.00 EUR", "60.00 EUR")
    decider.desk_act("Complete the file")
    decider.press("Complete the file")
    decider.sees_first("It is your turn: decide the case.", DATE)


def the_decision(cast: Cast) -> None:
    """Issue by issue, with the evidence and the rule it rests on."""
    decider, buyer = cast.decider, cast.buyer
    assert "ISSUE_DECISION" in assert_acts_fit(decider, f"/desk/{cast.case}")
    decider.desk_act("Issue the decision")
    decider.write("Question", "Was the lamp whole when it reached the buyer?")
    decider.write("Finding", "No. The photograph shows a long crack.")
    decider.choose("C-1", "Evidence it rests on")
    decider.write("Rule applied", "Directive (EU) 2019/771, Articles 5 and 10")
    decider.choose("The complaint is granted", "Outcome")
    decider.remedy("Full refund", LAMP, "80.00")
    decider.write("Reasons", "The risk of the way was the seller's.")
    decider.press("Issue the decision")
    decider.sees_first("Agnieszka Wójcik answers the decision next.", DATE)
    cast.look(buyer)
    buyer.sees_first("It is your turn: answer the decision.", DATE)
    buyer.follow("See the decision", buyer.first_thing)
    buyer.reads("Was the lamp whole when it reached the buyer?", "C-1", "80.00 EUR", "Ruth Okafor")


def the_acceptance(cast: Cast) -> None:
    """On a page of its own, with its effect told; nothing is accepted before that was read."""
    buyer = cast.buyer
    buyer.reads("Your acceptance counts from")
    for _ in range(4):
        buyer.forward(1, "One day forward")
    buyer.follow("Accept the decision")
    buyer.heading("Accept the decision")
    buyer.reads("Nobody has to accept, and the way to a court stays open.")
    buyer.press("Accept the decision")
    expect(buyer.main.get_by_role("alert")).to_contain_text("Confirm that you have read what accepting means")
    buyer.choose("I have read what accepting means")
    buyer.press("Accept the decision")
    buyer.sees_first("The decision was accepted. It is carried out when the time for a review is over.", DATE)
    buyer.forward_until("Holzhaus GmbH carries out the next step.", weeks=2)
    buyer.sees_first(DATE)
    buyer.part("Carrying out")
    buyer.reads("Full refund", "80.00 EUR", "Ordered")


def the_order_is_carried_out(cast: Cast) -> None:
    """The administrator reports, step by step; with the last one the case closes."""
    administrator, buyer, seller = cast.administrator, cast.buyer, cast.seller
    cast.look(administrator)
    administrator.desk_act("Report the next step")
    for step in ("Sent to the shop", "Under way", "Done"):
        administrator.press("Report the next step")
        administrator.select("Which step was taken?", step)
        administrator.write("Reference", "re-20270104")
        administrator.press("Report it")
        expect(administrator.main.get_by_role("list").filter(has_text=step).first).to_be_visible()
    cast.look(buyer, seller)
    for visitor in (buyer, seller):
        visitor.sees_first("The case is closed. It was decided.")


def the_record(cast: Cast, folder: Path) -> Path:
    """The signed record, made and fetched by the buyer."""
    buyer = cast.buyer
    buyer.part("Record")
    buyer.choose("To show to others")
    buyer.press("Make the record")
    expect(buyer.main.get_by_role("link", name="Fetch the record (PDF)")).to_be_visible(timeout=RENDERING_MS)
    with buyer.page.expect_download() as fetched:
        buyer.follow("Fetch the record (PDF)")
    file = folder / fetched.value.suggested_filename
    fetched.value.save_as(file)
    return file
