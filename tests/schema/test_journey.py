"""The whole journey, each step by another person who signed in: from the order to the closed case."""

from typing import Any

from odr.accounts.principal import CONSOLE, Scope, ServiceRole
from odr.accounts.roles import grant_role
from tests.accounts.browser import Caller
from tests.accounts.helpers import last_mail
from tests.schema.house import PEOPLE, Town, complaint, remedy

CASE = """case { id number stage version nextStep { who mine what deadline { due lastDay } }
  progress { phase state } availableActions { action reasonIfBlocked } }"""


def stage(payload: Any) -> str:
    return str(payload["case"]["stage"])


def actions(payload: Any) -> set[str]:
    return {one["action"] for one in payload["case"]["availableActions"] if one["reasonIfBlocked"] is None}


def read(caller: Caller, case: str, fields: str) -> Any:
    return caller.ask(f"query ($id: ID!) {{ case(id: $id) {{ {fields} }} }}", id=case)["case"]


def candidates(caller: Caller, function: str) -> list[Any]:
    asked = "query ($f: NeutralFunction!) { neutrals(function: $f) { person name openCases } }"
    return list(caller.ask(asked, f=function)["neutrals"])


def appoint(town: Town, case: str, function: str) -> Any:
    admin = town.as_("admin")
    (one,) = candidates(admin, function)
    return admin.done("appointNeutral", CASE, case=case, function=function, person=one["person"])


def escalated(town: Town) -> str:
    """A case whose dispute is admitted: the seller has disputed the complaint."""
    case = town.file()
    said = town.as_("seller").done(
        "answerComplaint", CASE, case=case, position="DISPUTES", statement="It left us whole."
    )
    assert stage(said) == "ESCALATION"
    said = town.as_("buyer").done("escalateComplaint", CASE, case=case, reasons="It did not arrive whole.")
    assert stage(said) == "INTAKE"
    assert stage(town.as_("admin").done("admitCase", CASE, case=case)) == "NEGOTIATION"
    return case


def in_mediation(town: Town) -> str:
    case = escalated(town)
    town.wait(days=4)
    assert stage(town.as_("buyer").done("leaveNegotiation", CASE, case=case)) == "MEDIATOR_APPOINTMENT"
    assert stage(appoint(town, case, "MEDIATOR")) == "MEDIATION"
    return case


def decided(town: Town) -> str:
    """A case whose decision waits for the consumer."""
    case = in_mediation(town)
    town.as_("mediator").done("endMediation", CASE, case=case)
    assert stage(town.as_("buyer").done("requestDecision", CASE, case=case)) == "DECIDER_APPOINTMENT"
    assert stage(appoint(town, case, "DECIDER")) == "EVIDENCE"
    town.wait(days=9)
    decider = town.as_("decider")
    assert stage(decider.done("completeFile", CASE, case=case)) == "DECISION"
    issue = {"question": "Was it whole?", "finding": "It was not.", "exhibits": [], "rule": "Conformity"}
    decision = decider.done(
        "issueDecision",
        CASE + " decision { outcome effectText issues { question finding rule } lines { amount { amount } } }",
        case=case,
        outcome="GRANTED",
        issues=[issue],
        lines=[remedy()],
        reasons="The seller has not shown that it was whole.",
    )
    assert stage(decision) == "ACCEPTANCE"
    assert decision["decision"]["lines"] == [{"amount": {"amount": "80.00"}}]
    assert "binds the trader only if the consumer accepts" in decision["decision"]["effectText"]
    return case


CLOSED = "stage ground closingReasons timeline { kind words }"


def test_why_a_dispute_was_refused_stands_on_the_page(town: Town) -> None:
    case = town.file()
    town.as_("seller").done("answerComplaint", case=case, position="DISPUTES", statement="It left us whole.")
    town.as_("buyer").done("escalateComplaint", case=case, reasons="It did not arrive whole.")
    assert read(town.as_("buyer"), case, CLOSED)["closingReasons"] is None
    why = "A court deals with it already."
    town.as_("admin").done("refuseCase", case=case, ground="OTHER_FORUM", reasons=why)
    for who in ("buyer", "seller", "admin"):
        found = read(town.as_(who), case, CLOSED)
        said = {one["kind"]: one["words"] for one in found["timeline"]}
        assert (found["ground"], found["closingReasons"], said["CaseRefused"]) == ("REFUSED", why, why)
        assert (said["DisputeOpened"], said["CaseClosed"]) == ("It did not arrive whole.", None)


