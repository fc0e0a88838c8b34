"""Nobody's page, possible acts or refusals follow from what they cannot see: stories made by chance, by number.

Design, rule 3: for every role the public part of the whole fold is that of its own fold. Checked after every act of
every story, for every seat: what is possible, and each part of the case that the audience table lets the seat see.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from odr.domain import (
    amending,
    appointing,
    bidding,
    compensation,
    confidentiality,
    counterclaim,
    decision,
    exhibits,
    filing,
    guarding,
    mediation,
    needs,
    negotiation,
    noting,
    redacting,
    representing,
    talk,
    third_parties,
)
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import Guardianship
from odr.domain.evolve import fold
from odr.domain.possible import available_actions
from odr.domain.procedure import decide
from odr.domain.remedies import Claim, ComplaintType, Remedy
from odr.domain.roles import Actor, Role, Room, Side, Visitor, needs_room
from odr.domain.sight import AUDIENCE, reads_as, seat
from odr.domain.words import Text
from odr.views import seen
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, MEDIATOR, RULEBOOK, SELLER, Story, eur, refund
from tests.core.test_voucher_codes import without_codes

REGISTRAR, REVIEWER = Actor(Role.REGISTRAR, "registrar"), Actor(Role.REVIEWER, "reviewer")
THIRD = Actor(Role.THIRD_PARTY, "third")
MOTHER = Actor(Role.COMPLAINANT, "mother")
SAFETY = Actor(Role.TRUST_AND_SAFETY, "guard")
SEATS = (BUYER, SELLER, MEDIATOR, DECIDER, ADMINISTRATOR, REGISTRAR, REVIEWER, Actor(Role.REGULATOR))
SAID = Text("Words.")
Move = tuple[Any, Actor, dict[str, Any]]
STORIES, ACTS = 30, 45
FOR_EVERYBODY = (
    "number marketplace complainant respondent order filed timeline joined acknowledged_at answer silent stage"
    " nudged_at stage_since stages dispute admitted refused appointments passed_to_rule record_closed file_completed_at"
    " settlement decision compensation withdrawn ground closed_at counterclaim third_parties bound_by_law"
    " capacity_claimed pauses"
).split()


def moves(rng: random.Random, story: Story) -> Iterator[Move]:
    """Everything that somebody could try now, in an order of chance."""
    case = story.case
    name, side = f"{rng.getrandbits(64):x}", rng.choice((BUYER, SELLER))
    anybody = rng.choice(SEATS[:6])
    offers, drafts = [*case.offers, "none"], [*case.drafts, "none"]
    owed = [line.id for line in case.compensation.lines] if case.compensation else ["none"]
    lines = (refund(rng.choice((1000, 4000)), remedy=rng.choice((Remedy.REFUND_PARTIAL, Remedy.REFUND_ON_RETURN))),)
    proposal = {"proposal": next(reversed(case.proposals), "none"), "accepts": rng.random() < 0.6, "understood": True}
    bid = {"bidding": next(reversed(case.biddings), "none"), "amount": eur(rng.choice((900, 4000))), "understood": True}
    expires = rng.choice((None, None, story.now + timedelta(hours=5)))
    facts = {"upload": name, "name": SAID, "sha256": SAID, "media_type": "image/png", "size": 1}
    claimed = {"reasons": SAID, "summary": SAID}
    places = {"places": (e.Place(page=1),)}
    ruling = {"claim": rng.choice([*case.confidential, "none"]), "reasons": SAID}
    noted = {"exhibit": rng.choice([*case.exhibits, *drafts]), "words": SAID, "room": rng.choice((None, *Room))}
    translated = {"language": "en", "translator": SAID, "certified": False}
    function = rng.choice((e.Function.MEDIATOR, e.Function.DECIDER))
    neutral = {
        "function": function,
        "person": function.value.lower(),
        "functions": frozenset({function}),
        "belongs_to": frozenset[str](),
        "payer": "service",
    }
    said = [(e.Submission.MESSAGE, one.message) for one, _ in case.messages]
    handed_in = [(e.Submission.EXHIBIT, one) for one in (*case.exhibits, *case.drafts)]
    said += [(one.what, one.id) for one in case.notes.values()]
    statements = [(e.Submission.COMPLAINT, ""), (e.Submission.ANSWER, ""), (e.Submission.MESSAGE, "none")]
    amended = dict(zip(("what", "subject"), rng.choice([*said, *handed_in, *statements]), strict=True))
    stated = [(e.Submission.STATEMENT, one.id) for one in case.third_statements]
    of_third = dict(zip(("what", "subject"), rng.choice([*stated, *handed_in, *statements]), strict=True))
    in_return = Claim("1", "lamp", 1, ComplaintType.RETURN_EMPTY, (refund(900, remedy=Remedy.DAMAGES),))
    issue = e.Issue(SAID, SAID, tuple(one.number for one in case.exhibits.values()), "Rule")
    decided = {"decision": name, "outcome": e.Outcome.GRANTED, "issues": (issue,), "lines": lines, "reasons": SAID}
    offered = {"offer": name, "lines": lines, "room": rng.choice((None, None, Room.OPEN, Room.WITHOUT_PREJUDICE))}
    found: list[Move] = [
        *[
            (talk.SendMessage, anybody, {"message": name, "room": room, "words": SAID})
            for room in rng.sample([*Room], 3)
        ],
        (negotiation.MakeOffer, side, {**offered, "expires": expires}),
        (negotiation.MakeOffer, side, {**offered, "counters": rng.choice(offers)}),
        (negotiation.DeclineOffer, side, {"offer": rng.choice(offers)}),
        (negotiation.WithdrawOffer, side, {"offer": rng.choice(offers)}),
        (bidding.OpenBidding, side, {"bidding": name}),
        (bidding.GiveBid, side, bid),
        (amending.CorrectSubmission, anybody, {**amended, "reads": SAID}),
        (amending.WithdrawSubmission, anybody, {**amended, "reasons": SAID}),
        (negotiation.LeaveNegotiation, side, {}),
        (exhibits.ReceiveExhibit, side, {"exhibit": name, **facts}),
        (exhibits.ReceiveExhibit, side, {"exhibit": name, "in_caucus": True, **facts}),
        (exhibits.DiscloseExhibit, side, {"exhibit": rng.choice(drafts)}),
        (confidentiality.ClaimConfidentiality, side, {"claim": name, "exhibit": rng.choice(drafts), **claimed}),
        (confidentiality.RuleOnConfidentiality, DECIDER, {**ruling, "granted": rng.random() < 0.6}),
        (redacting.RedactExhibit, side, {"exhibit": name, "original": rng.choice(drafts), **facts, **places}),
        (noting.AnnotateExhibit, anybody, {"annotation": name, **noted}),
        (noting.NoteTranslation, anybody, {"translation": name, **translated, **noted}),
        (filing.AcknowledgeComplaint, SELLER, {}),
        (filing.AnswerComplaint, SELLER, {"position": e.Position.DISPUTES, "statement": SAID}),
        (counterclaim.MakeCounterclaim, SELLER, {"counterclaim": name, "claims": (in_return,), "narrative": SAID}),
        (counterclaim.AnswerCounterclaim, BUYER, {"position": e.Position.DISPUTES, "statement": SAID}),
        (filing.EscalateComplaint, BUYER, {"reasons": SAID}),
        (filing.AdmitCase, ADMINISTRATOR, {}),
        (appointing.AppointNeutral, ADMINISTRATOR, neutral),
        (mediation.MakeProposal, MEDIATOR, {"proposal": name, "lines": lines, "reasons": SAID}),
        (mediation.AnswerProposal, side, proposal),
        (decision.RequestDecision, BUYER, {}),
        (decision.CompleteFile, DECIDER, {}),
        (decision.IssueDecision, DECIDER, decided),
        (decision.AcceptDecision, BUYER, {"understood": True}),
        (
            compensation.ReportFulfilment,
            anybody,
            {"line": rng.choice(owed), "step": rng.choice([*e.Step]), "reference": "re_1"},
        ),
    ]
    thirds, asked_of_it = [*case.third_parties, "none"], [None, *case.questions]
    handed = [number for one in case.exhibits.values() if (number := one.number)]
    shown = tuple(rng.sample(handed, min(1, len(handed))))
    found += [
        (
            third_parties.AskThirdParty,
            anybody,
            {"third": rng.choice(thirds), "question": name, "words": SAID, "shown": shown},
        ),
        (exhibits.ReceiveExhibit, THIRD, {"exhibit": name, **facts}),
        (amending.CorrectSubmission, rng.choice((THIRD, anybody)), {**of_third, "reads": SAID}),
        (amending.WithdrawSubmission, THIRD, {**of_third, "reasons": SAID}),
        (
            third_parties.GiveThirdPartyStatement,
            THIRD,
            {"statement": name, "words": SAID, "answers": rng.choice(asked_of_it), "exhibits": tuple(case.drafts)[:1]},
        ),
    ]
    invited = {"third": name, "kind": e.ThirdPartyKind.MAKER, "reasons": SAID, "lines": ("lamp",)}
    rare = [
        (third_parties.EndThirdParty, rng.choice((anybody, THIRD)), {"third": rng.choice(thirds)}),
        *[(third_parties.InviteThirdParty, anybody, invited)] * 3,
        *[(third_parties.JoinAsThirdParty, THIRD, {"third": rng.choice(thirds)})] * 6,
        (negotiation.AcceptOffer, side, {"offer": rng.choice(offers), "understood": True}),
        (mediation.EndMediation, MEDIATOR, {}),
        (needs.StateNeeds, side, {"needs": SAID}),
        (representing.NameRepresentative, side, {"representation": name, "settles": rng.random() < 0.5}),
        (representing.EndRepresentation, side, {}),
        (needs.WithdrawNeeds, side, {}),
        (guarding.RequireGuardian, anybody, {"ground": Guardianship.UNDER_AGE, "side": rng.choice((None, *Side))}),
        (talk.BlockMessages, side, {}),
        (talk.UnblockMessages, side, {}),
        (talk.HideMessage, SAFETY, {"message": rng.choice([said.message for said, _ in case.messages] or ["none"])}),
        (decision.ForgoDecision, BUYER, {}),
        (decision.RejectDecision, BUYER, {}),
        (counterclaim.WithdrawCounterclaim, SELLER, {}),
        (filing.WithdrawComplaint, BUYER, {}),
    ]
    found += [one for one in rare if rng.random() < 0.08]
    if case.bound_by_law:
        found += _about_guardians(rng, case, anybody, name)
    rng.shuffle(found)
    return iter(found)


def _about_guardians(rng: random.Random, case: Case, anybody: Actor, name: str) -> list[Move]:
    named = [one.id for one in case.representations.values() if one.by_law]
    asked: list[Move] = [
        (guarding.NameGuardian, anybody, {"representation": name, "side": rng.choice((None, *Side))}),
        (representing.JoinAsRepresentative, MOTHER, {"representation": rng.choice([*named, "none"])}),
        (guarding.RelieveGuardian, anybody, {"side": rng.choice([*Side]), "reasons": SAID}),
        (guarding.ClaimCapacity, anybody, {}),
        (guarding.ConfirmCapacity, anybody, {"side": rng.choice([*Side])}),
        (representing.EndRepresentation, MOTHER, {}),
    ]
    return [one for one in asked if rng.random() < 0.3]


def visible(case: Case, role: Role) -> dict[str, Any]:
    """What of this case the audience table lets the role see, written apart from the fold."""
    side = role.side

    def hears(room: Room) -> bool:
        return role in AUDIENCE[room]

    return {
        **{name: getattr(case, name) for name in FOR_EVERYBODY},
        "compensation": case.compensation and without_codes(case.compensation, role),
        "frames": {name: frame for name, frame in case.frames.items() if hears(frame.facts.room)},
        "past": [frame for frame in case.past_frames if hears(frame.facts.room)],
        "messages": [(said, entry.by, entry.at) for said, entry in case.messages if hears(said.room)],
        "hidden": {said.message for said, _ in case.messages if hears(said.room) and said.message in case.hidden},
        "guardianships": {whose: why for whose, why in case.guardianships.items() if hears(needs_room(whose))},
        "representations": {
            name: one if not one.by_law or hears(needs_room(one.side)) else replace(one, person="", relieved_for=None)
            for name, one in case.representations.items()
        },
        "needs": {whose: one for whose, one in case.needs.items() if hears(one.room)},
        "blocked": case.takes_no_messages if hears(Room.WITHOUT_PREJUDICE) else None,
        "offers": {name: one for name, one in case.offers.items() if hears(one.room)},
        "proposals": {
            name: replace(one, answers=tuple(a for a in one.answers if role is Role.MEDIATOR or a[0] is side))
            for name, one in case.proposals.items()
            if hears(Room.WITHOUT_PREJUDICE)
        },
        "biddings": {
            name: replace(one, bids=tuple(bid for bid in one.bids if bid[0] is side))
            for name, one in case.biddings.items()
            if hears(Room.WITHOUT_PREJUDICE)
        },
        "amendments": {
            key: heard
            for key, all_of in case.amendments.items()
            if (heard := tuple(a for a in all_of if hears(a.room)))
        },
        "exhibits": case.exhibits if hears(Room.OPEN) else {},
        "questions": case.questions if hears(Room.OPEN) else {},
        "third_statements": case.third_statements if hears(Room.OPEN) else (),
        "drafts": {name: one for name, one in case.drafts.items() if hears(one.room)},
        "sealed": {name for name in case.sealed if side and case.drafts[name].side is side},
        "confidential": {name: one for name, one in case.confidential.items() if hears(one.room)},
        "notes": {name: one for name, one in case.notes.items() if hears(one.noted.room)},
    }


def possible(by: Actor, case: Case, story: Story) -> list[tuple[Any, ...]]:
    found = available_actions(by, case, story.now)
    return [(one.action, one.deadline, one.blocked.message if one.blocked else "") for one in found]


def answer(command: Any, case: Case) -> object:
    """The refusal that this act meets, or that it is done."""
    try:
        decide(command, case)
    except no.Refused as refused:
        return (refused.code, refused.field, refused.message)
    return "done"


def compare_third_party(story: Story) -> None:
    """It can do what its own case says, which holds its own questions, words and files and nobody else's."""
    own = own_case(THIRD, story)
    assert possible(THIRD, own, story) == possible(THIRD, story.case, story)
    third = story.case.third_party_of(THIRD.person)
    if third is not None:
        assert {*own.third_parties} == {third.id}
        assert {one.third for one in own.questions.values()} | {one.third for one in own.third_statements} <= {third.id}
        assert own.questions == {key: one for key, one in story.case.questions.items() if one.third == third.id}
        assert own.drafts == {key: one for key, one in story.case.drafts.items() if one.third == third.id}
        assert (own.stages, own.closed_at, own.messages) == (story.case.stages, story.case.closed_at, [])


