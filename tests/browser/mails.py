"""Links that come by mail, as whoever gets the mail follows them in the demo's mailbox."""

from odr.demo.people import DemoPerson
from tests.browser.visitor import Visitor


def follow_link(visitor: Visitor, who: DemoPerson, subject: str) -> None:
    """Open the newest mail to somebody under this subject, and follow the one-time link in it."""
    visitor.page.goto("/demo/mail")
    mails = visitor.page.get_by_role("listitem").filter(has_text=f"To {who.email},").filter(has_text=subject)
    visitor.wait_reloading(mails)
    mails.get_by_role("link").first.click()
    visitor.page.get_by_role("link", name="?token=").click()
