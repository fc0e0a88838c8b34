"""The journey, first half: a complaint, an answer, offers, a mediator and a private room."""

import re
from dataclasses import dataclass

from playwright.sync_api import expect

from odr.demo.people import INES, JONAS
from tests.browser.acts import assert_acts_fit
from tests.browser.visitor import Visitor

ORDER = "KE-1001"
LAMP = 'Table lamp "Alster"'
STORY = "The lamp came with a crack from the neck to the foot of its base. It cannot stand safely."
NEEDS = "Large print, please."
ANSWER = "The lamp left us whole. Please write to the carrier."
UNCLEAR = "Where does the crack begin?"
REASONS = "I bought from Holzhaus, not from the carrier."
HELLO = "Good morning to both of you. What is said here never reaches anybody who decides."
PRIVATE = "Between us: would you pay sixty if she keeps the lamp?"
DATE = re.compile(r"by the end of \w{3} \d{1,2} \w+( \d{4})? \(\w+ time\)")
TELL = """query Tell($case: ID!) { case(id: $case) {
  version updatedAt messages { id room words at } timeline { number at sentence leaf } roomsOpen { room }
} }"""


@dataclass
class Cast:
    """Who takes part, and the case, once there is one."""

    buyer: Visitor
    seller: Visitor
    administrator: Visitor
    mediator: Visitor
    decider: Visitor
    case: str = ""

    def look(self, *who: Visitor) -> None:
        """Parties look at the case, everybody else at their desk."""
        for visitor in who or (self.buyer, self.seller, self.administrator):
            visitor.go(f"/{'cases' if visitor in (self.buyer, self.seller) else 'desk'}/{self.case}")


def the_complaint(cast: Cast) -> None:
    """One question a page, an answer missed once, all answers once more before they are sent."""
    buyer = cast.buyer
    buyer.go("/orders")
    buyer.follow(re.compile(f"Complain about this order.*{ORDER}"))
    buyer.heading("What is the complaint about?")
    buyer.choose(LAMP)
    buyer.press("Continue")
    buyer.heading("What happened?")
    buyer.choose("It arrived damaged")
    buyer.press("Continue")
    buyer.heading("What would put it right?")
    buyer.choose("Full refund")
    expect(buyer.main.get_by_label("Amount in EUR")).to_have_value("80.00")
    buyer.press("Continue")
    buyer.write("Tell us more", STORY)
    buyer.press("Continue")
    for question in ("Have you told the other side about it?", "Is anybody else dealing with this?"):
        buyer.heading(question)
        buyer.choose("Yes" if "told" in question else "No")
        buyer.press("Continue")
    buyer.heading("Do you need anything to take part?")
    buyer.write("Do you need anything to take part?", NEEDS)
    buyer.press("Continue")
    buyer.reads("Agnieszka Wójcik", "Warszawa")
    buyer.choose("These details are right")
    buyer.press("Continue")
    buyer.heading("Check your answers")
    buyer.reads(LAMP, "It arrived damaged", "Full refund, 80.00 EUR", STORY, NEEDS, "You get a receipt at once.")
    buyer.press("Send the complaint")
    the_receipt(cast)


def the_receipt(cast: Cast) -> None:
    """The number, what happens next and until when at the latest."""
    buyer = cast.buyer
    buyer.heading("Your complaint was received")
    buyer.reads("KE-20", "Holzhaus GmbH is invited to answer.", "Decision, at the latest")
    expect(buyer.main.locator("time")).not_to_have_count(0)
    buyer.follow("Go to the case")
    buyer.sees_first("Holzhaus GmbH answers the complaint next.", DATE)
    cast.case = buyer.page.url.rsplit("/", maxsplit=1)[-1]


def the_invitation(cast: Cast) -> None:
    """The seller's person has the one-time link from a mail, signs in on the way, and presses the button."""
    seller = cast.seller
    seller.page.goto("/demo/mail")
    mails = seller.page.get_by_role("listitem").filter(has_text=f"To {JONAS.email},")
    seller.wait_reloading(mails)
    mails.get_by_role("link").first.click()
    seller.page.get_by_role("link", name="/invitation").click()
    seller.heading("You are invited to a case")
    seller.follow("Sign in")
    seller.write("E-mail", JONAS.email)
    seller.write("Password", JONAS.password)
    seller.press("Sign in")
    seller.reads(f"You take part as {JONAS.name}")
    seller.press("Take part in the case")
    seller.sees_first("It is your turn: confirm that you have seen the complaint.", DATE)
    seller.reads(STORY)


def the_answer(cast: Cast) -> None:
    seller, buyer = cast.seller, cast.buyer
    seller.follow("Confirm that I have seen the complaint", seller.first_thing)
    seller.reads("You neither accept nor dispute it with this.")
    seller.press("Confirm that I have seen the complaint")
    seller.sees_first("It is your turn: answer the complaint.", DATE)
    seller.follow("Answer the complaint", seller.first_thing)
    seller.choose("We dispute the complaint")
    seller.write("Your statement", ANSWER)
    seller.press("Send the answer")
    seller.sees_first("Agnieszka Wójcik may open a dispute.", DATE)
    cast.look(buyer)
    buyer.reads(ANSWER, "Disputes the complaint")
    buyer.sees_first("It is your turn: open a dispute if you are not satisfied.", DATE)
    buyer.follow("Open a dispute", buyer.first_thing)
    buyer.write("Why are you not satisfied?", REASONS)
    buyer.press("Open the dispute")
    buyer.sees_first("The administrator admits or refuses the dispute next.", DATE)


