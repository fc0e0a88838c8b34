"""A decision on a complaint and a counterclaim, over the API: an outcome each, and what is left to pay."""

from tests.schema.house import Town, remedy
from tests.schema.test_journey import appoint, read
from tests.schema.test_people import claims
from tests.schema.test_refusals import refused

DECIDED = "decision { outcome counterclaim net { owedBy amount { amount } } lines { owedBy } }"
ISSUE = {"question": "Was it whole?", "finding": "In part.", "exhibits": [], "rule": "Conformity"}
OWED_BACK = remedy("20.00", "DAMAGES") | {"owedBy": "COMPLAINANT"}


def both_claimed(town: Town) -> str:
    """The file is complete: there is a complaint, and something was claimed in return."""
    case = town.file()
    town.as_("seller").done("makeCounterclaim", case=case, claims=claims(town, case), narrative="It held a stone.")
    town.as_("seller").done("answerComplaint", case=case, position="DISPUTES", statement="It left us whole.")
    town.as_("buyer").done("escalateComplaint", case=case, reasons="It did not arrive whole.")
    town.as_("admin").done("admitCase", case=case)
    town.wait(days=4)
    town.as_("buyer").done("leaveNegotiation", case=case)
    appoint(town, case, "MEDIATOR")
    town.as_("mediator").done("endMediation", case=case)
    town.as_("seller").done("requestDecision", case=case)
    appoint(town, case, "DECIDER")
    town.wait(days=9)
    town.as_("decider").done("completeFile", case=case)
    return case


def test_each_claim_gets_its_outcome_and_what_both_owe_is_set_off(town: Town) -> None:
    case = both_claimed(town)
    asked = {
        "case": case,
        "issues": [ISSUE],
        "lines": [remedy("50.00"), OWED_BACK],
        "reasons": "Both are right in part.",
    }
    assert refused(town, "decider", "issueDecision", **asked, outcome="GRANTED")[0] == "OUTCOME_UNCLEAR"
    one_side = asked | {"lines": [remedy("50.00")], "outcome": "GRANTED", "counterclaim": "DISMISSED", "setOff": True}
    assert refused(town, "decider", "issueDecision", **one_side)[0] == "OUTCOME_UNCLEAR"
    both = {"outcome": "GRANTED_IN_PART", "counterclaim": "GRANTED", "setOff": True}
    town.as_("decider").done("issueDecision", **asked, **both)
    for who in ("buyer", "seller", "admin"):
        assert read(town.as_(who), case, DECIDED)["decision"] == {
            "outcome": "GRANTED_IN_PART",
            "counterclaim": "GRANTED",
            "net": {"owedBy": "RESPONDENT", "amount": {"amount": "30.00"}},
            "lines": [{"owedBy": "RESPONDENT"}, {"owedBy": "COMPLAINANT"}],
        }


def test_of_a_withdrawn_complaint_no_outcome_is_shown(town: Town) -> None:
    case = both_claimed(town)
    town.as_("buyer").done("withdrawComplaint", case=case)
    asked = {"case": case, "issues": [ISSUE], "lines": [OWED_BACK], "reasons": "It held a stone."}
    town.as_("decider").done("issueDecision", **asked, counterclaim="GRANTED")
    decided = read(town.as_("seller"), case, DECIDED)["decision"]
    assert (decided["outcome"], decided["counterclaim"], decided["net"]) == (None, "GRANTED", None)
