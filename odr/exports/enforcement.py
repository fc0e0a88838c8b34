"""What somebody takes to a court or an office when what they are owed is not done: the record, and proof of it.

Only what both sides may hand on is in it: nothing that was said without prejudice or in private. Like a copy of a case
it is made while it leaves, and nothing of it is kept.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

from odr.clerk import CaseSeen
from odr.domain.enforcing import may_take, owed_to, sums, unmet
from odr.domain.money import Money, as_decimal
from odr.domain.refusals import NotFound
from odr.domain.roles import Side
from odr.domain.sight import PASSED_ON_FREELY, room_of
from odr.exports.case_copy import Desk, in_words, json_of, proofs_of, text_part
from odr.exports.streamed import Part, archive
from odr.notices import proof
from odr.notices.words import words as notice_words
from odr.records import proceedings
from odr.records.content import Content, Duty
from odr.records.issue import Recipient
from odr.records.markup import el, facts, section
from odr.records.plain import plain
from odr.records.reading import Scope
from odr.records.words import Words, words

README = """What {party} is owed in case {number} and did not get, as it stood at {at} (UTC).

A record proves, it does not bind. These papers show what was agreed or decided, what was done about it, and what was
not. They are no court order, and nobody can take money from anybody with them alone.

What binds is the effect that the rules of the case declare, and what both sides consented to:
{effect}

The way to a court stays as it is. A court or an advice office can tell you what a paper of this kind is worth in your
country, which court is the right one, and how much time there is. The service does not know that, and is no lawyer.

record.pdf     the signed record of the case, without what was said in confidence; show it whole
{outcome}
owed.txt       what is owed, what was paid, and what is still owed, with dates; no interest is added
owed.json      the same for programs
notices.csv    what each side was told of it and when, and whether the message was handed over; no addresses
proofs.json    that the entries are in the signed log of the service; an entry is logged within about an hour
verify_proof.py    checks them without the service: python verify_proof.py proofs.json --key KEY
SHA256SUMS     the SHA-256 of every file here: sha256sum -c SHA256SUMS

