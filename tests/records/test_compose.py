"""What a record says of a real docket."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from odr.codec import KINDS
from odr.domain import case as d
from odr.domain import compensation, exhibits, redacting, remedies, roles, talk
from odr.domain import events as e
from odr.domain.refusals import NotFound
from odr.domain.roles import Actor, Role, Side
from odr.domain.rulebook import DecisionEffect
from odr.domain.words import Text
from odr.law import Law
from odr.records import markup, outcomes
from odr.records.compose import compose, named_ids
from odr.records.content import Content, to_json
from odr.records.reading import Scope, read_case
from odr.records.render import render
from odr.records.telling import Teller
from odr.records.words import words
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from odr.tables import metadata
from tests.core.given import DECIDER, FILED_AT, SELLER, refund
from tests.core.test_confidentiality import claim, rule
from tests.core.test_procedure import collecting, exhibit
from tests.records.journey import ADMINISTRATOR, CASE, NAMES, Journey

AT = FILED_AT
"""Before any bound: the docket as it was stored."""

READERS = [Role.COMPLAINANT, Role.RESPONDENT, Role.MEDIATOR, Role.DECIDER, Role.MARKETPLACE, Role.REGISTRAR]
SECRETS = ["Sixty, and we are done.", "Between us: sixty would do.", "Half way.", "50.00"]


def record(store: Store, role: Role = Role.COMPLAINANT, scope: Scope = Scope.SHARED) -> Content:
    return compose(read_case(store, Law(all_rulebooks()), CASE, role, scope, AT), NAMES, "en")


@pytest.fixture
def decided(store: Store) -> Store:
    """A case that went all the way, with words in private."""
    Journey(store).negotiate().mediate(private=True).decide().fulfil()
    return store


def test_a_whole_case_is_told(decided: Store):
    content = record(decided)
    assert content.cover.status.startswith("Closed on ")
    assert content.cover.status.endswith("A decision was issued.")
    assert [party.name for party in content.cover.parties] == ["Anna Kowalska", "Holzhaus Möbel GmbH"]
    assert content.cover.notice == "A record proves, it does not bind."
    assert content.claims[0].account.body == "The lamp arrived with a crack."
    assert content.decisions[0].issues[0].evidence == ("C-1",)
    assert content.decisions[0].answer == "Accepted."
    assert content.duties[0].status == "Done."
    assert [step.what for step in content.duties[0].steps][-1] == "Done. Reference RF-3."
    assert [neutral.name for neutral in content.neutrals] == ["Marek Zielony", "Judith Okafor"]
    assert content.exhibits[0].name == "cracked-base.jpg"


def test_a_step_that_failed_says_why_and_whether_it_can_be_tried_again(store: Store):
    journey = Journey(store).negotiate().mediate(private=True).decide()
    for hours, why in enumerate((e.Failure("MORE_THAN_IS_LEFT", retryable=False), e.Failure("", retryable=True))):
        failed = {"line": "d-1", "step": e.Step.FAILED, "reference": "", "failure": why}
        journey.do(ADMINISTRATOR, 24 * 60 + 2 * hours, compensation.ReportFulfilment, **failed)
        again = {"line": "d-1", "step": e.Step.ORDERED, "reference": ""}
        journey.do(ADMINISTRATOR, 24 * 60 + 2 * hours + 1, compensation.ReportFulfilment, **again)
    steps = [step.what for step in record(store).duties[0].steps]
    assert steps[-4] == "Failed. Reason: MORE_THAN_IS_LEFT. Something has to be put right first."
    assert steps[-2] == "Failed. It can be tried again."


def test_what_was_asked_for_and_not_given_stands_in_the_record(decided: Store):
    asked = {one.title: one for one in record(decided).documents}
    given = {one.exhibits for one in asked.values()}
    assert len(asked) == 4
    assert all(one.why for one in asked.values())
    assert given == {("C-1",), ()}, "the photograph was, the rest was not"
    assert record(decided, role=Role.MARKETPLACE).documents == (), "who sees no exhibits cannot say what is missing"


def test_a_summary_and_a_redacted_exhibit_read_as_what_they_are():
    case = collecting()
    exhibit(case, SELLER, "x")
    claim(case)
    rule(case, granted=True)
    exhibit(case, SELLER, "y")
    made = {"upload": "u", "name": Text("b.jpg"), "sha256": Text("c"), "media_type": "image/jpeg", "size": 1}
    places = (e.Place(page=1),)
    case.do(redacting.RedactExhibit, SELLER, exhibit="z", original="y", places=places, **made)
    case.do(exhibits.DiscloseExhibit, SELLER, exhibit="z")
    teller = Teller(case.case, NAMES, words("en"), "UTC")
    names = [outcomes.exhibit(one, case.case, teller).name for one in case.case.exhibits.values()]
    assert names == ["Summary of a confidential exhibit", "b.jpg (places are blacked out)"]


def test_entries_are_numbered_without_a_gap_and_each_has_its_own_hash(decided: Store):
    course = record(decided).course
    assert [line.number for line in course] == list(range(1, len(course) + 1))
    assert len({line.hash for line in course}) == len(course) == record(decided).cover.entries


def test_an_entry_has_the_same_hash_in_every_record(decided: Store):
    own = {line.hash for line in record(decided, Role.COMPLAINANT, Scope.PRIVATE).course}
    assert {line.hash for line in record(decided, Role.MARKETPLACE).course} < own


def test_instants_stand_in_the_readers_zone(decided: Store):
    assert {line.at.zone for line in record(decided).course} == {"Europe/Warsaw"}
    assert {line.at.zone for line in record(decided, Role.RESPONDENT).course} == {"Europe/Berlin"}


def test_every_deadline_has_a_reason(decided: Store):
    deadlines = {deadline.clause: deadline for deadline in record(decided).deadlines}
    answer = deadlines["complaint.answer"]
    assert answer.due_words == "by the end of Mon 9 March 2026 (Berlin time)"
    assert answer.reason.startswith("7 days from Mon 2 March 2026, 10:30 (Berlin time, UTC+1).")
    assert (answer.who, answer.status) == ("Holzhaus Möbel GmbH", "Kept")


@pytest.mark.parametrize("role", READERS)
def test_what_is_without_prejudice_stands_in_no_shared_record(decided: Store, role: Role):
    shared = to_json(record(decided, role)).decode()
    assert not [secret for secret in SECRETS if secret in shared]


def test_the_private_record_holds_what_its_reader_sees(decided: Store):
    own, other = (
        to_json(record(decided, role, Scope.PRIVATE)).decode() for role in (Role.COMPLAINANT, Role.RESPONDENT)
    )
    assert [secret in own for secret in SECRETS] == [True] * 4
    assert [secret in other for secret in SECRETS] == [True, False, True, True]
    assert record(decided, Role.COMPLAINANT, Scope.PRIVATE).cover.private


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_what_is_said_in_private_changes_nobody_elses_record(
    new_database: Callable[[str], str], open_store: Callable[[str], Store], engine: str
):
    """Entry hashes differ by their salts in any case, so they are compared by number only."""
    worlds = []
    for private in (True, False):
        store = open_store(new_database(engine))
        metadata.create_all(store.engine)
        Journey(store).negotiate().mediate(private=private).decide()
        worlds.append(store)
    for role in READERS:
        told, untold = (without_hashes(record(store, role)) for store in worlds)
        assert told == untold, role
    told, untold = (without_hashes(record(store, Role.RESPONDENT, Scope.PRIVATE)) for store in worlds)
    assert told == untold


def without_hashes(content: Content) -> str:
    text = to_json(content).decode()
    for line in content.course:
        text = text.replace(line.hash, "")
    return text


def test_a_hidden_message_stands_in_no_record_and_is_said_to_be_hidden(store: Store):
    journey, at = Journey(store).negotiate(), FILED_AT + timedelta(hours=8)
    assert "Το δέμα" in to_json(record(store, scope=Scope.PRIVATE)).decode()
    by = Actor(Role.TRUST_AND_SAFETY, "guard")
    journey.clerk.submit_for_service(CASE, talk.HideMessage(by=by, at=at, message="m-7"))
    for scope in Scope:
        assert "Το δέμα" not in to_json(record(store, scope=scope)).decode()
    (hidden,) = [line.said for line in record(store, scope=Scope.PRIVATE).course if line.said and line.said.hidden]
    assert markup.said(words("en"), hidden).text == "This message is hidden as abusive. The original is kept."


def test_the_same_state_gives_the_same_data(decided: Store):
    assert to_json(record(decided)) == to_json(record(decided))


def test_the_names_to_ask_for_are_all_that_the_record_shows(decided: Store):
    case = read_case(decided, Law(all_rulebooks()), CASE, Role.COMPLAINANT, Scope.PRIVATE, AT).case
    assert named_ids(case) == {*NAMES, "service"}


def test_a_name_that_is_not_kept_is_told(decided: Store):
    reading = read_case(decided, Law(all_rulebooks()), CASE, Role.COMPLAINANT, Scope.SHARED, AT)
    content = compose(reading, {}, "en")
    assert {party.name for party in content.cover.parties} == {"Name not kept"}
    assert "mediator" not in content.neutrals[0].name


def test_an_unknown_case_is_not_found(store: Store):
    with pytest.raises(NotFound):
        record(store)


def test_a_real_record_can_be_laid_out(decided: Store):
    assert render(record(decided, Role.COMPLAINANT, Scope.PRIVATE)).startswith(b"%PDF-2.0")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_entry_has_words_for_its_own_fields(kind: str):
    assert words("en").names(f"event.{kind}") <= {field.name for field in fields(KINDS[kind])}


ENUMERATIONS = {
    "stage": e.Stage,
    "position": e.Position,
    "ground": e.Ground,
    "refusalground": e.RefusalGround,
    "ending": e.Ending,
    "how": e.How,
    "function": e.Function,
    "outcome": e.Outcome,
    "step": e.Step,
    "standing": d.Standing,
    "effect": DecisionEffect,
    "complaint": remedies.ComplaintType,
    "remedy_kind": remedies.Remedy,
    "room": roles.Room,
    "capacity": roles.Capacity,
    "sale_role": roles.SaleRole,
}


@pytest.mark.parametrize("section", ENUMERATIONS)
def test_every_value_has_words(section: str):
    assert {str(value) for value in ENUMERATIONS[section]} <= words("en").keys(section)


def test_every_clause_of_the_rulebook_has_a_name():
    clauses = {clause.replace(".", "_") for clause in all_rulebooks()[DEFAULT].clauses}
    assert clauses <= words("en").keys("frame")


def test_a_record_tells_what_time_has_brought_with_the_hashes_that_the_docket_will_store(store):
    journey = Journey(store)
    at = FILED_AT + timedelta(days=9)
    before = read_case(store, Law(all_rulebooks()), CASE, Role.COMPLAINANT, Scope.SHARED, at)
    assert journey.clerk.sweep(at) == 1
    after = read_case(store, Law(all_rulebooks()), CASE, Role.COMPLAINANT, Scope.SHARED, at)
    assert before.case.stage is e.Stage.INTAKE
    assert (before.hashes, before.entries) == (after.hashes, after.entries)


def whole(store: Store) -> d.Case:
    return read_case(store, Law(all_rulebooks()), CASE, Role.COMPLAINANT, Scope.SHARED, AT).case


def test_a_decision_tells_each_outcome_and_what_is_left_to_pay(decided: Store):
    tell = Teller(whole(decided), NAMES, words("en"), "Europe/Berlin")
    both = (refund(3000), replace(refund(8000), owed_by=Side.COMPLAINANT))
    ruling = d.Decision("d", e.Outcome.GRANTED, (), both, Text("R."), "recommendation", DECIDER, FILED_AT)
    of_both = replace(ruling, counterclaim=e.Outcome.DISMISSED)
    assert outcomes.decision(of_both, tell).outcome == "The complaint is granted. The counterclaim is dismissed."
    alone = replace(of_both, outcome=None, set_off=True)
    assert outcomes.decision(alone, tell).outcome == (
        "The counterclaim is dismissed. What both sides owe is set off: Anna Kowalska pays 50.00 EUR. "
        "The lines stay as they are."
    )


def test_a_duty_tells_that_a_fund_pays_it_or_is_paid_back(decided: Store):
    case = whole(decided)
    tell = Teller(case, NAMES, words("en"), "Europe/Berlin")
    owed = d.OwedLine("d-1", refund(8000), e.Step.ORDERED, fund=e.FundPart.PAYS)
    repaid = replace(owed, id="d-2", fund=e.FundPart.IS_PAID_BACK)
    case.compensation = d.Compensation("d", FILED_AT, (owed, repaid))
    assert [one.owed_by for one in outcomes.duties(case, tell)] == [
        "Holzhaus Möbel GmbH; the guarantee fund pays first",
        "Holzhaus Möbel GmbH, to the guarantee fund",
    ]
