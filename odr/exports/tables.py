"""Who may export what, and what was exported."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from odr.store import metadata

export_scopes = Table(
    "export_scopes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("regulator", Text, nullable=False),
    Column("marketplace", Text, nullable=False),
    Column("opened_from", BigInteger, nullable=False),
    Column("opened_before", BigInteger, nullable=False),
    Column("legal_basis", Text, nullable=False),
    Column("granted_by", Text, nullable=False),
    Column("granted_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
)
"""A regulator's person, one marketplace, the period in which cases were opened, and why that is lawful."""

Index("ix_export_scopes_regulator", export_scopes.c.regulator)

exports = Table(
    "exports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("as_of", BigInteger, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("manifest", Text, nullable=False),
)

Index("ix_exports_scope", exports.c.scope)
