"""What law and policies give, worked out from the facts: each source by itself, each criterion shown."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from odr import statutes
from odr.domain import refusals as no
from odr.domain.counting import Place
from odr.domain.entitlement import EntitlementLine, Matter, entitlement
from odr.domain.entitlement.filed import is_as_computed
from odr.domain.entitlement.lines import Condition, KnownBy, Result, Source, State
from odr.domain.events import Automated, EntitlementComputed, HumanReviewAsked, HumanReviewGiven
from odr.domain.evolve import fold
from odr.domain.facts import LineKind, OrderFacts, Parcel, ParcelLine, Payment, Shipment, Terms, Trait
from odr.domain.filing import file_complaint
from odr.domain.human_review import AnswerHumanReview, AskHumanReview
from odr.domain.money import Money
from odr.domain.possible import Action, available_actions
from odr.domain.procedure import enter_in_docket
from odr.domain.remedies import Circumstances, Claim, ComplaintType, Remedy, RemedyLine
from odr.domain.roles import Actor, Capacity, Side
from odr.domain.words import Text
from tests.core.given import (
    ADMINISTRATOR,
    BUYER,
    BUYER_PARTY,
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

LAW = statutes.law()
DELIVERED = FILED_AT - timedelta(days=10)


def arrived(*lines: tuple[str, int], at: datetime | None = DELIVERED, name: str = "s1") -> Shipment:
    parcel = Parcel(name, "", tuple(ParcelLine(line, quantity) for line, quantity in lines))
    return Shipment(name, "carrier", (parcel,), None, None, at)


WHOLE = (arrived(("lamp", 1), ("shade", 1), ("bulbs", 4)),)


def order(**changes: Any) -> OrderFacts:
    return replace(ORDER, **{"shipments": WHOLE, **changes})


def line(name: str, **changes: Any) -> tuple[Any, ...]:
    return tuple(replace(one, **changes) if one.id == name else one for one in ORDER.lines)


def lines_for(
    kind: ComplaintType,
    facts: OrderFacts | None = None,
    *,
    of: str = "lamp",
    quantity: int = 1,
    country: str = "PL",
    buyer: Capacity = Capacity.CONSUMER,
    at: datetime = FILED_AT,
    remedies: Sequence[Remedy] = (),
    **told: Any,
) -> list[EntitlementLine]:
    facts = facts or order()
    asked = complaint()
    claim = Claim(
        "1", of, quantity, kind, tuple(RemedyLine(one, of, 1, None) for one in remedies), Circumstances(**told)
    )
    sold = facts.line(of)
    assert sold is not None
    sides = (replace(BUYER_PARTY, country=country, capacity=buyer), asked.respondent)
    place = Place(BUYER_PARTY.zone)
    return list(entitlement(Matter(facts, sold, claim, *sides, place, at, RULEBOOK, LAW.of(country))))


def only(lines: list[EntitlementLine], source: Source, remedy: Remedy | None, rule: str = "") -> EntitlementLine:
    (found,) = [one for one in lines if one.source is source and one.remedy is remedy and rule in one.rule]
    return found


def state(found: EntitlementLine, criterion: str) -> State:
    return next(test.state for test in found.tests if test.criterion == criterion)


def test_the_legal_guarantee_gives_repair_first_and_the_end_of_the_contract_after_it_failed():
    new = lines_for(ComplaintType.DEFECTIVE, at=DELIVERED + timedelta(days=60))
    assert state(only(new, Source.STATUTE, Remedy.REPAIR), Condition.WITHIN_LIABILITY_PERIOD) is State.MET
    assert state(only(new, Source.STATUTE, Remedy.REFUND_ON_RETURN), Condition.NOT_PUT_RIGHT) is State.NOT_KNOWN
    tried = lines_for(ComplaintType.DEFECTIVE, at=DELIVERED + timedelta(days=60), repairs_failed=1)
    ended = only(tried, Source.STATUTE, Remedy.REFUND_ON_RETURN)
    failed = next(test for test in ended.tests if test.criterion == Condition.NOT_PUT_RIGHT)
    assert (failed.state, failed.known_by) == (State.MET, KnownBy.COMPLAINANT)
    assert ended.amount == eur(8000)
    assert only(tried, Source.STATUTE, Remedy.PRICE_REDUCTION).amount is None, "only a person can measure it"


def test_the_law_presumes_an_early_fault_and_asks_for_proof_of_a_late_one():
    early = lines_for(ComplaintType.DEFECTIVE, at=DELIVERED + timedelta(days=300))
    late = lines_for(ComplaintType.DEFECTIVE, at=DELIVERED + timedelta(days=500))
    assert state(only(early, Source.STATUTE, Remedy.REPAIR), Condition.PRESENT_AT_DELIVERY) is State.MET
    assert state(only(late, Source.STATUTE, Remedy.REPAIR), Condition.PRESENT_AT_DELIVERY) is State.NOT_KNOWN
    told = lines_for(
        ComplaintType.DEFECTIVE,
        at=DELIVERED + timedelta(days=500),
        defect_appeared_on=(DELIVERED + timedelta(90)).date(),
    )
    assert state(only(told, Source.STATUTE, Remedy.REPAIR), Condition.PRESENT_AT_DELIVERY) is State.MET


def test_after_the_liability_period_the_law_gives_nothing_and_the_guarantee_still_may():
    maker = Terms("guarantee", "maker", "Five years.", "h", None, "5y", (Remedy.REPAIR,))
    found = lines_for(ComplaintType.WARRANTY, order(guarantees=(maker,)), at=DELIVERED + timedelta(days=900))
    law = only(found, Source.STATUTE, Remedy.REPAIR)
    guarantee = only(found, Source.COMMERCIAL_GUARANTEE, Remedy.REPAIR)
    assert (law.result, law.best) == (Result.NOT_UNDER_THIS, False)
    assert (guarantee.result, state(guarantee, Condition.WITHIN_POLICY_PERIOD)) == (Result.DEPENDS, State.MET)


def test_terms_without_figures_have_to_be_read_by_a_person():
    found = lines_for(ComplaintType.DEFECTIVE, order(guarantees=(Terms("guarantee", "maker", "Words.", "h"),)))
    read = only(found, Source.COMMERCIAL_GUARANTEE, None)
    assert (read.result, state(read, Condition.WORDS_APPLY)) == (Result.DEPENDS, State.NOT_KNOWN)


def test_in_britain_goods_can_be_rejected_at_first_without_a_repair():
    found = lines_for(ComplaintType.DEFECTIVE, country="GB")
    early = only(found, Source.STATUTE, Remedy.REFUND_ON_RETURN, "gb/1 rejection")
    assert state(early, Condition.WITHIN_REJECTION_PERIOD) is State.MET
    later = lines_for(ComplaintType.DEFECTIVE, country="GB", at=DELIVERED + timedelta(days=34))
    assert only(later, Source.STATUTE, Remedy.REFUND_ON_RETURN, "rejection").result is Result.NOT_UNDER_THIS


def test_the_right_of_withdrawal_is_given_where_every_fact_is_known():
    plain = order(lines=line("lamp", traits=()))
    given = only(lines_for(ComplaintType.WITHDRAWAL_RIGHT, plain), Source.STATUTE, Remedy.REFUND_ON_RETURN)
    assert (given.result, given.amount, given.best) == (Result.GIVEN, eur(8000), True)
    assert given.window is not None
    assert given.window.last_day == date(2026, 3, 6), "14 days after the 20th of February"


def test_the_last_day_of_withdrawal_rolls_from_a_saturday():
    saturday = datetime(2026, 2, 21, 9, tzinfo=UTC)
    facts = order(shipments=(arrived(("lamp", 1), at=saturday - timedelta(days=14)),))
    found = only(lines_for(ComplaintType.WITHDRAWAL_RIGHT, facts), Source.STATUTE, Remedy.REFUND_ON_RETURN)
    assert found.window is not None
    assert found.window.last_day == date(2026, 2, 23)


@pytest.mark.parametrize("trait", list(Trait))
def test_an_exception_of_the_law_takes_the_withdrawal_away_and_says_which(trait: Trait):
    found = lines_for(ComplaintType.WITHDRAWAL_RIGHT, order(lines=line("lamp", traits=(trait,))))
    refused = only(found, Source.STATUTE, Remedy.REFUND_ON_RETURN)
    assert state(refused, Condition.NO_EXCEPTION_APPLIES) is State.NOT_MET
    assert refused.result is Result.NOT_UNDER_THIS


def test_what_was_not_said_of_the_thing_is_not_held_against_the_buyer():
    found = only(lines_for(ComplaintType.WITHDRAWAL_RIGHT), Source.STATUTE, Remedy.REFUND_ON_RETURN)
    assert (found.result, state(found, Condition.NO_EXCEPTION_APPLIES)) == (Result.DEPENDS, State.NOT_KNOWN)


def test_a_booking_for_a_day_has_no_withdrawal_by_law_and_the_policy_may_move_it():
    booking = order(lines=line("lamp", kind=LineKind.BOOKING))
    found = lines_for(ComplaintType.WITHDRAWAL_RIGHT, booking)
    assert only(found, Source.STATUTE, Remedy.REFUND_FULL).result is Result.NOT_UNDER_THIS
    late = lines_for(ComplaintType.LATE, booking, remedies=[Remedy.DATE_CHANGE])
    assert only(late, Source.PLATFORM_POLICY, Remedy.DATE_CHANGE).result is Result.DEPENDS
    assert only(late, Source.STATUTE, None).tests[0].criterion == Condition.LAW_IS_MODELLED, "never: no right"


def test_a_withdrawal_declared_in_time_counts_though_the_complaint_came_later():
    declared = DELIVERED + timedelta(days=3)
    found = lines_for(ComplaintType.WITHDRAWAL_RIGHT, at=DELIVERED + timedelta(days=40), cancelled_at=declared)
    assert state(only(found, Source.STATUTE, Remedy.REFUND_ON_RETURN), Condition.WITHIN_WITHDRAWAL_PERIOD) is State.MET


def test_whoever_complains_of_something_else_in_that_time_is_shown_the_withdrawal_too():
    assert only(lines_for(ComplaintType.DEFECTIVE), Source.STATUTE, Remedy.REFUND_ON_RETURN, "withdrawal")
    late = lines_for(ComplaintType.DEFECTIVE, at=DELIVERED + timedelta(days=30))
    assert [one for one in late if "withdrawal" in one.rule] == []


def test_a_return_window_of_the_seller_stands_beside_the_law():
    returns = Terms("returns", "seller", "30 days.", "h", None, "30d", (Remedy.REFUND_ON_RETURN,))
    custom = order(lines=line("lamp", traits=(Trait.CUSTOM_MADE,)), policies=(returns,))
    found = lines_for(ComplaintType.WITHDRAWAL_RIGHT, custom)
    assert only(found, Source.STATUTE, Remedy.REFUND_ON_RETURN).result is Result.NOT_UNDER_THIS
    seller = only(found, Source.SELLER_POLICY, Remedy.REFUND_ON_RETURN)
    assert (seller.result, seller.amount, seller.best) == (Result.GIVEN, eur(8000), True)
    assert lines_for(ComplaintType.DAMAGED, custom, remedies=[Remedy.REPAIR])[-1].source is not Source.SELLER_POLICY


def test_an_exclusion_of_the_policy_never_reads_as_no_right():
    facts = order(freight=eur(500), payments=(Payment("p", "card", eur(13000), FILED_AT - timedelta(days=14)),))
    found = lines_for(ComplaintType.DAMAGED, facts, remedies=[Remedy.FREIGHT_REIMBURSE])
    policy = only(found, Source.PLATFORM_POLICY, Remedy.FREIGHT_REIMBURSE)
    assert policy.result is Result.NOT_UNDER_THIS
    assert {one.exclusion.value: one.applies for one in policy.exclusions}["FREIGHT"] is State.MET
    assert policy.result.value == "NOT_UNDER_THIS"


def test_a_partial_delivery_is_counted_by_line_and_quantity():
    came = order(shipments=(arrived(("bulbs", 3)), arrived(("lamp", 1), at=None, name="s2")))
    missing = lines_for(ComplaintType.NOT_RECEIVED, came, of="bulbs", quantity=4)
    refunded = only(missing, Source.STATUTE, Remedy.REFUND_FULL)
    assert (refunded.quantity, refunded.amount, state(refunded, Condition.NOT_ARRIVED)) == (1, eur(500), State.MET)
    all_of_it = lines_for(ComplaintType.NOT_RECEIVED, order(), of="bulbs", quantity=4)
    assert only(all_of_it, Source.STATUTE, Remedy.REFUND_FULL).result is Result.NOT_UNDER_THIS
    silent = lines_for(ComplaintType.NOT_RECEIVED, order(shipments=()))
    assert state(only(silent, Source.STATUTE, Remedy.DELIVER_NOW), Condition.NOT_ARRIVED) is State.NOT_KNOWN


def test_without_a_promised_day_delivery_is_due_by_the_legal_time():
    on_its_way = order(shipments=(arrived(("lamp", 1), at=None),))
    early = lines_for(ComplaintType.NOT_RECEIVED, on_its_way)
    assert only(early, Source.STATUTE, Remedy.DELIVER_NOW).result is Result.NOT_UNDER_THIS
    late = lines_for(ComplaintType.NOT_RECEIVED, on_its_way, at=ORDER.placed_at + timedelta(days=40))
    assert only(late, Source.STATUTE, Remedy.DELIVER_NOW).result is Result.GIVEN


@pytest.mark.parametrize(
    ("disclosed", "result"), [(False, Result.GIVEN), (True, Result.NOT_UNDER_THIS), (None, Result.DEPENDS)]
)
def test_freight_that_was_not_shown_is_not_owed(disclosed: bool | None, result: Result):
    facts = order(freight=eur(500), freight_disclosed=disclosed)
    found = only(
        lines_for(ComplaintType.PRECONTRACT_INFO, facts), Source.STATUTE, Remedy.FREIGHT_REIMBURSE, "eu/1 freight"
    )
    assert (found.result, found.amount) == (result, eur(500))


def test_price_protection_gives_the_difference_and_never_across_currencies():
    policy = Terms("price protection", "marketplace", "30 days.", "h", None, "30d", (Remedy.PRICE_PROTECTION,))
    facts = order(policies=(policy,))
    asked = {"of": "bulbs", "quantity": 2}
    found = lines_for(ComplaintType.WRONG_AMOUNT, facts, lower_price=eur(450), **asked)
    given = only(found, Source.PLATFORM_POLICY, Remedy.PRICE_PROTECTION, "price protection")
    assert (given.amount, given.result) == (eur(100), Result.GIVEN)
    other = lines_for(ComplaintType.WRONG_AMOUNT, facts, lower_price=Money(450, "PLN"), **asked)
    assert only(other, Source.PLATFORM_POLICY, Remedy.PRICE_PROTECTION, "price protection").amount is None
    dearer = lines_for(ComplaintType.WRONG_AMOUNT, facts, lower_price=eur(600), **asked)
    assert (
        only(dearer, Source.PLATFORM_POLICY, Remedy.PRICE_PROTECTION, "price protection").result
        is Result.NOT_UNDER_THIS
    )


def test_a_subscription_is_looked_at_charge_by_charge():
    months = [datetime(2026, month, 1, tzinfo=UTC) for month in range(1, 10)]
    charges = tuple(
        Payment(f"charge-{n}", "card", eur(1000), start, start, end)
        for n, (start, end) in enumerate(itertools.pairwise(months), 1)
    )
    facts = order(payments=charges, lines=line("lamp", kind=LineKind.VIRTUAL))
    found = lines_for(
        ComplaintType.SUBSCRIPTION,
        facts,
        at=datetime(2026, 9, 1, tzinfo=UTC),
        cancelled_at=datetime(2026, 4, 15, tzinfo=UTC),
    )
    law = [one for one in found if one.source is Source.STATUTE and one.charge]
    assert [one.charge for one in law if one.result is Result.GIVEN] == ["charge-5", "charge-6", "charge-7", "charge-8"]
    assert [one.result for one in law[:4]] == [Result.NOT_UNDER_THIS] * 4
    assert all(one.amount == eur(1000) and one.best for one in law[4:])


def test_consumer_law_is_not_for_a_business_that_bought():
    found = lines_for(ComplaintType.DEFECTIVE, buyer=Capacity.BUSINESS)
    assert {one.result for one in found if one.source is Source.STATUTE} == {Result.NOT_UNDER_THIS}
    assert only(found, Source.PLATFORM_POLICY, Remedy.REPAIR).result is Result.DEPENDS


def test_a_country_whose_law_is_not_modelled_is_told_so():
    (law,) = [one for one in lines_for(ComplaintType.DEFECTIVE, country="BR") if one.source is Source.STATUTE]
    assert (law.result, law.tests[0].criterion) == (Result.DEPENDS, Condition.LAW_IS_MODELLED)


def test_a_price_that_does_not_divide_is_split_with_largest_remainders():
    facts = order(lines=line("bulbs", quantity=3, total=eur(1000)), shipments=())
    found = lines_for(ComplaintType.WITHDRAWAL_RIGHT, facts, of="bulbs", quantity=2)
    assert only(found, Source.STATUTE, Remedy.REFUND_ON_RETURN).amount == eur(667)


@pytest.mark.parametrize("condition", list(Condition))
def test_every_condition_has_words_in_every_language(condition: Condition):
    assert all(LAW.conditions[condition].in_language(one).strip() for one in ("en", "de"))


def filed(**changes: Any) -> list[Any]:
    return file_complaint(complaint(**changes), RULEBOOK, law=LAW)


def computed(events: list[Any]) -> EntitlementComputed:
    return next(event for event in events if isinstance(event, EntitlementComputed))


def test_it_is_entered_at_intake_and_can_be_computed_anew():
    asked = complaint(order=order())
    case = fold(asked.case, [], RULEBOOK)
    events = file_complaint(asked, RULEBOOK, law=LAW)
    case = fold(asked.case, enter_in_docket(case, events, asked.by, asked.at), RULEBOOK)
    stored = computed(events)
    assert stored.statute == "eu/1"
    assert is_as_computed(case, stored, LAW)
    more = replace(stored.lines[0], quantity=9)
    assert not is_as_computed(case, replace(stored, lines=(more, *stored.lines[1:])), LAW)
    assert not is_as_computed(case, replace(stored, statute_hash="0"), LAW)
    assert is_as_computed(case, replace(stored, lines=(more,), calendar="another edition"), LAW)


def test_a_seller_who_complains_is_shown_the_policy_only():
    lines = computed(filed(order=order(), **BY_THE_SELLER)).lines
    assert {one.source for one in lines} <= {Source.PLATFORM_POLICY}


def one_bulb(remedy: Remedy, amount: int) -> tuple[Claim, ...]:
    return (Claim("1", "bulbs", 1, ComplaintType.DAMAGED, (refund(amount, "bulbs", remedy),)),)


def test_a_claim_above_what_was_paid_for_the_piece_is_refused_and_reasoned_damages_are_not():
    with pytest.raises(no.MoreThanWasPaid, match=r"Only 5\.00 EUR was paid .* damages"):
        filed(claims=one_bulb(Remedy.REFUND_FULL, 501))
    assert filed(claims=one_bulb(Remedy.REFUND_FULL, 500))
    assert filed(claims=one_bulb(Remedy.DAMAGES, 501))


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"lower_price": Money(1, "PLN")}, no.WrongCurrency),
        ({"cancelled_at": FILED_AT + timedelta(days=2)}, no.InvalidInput),
        ({"cancelled_at": ORDER.placed_at - timedelta(days=1)}, no.InvalidInput),
        ({"defect_appeared_on": date(2027, 1, 1)}, no.InvalidInput),
        ({"repairs_failed": -1}, no.InvalidInput),
    ],
)
def test_what_cannot_have_happened_is_refused(told: dict[str, Any], refusal: type[no.Refused]):
    claim = replace(one_bulb(Remedy.DAMAGES, 100)[0], circumstances=Circumstances(**told))
    with pytest.raises(refusal):
        filed(claims=(claim,))


def computed_story() -> Story:
    story = Story()
    asked = complaint(order=order())
    story.case = fold(asked.case, [], RULEBOOK)
    story._enter(enter_in_docket(story.case, file_complaint(asked, RULEBOOK, law=LAW), asked.by, asked.at))
    return story


def actions(story: Story, by: Actor) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now)}


def test_either_side_can_ask_a_person_to_look_and_staff_say_what_they_found():
    story = computed_story()
    assert Action.ASK_HUMAN_REVIEW in actions(story, BUYER) & actions(story, SELLER)
    asked = {"about": Automated.ENTITLEMENT, "reasons": Text("It was custom-made.")}
    assert HumanReviewAsked(Automated.ENTITLEMENT, Side.RESPONDENT, Text("It was custom-made.")) in story.do(
        AskHumanReview, SELLER, **asked
    )
    assert Action.ANSWER_HUMAN_REVIEW in actions(story, ADMINISTRATOR)
    with pytest.raises(no.AlreadyDone):
        story.do(AskHumanReview, BUYER, **asked)
    with pytest.raises(no.NotAllowed):
        story.do(AnswerHumanReview, BUYER, finding=Text("I find for me."))
    with pytest.raises(no.ReasonsMissing):
        story.do(AnswerHumanReview, ADMINISTRATOR, finding=Text(" "))
    found = story.do(AnswerHumanReview, ADMINISTRATOR, finding=Text("The listing says so."))
    assert found == [HumanReviewGiven(Text("The listing says so."))]
    with pytest.raises(no.NothingToAnswer):
        story.do(AnswerHumanReview, ADMINISTRATOR, finding=Text("Again."))


def test_without_anything_computed_nobody_is_asked_to_look_at_it():
    assert Action.ASK_HUMAN_REVIEW not in actions(Story().file(), BUYER)