def test_why_a_complaint_was_withdrawn_stands_on_the_page(town: Town) -> None:
    case = town.file()
    town.as_("buyer").done("withdrawComplaint", case=case, reasons="We agreed by telephone.")
    again = complaint(town.register(number="A-1002"))
    other = town.as_("buyer").done("fileComplaint", "case { id }", **again)["case"]["id"]
    town.as_("buyer").done("withdrawComplaint", case=other)
    assert read(town.as_("seller"), case, CLOSED)["closingReasons"] == "We agreed by telephone."
    assert read(town.as_("seller"), other, CLOSED)["closingReasons"] is None


def test_from_the_order_to_the_receipt(town: Town) -> None:
    order = town.register()
    made = town.as_("buyer").done(
        "fileComplaint",
        CASE[:-1]
        + """receiptTimeline { stage until } order { number seller paid { amount } }
          role complainant { name you } respondent { name you } title rulebook { name } marketplace { name } }""",
        **complaint(order),
    )["case"]
    assert made["number"].startswith("KM-2026-000001-")
    assert made["receiptTimeline"][0] == {"stage": "COMPLAINT", "until": "2026-03-09"}
    assert made["order"] == {"number": "A-1001", "seller": "Holzhaus GmbH", "paid": {"amount": "104.90"}}
    assert made["complainant"] == {"name": PEOPLE["buyer"], "you": True}
    assert made["respondent"] == {"name": "Holzhaus GmbH", "you": False}
    assert (made["title"], made["role"]) == ("Lamp", "COMPLAINANT")
    assert made["nextStep"]["who"] == ["RESPONDENT"]
    assert made["nextStep"]["deadline"] == {"due": "2026-03-03T23:00:00.000000Z", "lastDay": "2026-03-03"}


def test_the_seller_comes_in_by_the_link_that_was_sent(town: Town) -> None:
    order = town.register()
    case = town.as_("buyer").done("fileComplaint", "case { id }", **complaint(order))["case"]["id"]
    town.work()
    mail = last_mail(town.store, "mail.invitation")
    assert mail["to"] == "info@holzhaus.example"
    seller = town.as_("seller")
    assert seller.done("acceptCaseInvitation", "caseId", token=mail["token"])["caseId"] == case
    seen = read(town.as_("seller"), case, "role joined respondent { name you }")
    assert seen == {"role": "RESPONDENT", "joined": True, "respondent": {"name": "Holzhaus GmbH", "you": True}}
    said = town.as_("seller").done("acknowledgeComplaint", CASE, case=case)
    assert "ACKNOWLEDGE_COMPLAINT" not in actions(said)
    assert "ANSWER_COMPLAINT" in actions(said)


def test_an_accepted_offer_is_carried_out_and_closes_the_case(town: Town) -> None:
    case = escalated(town)
    offer = town.as_("seller").done(
        "makeOffer",
        "offer { id room standing yours lines { remedy title amount { amount currency } } }",
        case=case,
        lines=[remedy("40.00", "REFUND_PARTIAL")],
        conditions="The lamp stays with the buyer.",
    )["offer"]
    assert (offer["room"], offer["standing"], offer["yours"]) == ("WITHOUT_PREJUDICE", "OPEN", True)
    counter = town.as_("buyer").done(
        "makeOffer", "offer { id counters }", case=case, lines=[remedy("60.00", "REFUND_PARTIAL")], counters=offer["id"]
    )["offer"]
    assert counter["counters"] == offer["id"]
    assert town.as_("buyer").refused("acceptOffer", case=case, offer=offer["id"], effectUnderstood=True) == (
        "OFFER_NOT_OPEN"
    )
    assert town.as_("seller").refused("acceptOffer", case=case, offer=counter["id"], effectUnderstood=False) == (
        "EFFECT_NOT_CONFIRMED"
    )
    settled = town.as_("seller").done("acceptOffer", CASE, case=case, offer=counter["id"], effectUnderstood=True)
    assert stage(settled) == "COMPLIANCE"
    owed = read(
        town.as_("admin"), case, "compensation { lines { id step nextSteps remedy { amount { amount } } due } }"
    )
    (line,) = owed["compensation"]["lines"]
    assert line["remedy"] == {"amount": {"amount": "60.00"}}
    assert "FULFILLED" in line["nextSteps"]
    report = {"case": case, "line": line["id"]}
    why = {"code": "EXPIRED_CARD", "retryable": True}
    wrong = {"case": case, "line": line["id"], "step": "SETTLING", "failure": why}
    assert town.as_("admin").refused("reportFulfilment", **wrong) == "INVALID_INPUT", "it did not fail"
    wrong = {**wrong, "step": "FAILED", "failure": {**why, "code": "expired card"}}
    assert town.as_("admin").refused("reportFulfilment", **wrong) == "INVALID_INPUT"
    failed = town.as_("admin").done(
        "reportFulfilment", "line { reports { failure { code retryable } } }", **{**wrong, "failure": why}
    )
    assert failed["line"]["reports"] == [{"failure": why}]
    town.as_("admin").done("reportFulfilment", **report, step="SETTLING", reference="refund-1")
    done = town.as_("admin").done(
        "reportFulfilment", CASE + "line { step reports { reference } }", **report, step="FULFILLED"
    )
    assert stage(done) == "CLOSED"
    assert done["line"]["step"] == "FULFILLED"
    assert [one["reference"] for one in done["line"]["reports"]] == ["", "refund-1", ""]
    assert [one["state"] for one in done["case"]["progress"]] == ["DONE", "DONE", "SKIPPED", "SKIPPED", "DONE"]


