"""From entries to the case: with how many others it is handled together."""

from dataclasses import replace
from typing import Any

from odr.domain import events as e
from odr.domain.case import Bundled, Case, Entry
from odr.domain.evolve.folding import Folding, nothing


def _proposed(case: Case, entry: Entry, event: e.BundleProposed) -> None:
    case.bundle = Bundled(event.bundle, event.cases, event.reasons, entry.at)


def _released(case: Case, entry: Entry, event: e.ReleasedFromBundle) -> None:
    _known(case, released=event.reasons)


def _joined(case: Case, entry: Entry, event: e.BundleJoined) -> None:
    _known(case, joined_at=entry.at)


def _changed(case: Case, entry: Entry, event: e.BundleChanged) -> None:
    _known(case, cases=event.cases)


def _left(case: Case, entry: Entry, event: e.CaseLeftBundle) -> None:
    _known(case, left=event.why, left_at=entry.at)


def _decided(case: Case, entry: Entry, event: e.DecidedTogether) -> None:
    _known(case, cases=event.cases, decision=event.decision)


def _known(case: Case, **now: Any) -> None:
    if case.bundle is not None:
        case.bundle = replace(case.bundle, **now)


BUNDLING: Folding = {
    e.BundleProposed: _proposed,
    e.BundleObjectionMade: nothing,
    e.ReleasedFromBundle: _released,
    e.BundleJoined: _joined,
    e.BundleChanged: _changed,
    e.CaseLeftBundle: _left,
    e.DecidedTogether: _decided,
}
