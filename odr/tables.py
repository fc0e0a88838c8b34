"""Every module that has tables, imported once: migrations, tests and backups see the whole metadata here."""

import odr.clock  # noqa: F401
from odr.store import metadata

__all__ = ["metadata"]
