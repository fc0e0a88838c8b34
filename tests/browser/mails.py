"""Links that come by mail, as whoever gets the mail follows them in the demo's mailbox."""

from odr.demo.people import DemoPerson
from tests.browser.visitor import Visitor


def follow_link(visitor: Visitor, who: DemoPerson, path: str) -> None:
    """Open the newest mail to somebody that has a link to this path, and follow the link."""
    visitor.page.goto("/demo/mail")
    mails = visitor.page.get_by_role("listitem").filter(has_text=f"To {who.email},")
    visitor.wait_reloading(mails)
    mails.get_by_role("link").first.click()
    visitor.page.get_by_role("link", name=f"{path}?").click()
