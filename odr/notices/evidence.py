"""Tells the service's registrars of a file that is not what was handed in any more."""

from odr.domain.roles import Role
from odr.evidence.rereading import ALARM
from odr.notices import Parts
from odr.notices.readers import readers
from odr.notices.telling import Notice, deliver, load_range
from odr.outbox import Message, done


def tell_of_altered_file(parts: Parts, message: Message) -> None:
    """Carry out "evidence.altered"."""
    case_id = message.payload["case"]
    whole, _ = load_range(parts, case_id)
    with parts.store.write() as conn:
        for reader in readers(conn, whole.case):
            if reader.role is Role.REGISTRAR:
                deliver(conn, parts, reader, case_id, Notice("file_altered", {"number": whole.case.number}), message)
        done(conn, message, parts.clock.now(), kept=("case", "exhibit"))


HANDLERS = {ALARM: tell_of_altered_file}
