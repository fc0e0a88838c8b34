"""Tells a range of entries: each reader gets at most one notice of it, computed from that reader's sight only."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from odr import docket
from odr.accounts.closing import CHANGED, closure_of
from odr.accounts.directory import Contact
from odr.accounts.invitations import create_invitation
from odr.domain import events as e
from odr.domain.case import Case, Entry, Frame
from odr.domain.evolve import fold
from odr.domain.frames import NOBODY_IS_AWAITED
from odr.domain.roles import Role, Room
from odr.domain.sight import room_of
from odr.notices import Parts, ledger
from odr.notices.choosing import first_line
from odr.notices.messages import Line
from odr.notices.readers import Reader, readers
from odr.notices.tables import notices
from odr.outbox import Message, done, promise
from odr.store import micros
from odr.views import seen

MAIL = "notice.mail"
ASSIGN = "case.assign"
INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice to one reader: the kind of message, the facts that fill its words, and when it happened.

    It happened when the reader's own entries did: when they were written down could tell of an act in private.
    """

    kind: str
    facts: Mapping[str, Any]
    at: datetime | None = None


def tell(parts: Parts, message: Message) -> None:
    """Carry out "case.entries": notices, their mails, invitations and appointments by rule, in one transaction."""
    payload, now = message.payload, parts.clock.now()
    whole, new = load_range(parts, payload["case"], payload["from"], payload["to"])
    with parts.store.write() as conn:
        for reader in readers(conn, whole.case, new):
            notice = notice_for(reader, whole, new)
            if notice is not None:
                deliver(conn, parts, reader, whole.case.id, notice, message)
        for event in (entry.event for entry in new):
            if isinstance(event, e.AppointmentPassedToRule):
                asked = {"case": whole.case.id, "function": event.function.value}
                promise(conn, ASSIGN, asked, now, case_id=whole.case.id)
            if isinstance(event, e.CaseOpened):
                _account_closed_before(conn, event, now)
        done(conn, message, now, kept=("case", "from", "to"))


def _account_closed_before(conn: Connection, opened: e.CaseOpened, now: datetime) -> None:
    """A case against somebody whose account was closed before says so as well."""
    for holder in (opened.complainant.holder, opened.respondent.holder):
        if closure_of(conn, holder) is not None:
            promise(conn, CHANGED, {"holder": holder}, now)


@dataclass(frozen=True, slots=True)
class Whole:
    """A docket up to one entry, as only the service itself sees it."""

    case: Case
    entries: Sequence[Entry]


def load_range(parts: Parts, case_id: str, first: int = 1, last: int | None = None) -> tuple[Whole, Sequence[Entry]]:
    """The docket up to the entry `last` (None: to its end), and of it the entries from `first` on."""
    with parts.store.raw() as db:
        entries = docket.load(db, parts.store.dialect, case_id).entries[:last]
    case = parts.clerk.law.fold(case_id, entries)
    return Whole(case, entries), entries[first - 1 :]


def notice_for(reader: Reader, whole: Whole, new: Sequence[Entry]) -> Notice | None:
    """What these entries are to this reader, who knows only what their role sees."""
    visible = seen(reader.seat, new)
    line = first_line(reader.role, reader.person, visible, _speaking(reader.role, whole.case))
    if line is None or _stands_back(reader.role, line, visible):
        return None
    case = fold(whole.case.id, seen(reader.seat, whole.entries), whole.case.rulebook, whole.case.calendars)
    if not reader.person and any(isinstance(entry.event, e.RespondentInvited) for entry in visible):
        return Notice(INVITATION, {"number": case.number, **_serves(reader.role, visible)}, visible[-1].at)
    facts = {"number": case.number, **bound(line, reader.role, case, visible), **_serves(reader.role, visible)}
    return Notice(line.message, facts, visible[-1].at)


def _speaking(role: Role, case: Case) -> frozenset[str]:
    """Who speaks for this role's side without being of it: by mandate, by law, or as the recipient of the order."""
    spoken = {one.person for one in case.representations.values() if one.side is role.side}
    recipient = {case.recipient} if role is Role.COMPLAINANT else set()
    return frozenset((spoken | recipient) - {""})


def _serves(role: Role, visible: Sequence[Entry]) -> dict[str, str]:
    """Whom the notice reaches, when it tells of something that everybody sees; `serves`, when a frame opened for them.

    What follows from its bounce, or from its being taken, stands in the case for everybody (odr.notices.service). So
    nothing may follow from a notice of a private talk. The mailbox of a gift's recipient is not the buyer's.
    """
    if role.side is None or role is Role.RECIPIENT or not any(room_of(entry.event) is Room.SHARED for entry in visible):
        return {}
    opened = any(frame.room is Room.SHARED and role.acts_as in frame.actors for frame in _opened(visible))
    return {"side": role.side.value, **({"serves": role.side.value} if opened else {})}


