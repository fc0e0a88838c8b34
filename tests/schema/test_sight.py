"""What one reader sees of a case is theirs: nothing said in private changes a sign of anybody else's pages."""

from typing import Any

import pytest

from odr.schema.plan import Runner
from odr.schema.schema import schema
from tests.schema.house import Town, remedy, unknown
from tests.schema.reading import CASE, CASES, ORDER
from tests.schema.test_journey import decided, in_mediation

EVERYBODY = ("buyer", "seller", "admin", "mediator", "registrar")


def pages(town: Town, case: str, but: set[str]) -> dict[str, Any]:
    """The full page and list of everybody else."""
    return {
        name: (caller.post(CASE, id=case).content, caller.post(CASES, first=20).content)
        for name in EVERYBODY
        if name not in but
        for caller in [town.as_(name)]
    }


@pytest.mark.parametrize("document", [CASE, CASES, ORDER])
def test_the_pages_run_by_a_plan(document: str) -> None:
    runner = Runner(schema(), introspection=False)
    assert runner.is_planned(document, {"id": "x", "first": 5})


def test_a_caucus_message_shows_to_nobody_outside(town: Town) -> None:
    case = in_mediation(town)
    before = pages(town, case, but={"buyer", "mediator"})
    town.wait(hours=1)
    said = {"case": case, "room": "CAUCUS_COMPLAINANT", "words": "I would take forty."}
    town.as_("buyer").done("sendMessage", **said)
    town.as_("mediator").done("sendMessage", **said)
    town.work()
    assert pages(town, case, but={"buyer", "mediator"}) == before


def test_a_first_private_answer_shows_to_nobody_but_the_mediator(town: Town) -> None:
    case = in_mediation(town)
    asked = {"case": case, "lines": [remedy("50.00", "REFUND_PARTIAL")], "reasons": "Half way."}
    proposal = town.as_("mediator").done("makeProposal", "proposal { id }", **asked)["proposal"]["id"]
    before = pages(town, case, but={"seller", "mediator"})
    town.as_("seller").done("answerProposal", case=case, proposal=proposal, accepts=False)
    assert pages(town, case, but={"seller", "mediator"}) == before


def test_the_decider_reads_nothing_said_without_prejudice(town: Town) -> None:
    case = decided(town)
    seen = town.as_("decider").ask(CASE, id=case)["case"]
    assert seen["role"] == "DECIDER"
    assert seen["proposals"] == []
    assert {entry["room"] for entry in seen["timeline"]} <= {"SHARED", "OPEN"}
    assert [entry["number"] for entry in seen["timeline"]] == list(range(1, seen["version"] + 1))


def test_people_of_an_organisation_show_by_name_to_their_own_side_only(town: Town) -> None:
    case = town.file()
    town.as_("seller").done("answerComplaint", case=case, position="DISPUTES", statement="It left us whole.")
    by = "query ($id: ID!) { case(id: $id) { timeline { kind by { role name person you } } } }"

    def answer(name: str) -> Any:
        entries = town.as_(name).ask(by, id=case)["case"]["timeline"]
        return next(entry["by"] for entry in entries if entry["kind"] == "AnswerGiven")

    shown = {"role": "RESPONDENT", "name": "Holzhaus GmbH"}
    assert answer("seller") == {**shown, "person": "Sven Holz", "you": True}
    for other in ("buyer", "admin", "registrar"):
        assert answer(other) == {**shown, "person": None, "you": False}


def test_administrators_show_by_their_office(town: Town) -> None:
    case = town.file()
    town.as_("seller").done("answerComplaint", case=case, position="DISPUTES", statement="It left us whole.")
    town.as_("buyer").done("escalateComplaint", case=case, reasons="It did not.")
    town.as_("registrar").done("admitCase", case=case)
    by = "query ($id: ID!) { case(id: $id) { timeline { kind by { role name person } } } }"
    entries = town.as_("buyer").ask(by, id=case)["case"]["timeline"]
    admitted = next(entry["by"] for entry in entries if entry["kind"] == "CaseAdmitted")
    assert admitted == {"role": "REGISTRAR", "name": "the registrar of the service", "person": None}


def test_the_hash_of_an_entry_is_the_one_in_the_docket(town: Town) -> None:
    case = town.file()
    seen = town.as_("buyer").ask(CASE, id=case)["case"]["timeline"]
    again = town.as_("admin").ask(CASE, id=case)["case"]["timeline"]
    assert [one["leaf"] for one in seen] == [one["leaf"] for one in again]
    assert len({one["leaf"] for one in seen}) == len(seen)


def test_malformed_unknown_and_invisible_ids_answer_byte_identically(town: Town) -> None:
    case, stranger = town.file(), town.as_("stranger")
    order = town.as_("buyer").ask("{ orders { edges { node { id } } } }")["orders"]["edges"][0]["node"]["id"]
    for document, wrong in ((CASE, case), (ORDER, order)):
        answers = {stranger.post(document, id=one).content for one in ("x", unknown("Case"), unknown("Order"), wrong)}
        assert len(answers) == 1
    node = "query ($id: ID!) { node(id: $id) { id } }"
    answers = {stranger.post(node, id=one).content for one in ("x", unknown("Case"), unknown("Thing"), case, order)}
    assert len(answers) == 1
    for act, more in (("sendMessage", {"room": "OPEN", "words": "Hello"}), ("withdrawComplaint", {})):
        answers = {str(stranger.act(act, case=one, **more)) for one in ("x", unknown("Case"), order, case)}
        assert len(answers) == 1
        assert "NOT_FOUND" in answers.pop()
