"""Erasing and legal holds over GraphQL: who asks, who decides, what the case page shows of it."""

from odr.schema import ids
from tests.schema.house import Town
from tests.schema.test_journey import read

KEEPING = """keeping { evidenceUntil recordUntil heldBy copyUntil erased { what ground clause }
  requests { id what ground reasons erases answer } legalHolds { id reasons authority reference } }"""


def test_somebody_asks_and_who_administers_the_case_decides(town: Town) -> None:
    case = town.file()
    seller, admin = town.as_("seller"), town.as_("admin")
    asked = {"case": case, "what": "COMPLAINT", "reasons": "It names my neighbour."}
    assert seller.refused("askErasure", **asked, ground="THIRD_PARTY_DATA") == "STILL_RELIED_ON"
    seller.done("askErasure", **asked, ground="ORDERED")
    assert seller.refused("askErasure", **asked, ground="ORDERED") == "ALREADY_DONE"
    (request,) = read(admin, case, KEEPING)["keeping"]["requests"]
    assert (request["what"], request["ground"], request["erases"]) == ("COMPLAINT", "ORDERED", None)
    assert "ANSWER_ERASURE" in [
        one["action"] for one in read(admin, case, "availableActions { action }")["availableActions"]
    ]
    answer = {"case": case, "request": request["id"], "erases": True, "reasons": "The order is on file."}
    assert town.as_("buyer").refused("answerErasure", **answer) == "NOT_ALLOWED"
    admin.done("answerErasure", **answer)
    found = read(town.as_("buyer"), case, f"narrative {KEEPING}")
    assert found["narrative"] is None
    assert found["keeping"]["erased"] == [{"what": "COMPLAINT", "ground": "ORDERED", "clause": None}]
    (request,) = found["keeping"]["requests"]
    assert (request["erases"], request["reasons"], request["answer"]) == (True, None, "The order is on file.")


def test_a_repeat_of_what_was_erased_does_nothing_a_second_time(town: Town) -> None:
    """Its hash goes too, since words that somebody can guess follow from it; the key stays."""
    case = town.file()
    buyer, admin = town.as_("buyer"), town.as_("admin")
    said = {"case": case, "room": "OPEN", "words": "Canary.", "idempotencyKey": "said-1"}
    buyer.done("sendMessage", **said)
    message = read(buyer, case, "messages { id }")["messages"][-1]["id"]
    buyer.done("askErasure", case=case, what="MESSAGE", id=message, ground="ORDERED")
    (request,) = read(admin, case, KEEPING)["keeping"]["requests"]
    admin.done("answerErasure", case=case, request=request["id"], erases=True, reasons="Ordered.")
    assert buyer.refused("sendMessage", **said) == "KEY_REUSED"
    assert [one["words"] for one in read(buyer, case, "messages { words }")["messages"]] == [None]


def test_a_hold_is_seen_by_both_sides_and_refuses_every_erasure(town: Town) -> None:
    case = town.file()
    admin, buyer = town.as_("admin"), town.as_("buyer")
    said = {"reasons": "The court asks for the file.", "authority": "Amtsgericht Mitte", "reference": "7 C 12/26"}
    assert buyer.refused("placeLegalHold", case=case, **said) == "NOT_ALLOWED"
    admin.done("placeLegalHold", case=case, **said)
    (hold,) = read(town.as_("seller"), case, KEEPING)["keeping"]["legalHolds"]
    assert {key: hold[key] for key in said} == said
    assert buyer.refused("askErasure", case=case, what="COMPLAINT", ground="ORDERED") == "LEGAL_HOLD_STANDS"
    lifted = {"case": case, "hold": hold["id"], "reasons": "The court is done."}
    admin.done("liftLegalHold", **lifted)
    assert admin.refused("liftLegalHold", **lifted) == "NOTHING_TO_ANSWER"
    assert read(buyer, case, KEEPING)["keeping"]["legalHolds"] == []


def test_a_closed_case_shows_until_when_it_is_kept_and_a_side_gets_a_copy(town: Town) -> None:
    case = town.file()
    buyer = town.as_("buyer")
    assert read(buyer, case, KEEPING)["keeping"]["evidenceUntil"] is None
    buyer.done("withdrawComplaint", case=case, reasons="We found a way.")
    kept = read(buyer, case, KEEPING)["keeping"]
    assert kept["evidenceUntil"] < kept["recordUntil"]
    found = buyer.ask("query ($case: ID!) { caseCopy(case: $case) { path files bytes leftOut } }", case=case)
    local = ids.local(case, "Case")
    assert found["caseCopy"] == {"path": f"/copies/{local}.zip", "files": 0, "bytes": 0.0, "leftOut": 0}
