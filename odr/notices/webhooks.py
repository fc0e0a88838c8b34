"""Tells the administrators of a marketplace that nothing is sent to one of its webhooks any more."""

from odr.accounts.directory import contacts
from odr.domain.roles import Role
from odr.notices import Parts
from odr.notices.readers import Reader
from odr.notices.telling import Notice, deliver
from odr.outbox import Message, done
from odr.webhooks.sending import DISABLED

KIND = "webhook_disabled"


def tell_of_disabled(parts: Parts, message: Message) -> None:
    """Carry out "webhook.disabled": everybody who administers the marketplace."""
    marketplace = message.payload["marketplace"]
    facts = {"number": "", "webhook": message.payload["host"]}
    with parts.store.write() as conn:
        for contact in contacts(conn, [marketplace]).get(marketplace, []):
            reader = Reader(Role.MARKETPLACE, contact.person, "", (contact,))
            deliver(conn, parts, reader, None, Notice(KIND, facts), message)
        done(conn, message, parts.clock.now(), kept=("marketplace", "host", "why"))


HANDLERS = {DISABLED: tell_of_disabled}
