"""Structured logs: one JSON object a line, without personal data.

A line says what happened by a fixed name (`log.info("outbox.delivered", extra={"topic": topic, "ms": 12})`).
Only the keys in `KEYS` are written, and of their values only numbers and plain identifiers; a message is
written as it stands in the source, its arguments are not. What a person wrote can therefore not get here, not
even inside an exception: of those the type and the places are written, never the words.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import IO

KEYS = frozenset(
    "attempt attempts bytes case code count depth dialect host job kind ms mode operation pid port reason"
    " release request role rule rulebook stage status topic version webhook".split()
)
PLAIN = re.compile(r"[A-Za-z0-9_.:/+-]{0,128}")
WITHHELD = "(withheld)"
OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}
FRAMES = 12


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON, by the allow-list."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        extra = {key: value for key, value in vars(record).items() if key not in OWN}
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
            **{key: safe(value) for key, value in extra.items() if key in KEYS},
        }
        if withheld := sorted(extra.keys() - KEYS):
            line["withheld"] = withheld
        if record.exc_info and record.exc_info[1]:
            line |= described(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def safe(value: object) -> object:
    """Return a number or a plain identifier as it is, and nothing of anything else."""
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value) if isinstance(value, str) else ""
    return text if text and PLAIN.fullmatch(text) else WITHHELD


def described(error: BaseException) -> dict[str, object]:
    """Return an exception's type, its causes' types and where it passed: no message, no values."""
    chain: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(chain) < FRAMES:
        chain.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or cause.__context__
    return {"error": chain, "trace": _places(error.__traceback__)}


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno} {frame.name}" for frame in frames]


def configure(level: str = "info", stream: IO[str] | None = None) -> None:
    """Send every logger of the process through `JsonLines` to `stream` (standard output unless given).

    The web server's access log stays off: its lines hold addresses, and paths that hold identifiers.
    """
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = name != "uvicorn.access"
    for name in ("sqlalchemy", "alembic", "fontTools", "weasyprint", "pyhanko", "mail.log"):
        logging.getLogger(name).setLevel("WARNING")
