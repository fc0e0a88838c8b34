"""What a side needs to take part is read by itself and the neutrals, and changes nothing for anybody else."""

from sqlalchemy import func, select

from odr.docket import texts
from odr.schema import ids
from odr.verification import verify_dockets
from tests.schema.house import Town, complaint
from tests.schema.reading import CASE as EVERYTHING
from tests.schema.reading import CASES
from tests.schema.test_journey import in_mediation, read

NEEDS = "needs { side words yours } availableActions { action }"
SAID = "I cannot read small print, and I am ill."


def needs(town: Town, who: str, case: str) -> list[dict]:
    return read(town.as_(who), case, NEEDS)["needs"]


def test_needs_are_read_by_the_own_side_and_the_neutrals_only(town: Town) -> None:
    case = in_mediation(town)
    others = [town.as_(who) for who in ("seller", "admin", "registrar", "stranger")]
    notices = "{ notices { edges { node { kind title words } } } }"

    def pages() -> list[bytes]:
        asked = [(EVERYTHING, {"id": case}), (CASES, {"first": 20}), (notices, {})]
        return [other.post(page, **values).content for other in others for page, values in asked]

    town.work()
    before = pages()
    town.as_("buyer").done("stateNeeds", case=case, needs=SAID)
    town.work()
    assert pages() == before
    assert needs(town, "mediator", case) == [{"side": "COMPLAINANT", "words": SAID, "yours": False}]
    assert needs(town, "buyer", case) == [{"side": "COMPLAINANT", "words": SAID, "yours": True}]
    told = town.as_("mediator").ask(notices)["notices"]["edges"]
    assert "needs_stated" in [edge["node"]["kind"] for edge in told]
    assert town.as_("admin").refused("stateNeeds", case=case, needs="Nothing.") == "NOT_ALLOWED"
    assert town.as_("buyer").refused("stateNeeds", case=case, needs=" ") == "REASONS_MISSING"


def test_needs_that_were_taken_back_are_erased_from_the_docket(town: Town) -> None:
    case = in_mediation(town)
    buyer = town.as_("buyer")
    assert buyer.refused("withdrawNeeds", case=case) == "NOTHING_TO_ANSWER"
    kept = count(town, case)
    buyer.done("stateNeeds", case=case, needs=SAID)
    buyer.done("stateNeeds", case=case, needs="An interpreter.")
    assert count(town, case) == kept + 1
    assert [one["words"] for one in needs(town, "mediator", case)] == ["An interpreter."]
    buyer.done("withdrawNeeds", case=case)
    assert count(town, case) == kept
    assert needs(town, "mediator", case) == []
    assert verify_dockets(town.store, town.house.clerk.law).divergence is None


def test_needs_can_be_told_with_the_complaint(town: Town) -> None:
    order = town.register()
    made = town.as_("buyer").done("fileComplaint", f"case {{ id {NEEDS} }}", **complaint(order, needs=SAID))
    assert made["case"]["needs"] == [{"side": "COMPLAINANT", "words": SAID, "yours": True}]
    assert needs(town, "admin", made["case"]["id"]) == []


def count(town: Town, case: str) -> int:
    """How many texts lie beside the docket."""
    mine = select(func.count()).select_from(texts).where(texts.c.case_id == ids.local(case, "Case"))
    with town.store.read() as conn:
        return int(conn.execute(mine).scalar_one())
