"""What a webhook tells fits its schema, says nothing that the marketplace may not see, and is small."""

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from odr.clerk import Clerk
from odr.domain import events as e
from odr.domain import filing, negotiation
from odr.domain.compensation import ReportFulfilment
from odr.domain.events import Failure, Step
from odr.domain.evolve import fold
from odr.domain.remedies import Remedy
from odr.domain.roles import Capacity, HolderKind, Party, Role, Room, SaleRole
from odr.domain.sight import AUDIENCE, room_of, sees
from odr.domain.words import Text
from odr.fulfilment.port import Kind
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from odr.webhooks.kinds import DEFS, KINDS, Schema, WebhookType, example_of, schema_of
from odr.webhooks.saying import LARGEST, TYPE_OF, Said, Speaker, said_of, seat_of, visible_to
from tests.core.given import Story, complaint, refund
from tests.core.test_codec import sample
from tests.fulfilment.world import ADMINISTRATOR, BUYER, CASE, SELLER, World


@pytest.fixture
def world(store: Store) -> World:
    clerk = Clerk(store, all_rulebooks())
    clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    return World(store, clerk)


def told(world: World, seat: Role = Role.MARKETPLACE, does: frozenset[Kind] = frozenset()) -> list[Said]:
    """Everything that a case tells, from its beginning."""
    whole = world.clerk.look_as(CASE, Role.SYSTEM, world.clock.at)
    mine = visible_to(seat, whole.entries, whole.entries)
    case = fold(CASE, mine, whole.case.rulebook, whole.case.calendars)
    return list(said_of(Speaker(case, seat, does), mine))


def whole(kind: WebhookType) -> Schema:
    """The schema of a type with the parts that it has in common with others; here nothing may stand beside."""
    strict: Schema = _strict({**schema_of(kind), "$defs": DEFS})
    return strict


