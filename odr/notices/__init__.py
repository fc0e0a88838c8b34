"""What is told to whom: in the service and by e-mail. Promised in the outbox, told from the reader's own sight."""

from dataclasses import dataclass, field

from odr.clerk import Clerk
from odr.clock import Clock
from odr.settings import Settings
from odr.store import Store
from odr.timekeeping import Timekeeper


@dataclass(frozen=True, slots=True)
class Parts:
    """What carrying out promises needs. `secrets` key the hashes of addresses (`odr.settings.service_secrets`)."""

    settings: Settings
    store: Store
    clock: Clock
    clerk: Clerk
    secrets: tuple[bytes, ...] = field(repr=False)
    timekeeper: Timekeeper | None = None
    """Without one, the clock is believed."""
