"""The examples of the guides are run as they stand, in their order, and answer what the page says."""

import json
import os
import re
import shlex
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from odr.__main__ import main
from odr.accounts.details import Profile
from odr.accounts.marketplaces import marketplaces_of
from odr.accounts.principal import CONSOLE, ServiceRole
from odr.accounts.registration import enrol
from odr.accounts.roles import grant_role
from odr.schema import ids
from odr.store import Store
from tests.accounts.browser import Caller
from tests.accounts.helpers import PASSWORD, CountingHasher, last_mail
from tests.conftest import HandClock
from tests.schema.house import PEOPLE, Town, address, complaint, remedy

GUIDES = Path(__file__).parent.parent / "docs" / "guides"
STEP = re.compile(
    r"<!-- then: (?P<then>\w+) -->"
    r"|<!-- run: (?P<who>\w+) -->\n```graphql\n(?P<document>.*?)```\n"
    r"(?:\n```json\n(?P<variables>.*?)```\n)?\nAnswer:\n\n```json\n(?P<answer>.*?)```",
    re.DOTALL,
)
CAPITALS = re.compile(r"[A-Z]{3,}")


@pytest.fixture
def town(store: Store, clock: HandClock, tmp_path: Path) -> Town:
    """A service with its people, nothing registered yet; on each database."""
    return Town(store, clock, tmp_path)


class Reader:
    """Follows a guide to the letter. `known` are the ids and secrets that the page calls by words in capitals."""

    def __init__(self, town: Town, meanwhile: dict[str, Callable[["Reader"], None]]) -> None:
        self.town, self.meanwhile = town, meanwhile
        self.known: dict[str, str] = {}

    def follow(self, page: str) -> int:
        """Do every step of a guide; how many there are."""
        steps = list(STEP.finditer((GUIDES / page).read_text(encoding="utf-8")))
        for step in steps:
            if step["then"]:
                self.meanwhile[step["then"]](self)
            else:
                self._run(step)
        return len(steps)

    def _run(self, step: re.Match[str]) -> None:
        variables = self._filled(json.loads(step["variables"] or "{}"))
        answer = self._caller(step["who"]).ask(step["document"], **variables)
        told = json.loads(step["answer"])
        self._learn(told, answer)
        assert self._filled(told) == answer

    def _caller(self, who: str) -> Caller:
        return Caller(self.town.app, self.known["KEY"]) if who == "program" else self.town.as_(who)

    def _learn(self, told: Any, answered: Any) -> None:
        """A word in capitals that is met for the first time stands for what was answered in its place."""
        match told, answered:
            case dict(), dict():
                for name, value in told.items():
                    self._learn(value, answered[name])
            case list(), list():
                for one, other in zip(told, answered, strict=True):
                    self._learn(one, other)
            case str(), str() if self._is_new(told) and told != answered:
                self.known[told] = answered

    def _is_new(self, word: str) -> bool:
        return CAPITALS.fullmatch(word) is not None and word not in self.known

    def _filled(self, told: Any) -> Any:
        match told:
            case dict():
                return {name: self._filled(value) for name, value in told.items()}
            case list():
                return [self._filled(one) for one in told]
            case str():
                return re.sub(r"\b[A-Z]{3,}\b", lambda word: self.known.get(word[0], word[0]), told)
            case _:
                return told


def file(reader: Reader) -> None:
    town = reader.town
    town.as_("buyer").done("fileComplaint", **complaint(reader.known["ORDER"]))
    town.work()
    token = last_mail(town.store, "mail.invitation")["token"]
    town.as_("seller").done("acceptCaseInvitation", token=token)


def escalate(reader: Reader) -> None:
    case = reader.known["CASE"]
    reader.town.as_("seller").done("answerComplaint", case=case, position="DISPUTES", statement="It left us whole.")
    reader.town.as_("buyer").done("escalateComplaint", case=case, reasons="It did not come whole.")


def leave(reader: Reader) -> None:
    reader.town.wait(days=4)
    reader.town.as_("seller").done("leaveNegotiation", case=reader.known["CASE"])


def settle(reader: Reader) -> None:
    case, offered = reader.known["CASE"], [remedy("40.00", "REFUND_PARTIAL")]
    offer = reader.town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=offered)["offer"]["id"]
    reader.town.as_("buyer").done("acceptOffer", case=case, offer=offer, effectUnderstood=True)


def test_the_guide_for_marketplaces(town: Town) -> None:
    meanwhile = {"file": file, "escalate": escalate, "leave": leave, "settle": settle}
    assert Reader(town, meanwhile).follow("marketplace.md") > 8


def test_the_command_that_makes_a_marketplace(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (GUIDES / "operator.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"<!-- run: odr -->\n```\nodr (.*?)```", page, re.DOTALL)
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    person = enrol(store, CountingHasher(), Profile("Ada", "en", "UTC", "DE"), "ada@kiezmarkt.example", PASSWORD, at)
    url = store.engine.url.render_as_string(hide_password=False)
    monkeypatch.setattr(
        os, "environ", {"ODR_MODE": "development", "ODR_DATABASE_URL": url, "ODR_DATA_DIR": str(tmp_path)}
    )
    monkeypatch.setattr("odr.migrate.is_current", lambda store: True)
    assert main(shlex.split(line.replace("\\\n", " "))) == 0
    with store.read() as conn:
        assert [(one.code, one.zone) for one in marketplaces_of(conn, person)] == [("KM", "Europe/Berlin")]


def test_the_guide_for_regulators(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PEOPLE, "regulator", "Rita Recht")
    profile = Profile(PEOPLE["regulator"], "en", "Europe/Berlin", "DE")
    person = enrol(town.store, town.house.hasher, profile, address("regulator"), PASSWORD, town.clock.now())
    with town.store.write() as conn:
        grant_role(conn, CONSOLE, person, ServiceRole.REGULATOR, town.clock.now())
    reader = Reader(town, {"file": lambda reader: _case_of_yesterday(reader.town)})
    reader.known["MARKETPLACE"] = ids.encode("Marketplace", town.marketplace)
    assert reader.follow("regulator.md") > 3


def _case_of_yesterday(town: Town) -> None:
    town.file()
    town.clock.forward(timedelta(days=1))