def test_a_settlement_that_is_not_kept_goes_on_under_its_number(town: Town) -> None:
    case = escalated(town)
    number = read(town.as_("buyer"), case, "number")["number"]
    offer = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[remedy("40.00")])["offer"]
    town.as_("buyer").done("acceptOffer", case=case, offer=offer["id"], effectUnderstood=True)
    owed = "settlement { breachedAt } compensation { lines { id nonCompliant breachUntil } }"
    (line,) = read(town.as_("buyer"), case, owed)["compensation"]["lines"]
    report = {"case": case, "line": line["id"], "reasons": "Nothing came."}
    assert town.as_("buyer").refused("reportBreach", **report) == "NOT_DUE_YET"
    town.wait(days=10)
    assert town.as_("seller").refused("reportBreach", **report) == "NOT_AT_THIS_STAGE"
    (line,) = read(town.as_("buyer"), case, owed)["compensation"]["lines"]
    assert line["nonCompliant"]
    assert line["breachUntil"] is not None
    assert read(town.as_("seller"), case, owed)["compensation"]["lines"][0]["breachUntil"] is None
    said = town.as_("buyer").done("sendMessage", CASE, case=case, room="OPEN", words="Well?")
    assert "REPORT_BREACH" in actions(said)
    assert stage(town.as_("buyer").done("reportBreach", CASE, **report)) == "DECIDER_APPOINTMENT"
    assert stage(appoint(town, case, "DECIDER")) == "EVIDENCE"
    seen = read(town.as_("seller"), case, "number settlement { breachedAt }")
    assert seen["number"] == number
    assert seen["settlement"]["breachedAt"] is not None


def test_a_condition_of_a_settlement_is_owed_by_a_day(town: Town) -> None:
    case = escalated(town)
    line = {"remedy": "UNDERTAKING", "quantity": 1, "owedBy": "RESPONDENT", "due": "2031-05-04T22:00:00Z"}
    assert town.as_("seller").refused("makeOffer", case=case, lines=[line]) == "UNDERTAKING_EMPTY"
    line["note"] = "The account is opened again."
    offer = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[line])["offer"]
    town.as_("buyer").done("acceptOffer", case=case, offer=offer["id"], effectUnderstood=True)
    owed = "compensation { lines { due remedy { remedy note } } }"
    (found,) = read(town.as_("buyer"), case, owed)["compensation"]["lines"]
    assert found["due"].startswith("2031-05-04T22:00:00")
    assert found["remedy"] == {"remedy": "UNDERTAKING", "note": "The account is opened again."}


def test_an_offer_settles_at_the_complaint_stage_too(town: Town) -> None:
    case = town.file()
    offer = town.as_("seller").done("makeOffer", "offer { id room }", case=case, lines=[remedy()])["offer"]
    assert offer["room"] == "OPEN"
    settled = town.as_("buyer").done("acceptOffer", CASE, case=case, offer=offer["id"], effectUnderstood=True)
    assert stage(settled) == "COMPLIANCE"


