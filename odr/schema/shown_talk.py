"""What was said, offered and proposed, as far as the reader may hear of it."""

from odr.domain import case as c
from odr.domain import clarifying, money
from odr.domain import events as e
from odr.domain.bidding import ANSWER_CLAUSE
from odr.domain.possible import Action
from odr.domain.roles import Room
from odr.domain.talk import rooms_open_to, tells_what_is_hidden
from odr.records.telling import words_in
from odr.schema import ids
from odr.schema.base import Money
from odr.schema.part_types import (
    Amendment,
    AvailableAction,
    Bidding,
    Clarification,
    Message,
    Needs,
    Offer,
    OpenRoom,
    Proposal,
    ProposalAnswer,
)
from odr.schema.reader import Reader

MEANING = {
    Room.OPEN: "Both sides and every neutral hear it; a decision may rest on it.",
    Room.WITHOUT_PREJUDICE: "Both sides and the mediator hear it; it never reaches a decision maker.",
    Room.CAUCUS_COMPLAINANT: "Only the complainant's side and the mediator hear it. Nobody else learns of it.",
    Room.CAUCUS_RESPONDENT: "Only the respondent's side and the mediator hear it. Nobody else learns of it.",
}


def rooms_open(reader: Reader, actions: list[AvailableAction]) -> list[OpenRoom]:
    """Where the reader can speak now."""
    if not any(one.action is Action.SEND_MESSAGE for one in actions):
        return []
    return [OpenRoom(room=room, meaning=MEANING[room]) for room in rooms_open_to(reader.by, reader.case)]


def messages(reader: Reader) -> list[Message]:
    return [_message(said, entry, reader) for said, entry in reader.case.messages]


def _message(said: e.MessageSent, entry: c.Entry, reader: Reader) -> Message:
    hidden = said.message in reader.case.hidden
    return Message(
        id=ids.encode("Message", said.message),
        room=said.room,
        sender=reader.participant(entry.by),
        words=None if hidden else said.words.body,
        exhibits=list(said.exhibits),
        hidden=hidden,
        at=entry.at,
    )


def words_of(entry: c.Entry, reader: Reader) -> str | None:
    """What was said in an entry; nothing of a message that is hidden, nor of what was said of it."""
    if tells_what_is_hidden(entry.event, reader.case):
        return None
    said = words_in(entry.event)
    return said.body if said else None


OF_SUBMISSIONS = {
    e.Submission.COMPLAINT: "",
    e.Submission.ANSWER: "",
    e.Submission.COUNTERCLAIM: "Counterclaim",
    e.Submission.COUNTERCLAIM_ANSWER: "Counterclaim",
    e.Submission.MESSAGE: "Message",
    e.Submission.EXHIBIT: "Exhibit",
    e.Submission.STATEMENT: "ThirdPartyStatement",
    e.Submission.ANNOTATION: "ExhibitNote",
    e.Submission.TRANSLATION: "ExhibitNote",
}
"""Of which type the id of a submission is; none where a case has one of it."""


def clarifications(reader: Reader) -> list[Clarification]:
    return [_clarification(one, reader) for one in reader.case.clarifications.values()]


def _clarification(one: c.Clarification, reader: Reader) -> Clarification:
    frame = reader.case.frames.get(f"{clarifying.CLAUSE}/{one.id}")
    return Clarification(
        id=ids.encode("Clarification", one.id),
        side=one.side,
        about=one.about,
        what=one.what.body,
        sender=reader.participant(one.by),
        at=one.at,
        due=frame.due if frame else None,
        words=one.words.body if one.words else None,
        exhibits=list(one.exhibits),
    )


def amendments(reader: Reader) -> list[Amendment]:
    found = [
        Amendment(
            what=what,
            subject=ids.encode(OF_SUBMISSIONS[what], subject) if OF_SUBMISSIONS[what] else None,
            reads=one.reads.body if one.reads and subject not in reader.case.hidden else None,
            withdrawn=one.withdrawn,
            reasons=one.reasons.body if one.reasons and subject not in reader.case.hidden else None,
            by=reader.participant(one.by),
            at=one.at,
        )
        for (what, subject), several in reader.case.amendments.items()
        for one in several
    ]
    return sorted(found, key=lambda one: one.at)


def needs(reader: Reader) -> list[Needs]:
    """What each side said that it needs, as far as the reader may know."""
    stated = reader.case.needs.values()
    return [Needs(side=one.side, words=one.needs.body, yours=reader.role.side is one.side) for one in stated]


def offers(reader: Reader) -> list[Offer]:
    return [_offer(one, reader) for one in reader.case.offers.values()]


def _offer(one: c.Offer, reader: Reader) -> Offer:
    answer = reader.case.frames.get(f"negotiation.offer_answer/{one.id}")
    return Offer(
        id=ids.encode("Offer", one.id),
        side=one.side,
        maker=reader.participant(one.by),
        room=one.room,
        lines=reader.remedies(one.lines),
        conditions=one.conditions.body if one.conditions else None,
        standing=one.standing,
        at=one.at,
        expires_at=answer.due if answer else None,
        counters=ids.encode("Offer", one.counters) if one.counters else None,
        yours=reader.role.side is one.side,
    )


def biddings(reader: Reader) -> list[Bidding]:
    return [_bidding(one, reader) for one in reader.case.biddings.values()]


def _bidding(one: c.Bidding, reader: Reader) -> Bidding:
    answer = reader.case.frames.get(f"{ANSWER_CLAUSE}/{one.id}")
    side = reader.role.side
    mine = one.bid_of(side) if side else None
    minor = mine.minor if mine else None
    return Bidding(
        id=ids.encode("Bidding", one.id),
        round=one.round,
        opener=reader.participant(one.by),
        standing=one.standing,
        at=one.at,
        expires_at=answer.due if answer else None,
        given=mine is not None,
        your_bid=Money.of(money.Money(minor, reader.case.order.currency)) if minor is not None else None,
    )


def proposals(reader: Reader) -> list[Proposal]:
    return [_proposal(one, reader) for one in reader.case.proposals.values()]


def _proposal(one: c.Proposal, reader: Reader) -> Proposal:
    answer = reader.case.frames.get(f"mediation.proposal_answer/{one.id}")
    return Proposal(
        id=ids.encode("Proposal", one.id),
        lines=reader.remedies(one.lines),
        reasons=one.reasons.body,
        standing=one.standing,
        at=one.at,
        expires_at=answer.due if answer else None,
        answers=[ProposalAnswer(side=side, accepts=accepts) for side, accepts in one.answers],
    )
