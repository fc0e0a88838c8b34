"""The annex of a record: what happened to each exhibit, and how far the signed log went."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from odr.custody.log import sign_all
from odr.domain.roles import Role
from odr.evidence.audit import Purpose, note
from odr.law import Law
from odr.records.content import Exhibit
from odr.records.issue import Recipient, RecordsOffice
from odr.records.keys import SealingKey
from odr.records.reading import Scope
from odr.rulebooks import all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT
from tests.custody.conftest import KEY, held
from tests.records.journey import CASE, Journey

AT = FILED_AT + timedelta(days=55)


@pytest.fixture
def office(store: Store, key: SealingKey, data_dir: Path) -> RecordsOffice:
    """A case with an exhibit that the other side was given a link to and the decision maker fetched."""
    Journey(store).negotiate().mediate(private=True).decide()
    note(store, "x", "", Purpose.INSPECTED, FILED_AT + timedelta(days=30, hours=1))
    note(store, "x", "seller-person", Purpose.LINKED, FILED_AT + timedelta(days=31), Role.RESPONDENT)
    note(store, "x", "decider", Purpose.DOWNLOADED, FILED_AT + timedelta(days=32), Role.DECIDER)
    return RecordsOffice(store, Law(all_rulebooks()), data_dir / "records", lambda: key)


def exhibit(office: RecordsOffice, role: Role) -> Exhibit:
    (found,) = office.content(Recipient(CASE, role, Scope.SHARED, "en", person=""), AT).exhibits
    return found


@pytest.mark.parametrize("role", [Role.COMPLAINANT, Role.DECIDER])
def test_who_may_see_the_audit_log_finds_it_in_the_sheet(office: RecordsOffice, role: Role) -> None:
    found = exhibit(office, role)
    told = [(one.what, bool(one.entry)) for one in found.handled]
    assert found.with_log
    assert told == [
        ("read the stored file again: its size and SHA-256 are those given here.", False),
        ("disclosed exhibit C-1: cracked-base.jpg.", True),
        ("was given a link to the file.", False),
        ("fetched the file.", False),
        ("closed the taking of evidence.", True),
    ]
    assert [one.at.at for one in found.handled] == sorted(one.at.at for one in found.handled)


@pytest.mark.parametrize("role", [Role.RESPONDENT, Role.MEDIATOR])
def test_everybody_else_finds_the_entries_only(office: RecordsOffice, role: Role) -> None:
    found = exhibit(office, role)
    assert not found.with_log
    assert all(one.entry for one in found.handled)


def test_the_sheet_and_the_checkpoint_stand_in_the_pdf(
    office: RecordsOffice, store: Store, tool: Callable[..., str]
) -> None:
    sign_all(store, KEY, AT)
    record = office.issue(Recipient(CASE, Role.COMPLAINANT, Scope.SHARED, "en", person="buyer"), AT)
    pages = re.sub(r"\s+", " ", tool("pdftotext", "-layout", "FILE", "-", pdf=office.read(record)))
    for words in ("What happened to the exhibits", "Exhibit C-1: cracked-base.jpg", "was given a link to the file"):
        assert words.lower() in pages.lower()
    assert "How far the signed log went" in pages
    assert f"disputes.example {held(store).size}" in pages
