"""The register of issued records: the only place that can say of every single byte that it is the issued
one.
"""

from sqlalchemy import BigInteger, Column, Index, Table, Text

from odr.store import metadata

records = Table(
    "records",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("reader_version", BigInteger, nullable=False),
    Column("language", Text, nullable=False),
    Column("rulebook", Text, nullable=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("storage_key", Text, unique=True),
    Column("key_spki", Text, nullable=False),
    Column("issued_to", Text, nullable=False),
    Column("issued_at", BigInteger, nullable=False),
    Column("withdrawn_at", BigInteger),
    Column("withdrawn_because", Text),
    comment="One row per sealed record. The same state of a case for a reader is one file, issued once.",
)
"""`withdrawn_because`: a ground of erasure, or the clause of a rule. A withdrawn record loses its bytes, then its
`storage_key`; what identifies it stays."""

_IN_SERVICE = records.c.withdrawn_at.is_(None)
Index(
    "ix_records_in_service",
    *(records.c[name] for name in ("case_id", "reader", "scope", "reader_version", "language")),
    unique=True,
    sqlite_where=_IN_SERVICE,
    postgresql_where=_IN_SERVICE,
)
_HALF_GONE = records.c.withdrawn_at.is_not(None) & records.c.storage_key.is_not(None)
Index("ix_records_half_gone", records.c.id, sqlite_where=_HALF_GONE, postgresql_where=_HALF_GONE)
