"""Tables of people, organisations, marketplaces and of what proves who somebody is."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from odr.store import metadata

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("region", Text, nullable=False, server_default=text("''")),
    Column("password_hash", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

name_changes = Table(
    "name_changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("changes", BigInteger, nullable=False),
    CheckConstraint("id = 1", name="single"),
)
"""One row: how often a name of a person, an organisation or a marketplace was changed or deleted (`names.py`)."""

people_roles = Table(
    "people_roles",
    metadata,
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("granted_by", Text, nullable=False),
    Column("granted_at", BigInteger, nullable=False),
)

neutrals = Table(
    "neutrals",
    metadata,
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("languages", Text, nullable=False),
    Column("complaints", Text, nullable=False),
    Column("products", Text, nullable=False),
    Column("payer", Text, nullable=False),
    Column("away_from", BigInteger),
    Column("away_until", BigInteger),
    Column("updated_at", BigInteger, nullable=False),
)

neutral_conflicts = Table(
    "neutral_conflicts",
    metadata,
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("other", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
)
"""`other` is a person, an organisation or a marketplace."""

e_mails = Table(
    "e_mails",
    metadata,
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("address", Text, nullable=False),
    Column("confirmed_at", BigInteger),
)
Index(
    "ix_e_mails_confirmed_address",
    e_mails.c.address,
    unique=True,
    sqlite_where=e_mails.c.confirmed_at.is_not(None),
    postgresql_where=e_mails.c.confirmed_at.is_not(None),
)

payout_accounts = Table(
    "payout_accounts",
    metadata,
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("account", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)
"""Where a person is paid: `account` is encrypted (`payouts.py`), `changed_at` begins the hold."""

second_factors = Table(
    "second_factors",
    metadata,
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("confirmed_at", BigInteger),
    Column("last_step", BigInteger, nullable=False),
)
"""Keys of authenticator apps: `key` is encrypted (`boxes.py`), `last_step` the period whose code was used last."""

kept_keys = Table(
    "kept_keys",
    metadata,
    Column("name", Text, primary_key=True),
    Column("key", Text, nullable=False),
)
"""Keys that outlive a secret of the service, each encrypted under it (`boxes.py`)."""

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
)
"""Those that were not used yet."""

organisations = Table(
    "organisations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("region", Text, nullable=False, server_default=text("''")),
    Column("created_at", BigInteger, nullable=False),
)

closures = Table(
    "closures",
    metadata,
    Column("holder", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, nullable=False),
    Column("reasons", Text, nullable=False),
)
"""Accounts that are closed now: `holder` is a person or an organisation. The audit log keeps what was."""

members = Table(
    "members",
    metadata,
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation", ForeignKey("organisations.id"), primary_key=True, index=True),
    Column("role", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
)

marketplaces = Table(
    "marketplaces",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("code", Text, nullable=False, unique=True),
    Column("zone", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("region", Text, nullable=False, server_default=text("''")),
    Column("website", Text, nullable=False),
    Column("rulebook", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

marketplace_administrators = Table(
    "marketplace_administrators",
    metadata,
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("marketplace", ForeignKey("marketplaces.id"), primary_key=True, index=True),
    Column("since", BigInteger, nullable=False),
)

sellers = Table(
    "sellers",
    metadata,
    Column("marketplace", ForeignKey("marketplaces.id"), primary_key=True),
    Column("external_id", Text, primary_key=True),
    Column("organisation", ForeignKey("organisations.id"), nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("region", Text, nullable=False, server_default=text("''")),
    Column("created_at", BigInteger, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", BigInteger, nullable=False),
    Column("last_seen_at", BigInteger, nullable=False),
    Column("idle", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False, index=True),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("prefix", Text, nullable=False),
    Column("marketplace", ForeignKey("marketplaces.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
)

deadline_feeds = Table(
    "deadline_feeds",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("created_at", BigInteger, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), index=True),
    Column("payload", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
    Column("used_at", BigInteger),
)

throttles = Table(
    "throttles",
    metadata,
    Column("key", Text, primary_key=True),
    Column("full_at", BigInteger, nullable=False, index=True),
)

repeats = Table(
    "repeats",
    metadata,
    Column("actor", Text, primary_key=True),
    Column("act", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("input_hash", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False, index=True),
)
