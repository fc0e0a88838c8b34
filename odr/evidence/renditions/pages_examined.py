"""What a PDF could do by itself (ISO 32000-2, 12.6 actions, 7.11.4 embedded files), and whether it is locked."""

from pathlib import Path
from typing import Any

import pikepdf

from odr.evidence.renditions.made import Active, Examined, Trouble

MOST_OBJECTS = 500_000
DEEPEST = 40
_ACTIONS = {
    "/JavaScript": Active.JAVASCRIPT,
    "/Launch": Active.STARTS_PROGRAMS,
    "/SubmitForm": Active.SENDS_FORMS,
    "/ImportData": Active.LOADS_FROM_ELSEWHERE,
    "/GoToR": Active.LOADS_FROM_ELSEWHERE,
}
_KEYS = {
    "/JS": Active.JAVASCRIPT,
    "/AA": Active.ACTS_WHEN_OPENED,
    "/EmbeddedFiles": Active.HOLDS_FILES,
    "/EF": Active.HOLDS_FILES,
    "/XFA": Active.SENDS_FORMS,
}


def examine(original: Path, kind: str) -> Examined:
    """Every object of the file. One that cannot be read at all holds nothing that could act, and shows nothing."""
    found: set[Active] = set()
    try:
        with pikepdf.open(original) as document:
            for count, one in enumerate(document.objects):
                if count > MOST_OBJECTS:
                    return Examined(kind, Trouble.TOO_MUCH)
                _look(one, found, 0)
            if _acts(document.Root.get("/OpenAction")):
                found.add(Active.ACTS_WHEN_OPENED)
    except pikepdf.PasswordError:
        return Examined(kind, Trouble.LOCKED)
    except pikepdf.PdfError:
        return Examined(kind)
    return Examined(kind, active=tuple(sorted(found)))


def _look(one: Any, found: set[Active], depth: int) -> None:
    """Into an object and the direct ones in it; the others come by themselves."""
    if (depth and getattr(one, "is_indirect", False)) or depth > DEEPEST:
        return
    if isinstance(one, pikepdf.Stream):
        one = one.stream_dict
    if isinstance(one, pikepdf.Array):
        for each in one.as_list():
            _look(each, found, depth + 1)
    elif isinstance(one, pikepdf.Dictionary):
        for key, value in one.items():
            if key in _KEYS:
                found.add(_KEYS[key])
            if key == "/S" and isinstance(value, pikepdf.Name) and str(value) in _ACTIONS:
                found.add(_ACTIONS[str(value)])
            _look(value, found, depth + 1)


def _acts(what: Any) -> bool:
    """Most files open at a page by themselves: that is not meant."""
    return isinstance(what, pikepdf.Dictionary) and str(what.get("/S", "")) not in ("", "/GoTo")
