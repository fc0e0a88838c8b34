"""Versions of rulebooks as those who write them see them. Plain attributes; what costs is made when it is read."""

from dataclasses import dataclass
from datetime import date, datetime

import strawberry

from odr.accounts.directory import names_in
from odr.accounts.marketplaces import marketplace_of
from odr.domain.calendar import local_day
from odr.domain.rulebook.compare import Change
from odr.domain.rulebook.lint import Finding, Severity
from odr.domain.rulebook.overlay import Layer
from odr.rulebooks.applying import baseline
from odr.rulebooks.checking import Checked
from odr.rulebooks.explaining import Value
from odr.rulebooks.meanings import meaning
from odr.rulebooks.versions import Version, VersionState, checked, in_force
from odr.schema import ids
from odr.schema.base import Context, Node, sized
from odr.schema.lazily import Lazily, Parts
from odr.schema.vocabulary import described

described(
    VersionState,
    "What a text of a rulebook is.",
    {
        "DRAFT": "Being written; nothing opens under it.",
        "PUBLISHED": "Read by a second person. From its day on, new cases open under it. It never changes.",
        "WITHDRAWN": "A draft that was taken back.",
    },
    "RulebookState",
)
described(
    Layer,
    "What a text lies over. Without a layer it is a whole rulebook.",
    {
        "PRESET": "Shipped with the service.",
        "BASELINE": "What holds for the whole marketplace.",
        "REGION": "What holds for buyers in some countries or regions.",
        "CATEGORY": "What holds for some kinds of things.",
        "SELLER": "A seller's own policy: never worse for the buyer.",
    },
    "RulebookLayer",
)
described(
    Severity,
    "How grave a finding is.",
    {
        "ERROR": "Keeps the text from being published.",
        "WARNING": "Wants a look.",
        "INFO": "Is only told.",
    },
    "FindingSeverity",
)


@strawberry.type(description="What was found in a text of a rulebook, and where.")
class LintFinding:
    """A row of `RulebookVersion.findings`."""

    severity: Severity = strawberry.field(description="How grave it is.")
    place: str = strawberry.field(description="Where: a key such as complaint.answer.limit; empty for the whole text.")
    what: str = strawberry.field(description="What is the matter.")
    to_do: str = strawberry.field(description="What would do, or what is allowed there.")


@strawberry.type(description="One value that differs between two rulebooks.")
class RulebookChange:
    """GraphQL's spelling of `odr.domain.rulebook.compare.Change`."""

    place: str = strawberry.field(description="Where: a key such as complaint.answer.limit.")
    before: str | None = strawberry.field(description="What it was; null where it is new.")
    after: str | None = strawberry.field(description="What it is; null where it is gone.")
    meaning: str = strawberry.field(
        description="What it changes for a case: in your language where the newer rulebook declares it."
    )
    language: str = strawberry.field(description="The language of the meaning.")


@strawberry.type(description="One value of a rulebook, with where it came from.")
class RulebookValue:
    """GraphQL's spelling of `odr.rulebooks.explaining.Value`."""

    place: str = strawberry.field(description="Where: a key such as complaint.answer.limit.")
    value: str = strawberry.field(description="The value in plain signs.")
    origin: str = strawberry.field(description="The version of the text that said it, such as kiezmarkt/3.")
    source: str | None = strawberry.field(description="Of a number: the law or practice it was taken from.")
    checked: bool | None = strawberry.field(description="Of a number: whether it was taken from the source it names.")


