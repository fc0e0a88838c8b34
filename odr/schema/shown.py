"""Builds a case page out of what its reader may see. The one place that does: plain attributes, one look at names."""

from odr import codec
from odr.accounts.directory import names
from odr.clerk import CaseSeen
from odr.domain import rulebook as rules
from odr.domain.case import Case as Known
from odr.domain.case import Entry
from odr.domain.remedies import Claim as KnownClaim
from odr.domain.roles import SaleRole, Side
from odr.domain.sight import room_of
from odr.schema import ids, shown_outcome, shown_talk
from odr.schema.case_types import Case, CaseMarketplace, Rulebook
from odr.schema.order_reading import show_order
from odr.schema.order_types import Order
from odr.schema.part_types import (
    AvailableAction,
    Claim,
    ComplaintAnswer,
    Neutral,
    ProjectedStage,
    TimelineEntry,
)
from odr.schema.progress import progress
from odr.schema.reader import Reader, ids_named
from odr.schema.shown_dates import deadlines, next_step
from odr.store import Store
from odr.views import title


def present(store: Store, seen: CaseSeen) -> Case:
    """The page of this case for this reader; one statement, for the names."""
    with store.read() as conn:
        known = names(conn, ids_named(seen))
    return page_of(Reader(seen, known))


def page_of(reader: Reader) -> Case:
    """The page, part by part."""
    case = reader.case
    dates, actions = deadlines(reader), _actions(reader.seen)
    return Case(
        id=ids.encode("Case", case.id),
        number=case.number,
        title=title(case),
        role=reader.role,
        stage=case.stage,
        ground=case.ground,
        version=case.version,
        opened_at=case.opened_at,
        updated_at=case.updated_at,
        closed_at=case.closed_at,
        language=case.language,
        marketplace=CaseMarketplace(name=reader.name(case.marketplace)),
        rulebook=show_rulebook(case.rulebook),
        effect_text=case.rulebook.effect.text,
        complainant=reader.party(Side.COMPLAINANT),
        respondent=reader.party(Side.RESPONDENT),
        order=_order(reader),
        claims=[_claim(claim, reader) for claim in case.claims],
        narrative=case.filed.narrative.body,
        contacted_before=case.filed.contacted_before,
        other_proceedings=case.filed.other_proceedings,
        receipt_timeline=[ProjectedStage(stage=one.stage, until=one.until) for one in case.timeline],
        joined=case.joined,
        acknowledged_at=case.acknowledged_at,
        answer=_answer(case),
        silent=case.silent,
        record_closed=case.record_closed,
        deadlines=dates,
        next_step=next_step(dates),
        progress=progress(case),
        available_actions=actions,
        rooms_open=shown_talk.rooms_open(reader, actions),
        messages=shown_talk.messages(reader),
        offers=shown_talk.offers(reader),
        proposals=shown_talk.proposals(reader),
        neutrals=_neutrals(reader),
        exhibits=shown_talk.exhibits(reader),
        settlement=shown_outcome.settlement(reader),
        decision=shown_outcome.decision(reader),
        compensation=shown_outcome.compensation(reader),
        timeline=[_entry(entry, reader) for entry in reader.seen.entries],
    )


def show_rulebook(found: rules.Rulebook) -> Rulebook:
    return Rulebook(id=ids.encode("Rulebook", found.id), name=found.id, title=found.title, hash=found.hash)


def _order(reader: Reader) -> Order:
    sides = {party.sale_role: party.holder for party in (reader.case.complainant, reader.case.respondent)}
    marketplace = reader.case.marketplace
    buyer, seller = (reader.name(sides.get(role, marketplace)) for role in (SaleRole.BUYER, SaleRole.SELLER))
    return show_order(reader.case.order, reader.name(marketplace), buyer, seller)


def _claim(claim: KnownClaim, reader: Reader) -> Claim:
    sold = reader.case.order.line(claim.line)
    return Claim(
        id=claim.id,  # type: ignore[arg-type]
        line=claim.line,  # type: ignore[arg-type]
        title=sold.title if sold else "",
        quantity=claim.quantity,
        complaint=claim.complaint,
        remedies=reader.remedies(claim.remedies),
    )


def _answer(case: Known) -> ComplaintAnswer | None:
    given = case.answer
    if given is None:
        return None
    statement = given.statement.body if given.statement else None
    return ComplaintAnswer(position=given.position, statement=statement, at=given.at)


def _actions(seen: CaseSeen) -> list[AvailableAction]:
    return [
        AvailableAction(
            action=one.action, deadline=one.deadline, reason_if_blocked=one.blocked.message if one.blocked else None
        )
        for one in seen.possible()
    ]


def _neutrals(reader: Reader) -> list[Neutral]:
    return [
        Neutral(
            function=one.function,
            name=reader.name(one.person),
            appointer=one.appointer,
            payer=reader.teller.payer(one.payer),
            how=one.how,
            at=one.at,
            active=one.active,
            you=one.person == reader.by.person,
        )
        for one in reader.case.appointments
    ]


def _entry(entry: Entry, reader: Reader) -> TimelineEntry:
    event = entry.event
    kind = type(event).__name__
    return TimelineEntry(
        number=entry.number,
        at=entry.at,
        by=reader.participant(entry.by),
        room=room_of(event),
        kind=kind,
        sentence=reader.teller.told(event),
        leaf=codec.leaf(reader.case.id, entry.at, entry.by, kind, codec.body_of(event)),
    )
