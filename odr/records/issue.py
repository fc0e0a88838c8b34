"""Issues records: composed, rendered, sealed, kept and registered, once for each state of a case."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from odr.accounts.directory import names
from odr.domain.refusals import Busy
from odr.domain.roles import Role
from odr.erasures import lock, words_until
from odr.ids import new_id
from odr.law import Law
from odr.records import shelf
from odr.records.compose import compose, named_ids
from odr.records.content import Content
from odr.records.handling import last_checkpoint, sheets_of
from odr.records.keys import SealingKey
from odr.records.reading import Reading, Scope, read_case
from odr.records.refusals import RecordWithdrawn
from odr.records.register import Record, State, forget_bytes, half_gone, record_of_state
from odr.records.render import render
from odr.records.seal import seal
from odr.records.tables import records
from odr.store import Store, driver_of, micros

TRIES = 3
BATCH = 200
"""How many withdrawn records are cleared in one round."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """For whom a record is made: a role of the case (settled by `Clerk.look`), and the person who asks."""

    case_id: str
    role: Role
    scope: Scope
    language: str
    person: str


class RecordsOffice:
    """Issues, keeps and hands out records. Blocking: called in a worker thread.

    Args:
        store: the database.
        law: the rulebooks that cases may have pinned, and the calendars.
        folder: where the sealed files are kept.
        open_key: gives the sealing key, see `odr.records.keys.sealing_key`; called once, at the first need.
    """

    def __init__(self, store: Store, law: Law, folder: Path, open_key: Callable[[], SealingKey]) -> None:
        self._store = store
        self._law = law
        self._folder = folder
        self._open_key = open_key

    @cached_property
    def _key(self) -> SealingKey:
        return self._open_key()

    def ready(self) -> None:
        """Open the key now. Raises KeyRefused, so that a service that could not seal does not start."""
        self._key  # noqa: B018 -- the reading opens it

    def content(self, recipient: Recipient, at: datetime) -> Content:
        """What the record would show at `at` (UTC).

        Raises:
            NotFound: there is no such case.
            UnknownLanguage: the record has no words in this language.
        """
        return self._composed(self._reading(recipient, at), recipient.language)

    def _reading(self, recipient: Recipient, at: datetime) -> Reading:
        return read_case(self._store, self._law, recipient.case_id, recipient.role, recipient.scope, at)

    def _composed(self, reading: Reading, language: str) -> Content:
        with self._store.read() as connection:
            known = names(connection, named_ids(reading.case))
        content = compose(reading, known, language, sheets_of(self._store, reading))
        return replace(content, checkpoint=last_checkpoint(self._store), development_key=self._key.development)

    def issue(self, recipient: Recipient, at: datetime) -> Record:
        """The registered record of the case as it stands: the earlier one if there is one, else a new one.

        Raises:
            NotFound, UnknownLanguage: as for `content`.
            MissingGlyphs: the fonts of this machine cannot show the text.
            RenderFailed: the record could not be laid out.
            Busy: each time it was ready, something that it held had been erased meanwhile.
        """
        for _ in range(TRIES):
            reading = self._reading(recipient, at)
            content = self._composed(reading, recipient.language)
            state = State(
                recipient.case_id,
                recipient.role.value,
                recipient.scope.value,
                content.cover.entries,
                recipient.language,
            )
            if found := self._earlier(state) or self._issue(content, state, reading, recipient.person, at):
                return found
        raise Busy

    def read(self, record: Record) -> bytes:
        """The sealed file of a registered record. Refuses: RecordWithdrawn."""
        if record.storage_key is None or record.withdrawn_at is not None:
            raise RecordWithdrawn(day=f"{record.withdrawn_at:%Y-%m-%d}")
        return shelf.get(self._folder, record.storage_key)

    def clear_withdrawn(self, _at: datetime) -> int:
        """Delete the bytes of records that are out of service, then their keys; how many. For the worker."""
        with self._store.read() as connection:
            found = half_gone(connection, BATCH)
        for record in found:
            shelf.drop(self._folder, record.storage_key or "")
            with self._store.write() as connection:
                forget_bytes(connection, record)
        return len(found)

    def _earlier(self, state: State) -> Record | None:
        with self._store.read() as connection:
            return record_of_state(connection, state)

    def _issue(self, content: Content, state: State, reading: Reading, person: str, at: datetime) -> Record | None:
        sealed = seal(render(content), self._key, at)
        key = shelf.put(self._folder, sealed)
        record = Record(
            id=new_id(),
            **asdict(state),
            rulebook=content.cover.rulebook,
            sha256=sha256(sealed).hexdigest(),
            size=len(sealed),
            storage_key=key,
            key_spki=self._key.spki,
            issued_to=person,
            issued_at=at,
        )
        if registered := self._register(record, reading, state):
            return registered
        shelf.drop(self._folder, key)
        return self._earlier(state)

    def _register(self, record: Record, reading: Reading, state: State) -> Record | None:
        """None where another one was registered first, or where something that this one holds was erased meanwhile."""
        dialect = self._store.dialect
        try:
            with self._store.write() as connection:
                db = driver_of(connection)
                lock(db, dialect, state.case_id)
                if words_until(db, dialect, state.case_id, reading.head) < reading.words:
                    return None
                connection.execute(insert(records), asdict(record) | {"issued_at": micros(record.issued_at)})
        except IntegrityError:
            if self._earlier(state) is None:
                raise
            return None
        return record