def _strict(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if schema.get("type") == "object" else {}
    return {key: _strict(value) for key, value in schema.items()} | closed


@pytest.mark.parametrize("kind", WebhookType)
def test_every_example_fits_its_schema(kind: WebhookType) -> None:
    Draft202012Validator.check_schema(whole(kind))
    Draft202012Validator(whole(kind)).validate(example_of(kind, "CaseOpened"))


def test_every_type_is_described_and_comes_from_an_entry() -> None:
    assert set(KINDS) == set(WebhookType)
    assert {*TYPE_OF.values(), WebhookType.WEBHOOK_TEST} == set(WebhookType)


def test_only_entries_of_everybody_are_told_of() -> None:
    """Column P of procedure.md: an entry that a marketplace does not see is no event of a webhook."""
    assert {room_of(sample(kind)) for kind in TYPE_OF} == {Room.SHARED}
    assert Role.MARKETPLACE in AUDIENCE[Room.SHARED]


def test_what_a_case_tells_fits_the_schemas_and_counts_as_the_marketplace_does(world: World) -> None:
    said = told(world.agree())
    for one in said:
        Draft202012Validator(whole(one.type)).validate(json.loads(one.body))
        assert len(one.body.encode()) < LARGEST
    kinds = [one.type for one in said]
    assert kinds[0] is WebhookType.CASE_OPENED
    assert {WebhookType.SETTLEMENT_REACHED, WebhookType.FULFILMENT_ORDERED, WebhookType.CASE_STAGE} <= set(kinds)
    seen = world.clerk.look_as(CASE, Role.MARKETPLACE, world.clock.at)
    assert json.loads(said[-1].body)["data"]["case"]["version"] <= seen.case.version


def test_an_offer_and_the_words_of_the_parties_are_in_no_message(world: World) -> None:
    world.act(SELLER, filing.AnswerComplaint, position=e.Position.DISPUTES, statement=Text("SECRET-ANSWER"))
    before = told(world)
    world.act(BUYER, negotiation.MakeOffer, offer="o1", lines=(refund(2000),), conditions=Text("SECRET-CONDITION"))
    assert told(world) == before
    assert "SECRET" not in "".join(one.body for one in before)


def test_what_the_service_does_in_the_shop_is_not_left_to_the_marketplace(world: World) -> None:
    (by_itself,) = [json.loads(one.body) for one in told(world.agree()) if one.type is WebhookType.FULFILMENT_ORDERED]
    (connected,) = [
        json.loads(one.body) for one in told(world, does=frozenset(Kind)) if one.type is WebhookType.FULFILMENT_ORDERED
    ]
    (beside,) = [
        json.loads(one.body)
        for one in told(world, does=frozenset({Kind.VOUCHER}))
        if one.type is WebhookType.FULFILMENT_ORDERED
    ]
    assert [line["carriedOutBy"] for line in beside["data"]["lines"]] == ["MARKETPLACE"], "the shop does no refunds"
    assert [line["carriedOutBy"] for line in by_itself["data"]["lines"]] == ["MARKETPLACE"]
    assert [line["carriedOutBy"] for line in connected["data"]["lines"]] == ["SERVICE"]


def test_the_key_of_a_leg_is_the_one_that_a_connector_uses(world: World) -> None:
    world.agree().begin()
    (ordered,) = [json.loads(one.body) for one in told(world) if one.type is WebhookType.FULFILMENT_ORDERED]
    (line,) = ordered["data"]["lines"]
    assert {leg["key"] for leg in line["legs"]} == {row.key for row in world.rows}


def test_a_marketplace_that_is_a_party_is_told_what_that_party_sees() -> None:
    seller = Party(HolderKind.MARKETPLACE, "kiezmarkt", Capacity.BUSINESS, SaleRole.SELLER, "Europe/Berlin", "DE")
    assert seat_of(Story().file(respondent=seller).case) is Role.RESPONDENT
    assert seat_of(Story().file().case) is Role.MARKETPLACE
    assert all(sees(Role.RESPONDENT, sample(kind)) for kind in TYPE_OF)


def test_no_message_has_words_of_people(world: World) -> None:
    """Words are erased when somebody asks for it; a message that was sent cannot be."""
    world.agree()
    line = world.case.orders[-1].lines[0].id
    note = Text("SECRET-NOTE")
    world.act(ADMINISTRATOR, ReportFulfilment, line=line, step=Step.SUBMITTED, reference="r-1", note=note)
    last = json.loads(told(world)[-1].body)
    assert (last["type"], last["data"]["reference"]) == ("fulfilment.step", "r-1")
    assert "SECRET" not in json.dumps(last)


def test_the_code_of_a_voucher_is_told_in_part(world: World) -> None:
    """A marketplace reads it over the API: a message may be kept by many machines."""
    world.agree(replace(refund(1500), remedy=Remedy.VOUCHER))
    line = world.case.orders[-1].lines[0].id
    world.act(ADMINISTRATOR, ReportFulfilment, line=line, step=Step.FULFILLED, reference="ODR-7K2Q-44XY")
    (step,) = [one.body for one in told(world) if one.type is WebhookType.FULFILMENT_STEP]
    assert (json.loads(step)["data"]["reference"], "44XY" in repr(told(world))) == ("…4XY", False)


def test_a_step_that_failed_says_why(world: World) -> None:
    world.agree()
    line = world.case.orders[-1].lines[0].id
    for step, why in ((Step.SUBMITTED, None), (Step.FAILED, Failure("EXPIRED_CARD", retryable=True))):
        world.act(ADMINISTRATOR, ReportFulfilment, line=line, step=step, reference="r-1", failure=why)
    said = [json.loads(one.body)["data"]["failure"] for one in told(world) if one.type is WebhookType.FULFILMENT_STEP]
    assert said == [None, {"code": "EXPIRED_CARD", "retryable": True}]


def test_what_would_be_too_long_is_told_without_its_lines(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.agree()
    monkeypatch.setattr("odr.webhooks.saying.LARGEST", 300)
    (ordered,) = [json.loads(one.body) for one in told(world) if one.type is WebhookType.FULFILMENT_ORDERED]
    assert (ordered["data"]["lines"], ordered["data"]["complete"]) == ([], False)
    Draft202012Validator(whole(WebhookType.FULFILMENT_ORDERED)).validate(ordered)
