"""From entries to the case: appointments."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.evolve.folding import Folding, nothing
from odr.domain.parts import Appointment, Disclosure, Objection


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


def _disclosed(case: Case, entry: Entry, event: e.CircumstancesDisclosed) -> None:
    said = Disclosure(event.circumstances, entry.at)
    case.appointments = [
        replace(one, disclosures=(*one.disclosures, said)) if _is_now(one, event) else one for one in case.appointments
    ]


def _is_now(one: Appointment, event: e.CircumstancesDisclosed) -> bool:
    return one.active and (one.function, one.person) == (event.function, event.person)


def _objected(case: Case, entry: Entry, event: e.ObjectionMade) -> None:
    case.objections[event.objection] = Objection(event, entry.at)


def _objection_decided(case: Case, entry: Entry, event: e.ObjectionDecided) -> None:
    decided = replace(
        case.objections[event.objection], sustained=event.sustained, answer=event.reasons, clause=event.clause
    )
    case.objections[event.objection] = decided


NEUTRALS: Folding = {
    e.AppointmentPassedToRule: _to_rule,
    e.NeutralAppointed: _appointed,
    e.MandateEnded: _mandate_ended,
    e.CircumstancesDisclosed: _disclosed,
    e.ObjectionMade: _objected,
    e.ObjectionDecided: _objection_decided,
    e.NeutralRecused: nothing,
    e.CaseHandedOver: nothing,
}
