"""What a verification asks and answers: two separate facts about one file."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """As in ETSI EN 319 102-1: a seal that cannot be judged is neither good nor bad."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    INDETERMINATE = "INDETERMINATE"


class Registered(StrEnum):
    """Whether the SHA-256 of the file stands in the register of issued records."""

    FOUND = "FOUND"
    NOT_FOUND = "NOT_FOUND"
    NOT_CHECKED = "NOT_CHECKED"


@dataclass(frozen=True, slots=True)
class Question:
    """A file, certificates in DER to trust, and SHA-256 of public keys known to have sealed records."""

    pdf: bytes
    anchors: tuple[bytes, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SealFinding:
    """The state of the seal, why, and what the seal says about itself.

    `claimed_at` is nobody's word but the sealer's.
    """

    state: State
    reason: str
    level: str = ""
    signer: str = ""
    key: str = ""
    claimed_at: datetime | None = None
    case_number: str = ""
    reader: str = ""


@dataclass(frozen=True, slots=True)
class RegisterFinding:
    state: Registered
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Both facts. A good seal on a file that is not registered, and the reverse, are each worth knowing."""

    sha256: str
    size: int
    seal: SealFinding
    register: RegisterFinding

    @property
    def exit_code(self) -> int:
        """0 both good, 1 the seal is broken, 2 not the registered file, 3 anything that could not be
        decided.
        """
        if self.seal.state is State.FAILED:
            return 1
        if self.register.state is Registered.NOT_FOUND:
            return 2
        return 0 if (self.seal.state, self.register.state) == (State.PASSED, Registered.FOUND) else 3
