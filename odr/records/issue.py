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
from odr.domain.roles import Role
from odr.ids import new_id
from odr.law import Law
from odr.records import shelf
from odr.records.compose import compose, named_ids
from odr.records.content import Content
from odr.records.keys import SealingKey
from odr.records.reading import Scope, read_case
from odr.records.register import Record, State, record_of_state
from odr.records.render import render
from odr.records.seal import seal
from odr.records.tables import records
from odr.store import Store, micros


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
        reading = read_case(self._store, self._law, recipient.case_id, recipient.role, recipient.scope, at)
        with self._store.read() as connection:
            known = names(connection, named_ids(reading.case))
        return replace(compose(reading, known, recipient.language), development_key=self._key.development)

    def issue(self, recipient: Recipient, at: datetime) -> Record:
        """The registered record of the case as it stands: the earlier one if there is one, else a new one.

        Raises:
            NotFound, UnknownLanguage: as for `content`.
            MissingGlyphs: the fonts of this machine cannot show the text.
            RenderFailed: the record could not be laid out.
        """
        content = self.content(recipient, at)
        state = State(
            recipient.case_id,
            recipient.role.value,
            recipient.scope.value,
            content.cover.entries,
            recipient.language,
        )
        return self._earlier(state) or self._issue(content, state, recipient.person, at)

    def read(self, record: Record) -> bytes:
        """The sealed file of a registered record.

        Raises:
            FileNotFoundError: its bytes are not kept any more.
        """
        return shelf.get(self._folder, record.storage_key)

    def _earlier(self, state: State) -> Record | None:
        with self._store.read() as connection:
            return record_of_state(connection, state)

    def _issue(self, content: Content, state: State, person: str, at: datetime) -> Record:
        sealed = seal(render(content), self._key, at)
        record = Record(
            id=new_id(),
            **asdict(state),
            rulebook=content.cover.rulebook,
            sha256=sha256(sealed).hexdigest(),
            size=len(sealed),
            storage_key=shelf.put(self._folder, sealed),
            key_spki=self._key.spki,
            issued_to=person,
            issued_at=at,
        )
        return self._register(record, state)

    def _register(self, record: Record, state: State) -> Record:
        """Of two that were made at once, the first to be registered is the record."""
        try:
            with self._store.write() as connection:
                connection.execute(insert(records), asdict(record) | {"issued_at": micros(record.issued_at)})
        except IntegrityError:
            shelf.drop(self._folder, record.storage_key)
            if winner := self._earlier(state):
                return winner
            raise
        return record
