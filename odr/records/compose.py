"""From a case as its reader may see it to what the record shows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from odr.custody.sheet import Sheet
from odr.domain.case import Case, Frame
from odr.domain.explain import explain
from odr.domain.remedies import Claim
from odr.domain.roles import Party, Role, Side
from odr.domain.sight import PASSED_ON_FREELY, room_of
from odr.domain.words import Text
from odr.records import asked_for, outcomes
from odr.records import content as c
from odr.records.handling import with_sheet
from odr.records.reading import Reading, Scope
from odr.records.reasons import in_language, sentences, why_words
from odr.records.sale import sale
from odr.records.telling import Teller, clause_of, sentence
from odr.records.words import words
from odr.views import title


def named_ids(case: Case) -> set[str]:
    """Everybody whose name the record shows: ask the accounts for these."""
    people = {name for one in case.appointments for name in (one.person, one.payer)}
    people |= {one.person for one in case.representations.values()} | {case.recipient}
    people |= {one.person for one in case.third_parties.values()}
    return ({case.complainant.holder, case.respondent.holder, case.marketplace} | people) - {""}


def compose(
    reading: Reading, names: Mapping[str, str], language: str, sheets: Mapping[str, Sheet] | None = None
) -> c.Content:
    """What the record of this reading shows, in a language of the record.

    Args:
        sheets: the custody sheets of exhibits, by their ids.

    Raises:
        UnknownLanguage: there is no catalogue for the language.
    """
    case = reading.case
    zone = case.party(reading.role.side).zone if reading.role.side else case.staff_zone
    tell = Teller(case, names, words(language), zone)
    if reading.scope is Scope.CERTIFICATE:
        return _certified(reading, tell, language)
    return c.Content(
        cover=_cover(reading, tell, language),
        order=sale(case, tell),
        claims=tuple(_claimed(case, tell)),
        course=tuple(_course(reading, tell)),
        deadlines=tuple(
            _deadline(frame, reading, tell, language) for frame in (*case.past_frames, *case.frames.values())
        ),
        offers=tuple(outcomes.offers(case, tell)),
        settlement=outcomes.settlement(case.settlement, tell),
        decisions=tuple(outcomes.decision(one, tell) for one in outcomes.issued(case)),
        duties=tuple(outcomes.duties(case, tell)),
        exhibits=tuple(
            with_sheet(outcomes.exhibit(one, case, tell), (sheets or {}).get(one.id), tell)
            for one in (*case.exhibits.values(), *case.drafts.values())
        ),
        documents=tuple(asked_for.documents(reading, language)),
        neutrals=tuple(outcomes.neutral(one, tell) for one in case.appointments),
        language=language,
    )


def _certified(reading: Reading, tell: Teller, language: str) -> c.Content:
    """The cover, and when the procedure began and ended (rulebook: archive.certificate_of_start_and_end)."""
    case = reading.case
    certificate = c.Certificate(
        opened=tell.moment(case.opened_at),
        ended=tell.moment(case.closed_at) if case.closed_at else None,
        ground=tell.say(f"ground.{case.ground}") if case.ground else "",
    )
    order = c.OrderFacts(case.order.number, None)
    return c.Content(cover=_cover(reading, tell, language), order=order, certificate=certificate, language=language)


def _cover(reading: Reading, tell: Teller, language: str) -> c.Cover:
    case = reading.case
    return c.Cover(
        case_number=case.number,
        subject=title(case),
        marketplace=tell.name(case.marketplace),
        parties=tuple(_party(side, case.party(side), tell) for side in Side),
        rulebook=case.rulebook.id,
        rulebook_hash=case.rulebook.hash,
        reader=_reader(reading, tell),
        status=_status(case, tell),
        effect=case.rulebook.effect.text.in_language(language),
        notice=tell.say("cover.notice"),
        as_of=tell.moment(case.updated_at),
        entries=case.version,
        private=reading.scope is Scope.PRIVATE,
    )


def _reader(reading: Reading, tell: Teller) -> str:
    role = reading.role
    if role is Role.RECIPIENT:
        return tell.name(reading.case.recipient)
    return f"{tell.role(role)}, {tell.say(f'side.{role.lower()}')}" if role.side else tell.role(role)


def _status(case: Case, tell: Teller) -> str:
    if case.closed_at and case.ground:
        day = tell.say.date(tell.moment(case.closed_at).at)
        return tell.say("status.closed", date=day, ground=tell.say(f"ground.{case.ground}"))
    return tell.say("status.open", stage=tell.say(f"stage.{case.stage}"))


def _party(side: Side, party: Party, tell: Teller) -> c.Party:
    capacity, role = tell.say(f"capacity.{party.capacity}"), tell.say(f"sale_role.{party.sale_role}")
    return c.Party(side.lower(), tell.name(party.holder), capacity, role)


def _claimed(case: Case, tell: Teller) -> Iterator[c.Claim]:
    """The complainant's claims, then those that the respondent makes in return; the account stands with the first."""
    for n, one in enumerate(case.claims, 1):
        yield _claim(str(n), one, case.filed.narrative if case.filed and n == 1 else None, tell)
    if case.counterclaim is not None:
        account, withdrawn = case.counterclaim.narrative, case.counterclaim.withdrawn
        for n, one in enumerate(case.counterclaim.claims, 1):
            found = _claim(f"R{n}", one, account if n == 1 else None, tell)
            key = "claim.in_return_withdrawn" if withdrawn else "claim.in_return"
            yield replace(found, kind=tell.say(key, kind=found.kind))


def _claim(number: str, claim: Claim, narrative: Text | None, tell: Teller) -> c.Claim:
    kind = tell.say(f"complaint.{claim.complaint}")
    return c.Claim(number, kind, tell.item(claim.line), tell.said(narrative), tell.remedies(claim.remedies))


def _course(reading: Reading, tell: Teller) -> Iterator[c.Line]:
    for entry, digest in zip(reading.entries, reading.hashes, strict=True):
        room = room_of(entry.event)
        yield c.Line(
            number=entry.number,
            at=tell.moment(entry.at),
            who=tell.who(entry.by),
            what=tell.told(entry.event),
            said=tell.said_in(entry.event),
            clause=clause_of(entry.event),
            hash=digest,
            room="" if room in PASSED_ON_FREELY else tell.say(f"room.{room}"),
        )


def _deadline(frame: Frame, reading: Reading, tell: Teller, language: str) -> c.Deadline:
    facts, zone = frame.facts, frame.latest.zone
    still = frame.ended is None and frame not in reading.case.running
    words = why_words(language)
    why = in_language(explain(frame, reading.case, reading.entries), words)
    return c.Deadline(
        name=tell.frame(facts.frame),
        who=sentence(" / ".join(tell.role(role) for role in facts.actors)),
        due=tell.moment(frame.due, zone),
        due_words=tell.bound(frame.due, zone),
        reason=tell.reason(facts),
        clause=facts.clause,
        status=sentence(tell.say(f"ending.{frame.ended or 'OPEN'}")),
        why=tuple(sentences(why, words, stands_still=still)),
    )
