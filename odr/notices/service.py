"""Notices that do not arrive: who is served by a substitute, and who has arrived again.

"After a failed channel, on the next working day after the substitute took it." "A trader's bounce leads to substitute
service (second address, marketplace inbox)" (procedure: counting, normative). What follows stands in the case for
everybody. So only a notice of a time frame that everybody sees leads to it: that a notice of a private talk bounced
tells nobody that there was one.
"""

import logging
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, exists, select

from odr.accounts.marketplaces import contact_of_seller
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.guards import Command
from odr.domain.roles import SERVICE, Capacity, HolderKind, Role, Side
from odr.domain.service import RecordContact, RecordServiceFailure, RecordSubstitute
from odr.domain.vocabulary import Channel
from odr.notices import Parts, ledger
from odr.notices.readers import readers
from odr.notices.tables import deliveries, notices
from odr.notices.telling import MAIL, Notice, deliver, derived, load_range
from odr.outbox import Message, done, promise

log = logging.getLogger(__name__)

UNREACHED, INBOX, SERVED, REACHED = "service.unreached", "service.inbox", "service.served", "service.reached"
NOT_REACHED = "not_reached"
"""The notice by which a marketplace's administrators take what did not arrive."""
LOST = (ledger.BOUNCED, ledger.FAILED)


def settled(conn: Connection, delivery: str, state: str, at: datetime, *, second: bool = False) -> None:
    """Promise what follows when a mail was handed over, or was not and never will be.

    Args:
        delivery: its line of the ledger.
        second: whether it went to a second address, in place of one that failed.
    """
    told = select(notices).join(deliveries, deliveries.c.notice_id == notices.c.id).where(deliveries.c.id == delivery)
    notice = conn.execute(told).one()
    facts = ledger.facts_of(notice)
    substitute = Channel.SECOND_ADDRESS if second else Channel.MARKETPLACE_INBOX if "substitute" in facts else None
    asked = {"case": notice.case_id, "side": facts.get("substitute") or facts.get("side", "")}
    if state == ledger.HANDED_OVER and substitute:
        _promise(conn, SERVED, at, **asked, channel=substitute.value)
    elif state == ledger.HANDED_OVER and asked["side"] and notice.person:
        came_back(conn, notice.person, at, notice.case_id)
    elif state in LOST and second:
        _promise(conn, INBOX, at, **asked)
    elif state in LOST and "serves" in facts:
        _promise(conn, UNREACHED, at, **asked, notice=notice.id)


def _promise(conn: Connection, topic: str, at: datetime, **asked: str) -> None:
    promise(conn, topic, asked, at, case_id=asked["case"])


def came_back(conn: Connection, person: str, at: datetime, case_id: str = "") -> None:
    """Somebody to whom a notice did not arrive is there again: they sign in, or a later mail is taken."""
    lost = exists().where(deliveries.c.notice_id == notices.c.id, deliveries.c.state.in_(LOST))
    theirs = select(notices).where(notices.c.person == person, lost)
    found = conn.execute(theirs.where(notices.c.case_id == case_id) if case_id else theirs)
    for case, side in sorted({(row.case_id, ledger.facts_of(row).get("serves", "")) for row in found}):
        if side:
            _promise(conn, REACHED, at, case=case, side=side)


def unreached(parts: Parts, message: Message) -> None:
    """Carry out "service.unreached": no address of this side took the notice, unless one did or still may.

    A trader is served by the address that the marketplace gave of its seller, where nothing was sent to it yet, else
    by the marketplace.
    """
    asked, now = message.payload, parts.clock.now()
    side = Side(asked["side"])
    with parts.store.read() as conn:
        lost = _all_are_lost(conn, asked["notice"])
    if lost:
        _enter(parts, asked["case"], RecordServiceFailure(by=SERVICE, at=now, side=side, pause=message.id))
    case = load_range(parts, asked["case"])[0].case
    with parts.store.write() as conn:
        is_traders = case.party(side).capacity is Capacity.BUSINESS
        waits = lost and side in case.unreached and is_traders
        if waits and not _sent_to_second_address(conn, parts, case, side, asked["notice"]):
            _tell_marketplace(conn, parts, case, side, message)
        done(conn, message, now, kept=("case", "side"))


