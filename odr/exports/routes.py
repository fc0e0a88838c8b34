"""Where a regulator fetches an export: made again from the dockets as they stood, so nothing lies about."""

from datetime import datetime

from starlette.routing import Route

from odr import downloads
from odr.accounts.principal import Principal, ServiceRole
from odr.domain.refusals import NotFound
from odr.downloads import Attachment
from odr.exports.refusals import ScopeNotFound
from odr.exports.register import export_again
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
