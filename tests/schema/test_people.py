"""What a side claims in return, corrects, takes back and makes clearer, through the API."""

import pytest

from tests.schema.house import Town, eur
from tests.schema.reading import CASE as EVERYTHING
from tests.schema.test_journey import actions, read
from tests.schema.test_refusals import refused

COUNTERCLAIM = "counterclaim { claims { complaint remedies { owedBy } } answer { position } withdrawn }"
AMENDED = "amendments { what subject reads withdrawn by { role you } }"
CLARIFIED = "clarifications { id side about what words due }"


def claims(town: Town, case: str) -> list[dict[str, object]]:
    line = read(town.as_("seller"), case, "claims { line }")["claims"][0]["line"]
    asked = {"remedy": "DAMAGES", "line": line, "amount": eur("20.00")}
    return [{"line": line, "complaint": "RETURN_EMPTY", "remedies": [asked]}]


def test_a_counterclaim_is_made_answered_and_outlives_the_complaint(town: Town) -> None:
    case = town.file()
    made = {"case": case, "claims": claims(town, case), "narrative": "The parcel held a stone."}
    town.as_("seller").done("makeCounterclaim", **made)
    town.as_("buyer").done("answerCounterclaim", case=case, position="DISPUTES", statement="It held the lamp.")
    said = read(town.as_("admin"), case, COUNTERCLAIM)["counterclaim"]
    assert said == {
        "claims": [{"complaint": "RETURN_EMPTY", "remedies": [{"owedBy": "COMPLAINANT"}]}],
        "answer": {"position": "DISPUTES"},
        "withdrawn": False,
    }
    town.as_("buyer").done("withdrawComplaint", case=case)
    goes_on = read(town.as_("seller"), case, "stage complaintWithdrawn")
    assert goes_on == {"stage": "INTAKE", "complaintWithdrawn": True}
    town.as_("seller").done("withdrawCounterclaim", case=case)
    assert read(town.as_("seller"), case, "ground")["ground"] == "WITHDRAWN"


def test_what_is_claimed_in_return_has_no_other_open_case(town: Town) -> None:
    case = town.file()
    made = {"case": case, "claims": claims(town, case), "narrative": "The parcel held a stone."}
    town.as_("seller").done("makeCounterclaim", **made)
    order = read(town.as_("seller"), case, "order { id }")["order"]["id"]
    filed = {"order": order, "contactedBefore": True, "otherProceedings": False}
    own = {**filed, "claims": made["claims"], "narrative": "The parcel held a stone."}
    assert refused(town, "seller", "fileComplaint", **own)[0] == "COMPLAINT_EXISTS"


def test_a_message_is_corrected_and_taken_back_where_it_was_said(town: Town) -> None:
    case = town.file()
    town.as_("buyer").done("sendMessage", case=case, room="OPEN", words="It came on Tuesday.")
    message = read(town.as_("buyer"), case, "messages { id }")["messages"][0]["id"]
    of_it = {"case": case, "what": "MESSAGE", "id": message}
    assert refused(town, "seller", "correctSubmission", **of_it, reads="On Friday.")[0] == "NOT_FOUND"
    town.as_("buyer").done("correctSubmission", **of_it, reads="It came on Wednesday.")
    (one,) = read(town.as_("seller"), case, AMENDED)["amendments"]
    assert (one["subject"], one["reads"], one["by"]["role"]) == (message, "It came on Wednesday.", "COMPLAINANT")
    assert "Wednesday" not in town.as_("admin").post(EVERYTHING, id=case).text, "who heard nothing hears no correction"
    town.as_("buyer").done("withdrawSubmission", **of_it)
    assert read(town.as_("seller"), case, AMENDED)["amendments"][1]["withdrawn"] is True


def test_a_side_makes_its_answer_clearer(town: Town) -> None:
    case = town.file()
    town.as_("seller").done("answerComplaint", case=case, position="DISPUTES", statement="It was whole.")
    town.as_("buyer").done("escalateComplaint", case=case, reasons="It was not.")
    town.as_("admin").done("askClarification", case=case, about="ANSWER", what="When was it looked at?")
    (asked,) = read(town.as_("seller"), case, CLARIFIED)["clarifications"]
    assert (asked["side"], asked["words"]) == ("RESPONDENT", None)
    assert asked["due"]
    said = town.as_("seller").done(
        "giveClarification",
        "case { availableActions { action reasonIfBlocked } }",
        case=case,
        clarification=asked["id"],
        words="When it was packed.",
    )
    assert "GIVE_CLARIFICATION" not in actions(said)
    assert read(town.as_("buyer"), case, CLARIFIED)["clarifications"][0]["words"] == "When it was packed."


@pytest.mark.parametrize("who", ["buyer", "seller"])
def test_who_takes_part_does_not_ask_what_the_other_side_means(town: Town, who: str) -> None:
    asked = {"case": town.file(), "about": "COMPLAINT", "what": "What?"}
    assert refused(town, who, "askClarification", **asked)[0] == "NOT_ALLOWED"
