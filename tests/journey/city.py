"""A town with every door of the service: evidence, records, exports, the mailbox of the demo."""

import asyncio
from pathlib import Path
from typing import Any

import httpx

from odr.accounts.principal import ServiceRole
from odr.app import assemble
from odr.deadline_feed import feed_route
from odr.evidence import routes as evidence_doors
from odr.evidence.tus import SENT_WITH
from odr.exports.routes import copy_route, enforcement_route, export_route
from odr.notices import mailbox
from odr.records.routes import record_route
from odr.schema.schema import schema
from odr.store import Store
from tests.accounts.browser import ORIGIN
from tests.conftest import HandClock
from tests.schema.house import PEOPLE, ROLES, Town

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000"
    "000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
"""A picture of one point."""


class City(Town):
    """Has a regulator, too. `fetch` asks any address by any method, as somebody or as nobody."""

    PEOPLE = PEOPLE | {"regulator": "Regina Amt"}
    ROLES = ROLES | {"regulator": ServiceRole.REGULATOR}

    def __init__(self, store: Store, clock: HandClock, folder: Path) -> None:
        super().__init__(store, clock, folder)
        rooms = [record_route(self.house), export_route(self.house), copy_route(self.house), feed_route(self.house)]
        rooms.append(enforcement_route(self.house))
        doors = [*evidence_doors.routes(self.house.evidence, clock), *rooms, *mailbox.routes(store)]
        self.app = assemble(self.house, schema(), doors)

    def fetch(self, method: str, path: str, bearer: str = "", **more: Any) -> httpx.Response:
        """What an address answers, by this method."""
        headers = more.pop("headers", {}) | ({"authorization": f"Bearer {bearer}"} if bearer else {})

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
                return await client.request(method, path, headers=headers, **more)

        return asyncio.run(ask())

    def hand_in(self, name: str, case: str, **more: Any) -> str:
        """The id of an exhibit that somebody handed in and has not disclosed."""
        asked = {"case": case, "filename": "crack.png", "sizeBytes": len(PNG)}
        upload = self.as_(name).done("createEvidenceUpload", "upload { id url }", **asked)["upload"]
        assert self.fetch("PATCH", upload["url"], content=PNG, headers=SENT_WITH).status_code == 204
        done = self.as_(name).done("finalizeEvidenceUpload", "exhibit { id }", upload=upload["id"], **more)
        return str(done["exhibit"]["id"])
