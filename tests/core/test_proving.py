"""Whoever owes a line says what shows that they did it; whoever is owed shows nothing, nor does the service."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import compensation, exhibits, negotiation
from odr.domain import refusals as no
from odr.domain.events import Step
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import SERVICE, Actor, Side
from odr.domain.rulebook.choices import Proof
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, RULEBOOK, SELLER, Story, eur
from tests.core.test_inspecting import shown
from tests.core.test_procedure import negotiating

SAID = Text("It was done on Monday.")
LINK = "https://shop.example/lamp"


def owed(remedy: Remedy, proof: Proof | None = None) -> Story:
    """The seller owes this."""
    story = negotiating()
    if proof is not None:
        asked = replace(RULEBOOK.compliance.proof, named={remedy: proof})
        compliance = replace(RULEBOOK.compliance, proof=asked)
        story.case = replace(story.case, rulebook=replace(RULEBOOK, compliance=compliance))
    money = eur(2000) if remedy in (Remedy.VOUCHER, Remedy.REFUND_PARTIAL, Remedy.DAMAGES) else None
    lines = (RemedyLine(remedy, "lamp", 1, money, Side.RESPONDENT, note=SAID),)
    story.do(negotiation.MakeOffer, SELLER, offer="p", lines=lines)
    story.do(negotiation.AcceptOffer, BUYER, offer="p", understood=True)
    return story


def reports(story: Story, step: Step, by: Actor = SELLER, reference: str = "", **more: Any) -> None:
    story.do(compensation.ReportFulfilment, by, line="p-1", step=step, reference=reference, **more)


@pytest.mark.parametrize(
    ("remedy", "field", "given"),
    [
        (Remedy.REFUND_PARTIAL, "reference", {"reference": "re_1"}),
        (Remedy.DAMAGES, "reference", {"reference": "bank 7"}),
        (Remedy.REPLACE, "reference", {"reference": "00340"}),
        (Remedy.VOUCHER, "reference", {"reference": "ODR-7K2Q"}),
        (Remedy.CORRECT_LISTING, "exhibits", {"reference": LINK}),
        (Remedy.APOLOGY, "note", {"note": SAID}),
        (Remedy.UNDERTAKING, "note", {"note": SAID}),
    ],
)
@pytest.mark.parametrize("by", [SELLER, ADMINISTRATOR])
def test_who_owes_it_or_administers_gives_what_is_asked(remedy: Remedy, field: str, given: Any, by: Actor):
    story = owed(remedy)
    for nothing in ({}, {"reference": " ", "note": Text(" ")}):
        with pytest.raises(no.ProofMissing) as refused:
            reports(story, Step.SUBMITTED, by, **nothing)
        assert refused.value.field == field
    reports(story, Step.SUBMITTED, by, **given)
    reports(story, Step.SETTLING, by)
    reports(story, Step.FULFILLED, ADMINISTRATOR)


def test_each_refusal_says_what_to_give():
    said = {
        Proof.REFERENCE: "the number of the payment",
        Proof.CODE: "Give the code",
        Proof.EXHIBIT_OR_LINK: "an exhibit",
        Proof.WORDS: "in the note",
    }
    for proof, words in said.items():
        with pytest.raises(no.ProofMissing, match=words):
            reports(owed(Remedy.REPAIR, proof), Step.SETTLING)
    reports(owed(Remedy.REPAIR, Proof.NONE), Step.SETTLING)


def test_what_came_undone_is_shown_anew():
    story = owed(Remedy.REFUND_PARTIAL)
    reports(story, Step.SUBMITTED, reference="re_1")
    reports(story, Step.FAILED, ADMINISTRATOR)
    with pytest.raises(no.ProofMissing):
        reports(story, Step.SUBMITTED)
    reports(story, Step.SUBMITTED, reference="re_2")


def test_who_is_owed_confirms_without_it_and_the_service_knows_it_from_the_shop():
    for by, step in ((BUYER, Step.FULFILLED), (SERVICE, Step.SETTLING), (ADMINISTRATOR, Step.FAILED)):
        reports(owed(Remedy.REFUND_PARTIAL), step, by)


def test_what_was_lost_is_known_by_the_number_under_which_it_was_found():
    story = owed(Remedy.CANCEL_CONTRACT, Proof.WORDS)
    reports(story, Step.UNKNOWN, SERVICE)
    with pytest.raises(no.ProofMissing):
        reports(story, Step.FULFILLED, ADMINISTRATOR)
    reports(story, Step.FULFILLED, ADMINISTRATOR, "psp-7")


def test_an_exhibit_shows_it_and_is_handed_in_for_that():
    story = owed(Remedy.CORRECT_LISTING)
    with pytest.raises(no.ExhibitUnknown):
        reports(story, Step.SETTLING, exhibits=("R-9",))
    with pytest.raises(no.RecordIsClosed):
        exhibits.may_hand_in(BUYER, story.case)
    number = shown(story, SELLER, "listing")
    reports(story, Step.SETTLING, exhibits=(number,))
    assert story.case.compensation.lines[0].reports[0].exhibits == (number,)
    reports(story, Step.FULFILLED, BUYER)
    with pytest.raises(no.Refused):
        exhibits.may_hand_in(SELLER, story.case)


def test_every_remedy_has_its_proof():
    asked = {remedy: RULEBOOK.compliance.proof.of(remedy) for remedy in Remedy}
    assert asked[Remedy.REFUND_ON_RETURN] is asked[Remedy.REFUND_FULL] is Proof.REFERENCE
    assert (asked[Remedy.VOUCHER], asked[Remedy.CORRECT_LISTING]) == (Proof.CODE, Proof.EXHIBIT_OR_LINK)
    assert asked[Remedy.DELIVER_NOW] is asked[Remedy.FREE_ITEM] is asked[Remedy.RESTITUTION] is Proof.REFERENCE
    assert asked[Remedy.APOLOGY] is asked[Remedy.UNDERTAKING] is asked[Remedy.UPGRADE] is Proof.WORDS
