"""Verifies a record: does its seal hold, and is it the registered file? Two questions, two answers.

A seal cannot notice every changed byte (its own bytes are covered by no signature); the registered
SHA-256 can. The registered SHA-256 says nothing to a stranger without the register; the seal does.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy.exc import SQLAlchemyError

from odr.records import child
from odr.records.findings import Question, Registered, RegisterFinding, SealFinding, State, Verdict
from odr.records.register import Record, known_keys, record_by_hash
from odr.store import Store

LARGEST = 64 << 20
SECONDS = 20


class Unusable(Exception):
    """The input cannot be examined: no such file, too large, not a PDF, or not a certificate."""


class Register(Protocol):
    """What verification needs to know about issued records."""

    def record(self, digest: str) -> Record | None: ...
    def keys(self) -> tuple[str, ...]: ...


class StoredRegister:
    """The register in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def record(self, digest: str) -> Record | None:
        with self._store.read() as connection:
            return record_by_hash(connection, digest)

    def keys(self) -> tuple[str, ...]:
        with self._store.read() as connection:
            return known_keys(connection)


def verify(path: Path, *, trust: Iterable[Path] = (), register: Register | None = None) -> Verdict:
    """Judge the file at `path`. `trust` names PEM or DER certificates, of the sealing key or of its
    authority.

    Raises:
        Unusable: the file or a certificate cannot be read, or the file is not a PDF or larger than `LARGEST` bytes.
    """
    return verify_bytes(_read(path), trust=[_certificate(each) for each in trust], register=register)


def verify_bytes(pdf: bytes, *, trust: Iterable[x509.Certificate] = (), register: Register | None = None) -> Verdict:
    """Judge a file that is already in memory."""
    if len(pdf) > LARGEST:
        raise Unusable(f"The file is larger than {LARGEST >> 20} MiB; no record is.")
    if not pdf.startswith(b"%PDF-"):
        raise Unusable("The file is not a PDF.")
    digest = sha256(pdf).hexdigest()
    finding, keys = _look_up(digest, register)
    anchors = tuple(certificate.public_bytes(Encoding.DER) for certificate in trust)
    return Verdict(digest, len(pdf), _examine(Question(pdf, anchors, keys)), finding)


def _look_up(digest: str, register: Register | None) -> tuple[RegisterFinding, tuple[str, ...]]:
    if register is None:
        return RegisterFinding(Registered.NOT_CHECKED, "No register of issued records is at hand."), ()
    try:
        record, keys = register.record(digest), register.keys()
    except SQLAlchemyError:
        return RegisterFinding(Registered.NOT_CHECKED, "The register of issued records cannot be read."), ()
    if record is None:
        return RegisterFinding(Registered.NOT_FOUND, "No issued record has this SHA-256."), keys
    return RegisterFinding(Registered.FOUND, _found(record)), keys


def _found(record: Record) -> str:
    """A saved copy stays what it was when it was issued, also when the service hands it out no more."""
    issued = f"This is the record issued on {record.issued_at:%Y-%m-%d %H:%M} UTC."
    if record.withdrawn_at is None:
        return issued
    since = f"{record.withdrawn_at:%Y-%m-%d %H:%M} UTC"
    return f"{issued} Withdrawn from service on {since}: something it holds was erased ({record.withdrawn_because})."


def _examine(question: Question) -> SealFinding:
    try:
        answer = child.run("odr.records.examine", msgspec.msgpack.encode(question), seconds=SECONDS)
    except child.ChildFailed as failure:
        return SealFinding(State.INDETERMINATE, f"The file could not be examined: {failure}.")
    if answer.code:
        return SealFinding(State.INDETERMINATE, "The file could not be examined: it needs too much memory.")
    return msgspec.json.decode(answer.output, type=SealFinding)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as problem:
        raise Unusable(f"{path} cannot be read: {problem.strerror}.") from problem


def _certificate(path: Path) -> x509.Certificate:
    data = _read(path)
    try:
        return x509.load_pem_x509_certificate(data) if b"-----BEGIN" in data else x509.load_der_x509_certificate(data)
    except ValueError as problem:
        raise Unusable(f"{path} is not a certificate.") from problem
