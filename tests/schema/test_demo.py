"""The demo's own questions, and their absence everywhere else."""

from dataclasses import replace

from odr.app import assemble
from odr.schema import ids
from odr.schema.schema import schema
from odr.settings import Settings
from tests.accounts.browser import Caller
from tests.schema.house import Town

DEMO = "{ demo { now mailbox people { name part email password } } }"


def test_the_demo_tells_its_people_and_its_time(town: Town) -> None:
    assert town.nobody().ask(DEMO)["demo"]["now"] == "2026-03-02T12:00:00.000000Z"


def test_the_clock_moves_forward_and_never_back(town: Town) -> None:
    buyer = town.as_("buyer")
    done = buyer.done("advanceClock", "now", to="2026-03-20T12:00:00Z")
    assert done["now"] == "2026-03-20T12:00:00.000000Z"
    for when in ("2026-03-20T12:00:00Z", "2026-03-02T12:00:00Z", "2028-03-20T12:00:00Z"):
        assert buyer.refused("advanceClock", to=when) == "INVALID_INPUT", "and the session has lived on"
    assert town.clock.now().isoformat() == "2026-03-20T12:00:00+00:00"
    assert town.nobody().refused("advanceClock", to="2026-03-04T12:00:00Z") == "NOT_SIGNED_IN"


def test_time_that_was_moved_has_its_effect(town: Town) -> None:
    case = town.file()
    town.as_("admin").done("advanceClock", to="2026-03-12T12:00:00Z")
    seen = town.as_("buyer").ask("query ($id: ID!) { case(id: $id) { stage } }", id=case)
    assert seen["case"]["stage"] == "INTAKE"


def test_outside_the_demo_there_is_none(town: Town) -> None:
    settings = Settings(
        mode="development", data_dir=town.house.settings.data_dir, worker=False, public_url="https://odr.example"
    )
    app = assemble(replace(town.house, settings=settings), schema())
    signed_in = Caller(app, town.as_("buyer").bearer)
    assert Caller(app).ask(DEMO)["demo"] is None
    assert signed_in.refused("advanceClock", to="2026-03-03T12:00:00Z") == "DEMO_ONLY"


def test_rulebooks_are_for_everybody(town: Town) -> None:
    document = "query ($id: ID!) { rulebook(id: $id) { name title hash } node(id: $id) { id } }"
    found = town.nobody().ask(document, id=ids.encode("Rulebook", "odr-default/1"))
    assert found["rulebook"]["name"] == "odr-default/1"
    missing = town.nobody().post(document, id=ids.encode("Rulebook", "odr-none/1")).json()
    assert missing["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_neutrals_are_listed_for_administrators_with_their_load(town: Town) -> None:
    asked = "{ neutrals(function: MEDIATOR) { name openCases } }"
    assert town.as_("admin").ask(asked)["neutrals"] == [{"name": "Mira Mitte", "openCases": 0}]
    answer = town.as_("buyer").post(asked).json()
    assert answer["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"
