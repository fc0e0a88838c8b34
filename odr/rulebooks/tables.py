"""Tables of what marketplaces write: drafts and published versions, their names, and the rulebooks they make."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table, Text

from odr.store import metadata

rulebook_versions = Table(
    "rulebook_versions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("marketplace", ForeignKey("marketplaces.id"), nullable=False),
    Column("organisation", ForeignKey("organisations.id")),
    Column("state", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("name", Text),
    Column("layer", Text),
    Column("base", Text),
    Column("holds_for", Text, nullable=False),
    Column("in_force_from", Text),
    Column("drafted_by", Text, nullable=False),
    Column("drafted_at", BigInteger, nullable=False),
    Column("published_by", Text),
    Column("published_at", BigInteger),
    Column("announced_at", BigInteger),
    CheckConstraint("state <> 'PUBLISHED' or published_by <> drafted_by", name="two_people"),
)
"""`source`: the TOML as it was sent, `hash` its SHA-256. `organisation`: of a seller's own policy. `name`, `layer`
(null for a whole rulebook), `base`, `holds_for` (JSON: countries, kinds of things, or a seller) and `in_force_from`
(a local day of the marketplace) are what the text says, as far as it can be read.

A row is edited while it is a draft; a published one stays as it is, but for the instant of its announcement.
"""

_PUBLISHED = rulebook_versions.c.state == "PUBLISHED"
Index(
    "ix_rulebook_versions_published_name",
    rulebook_versions.c.name,
    unique=True,
    sqlite_where=_PUBLISHED,
    postgresql_where=_PUBLISHED,
)
Index(
    "ix_rulebook_versions_marketplace_drafted_at_id",
    rulebook_versions.c.marketplace,
    rulebook_versions.c.drafted_at.desc(),
    rulebook_versions.c.id.desc(),
)

rulebook_series = Table(
    "rulebook_series",
    metadata,
    Column("name", Text, primary_key=True),
    Column("marketplace", ForeignKey("marketplaces.id"), nullable=False),
    Column("organisation", ForeignKey("organisations.id")),
)
"""Whose the name before the number is: taken with the first version that is published under it."""

compiled_rulebooks = Table(
    "compiled_rulebooks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("toml", Text, nullable=False),
    Column("layers", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
)
"""Whole rulebooks as cases pin them, one row for each way of laying layers over each other. Never changed.

`layers`: JSON, the names from the ground up. A case is read from this row alone; its layers explain it.
"""
