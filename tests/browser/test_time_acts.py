"""More time, a pause, other rules: asked for, declined, agreed, taken by right, ended, on the pages of both sides."""

from collections.abc import Iterator

import pytest

from odr.demo.people import CAMILLE, LUIS, MARIAM, NORA, SABINE
from odr.demo.service import Running, serving
from tests.browser.conftest import People
from tests.browser.dates import answer, dates, due, fits
from tests.browser.visitor import PHONE, case_of
from tests.conftest import DemoFolder


@pytest.fixture(scope="module")
def service(demo_folder: DemoFolder) -> Iterator[Running]:
    """A service of its own: dates and rules change here, and time goes by."""
    with serving(demo_folder("time")) as running:
        yield running


def test_both_sides_agree_to_more_time(people: People) -> None:
    """Declined, the date stays and it can be asked again; agreed, it is later, says why, and cannot move once more."""
    buyer, seller = people.come(CAMILLE, viewport=PHONE), people.come(SABINE)
    case = case_of(buyer, "Kettle")
    before = due(buyer, case, "negotiation.agree")
    for words in ("I do not agree", "I agree"):
        seller.go(f"/cases/{case}")
        seller.follow("More time")
        seller.reads("10 days more, when the other side agrees")
        fits(seller)
        seller.press("Ask the other side")
        seller.reads("You asked for more time. The other side has not answered yet.")
        answer(buyer, case, "Answer about more time", words)
        assert (due(buyer, case, "negotiation.agree") == before) is (words == "I do not agree")
    for visitor in (seller, buyer):
        visitor.go(f"/cases/{case}")
        visitor.reads_nothing_of("You asked for more time", "More time")
    assert due(seller, case, "negotiation.agree") > before
    buyer.part("Timeline")
    buyer.reads("did not agree to more time.", "gave more time: 10 days, by agreement.", "it became longer by 10 days")


def test_time_stands_still_when_both_agree_and_goes_on_when_one_side_says_so(people: People) -> None:
    buyer, seller = people.come(CAMILLE, viewport=PHONE), people.come(SABINE)
    case = case_of(buyer, "Kettle")
    for words in ("I do not agree", "I agree"):
        buyer.go(f"/cases/{case}")
        buyer.follow("Ask for a pause")
        buyer.press("Ask the other side")
        buyer.reads("Say why, in a sentence")
        buyer.write("For how many days?", "10")
        buyer.write("Why?", "I am abroad until next week.")
        fits(buyer)
        buyer.press("Ask the other side")
        buyer.reads("You asked to let time stand still. The other side has not answered yet.")
        asked = ("Camille Durand asks to let time stand still for 10 days.", "I am abroad until next week.")
        answer(seller, case, "Answer about the pause", words, *asked)
        assert any(one["paused"] for one in dates(seller, case)["deadlines"]) is (words == "I agree")
    before = due(buyer, case, "negotiation.agree")
    for visitor in (buyer, seller):
        visitor.go(f"/cases/{case}")
        visitor.sees_first("Time stands still: both sides agreed to a pause.")
        fits(visitor)
    seller.forward(1)
    seller.follow("Let time go on", seller.first_thing)
    seller.reads("The pause ends for both sides.")
    seller.press("Let time go on")
    seller.reads_nothing_of("Time stands still")
    buyer.go(f"/cases/{case}")
    buyer.reads_nothing_of("Time stands still")
    assert due(buyer, case, "negotiation.agree") > before


def test_a_pause_ends_by_itself(people: People) -> None:
    buyer, seller = people.come(CAMILLE), people.come(SABINE)
    case = case_of(buyer, "Kettle")
    seller.go(f"/cases/{case}/do/ASK_PAUSE")
    seller.write("For how many days?", "2")
    seller.write("Why?", "Our workshop is closed.")
    seller.press("Ask the other side")
    seller.reads("You asked to let time stand still.")
    answer(buyer, case, "Answer about the pause", "I agree")
    buyer.sees_first("Time stands still")
    buyer.forward(3, "One day forward")
    for visitor in (buyer, seller):
        visitor.go(f"/cases/{case}")
        visitor.reads_nothing_of("Time stands still")
    assert not any(one["paused"] for one in dates(buyer, case)["deadlines"])


def test_both_sides_agree_to_other_rules(people: People) -> None:
    buyer, seller = people.come(CAMILLE, viewport=PHONE), people.come(SABINE)
    case = case_of(buyer, "Kettle")
    ours = dates(buyer, case)["rulebook"]["name"]
    chosen = "uncitral-iso-32122/1"
    for words in ("I do not agree", "I agree"):
        buyer.go(f"/cases/{case}")
        buyer.follow("Ask for other rules")
        buyer.press("Ask the other side")
        buyer.reads("Choose the rules")
        buyer.main.get_by_role("radio", name=chosen).check()
        fits(buyer)
        buyer.press("Ask the other side")
        buyer.reads("You asked to go on under other rules. The other side has not answered yet.")
        asked = (f"Camille Durand asks to go on under {chosen}.", "Dates that run stay as they are.")
        answer(seller, case, "Answer about other rules", words, *asked)
        assert dates(seller, case)["rulebook"]["name"] == (chosen if words == "I agree" else ours)
    for visitor in (buyer, seller):
        visitor.go(f"/cases/{case}")
        link = visitor.main.get_by_role("link", name="The procedure of this case")
        assert (link.get_attribute("href") or "").endswith(chosen)


def test_who_has_a_right_to_more_time_takes_it_at_once(people: People) -> None:
    """The seller was silent, so that the dispute opened, and it was admitted."""
    buyer, seller, administrator = people.come(MARIAM), people.come(LUIS, viewport=PHONE), people.come(NORA)
    case = case_of(buyer, "Game key")
    buyer.go(f"/cases/{case}")
    buyer.forward_until("The administrator admits or refuses the dispute next.", weeks=0)
    administrator.go(f"/desk/{case}")
    administrator.desk_act("Admit the dispute")
    administrator.press("Admit the dispute")
    administrator.sees_first("next")
    before = due(seller, case, "response")
    seller.go(f"/cases/{case}")
    seller.sees_first("It is your turn: answer the complaint.")
    seller.follow("More time")
    seller.reads("You can take 7 days more at once")
    fits(seller)
    seller.press("Make it later")
    seller.sees_first("It is your turn: answer the complaint.")
    seller.reads_nothing_of("You asked for more time")
    assert due(buyer, case, "response") > before
    assert "EXTEND_FRAME" not in {one["action"] for one in dates(seller, case)["availableActions"]}
    buyer.go(f"/cases/{case}")
    buyer.sees_first("next")
