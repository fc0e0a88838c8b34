"""What is known of uploads, and who handled an exhibit."""

from enum import StrEnum

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, PrimaryKeyConstraint, Table, Text, false

from odr.store import metadata


class State(StrEnum):
    """How far an upload has come."""

    UPLOADING = "UPLOADING"
    """Begun; not every byte has arrived."""
    QUARANTINED = "QUARANTINED"
    """Arrived whole and not yet checked: nobody gets it."""
    SCANNING = "SCANNING"
    """Looked into and fixed; on its way into the docket."""
    AVAILABLE = "AVAILABLE"
    """In the docket. Who may see the exhibit may have the file."""
    REJECTED = "REJECTED"
    """Not of a kind that is taken; the bytes are deleted."""
    UNSCANNABLE = "UNSCANNABLE"
    """Could not be looked into."""
    ERASED = "ERASED"
    """The bytes are deleted: the upload expired, or the exhibit was erased."""


uploads = Table(
    "uploads",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("person", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("exhibit", Text, nullable=False, unique=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("filename", Text, nullable=False),
    Column("declared_type", Text, nullable=False),
    Column("declared_size", BigInteger, nullable=False),
    Column("declared_sha256", Text),
    Column("state", Text, nullable=False),
    Column("key", Text, unique=True),
    Column("size", BigInteger),
    Column("sha256", Text),
    Column("media_type", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("finalized_at", BigInteger),
    Column("reread_at", BigInteger, nullable=False, server_default="0"),
    Column("altered", Boolean, nullable=False, server_default=false()),
)
"""Sizes in bytes, instants in UTC microseconds. `key`: where the vault keeps it, or may; none once nothing is left of
it. `media_type`: as found inside. `altered`: whether it was not what was handed in when it was read last, at
`reread_at`."""

_UNDER_WAY = uploads.c.state.in_([State.UPLOADING, State.QUARANTINED, State.SCANNING])
Index(
    "ix_uploads_under_way",
    uploads.c.person,
    uploads.c.expires_at,
    sqlite_where=_UNDER_WAY,
    postgresql_where=_UNDER_WAY,
)

_AVAILABLE = uploads.c.state == State.AVAILABLE.value
Index("ix_uploads_reread", uploads.c.reread_at, sqlite_where=_AVAILABLE, postgresql_where=_AVAILABLE)

_HALF_GONE = uploads.c.state.in_([State.REJECTED, State.ERASED]) & uploads.c.key.is_not(None)
Index("ix_uploads_half_gone", uploads.c.id, sqlite_where=_HALF_GONE, postgresql_where=_HALF_GONE)

case_keys = Table(
    "case_keys",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("key", Text, nullable=False),
)
"""With what the files of a case are sealed, itself encrypted under the service's secret."""

evidence_audit = Table(
    "evidence_audit",
    metadata,
    Column("exhibit", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text),
    Column("purpose", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("exhibit", "number"),
)
"""One chain per exhibit: each row carries the hash of the one before. Reading is not an act of the case, so none of
it is in the docket."""
