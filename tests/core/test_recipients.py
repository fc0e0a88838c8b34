"""Whoever was to receive a gift takes part on the buyer's side, sees no payments, and settles nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from odr import statutes
from odr.docket import Stamp
from odr.domain import (
    appointing,
    changing,
    compensation,
    counterclaim,
    decision,
    filing,
    negotiation,
    recipients,
    representing,
    service,
    talk,
)
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.evolve import fold
from odr.domain.facts import Payment
from odr.domain.possible import Action, available_actions
from odr.domain.recovering import RecordRecovery
from odr.domain.remedies import Claim, ComplaintType, Remedy, RemedyLine
from odr.domain.roles import SERVICE, Actor, Role, Room, Side, Visitor
from odr.domain.sight import IN_PART, seat, sees_whole
from odr.domain.words import Text
from odr.kept import Whole
from odr.notices.readers import Reader
from odr.notices.telling import notice_for
from odr.records.compose import compose, named_ids
from odr.records.content import to_json
from odr.records.reading import Reading, Scope
from odr.rulebooks import all_rulebooks
from odr.views import readers, seen
from tests.core.acts.courses import Course, Filed, at_stage
from tests.core.given import (
    ADMINISTRATOR,
    BY_THE_SELLER,
    FILED_AT,
    ORDER,
    RULEBOOK,
    SELLER,
    Story,
    complaint,
    eur,
    refund,
)

ORDER_CLAIM = complaint().claims[0]
RITA = Actor(Role.RECIPIENT, "rita")
BUYER = Actor(Role.COMPLAINANT, "buyer")
PAID = FILED_AT - timedelta(days=14)


def filed_by_rita(**changes: object) -> Story:
    return Story().file(by=RITA, **changes)


def test_who_files_about_a_gift_takes_part_on_the_side_of_who_paid() -> None:
    story = filed_by_rita()
    assert story.case.complainant.holder == "buyer"
    assert story.case.filed_by == RITA
    assert seat(story.case, Visitor("rita")) is Role.RECIPIENT
    assert seat(story.case, Visitor("buyer")) is Role.COMPLAINANT
    assert ("person:rita", Role.RECIPIENT) in readers(story.case)


def test_a_surprise_stays_one_until_the_buyer_asks_them_in() -> None:
    story = Story().file()
    assert seat(story.case, Visitor("rita")) is None
    with pytest.raises(no.NotFound):
        story.do(recipients.JoinAsRecipient, RITA)
    for _ in range(2):
        assert story.do(recipients.InviteRecipient, BUYER) == [e.RecipientInvited()]
    assert seat(story.case, Visitor("rita")) is None
    assert story.do(recipients.JoinAsRecipient, RITA) == [e.RecipientJoined("rita")]
    with pytest.raises(no.AlreadyDone):
        story.do(recipients.InviteRecipient, BUYER)
    with pytest.raises(no.AlreadyDone):
        story.do(recipients.JoinAsRecipient, Actor(Role.RECIPIENT, "another"))


def test_only_a_buyer_with_an_order_for_somebody_else_asks_one_in() -> None:
    with pytest.raises(no.NoRecipient):
        Story().file(order=replace(ORDER, recipient=None)).do(recipients.InviteRecipient, BUYER)
    with pytest.raises(no.NotAllowed):
        Story().file().do(recipients.InviteRecipient, SELLER)
    with pytest.raises(no.NotAllowed):
        Story().file(**BY_THE_SELLER).do(recipients.InviteRecipient, BUYER)


def test_they_act_for_the_side_but_what_binds_is_the_payers() -> None:
    story = filed_by_rita()
    story.do(talk.SendMessage, RITA, message="m", room=Room.OPEN, words=Text("It is cracked."))
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(3000),))
    for kind, asked in (
        (negotiation.AcceptOffer, {"offer": "o", "understood": True}),
        (negotiation.MakeOffer, {"offer": "o-2", "lines": (refund(3000),)}),
    ):
        with pytest.raises(no.PayerDecides):
            story.do(kind, RITA, **asked)
    offered = available_actions(RITA, story.case, story.now)
    blocked = {one.action for one in offered if one.blocked}
    assert {Action.ACCEPT_OFFER, Action.MAKE_OFFER} <= blocked
    settled = story.do(negotiation.AcceptOffer, BUYER, offer="o", understood=True)
    assert any(isinstance(event, e.SettlementReached) for event in settled)


def test_they_withdraw_only_what_they_filed() -> None:
    filed_by_rita().do(filing.WithdrawComplaint, RITA)
    story = Story().file()
    story.do(recipients.InviteRecipient, BUYER)
    story.do(recipients.JoinAsRecipient, RITA)
    with pytest.raises(no.PayerDecides):
        story.do(filing.WithdrawComplaint, RITA)


def told(story: Story) -> str:
    """All that the recipient's own case and record hold."""
    own = seen(Role.RECIPIENT, story.entries)
    case = fold(story.case.id, own, RULEBOOK)
    hashes = tuple("0" * 64 if sees_whole(Role.RECIPIENT, one) else "" for one in own)
    record = to_json(compose(Reading(case, tuple(own), hashes, Role.RECIPIENT, Scope.PRIVATE), {}, "en"))
    return repr([(one.number, one.at, one.by, one.event) for one in own]) + repr(case.orders) + record.decode()