def own_case(by: Actor, story: Story) -> Case:
    return fold(story.case.id, seen(reads_as(by, story.case), story.entries), RULEBOOK)


def compare_seats(story: Story) -> None:
    if story.case.third_party_of(THIRD.person):
        compare_third_party(story)
    for by in SEATS:
        own = fold(story.case.id, seen(by.role, story.entries), RULEBOOK)
        seen_there, there = visible(own, by.role), visible(story.case, by.role)
        assert [name for name in there if seen_there[name] != there[name]] == [], by.role
        assert possible(by, own, story) == possible(by, story.case, story), by.role
        assert {offer.counters for offer in own.offers.values()} <= {None, *own.offers}, by.role


def compare_answers(story: Story, move: Move) -> None:
    """A seat that tries something gets the answer that its own case gives; a link brings somebody to a seat first."""
    kind, by, asked = move
    comes = kind is third_parties.JoinAsThirdParty or (by is THIRD and seat(story.case, Visitor(by.person)) is None)
    if comes or by not in (*SEATS, THIRD):
        return
    own = own_case(by, story)
    command = kind(by=by, at=story.now, **asked)
    assert answer(command, own) == answer(command, story.case), (kind.__name__, by.role)


def somebody_acts(rng: random.Random, story: Story) -> None:
    for move in moves(rng, story):
        compare_answers(story, move)
        try:
            story.do(move[0], move[1], **move[2])
        except no.Refused:
            continue
        return


@pytest.mark.parametrize("number", range(STORIES))
def test_what_a_seat_cannot_see_changes_nothing_for_it(number: int) -> None:
    rng = random.Random(number)
    story = Story().file()
    for _ in range(ACTS):
        story.wait(hours=rng.choice((1, 1, 6, 30, 80)))
        somebody_acts(rng, story)
        compare_seats(story)
        if story.case.closed_at is not None:
            return
