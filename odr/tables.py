"""Every module that has tables, imported once: migrations, tests and backups see the whole metadata here."""

import odr.accounts.tables
import odr.arrivals
import odr.assisting
import odr.audit
import odr.bundles
import odr.carriers.tables
import odr.clock
import odr.custody.tables
import odr.docket
import odr.evidence.tables
import odr.exports.tables
import odr.fulfilment.tables
import odr.matters
import odr.notices.tables
import odr.order_lookups
import odr.orders
import odr.outages
import odr.outbox
import odr.records.tables
import odr.rulebooks.tables
import odr.safety.tables
import odr.webhooks.tables
import odr.worker  # noqa: F401
from odr.store import metadata

__all__ = ["metadata"]
