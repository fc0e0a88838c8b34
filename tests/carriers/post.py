"""A town with a carrier that sends signed messages, and cases in which a lamp is to be sent back."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select
from starlette.applications import Starlette

from odr.accounts.marketplaces import NewMarketplace, create_marketplace
from odr.accounts.principal import CONSOLE
from odr.app import assemble
from odr.carriers.connecting import connect, new_signing_secret
from odr.carriers.routes import carrier_route
from odr.carriers.tables import scans
from odr.domain.case import Case, OwedLine
from odr.domain.roles import Role
from odr.schema import ids
from odr.schema.schema import schema
from odr.settings import service_secrets
from odr.signed_hooks import secret_of, sign, timestamp
from odr.store import Store
from tests.conftest import HandClock
from tests.schema.house import Town, complaint, eur

NUMBER = "00340434161094042557"
TRACKING = "tracking { number lostAfter tracedSince scans { kind at place carrier reference } }"


class Post(Town):
    """The carrier `parcel-post` sends for the town's marketplace, and `other-post` for another one."""

    def __init__(self, store: Store, clock: HandClock, folder: Path) -> None:
        super().__init__(store, clock, folder)
        self.app: Starlette = assemble(self.house, schema(), [carrier_route(self.house)])
        self.sent = self.orders = 0
        self.secrets = {name: new_signing_secret() for name in ("parcel-post", "other-post")}
        with store.write() as conn:
            new = NewMarketplace("Elsewhere", "EL", "Europe/Berlin", "DE", "https://elsewhere.example")
            self.elsewhere = create_marketplace(conn, CONSOLE, new, clock.now())
            for name, of in (("parcel-post", self.marketplace), ("other-post", self.elsewhere)):
                keys = service_secrets(self.house.settings)
                connect(conn, keys, of, name, self.secrets[name], clock.now())

    def register(self, **changes: Any) -> str:
        self.orders += 1
        return super().register(**{"number": f"A-{1000 + self.orders}", **changes})

    def file(self, **changes: Any) -> str:
        """The seller comes in once: the second case finds them there."""
        if not self.orders:
            return super().file(**changes)
        made = self.as_("buyer").done("fileComplaint", "case { id }", **complaint(self.register(), **changes))
        return str(made["case"]["id"])

    def owing(self) -> str:
        """A case in which the money comes back once the lamp did."""
        case = self.file()
        back = {"remedy": "REFUND_ON_RETURN", "line": "1", "amount": eur("80.00")}
        offer = self.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[back])["offer"]
        self.as_("buyer").done("acceptOffer", case=case, offer=offer["id"], effectUnderstood=True)
        self.wait(hours=1)
        return case

    def sent_back(self, number: str = NUMBER) -> str:
        """A case whose buyer reported that the lamp is on its way, under this number."""
        case = self.owing()
        line = self.line(case)["id"]
        report = {"case": case, "line": line, "step": "RETURN_IN_TRANSIT", "reference": number}
        self.as_("buyer").done("reportFulfilment", **report)
        self.work()
        return case

    def line(self, case: str, name: str = "buyer", fields: str = TRACKING) -> Any:
        document = f"query C($id: ID!) {{ case(id: $id) {{ compensation {{ lines {{ id step due {fields} }} }} }} }}"
        (line,) = self.as_(name).ask(document, id=case)["case"]["compensation"]["lines"]
        return line

    def owed(self, case: str) -> OwedLine:
        found = self.case(case).compensation
        assert found is not None
        return found.lines[0]

    def case(self, case: str) -> Case:
        return self.house.clerk.look_as(ids.part(case, "Case") or "", Role.SYSTEM, self.clock.now()).case

    def scan(self, kind: str, number: str = NUMBER, **more: Any) -> dict[str, Any]:
        at = self.clock.now() - timedelta(minutes=1)
        return {"tracking": number, "at": at.isoformat(), "kind": kind, "place": "Leipzig", **more}

    def send(self, *told: Any, name: str = "parcel-post", **changes: Any) -> httpx.Response:
        """A message with these scans, signed now, or as the changes say: `body`, `secret`, `at`, `id`."""
        self.sent += 1
        body = changes.get("body", json.dumps({"scans": told}).encode())
        message, at = changes.get("id", f"msg_{self.sent}"), changes.get("at", self.clock.now())
        secret = secret_of(changes.get("secret", self.secrets.get(name, new_signing_secret())))
        headers = {
            "webhook-id": message,
            "webhook-timestamp": timestamp(at),
            "webhook-signature": sign(secret, message, at, body),
        }
        return asyncio.run(self._send(name, changes.get("headers", headers), body))

    async def _send(self, name: str, headers: dict[str, str], body: bytes) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="https://odr.example") as client:
            return await client.post(f"/hooks/carriers/{name}", headers=headers, content=body)

    @property
    def kept(self) -> int:
        with self.store.read() as conn:
            return len(conn.execute(select(scans)).all())
