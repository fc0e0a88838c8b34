"""What somebody asks of one case or of several at once, on its way through the clerk's door."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from odr.closures import is_closed
from odr.domain import refusals as no
from odr.domain.case import Entry
from odr.domain.guards import Command
from odr.domain.roles import Actor, Visitor
from odr.domain.sight import seat
from odr.kept import Whole
from odr.store import Store

Ask = Callable[[Actor], Command]
"""A command that waits to be told in which role it is given."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a visitor asks in one case."""

    case_id: str
    ask: Ask
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A command in a case, which waits for the whole docket to tell in which role it is given."""

    case_id: str
    command: Callable[[Whole], tuple[Actor, Command]]


class Decided(NamedTuple):
    """A docket as it was read, with what time brought and what was decided: ready to be written."""

    stored: Whole
    late: Sequence[Entry]
    new: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a submission did. `subject` is the id of the thing made; `replayed` when its key had done it before."""

    case_id: str
    subject: str = ""
    replayed: bool = False


def asked_by(store: Store, visitor: Visitor, part: Part) -> Asked:
    """What a visitor asks. Its command refuses whoever has no seat, a closed account, or an older sight of the case."""
    return Asked(part.case_id, partial(_command, store, visitor, part))


def asked_by_service(case_id: str, command: Command) -> Asked:
    """An act of the service itself."""
    return Asked(case_id, lambda _: (command.by, command))


def _command(store: Store, visitor: Visitor, part: Part, whole: Whole) -> tuple[Actor, Command]:
    role = seat(whole.case, visitor)
    if role is None:
        raise no.NotFound()
    if is_closed(store, whole.case, role, visitor):
        raise no.AccountClosed()
    by = Actor(role, visitor.person)
    if part.expected_version is not None and len(whole.sight_of(by).entries) != part.expected_version:
        raise no.StaleVersion()
    return by, part.ask(by)