def carried_out(*payments: Payment) -> Story:
    """A case whose order goes back to these payments, with a chargeback on the last."""
    story = filed_by_rita(order=replace(ORDER, payments=payments))
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(6000),))
    story.do(negotiation.AcceptOffer, BUYER, offer="o", understood=True)
    row = {"number": 1, "source": e.RecoverySource.CHARGEBACK, "undone": False, "line": None, "reference": "seen"}
    last = payments[-1].id
    story.do(RecordRecovery, SERVICE, payment=last, amount=eur(500), recorded_at=story.now, **row)
    return story


def test_nothing_that_they_read_depends_on_how_it_was_paid() -> None:
    one = carried_out(Payment("pay-1", "card", eur(12500), PAID))
    other = carried_out(Payment("pay-8", "voucher", eur(2500), PAID), Payment("pay-9", "invoice", eur(10000), PAID))
    assert told(one) == told(other)
    for trace in ("pay-1", "voucher", "CHARGEBACK", "seen"):
        assert trace not in told(one)
        assert trace not in told(other)
    assert "pay-8" in repr(other.entries)


def test_nothing_that_they_read_depends_on_what_it_cost() -> None:
    """The order twice, at two prices, with freight and not; what was claimed by the buyer, and in return, too."""
    cheap, dear = (invited_about(price) for price in (7200, 7431))
    assert told(cheap) == told(dear)
    for canary in ("7200", "72.00", "7431", "74.31", "499", "4.99"):
        assert canary not in told(cheap)
        assert canary not in told(dear)
    assert "7431" in repr(dear.entries)


def invited_about(price: int) -> Story:
    first, *others = ORDER.lines
    lines = (replace(first, unit_price=eur(price), total=eur(price)), *others)
    paid = Payment("pay-1", "card", eur(price + 4500 + 499), PAID)
    story = Story(law=statutes.law()).file(
        order=replace(ORDER, lines=lines, payments=(paid,), freight=eur(499)),
        claims=(Claim("claim-1", "lamp", 1, ComplaintType.DAMAGED, (refund(price, remedy=Remedy.REFUND_FULL),)),),
    )
    story.do(recipients.InviteRecipient, BUYER)
    story.do(recipients.JoinAsRecipient, RITA)
    in_return = (Claim("c-1", "lamp", 1, ComplaintType.RETURN_DAMAGED, (refund(price, remedy=Remedy.DAMAGES),)),)
    story.do(counterclaim.MakeCounterclaim, SELLER, counterclaim="c", claims=in_return, narrative=Text("It was whole."))
    return story


def test_they_know_what_they_claimed_themselves_and_are_not_told_what_it_cost() -> None:
    asked = replace(ORDER_CLAIM, remedies=(refund(3000),))
    own = seen(Role.RECIPIENT, filed_by_rita(claims=(asked,)).entries)
    filed = next(one for one in own if isinstance(one.event, e.ComplaintFiled))
    assert filed.event.claims == (asked,)
    assert sees_whole(Role.RECIPIENT, filed)
    with pytest.raises(no.MoreThanThePrice) as refused:
        filed_by_rita(claims=(replace(asked, remedies=(refund(8001),)),))
    assert "80" not in refused.value.message
    with pytest.raises(no.MoreThanWasPaid):
        Story().file(claims=(replace(asked, remedies=(refund(8001),)),))


def test_what_they_see_in_part_has_no_hash_for_them() -> None:
    story = at_stage(e.Stage.COMPLIANCE, Filed.BY_THE_BUYER, Course.ANSWERED)
    partly = {type(one.event) for one in story.entries if not sees_whole(Role.RECIPIENT, one)}
    assert {e.OrderRecorded, e.ComplaintFiled, e.EntitlementComputed, e.CompensationOrdered} == partly
    assert all(sees_whole(role, one) for one in story.entries for role in Role if role not in IN_PART)


def owed_to_the_side(line: RemedyLine) -> tuple[Story, str]:
    """A case in which this is owed, and its id."""
    story = filed_by_rita()
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(line,))
    story.do(negotiation.AcceptOffer, BUYER, offer="o", understood=True)
    return story, story.case.compensation.lines[0].id


