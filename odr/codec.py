"""Events to and from the canonical JSON that is sealed. One decoder per kind; words are replaced by commitments."""

import hashlib
import hmac
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

import msgspec

from odr.domain import events as e
from odr.domain.events import Event
from odr.domain.roles import Actor
from odr.domain.words import Beside, Secret, Text
from odr.ids import new_salt
from odr.store import micros

KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in get_args(Event)}
"""Every kind of entry by the name under which it is stored."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words beside the docket: erasing this row erases them, and the seal still holds."""

    commitment: str
    salt: bytes
    body: str


def commit(salt: bytes, body: str) -> str:
    """HMAC-SHA256 under a salt of 32 bytes: without the salt nobody can guess their way to the words."""
    return hmac.new(salt, body.encode(), hashlib.sha256).hexdigest()


def encode(event: Event) -> tuple[str, list[Words]]:
    """The canonical body of an entry, and the words it commits to."""
    words: list[Words] = []

    def hook(value: Any) -> Any:
        if not isinstance(value, Beside):
            raise TypeError(f"{type(value).__name__} is no part of an event")
        salt = new_salt()
        commitment = commit(salt, value.body or "")
        if value.body is not None:
            words.append(Words(commitment, salt, value.body))
        return commitment

    body = msgspec.json.Encoder(enc_hook=hook, order="sorted").encode(event)
    return _without_later(event, body).decode(), words


def body_of(event: Event) -> str:
    """The canonical body of an entry that was read: with the commitments under which its words were sealed."""
    return _without_later(event, _SEALED.encode(event)).decode()


LATER: dict[type[Event], tuple[str, ...]] = {
    e.AnswerGiven: ("exhibits",),
    e.ClarificationGiven: ("exhibits",),
    e.CounterclaimAnswered: ("exhibits",),
    e.FulfilmentReported: ("exhibits", "failure", "issued_to", "voucher"),
    e.ReturnArranged: ("label_exhibit",),
}
"""Fields that are younger than their kind. Empty, they are not written: what was sealed before keeps its leaf."""


_LATER_IN_A_LINE = (b'"after_return":false,', b'"item":"",', b',"return_cost":null')
"""What a line of remedies says of its younger fields where it says nothing of them."""


def _without_later(event: Event, body: bytes) -> bytes:
    for nothing in _LATER_IN_A_LINE:
        body = body.replace(nothing, b"")
    left_out = [name for name in LATER.get(type(event), ()) if not getattr(event, name)]
    if not left_out:
        return body
    found: dict[str, Any] = msgspec.json.decode(body)
    for name in left_out:
        del found[name]
    return msgspec.json.encode(found, order="sorted")


def _committed(value: Any) -> Any:
    if not isinstance(value, Beside):
        raise TypeError(f"{type(value).__name__} is no part of an event")
    return value.commitment


_SEALED = msgspec.json.Encoder(enc_hook=_committed, order="sorted")


class _Known(threading.local):
    """The words, by commitment, of the docket that is being decoded on this thread."""

    texts: Mapping[str, Text] = {}


_known = _Known()


def _text(kind: type, value: Any) -> Any:
    known = _known.texts.get(value)
    if kind is Text:
        return known or Text(None, value)
    if kind is Secret:
        return Secret(known.body if known else None, value)
    raise TypeError(f"{kind.__name__} is no part of an event")


DECODE = {name: msgspec.json.Decoder(kind, dec_hook=_text).decode for name, kind in KINDS.items()}
"""The decoder of each kind."""


def know(words: Iterable[tuple[str, str]]) -> None:
    """Give commitments and words for the entries decoded next on this thread; missing ones read as erased."""
    _known.texts = {commitment: Text(body, commitment) for commitment, body in words}


def decode(kind: str, body: str) -> Event:
    """The event of a stored entry. Raises KeyError for a kind this version does not know."""
    return DECODE[kind](body)


def envelope(case: str, at: datetime, by: Actor, kind: str, body: str) -> bytes:
    """What an entry says, in canonical JSON. It tells neither its number nor its neighbours."""
    said = {
        "at": micros(at),
        "body": msgspec.Raw(body.encode()),
        "case": case,
        "kind": kind,
        "person": by.person,
        "role": by.role.value,
    }
    return msgspec.json.encode(said, order="sorted")


def leaf(case: str, at: datetime, by: Actor, kind: str, body: str) -> str:
    """SHA-256 over the envelope of an entry."""
    return hashlib.sha256(b"odr/entry/1\0" + envelope(case, at, by, kind, body)).hexdigest()


def seal(number: int, leaf_hash: str, before: str) -> str:
    """The entry bound to its place and to everything before it."""
    return hashlib.sha256(f"odr/seal/1\0{number}\0{leaf_hash}\0{before}".encode()).hexdigest()
