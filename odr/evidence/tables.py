"""What is known of uploads and of what is shown of them, and who handled an exhibit."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
)

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
    """Not of a kind that is taken, or harmful; the bytes are deleted."""
    UNSCANNABLE = "UNSCANNABLE"
    """Could not be looked into; the bytes are deleted."""
    ERASED = "ERASED"
    """The bytes are deleted: the upload expired, or the exhibit was erased."""


class Finding(StrEnum):
    """Why a file did not become an exhibit."""

    KIND = "KIND"
    HOLDS_OTHER_KIND = "HOLDS_OTHER_KIND"
    HARMFUL = "HARMFUL"
    LOCKED = "LOCKED"
    TOO_MUCH = "TOO_MUCH"
    NOT_ENTERED = "NOT_ENTERED"
    """It was sound, but the case took it in no more when its check was over."""


class Rendering(StrEnum):
    """How far the renditions of an exhibit are."""

    PENDING = "PENDING"
    READY = "READY"
    FAILED = "FAILED"
    """Its kind can be shown; this file cannot."""
    NONE = "NONE"
    """There are none of its kind here."""


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
    Column("parts", Text),
    Column("size", BigInteger),
    Column("sha256", Text),
    Column("media_type", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("finalized_at", BigInteger),
    Column("reread_at", BigInteger, nullable=False, server_default="0"),
    Column("altered", Boolean, nullable=False, server_default=false()),
    Column("finding", Text),
    Column("detail", Text),
    Column("active", Text),
    Column("asked_at", BigInteger),
    Column("description", Text),
    Column("document", Text),
    Column("in_caucus", Boolean, nullable=False, server_default=false()),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("next_try_at", BigInteger),
    Column("rendering", Text, nullable=False, server_default=Rendering.PENDING),
    Column("render_tries", Integer, nullable=False, server_default="0"),
    Column("render_at", BigInteger, nullable=False, server_default="0"),
    Column("pages", Integer),
)
"""Sizes in bytes, instants in UTC microseconds. `key`: where the vault keeps it, or may; none once nothing is left of
it. `parts`: the store's name for an upload whose file goes straight into the bucket.
`media_type`: as found inside. `detail`: what the `finding` names. `active`: what in it could act by itself, words
with blanks between. `asked_at`, `description`, `document`, `in_caucus`: what was asked at its handing in, while it
waits for the scanner. `render_at`: when its renditions are tried (again). `pages`: how many there are, where fewer are
shown. `altered`: whether it was not what was handed in when it was read last, at `reread_at`."""

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

case_keys = Table(
    "case_keys",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("key", Text, nullable=False),
)
"""With what the files of a case are sealed, itself encrypted under the service's secret."""

_WAITING = uploads.c.state.in_([State.QUARANTINED, State.SCANNING]) & uploads.c.asked_at.is_not(None)
Index("ix_uploads_waiting", uploads.c.next_try_at, sqlite_where=_WAITING, postgresql_where=_WAITING)

_TO_RENDER = (uploads.c.state == State.AVAILABLE) & (uploads.c.rendering == Rendering.PENDING)
Index("ix_uploads_to_render", uploads.c.render_at, sqlite_where=_TO_RENDER, postgresql_where=_TO_RENDER)

_HALF_GONE = uploads.c.state.in_([State.REJECTED, State.UNSCANNABLE, State.ERASED]) & uploads.c.key.is_not(None)
Index("ix_uploads_half_gone", uploads.c.id, sqlite_where=_HALF_GONE, postgresql_where=_HALF_GONE)

renditions = Table(
    "renditions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("exhibit", Text, nullable=False),
    Column("case_id", Text, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
    Column("size", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("exhibit", "number"),
)
"""What others than its giver see of an exhibit: one row for each page or picture, written before its bytes. `size` in
bytes, `width` and `height` in pixels. `state`: PENDING until its bytes lie in the vault, then READY."""

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
    Column("link", Text),
    PrimaryKeyConstraint("exhibit", "number"),
    Index("ix_evidence_audit_link", "exhibit", "link", "purpose", unique=True),
)
"""One chain per exhibit: each row carries the hash of the one before. Reading is not an act of the case, so none of
it is in the docket. `link`: what links that count as one have in common; it leads to no
file."""
