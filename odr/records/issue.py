"""Issues a record: rendered, sealed, kept and registered, once for each state of a case."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from odr.ids import new_id
from odr.records import shelf
from odr.records.content import Content
from odr.records.keys import SealingKey
from odr.records.register import Record, record_of_state
from odr.records.render import render
from odr.records.seal import seal
from odr.records.tables import records
from odr.store import Store, micros


@dataclass(frozen=True, slots=True)
class Recipient:
    """For whom a record is made: a reader (role) of a case, at the number of entries this reader sees,
    asked for by a person.
    """

    case_id: str
    reader: str
    reader_version: int
    person: str


def records_folder(data_dir: Path) -> Path:
    return data_dir / "records"


def issue_record(
    store: Store, data_dir: Path, key: SealingKey, content: Content, recipient: Recipient, at: datetime
) -> Record:
    """The registered record of this state: the earlier one if it was issued before, else a new one.
    Blocking, about a second.

    Raises:
        MissingGlyphs: the fonts of this machine cannot show the text.
        RenderFailed: the record could not be laid out.
    """
    if earlier := _earlier(store, content, recipient):
        return earlier
    sealed = seal(render(replace(content, development_key=key.development)), key, at)
    draft = _draft(sealed, key, content, recipient, at, shelf.put(records_folder(data_dir), sealed))
    try:
        with store.write() as connection:
            connection.execute(insert(records), asdict(draft) | {"issued_at": micros(at)})
    except IntegrityError:
        shelf.drop(records_folder(data_dir), draft.storage_key)
        if winner := _earlier(store, content, recipient):
            return winner
        raise
    return draft


def read_record(data_dir: Path, record: Record) -> bytes:
    """The sealed file of a registered record.

    Raises:
        FileNotFoundError: its bytes are not kept any more.
    """
    return shelf.get(records_folder(data_dir), record.storage_key)


def _earlier(store: Store, content: Content, recipient: Recipient) -> Record | None:
    with store.read() as connection:
        return record_of_state(
            connection, recipient.case_id, recipient.reader, recipient.reader_version, content.language
        )


def _draft(
    sealed: bytes, key: SealingKey, content: Content, recipient: Recipient, at: datetime, storage_key: str
) -> Record:
    return Record(
        id=new_id(),
        case_id=recipient.case_id,
        reader=recipient.reader,
        reader_version=recipient.reader_version,
        language=content.language,
        rulebook=content.cover.rulebook,
        sha256=sha256(sealed).hexdigest(),
        size=len(sealed),
        storage_key=storage_key,
        key_spki=key.spki,
        issued_to=recipient.person,
        issued_at=at,
    )