`odr verify record.pdf` says whether the seal holds and whether this is the registered record.
"""


@dataclass(frozen=True, slots=True)
class Pack:
    """What the archive is made of: the case as its reader sees it, the sealed record, and what that record shows."""

    seen: CaseSeen
    side: Side
    record: bytes
    content: Content


def prepare(desk: Desk, seen: CaseSeen, language: str, at: datetime) -> Pack:
    """The pack for this reader. Raises NotFound where nothing is owed to them that was not done."""
    side = seen.by.role.side
    if side is None or not may_take(seen.by.role, seen.case):
        raise NotFound()
    recipient = Recipient(seen.case.id, seen.by.role, Scope.SHARED, language, seen.by.person)
    record, known = in_words(desk.records, recipient, at)
    return Pack(seen, side, record, desk.records.content(replace(recipient, language=known), at))


def pack_of(desk: Desk, pack: Pack, at: datetime) -> Iterator[bytes]:
    """The archive, piece by piece."""
    return archive(_parts(desk, pack, at))


def _parts(desk: Desk, pack: Pack, at: datetime) -> Iterator[Part]:
    say = words(pack.content.language)
    outcomes = [*_outcomes(pack.content, say)]
    yield text_part("README.txt", _readme(pack, [name for name, _ in outcomes], at))
    yield Part("record.pdf", [pack.record])
    yield from (text_part(name, plain(said)) for name, said in outcomes)
    yield text_part("owed.txt", plain(_statement(pack, say, at)))
    yield Part("owed.json", [json_of(_figures(pack, at))], packed=True)
    yield text_part("notices.csv", _notices(desk, pack))
    freely = [one for one in pack.seen.entries if room_of(one.event) in PASSED_ON_FREELY]
    yield from proofs_of(desk, pack.seen, freely)


def _readme(pack: Pack, outcomes: Sequence[str], at: datetime) -> str:
    told = {"decision.txt": "what was decided, in words", "settlement.txt": "what both sides agreed, in words"}
    cover = pack.content.cover
    party = next(one.name for one in cover.parties if one.side == pack.side.lower())
    lines = "\n".join(f"{name:<15}{told[name]}" for name in outcomes)
    return README.format(
        party=party, number=cover.case_number, at=f"{at:%Y-%m-%d %H:%M}", effect=cover.effect, outcome=lines
    )


def _outcomes(content: Content, say: Words) -> Iterator[tuple[str, Element]]:
    decided, agreed = proceedings.decisions(content.decisions, say), proceedings.settlement(content.settlement, say)
    if decided is not None:
        yield "decision.txt", decided
    if agreed is not None:
        yield "settlement.txt", agreed


def _statement(pack: Pack, say: Words, at: datetime) -> Element:
    """Line by line, then the sums. Interest is for a court."""
    case = pack.seen.case
    total = sums(owed_to(pack.side, case), case.order.currency)
    rows = [
        (say("owed.owed"), _amount(total.owed)),
        (say("owed.paid"), _amount(total.paid)),
        (say("owed.on_its_way"), _amount(total.on_its_way)),
        (say("owed.open"), _amount(total.open)),
    ]
    lead = say("owed.lead", number=case.number, at=f"{at:%Y-%m-%d %H:%M}")
    mine = proceedings.duties(tuple(_mine(pack)), say)
    return section(say("owed.title"), el("p", lead), mine, el("h3", say("owed.sums")), facts(rows), _ends(say))


def _ends(say: Words) -> Element:
    return el("p", say("owed.no_interest"))


def _mine(pack: Pack) -> Iterator[Duty]:
    """Of the duties that the record tells those that are owed to this side."""
    order, own = pack.seen.case.compensation, {line.id for line in owed_to(pack.side, pack.seen.case)}
    lines = order.lines if order else ()
    yield from (duty for duty, line in zip(pack.content.duties, lines, strict=True) if line.id in own)


def _amount(money: Money) -> str:
    return f"{as_decimal(money)} {money.currency}"


def _figures(pack: Pack, at: datetime) -> dict[str, Any]:
    case = pack.seen.case
    lines = owed_to(pack.side, case)
    total = sums(lines, case.order.currency)
    late = {line.id for line in unmet(pack.side, case)}
    return {
        "format": "odr-owed/1",
        "case": case.number,
        "asOf": at,
        "currency": case.order.currency,
        "interest": None,
        "owed": as_decimal(total.owed),
        "paid": as_decimal(total.paid),
        "onItsWay": as_decimal(total.on_its_way),
        "stillOwed": as_decimal(total.open),
        "lines": [
            {
                "remedy": line.remedy.remedy.value,
                "line": line.remedy.line,
                "quantity": line.remedy.quantity,
                "amount": as_decimal(line.remedy.amount) if line.remedy.amount else None,
                "step": line.step.value,
                "notDoneInTime": line.id in late,
                "steps": [{"step": one.step.value, "at": one.at, "reference": one.reference} for one in line.reports],
            }
            for line in lines
        ],
    }


def _notices(desk: Desk, pack: Pack) -> str:
    with desk.room.store.read() as conn:
        told = proof.told(conn, pack.seen.case)
    say, names = notice_words(pack.content.language), {one.side: one.name for one in pack.content.cover.parties}
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["at_utc", "to", "kind", "title", "channel", "state", "since_utc", "code"])
    for one in told:
        title = say.notice(one.kind, one.facts).title
        for sent in one.deliveries:
            head = [one.at.isoformat(), names[one.side.lower()], one.kind, title]
            rows.writerow([_safe(cell) for cell in (*head, sent.channel, sent.state, sent.at.isoformat(), sent.detail)])
    return written.getvalue()


def _safe(cell: str) -> str:
    """No spreadsheet takes it for a formula (CWE-1236)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