def test_both_accept_the_mediators_proposal_privately(town: Town) -> None:
    case = in_mediation(town)
    mediator = town.as_("mediator")
    mediator.done("sendMessage", case=case, room="CAUCUS_COMPLAINANT", words="What would you live with?")
    proposal = mediator.done(
        "makeProposal",
        "proposal { id expiresAt }",
        case=case,
        lines=[remedy("50.00", "REFUND_PARTIAL")],
        reasons="Half way.",
    )["proposal"]["id"]
    answer = {"case": case, "proposal": proposal, "accepts": True, "effectUnderstood": True}
    first = town.as_("buyer").done("answerProposal", CASE + "proposal { answers { side accepts } }", **answer)
    assert first["proposal"]["answers"] == [{"side": "COMPLAINANT", "accepts": True}]
    assert read(town.as_("seller"), case, "proposals { answers { side } }")["proposals"] == [{"answers": []}]
    second = town.as_("seller").done("answerProposal", CASE, **answer)
    assert stage(second) == "COMPLIANCE"
    assert read(town.as_("admin"), case, "settlement { lines { amount { amount } } }")["settlement"] == {
        "lines": [{"amount": {"amount": "50.00"}}]
    }


def test_a_decision_binds_when_it_is_accepted_and_is_carried_out_after_the_stay(town: Town) -> None:
    case = decided(town)
    accept(town, case)
    town.wait(days=16)
    shop = town.as_("admin")
    (line,) = read(shop, case, "compensation { lines { id } }")["compensation"]["lines"]
    done = shop.done("reportFulfilment", CASE, case=case, line=line["id"], step="FULFILLED", reference="r-1")
    assert stage(done) == "CLOSED"
    assert read(town.as_("buyer"), case, "ground decision { accepted by { role name } }") == {
        "ground": "DECIDED",
        "decision": {"accepted": True, "by": {"role": "DECIDER", "name": PEOPLE["decider"]}},
    }


def accept(town: Town, case: str) -> None:
    """Not before the time to think is over."""
    early = town.as_("buyer").refused("acceptDecision", case=case, effectUnderstood=True)
    assert early == "STILL_REFLECTING"
    town.wait(days=4)
    accepted = town.as_("buyer").done("acceptDecision", CASE, case=case, effectUnderstood=True)
    assert stage(accepted) == "STAY"


def test_a_slip_is_put_right_beside_the_original(town: Town) -> None:
    case = decided(town)
    town.as_("seller").done("askCorrection", CASE, case=case, reasons="It means 70.")
    lines = [remedy("70.00")]
    town.as_("decider").done(
        "correctDecision", CASE, case=case, slip="SUMS", reads="70.00 instead of 80.00", lines=lines
    )
    wanted = "decision { lines { amount { amount } } ordered { amount { amount } } corrections { slip reads } }"
    assert read(town.as_("buyer"), case, wanted)["decision"] == {
        "lines": [{"amount": {"amount": "80.00"}}],
        "ordered": [{"amount": {"amount": "70.00"}}],
        "corrections": [{"slip": "SUMS", "reads": "70.00 instead of 80.00"}],
    }


def test_a_review_is_decided_by_somebody_who_never_served_in_the_case(town: Town) -> None:
    case = decided(town)
    accept(town, case)
    seen = read(town.as_("seller"), case, "reviewGrounds")["reviewGrounds"]
    assert seen == ["NEW_EVIDENCE", "PROCEDURAL_ERROR", "JURISDICTION", "MANIFEST_ERROR"]
    asked = town.as_("seller").done("askReview", CASE, case=case, ground=seen[0], reasons="We found the scan.")
    assert stage(asked) == "REVIEWER_APPOINTMENT"
    (decider,) = candidates(town.as_("admin"), "REVIEWER")
    refused = town.as_("admin").refused("appointNeutral", case=case, function="REVIEWER", person=decider["person"])
    assert refused == "NOT_ELIGIBLE"


