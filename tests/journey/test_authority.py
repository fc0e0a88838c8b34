"""Who may do what, mutation by mutation; and ids that are wrong, unknown or not for one's eyes answer alike."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from graphql import get_named_type
from sqlalchemy import func, select

from odr.accounts.keys import create_api_key
from odr.accounts.marketplaces import NewMarketplace, add_administrator, create_marketplace
from odr.accounts.principal import CONSOLE, Principal, Scope
from odr.notices.tables import notices
from odr.schema import ids
from odr.schema.schema import schema
from odr.store import Store
from odr.tables import metadata
from tests.accounts.browser import Caller
from tests.conftest import HandClock
from tests.journey.acts import MUTATIONS, filled, ids_of
from tests.journey.city import PNG, City
from tests.schema.house import complaint, order, remedy, unknown
from tests.schema.test_journey import in_mediation

MAY = {
    "acknowledgeComplaint answerComplaint joinCase": "seller",
    "escalateComplaint withdrawComplaint requestDecision forgoDecision acceptDecision rejectDecision": "buyer",
    "admitCase refuseCase appointNeutral": "admin registrar",
    "sendMessage": "buyer seller mediator",
    "makeOffer acceptOffer declineOffer withdrawOffer leaveNegotiation answerProposal": "buyer seller",
    "openBidding giveBid": "buyer seller",
    "nudgeRespondent": "buyer",
    "nudgeLine": "buyer seller",
    "createEvidenceUpload discloseExhibit finalizeEvidenceUpload createEvidenceLink": "buyer seller",
    "makeProposal endMediation discloseCircumstances recuseNeutral": "mediator",
    "objectToNeutral": "buyer seller",
    "decideObjection handOverCase": "admin registrar",
    "describeNeutral recordConflict": "registrar",
    "markAbsence stateLanguages": "mediator decider",
    "requestEvidence answerEvidenceRequest": "buyer seller",
    "claimConfidentiality redactExhibit": "buyer seller",
    "annotateExhibit noteTranslation": "buyer seller mediator",
    "ruleOnConfidentiality": "",
    "draftDecision readDraft issueDraft": "",
    "completeFile issueDecision reopenRecord declineCorrection correctDecision decideReview decideSetAside": "",
    "askCorrection askReview askSetAside": "buyer seller",
    "reportFulfilment arrangeReturn": "buyer seller admin registrar FULFILMENT_WRITE",
    "reportInspection": "buyer seller admin registrar FULFILMENT_WRITE",
    "answerInspection": "buyer seller",
    "answerUnknownFulfilment": "admin registrar",
    "reportRecovery": "admin FULFILMENT_WRITE ORDERS_WRITE",
    "reportParallelProceeding endParallelProceeding": "buyer seller admin registrar FULFILMENT_WRITE",
    "confirmParallelProceeding": "buyer seller admin registrar",
    "issueRecord": "buyer seller mediator admin registrar",
    "fileComplaint": "buyer seller",
    "takeDownComplaint": "admin registrar",
    "fileComplaints": "buyer",
    "registerOrder": "admin ORDERS_WRITE",
    "pullOrder": "",
    "createApiKey revokeApiKey": "admin",
    "addWebhook changeWebhook removeWebhook rotateWebhookSecret": "admin WEBHOOKS_WRITE",
    "testWebhook retryDelivery replayDeliveries": "admin WEBHOOKS_WRITE",
    "grantExportScope revokeExportScope": "registrar",
    "exportCases": "regulator",
    "inviteMember removeMember closeOrganisation": "seller",
    "closeSeller": "admin registrar",
    "reopenAccount": "registrar",
    "askPause answerPause answerExtension askRulebookChange answerRulebookChange": "buyer seller",
    "makeCounterclaim withdrawCounterclaim": "seller",
    "answerCounterclaim": "buyer",
    "correctSubmission withdrawSubmission giveClarification": "buyer seller",
    "askClarification": "mediator admin registrar",
    "continueCase": "buyer",
    "noticeInactivity endCase": "mediator admin registrar",
    "reportBreach": "buyer seller",
    "askHumanReview": "buyer seller",
    "answerHumanReview": "admin registrar",
    "extendFrame": "buyer seller mediator",
    "orderPause": "mediator admin registrar",
    "resumeCase": "buyer seller mediator admin registrar",
    "reportSafety": "buyer seller mediator admin registrar",
    "answerSafetyReport hideMessage": "",
    "blockMessages unblockMessages stateNeeds": "buyer seller",
    "withdrawNeeds": "buyer seller",
    "nameRepresentative endRepresentation": "buyer seller",
    "requireGuardian nameGuardian": "buyer seller mediator admin registrar",
    "claimCapacity": "",
    "takeVoucher": "buyer seller",
    "relieveGuardian confirmCapacity": "mediator admin registrar",
    "inviteRecipient": "buyer",
    "proposeBundle": "admin registrar",
    "objectToBundle": "buyer seller",
    "releaseFromBundle": "mediator admin registrar",
    "appointForBundle decideBundle": "",
    "inviteThirdParty endThirdParty": "buyer seller mediator admin registrar",
    "askThirdParty": "buyer seller mediator",
    "giveThirdPartyStatement": "",
    "draftRulebook": "admin seller",
    "askErasure": "buyer seller",
    "answerErasure placeLegalHold liftLegalHold": "admin registrar",
    "publishRulebook withdrawRulebookDraft": "",
}
"""The acts that belong to somebody, and to whom; in a case in mediation, which has no decider yet."""
FOR_ANYBODY = frozenset(
    "register confirmEmail signIn signOut requestRecovery recoverAccount requestEmailChange confirmEmailChange"
    " updateProfile createOrganisation acceptMemberInvitation acceptCaseInvitation acceptPart markNoticesRead"
    " advanceClock createDeadlineFeed revokeDeadlineFeed requestPayoutChange confirmPayoutChange"
    " enrolSecondFactor confirmSecondFactor removeSecondFactor closeAccount confirmComplaint".split()
)
EVERYBODY = ("buyer", "seller", "mediator", "decider", "admin", "registrar", "regulator", "stranger", "nobody", *Scope)
NO = {"NOT_ALLOWED", "NOT_FOUND", "NOT_SIGNED_IN", "SCOPE_NOT_FOUND"}
UNCOUNTED = {"sessions", "throttles", "heartbeats"}


class Square(NamedTuple):
    """A city, its callers, the ids of one case in mediation, and those of another marketplace's case."""

    city: City
    callers: dict[str, Caller]
    known: dict[str, str]
    hidden: dict[str, str]


