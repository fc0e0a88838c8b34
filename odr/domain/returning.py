"""Goods come back: whoever takes them back says where to, how, and who bears the cost, before anything is sent."""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Frame, OwedLine
from odr.domain.citing import require_citable
from odr.domain.compensation import carried_out
from odr.domain.course import BREACH
from odr.domain.events import Ending, Event, Moved, Step
from odr.domain.guards import Command, administrators, require_open, require_role, require_words
from odr.domain.money import Money
from odr.domain.remedies import RemedyLine
from odr.domain.roles import PARTIES, Actor, Role, Side
from odr.domain.timeframes import end_clause, open_frame, restarted
from odr.domain.words import Text

SENDING = "compliance.return_ship"
"""The clause of the time in which goods are sent back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangeReturn(Command):
    """Say how the goods of a line are sent back; until they are on their way it can be said anew.

    `most`: what sending costs at most, told to the sender where it bears that. `label`: where it is printed.
    `label_exhibit`: the number of the exhibit that is the label, where it was handed in instead.
    """

    line: str
    address: Text
    cost_by: Side
    most: Money | None = None
    instructions: Text | None = None
    label: Text | None = None
    label_exhibit: str = ""
    carrier: str = ""
    tracking: str = ""


def may_arrange_return(by: Actor, case: Case) -> None:
    """Whoever takes the goods back, or who administers the case, until they are sent."""
    require_role(by, *administrators(case), *PARTIES)
    require_open(case)
    if not any(arranges(by, line, case) for line in carried_out(case)):
        raise no.NotAtThisStage(stage=case.stage.value)


def may_arrange_now(by: Actor, line: OwedLine, case: Case) -> bool:
    """Whether this actor can say now how the goods of this very line come back."""
    try:
        may_arrange_return(by, case)
    except no.Refused:
        return False
    return line in carried_out(case) and arranges(by, line, case)


def not_arranged(frame: Frame, case: Case) -> OwedLine | None:
    """The line whose goods are to be sent within this frame, while nobody has said how; else None."""
    if frame.clause != SENDING:
        return None
    waits = (one for one in carried_out(case) if not one.arranged and case.order.has_parcel(one.remedy.line))
    return next((one for one in waits if frame.name == f"{SENDING}/{one.id}"), None)


def arranges(by: Actor, line: OwedLine, case: Case) -> bool:
    """Whether this actor can say now how the goods of this line come back. What has no parcel is given up (R3)."""
    if not case.order.has_parcel(line.remedy.line):
        return False
    return line.step is Step.AWAITING_RETURN and by.role.side in (None, line.remedy.owed_by)


def agreed_bearer(remedy: RemedyLine) -> Side:
    """Who bears the cost of the return: the side that was agreed or ordered, else whoever owes the refund.

    A trader brings goods that were not in conformity into conformity free of charge (Directive (EU) 2019/771 Art. 14).
    A buyer who withdraws bears it only where that was said (Directive 2011/83/EU Art. 14(1)): the line says it.
    """
    return remedy.return_cost or remedy.owed_by


def arrange_return(ask: ArrangeReturn, case: Case) -> list[Event]:
    """The sender is told, and has the whole time for sending from now on."""
    may_arrange_return(ask.by, case)
    line = next((one for one in carried_out(case) if one.id == ask.line), None)
    if line is None:
        raise no.LineUnknown()
    if not arranges(ask.by, line, case):
        raise no.NotAllowed() if line.step is Step.AWAITING_RETURN else no.ReturnUnderWay()
    require_words(ask.address, "A return")
    _require_label(ask, case)
    _require_fair(ask, line, case)
    said = e.ReturnArranged(
        line.id,
        ask.address,
        ask.instructions,
        ask.label,
        ask.carrier,
        ask.tracking,
        ask.cost_by,
        ask.most,
        ask.label_exhibit,
    )
    return [said, *_time_to_send(ask, line, case)]


def _require_label(ask: ArrangeReturn, case: Case) -> None:
    """An address or an exhibit that can be looked at, never both: the sender would not know which one holds."""
    label = ask.label
    if ask.label_exhibit:
        if label is not None:
            raise no.InvalidInput(
                field="labelExhibit", problem="Give the address of the label or its exhibit, not both."
            )
        _require_printable(ask.label_exhibit, case)
    if label is not None and not (label.body or "").startswith("https://"):
        raise no.InvalidInput(field="label", problem="Give the address of the label so that it starts with https://.")


def _require_printable(number: str, case: Case) -> None:
    require_citable((number,), case, "labelExhibit")
    shown = next((one for one in case.exhibits.values() if one.number == number), None)
    if shown is None or not is_printable(shown.media_type):
        raise no.InvalidInput(field="labelExhibit", problem="A label is a picture or a PDF.")


def is_printable(media_type: str) -> bool:
    """Whether a label of this kind can be looked at and printed."""
    return media_type.startswith(("image/", "application/pdf"))


def shows_label(by: Actor, case: Case) -> bool:
    """Whether this side says how goods come back, so that it can hand in the label for them."""
    return by.role.side is not None and any(arranges(by, line, case) for line in carried_out(case))


def _require_fair(ask: ArrangeReturn, line: OwedLine, case: Case) -> None:
    """The sender pays nothing that was not agreed, and nothing whose limit it does not know before."""
    sender = line.remedy.owed_by.other
    if ask.cost_by is not sender:
        if ask.most is not None:
            raise no.InvalidInput(field="most", problem="Say what it costs only where the sender bears it.")
        return
    if agreed_bearer(line.remedy) is not sender:
        raise no.ReturnCostNotAgreed()
    if ask.most is None or ask.most.minor <= 0:
        raise no.ReturnCostMissing()
    if ask.most.currency != case.order.currency:
        raise no.WrongCurrency(charged=case.order.currency)


def _time_to_send(ask: ArrangeReturn, line: OwedLine, case: Case) -> list[Event]:
    """The time counts in full from what was said last. What came too late before is put right by it."""
    running = case.frames.get(f"{SENDING}/{line.id}")
    if running is not None:
        return [restarted(case, running, Moved.RESTARTED, ask.at, ask.at)]
    sender = (Role(line.remedy.owed_by.other.value),)
    late = end_clause(case, BREACH, Ending.MET, line.id)
    return [*late, open_frame(case, SENDING, ask.at, subject=line.id, actors=sender)]