def _stands_back(role: Role, line: Line, visible: Sequence[Entry]) -> bool:
    """Registrars are asked to act only where the marketplace is not: it administers its own cases first."""
    if role is not Role.REGISTRAR or line.kind is not e.StageOpened:
        return False
    return any(Role.MARKETPLACE in frame.actors for frame in _opened(visible))


def bound(line: Line, role: Role, case: Case, visible: Sequence[Entry]) -> dict[str, Any]:
    """Until when somebody acts after this: of the frames just opened or moved, the reader's own before the others'."""
    opened = [case.frames[name] for name in _dated(visible, line.clause) if name in case.frames]
    named = [frame for frame in opened if frame.clause == line.clause]
    mine = [frame for frame in named or opened if role.acts_as in frame.facts.actors]
    frame = min(mine or named or opened, key=lambda frame: frame.due, default=None)
    return frame_facts(frame, mine=bool(mine)) if frame else _until_erased(case, visible)


def _until_erased(case: Case, visible: Sequence[Entry]) -> dict[str, Any]:
    """Until when a copy can be fetched."""
    offers = (one.event.until for one in visible if isinstance(one.event, e.CaseCopyOffered))
    return next(({"until": at.isoformat(), "zone": case.staff_zone, "mine": True} for at in offers), {})


def frame_facts(frame: Frame, *, mine: bool) -> dict[str, Any]:
    """A bound as the facts of a notice."""
    return {"until": frame.due.isoformat(), "zone": frame.latest.zone, "clause": frame.clause, "mine": mine}


def _dated(visible: Sequence[Entry], clause: str) -> list[str]:
    """The frames that have another bound now, each once. Of those that await nobody only what the message is about."""
    moved = (entry.event.frame for entry in visible if isinstance(entry.event, e.FrameMoved))
    opened = (entry.event.frame for entry in visible if isinstance(entry.event, e.FrameOpened))
    silent = NOBODY_IS_AWAITED - {clause}
    return [name for name in dict.fromkeys([*opened, *moved]) if name.partition("/")[0] not in silent]


def _opened(visible: Sequence[Entry]) -> Iterator[e.FrameOpened]:
    events = (entry.event for entry in visible)
    return (event for event in events if isinstance(event, e.FrameOpened) and event.clause not in NOBODY_IS_AWAITED)


def deliver(
    conn: Connection, parts: Parts, reader: Reader, case_id: str | None, notice: Notice, message: Message
) -> None:
    """Write the notice with its ledger and promise its mails. Done once per message and reader, however often tried.

    `case_id`: None for a notice that is about no case.
    """
    notice_id = derived(message.id, reader.id)
    if not _insert(conn, parts, reader, case_id, notice, notice_id, message):
        return
    at = parts.clock.now()
    ledger.enter(conn, derived(notice_id, ledger.IN_APP), notice_id, ledger.IN_APP, "", ledger.HANDED_OVER, at)
    for contact in reader.contacts:
        _promise_mail(conn, parts, reader, case_id, notice, notice_id, contact, at)


def _promise_mail(
    conn: Connection,
    parts: Parts,
    reader: Reader,
    case_id: str | None,
    notice: Notice,
    notice_id: str,
    contact: Contact,
    at: datetime,
) -> None:
    """An invitation is a mail of its own, with its link: its row in the ledger waits for that one."""
    address = ledger.address_hash(parts.secrets, contact.address)
    delivery = derived(notice_id, address)
    ledger.enter(conn, delivery, notice_id, ledger.EMAIL, address, ledger.PENDING, at)
    if notice.kind == INVITATION and case_id is not None:
        create_invitation(conn, case_id, reader.organisation, contact.address, at, contact.language)
    else:
        promise(conn, MAIL, {"delivery": delivery}, at, case_id=case_id, name=derived(delivery, MAIL))


def _insert(
    conn: Connection,
    parts: Parts,
    reader: Reader,
    case_id: str | None,
    notice: Notice,
    notice_id: str,
    message: Message,
) -> bool:
    row = {
        "id": notice_id,
        "person": reader.person or None,
        "organisation": reader.organisation or None,
        "case_id": case_id,
        "kind": notice.kind,
        "facts": json.dumps(notice.facts),
        "created_at": micros(notice.at or message.not_before),
    }
    insert = sqlite.insert if parts.store.dialect == "sqlite" else postgresql.insert
    written = insert(notices).values(row).on_conflict_do_nothing().returning(notices.c.id)
    return conn.execute(written).first() is not None


def derived(*of: str) -> str:
    """An identifier that follows from others, so that a repetition meets what it did before."""
    return hashlib.sha256("\0".join(of).encode()).hexdigest()[:32]
