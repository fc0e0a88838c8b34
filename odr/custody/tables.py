"""The log over all cases, as it lies in the store."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from odr.store import metadata

log_leaves = Table(
    "log_leaves",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("case_id", Text),
    Column("number", Integer),
    Column("secret", LargeBinary, nullable=False),
    UniqueConstraint("case_id", "number"),
)
"""What each leaf stands for: an entry of a docket, whose place `secret` hides, or nothing: then it is a decoy, made of
`secret`. Its hash is the node of level 0 at its position."""

log_nodes = Table(
    "log_nodes",
    metadata,
    Column("level", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("level", "position"),
)
"""Every complete node of the tree. It follows from the leaves, and spares reading them all."""

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""Every checkpoint that was signed; its size says how far the log went. Instants in UTC microseconds."""
