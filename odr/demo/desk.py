"""Acts of the demo's people before anybody watches: through the same schema as over HTTP, each at its own instant."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

import anyio
from sqlalchemy import select

from odr.accounts.marketplaces import marketplaces_of
from odr.accounts.organisations import organisations_of
from odr.accounts.principal import Principal
from odr.accounts.roles import roles_of
from odr.accounts.tables import e_mails
from odr.demo.documents import act
from odr.demo.people import DemoPerson
from odr.evidence.receiving import receive
from odr.schema.context import Context, House
from odr.schema.plan import Request, Runner
from odr.schema.schema import schema

EVIDENCE = files("odr.demo") / "evidence"
UPLOAD = "upload { id url arrivedBytes }"


class NotPossible(Exception):
    """An act of the demo was refused: the demo does not fit the service. The message says which and why."""


def person_id(house: House, who: DemoPerson) -> str | None:
    """The id of somebody of the demo, if they have their account yet."""
    with house.store.read() as conn:
        known = select(e_mails.c.person).where(e_mails.c.address == who.email, e_mails.c.confirmed_at.is_not(None))
        found: str | None = conn.execute(known).scalar()
    return found


@dataclass
class Desk:
    """Does acts in the name of the demo's people. `begin` is the instant that days are counted from."""

    house: House
    begin: datetime
    runner: Runner = field(default_factory=lambda: Runner(schema(), introspection=False))

    def at(self, days: float) -> datetime:
        """So many days from the beginning; negative before it."""
        return self.begin + timedelta(days=days)

    def do(self, who: DemoPerson, days: float, name: str, wanted: str, /, **given: Any) -> dict[str, Any]:
        """One mutation by somebody; what was wanted of its answer.

        Raises:
            NotPossible: it was refused.
        """
        ctx = Context(self.house, self.at(days), _principal=self._principal(who))
        result = self.runner.run(Request(act(name, wanted), {"input": given}), ctx)
        if result.errors or result.data is None:
            raise NotPossible(f"{who.name}, {name}: {result.errors}")
        answer: dict[str, Any] = result.data[name]
        if answer["userErrors"]:
            raise NotPossible(f"{who.name}, {name}: {answer['userErrors']}")
        return answer

    def person(self, who: DemoPerson) -> str:
        """The id of somebody who has their account.

        Raises:
            NotPossible: they have none yet.
        """
        found = person_id(self.house, who)
        if found is None:
            raise NotPossible(f"{who.name} has no account.")
        return found

    def _principal(self, who: DemoPerson) -> Principal:
        person = self.person(who)
        with self.house.store.read() as conn:
            return Principal(
                person=person,
                organisations=frozenset(one.id for one in organisations_of(conn, person)),
                marketplaces=frozenset(one.id for one in marketplaces_of(conn, person)),
                roles=roles_of(conn, person),
                scopes=frozenset(),
                language=who.language,
                session="demo",
            )


@dataclass
class Dispute:
    """A case of the demo and what is done in it. Its acts carry keys, so that doing them again changes nothing."""

    desk: Desk
    order: str
    """The order's number."""
    id: str = ""
    acts: int = 0

    def file(self, who: DemoPerson, days: float, order: str, **complaint: Any) -> None:
        """File the complaint about the order with this global id."""
        told = {"contactedBefore": True, "otherProceedings": False, "order": order, **complaint}
        self.id = self._do(who, days, "fileComplaint", "case { id }", **told)["case"]["id"]

    def do(self, who: DemoPerson, days: float, name: str, wanted: str = "", /, **given: Any) -> dict[str, Any]:
        """One act on the case."""
        return self._do(who, days, name, wanted, case=self.id, **given)

    def hand_in(self, who: DemoPerson, days: float, file: str, description: str) -> None:
        """Hand in a file of the demo's evidence and disclose it."""
        body = (EVIDENCE / file).read_bytes()
        upload = self.do(who, days, "createEvidenceUpload", UPLOAD, filename=file, sizeBytes=len(body))["upload"]
        if upload["url"] is not None:
            token, here = upload["url"].rsplit("/", 1)[-1], upload["arrivedBytes"]
            rest = body[here:]
            anyio.run(receive, self.desk.house.evidence, token, here, _whole(rest), len(rest), self.desk.at(days))
        told = {"upload": upload["id"], "description": description}
        exhibit = self._do(who, days, "finalizeEvidenceUpload", "exhibit { id }", **told)["exhibit"]["id"]
        self.do(who, days, "discloseExhibit", exhibit=exhibit)

    def _do(self, who: DemoPerson, days: float, name: str, wanted: str, /, **given: Any) -> dict[str, Any]:
        self.acts += 1
        key = f"demo {self.order} {self.acts}"
        return self.desk.do(who, days, name, wanted, idempotencyKey=key, **given)


async def _whole(body: bytes) -> AsyncIterator[bytes]:
    yield body
