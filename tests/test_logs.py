"""Logs are lines of JSON into which nothing a person wrote can get."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from odr.logs import WITHHELD, configure

CANARY = "Maria Example maria@example.org"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure("info", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def only(lines: io.StringIO) -> dict[str, Any]:
    text = lines.getvalue()
    assert text.count("\n") == 1
    assert CANARY not in text
    line: dict[str, Any] = json.loads(text)
    return line


def test_a_line_says_what_happened(lines: io.StringIO) -> None:
    logging.getLogger("odr.outbox").info("outbox.delivered", extra={"topic": "notice", "attempts": 2, "ms": 1.5})
    line = only(lines)
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "odr.outbox",
        "event": "outbox.delivered",
        "topic": "notice",
        "attempts": 2,
        "ms": 1.5,
    }


def test_a_key_that_is_not_allowed_is_named_but_not_written(lines: io.StringIO) -> None:
    logging.getLogger("odr").info("signed.in", extra={"email": CANARY})
    assert only(lines)["withheld"] == ["email"]


@pytest.mark.parametrize("value", [CANARY, "two\nlines", "x" * 129, {"name": CANARY}, [CANARY], object()])
def test_an_allowed_key_holds_numbers_and_identifiers_only(lines: io.StringIO, value: object) -> None:
    logging.getLogger("odr").info("case.opened", extra={"case": value})
    assert only(lines)["case"] == WITHHELD


def test_arguments_of_a_message_are_not_written(lines: io.StringIO) -> None:
    logging.getLogger("some.library").warning("mail to %s failed", CANARY)
    assert only(lines)["event"] == "mail to %s failed"


def test_an_exception_shows_its_type_and_places_only(lines: io.StringIO) -> None:
    def fail() -> None:
        try:
            raise KeyError(CANARY)
        except KeyError as error:
            raise ValueError(CANARY) from error

    try:
        fail()
    except ValueError:
        logging.getLogger("odr").exception("sweep.failed")
    line = only(lines)
    assert line["error"] == ["builtins.ValueError", "builtins.KeyError"]
    assert line["trace"][-1].startswith("tests/test_logs.py:")
    assert line["trace"][-1].endswith(" fail")


def test_the_access_log_is_off(lines: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").info('%s - "%s"', "10.0.0.1", "/cases/1")
    assert lines.getvalue() == ""
