"""What one request knows: who asks, when it came in, and the parts of the house it may use."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from odr.accounts.refusals import SecondFactorRequired
from odr.domain.refusals import AccountClosed
from odr.schema.errors import NotSignedIn
from odr.schema.ids import Cursors

if TYPE_CHECKING:
    from odr.accounts.names import Names
    from odr.accounts.passwords import Hasher
    from odr.accounts.principal import Principal
    from odr.clerk import Clerk
    from odr.clock import Clock
    from odr.domain.roles import Visitor
    from odr.evidence.room import EvidenceRoom
    from odr.records.issue import RecordsOffice
    from odr.rulebooks.shelf import Shelf
    from odr.settings import Settings
    from odr.store import Store
    from odr.timekeeping import Timekeeper


@dataclass(frozen=True, slots=True)
class House:
    """The parts every request shares, joined once in `odr.app`."""

    settings: "Settings"
    store: "Store"
    clock: "Clock"
    timekeeper: "Timekeeper"
    clerk: "Clerk"
    rulebooks: "Shelf"
    names: "Names"
    evidence: "EvidenceRoom"
    records: "RecordsOffice"
    hasher: "Hasher"
    cursors: Cursors
    identify: "Callable[[Credential, datetime], Principal | None]"
    """Whose credential this is; None when it is unknown, expired or revoked. Blocking."""


@dataclass(frozen=True, slots=True)
class Credential:
    """A session or API key as presented: a secret, so it is never written anywhere."""

    secret: str = field(repr=False)
    by_cookie: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """What a subscription told last: to whom (`visitor`), of which case, its version for them.

    Before `until` the passing of time changes nothing of it.
    """

    case_id: str
    visitor: "Visitor"
    version: int
    until: datetime


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """The session cookie to set: `seconds` until it ends, 0 to remove it."""

    secret: str = field(repr=False)
    seconds: int = 0


_UNASKED = object()


@dataclass(slots=True)
class Context:
    """One request. Resolvers run in the store's thread, so everything here may block.

    Args:
        house: the shared parts.
        received_at: when the request came in, taken once; every decision of this request uses this instant.
        ip_prefix: /24 or /48 of the caller, for throttling; never stored with personal data.
        credential: what the caller presented, if anything.
        request_id: names the request in the log, and in an answer that says something went wrong.
    """

    house: House
    received_at: datetime
    ip_prefix: str = ""
    credential: Credential | None = None
    request_id: str = ""
    operation: str = ""
    """What runs, in the schema's names (`mutation acceptOffer`): for the log."""
    cookie: SessionCookie | None = None
    watched: Watched | None = None
    """Set by a subscription: what has to change before it is run again."""
    rejected: bool = False
    """The bearer credential was presented but is not (or no longer) valid."""
    _principal: object = field(default=_UNASKED, repr=False)

    @property
    def store(self) -> "Store":
        """The database."""
        return self.house.store

    @property
    def clerk(self) -> "Clerk":
        """The only door for change."""
        return self.house.clerk

    @property
    def clock(self) -> "Clock":
        """For durations only: what is decided uses `received_at`."""
        return self.house.clock

    @property
    def settings(self) -> "Settings":
        """The configuration."""
        return self.house.settings

    @property
    def principal(self) -> "Principal | None":
        """Who asks; read from the store at the first use, so that public readings cost no look-up."""
        if self._principal is _UNASKED:
            self._principal = self._identified()
        return self._principal  # type: ignore[return-value]

    def signed_in(self) -> "Principal":
        """Return who asks.

        Raises:
            NotSignedIn: nobody is signed in.
            AccountClosed: the account was closed since.
            SecondFactorRequired: they are of the staff, and have to set up a second factor first.
        """
        found = self.known()
        if found.unproven:
            raise SecondFactorRequired
        return found

    def known(self) -> "Principal":
        """Return who asks, also where they have to set up a second factor first. Refuses as `signed_in` else."""
        if self.principal is None:
            raise NotSignedIn
        if self.principal.person in self.principal.closed:
            raise AccountClosed
        return self.principal

    def start_session(self, secret: str, seconds: int) -> None:
        """Give the browser this session with the answer. `seconds`: how long it lasts at most."""
        self.cookie = SessionCookie(secret, seconds)

    def end_session(self) -> None:
        """Take the session cookie from the browser with the answer."""
        self.cookie = SessionCookie("")

    def _identified(self) -> "Principal | None":
        if self.credential is None:
            return None
        found = self.house.identify(self.credential, self.received_at)
        self.rejected = found is None and not self.credential.by_cookie
        return found
