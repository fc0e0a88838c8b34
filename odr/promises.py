"""What new entries promise to the outside: to tell of them, and to remind before each bound. Numbers and keys."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

import msgspec

from odr.docket import Promise
from odr.domain.case import Case, Entry, Frame
from odr.domain.events import (
    CaseLeftBundle,
    CompensationOrdered,
    CounterclaimMade,
    FrameEnded,
    FrameMoved,
    FrameOpened,
    FulfilmentReported,
    InspectionAnswered,
    Leaving,
    NonComplianceRecorded,
    OrderLookedUp,
    OwedLineReduced,
    ReturnInspected,
    Step,
    VoucherTaken,
)
from odr.domain.handing_over import handed_over
from odr.domain.paying import BY_PLATFORM
from odr.domain.remedies import Claim
from odr.domain.shop_order import LookUp
from odr.domain.stepping_in import due
from odr.domain.tracking import tells_tracking
from odr.ids import new_id
from odr.store import micros

RECOVERIES = "recovery.recorded"
"""The outbox topic under which the open cases of a sale are told what its ledger says."""
BUNDLES = "bundle.left"
"""The outbox topic under which the other cases of a bundle are told how many are left."""
STEP_IN = "platform.step_in"
"""The outbox topic under which the platform pays in place of whoever let the time pass."""
HAND_OVER = "fulfilment.due"
"""The outbox topic under which what was ordered is carried out in the marketplace's shop."""
PARCEL_KNOWN = "parcel.known"
"""The outbox topic under which a parcel's number leads to its case."""
PARCEL_SCANNED = "parcel.scanned"
"""The outbox topic under which the cases that have a parcel are told what carriers saw."""
FUND_PAY = "fund.pay"
"""The outbox topic under which the platform pays what it is to pay itself."""
LOOK_UP = "order.unanswered"
"""The outbox topic under which a shop that gave no answer is asked again what it says of a case's order."""
GRACE = timedelta(seconds=60)
"""The sweep waits this long after a bound: requests received before it are decided by then."""
TOLD_AFTER = GRACE + timedelta(seconds=10)
"""What a bound brought is told this long after it, whoever wrote it down: the sweep, which comes every three seconds
once the grace is over, or an act in private before it. So the time of a notice or mail tells nobody which it was."""


def promises(case: Case, late: Sequence[Entry], new: Sequence[Entry], at: datetime) -> list[Promise]:
    """What entries promise to the outside: to tell of them, and to remind before each new bound.

    Args:
        case: as it is after them.
        late: what the passing of time brought; told bound by bound, as if it had been written at each.
        new: what was done at `at` (UTC), and is told at once.
    """
    bounds = [_tell(case, list(brought), bound + TOLD_AFTER) for bound, brought in groupby(late, attrgetter("at"))]
    dated = dict.fromkeys(entry.event.frame for entry in (*late, *new) if isinstance(entry.event, _DATED))
    still = [case.frames[name] for name in dated if name in case.frames]
    reminders = [reminder for frame in still for reminder in _reminders(case, frame, at)]
    told = [_tell(case, new, at)] if new else []
    entries = [*late, *new]
    outside = [*_to_other_cases(case, entries, at), *_to_shop(case, entries, at), *_to_carriers(case, entries, at)]
    return [*bounds, *told, *outside, *_of_platform(case, entries, at), *reminders]


def _to_other_cases(case: Case, entries: Sequence[Entry], at: datetime) -> list[Promise]:
    """What this case orders back, or no longer orders, is told to the other open cases of the sale; that it left its
    bundle, to those that are left in it.
    """
    moves = any(isinstance(entry.event, _MOVING) for entry in entries)
    moved = [Promise(new_id(), RECOVERIES, _json({"order": case.order.id}), micros(at))] if moves else []
    left = [one.event for one in entries if isinstance(one.event, CaseLeftBundle)]
    bundles = [one.bundle for one in left if one.why is not Leaving.DISSOLVED]
    return [*moved, *(Promise(new_id(), BUNDLES, _json({"bundle": one}), micros(at)) for one in bundles)]


