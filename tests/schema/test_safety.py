"""Danger and abuse go to trust-and-safety people, past everybody else in the case."""

import pytest

from odr.accounts.principal import CONSOLE, ServiceRole
from odr.accounts.roles import grant_role
from odr.verification import verify_dockets
from tests.schema.house import Town, remedy, unknown
from tests.schema.reading import CASE as EVERYTHING
from tests.schema.reading import CASES, everything_of
from tests.schema.test_journey import escalated, in_mediation, read

ALL = f"{{ edges {{ cursor node {{ {everything_of('SafetyReport')} }} }} }}"
WAITING = f"query ($open: Boolean! = true) {{ safetyReports(open: $open) {ALL} }}"
MINE = f"{{ mySafetyReports {ALL} }}"
NOTICES = "{ notices { edges { node { kind title words case caseNumber } } } }"
REPORT = "safetyReport { id kind subjectKind shown shownBy words yours outcome answer }"


@pytest.fixture
def guarded(town: Town) -> Town:
    """A town in which the stranger looks after trust and safety."""
    give(town, "stranger")
    return town


def give(town: Town, name: str) -> None:
    with town.store.write() as conn:
        grant_role(conn, CONSOLE, town.people[name], ServiceRole.TRUST_AND_SAFETY, town.clock.now())


def told(town: Town, name: str) -> list[str]:
    found = town.as_(name).ask(NOTICES)["notices"]["edges"]
    return [edge["node"]["kind"] for edge in found if edge["node"]["kind"].startswith("safety")]


def nodes(answer: dict) -> list[dict]:
    (connection,) = answer.values()
    return [edge["node"] for edge in connection["edges"]]


def threatened(town: Town) -> tuple[str, str]:
    """A case in which the seller threatened the buyer, and the message."""
    case = escalated(town)
    said = town.as_("seller").done("sendMessage", "message { id }", case=case, room="OPEN", words="I know your street.")
    return case, said["message"]["id"]


def test_a_threat_reaches_trust_and_safety_at_once_and_its_answer_the_reporter(guarded: Town) -> None:
    case, message = threatened(guarded)
    asked = {"case": case, "kind": "THREAT", "message": message, "words": "He knows where I live."}
    made = guarded.as_("buyer").done("reportSafety", REPORT, idempotencyKey="r", **asked)["safetyReport"]
    assert (made["shown"], made["shownBy"], made["yours"]) == ("I know your street.", "RESPONDENT", True)
    assert guarded.as_("buyer").done("reportSafety", "replayed", idempotencyKey="r", **asked)["replayed"]
    guarded.work()
    assert told(guarded, "stranger") == ["safety_reported"]
    (waiting,) = nodes(guarded.as_("stranger").ask(WAITING))
    assert (waiting["reporter"], waiting["words"], waiting["yours"]) == ("Bożena Nowak", asked["words"], False)
    answer = {"report": made["id"], "outcome": "PASSED_ON", "answer": "The police have it, file 12."}
    done = guarded.as_("stranger").done("answerSafetyReport", REPORT, **answer)["safetyReport"]
    assert done["outcome"] == "PASSED_ON"
    assert guarded.as_("stranger").refused("answerSafetyReport", **answer) == "ALREADY_DONE"
    guarded.work()
    assert told(guarded, "buyer") == ["safety_answered"]
    (mine,) = nodes(guarded.as_("buyer").ask(MINE))
    assert mine["answer"] == answer["answer"]
    assert nodes(guarded.as_("stranger").ask(WAITING)) == []
    assert len(nodes(guarded.as_("stranger").ask(WAITING, open=False))) == 1


def test_nobody_else_in_the_case_learns_of_a_report(guarded: Town) -> None:
    case, message = threatened(guarded)
    others = [guarded.as_(who) for who in ("seller", "admin", "registrar", "mediator", "decider")]
    buyer, guard = guarded.as_("buyer"), guarded.as_("stranger")
    node = "query ($id: ID!) { node(id: $id) { id } }"

    def pages(report: str) -> list[bytes]:
        documents = [
            (EVERYTHING, {"id": case}),
            (CASES, {"first": 20}),
            (NOTICES, {}),
            (MINE, {}),
            (node, {"id": report}),
        ]
        return [other.post(page, **asked).content for other in others for page, asked in documents]

    guarded.work()
    before = pages(unknown("SafetyReport"))
    of_the_case = buyer.post(EVERYTHING, id=case).content
    asked = {"case": case, "kind": "THREAT", "message": message, "words": "Help me."}
    made = buyer.done("reportSafety", REPORT, **asked)["safetyReport"]["id"]
    guarded.work()
    guard.done("answerSafetyReport", report=made, outcome="NO_ACTION", answer="We spoke to the seller.")
    guarded.work()
    assert pages(made) == before
    assert buyer.post(EVERYTHING, id=case).content == of_the_case


def test_a_neutral_reports_what_is_said_in_a_caucus_and_others_cannot(guarded: Town) -> None:
    case = in_mediation(guarded)
    said = guarded.as_("seller").done(
        "sendMessage", "message { id }", case=case, room="CAUCUS_RESPONDENT", words="I will find her."
    )["message"]["id"]
    asked = {"case": case, "kind": "THREAT", "message": said, "words": "A threat in private."}
    assert guarded.as_("buyer").refused("reportSafety", **asked) == "NOT_FOUND"
    assert guarded.as_("buyer").refused("reportSafety", **{**asked, "message": unknown("Message")}) == "NOT_FOUND"
    made = guarded.as_("mediator").done("reportSafety", REPORT, **asked)["safetyReport"]
    assert made["shown"] == "I will find her."


