"""The register of issued records: the only place that can say of every single byte that it is the issued
one.
"""

from sqlalchemy import BigInteger, Column, Table, Text, UniqueConstraint

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
    Column("storage_key", Text, nullable=False, unique=True),
    Column("key_spki", Text, nullable=False),
    Column("issued_to", Text, nullable=False),
    Column("issued_at", BigInteger, nullable=False),
    UniqueConstraint("case_id", "reader", "scope", "reader_version", "language"),
    comment="One row per sealed record. The same state of a case for a reader is one file, issued once.",
)