def to_inbox(parts: Parts, message: Message) -> None:
    """Carry out "service.inbox": the second address took nothing either."""
    case = load_range(parts, message.payload["case"])[0].case
    with parts.store.write() as conn:
        _tell_marketplace(conn, parts, case, Side(message.payload["side"]), message)
        done(conn, message, parts.clock.now(), kept=("case", "side"))


def substituted(parts: Parts, message: Message) -> None:
    """Carry out "service.served": a substitute took the notice when this was promised."""
    side, channel = Side(message.payload["side"]), Channel(message.payload["channel"])
    _carry_out(parts, message, RecordSubstitute(by=SERVICE, at=message.created_at, side=side, channel=channel))


def reached(parts: Parts, message: Message) -> None:
    """Carry out "service.reached": who could not be reached is there again since this was promised."""
    _carry_out(parts, message, RecordContact(by=SERVICE, at=message.created_at, side=Side(message.payload["side"])))


def _carry_out(parts: Parts, message: Message, command: Command) -> None:
    _enter(parts, message.payload["case"], command)
    with parts.store.write() as conn:
        done(conn, message, parts.clock.now(), kept=("case", "side"))


def _enter(parts: Parts, case_id: str, command: Command) -> None:
    """What was entered before, or comes too late for the case, is no failure."""
    try:
        parts.clerk.submit_for_service(case_id, command)
    except (no.AlreadyDone, no.CaseIsClosed):
        log.info("service.nothing_to_enter", extra={"case": case_id, "kind": type(command).__name__})


def _all_are_lost(conn: Connection, notice_id: str) -> bool:
    """Whether every mail that told this to the same side was refused for good."""
    told = conn.execute(select(notices).where(notices.c.id == notice_id)).one()
    states = conn.execute(_mails_beside(conn, told)).scalars()
    return all(state in LOST for state in states)


def _mails_beside(conn: Connection, told: Any) -> Select[str]:
    """What became of the mails of every notice of the same happening to the same side."""
    beside = select(notices).where(notices.c.case_id == told.case_id, notices.c.created_at == told.created_at)
    side = ledger.facts_of(told)["serves"]
    ids = [row.id for row in conn.execute(beside) if ledger.facts_of(row).get("serves") == side]
    return select(deliveries.c.state).where(deliveries.c.notice_id.in_(ids), deliveries.c.channel == ledger.EMAIL)


def _sent_to_second_address(conn: Connection, parts: Parts, case: Case, side: Side, notice_id: str) -> bool:
    """Whether there is one that nothing was sent to yet."""
    party, at = case.party(side), parts.clock.now()
    is_seller = party.holder_kind is HolderKind.ORGANISATION
    known = contact_of_seller(conn, case.marketplace, party.holder) if is_seller else None
    if known is None:
        return False
    hashed = ledger.address_hash(parts.secrets, known[0])
    second = deliveries.c.address_hash.in_(ledger.address_hashes(parts.secrets, known[0]))
    tried = select(deliveries.c.id).where(deliveries.c.notice_id == notice_id, second)
    if conn.execute(tried).first() is not None:
        return False
    delivery = derived(notice_id, hashed)
    ledger.enter(conn, delivery, notice_id, ledger.EMAIL, hashed, ledger.PENDING, at)
    promise(conn, MAIL, {"delivery": delivery, "second": [case.marketplace, party.holder]}, at, case_id=case.id)
    return True


def _tell_marketplace(conn: Connection, parts: Parts, case: Case, side: Side, message: Message) -> None:
    """Its administrators get what did not arrive. A marketplace that is a party is nobody's substitute."""
    inbox = [] if case.marketplace_is_party else [one for one in readers(conn, case) if one.role is Role.MARKETPLACE]
    if not inbox:
        log.error("service.no_substitute", extra={"case": case.id})
    facts = {"number": case.number, "substitute": side.value}
    for reader in inbox:
        deliver(conn, parts, reader, case.id, Notice(NOT_REACHED, facts), message)