def test_a_reviewer_whose_mandate_ended_with_the_act_is_answered_without_the_case(town: Town) -> None:
    case = decided(town)
    with town.store.write() as conn:
        grant_role(conn, CONSOLE, town.people["stranger"], ServiceRole.DECISION_MAKER, town.clock.now())
    town.as_("buyer").done("askReview", case=case, ground="MANIFEST_ERROR", reasons="A figure is wrong.")
    found = candidates(town.as_("admin"), "REVIEWER")
    person = next(one["person"] for one in found if one["name"] == PEOPLE["stranger"])
    town.as_("admin").done("appointNeutral", case=case, function="REVIEWER", person=person)
    reviewer, said = town.as_("stranger"), {"case": case, "result": "CONFIRMED", "reasons": "No figure is wrong."}
    assert reviewer.done("decideReview", CASE, **said, idempotencyKey="once")["case"] is None
    assert reviewer.done("decideReview", CASE, **said, idempotencyKey="once")["case"] is None


def test_a_closed_case_goes_on_when_the_silent_side_asks_to_set_aside_in_time(town: Town) -> None:
    case = town.file()
    town.wait(days=8)
    town.as_("admin").done("admitCase", case=case)
    town.wait(days=9)
    assert stage(appoint(town, case, "DECIDER")) == "EVIDENCE"
    town.wait(days=9)
    decider = town.as_("decider")
    decider.done("completeFile", CASE, case=case)
    issue = {"question": "Was it whole?", "finding": "It was not.", "exhibits": [], "rule": "Conformity"}
    ruling = {"outcome": "GRANTED", "issues": [issue], "lines": [remedy()], "reasons": "Nobody disputed it."}
    decider.done("issueDecision", CASE, case=case, **ruling)
    accept(town, case)
    town.wait(days=16)
    (line,) = read(town.as_("admin"), case, "compensation { lines { id } }")["compensation"]["lines"]
    report = {"case": case, "line": line["id"], "step": "FULFILLED", "reference": "r-1"}
    done = town.as_("admin").done("reportFulfilment", CASE, **report)
    assert stage(done) == "CLOSED"
    asked = town.as_("seller").done("askSetAside", CASE, case=case, reasons="Our post was lost.")
    assert stage(asked) == "REVIEWER_APPOINTMENT"
    wanted = "ground closedAt setAsideAsked { side reasons }"
    assert read(town.as_("buyer"), case, wanted) == {
        "ground": None,
        "closedAt": None,
        "setAsideAsked": {"side": "RESPONDENT", "reasons": "Our post was lost."},
    }
    town.work()


def test_silence_after_a_decision_is_no_acceptance(town: Town) -> None:
    case = decided(town)
    town.wait(days=17)
    assert read(town.as_("seller"), case, "stage ground decision { accepted } compensation { id }") == {
        "stage": "CLOSED",
        "ground": "DECIDED",
        "decision": {"accepted": False},
        "compensation": None,
    }


def test_a_silent_seller_is_decided_on_the_file(town: Town) -> None:
    order = town.register()
    case = town.as_("buyer").done("fileComplaint", "case { id }", **complaint(order))["case"]["id"]
    town.wait(days=8)
    assert read(town.as_("buyer"), case, "stage")["stage"] == "INTAKE"
    town.as_("admin").done("admitCase", case=case)
    town.wait(days=9)
    seen = read(town.as_("buyer"), case, "stage silent settlement { id } neutrals { name }")
    assert seen == {"stage": "DECIDER_APPOINTMENT", "silent": True, "settlement": None, "neutrals": []}
    town.wait(days=3)
    town.work()
    assert read(town.as_("buyer"), case, "stage neutrals { name how payer }") == {
        "stage": "EVIDENCE",
        "neutrals": [{"name": PEOPLE["decider"], "how": "BY_RULE", "payer": "The service"}],
    }


def test_the_complainant_withdraws_at_any_time(town: Town) -> None:
    case = in_mediation(town)
    done = town.as_("buyer").done("withdrawComplaint", CASE + "", case=case, reasons="Solved.")
    assert stage(done) == "CLOSED"
    assert done["case"]["nextStep"] is None
    again = town.as_("buyer").done("fileComplaint", "case { number }", **complaint(order_of(town, case)))
    assert again["case"]["number"].startswith("KM-2026-000002-")


def order_of(town: Town, case: str) -> str:
    return str(read(town.as_("buyer"), case, "order { id }")["order"]["id"])