def the_admission(cast: Cast) -> None:
    """The administrator finds the case in the queue, and asks the buyer what one thing means before admitting it."""
    administrator, buyer = cast.administrator, cast.buyer
    administrator.go("/desk")
    to_do = administrator.main.get_by_role("region", name="To do")
    to_do.get_by_role("listitem").filter(has_text=LAMP).get_by_role("link").click()
    administrator.sees_first("It is your turn: admit or refuse the dispute.", DATE)
    assert assert_acts_fit(administrator, f"/desk/{cast.case}") >= {"ADMIT_CASE", "REFUSE_CASE", "ORDER_PAUSE"}
    administrator.desk_act("Ask a side what it means")
    administrator.write("What is not clear?", UNCLEAR)
    administrator.press("Ask a side what it means")
    administrator.reads(UNCLEAR)
    cast.look(buyer)
    buyer.follow("Make something clearer", buyer.first_thing)
    buyer.reads(UNCLEAR)
    buyer.write("What do you mean?", "At the neck.")
    buyer.press("Send")
    buyer.reads("At the neck.")
    cast.look(administrator)
    administrator.reads("At the neck.")
    administrator.desk_act("Admit the dispute")
    administrator.press("Admit the dispute")
    administrator.sees_first("Both sides look for an agreement.", DATE)


def the_negotiation(cast: Cast) -> None:
    """An offer, a counter-offer, no agreement; whoever has tried long enough goes on to mediation."""
    seller, buyer, administrator = cast.seller, cast.buyer, cast.administrator
    cast.look(seller)
    seller.sees_first("It is your turn: look for an agreement.", DATE)
    seller.follow("Make an offer", seller.first_thing)
    seller.remedy("Partial refund", LAMP, "20.00")
    seller.write("Conditions, if any", "The lamp is kept.")
    seller.press("Send the offer")
    seller.sees_first("Agnieszka Wójcik answers the offer next.", DATE)
    cast.look(buyer)
    buyer.sees_first("It is your turn: answer the offer.", DATE)
    buyer.follow("See the offer", buyer.first_thing)
    buyer.reads("Holzhaus GmbH offers", "20.00 EUR", "The lamp is kept.", "It can be answered")
    buyer.follow("Make a counter-offer")
    expect(buyer.main.get_by_label("Amount in EUR")).to_have_value("20.00")
    buyer.write("Amount in EUR", "60.00")
    buyer.press("Send the offer")
    buyer.sees_first("Holzhaus GmbH answers the offer next.", DATE)
    cast.look(seller, administrator)
    seller.follow("See the offer", seller.first_thing)
    seller.reads("Agnieszka Wójcik offers", "60.00 EUR")
    seller.follow("Decline the offer")
    seller.reads("This offer ends. It cannot be accepted later.")
    seller.press("Decline the offer")
    seller.reads("Until then please keep looking for a solution together.")
    administrator.reads_nothing_of("20.00 EUR", "60.00 EUR")


def the_mediator(cast: Cast) -> None:
    """Time goes by; one side goes on; the administrator appoints."""
    seller, administrator, mediator = cast.seller, cast.administrator, cast.mediator
    seller.forward(1)
    cast.look(seller)
    seller.follow("Go on to mediation")
    seller.reads("The negotiation ends for both sides.")
    seller.press("Go on to mediation")
    seller.sees_first("The administrator appoints a neutral next.", DATE)
    cast.look(administrator)
    administrator.sees_first("It is your turn: appoint a neutral.", DATE)
    administrator.desk_act("Appoint")
    administrator.choose(INES.name, "Who?")
    administrator.press("Appoint")
    administrator.sees_first("The mediator helps both sides to agree.", DATE)
    mediator.go("/desk")
    mediator.follow(LAMP)
    mediator.sees_first("It is your turn: help both sides to agree.", DATE)
    cast.look(seller)
    seller.reads(INES.name, "Appointed by: Marketplace")


def the_private_room(cast: Cast) -> None:
    """Who hears it is asked before the audience changes; whoever is not meant sees nothing, in no field."""
    mediator, seller = cast.mediator, cast.seller
    mediator.part("Messages")
    mediator.reads("Both sides and the mediator see this. No decision maker ever does.")
    mediator.write("Your message", HELLO)
    mediator.press("Send")
    mediator.reads(HELLO)
    others = (cast.buyer, cast.administrator)
    before = [told(cast, visitor) for visitor in others]
    mediator.follow("Private with Holzhaus GmbH")
    room = mediator.main.get_by_role("region", name="Private room. Only you and Holzhaus GmbH see this")
    mediator.write("Your message", PRIVATE)
    mediator.press("Send privately", room)
    asked = mediator.page.get_by_role("dialog", name="Other people will read this")
    expect(asked).to_contain_text("Only you and Holzhaus GmbH see this")
    mediator.press("Do not send", asked)
    expect(mediator.main.get_by_label("Your message")).to_have_value(PRIVATE)
    mediator.press("Send privately", room)
    mediator.press("Yes, send it there", asked)
    expect(room.get_by_role("listitem")).to_contain_text(PRIVATE)
    assert [told(cast, visitor) for visitor in others] == before
    cast.look(seller)
    seller.part("Messages")
    seller.follow("Private with the mediator")
    private = seller.main.get_by_role("region", name="Private room. Only you and the mediator see this")
    expect(private).to_contain_text(PRIVATE)


def told(cast: Cast, visitor: Visitor) -> str:
    """Everything that somebody reads of the talks, on their pages and from the API."""
    cast.look(visitor)
    pages = [visitor.main.inner_text()]
    for part in ("Messages", "Timeline"):
        visitor.part(part)
        expect(visitor.main.get_by_role("heading", name=re.compile(f"{part}|No messages"))).to_be_visible()
        pages.append(visitor.main.inner_text())
    return "\n".join([*pages, str(visitor.ask(TELL, case=cast.case))])
