"""Files are handed in over a bad connection: paused, broken, gone on with, also after the page was left."""

import re
from datetime import timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, expect

from odr.demo.orders import HOLZHAUS, SellerSaid, lamp_order
from odr.demo.people import AGNIESZKA, NORA
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.test_filing_limits import REGISTER, newest
from tests.browser.visitor import PHONE, Visitor

FILE = (
    "mutation File($input: FileComplaintInput!) { fileComplaint(input: $input) { case { id } userErrors { message } } }"
)
SLOW = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 400_000}
FAST = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


def photograph(folder: Path, name: str, edge: int) -> Path:
    """A picture that does not compress well: some bytes for each of its dots."""
    path = folder / name
    Image.effect_noise((edge, edge), 80).convert("RGB").save(path, "JPEG", quality=95)
    return path


def filed(people: People, number: str, seller: SellerSaid = HOLZHAUS) -> Visitor:
    """A buyer with a telephone, at the evidence of a case of their own."""
    buyer, administrator = people.come(AGNIESZKA, viewport=PHONE, has_touch=True), people.come(NORA)
    placed = newest(administrator) - timedelta(days=10)
    order = administrator.ask(REGISTER, input=lamp_order(number, placed, seller))["registerOrder"]["order"]
    refund = {"remedy": "REFUND_FULL", "line": "lamp", "amount": {"amount": "80.00", "currency": "EUR"}}
    said = {"narrative": "It is cracked.", "contactedBefore": True, "otherProceedings": False}
    claims = [{"line": "lamp", "complaint": "DAMAGED", "remedies": [refund]}]
    made = buyer.ask(FILE, input={"order": order["id"], "claims": claims, **said})["fileComplaint"]["case"]
    buyer.go(f"/cases/{made['id']}")
    buyer.part("Evidence")
    return buyer


def choose(buyer: Visitor, *files: Path) -> None:
    with buyer.page.expect_file_chooser() as chooser:
        buyer.press("Choose files")
    chooser.value.set_files([str(one) for one in files])


def row(buyer: Visitor, name: str) -> Locator:
    return buyer.main.get_by_role("region", name="Hand in evidence").get_by_role("listitem").filter(has_text=name)


def test_what_broke_goes_on_where_it_broke(people: People, tmp_path: Path) -> None:
    buyer = filed(people, "KE-PHOTO-1")
    large, small = photograph(tmp_path, "crack.jpg", 1400), photograph(tmp_path, "carton.jpg", 60)
    network = buyer.page.context.new_cdp_session(buyer.page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    expect(buyer.main.get_by_role("button", name="Take a photo")).to_be_visible()
    choose(buyer, large, small)
    row(buyer, "crack.jpg").get_by_label("What does it show?").fill("The crack.")
    fits(buyer)
    buyer.press("Hand in 2 files")
    buyer.press("Pause crack.jpg")
    expect(row(buyer, "crack.jpg")).to_contain_text("has arrived. Go on whenever you like")
    expect(row(buyer, "carton.jpg")).to_have_count(0)
    buyer.page.reload()
    left = row(buyer, "crack.jpg")
    expect(left).to_contain_text("Choose the same file again to go on from there.")
    fits(buyer)
    network.send("Network.emulateNetworkConditions", FAST)
    choose(buyer, large)
    expect(left.get_by_label("What does it show?")).to_have_value("The crack.")
    buyer.press("Go on with crack.jpg")
    own = buyer.main.get_by_role("region", name="Private room. Only your side sees this")
    expect(own).to_contain_text("The crack.")
    expect(own).to_contain_text("carton.jpg")
    buyer.reads("It was handed in.")


def test_a_file_that_is_not_taken_says_why_and_is_removed(people: People, tmp_path: Path) -> None:
    buyer = filed(people, "KE-PHOTO-2")
    page, photo = tmp_path / "page.jpg", photograph(tmp_path, "carton.jpg", 60)
    page.write_text("<html><script>alert(1)</script></html>")
    choose(buyer, page, photo)
    buyer.press("Hand in 2 files")
    expect(row(buyer, "page.jpg").get_by_role("alert")).to_contain_text("a web page, whatever its name says")
    expect(row(buyer, "carton.jpg")).to_have_count(0)
    fits(buyer)
    buyer.press("Remove page.jpg")
    expect(row(buyer, "page.jpg")).to_have_count(0)
    buyer.page.reload()
    buyer.reads("Hand in evidence")
    buyer.reads_nothing_of("page.jpg")


def test_what_was_handed_in_can_be_looked_at_within_seconds(people: People, tmp_path: Path) -> None:
    buyer = filed(people, "KE-PHOTO-3")
    text = tmp_path / "chat.txt"
    text.write_text("Mia: Where is it?\n\u202efdp.exe\n")
    choose(buyer, photograph(tmp_path, "carton.jpg", 300), text)
    buyer.press("Hand in 2 files")
    buyer.reads("2 files were handed in.")
    own = buyer.main.get_by_role("region", name="Private room. Only your side sees this")
    own.get_by_role("button", name=re.compile("Look at it.*carton.jpg")).click()
    shown = own.get_by_role("img", name="carton.jpg, 1")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [300, 300]
    fits(buyer)
    own.get_by_role("button", name=re.compile("Look at it.*chat.txt")).click()
    expect(own.get_by_label("chat.txt, 1")).to_have_text("Mia: Where is it?\n[U+202E]fdp.exe\n")
    own.get_by_role("button", name="Show it to the other side").first.click()
    buyer.reads("The other side will see what you see here.")
    fits(buyer)
