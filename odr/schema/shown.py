"""Builds a case page out of what its reader may see. The one place that does: plain attributes, one look at names."""

from odr import codec
from odr.accounts.names import Names
from odr.clerk import CaseSeen
from odr.domain import rulebook as rules
from odr.domain import terminating
from odr.domain.case import Answer as Given
from odr.domain.case import Entry
from odr.domain.parallel import bank_deadline
from odr.domain.pausing import days_left
from odr.domain.roles import SaleRole, Side
from odr.domain.sight import room_of, sees_whole
from odr.domain.vocabulary import Automated
from odr.schema import (
    ids,
    shown_bundle,
    shown_erasing,
    shown_evidence,
    shown_neutrals,
    shown_outcome,
    shown_parallel,
    shown_pause,
    shown_people,
    shown_talk,
    shown_third_parties,
)
from odr.schema.case_types import Case, CaseMarketplace, Rulebook
from odr.schema.entitlement_types import Entitlement
from odr.schema.lazily import Parts
from odr.schema.order_reading import Around, show_order
from odr.schema.order_types import Order
from odr.schema.part_types import (
    AvailableAction,
    ComplaintAnswer,
    Counterclaim,
    ProjectedStage,
    TimelineEntry,
)
from odr.schema.progress import progress
from odr.schema.reader import Reader, claim_of, ids_named
from odr.schema.shown_dates import deadlines, next_step, past_deadlines
from odr.schema.shown_entitlement import show_entitlement, show_review
from odr.schema.shown_recovery import payments_left, show_row
from odr.views import title


def present(names: Names, seen: CaseSeen, language: str, changes: int | None = None) -> Case:
    """The page of this case for this reader: the one made before, while neither the case nor a name has changed.

    Args:
        language: the reader's own.
        changes: how often names had been changed when the request came in, where that was read.
    """
    now = (language, names.changes() if changes is None else changes)
    made: tuple[tuple[str, int], Case] | None = seen.made.get("page")
    if made is not None and made[0] == now:
        return made[1]
    wanted = ids_named(seen)
    known = names.of(wanted, now[1])
    page = page_of(Reader(seen, known, language))
    if len(known) == len(wanted):
        seen.made["page"] = (now, page)
    return page


def page_of(reader: Reader) -> Case:
    """The page; each part is made when it is first read."""
    return Case.of(reader, PARTS)


def show_rulebook(found: rules.Rulebook, language: str) -> Rulebook:
    return Rulebook(
        id=ids.encode("Rulebook", found.id),
        name=found.id,
        title=found.title.in_language(language),
        hash=found.hash,
        costs=found.costs.text.in_language(language),
    )


def _order(reader: Reader) -> Order:
    sides = {reader.case.party(side).sale_role: side for side in Side}
    marketplace = reader.case.marketplace
    buyer, seller = (
        reader.teller.side(sides[role]) if role in sides else reader.name(marketplace)
        for role in (SaleRole.BUYER, SaleRole.SELLER)
    )
    known = (reader.case.looked_up, reader.case.shop_awaited)
    return show_order(reader.case.order, Around(reader.name(marketplace), buyer, seller, *known))


def _entitlement(reader: Reader) -> Entitlement | None:
    found = reader.case.entitlement
    if found is None:
        return None
    case = reader.case
    review = show_review(Automated.ENTITLEMENT, case)
    return show_entitlement(found.lines, found.statute, case.order, case.rulebook, reader.language, review)


def _answer(given: Given | None) -> ComplaintAnswer | None:
    if given is None:
        return None
    statement = given.statement.body if given.statement else None
    return ComplaintAnswer(position=given.position, statement=statement, exhibits=list(given.exhibits), at=given.at)


def _counterclaim(reader: Reader) -> Counterclaim | None:
    made = reader.case.counterclaim
    if made is None:
        return None
    return Counterclaim(
        id=ids.encode("Counterclaim", made.id),
        claims=[claim_of(claim, reader.case.order) for claim in made.claims],
        narrative=made.narrative.body,
        at=made.at,
        answer=_answer(made.answer),
        withdrawn=made.withdrawn,
    )


def _actions(reader: Reader) -> list[AvailableAction]:
    return [
        AvailableAction(
            action=one.action, deadline=one.deadline, reason_if_blocked=one.blocked.message if one.blocked else None
        )
        for one in reader.possible
    ]


def _entry(entry: Entry, reader: Reader) -> TimelineEntry:
    return TimelineEntry.of((entry, reader), ENTRY_PARTS)


def _leaf(entry: Entry, reader: Reader) -> str | None:
    if not sees_whole(reader.role, entry):
        return None
    return codec.leaf(reader.case.id, entry.at, entry.by, type(entry.event).__name__, codec.body_of(entry.event))


ENTRY_PARTS: Parts = {
    "number": lambda of: of[0].number,
    "at": lambda of: of[0].at,
    "by": lambda of: of[1].participant(of[0].by),
    "room": lambda of: room_of(of[0].event),
    "kind": lambda of: type(of[0].event).__name__,
    "sentence": lambda of: of[1].teller.told(of[0].event),
    "words": lambda of: shown_talk.words_of(*of),
    "leaf": lambda of: _leaf(*of),
}
"""The parts of a timeline entry, from the entry and its reader."""

