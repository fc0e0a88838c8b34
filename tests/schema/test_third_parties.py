"""A carrier, a broker or a maker, through the API: asked in by a link, with a page, a list and notices of its own."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from odr.accounts.organisations import MemberRole, join
from odr.accounts.tables import members, organisations
from odr.docket import texts
from odr.notices.tables import notices
from odr.schema import ids
from tests.accounts.helpers import last_mail
from tests.schema.house import Town, address, unknown
from tests.schema.reading import CASE, CASES
from tests.schema.test_journey import in_mediation, read

THIRD = """thirdParties { id kind name label reasons lines parcels joinedAt ended you canEnd invitedBy { role name }
  questions { id words shown due answered silent from { role name } }
  statements { id number words answers exhibits } }"""
CARRIER: dict[str, Any] = {"kind": "CARRIER", "reasons": "Where did you leave it?", "parcels": ["pa-1"]}
MAKER: dict[str, Any] = {"kind": "MAKER", "reasons": "Does it crack?", "lines": ["1"]}


def invited(town: Town, case: str, who: str = "buyer", **asked: Any) -> str:
    """The token of the link; the stranger is the one who is asked."""
    asked = {"case": case, "email": address("stranger"), **CARRIER, **asked}
    town.as_(who).done("inviteThirdParty", "thirdParty { id }", **asked)
    return str(last_mail(town.store, "mail.part")["token"])


def joined(town: Town, case: str, who: str = "buyer", **asked: Any) -> str:
    """The id of the third party that the stranger is."""
    token = invited(town, case, who, **asked)
    town.as_("stranger").done("acceptPart", token=token)
    (one,) = read(town.as_("stranger"), case, THIRD)["thirdParties"]
    return str(one["id"])


def test_its_page_and_list_hold_nothing_but_what_concerns_it(town: Town) -> None:
    case = in_mediation(town)
    town.as_("buyer").done("sendMessage", case=case, room="OPEN", words="An open word.")
    token = invited(town, case)
    stranger = town.as_("stranger")
    assert stranger.post(CASE, id=case).content == stranger.post(CASE, id=unknown("Case")).content
    stranger.done("acceptPart", token=token)
    seen = stranger.ask(CASE, id=case)["case"]
    listed = stranger.ask(CASES, first=5)["cases"]["edges"][0]["node"]
    for told in (json.dumps(seen, ensure_ascii=False), json.dumps(listed, ensure_ascii=False)):
        for secret in ("Bożena", "Holz", "Mira", "80.00", "104.90", "Długa", "crack", "Bulbs", "An open word", "p-1"):
            assert secret not in told, secret
    assert (seen["role"], seen["title"], seen["stage"]) == ("THIRD_PARTY", "Lamp", "MEDIATION")
    assert (seen["complainant"]["name"], seen["respondent"]["name"]) == ("buyer", "seller")
    assert (seen["narrative"], seen["contactedBefore"], seen["claims"], seen["messages"]) == (None, None, [], [])
    (line,) = seen["order"]["lines"]
    assert (line["title"], line["unitPrice"], line["total"]) == ("Lamp", None, None)
    assert [one["tracking"] for one in seen["order"]["shipments"][0]["parcels"]] == ["T1"]
    kinds = {entry["kind"] for entry in seen["timeline"]}
    assert kinds == {"CaseOpened", "OrderRecorded", "StageOpened", "ThirdPartyInvited", "ThirdPartyJoined"}
    leafless = {entry["kind"] for entry in seen["timeline"] if entry["leaf"] is None}
    assert leafless == {"CaseOpened", "OrderRecorded"}
    actions = {one["action"] for one in seen["availableActions"]}
    assert actions == {"GIVE_THIRD_PARTY_STATEMENT", "HAND_IN_EVIDENCE", "END_THIRD_PARTY"}
    assert (listed["complaint"], listed["complainant"], listed["respondent"]) == (None, "", "")


def test_everybody_sees_who_was_asked_in_and_why_and_only_they_read_the_address(town: Town) -> None:
    case = in_mediation(town)
    joined(town, case, "admin")
    for who in ("buyer", "seller", "mediator", "admin", "registrar"):
        (one,) = read(town.as_(who), case, THIRD)["thirdParties"]
        assert (one["kind"], one["name"], one["reasons"]) == ("CARRIER", "Stefan Fremd", CARRIER["reasons"])
        assert one["canEnd"] is (who in ("mediator", "admin", "registrar"))
    with town.store.read() as conn:
        assert address("stranger") not in str(conn.execute(select(texts.c.body)).all())


def test_it_is_asked_answers_and_both_sides_and_the_mediator_read_it_but_not_the_marketplace(town: Town) -> None:
    case = in_mediation(town)
    third = joined(town, case)
    asked = {"case": case, "thirdParty": third, "words": "Who signed for it?"}
    town.as_("mediator").done("askThirdParty", "question { id due }", **asked)
    town.work()
    with town.store.read() as conn:
        kinds = conn.execute(select(notices.c.kind).where(notices.c.person == town.people["stranger"])).scalars().all()
    assert kinds == ["third_party_asked"]
    stranger = town.as_("stranger")
    seen = read(stranger, case, THIRD + " deadlines { clause mine why { sentences } } nextStep { mine }")
    (question,) = seen["thirdParties"][0]["questions"]
    assert (question["words"], question["from"]) == ("Who signed for it?", {"role": "MEDIATOR", "name": "mediator"})
    (date,) = seen["deadlines"]
    assert (date["clause"], date["mine"], seen["nextStep"]) == ("evidence.request", True, {"mine": True})
    assert date["why"]["sentences"]
    said = {"case": case, "words": "The neighbour did.", "answers": question["id"]}
    made = stranger.done("giveThirdPartyStatement", "statement { number }", **said)
    for who in ("buyer", "seller", "mediator"):
        (one,) = read(town.as_(who), case, THIRD)["thirdParties"]
        (statement,) = one["statements"]
        assert (statement["number"], statement["words"]) == (made["statement"]["number"], "The neighbour did.")
        assert one["questions"][0]["answered"] is True
    for who in ("admin", "registrar"):
        (one,) = read(town.as_(who), case, THIRD)["thirdParties"]
        assert (one["questions"], one["statements"]) == ([], [])
    assert town.as_("admin").refused("askThirdParty", **asked) == "NOT_ALLOWED"


def test_a_link_works_once_and_not_for_somebody_with_another_part(town: Town) -> None:
    case = in_mediation(town)
    token = invited(town, case)
    for who in ("seller", "admin", "registrar", "mediator"):
        assert town.as_(who).refused("acceptPart", token=token) == "HAS_ANOTHER_PART"
    town.as_("stranger").done("acceptPart", token=token)
    assert town.as_("decider").refused("acceptPart", token=token) == "LINK_NOT_VALID"
    again = invited(town, case)
    assert town.as_("stranger").refused("acceptPart", token=again) == "HAS_ANOTHER_PART"


def test_a_neutral_of_its_house_keeps_it_out_and_it_keeps_such_a_neutral_out(town: Town) -> None:
    case = in_mediation(town)
    house = "c" * 32
    with town.store.write() as conn:
        conn.execute(organisations.insert(), _organisation(conn, house))
        for name in ("stranger", "mediator", "decider"):
            join(conn, town.people[name], house, MemberRole.MEMBER, town.clock.now())
    token = invited(town, case)
    assert town.as_("stranger").refused("acceptPart", token=token) == "NEUTRAL_BELONGS_TO_YOU"
    with town.store.write() as conn:
        conn.execute(members.delete().where(members.c.person == town.people["mediator"]))
    town.as_("stranger").done("acceptPart", token=token)
    town.as_("mediator").done("endMediation", case=case)
    town.as_("buyer").done("requestDecision", case=case)
    person = ids.encode("Person", town.people["decider"])
    asked = {"case": case, "function": "DECIDER", "person": person}
    assert town.as_("admin").refused("appointNeutral", **asked) == "NOT_ELIGIBLE"


def _organisation(conn: Any, house: str) -> dict[str, Any]:
    known = conn.execute(select(organisations)).mappings().first()
    return {**known, "id": house, "name": "Post"}


def test_it_leaves_and_sees_the_case_no_more(town: Town) -> None:
    case = in_mediation(town)
    third = joined(town, case)
    stranger = town.as_("stranger")
    assert town.as_("seller").refused("endThirdParty", case=case, thirdParty=third) == "NOTHING_TO_ANSWER"
    assert stranger.done("endThirdParty", "case { id }", case=case, thirdParty=third)["case"] is None
    assert stranger.post(CASE, id=case).content == stranger.post(CASE, id=unknown("Case")).content
    assert stranger.ask(CASES, first=5)["cases"]["edges"] == []
    (one,) = read(town.as_("buyer"), case, THIRD)["thirdParties"]
    assert one["ended"] == "LAID_DOWN"


def test_it_corrects_and_takes_back_what_it_said_for_whoever_reads_that_to_see(town: Town) -> None:
    case = in_mediation(town)
    joined(town, case)
    stranger, own = town.as_("stranger"), []
    for words in ("The neighbour signed.", "It was raining."):
        made = stranger.done("giveThirdPartyStatement", "statement { id }", case=case, words=words)
        own.append(made["statement"]["id"])
    corrected = {"case": case, "what": "STATEMENT", "id": own[0], "reads": "The caretaker signed."}
    assert town.as_("buyer").refused("correctSubmission", **corrected) == "NOT_FOUND"
    stranger.done("correctSubmission", **corrected)
    stranger.done("withdrawSubmission", case=case, what="STATEMENT", id=own[1], reasons="I mixed it up.")
    amended = THIRD + " amendments { what subject reads withdrawn reasons by { role name } } timeline { kind }"
    for who in ("buyer", "seller", "mediator", "stranger"):
        seen = read(town.as_(who), case, amended)
        (one,) = seen["thirdParties"]
        assert [said["words"] for said in one["statements"]] == ["The neighbour signed.", "It was raining."]
        assert {(each["what"], each["by"]["name"]) for each in seen["amendments"]} == {("STATEMENT", "Stefan Fremd")}
        assert [(each["subject"], each["reads"], each["reasons"]) for each in seen["amendments"]] == [
            (own[0], "The caretaker signed.", None),
            (own[1], None, "I mixed it up."),
        ]
        assert {"SubmissionCorrected", "SubmissionWithdrawn"} <= {entry["kind"] for entry in seen["timeline"]}
    for who in ("admin", "registrar"):
        assert read(town.as_(who), case, amended)["amendments"] == []


def test_it_has_no_record(town: Town) -> None:
    case = in_mediation(town)
    joined(town, case)
    assert town.as_("stranger").refused("issueRecord", case=case) == "NOT_ALLOWED"


@pytest.mark.parametrize("who", ["buyer", "seller", "mediator", "admin", "registrar"])
def test_who_may_ask_one_in(town: Town, who: str) -> None:
    case = in_mediation(town)
    town.as_(who).done("inviteThirdParty", case=case, email=address("stranger"), **MAKER)
