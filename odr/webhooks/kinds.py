"""The closed list of what a webhook tells, each with the JSON schema of its data and an example."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from odr.domain.handing_over import Waiting
from odr.domain.paying import FundPart
from odr.domain.remedies import Remedy
from odr.domain.roles import Side
from odr.domain.rulebook.choices import Proof
from odr.domain.vocabulary import Ground, How, Outcome, RecoverySource, Stage, Step
from odr.domain.vocabulary_review import Reopening

Schema = dict[str, Any]


class WebhookType(StrEnum):
    """What is told. The value stands in the message."""

    CASE_OPENED = "case.opened"
    CASE_STAGE = "case.stage"
    CASE_CLOSED = "case.closed"
    CASE_REOPENED = "case.reopened"
    SETTLEMENT_REACHED = "settlement.reached"
    DECISION_ISSUED = "decision.issued"
    FULFILMENT_ORDERED = "fulfilment.ordered"
    FULFILMENT_CHANGED = "fulfilment.changed"
    FULFILMENT_STEP = "fulfilment.step"
    FULFILMENT_OVERDUE = "fulfilment.overdue"
    RECOVERY_RECORDED = "recovery.recorded"
    WEBHOOK_TEST = "webhook.test"


@dataclass(frozen=True, slots=True)
class Described:
    """What one type tells: when it comes, the schema of what `data` has beside the case, and an example of it."""

    words: str
    schema: Mapping[str, Schema]
    example: Mapping[str, Any]
    of_case: bool = True


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": [*properties]}


def _one_of(values: type[StrEnum]) -> Schema:
    return {"enum": [one.value for one in values]}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer", "minimum": 1}
_MONEY: Schema = {"$ref": "#/$defs/money"}
_LINE: Schema = {"$ref": "#/$defs/line"}
_OWED = _object(
    id=TEXT,
    remedy=_one_of(Remedy),
    orderLine=_or_null(TEXT),
    quantity={"type": "integer", "minimum": 0},
    amount=_or_null(_MONEY),
    owedBy=_one_of(Side),
    fund=_or_null(_one_of(FundPart)),
    carriedOutBy={"enum": ["MARKETPLACE", "SERVICE"]},
    step=_one_of(Step),
    nextSteps={"type": "array", "items": _one_of(Step)},
    proofNeeded=_one_of(Proof),
    waitsFor=_or_null(_one_of(Waiting)),
    due=_or_null({"type": "string", "format": "date-time"}),
    legs={"type": "array", "items": _object(payment=TEXT, amount=_MONEY, key=TEXT)},
)
DEFS: Mapping[str, Schema] = {
    "money": _object(amount=TEXT, currency=TEXT),
    "case": _object(id=TEXT, number=TEXT, version=_WHOLE),
    "order": _object(number=TEXT),
    "line": _OWED,
}
"""Parts that several types have."""

_EXAMPLE_LINE = {
    "id": "Q29tcGVuc2F0aW9uTGluZTpvMS0x",
    "remedy": "REFUND_PARTIAL",
    "orderLine": "1",
    "quantity": 1,
    "amount": {"amount": "50.00", "currency": "EUR"},
    "owedBy": "RESPONDENT",
    "fund": None,
    "carriedOutBy": "MARKETPLACE",
    "step": "ORDERED",
    "nextSteps": ["SUBMITTED", "SETTLING", "FULFILLED", "FAILED", "UNKNOWN"],
    "proofNeeded": "REFERENCE",
    "waitsFor": None,
    "due": "2026-04-08T22:00:00Z",
    "legs": [
        {
            "payment": "pay-1",
            "amount": {"amount": "50.00", "currency": "EUR"},
            "key": "order-KE-2026-000001-7-o1-1-pay-1-refund-1",
        }
    ],
}
EXAMPLE_CASE = {"id": "Q2FzZTpjYXNlLTE", "number": "KE-2026-000001-7", "version": 21}
EXAMPLE_ORDER = {"number": "2026-0815"}
_FAILURE = _object(code=TEXT, retryable={"type": "boolean"})
_SUBMITTED = {**_EXAMPLE_LINE, "step": "SUBMITTED", "nextSteps": ["SETTLING", "FULFILLED", "FAILED", "UNKNOWN"]}

KINDS: Mapping[WebhookType, Described] = {
    WebhookType.CASE_OPENED: Described("A complaint was filed.", {}, {}),
    WebhookType.CASE_STAGE: Described(
        "A stage of the case began: by somebody's act, or by a rule.",
        {"stage": _one_of(Stage), "how": _one_of(How)},
        {"stage": "NEGOTIATION", "how": "BY_RULE"},
    ),
    WebhookType.CASE_CLOSED: Described("The case ended.", {"ground": _one_of(Ground)}, {"ground": "SETTLED"}),
    WebhookType.CASE_REOPENED: Described(
        "A closed case goes on.", {"ground": _one_of(Reopening)}, {"ground": Reopening.BREACH.value}
    ),
    WebhookType.SETTLEMENT_REACHED: Described(
        "Both sides agreed. What is owed follows as `fulfilment.ordered`.", {}, {}
    ),
    WebhookType.DECISION_ISSUED: Described(
        "A decision was issued. What is owed follows as `fulfilment.ordered`, once it is to be carried out.",
        {"outcome": _or_null(_one_of(Outcome)), "byRule": {"type": "boolean"}},
        {"outcome": "GRANTED_IN_PART", "byRule": False},
    ),
    WebhookType.FULFILMENT_ORDERED: Described(
        "These lines are to be carried out now.",
        {"lines": {"type": "array", "items": _LINE}, "complete": {"type": "boolean"}},
        {"lines": [_EXAMPLE_LINE], "complete": True},
    ),
    WebhookType.FULFILMENT_CHANGED: Described(
        "Less of a line is owed than before, since money came back otherwise. Without legs nothing is.",
        {"line": _LINE},
        {"line": _EXAMPLE_LINE},
    ),
    WebhookType.FULFILMENT_STEP: Described(
        "A step of a line was reported. `ORDERED` after `FAILED`: it is to be tried again, under the keys given now.",
        {"line": _LINE, "step": _one_of(Step), "reference": TEXT, "failure": _or_null(_FAILURE)},
        {"line": _SUBMITTED, "step": "SUBMITTED", "reference": "refund-9", "failure": None},
    ),
    WebhookType.FULFILMENT_OVERDUE: Described(
        "The time for a line passed without it.", {"line": _LINE}, {"line": _EXAMPLE_LINE}
    ),
    WebhookType.RECOVERY_RECORDED: Described(
        "A payment of the order came back in part or whole, or that was undone: a chargeback, an insurer, a refund.",
        {"payment": TEXT, "source": _one_of(RecoverySource), "amount": _MONEY},
        {"payment": "pay-1", "source": "CHARGEBACK", "amount": {"amount": "125.00", "currency": "EUR"}},
    ),
    WebhookType.WEBHOOK_TEST: Described("You asked for it with `testWebhook`. It is about no case.", {}, {}, False),
}


def schema_of(kind: WebhookType) -> Schema:
    """The JSON schema (2020-12) of a whole message of this type; `$defs` are those of `DEFS`."""
    case = {"case": {"$ref": "#/$defs/case"}, "order": {"$ref": "#/$defs/order"}}
    about = {"event": TEXT, **case} if KINDS[kind].of_case else {}
    stamp = {"type": "string", "format": "date-time"}
    return _object(type={"const": kind.value}, timestamp=stamp, data=_object(**about, **KINDS[kind].schema))


def example_of(kind: WebhookType, event: str) -> dict[str, Any]:
    """A whole message of this type. `event`: a name that stands for it in the docket."""
    about = {"event": event, "case": EXAMPLE_CASE, "order": EXAMPLE_ORDER} if KINDS[kind].of_case else {}
    return {"type": kind.value, "timestamp": "2026-03-02T09:00:00Z", "data": {**about, **KINDS[kind].example}}