@pytest.fixture(scope="module")
def square(module_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Square:
    city = City(module_store, HandClock(datetime(2026, 3, 2, 12, tzinfo=UTC)), tmp_path_factory.mktemp("city"))
    known, hidden = of_this_case(city), of_another_marketplace(city)
    callers = {name: caller(city, name) for name in EVERYBODY}
    return Square(city, callers, known, hidden)


def caller(city: City, name: str) -> Caller:
    if name in list(Scope):
        return city.program(Scope(name))
    return city.nobody() if name == "nobody" else city.as_(name)


def of_this_case(city: City) -> dict[str, str]:
    case, person = in_mediation(city), city.people["mediator"]
    made = city.as_("mediator").done("makeProposal", "proposal { id }", case=case, lines=[remedy()], reasons="Fair.")
    offer = city.as_("seller").done("makeOffer", "offer { id }", case=case, lines=[remedy()])["offer"]["id"]
    told = city.as_("buyer").ask("{ notices(first: 1) { edges { node { id } } } }")["notices"]["edges"][0]["node"]["id"]
    return {
        "case": case,
        "offer": offer,
        "counters": offer,
        "proposal": made["proposal"]["id"],
        "exhibit": city.hand_in("buyer", case),
        "order": city.as_("buyer").ask("{ orders { edges { node { id } } } }")["orders"]["edges"][0]["node"]["id"],
        "marketplace": ids.encode("Marketplace", city.marketplace),
        "person": ids.encode("Person", person),
        "regulator": ids.encode("Person", city.people["regulator"]),
        "organisation": city.as_("seller").ask("{ viewer { organisations { id } } }")["viewer"]["organisations"][0][
            "id"
        ],
        "notices": told,
        "upload": unknown("EvidenceUpload"),
        "line": unknown("CompensationLine"),
        "fulfilment": unknown("UnknownFulfilment"),
        "representation": unknown("Representation"),
        "request": unknown("EvidenceRequest"),
        "claim": unknown("ConfidentialityClaim"),
        "bidding": unknown("Bidding"),
        "proceeding": unknown("ParallelProceeding"),
        "id": unknown("Message"),
        "clarification": unknown("Clarification"),
        "objection": unknown("Objection"),
        "other": ids.encode("Person", city.people["buyer"]),
        "payer": ids.encode("Marketplace", city.marketplace),
        "scope": unknown("ExportScope"),
        "apiKey": unknown("ApiKey"),
        "webhook": unknown("Webhook"),
        "delivery": unknown("WebhookDelivery"),
        "frame": ids.encode("Frame", "mediation.agree"),
        "rulebook": ids.encode("Rulebook", "uncitral-iso-32122/1"),
        "draft": unknown("RulebookVersion"),
        "report": unknown("SafetyReport"),
        "message": unknown("Message"),
        "bundle": unknown("Bundle"),
        "hold": unknown("LegalHold"),
        "rendition": unknown("Rendition"),
        "cases": case,
        "thirdParty": unknown("ThirdParty"),
        "answers": unknown("ThirdPartyQuestion"),
        "exhibits": unknown("Exhibit"),
    }


def of_another_marketplace(city: City) -> dict[str, str]:
    """What the stranger has, who bought elsewhere, and what the case's other side keeps to itself."""
    now = city.clock.now()
    with city.store.write() as conn:
        new = NewMarketplace("Fernmarkt", "FM", "Europe/Berlin", "DE", "https://fernmarkt.example")
        market = create_marketplace(conn, CONSOLE, new, now)
        add_administrator(conn, CONSOLE, market, city.people["decider"], now)
        boss = Principal(
            city.people["decider"], frozenset(), frozenset({market}), frozenset(), frozenset(), "en", "session"
        )
        key = create_api_key(conn, boss, market, "theirs", [Scope.CASES_READ], now).id
    theirs = city.as_("decider")
    added = {"marketplace": ids.encode("Marketplace", market), "url": "https://fernmarkt.example/hook"}
    webhook = theirs.done("addWebhook", "webhook { id }", **added)["webhook"]["id"]
    delivery = theirs.done("testWebhook", "delivery { id }", webhook=webhook)["delivery"]["id"]
    buyer = {"email": "stranger@example.org", "name": "Stefan Fremd", "country": "DE", "zone": "Europe/Berlin"}
    sold = order(now, buyer=buyer, seller=order(now)["seller"] | {"externalId": "s-88", "email": "far@example.org"})
    registered = city.as_("decider").done("registerOrder", "order { id }", **sold)["order"]["id"]
    stranger = city.as_("stranger")
    case = stranger.done("fileComplaint", "case { id }", **complaint(registered))["case"]["id"]
    asked = {"case": case, "filename": "a.png", "sizeBytes": len(PNG)}
    city.work()
    with city.store.read() as conn:
        notice = conn.execute(select(notices.c.id).where(notices.c.person == city.people["stranger"])).scalars().first()
    return {
        "case": case,
        "cases": case,
        "offer": stranger.done("makeOffer", "offer { id }", case=case, lines=[remedy()])["offer"]["id"],
        "exhibit": city.hand_in("stranger", case),
        "upload": stranger.done("createEvidenceUpload", "upload { id }", **asked)["upload"]["id"],
        "order": registered,
        "marketplace": ids.encode("Marketplace", market),
        "person": ids.encode("Person", city.people["stranger"]),
        "organisation": stranger.done("createOrganisation", "organisation { id }", name="Far", country="DE")[
            "organisation"
        ]["id"],
        "apiKey": ids.encode("ApiKey", key),
        "webhook": webhook,
        "delivery": delivery,
        "notices": ids.encode("Notice", str(notice)),
        "regulator": ids.encode("Person", city.people["stranger"]),
    }


def counted(store: Store) -> Counter[str]:
    with store.read() as conn:
        kept = (table for table in metadata.sorted_tables if table.name not in UNCOUNTED)
        return Counter({t.name: conn.execute(select(func.count()).select_from(t)).scalar_one() for t in kept})


def test_every_mutation_stands_in_the_table_of_who_may() -> None:
    named = [name for names in MAY for name in names.split()]
    assert sorted([*named, *FOR_ANYBODY]) == sorted(MUTATIONS)


@pytest.mark.parametrize("names", MAY)
def test_who_may_not_changes_nothing(square: Square, names: str) -> None:
    before = counted(square.city.store)
    for name in names.split():
        for who in EVERYBODY:
            if who not in MAY[names].split():
                errors = square.callers[who].act(name, **filled(name, square.known))["userErrors"]
                assert {error["code"] for error in errors} <= NO, (name, who, errors)
                assert errors, (name, who)
    assert counted(square.city.store) == before


WITH_IDS = [(name, field) for name in sorted(MUTATIONS) for field in ids_of(name)]


@pytest.mark.parametrize(("name", "field"), WITH_IDS)
def test_wrong_unknown_and_invisible_ids_of_acts_answer_alike(square: Square, name: str, field: str) -> None:
    before = counted(square.city.store)
    for who in ("buyer", "admin", "registrar", "regulator", "nobody"):
        wrong = ["x", "", "%", "é" * 4, "x" * 300, unknown("Thing"), unknown(type_of(square, field))]
        if field in square.hidden and not sees_all(who, field):
            wrong.append(square.hidden[field])
        asked = [filled(name, square.known | {field: one}) for one in wrong]
        answers = {str(square.callers[who].act(name, **one)): one[field] for one in asked}
        assert len(answers) == 1, (who, answers)
    assert counted(square.city.store) == before


def type_of(square: Square, field: str) -> str:
    return ids.decode(square.known[field]).type


def sees_all(who: str, field: str) -> bool:
    """Registrars administrate every case, and may name any marketplace."""
    return who == "registrar" and field in ("case", "cases", "marketplace")


QUERIES = [
    (name, key)
    for name, field in schema()._schema.query_type.fields.items()  # type: ignore[union-attr]
    for key, given in field.args.items()
    if get_named_type(given.type).name == "ID"
]
KIND_OF = {
    "case": "Case",
    "order": "Order",
    "organisation": "Organisation",
    "node": "Case",
    "rulebook": "Rulebook",
    "bundle": "Bundle",
}


@pytest.mark.parametrize(("name", "key"), QUERIES)
def test_wrong_unknown_and_invisible_ids_of_queries_answer_alike(square: Square, name: str, key: str) -> None:
    document = f"query ($id: ID!) {{ {name}({key}: $id) {{ __typename }} }}"
    hidden = [one for field, one in square.hidden.items() if field not in ("person", "regulator")]
    for who in ("buyer", "mediator", "regulator", *(("nobody",) if name != "node" else ())):
        wrong: list[Any] = ["x", "", "é", "x" * 300, unknown("Thing"), unknown(KIND_OF.get(name, "Case")), *hidden]
        answers = {square.callers[who].post(document, id=one).content for one in wrong}
        assert len(answers) == 1, (who, answers)
