"""The format on disk: one golden sample for every kind of entry ever stored, read back and written alike."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

import odr.codec
from odr import codec
from odr.codec import LATER
from odr.domain.roles import SERVICE
from odr.domain.words import Secret, Text

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parent / "golden" / "events.json").read_text("utf-8"))
AT = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
SALT = b"s" * 32


def sample(kind: Any, name: str = "") -> Any:
    """A value of this type with every field filled; an optional one too."""
    if get_origin(kind) is UnionType or isinstance(kind, UnionType):
        return sample(next(one for one in get_args(kind) if one is not NoneType), name)
    if get_origin(kind) is tuple:
        return tuple(sample(one, name) for one in get_args(kind) if one is not Ellipsis)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: sample(hints[field.name], field.name) for field in fields(kind)})
    return _plain(kind, name)


def _plain(kind: type, name: str) -> Any:
    if issubclass(kind, Enum):
        return next(iter(kind))
    known: dict[type, Any] = {
        str: f"a {name}",
        int: 7,
        bool: True,
        datetime: AT,
        date: AT.date(),
        Secret: Secret("4000"),
        Text: Text(f"words of {name}, żółć"),
    }
    return known[kind]


@pytest.fixture(autouse=True)
def _pinned_salt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odr.codec, "new_salt", lambda: SALT)


def test_every_kind_has_its_golden_sample():
    assert set(GOLDEN) == set(codec.KINDS)


@pytest.mark.parametrize("kind", codec.KINDS)
def test_a_sample_is_written_as_it_always_was(kind: str):
    body, _ = codec.encode(sample(codec.KINDS[kind]))
    assert json.loads(body) == GOLDEN[kind]


@pytest.mark.parametrize("kind", codec.KINDS)
def test_what_was_written_is_read_with_its_words(kind: str):
    event = sample(codec.KINDS[kind])
    body, words = codec.encode(event)
    codec.know((one.commitment, one.body) for one in words)
    assert codec.decode(kind, body) == event


@pytest.mark.parametrize("kind", codec.KINDS)
def test_the_body_of_what_was_read_is_what_was_sealed(kind: str):
    body, _ = codec.encode(sample(codec.KINDS[kind]))
    codec.know([])
    assert codec.body_of(codec.decode(kind, body)) == body, "erased words or not"


@pytest.mark.parametrize(("kind", "name"), [(kind.__name__, name) for kind, names in LATER.items() for name in names])
def test_what_was_sealed_before_a_field_was_there_keeps_its_body(kind: str, name: str):
    """Else its leaf would be another one, and no proof of an old entry would hold."""
    old = {field: value for field, value in GOLDEN[kind].items() if field != name}
    body = json.dumps(old, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    codec.know([])
    event: Any = codec.decode(kind, body)
    assert not getattr(event, name)
    assert codec.body_of(event) == body


@pytest.mark.parametrize("kind", codec.KINDS)
def test_no_word_of_anybody_is_sealed_in_clear(kind: str):
    body, words = codec.encode(sample(codec.KINDS[kind]))
    assert "words of" not in body
    assert all(len(one.salt) == 32 and codec.commit(one.salt, one.body) == one.commitment for one in words)


def test_a_body_is_canonical():
    body, _ = codec.encode(sample(codec.KINDS["CaseOpened"]))
    assert body == json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_a_leaf_tells_neither_number_nor_neighbours_and_a_seal_both():
    leaf = codec.leaf("case-1", AT, SERVICE, "RecordClosed", "{}")
    envelope = b'{"at":1772443800123456,"body":{},"case":"case-1","kind":"RecordClosed","person":"","role":"SYSTEM"}'
    assert leaf == hashlib.sha256(b"odr/entry/1\0" + envelope).hexdigest(), "so that anybody can re-compute it"
    assert len({codec.seal(1, leaf, ""), codec.seal(2, leaf, ""), codec.seal(1, leaf, "before")}) == 3
