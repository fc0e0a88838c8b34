from pathlib import Path

import pytest

from odr.accounts.boxes import Box, Kind
from odr.clerk import Clerk
from odr.evidence.drafts import Drafts
from odr.evidence.folder import Folder
from odr.evidence.room import EvidenceRoom, Patience
from odr.evidence.sealed import CaseKeys
from odr.evidence.vault import Vault
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import complaint

MIB = 1024 * 1024


@pytest.fixture
def clerk(store: Store) -> Clerk:
    """One case between a buyer and a seller, just filed."""
    clerk = Clerk(store, all_rulebooks())
    clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    return clerk


@pytest.fixture
def keys(store: Store) -> CaseKeys:
    return CaseKeys(store, Box([b"a secret for tests"], Kind.CASE_KEY))


@pytest.fixture
def room(store: Store, clerk: Clerk, data_dir: Path, keys: CaseKeys) -> EvidenceRoom:
    return EvidenceRoom(
        store=store,
        clerk=clerk,
        vault=Vault(Folder(data_dir / "evidence" / "files"), keys),
        drafts=Drafts(data_dir / "evidence" / "drafts"),
        secret=b"a secret for tests",
        public_url="https://odr.example",
        files_url="https://odr.example",
        limit=25 * MIB,
        scratch=data_dir / "evidence" / "scratch",
        patience=Patience(pause_s=5, start_s=5, floor=MIB),
    )
