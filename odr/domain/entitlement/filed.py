"""Entitlement as it is entered at intake, and computed anew from what the docket holds."""

from collections.abc import Sequence

from odr.domain import events as e
from odr.domain.calendar import WEEKENDS, Calendar, Calendars
from odr.domain.case import Case
from odr.domain.counting import Place
from odr.domain.entitlement import EntitlementLine, Matter, entitlement
from odr.domain.entitlement.statute import Law, Statute
from odr.domain.refusals import CalendarUnknown, PlaceUnknown
from odr.domain.remedies import Claim
from odr.domain.roles import Party, SaleRole
from odr.domain.timeframes import calendar_at


def compute(case: Case, claims: Sequence[Claim], law: Law) -> e.EntitlementComputed:
    """What these claims may be entitled to, with the versions of everything that it was computed from."""
    buyer = _buyer(case)
    statute, calendar = law.of(buyer.country), _calendar(buyer, case.calendars)
    lines = _lines(case, claims, statute, Place(buyer.zone, calendar))
    named, sealed = (statute.id, statute.hash) if statute else ("", "")
    return e.EntitlementComputed(lines, named, sealed, calendar.version)


def is_as_computed(case: Case, stored: e.EntitlementComputed, law: Law) -> bool:
    """Whether the stored lines follow from the docket. With another edition of the calendar nothing can be said.

    Args:
        case: as it was folded up to that entry at least.
    """
    buyer = _buyer(case)
    statute, calendar = law.named(stored.statute), _calendar(buyer, case.calendars)
    if (statute.hash if statute else "") != stored.statute_hash:
        return False
    if calendar.version != stored.calendar:
        return True
    return _lines(case, case.claims, statute, Place(buyer.zone, calendar)) == stored.lines


def _buyer(case: Case) -> Party:
    return case.complainant if case.complainant.sale_role is SaleRole.BUYER else case.respondent


def _calendar(buyer: Party, calendars: Calendars) -> Calendar:
    """No right ends because a place has no calendar here: then weekends are all that is free."""
    try:
        return calendar_at(buyer.place, calendars)
    except (PlaceUnknown, CalendarUnknown):
        return WEEKENDS


def _lines(case: Case, claims: Sequence[Claim], statute: Statute | None, place: Place) -> tuple[EntitlementLine, ...]:
    found: list[EntitlementLine] = []
    for claim in claims:
        sold = case.order.line(claim.line)
        if sold is not None and claim.complaint in case.rulebook.complaints:
            sides = (case.complainant, case.respondent)
            found += entitlement(Matter(case.order, sold, claim, *sides, place, case.opened_at, case.rulebook, statute))
    return tuple(found)
