"""Tells the people of a marketplace that its shop needs them: its key was refused, or what it did differs."""

from odr.accounts.directory import contacts
from odr.accounts.marketplaces import marketplace_of
from odr.domain.roles import Role
from odr.fulfilment.breaker import TROUBLE
from odr.notices import Parts
from odr.notices.readers import Reader
from odr.notices.telling import Notice, deliver
from odr.outbox import Message, done


def tell_of_trouble(parts: Parts, message: Message) -> None:
    """Carry out "shop.trouble": everybody who administers the marketplace. It is about no single case."""
    marketplace, kind = message.payload["marketplace"], message.payload["kind"]
    with parts.store.write() as conn:
        count = {"missing": message.payload["count"]} if "count" in message.payload else {}
        notice = Notice(kind, {"number": marketplace_of(conn, marketplace).name, **count})
        for contact in contacts(conn, [marketplace]).get(marketplace, []):
            reader = Reader(Role.MARKETPLACE, contact.person, "", (contact,))
            deliver(conn, parts, reader, None, notice, message)
        done(conn, message, parts.clock.now(), kept=("marketplace", "kind", "count"))


HANDLERS = {TROUBLE: tell_of_trouble}
