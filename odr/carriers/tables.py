"""The tables of carriers: who may send, what came, and under which numbers the cases' parcels go."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, PrimaryKeyConstraint, Table, Text

from odr.store import metadata

carriers = Table(
    "carriers",
    metadata,
    Column("name", Text, primary_key=True),
    Column("marketplace", ForeignKey("marketplaces.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("secrets", Text, nullable=False),
    Column("connected_at", BigInteger, nullable=False),
)
"""`name` stands in the address to which it sends. `secrets`: encrypted (`odr.accounts.boxes`), the newest first."""

carrier_messages = Table(
    "carrier_messages",
    metadata,
    Column("carrier", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("carrier", "message"),
)
"""The names of the messages that were taken, for as long as a repeat could still be signed in time."""

scans = Table(
    "scans",
    metadata,
    Column("id", Text, primary_key=True),
    Column("marketplace", Text, nullable=False),
    Column("tracking", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("scanned_at", BigInteger, nullable=False),
    Column("place", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("received_at", BigInteger, nullable=False),
)
"""What carriers said, also of parcels that no case knows yet. `id` follows from what makes a scan the same."""

parcels = Table(
    "parcels",
    metadata,
    Column("case_id", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("tracking", Text, nullable=False),
    Column("marketplace", Text, nullable=False),
    Column("known_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("case_id", "line", "tracking"),
)
"""Under which number the parcel of a line goes. Can be made anew from the cases."""

Index("ix_scans_tracking", scans.c.marketplace, scans.c.tracking)
Index("ix_scans_received_at", scans.c.received_at)
Index("ix_parcels_tracking", parcels.c.marketplace, parcels.c.tracking)
Index("ix_parcels_known_at", parcels.c.known_at)
