"""What is asked for, looked at, noted on a place of a page, and kept from the other side: on a small screen."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.test_handing_in import choose, filed, photograph, row


def test_a_document_is_ticked_off_and_the_rest_is_missing_with_its_reason(people: People, tmp_path: Path) -> None:
    buyer = filed(people, "KE-LIST-1")
    asked = buyer.main.get_by_role("region", name="What is asked for in such a case")
    expect(asked).to_contain_text("4 documents are still missing.")
    expect(asked.get_by_role("listitem")).to_have_count(4)
    choose(buyer, photograph(tmp_path, "crack.jpg", 120))
    wanted = row(buyer, "crack.jpg").get_by_label("Is it one of the documents that are asked for?")
    option = wanted.locator("option").nth(2)
    expect(option).to_contain_text("(still missing)")
    wanted.select_option(value="PHOTO")
    fits(buyer)
    buyer.press("Hand it in")
    expect(asked).to_contain_text("not shown to the other side yet")
    buyer.press("Show it to the other side")
    buyer.press("Show it to everybody in the case")
    expect(asked).to_contain_text("Given as C-1")
    expect(asked).to_contain_text("3 documents are still missing.")


def test_an_exhibit_is_kept_from_the_other_side(people: People, tmp_path: Path) -> None:
    buyer = filed(people, "KE-SECRET-1")
    choose(buyer, photograph(tmp_path, "letter.jpg", 120))
    buyer.press("Hand it in")
    buyer.follow("Claim that an exhibit is confidential")
    fits(buyer)
    buyer.press("Give it to who decides only")
    expect(buyer.main.get_by_role("alert")).to_contain_text("Write what the other side may read of it.")
    buyer.write("Why must the other side not read it?", "It names my doctor.")
    buyer.write("What may the other side read in its place?", "I could not send it back in March.")
    buyer.press("Give it to who decides only")
    kept = buyer.main.get_by_role("region", name="Private room. Only one side and who decides see this")
    expect(kept).to_contain_text("letter.jpg")
    expect(kept).to_contain_text("to be ruled on")
    expect(kept).to_contain_text("I could not send it back in March.")
    fits(buyer)


def test_a_page_is_turned_made_larger_and_noted_on_without_being_altered(people: People, tmp_path: Path) -> None:
    buyer = filed(people, "KE-LOOK-1")
    for name in ("crack.jpg", "carton.jpg"):
        choose(buyer, photograph(tmp_path, name, 300))
        buyer.press("Hand it in")
        expect(buyer.main.get_by_role("link", name=re.compile(f"Look closer.*{name}"))).to_be_visible()
    buyer.main.get_by_role("link", name=re.compile("Look closer.*crack.jpg")).click()
    buyer.heading("Looking at evidence")
    page = buyer.main.get_by_role("region", name="crack.jpg, page 1")
    expect(page.get_by_role("img")).to_be_visible(timeout=60_000)
    before = page.get_by_role("img").bounding_box()
    buyer.press("Larger")
    buyer.press("Turn")
    after = page.get_by_role("img").bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"] * 1.4
    page.focus()
    buyer.page.keyboard.press("-")
    fits(buyer)
    buyer.press("Note something on this page")
    buyer.press("Set it in numbers")
    buyer.write("From the left, in percent", "10")
    fits(buyer)
    buyer.press("Note it")
    expect(buyer.main.get_by_role("alert")).to_contain_text("Write the words.")
    buyer.write("What do you note?", "The crack begins here.")
    buyer.press("Note it")
    mark = page.get_by_role("link", name="To note 1")
    expect(mark).to_be_visible()
    buyer.reads("The crack begins here.", "only your side")
    fits(buyer)
    buyer.select("Put another exhibit beside it", "carton.jpg")
    expect(buyer.main.get_by_role("region", name="carton.jpg, page 1").get_by_role("img")).to_be_visible(timeout=60_000)
    fits(buyer)


def test_places_are_blacked_out_before_it_is_shown(people: People, tmp_path: Path) -> None:
    buyer = filed(people, "KE-BLACK-1")
    choose(buyer, photograph(tmp_path, "letter.jpg", 300))
    buyer.press("Hand it in")
    buyer.main.get_by_role("link", name=re.compile("Look closer.*letter.jpg")).click()
    page = buyer.main.get_by_role("region", name="letter.jpg, page 1")
    expect(page.get_by_role("img")).to_be_visible(timeout=60_000)
    buyer.press("Black places out")
    buyer.press("Set it in numbers")
    buyer.press("Black out this place")
    buyer.reads("Place 1, on page 1")
    buyer.page.set_viewport_size({"width": 320, "height": 640})
    fits(buyer)
    buyer.press("Make the copy")
    expect(buyer.main.get_by_role("heading", name="redacted-letter.jpg")).to_be_visible(timeout=60_000)
    expect(buyer.main.get_by_role("region", name="redacted-letter.jpg, page 1").get_by_role("img")).to_be_visible(
        timeout=60_000
    )
    fits(buyer)
    buyer.follow("Back to the evidence")
    buyer.reads("Places are blacked out of it", "it is kept, and not shown")
    expect(buyer.main.get_by_role("button", name="Show it to the other side")).to_have_count(1)
