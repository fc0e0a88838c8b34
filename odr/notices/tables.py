"""Tables of notices, of the ledger of their deliveries, and of the demo's mailbox."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table, Text

from odr.store import metadata

notices = Table(
    "notices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person", Text),
    Column("organisation", Text),
    Column("case_id", Text, index=True),
    Column("kind", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("read_at", BigInteger),
    CheckConstraint("(person is null) <> (organisation is null)", name="one_recipient"),
)
"""To a person, or to an organisation that nobody belongs to yet. `facts` is JSON: the case number, a date.

`case_id` is null where it is about no case, such as a new version of the rulebook."""

Index("ix_notices_person_created_at_id", notices.c.person, notices.c.created_at.desc(), notices.c.id.desc())
Index("ix_notices_organisation_created_at_id", notices.c.organisation, notices.c.created_at.desc(), notices.c.id.desc())

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("notice_id", ForeignKey("notices.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("address_hash", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("detail", Text, nullable=False),
)
"""The ledger: one row per notice, channel and address (HMAC of it), with where its delivery stands and since when."""

demo_mails = Table(
    "demo_mails",
    metadata,
    Column("id", Text, primary_key=True),
    Column("message_id", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("received_at", BigInteger, nullable=False, index=True),
)
"""What the demo's own mailbox received, as plain text. Empty outside demo and development."""