def test_an_abusive_message_is_hidden_with_a_mark_and_kept(guarded: Town) -> None:
    case, message = threatened(guarded)
    asked = {"case": case, "kind": "ABUSIVE_MESSAGE", "words": "This frightens me."}
    report = guarded.as_("buyer").done("reportSafety", REPORT, message=message, **asked)["safetyReport"]["id"]
    assert guarded.as_("seller").refused("hideMessage", report=report) == "NOT_ALLOWED"
    guard = guarded.as_("stranger")
    guard.done("hideMessage", "safetyReport { shown }", report=report, idempotencyKey="h")
    assert guard.done("hideMessage", "replayed", report=report, idempotencyKey="h")["replayed"]
    assert guard.refused("hideMessage", report=report) == "ALREADY_DONE"
    for who in ("buyer", "seller"):
        found = read(guarded.as_(who), case, "messages { words hidden } timeline { kind by { name role } }")
        assert found["messages"] == [{"words": None, "hidden": True}]
        hidden = found["timeline"][-1]
        assert hidden == {"kind": "MessageHidden", "by": {"name": "trust and safety", "role": "TRUST_AND_SAFETY"}}
        assert "I know your street." not in str(guarded.as_(who).ask(EVERYTHING, id=case))
    (waiting,) = nodes(guard.ask(WAITING))
    assert waiting["shown"] == "I know your street."
    assert verify_dockets(guarded.store, guarded.house.clerk.law).divergence is None
    other = guarded.as_("buyer").done("reportSafety", REPORT, **asked)["safetyReport"]["id"]
    assert guard.refused("hideMessage", report=other) == "INVALID_INPUT"


def test_a_side_that_takes_no_messages_still_gets_everything_that_counts(guarded: Town) -> None:
    case, _ = threatened(guarded)
    buyer, seller = guarded.as_("buyer"), guarded.as_("seller")
    buyer.done("blockMessages", case=case)
    assert buyer.refused("blockMessages", case=case) == "ALREADY_DONE"
    for room in ("OPEN", "WITHOUT_PREJUDICE"):
        (refused,) = seller.act("sendMessage", case=case, room=room, words="Answer me.")["userErrors"]
        assert refused["code"] == "MESSAGES_NOT_TAKEN"
        assert "Offers, answers and evidence still reach it" in refused["message"]
    offer = seller.done("makeOffer", "offer { id }", case=case, lines=[remedy("30.00", "REFUND_PARTIAL")])["offer"]
    buyer.done("sendMessage", case=case, room="OPEN", words="Only offers, please.")
    buyer.done("declineOffer", case=case, offer=offer["id"])
    kinds = [one["kind"] for one in read(guarded.as_("admin"), case, "timeline { kind }")["timeline"]]
    assert "MessagesBlocked" not in kinds
    buyer.done("unblockMessages", case=case)
    seller.done("sendMessage", case=case, room="OPEN", words="Understood.")


def test_a_dangerous_product_is_named_by_its_line(guarded: Town) -> None:
    case = guarded.file()
    asked = {"case": case, "kind": "DANGEROUS_PRODUCT", "words": "It caught fire."}
    made = guarded.as_("buyer").done("reportSafety", REPORT, line="1", **asked)["safetyReport"]
    assert (made["subjectKind"], made["shown"]) == ("ORDER_LINE", "Lamp")
    assert guarded.as_("buyer").refused("reportSafety", line="9", **asked) == "NOT_FOUND"
    both = {"line": "1", "exhibit": unknown("Exhibit")}
    assert guarded.as_("buyer").refused("reportSafety", **both, **asked) == "INVALID_INPUT"
    assert guarded.as_("buyer").refused("reportSafety", **{**asked, "words": " "}) == "REASONS_MISSING"
    assert guarded.as_("stranger").refused("reportSafety", **asked) == "NOT_FOUND"


def test_whoever_has_a_part_in_the_case_never_looks_after_its_reports(guarded: Town) -> None:
    case, message = threatened(guarded)
    give(guarded, "seller")
    give(guarded, "admin")
    asked = {"case": case, "kind": "THREAT", "message": message, "words": "Help me."}
    made = guarded.as_("buyer").done("reportSafety", REPORT, **asked)["safetyReport"]
    guarded.work()
    answer = {"report": made["id"], "outcome": "NO_ACTION", "answer": "It was a joke."}
    for who in ("seller", "admin"):
        assert nodes(guarded.as_(who).ask(WAITING)) == []
        assert told(guarded, who) == []
        assert guarded.as_(who).refused("answerSafetyReport", **answer) == "NOT_FOUND"
    assert guarded.as_("buyer").refused("answerSafetyReport", **answer) == "NOT_ALLOWED"
    assert "NOT_ALLOWED" in guarded.as_("registrar").post(WAITING).text
    assert read(guarded.as_("buyer"), case, "stage")["stage"] == read(guarded.as_("seller"), case, "stage")["stage"]
