"""One case as a regulator receives it: column G of the audience table, pseudonymised, without a word of anybody's."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.money import Money
from odr.domain.remedies import RemedyLine
from odr.domain.roles import Party, Role

Pseudonym = Callable[[str, str], str]


def pseudonyms(secret: bytes, scope: str) -> Pseudonym:
    """The same id has the same pseudonym within one scope, and unlinkable ones in two scopes."""

    def of(kind: str, name: str) -> str:
        return hmac.new(secret, f"odr/export/1\0{scope}\0{kind}\0{name}".encode(), hashlib.sha256).hexdigest()[:20]

    return of


def shape(case: Case, entries: Sequence[Entry], known_as: Pseudonym) -> dict[str, Any]:
    """The line of one case. Amounts are minor units of the charged currency, instants UTC."""
    return {
        "case": known_as("case", case.id),
        "rulebook": case.rulebook.id,
        "opened_at": _at(case.opened_at),
        "closed_at": _at(case.closed_at) if case.closed_at else None,
        "stage": case.stage.value,
        "ground": case.ground.value if case.ground else None,
        "complainant": _party(case.complainant, known_as),
        "respondent": _party(case.respondent, known_as),
        "cross_border": case.complainant.country != case.respondent.country,
        "currency": case.order.currency,
        "paid": case.order.paid.minor,
        "claims": [_claim(case, claim) for claim in case.claims],
        "counterclaim": _counterclaim(case),
        "stages": [{"stage": stage.value, "at": _at(at)} for stage, at in case.stages.items()],
        "expired": [frame.clause for frame in case.past_frames if frame.ended is e.Ending.EXPIRED],
        "respondent_silent": case.silent,
        "refusal_ground": case.refused.ground.value if case.refused else None,
        "neutrals": [_neutral(entry, case, known_as) for entry in _appointments(entries)],
        "settlement": _lines(case.settlement.lines) if case.settlement else None,
        "decision": _decision(case),
        "compensation": _compensation(case),
    }


def _at(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _party(party: Party, known_as: Pseudonym) -> dict[str, Any]:
    return {
        "party": known_as("party", party.holder),
        "capacity": party.capacity.value,
        "sale_role": party.sale_role.value,
        "country": party.country,
    }


def _claim(case: Case, claim: Any) -> dict[str, Any]:
    line = case.order.line(claim.line)
    return {
        "complaint": claim.complaint.value,
        "kind": line.kind.value if line else None,
        "quantity": claim.quantity,
        "alternatives": _lines(claim.remedies),
    }


def _counterclaim(case: Case) -> dict[str, Any] | None:
    made = case.counterclaim
    if made is None:
        return None
    return {
        "at": _at(made.at),
        "claims": [_claim(case, claim) for claim in made.claims],
        "position": made.answer.position.value if made.answer else None,
        "withdrawn": made.withdrawn,
    }


def _lines(lines: Iterable[RemedyLine]) -> list[dict[str, Any]]:
    return [
        {"remedy": line.remedy.value, "amount": _minor(line.amount), "owed_by": line.owed_by.value} for line in lines
    ]


def _minor(amount: Money | None) -> int | None:
    return amount.minor if amount else None


def _appointments(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if isinstance(entry.event, e.NeutralAppointed)]


def _neutral(entry: Entry, case: Case, known_as: Pseudonym) -> dict[str, Any]:
    """Neutrals whom a party pays are counted apart, so the payer is told as what it is to the case."""
    event = entry.event
    assert isinstance(event, e.NeutralAppointed)  # noqa: S101 -- chosen by _appointments
    party_pays = event.payer in (case.complainant.holder, case.respondent.holder)
    return {
        "function": event.function.value,
        "neutral": known_as("person", event.person),
        "appointer": event.appointer.value if event.appointer is not Role.SYSTEM else "RULE",
        "paid_by": "PARTY" if party_pays else "MARKETPLACE" if event.payer == case.marketplace else "SERVICE",
        "how": event.how.value,
    }


def _decision(case: Case) -> dict[str, Any] | None:
    if case.decision is None:
        return None
    return {
        "at": _at(case.decision.at),
        "outcome": case.decision.outcome.value if case.decision.outcome else None,
        "counterclaim": case.decision.counterclaim.value if case.decision.counterclaim else None,
        "set_off": case.decision.set_off,
        "effect": case.decision.effect,
        "accepted": case.decision.accepted,
        "lines": _lines(case.decision.lines),
    }


def _compensation(case: Case) -> list[dict[str, Any]] | None:
    if case.compensation is None:
        return None
    return [
        {
            "remedy": line.remedy.remedy.value,
            "amount": _minor(line.remedy.amount),
            "owed_by": line.remedy.owed_by.value,
            "fund": line.fund.value if line.fund else None,
            "step": line.step.value,
            "non_compliant": line.non_compliant,
            "scans": [{"kind": scan.kind.value, "at": _at(scan.scanned_at)} for scan in line.scans],
            "traced_at": _at(line.traced_at) if line.traced_at else None,
        }
        for line in case.compensation.lines
    ]