@strawberry.type(description="A text of a rulebook, written for a marketplace or by one of its sellers.")
class RulebookVersion(Lazily, Node):
    """Visible to the marketplace's administrators, and a seller's own policy to its people."""

    state: VersionState = strawberry.field(description="What it is.")
    name: str | None = strawberry.field(description="Name and number it gives itself, such as kiezmarkt/3.")
    layer: Layer | None = strawberry.field(description="What it lies over; null for a whole rulebook.")
    base: str | None = strawberry.field(description="The version it lies over, if it lies over one.")
    holds_for: list[str] = sized(2, description="Countries, kinds of things, or the seller it holds for; all if empty.")
    marketplace: strawberry.ID = strawberry.field(description="The marketplace it is for.")
    organisation: strawberry.ID | None = strawberry.field(description="The seller whose own policy it is.")
    hash: str = strawberry.field(description="SHA-256 of the text: say it when you publish what you have read.")
    text: str = strawberry.field(description="The text as it was sent.")
    in_force_from: date | None = strawberry.field(
        description="The day, in the marketplace's zone, from which it holds."
    )
    drafted_by: str = strawberry.field(description="Who wrote the last words.")
    drafted_at: datetime = strawberry.field(description="When.")
    published_by: str | None = strawberry.field(description="Who read and published it.")
    published_at: datetime | None = strawberry.field(description="When.")
    announced_at: datetime | None = strawberry.field(description="When sellers and parties were told of it.")
    in_force: strawberry.ID = strawberry.field(description="The rulebook of today's new cases, to compare it with.")
    second_person: bool = strawberry.field(description="Whether you may publish it: you did not write the last words.")
    findings: list[LintFinding] = sized(10, description="What is found in it, errors first.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A version for one reader."""

    ctx: Context
    version: Version
    zone: str
    names: dict[str, str]

    def checked(self) -> Checked:
        """One or two statements."""
        with self.ctx.store.read() as conn:
            return checked(conn, self.version, local_day(self.ctx.received_at, self.zone))

    def name_of(self, person: str | None) -> str | None:
        return person and self.names.get(person, "")


def show_versions(ctx: Context, versions: list[Version], zone: str) -> list[RulebookVersion]:
    """One statement, for the names."""
    people = {person for one in versions for person in (one.drafted_by, one.published_by) if person}
    names = names_in(ctx.store, people) if people else {}
    return [RulebookVersion.of(Shown(ctx, one, zone, names), _PARTS) for one in versions]


def show_finding(found: Finding) -> LintFinding:
    return LintFinding(severity=found.severity, place=found.place, what=found.what, to_do=found.to_do)


def show_change(change: Change, language: str) -> RulebookChange:
    means = meaning(change.meaning, language)
    return RulebookChange(
        place=change.place, before=change.before, after=change.after, meaning=means, language=language
    )


def show_value(value: Value) -> RulebookValue:
    return RulebookValue(
        place=value.place, value=value.value, origin=value.origin, source=value.source, checked=value.checked
    )


def _organisation(shown: Shown) -> strawberry.ID | None:
    found = shown.version.organisation
    return ids.encode("Organisation", found) if found else None


def _in_force(shown: Shown) -> strawberry.ID:
    """Two statements."""
    today = local_day(shown.ctx.received_at, shown.zone)
    with shown.ctx.store.read() as conn:
        market = marketplace_of(conn, shown.version.marketplace)
        return ids.encode("Rulebook", baseline(in_force(conn, market.id, None, today), market.rulebook))


_PARTS: Parts = {
    "id": lambda s: ids.encode("RulebookVersion", s.version.id),
    "state": lambda s: s.version.state,
    "name": lambda s: s.version.name,
    "layer": lambda s: s.version.layer,
    "base": lambda s: s.version.base,
    "holds_for": lambda s: list(s.version.holds_for),
    "marketplace": lambda s: ids.encode("Marketplace", s.version.marketplace),
    "organisation": _organisation,
    "hash": lambda s: s.version.hash,
    "text": lambda s: s.version.source,
    "in_force_from": lambda s: s.version.in_force_from,
    "drafted_by": lambda s: s.name_of(s.version.drafted_by) or "",
    "drafted_at": lambda s: s.version.drafted_at,
    "published_by": lambda s: s.name_of(s.version.published_by),
    "published_at": lambda s: s.version.published_at,
    "announced_at": lambda s: s.version.announced_at,
    "in_force": _in_force,
    "second_person": lambda s: s.version.drafted_by != s.ctx.signed_in().person,
    "findings": lambda s: [show_finding(one) for one in s.checked().findings],
}
