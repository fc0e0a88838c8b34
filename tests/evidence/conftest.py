from pathlib import Path

import pytest

from odr.clerk import Clerk
from odr.evidence.drafts import Drafts
from odr.evidence.room import EvidenceRoom, Patience
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
def room(store: Store, clerk: Clerk, data_dir: Path) -> EvidenceRoom:
    return EvidenceRoom(
        store=store,
        clerk=clerk,
        vault=Vault(data_dir / "evidence" / "files"),
        drafts=Drafts(data_dir / "evidence" / "drafts"),
        secret=b"a secret for tests",
        public_url="https://odr.example",
        files_url="https://odr.example",
        limit=25 * MIB,
        scratch=data_dir / "evidence" / "scratch",
        patience=Patience(pause_s=5, start_s=5, floor=MIB),
    )
