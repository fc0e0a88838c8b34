"""From entries to the case: appointments."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.evolve.folding import Folding
from odr.domain.parts import Appointment


def _appointed(case: Case, entry: Entry, event: e.NeutralAppointed) -> None:
    case.passed_to_rule = None
    case.appointments.append(
        Appointment(event.function, event.person, event.appointer, event.payer, event.how, entry.at)
    )


def _mandate_ended(case: Case, entry: Entry, event: e.MandateEnded) -> None:
    case.appointments = [
        replace(one, active=False) if (one.function, one.person) == (event.function, event.person) else one
        for one in case.appointments
    ]


def _to_rule(case: Case, entry: Entry, event: e.AppointmentPassedToRule) -> None:
    case.passed_to_rule = event.function


NEUTRALS: Folding = {
    e.AppointmentPassedToRule: _to_rule,
    e.NeutralAppointed: _appointed,
    e.MandateEnded: _mandate_ended,
}
