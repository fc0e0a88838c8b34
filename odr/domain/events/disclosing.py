"""What is claimed to be confidential, and what people note on an exhibit. The file itself is never altered."""

from dataclasses import dataclass

from odr.domain.roles import Room, Side
from odr.domain.rulebook.claims import Document
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a page: its left upper corner and its size, in ten-thousandths of the page's width and height."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an exhibit: its page, counted from 1, or the second of a recording; a rectangle on that page."""

    page: int | None = None
    second: int | None = None
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class ConfidentialityClaimed:
    """A side hands an exhibit to the neutral who decides, and claims that the other side must not read it.

    `summary`: what the other side would read in its place.
    """

    claim: str
    exhibit: str
    room: Room
    side: Side
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    description: Text | None
    reasons: Text
    summary: Text
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class ConfidentialityRuled:
    """Denied, the exhibit stays where it is: its side discloses it, or takes it back."""

    claim: str
    exhibit: str
    room: Room
    confidential: bool
    reasons: Text


@dataclass(frozen=True, slots=True)
class SummaryDisclosed:
    """An exhibit is confidential, and this summary is before everybody in its place; `exhibit` names the summary."""

    exhibit: str
    number: str
    side: Side
    summary: Text
    reasons: Text
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class ExhibitAnnotated:
    """Somebody notes something on an exhibit, in the sight of `room`."""

    annotation: str
    exhibit: str
    room: Room
    place: Place
    words: Text


@dataclass(frozen=True, slots=True)
class TranslationNoted:
    """What an exhibit, or a place of it, says in another language (BCP 47), and who translated it."""

    translation: str
    exhibit: str
    room: Room
    place: Place
    language: str
    words: Text
    translator: Text
    certified: bool


@dataclass(frozen=True, slots=True)
class ExhibitRedacted:
    """An exhibit made from the pages of another one, with `places` painted over: what lay under them is not in it."""

    exhibit: str
    original: str
    room: Room
    side: Side
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    description: Text | None
    places: tuple[Place, ...]
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class ExhibitSealed:
    """The original of a redacted exhibit is kept as it is, and is disclosed no more."""

    exhibit: str
    room: Room


OfDisclosing = (
    ConfidentialityClaimed
    | ConfidentialityRuled
    | SummaryDisclosed
    | ExhibitAnnotated
    | TranslationNoted
    | ExhibitRedacted
    | ExhibitSealed
)
