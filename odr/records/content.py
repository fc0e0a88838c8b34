"""What a record shows, as plain values.

A `Content` is a pure function of what one reader may see of one case; nothing in it depends on when the
record was asked for, but for who handled the exhibits until then, and the last checkpoint of the log.
Its canonical JSON (`to_json`) is embedded in the PDF as `case.json` and is authoritative: text copied out of
a PDF can lose letters in shaped scripts (facts of the renderer, docs/explanation/records.md), the JSON cannot.
"""

from dataclasses import dataclass

import msgspec

from odr.records.parts import Amount as Amount
from odr.records.parts import Handled as Handled
from odr.records.parts import Moment as Moment
from odr.records.parts import Said as Said

FORMAT = "odr-record/1"


@dataclass(frozen=True, slots=True)
class Party:
    side: str
    name: str
    capacity: str
    role_in_sale: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page says.

    `effect` is the legal effect the rulebook states; `as_of` the instant of the newest entry, `entries` their number;
    `private` marks the record that is not to be passed on.
    """

    case_number: str
    subject: str
    marketplace: str
    parties: tuple[Party, ...]
    rulebook: str
    rulebook_hash: str
    reader: str
    status: str
    effect: str
    notice: str
    as_of: Moment
    entries: int
    private: bool = False


@dataclass(frozen=True, slots=True)
class Certificate:
    """When the procedure began and ended, for limitation periods; `ended` is None while it goes on."""

    opened: Moment
    ended: Moment | None
    ground: str


@dataclass(frozen=True, slots=True)
class OrderedItem:
    number: str
    title: str
    quantity: int
    price: Amount | None


@dataclass(frozen=True, slots=True)
class Payment:
    reference: str
    method: str
    amount: Amount
    at: Moment


@dataclass(frozen=True, slots=True)
class Parcel:
    reference: str
    carrier: str
    status: str
    at: Moment | None


@dataclass(frozen=True, slots=True)
class FactDifference:
    """Something that the marketplace's shop says otherwise than it was registered, in words."""

    about: str
    what: str
    registered: str
    in_shop: str


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """The snapshot of the order that the marketplace registered, as far as the reader may see it.

    `vouched`: sentences about who vouches for it.
    """

    reference: str
    placed: Moment | None
    items: tuple[OrderedItem, ...] = ()
    payments: tuple[Payment, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    policies: tuple[str, ...] = ()
    vouched: tuple[str, ...] = ()
    differences: tuple[FactDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class RemedyLine:
    number: str
    remedy: str
    amount: Amount | None = None
    detail: Said | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    number: str
    kind: str
    about: str
    account: Said | None
    asked: tuple[RemedyLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `number` counts those of this record only; `hash` is the entry's SHA-256 in hex; `room` names a
    private room.
    """

    number: int
    at: Moment
    who: str
    what: str
    said: Said | None
    clause: str
    hash: str
    room: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time frame.

    `due` is the exclusive bound, `due_words` how it is told ("by the end of ..."), `reason` in short why it is that
    date, `why` the same from its start to everything that moved it.
    """

    name: str
    who: str
    due: Moment
    due_words: str
    reason: str
    clause: str
    status: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer of a side, or a proposal of the mediator with its reasons."""

    title: str
    by: str
    at: Moment
    standing: str
    lines: tuple[RemedyLine, ...]
    conditions: Said | None
    reasons: Said | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Settlement:
    at: Moment
    lines: tuple[RemedyLine, ...]
    conditions: Said | None
    effect: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One question the decision answers: `evidence` names the exhibits it rests on, `rule` the clause or
    law applied; `inferred` when something was inferred from a production order that brought nothing.
    """

    question: Said
    finding: Said
    evidence: tuple[str, ...]
    rule: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    title: str
    reads: Said
    order: tuple[RemedyLine, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    title: str
    by: str
    at: Moment
    outcome: str
    effect: str
    issues: tuple[Issue, ...]
    reasons: Said | None
    order: tuple[RemedyLine, ...]
    answer: str
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    at: Moment
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the compensation order and how far it has been carried out."""

    line: RemedyLine
    owed_by: str
    due: Moment | None
    due_words: str
    status: str
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """`handled` is its custody sheet; `with_log` says whether the reader sees its audit log."""

    number: str
    name: str
    by: str
    at: Moment
    size: int
    sha256: str
    handled: tuple[Handled, ...] = ()
    with_log: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document that the rulebook asks for: why, and the numbers of the exhibits that cover it; none: not given."""

    title: str
    why: str
    exhibits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neutral:
    name: str
    role: str
    appointed_by: str
    paid_by: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Content:
    """Everything one record shows. `checkpoint` is the last one of the signed log, the note as it was signed, or "";
    `development_key` prints a warning on every page.
    """

    cover: Cover
    order: OrderFacts
    claims: tuple[Claim, ...] = ()
    course: tuple[Line, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    offers: tuple[Offer, ...] = ()
    settlement: Settlement | None = None
    decisions: tuple[Decision, ...] = ()
    duties: tuple[Duty, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    documents: tuple[Document, ...] = ()
    neutrals: tuple[Neutral, ...] = ()
    certificate: Certificate | None = None
    checkpoint: str = ""
    language: str = "en"
    development_key: bool = False
    format: str = FORMAT


def to_json(content: Content) -> bytes:
    """The canonical form: UTF-8, keys sorted, no white space, instants in RFC 3339 with their offset."""
    return msgspec.json.encode(content, order="sorted")


def from_json(data: bytes) -> Content:
    """Read what `to_json` wrote.

    Raises:
        msgspec.ValidationError: the data is not a record's content.
    """
    return msgspec.json.decode(data, type=Content)