def test_a_seller_can_be_the_complainant(town: Town) -> None:
    town.file()
    order = town.register(number="A-1002")
    claims = [{"line": "1", "complaint": "RETURN_EMPTY", "remedies": [remedy("10.00", "DAMAGES")]}]
    made = town.as_("seller").done(
        "fileComplaint", "case { id role complainant { name } respondent { name } }", **complaint(order, claims=claims)
    )["case"]
    assert (made["role"], made["complainant"]["name"]) == ("COMPLAINANT", "Holzhaus GmbH")
    assert read(town.as_("buyer"), made["id"], "role")["role"] == "RESPONDENT"


def test_a_case_ends_for_inactivity_only_after_two_notices(town: Town) -> None:
    case = escalated(town)
    end = {"case": case, "ground": "COMPLAINANT_INACTIVE", "reasons": "Nothing came."}
    assert read(town.as_("admin"), case, "terminationGrounds")["terminationGrounds"] == [
        "NO_JURISDICTION",
        "MOOT_REMEDIED",
        "COMPLAINANT_INACTIVE",
        "ABUSE",
    ]
    assert town.as_("admin").refused("endCase", **end) == "NOTICES_FIRST"
    assert "CONTINUE_CASE" not in actions(town.as_("admin").done("noticeInactivity", CASE, case=case))
    assert town.as_("admin").refused("noticeInactivity", case=case) == "NOTICE_RUNNING"
    said = town.as_("buyer").done("continueCase", "case { inactivityNotices }", case=case)
    assert said["case"]["inactivityNotices"] == 0
    town.as_("admin").done("noticeInactivity", case=case)
    town.wait(days=9)
    town.as_("admin").done("noticeInactivity", case=case)
    town.wait(days=9)
    assert town.as_("admin").refused("endCase", **end) == "NOT_AT_THIS_STAGE", "the negotiation is over meanwhile"
    said = town.as_("admin").done(
        "endCase", "case { stage ground }", case=case, ground="MOOT_REMEDIED", reasons="It was repaired."
    )
    assert said["case"] == {"stage": "CLOSED", "ground": "MOOT_REMEDIED"}


def test_a_dispute_is_refused_on_a_closed_ground_with_reasons(town: Town) -> None:
    case = town.file()
    town.as_("seller").done("answerComplaint", case=case, position="DISPUTES", statement="It left us whole.")
    town.as_("buyer").done("escalateComplaint", case=case, reasons="It did not.")
    asked = {"case": case, "ground": "OTHER_FORUM"}
    assert town.as_("admin").refused("refuseCase", **asked, reasons="  ") == "REASONS_MISSING"
    assert stage(town.as_("registrar").done("refuseCase", CASE, **asked, reasons="A court has it.")) == "CLOSED"


def test_a_program_reports_what_the_shop_did(town: Town) -> None:

    case = town.file()
    offer = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[remedy()])["offer"]["id"]
    owed = town.as_("buyer").done(
        "acceptOffer", "case { compensation { lines { id } } }", case=case, offer=offer, effectUnderstood=True
    )
    line = owed["case"]["compensation"]["lines"][0]["id"]
    report = {"case": case, "line": line, "step": "FULFILLED", "reference": "r-1"}
    assert town.program(Scope.CASES_READ).refused("reportFulfilment", **report) == "NOT_ALLOWED"
    assert stage(town.program(Scope.FULFILMENT_WRITE).done("reportFulfilment", CASE, **report)) == "CLOSED"


def test_a_word_of_a_payment_provider_is_for_who_owes_it_and_who_administers_the_case(town: Town) -> None:
    case = town.file()
    offer = town.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[remedy()])["offer"]["id"]
    wanted = "case { compensation { lines { id } } }"
    owed = town.as_("buyer").done("acceptOffer", wanted, case=case, offer=offer, effectUnderstood=True)
    line = owed["case"]["compensation"]["lines"][0]["id"]
    codes = "compensation { lines { reports { failure { code retryable } } } }"
    for code, read_by_buyer in (("BALANCE_INSUFFICIENT", ""), ("MORE_THAN_IS_LEFT", "MORE_THAN_IS_LEFT")):
        why = {"code": code, "retryable": True}
        town.as_("admin").done("reportFulfilment", case=case, line=line, step="FAILED", failure=why)
        town.as_("admin").done("reportFulfilment", case=case, line=line, step="ORDERED")
        told = {
            who: read(town.as_(who), case, codes)["compensation"]["lines"][0]["reports"][-2]["failure"]
            for who in ("buyer", "seller", "admin")
        }
        assert told == {"buyer": {**why, "code": read_by_buyer}, "seller": why, "admin": why}
