"""Alembic's entry: the whole metadata, on the connection of `odr.migrate`, or on one for ODR_DATABASE_URL."""

import os

from alembic import context
from sqlalchemy import Connection

from odr.migrate import MIGRATION_OPTIONS, exclusive
from odr.settings import Settings
from odr.tables import metadata


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, **MIGRATION_OPTIONS)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with exclusive(os.environ.get("ODR_DATABASE_URL") or Settings().database_url) as opened:
        run(opened)
