"""Where a regulator fetches an export, and a party a copy of a case or what it takes to a court.

All of it is made when it is fetched, with the sign-in: nothing lies about, and no link lets anybody else in.
"""

from datetime import datetime

from starlette.routing import Route

from odr import downloads
from odr.accounts.principal import Principal, ServiceRole
from odr.custody.keys import log_key
from odr.domain.refusals import NotFound
from odr.downloads import Attachment
from odr.exports.case_copy import COPIED_FOR, Desk, copy_of, record_for
from odr.exports.enforcement import pack_of, prepare
from odr.exports.refusals import ScopeNotFound
from odr.exports.register import export_again
from odr.schema.acts import visitor
from odr.schema.context import House
from odr.settings import service_secrets


def export_route(house: House) -> Route:
    """GET /exports/{id}.zip"""
    return downloads.route("/exports/{id}.zip", house, _find)


def _find(house: House, principal: Principal, export: str, now: datetime) -> Attachment:
    if ServiceRole.REGULATOR not in principal.roles:
        raise NotFound()
    try:
        made = export_again(house.clerk, service_secrets(house.settings), export, principal.person, now)
    except ScopeNotFound:
        raise NotFound() from None
    return Attachment(f"export-{made.id}.zip", "application/zip", made.zipped())


def copy_route(house: House) -> Route:
    """GET /copies/{id}.zip"""
    return downloads.route("/copies/{id}.zip", house, _copy)


def _copy(house: House, principal: Principal, case: str, now: datetime) -> Attachment:
    """For a side, and whoever speaks for it."""
    if not principal.person:
        raise NotFound()
    seen = house.clerk.look(case, visitor(principal), now)
    if seen.by.role not in COPIED_FOR:
        raise NotFound()
    desk = Desk(house.evidence, house.records, log_key(house.settings))
    record = record_for(desk, seen, principal.language, now)
    return Attachment(f"{seen.case.number}.zip", "application/zip", copy_of(desk, seen, record, now))


def enforcement_route(house: House) -> Route:
    """GET /enforcement/{id}.zip"""
    return downloads.route("/enforcement/{id}.zip", house, _pack)


def _pack(house: House, principal: Principal, case: str, now: datetime) -> Attachment:
    """For the side to which something is owed that was not done, and whoever speaks for it."""
    if not principal.person:
        raise NotFound()
    seen = house.clerk.look(case, visitor(principal), now)
    desk = Desk(house.evidence, house.records, log_key(house.settings))
    pack = prepare(desk, seen, principal.language, now)
    return Attachment(f"{seen.case.number}-owed.zip", "application/zip", pack_of(desk, pack, now))