PARTS: Parts = {
    "id": lambda r: ids.encode("Case", r.case.id),
    "number": lambda r: r.case.number,
    "title": lambda r: title(r.case),
    "role": lambda r: r.role,
    "stage": lambda r: r.case.stage,
    "ground": lambda r: r.case.ground,
    "version": lambda r: r.case.version,
    "opened_at": lambda r: r.case.opened_at,
    "updated_at": lambda r: r.case.updated_at,
    "closed_at": lambda r: r.case.closed_at,
    "language": lambda r: r.case.language,
    "marketplace": lambda r: CaseMarketplace(name=r.name(r.case.marketplace)),
    "rulebook": lambda r: show_rulebook(r.case.rulebook, r.language),
    "effect_text": lambda r: r.case.rulebook.effect.text.in_language(r.language),
    "complainant": lambda r: r.party(Side.COMPLAINANT),
    "respondent": lambda r: r.party(Side.RESPONDENT),
    "order": lambda r: _order(r),
    "claims": lambda r: [claim_of(claim, r.case.order) for claim in r.case.claims],
    "entitlement": lambda r: _entitlement(r),
    "narrative": lambda r: r.case.filed.narrative.body if r.case.filed else None,
    "contacted_before": lambda r: r.case.filed.contacted_before if r.case.filed else None,
    "other_proceedings": lambda r: r.case.filed.other_proceedings if r.case.filed else None,
    "receipt_timeline": lambda r: [ProjectedStage(stage=one.stage, until=one.until) for one in r.case.timeline],
    "joined": lambda r: r.case.joined,
    "acknowledged_at": lambda r: r.case.acknowledged_at,
    "answer": lambda r: _answer(r.case.answer),
    "counterclaim": lambda r: _counterclaim(r),
    "complaint_withdrawn": lambda r: r.case.withdrawn is not None,
    "silent": lambda r: r.case.silent,
    "closed_accounts": lambda r: sorted(r.case.closed_accounts),
    "record_closed": lambda r: r.case.record_closed,
    "deadlines": lambda r: deadlines(r),
    "past_deadlines": lambda r: past_deadlines(r),
    "pause": lambda r: shown_pause.pause(r),
    "pause_asked": lambda r: shown_pause.asked(r.case),
    "pause_days_left": lambda r: days_left(r.case),
    "pause_grounds": lambda r: shown_pause.grounds(r),
    "rulebook_change_asked": lambda r: shown_pause.change_asked(r.case),
    "next_step": lambda r: next_step(deadlines(r)),
    "progress": lambda r: progress(r.case),
    "available_actions": lambda r: _actions(r),
    "rooms_open": lambda r: shown_talk.rooms_open(r, _actions(r)),
    "needs": lambda r: shown_talk.needs(r),
    "bundle": lambda r: shown_bundle.bundle(r),
    "recipient": lambda r: shown_people.recipient(r),
    "representations": lambda r: shown_people.representations(r),
    "third_parties": lambda r: shown_third_parties.third_parties(r),
    "messages": lambda r: shown_talk.messages(r),
    "clarifications": lambda r: shown_talk.clarifications(r),
    "amendments": lambda r: shown_talk.amendments(r),
    "offers": lambda r: shown_talk.offers(r),
    "biddings": lambda r: shown_talk.biddings(r),
    "proposals": lambda r: shown_talk.proposals(r),
    "neutrals": lambda r: shown_neutrals.neutrals(r),
    "objections": lambda r: shown_neutrals.objections(r),
    "evidence_requests": lambda r: shown_evidence.evidence_requests(r),
    "exhibits": lambda r: shown_evidence.exhibits(r),
    "confidentiality_claims": lambda r: shown_evidence.confidentiality_claims(r),
    "exhibit_notes": lambda r: shown_evidence.exhibit_notes(r),
    "checklist": lambda r: shown_evidence.documents_asked(r),
    "settlement": lambda r: shown_outcome.settlement(r),
    "decision": lambda r: shown_outcome.decision(r),
    "parallel_proceedings": lambda r: shown_parallel.proceedings(r),
    "bank_deadline": lambda r: bank_deadline(r.case),
    "recoveries": lambda r: [show_row(one) for one in r.case.recoveries],
    "payments_left": lambda r: payments_left(r.case),
    "past_decisions": lambda r: shown_outcome.past_decisions(r),
    "decision_drafts": lambda r: shown_outcome.drafts(r),
    "corrections_asked": lambda r: shown_outcome.corrections_asked(r.case),
    "reviews_asked": lambda r: shown_outcome.reviews_asked(r.case),
    "set_aside_asked": lambda r: shown_outcome.set_aside_asked(r.case),
    "review_grounds": lambda r: shown_outcome.review_grounds(r.case),
    "inactivity_notices": lambda r: r.case.inactivity_notices,
    "closing_reasons": lambda r: shown_outcome.closing_reasons(r),
    "termination_grounds": lambda r: terminating.grounds_open(r.case),
    "compensation": lambda r: shown_outcome.compensation(r),
    "past_compensations": lambda r: shown_outcome.past_compensations(r),
    "enforcement_path": lambda r: shown_outcome.enforcement_path(r),
    "keeping": lambda r: shown_erasing.keeping(r),
    "timeline": lambda r: [_entry(entry, r) for entry in r.seen.entries],
}
"""The parts of the page, from its reader."""
