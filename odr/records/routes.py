"""Where a record is fetched: by whoever reads the case in the role for which it was made."""

from datetime import datetime

from starlette.routing import Route

from odr import downloads
from odr.accounts.principal import Principal
from odr.domain.refusals import NotFound
from odr.downloads import Attachment
from odr.records.register import record_by_id
from odr.schema.acts import visitor
from odr.schema.context import House


def record_route(house: House) -> Route:
    """GET /records/{id}.pdf"""
    return downloads.route("/records/{id}.pdf", house, _find)


def _find(house: House, principal: Principal, record_id: str, now: datetime) -> Attachment:
    with house.store.read() as connection:
        record = record_by_id(connection, record_id)
    if record is None or not principal.person:
        raise NotFound()
    seen = house.clerk.look(record.case_id, visitor(principal), now)
    if seen.by.role.value != record.reader:
        raise NotFound()
    return Attachment(f"{seen.case.number}.pdf", "application/pdf", house.records.read(record))