def test_they_say_that_a_thing_came_and_the_payer_that_money_did() -> None:
    came = {"step": e.Step.FULFILLED, "reference": ""}
    story, line = owed_to_the_side(replace(refund(3000), remedy=Remedy.REPLACE, amount=None))
    story.do(compensation.ReportFulfilment, RITA, line=line, **came)
    story, line = owed_to_the_side(refund(3000))
    assert e.Step.FULFILLED not in compensation.steps_open_to(RITA, story.case.compensation.lines[0], story.case)
    with pytest.raises(no.PayerDecides):
        story.do(compensation.ReportFulfilment, RITA, line=line, **came)
    story.do(compensation.ReportFulfilment, BUYER, line=line, **came)


def test_they_bind_the_payer_in_no_other_way() -> None:
    story = filed_by_rita()
    story.do(negotiation.MakeOffer, BUYER, offer="o", lines=(refund(3000),))
    other = all_rulebooks()["uncitral-iso-32122/1"]
    for kind, asked in (
        (negotiation.WithdrawOffer, {"offer": "o"}),
        (changing.AskRulebookChange, {"change": "c", "to": other}),
        (representing.NameRepresentative, {"representation": "r", "settles": True}),
    ):
        with pytest.raises(no.PayerDecides):
            story.do(kind, RITA, **asked)
    story.do(changing.AskRulebookChange, SELLER, change="c", to=other)
    with pytest.raises(no.PayerDecides):
        story.do(changing.AnswerRulebookChange, RITA, agrees=True, to=other)
    story.do(representing.NameRepresentative, BUYER, representation="r", settles=True)
    with pytest.raises(no.PayerDecides):
        story.do(representing.EndRepresentation, RITA)
    choice = at_stage(e.Stage.DECISION_CHOICE, Filed.BY_THE_BUYER, Course.ANSWERED)
    with pytest.raises(no.PayerDecides):
        choice.do(decision.ForgoDecision, RITA)


def test_whoever_may_not_settle_changes_no_rulebook() -> None:
    story, lawyer = Story().file(), Actor(Role.COMPLAINANT, "lawyer")
    story.do(representing.NameRepresentative, BUYER, representation="r", settles=False)
    story.do(representing.JoinAsRepresentative, lawyer, representation="r")
    other = all_rulebooks()["uncitral-iso-32122/1"]
    with pytest.raises(no.OutsideMandate):
        story.do(changing.AskRulebookChange, lawyer, change="c", to=other)
    story.do(changing.AskRulebookChange, SELLER, change="c", to=other)
    with pytest.raises(no.OutsideMandate):
        story.do(changing.AnswerRulebookChange, lawyer, agrees=True, to=other)
    story.do(changing.AnswerRulebookChange, lawyer, agrees=False, to=None)


def test_their_mailbox_is_not_the_buyers() -> None:
    story = filed_by_rita()
    before = story.case.version
    story.do(filing.AcknowledgeComplaint, SELLER)
    whole, new = Whole(story.case, story.entries, Stamp("", 0)), story.entries[before:]
    buyer, rita = (notice_for(Reader(role, "p", "", ()), whole, new) for role in (Role.COMPLAINANT, Role.RECIPIENT))
    assert buyer
    assert buyer.facts["side"] == "COMPLAINANT"
    assert rita
    assert "side" not in rita.facts


def test_what_they_do_ends_no_pause_of_a_buyer_whom_nobody_reached() -> None:
    story = filed_by_rita()
    story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=Text("It was whole."))
    story.do(service.RecordServiceFailure, SERVICE, side=Side.COMPLAINANT, pause="p")
    story.do(filing.EscalateComplaint, RITA, reasons=Text("It is cracked."))
    assert [*story.case.pauses] == ["p"]


def test_they_are_no_neutral_of_the_case_and_its_record_names_them_and_who_speaks_for_a_side() -> None:
    story = filed_by_rita()
    ask = appointing.AppointNeutral(
        by=ADMINISTRATOR,
        at=story.now,
        function=e.Function.MEDIATOR,
        person="rita",
        functions=frozenset({e.Function.MEDIATOR}),
        belongs_to=frozenset(),
        payer="service",
    )
    assert list(appointing.against(ask, story.case)) == ["the order was for them"]
    story.do(representing.NameRepresentative, BUYER, representation="r", settles=False)
    assert "" not in named_ids(story.case)
    story.do(representing.JoinAsRepresentative, Actor(Role.COMPLAINANT, "lawyer"), representation="r")
    assert {"rita", "lawyer"} <= named_ids(story.case)
