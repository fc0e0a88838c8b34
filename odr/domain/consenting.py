"""A voucher instead of money is taken, or not: nobody has to."""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, OwedLine
from odr.domain.compensation import reportable
from odr.domain.events import Event
from odr.domain.guards import Command, require_binding_word, require_open, require_role, require_understood
from odr.domain.handing_over import Waiting, waiting
from odr.domain.roles import PARTIES, Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeVoucher(Command):
    """Whoever is to get a voucher that was decided takes it instead of money."""

    line: str
    understood: bool


def may_take_voucher(by: Actor, case: Case) -> None:
    require_role(by, *PARTIES)
    require_open(case)
    if not offered(by, case):
        raise no.NotAtThisStage(stage=case.stage.value)
    require_binding_word(by, case)


def take_voucher(ask: TakeVoucher, case: Case) -> list[Event]:
    may_take_voucher(ask.by, case)
    if ask.line not in [line.id for line in offered(ask.by, case)]:
        raise no.LineUnknown()
    require_understood(ask.understood)
    return [e.VoucherTaken(ask.line)]


def offered(by: Actor, case: Case) -> list[OwedLine]:
    """The vouchers that wait for a word of this actor's side."""
    mine = (line for line in reportable(case) if by.role.side is line.remedy.owed_by.other)
    return [line for line in mine if waiting(line, case) is Waiting.CONSENT]
