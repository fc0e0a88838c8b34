"""A rulebook's tables written as TOML again, so that what layers make together can be kept whole."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any


def written(table: Mapping[str, Any]) -> str:
    """The same tables as TOML, a line for each value: reading it gives them back."""
    return "".join(f"{place} = {_value(value)}\n" for place, value in _lines(table, ""))


def _lines(table: Mapping[str, Any], place: str) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        here = f"{place}{_text(key)}"
        if isinstance(value, dict) and value:
            yield from _lines(value, f"{here}.")
        else:
            yield here, value


def _value(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_text(key)} = {_value(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(_value(one) for one in value) + "]"
        case date():
            return value.isoformat()
        case str():
            return _text(value)
        case _:
            return json.dumps(value)


def _text(text: str) -> str:
    """JSON escapes what TOML escapes, but for DEL (TOML 1.0: String)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
