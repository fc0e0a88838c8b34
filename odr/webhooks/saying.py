"""What entries are to a marketplace: messages, made from what its administrators see and nothing else."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from odr.domain import events as e
from odr.domain.case import Case, Entry, OwedLine
from odr.domain.compensation import steps_open_to
from odr.domain.course import BESIDE_A_LINE
from odr.domain.handing_over import by_the_shop, waits_for
from odr.domain.money import Money, as_decimal
from odr.domain.proving import proof_needed
from odr.domain.roles import Actor, HolderKind, Role
from odr.domain.sight import sees
from odr.fulfilment.parts import Part, parts_of
from odr.fulfilment.planning import key_of
from odr.fulfilment.port import Kind
from odr.schema import ids
from odr.views import seen
from odr.webhooks.kinds import WebhookType

LARGEST = 20_000
"""Bytes of a body. What is longer is told without its lines, which are read in the case."""
TYPE_OF: dict[type, WebhookType] = {
    e.CaseOpened: WebhookType.CASE_OPENED,
    e.StageOpened: WebhookType.CASE_STAGE,
    e.CaseClosed: WebhookType.CASE_CLOSED,
    e.CaseReopened: WebhookType.CASE_REOPENED,
    e.SettlementReached: WebhookType.SETTLEMENT_REACHED,
    e.DecisionIssued: WebhookType.DECISION_ISSUED,
    e.DefaultDecisionIssued: WebhookType.DECISION_ISSUED,
    e.CompensationOrdered: WebhookType.FULFILMENT_ORDERED,
    e.OwedLineReduced: WebhookType.FULFILMENT_CHANGED,
    e.FulfilmentReported: WebhookType.FULFILMENT_STEP,
    e.NonComplianceRecorded: WebhookType.FULFILMENT_OVERDUE,
    e.RecoveryRecorded: WebhookType.RECOVERY_RECORDED,
}
"""Only of what anybody in column P sees whole; of words nothing is told."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message: its type, the reader's own number of the entry, and the body as it is sent."""

    type: WebhookType
    number: int
    body: str


def seat_of(case: Case) -> Role:
    """Whose sight the administrators have: a marketplace that is a party has that party's."""
    for role, party in ((Role.COMPLAINANT, case.complainant), (Role.RESPONDENT, case.respondent)):
        if (party.holder_kind, party.holder) == (HolderKind.MARKETPLACE, case.marketplace):
            return role
    return Role.MARKETPLACE


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who tells of a case.

    Args:
        case: as the marketplace sees it, after the entries.
        does: what the service does in the marketplace's shop; nothing where it works in none.
        begun: the lines that it has begun to carry out there.
    """

    case: Case
    seat: Role
    does: Set[Kind]
    begun: frozenset[str] = frozenset()

    def line(self, name: str) -> dict[str, Any]:
        """A line of what is owed, with all that is needed to carry it out."""
        owed = next(line for order in reversed(self.case.orders) for line in order.lines if line.id == name)
        for_shop = by_the_shop(owed, self.case) and bool(parts_of(owed, self.case, self.does))
        by_service = name in self.begun or for_shop
        waits = waits_for(owed, self.case)
        steps = steps_open_to(Actor(self.seat, ""), owed, self.case)
        attempt = 1 + sum(report.step is e.Step.ORDERED for report in owed.reports)
        legs = [
            {"payment": leg.payment, "amount": money(leg.amount), "key": self._key(name, leg, attempt)}
            for leg in owed.legs
        ]
        return {
            "id": ids.encode("CompensationLine", name),
            "remedy": owed.remedy.remedy.value,
            "orderLine": owed.remedy.line,
            "quantity": owed.remedy.quantity,
            "amount": money(owed.remedy.amount) if owed.remedy.amount else None,
            "owedBy": owed.remedy.owed_by.value,
            "fund": owed.fund.value if owed.fund else None,
            "carriedOutBy": "SERVICE" if self.does and by_service else "MARKETPLACE",
            "step": owed.step.value,
            "nextSteps": [step.value for step in steps],
            "proofNeeded": proof_needed(owed, self.case).value,
            "waitsFor": waits.value if waits else None,
            "due": self._due(owed),
            "legs": legs,
        }

    def _key(self, line: str, leg: e.Leg, attempt: int) -> str:
        """The one that a connector would write into the shop."""
        return key_of(self.case, line, Part(Kind.REFUND, leg.payment, leg.amount), attempt)

    def _due(self, owed: OwedLine) -> str | None:
        mine = (one for one in self.case.frames.values() if one.name.endswith(f"/{owed.id}"))
        due = min((one.due for one in mine if one.clause not in BESIDE_A_LINE), default=None)
        return stamp(due) if due else None

    def _step(self, event: e.FulfilmentReported) -> dict[str, Any]:
        why = {"code": event.failure.code, "retryable": event.failure.retryable} if event.failure else None
        told = {"step": event.step.value, "reference": event.reference, "failure": why}
        return {"line": self.line(event.line), **told}

    def data(self, event: e.Event) -> dict[str, Any]:
        """What a message says of an entry beside the case."""
        match event:
            case e.StageOpened(stage, how):
                return {"stage": stage.value, "how": how.value}
            case e.CaseClosed(ground):
                return {"ground": ground.value}
            case e.CaseReopened(reopening):
                return {"ground": reopening.value}
            case e.DecisionIssued():
                return {"outcome": event.outcome.value if event.outcome else None, "byRule": False}
            case e.DefaultDecisionIssued():
                return {"outcome": None, "byRule": True}
            case e.CompensationOrdered():
                return {"lines": [self.line(one.id) for one in event.lines], "complete": True}
            case e.FulfilmentReported():
                return self._step(event)
            case e.OwedLineReduced() | e.NonComplianceRecorded():
                return {"line": self.line(event.line)}
            case e.RecoveryRecorded():
                return {"payment": event.payment, "source": event.source.value, "amount": money(event.amount)}
            case _:
                return {}


def said_of(speaker: Speaker, entries: Sequence[Entry]) -> Iterator[Said]:
    """The messages of entries that the speaker's seat sees, numbered as it counts them."""
    for entry in entries:
        kind = TYPE_OF.get(type(entry.event))
        if kind is not None and sees(Role.MARKETPLACE, entry.event):
            yield Said(kind, entry.number, _body(kind, entry, speaker))


def _body(kind: WebhookType, entry: Entry, speaker: Speaker) -> str:
    case = speaker.case
    about = {
        "event": type(entry.event).__name__,
        "case": {"id": ids.encode("Case", case.id), "number": case.number, "version": entry.number},
        "order": {"number": case.order.number},
    }
    data = about | speaker.data(entry.event)
    body = body_of(kind, entry.at, data)
    if len(body.encode()) > LARGEST and "lines" in data:
        body = body_of(kind, entry.at, data | {"lines": [], "complete": False})
    return body


def body_of(kind: WebhookType, at: datetime, data: dict[str, Any]) -> str:
    """A message as it is sent."""
    return msgspec.json.encode({"type": kind.value, "timestamp": stamp(at), "data": data}).decode()


def visible_to(seat: Role, entries: Sequence[Entry], new: Sequence[Entry]) -> list[Entry]:
    """Of the entries `new`, with which `entries` end, those that the seat sees, numbered as it counts."""
    mine = seen(seat, entries)
    return mine[len(mine) - sum(sees(seat, one.event) for one in new) :]


def money(value: Money) -> dict[str, str]:
    """An amount as GraphQL has it."""
    return {"amount": as_decimal(value), "currency": value.currency}


def stamp(at: datetime) -> str:
    """An instant in UTC, as RFC 3339."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