def _to_shop(case: Case, entries: Sequence[Entry], at: datetime) -> list[Promise]:
    """What was ordered is handed to the marketplace's shop, where the service works in it; what it did not say when a
    complaint was filed is asked again.
    """
    asked = [one.event for one in entries if isinstance(one.event, OrderLookedUp)]
    again = [LOOK_UP for one in asked if one.answer is LookUp.NO_ANSWER]
    moved = any(isinstance(entry.event, _READY) for entry in entries)
    due = (moved and any(True for _ in handed_over(case))) or any(_lapses(entry) for entry in entries)
    topics = [*again, *([HAND_OVER] if due else [])]
    return [Promise(new_id(), topic, _json({"case": case.id}), micros(at)) for topic in topics]


def _lapses(entry: Entry) -> bool:
    """What was paid of it already is looked for."""
    return isinstance(entry.event, FulfilmentReported) and entry.event.step is Step.LAPSED


def _to_carriers(case: Case, entries: Sequence[Entry], at: datetime) -> list[Promise]:
    """What carriers say of a parcel finds its case by the number that was told."""
    told = any(tells_tracking(entry.event) for entry in entries)
    return [Promise(new_id(), PARCEL_KNOWN, _json({"case": case.id}), micros(at))] if told else []


def _of_platform(case: Case, entries: Sequence[Entry], at: datetime) -> list[Promise]:
    """What did not come in time the platform pays, where the rulebook says so; and what it was ordered to pay."""
    late = [Promise(new_id(), STEP_IN, _json({"case": case.id}), micros(at))] if due(case) else []
    ordered = (entry.event for entry in entries if isinstance(entry.event, CompensationOrdered))
    pays = [line.id for event in ordered for line in event.lines if line.fund in BY_PLATFORM]
    return [*late, *(_payment(case, line, at) for line in pays)]


def _payment(case: Case, line: str, at: datetime) -> Promise:
    """Its id follows from its key, so that it cannot be promised twice."""
    key = fund_key(case, line)
    payload = _json({"case": case.id, "line": line, "key": key})
    return Promise(hashlib.sha256(key.encode()).hexdigest()[:32], FUND_PAY, payload, micros(at))


def fund_key(case: Case, line: str) -> str:
    """By which the payment of a line is known to whoever carries it out: the same for every try."""
    return f"fund-{case.number}-{line}"


_MOVING = (CompensationOrdered, OwedLineReduced, FulfilmentReported)
_READY = (*_MOVING, FrameEnded, ReturnInspected, InspectionAnswered, NonComplianceRecorded, VoucherTaken)
"""What can make a line ready for the shop: what was said of goods, or that the time to say it is over."""


def _tell(case: Case, entries: Sequence[Entry], at: datetime) -> Promise:
    told = {"case": case.id, "from": entries[0].number, "to": entries[-1].number}
    return Promise(new_id(), "case.entries", _json(told), micros(at))


_DATED = (FrameOpened, FrameMoved)


def _reminders(case: Case, frame: Frame, at: datetime) -> list[Promise]:
    points = sorted({point(text, frame) for text in case.rulebook.reminders})
    payload = _json({"case": case.id, "frame": frame.name, "due": micros(frame.due)})
    return [Promise(new_id(), "case.reminder", payload, micros(point)) for point in points if point > at]


def point(text: str, frame: Frame) -> datetime:
    """ "50%" of the frame, or so many hours before its bound: "72h"."""
    if text.endswith("%"):
        start = frame.latest.start
        return start + (frame.due - start) * int(text[:-1]) / 100
    return frame.due - timedelta(hours=int(text[:-1]))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def case_number(code: str, year: int, count: int) -> str:
    """ "KE-2026-000142-7": marketplace, year, running number, and a check digit (Luhn) against typing errors."""
    digits = f"{year}{count:06d}"
    doubled = (int(d) * (2 if place % 2 == 0 else 1) for place, d in enumerate(reversed(digits)))
    return f"{code}-{year}-{count:06d}-{-sum(d // 10 + d % 10 for d in doubled) % 10}"


def claim_keys(order: str, claims: Sequence[Claim]) -> list[str]:
    """Under which keys claims are reserved: an order line has one open case per kind of complaint."""
    return list(dict.fromkeys(f"{order}/{claim.line}/{claim.complaint.value}" for claim in claims))


def claimed_in_return(case: Case, new: Sequence[Entry]) -> list[str]:
    """The keys that a counterclaim takes for this case, so that no other one is about the same."""
    claims = [claim for entry in new if isinstance(entry.event, CounterclaimMade) for claim in entry.event.claims]
    return claim_keys(case.order.id, claims)
