"""The evidence room: what all its work needs, joined once."""

import hmac
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from odr.accounts.boxes import Box, Kind
from odr.clerk import Clerk
from odr.evidence.drafts import Drafts
from odr.evidence.folder import Folder
from odr.evidence.pacing import Pace
from odr.evidence.parts import Parts
from odr.evidence.scanner import Scanner
from odr.evidence.sealed import CaseKeys
from odr.evidence.vault import Blobs, Vault
from odr.settings import Settings, service_secret, service_secrets
from odr.store import Store

UPLOAD_LIFE = timedelta(hours=24)
"""How long there is to send a file and finalize it."""
LINK_LIFE = timedelta(minutes=5)


class Use(StrEnum):
    """What a secret of this room opens; it opens nothing else."""

    UPLOAD = "upload"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a transfer may take, in seconds and bytes per second."""

    pause_s: float = 20
    """Longest silence."""
    start_s: float = 30
    floor: int = 16 * 1024
    """Below this rate, reckoned over the whole file after `start_s`, a transfer is broken off."""

    def for_size(self, size: int) -> float:
        """Seconds that a file of `size` bytes may take."""
        return self.start_s + size / self.floor


@dataclass(frozen=True, slots=True)
class EvidenceRoom:
    """Blocking but for `receiving`: called in a worker thread."""

    store: Store
    clerk: Clerk
    vault: Vault
    drafts: Drafts
    secret: bytes = field(repr=False)
    public_url: str
    """Where people reach the service, without a slash at the end."""
    files_url: str
    """Where files are fetched: the same, or an origin for files alone."""
    limit: int
    """Largest file, in bytes."""
    scratch: Path
    """Where files are looked into, on one file system with the vault; nothing there outlives its process."""
    patience: Patience = field(default_factory=Patience)
    pace: Pace = field(default_factory=Pace)
    parts: Parts | None = None
    """For files that go straight into the bucket, where the operator asked for that."""
    scanner: Scanner | None = None
    """Who looks for harmful programs; nobody, where the operator configured none."""

    def mark(self, use: Use, data: bytes) -> bytes:
        """HMAC-SHA256 that only this service can make, for one use."""
        return hmac.new(self.secret, f"odr/evidence/{use}\0".encode() + data, sha256).digest()


def open_room(settings: Settings, store: Store, clerk: Clerk) -> EvidenceRoom:
    """The evidence room in the data folder; its folders are made."""
    folder = settings.data_dir / "evidence"
    keys = CaseKeys(store, Box(service_secrets(settings), Kind.CASE_KEY))
    return EvidenceRoom(
        store=store,
        clerk=clerk,
        vault=Vault(_blobs(settings), keys, sealing=settings.evidence_sealed),
        parts=Parts(settings.evidence_store) if settings.evidence_direct else None,
        drafts=Drafts(folder / "drafts"),
        secret=service_secret(settings),
        public_url=settings.public_url,
        files_url=settings.evidence_url,
        limit=settings.upload_limit,
        pace=Pace(settings.intake_rate),
        scratch=folder / "scratch",
        scanner=Scanner(settings.scanner) if settings.scanner else None,
    )


def _blobs(settings: Settings) -> Blobs:
    """What holds the files. A bucket's library is loaded only where there is one."""
    if not settings.evidence_store:
        return Folder(settings.data_dir / "evidence" / "files")
    from odr.evidence.bucket import Bucket

    return Bucket(settings.evidence_store)
