"""Which part of a page is generated, and by what."""

import re
from collections.abc import Callable
from pathlib import Path

from scripts.docs import connectors, counting, mutations, procedure, refusals, rulebook, sight, webhooks

ROOT = Path(__file__).resolve().parents[2]
PARTS: dict[str, Callable[[], str]] = {
    "refusals": refusals.table,
    "mutations": mutations.table,
    "connectors": connectors.table,
    "stages": procedure.stages,
    "other-frames": procedure.other_frames,
    "compliance": procedure.compliance,
    "endings": procedure.endings,
    "rooms": sight.rooms,
    "entries": sight.entries,
    "examples-of-days": counting.days,
    "examples-of-holidays": counting.holidays,
    "examples-of-history": counting.history,
    "examples-of-joint-frames": counting.joint,
    "examples-of-hours": counting.hours,
    "rulebook-keys": rulebook.keys,
    "rulebook-frames": rulebook.frames,
    "rulebook-extensions": rulebook.extensions,
    "rulebook-expiries": rulebook.expiries,
    "rulebook-presets": rulebook.presets,
    "rulebook-complaint-keys": rulebook.complaint_keys,
    "rulebook-complaints": rulebook.complaints,
    "webhook-types": webhooks.types,
    "webhook-parts": webhooks.shared,
    "webhook-messages": webhooks.messages,
}
_PLACE = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end of \2 -->)", re.DOTALL)


def pages() -> list[Path]:
    """Every page of the documentation that may have generated parts."""
    return sorted((ROOT / "docs").rglob("*.md"))


def filled(text: str) -> str:
    """Return the page with its generated parts as the code says now."""
    return _PLACE.sub(lambda place: f"{place[1]}{PARTS[place[2]]()}\n{place[3]}", text)


def places(text: str) -> list[str]:
    """Return the names of the generated parts of a page."""
    return [place[2] for place in _PLACE.finditer(text)]
