"""Several dockets change together or not at all, on both databases; a case that leaves is told to those that stay."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from odr import bundling
from odr.bundles import Standing, members
from odr.clerk import CaseSeen, Clerk
from odr.domain import negotiation
from odr.domain import refusals as no
from odr.domain.appointing import AppointNeutral
from odr.domain.bundling import ObjectToBundle, ReleaseFromBundle
from odr.domain.case import Case
from odr.domain.events import BundleChanged, DecidedTogether, DecisionIssued, Function, Issue, Leaving, Outcome, Stage
from odr.domain.guards import Command
from odr.domain.remedies import Claim, ComplaintType, Remedy
from odr.domain.roles import Actor, Role, Visitor
from odr.domain.words import Text
from odr.law import Law
from odr.outbox import outbox
from odr.promises import BUNDLES
from odr.reserved import Act
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from odr.verification import verify_dockets
from tests.core.given import BUYER_PARTY, FILED_AT, ORDER, complaint, refund

ADMIN = Visitor("admin", marketplaces=frozenset({"kiezmarkt"}))
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
DORA = Visitor("dora")
CASES = ("anna", "bert", "cleo")
LATER = FILED_AT + timedelta(hours=1)
ISSUES = (Issue(Text("Was the lamp cracked?"), Text("It was, in every parcel of that week."), (), "Sale of goods"),)


def file(clerk: Clerk, *names: str, **changes: Any) -> None:
    """Each case is named after its buyer."""
    for name in names:
        sale = {
            "case": name,
            "by": Actor(Role.COMPLAINANT, name),
            "complainant": replace(BUYER_PARTY, holder=name),
            "order": replace(ORDER, id=f"order-{name}"),
        }
        clerk.open("KE", lambda number, s=sale: complaint(number=number, **s | changes), DEFAULT)


@pytest.fixture
def clerk(store: Store) -> Clerk:
    clerk = Clerk(store, all_rulebooks())
    file(clerk, *CASES)
    return clerk


def named(case: str) -> str:
    """The bundle that begins with this case; its name is not the case's."""
    return f"b-{case[1:]}"


def propose(clerk: Clerk, *cases: str, at: datetime = LATER, act: Act | None = None, by: Visitor = ADMIN) -> None:
    bundling.propose(clerk, by, named(cases[0]), cases, "The same lamp.", at, act)


def do(clerk: Clerk, case: str, by: Visitor, kind: Callable[..., Command], at: datetime, **asked: Any) -> None:
    clerk.submit(case, by, lambda actor: kind(by=actor, at=at, **asked), at)


def seen(clerk: Clerk, case: str, at: datetime = LATER) -> Case:
    return clerk.look_as(case, Role.SYSTEM, at).case


def standings(clerk: Clerk, bundle: str = "b-nna") -> dict[str, Standing]:
    with clerk.store.raw() as db:
        return {one.case_id: one.standing for one in members(db, clerk.store.dialect, bundle)}


def sweep(clerk: Clerk, at: datetime) -> None:
    while clerk.sweep(at):
        pass


def appoint(clerk: Clerk, at: datetime, bundle: str = "b-nna", **more: Any) -> None:
    def asked(one: CaseSeen) -> AppointNeutral:
        said = {"belongs_to": frozenset[str](), "payer": "service", "functions": frozenset({Function.DECIDER})}
        conflicts = more.get(one.case.id, frozenset[str]())
        return AppointNeutral(by=one.by, at=at, function=Function.DECIDER, person="dora", conflicts=conflicts, **said)

    bundling.appoint(clerk, ADMIN, bundle, asked, at, None)


def at_decision(clerk: Clerk, *cases: str) -> datetime:
    """Everybody stays silent until the decision is due; when that is."""
    at = FILED_AT
    while seen(clerk, cases[0], at).stage is not Stage.DECIDER_APPOINTMENT:
        at += timedelta(hours=12)
    sweep(clerk, at)
    appoint(clerk, at, named(cases[0]))
    while any(seen(clerk, case, at).stage is not Stage.DECISION for case in cases):
        at += timedelta(hours=12)
    sweep(clerk, at + timedelta(minutes=2))
    return at + timedelta(minutes=3)


def own(case: str, minor: int = 1000, **changes: Any) -> bundling.Own:
    said = {"outcome": Outcome.GRANTED, "lines": (refund(minor),), "evidence": {}, "particulars": ""}
    return bundling.Own(**{**said, "decision": f"d-{case}", **changes})


def decide(clerk: Clerk, at: datetime, said: dict[str, bundling.Own], act: Act | None = None, **more: Any) -> None:
    bundling.decide(clerk, DORA, more.get("bundle", "b-nna"), ISSUES, "Because it was.", said, at, act)


def versions(clerk: Clerk, at: datetime) -> list[int]:
    return [clerk.look_as(case, Role.SYSTEM, at).case.version for case in CASES]


def test_it_stands_in_every_docket_and_in_no_docket_which_the_others_are(clerk: Clerk) -> None:
    propose(clerk, *CASES)
    for case in CASES:
        found = clerk.look_as(case, Role.SYSTEM, LATER)
        assert found.case.bundle is not None
        assert found.case.bundle.cases == 3
        assert not any(other in repr(found.entries[-2].event) for other in CASES if other != case)
    assert standings(clerk) == dict.fromkeys(CASES, Standing.PROPOSED)


def test_either_all_are_in_it_or_none(clerk: Clerk) -> None:
    late = (Claim("claim-1", "lamp", 1, ComplaintType.LATE, (refund(8000, remedy=Remedy.REFUND_FULL),)),)
    file(clerk, "dirk", claims=late)
    before = versions(clerk, LATER)
    with pytest.raises(no.NotAlike, match=seen(clerk, "dirk").number):
        propose(clerk, *CASES, "dirk")
    assert versions(clerk, LATER) == before
    assert standings(clerk) == {}


def test_two_cases_about_one_order_are_decided_apart(clerk: Clerk) -> None:
    shade = (Claim("claim-2", "shade", 1, ComplaintType.DAMAGED, (refund(2500, "shade", Remedy.REFUND_FULL),)),)
    file(clerk, "again", claims=shade, order=replace(ORDER, id="order-anna"))
    with pytest.raises(no.NotAlike):
        propose(clerk, "anna", "again")
    for cases in (("anna",), ("anna", "anna")):
        with pytest.raises(no.InvalidInput):
            propose(clerk, *cases)


def test_only_an_administrator_proposes_one(clerk: Clerk) -> None:
    for by, refusal in ((SELLER, no.NotAllowed), (Visitor("anna"), no.NotAllowed), (Visitor("x"), no.NotFound)):
        with pytest.raises(refusal):
            propose(clerk, *CASES, by=by)


def test_an_objection_is_told_to_the_others_as_a_number(clerk: Clerk, store: Store) -> None:
    propose(clerk, *CASES)
    do(clerk, "cleo", Visitor("cleo"), ObjectToBundle, LATER)
    with store.read() as conn:
        assert len(conn.execute(select(outbox.c.id).where(outbox.c.topic == BUNDLES)).all()) == 1
    bundling.tell_how_many(clerk, "b-nna", LATER)
    bundling.tell_how_many(clerk, "b-nna", LATER)
    for case in ("anna", "bert"):
        events = [entry.event for entry in clerk.look_as(case, Role.SYSTEM, LATER).entries]
        assert [one for one in events if isinstance(one, BundleChanged)] == [BundleChanged("b-nna", 2)]
    assert standings(clerk) == {"anna": Standing.PROPOSED, "bert": Standing.PROPOSED, "cleo": Standing.LEFT}


def test_one_case_alone_is_no_bundle_and_nobody_has_to_dissolve_it(clerk: Clerk) -> None:
    propose(clerk, "anna", "bert")
    sweep(clerk, FILED_AT + timedelta(days=20))
    assert set(standings(clerk).values()) == {Standing.JOINED}
    do(clerk, "bert", ADMIN, ReleaseFromBundle, FILED_AT + timedelta(days=20), reasons=Text("Other facts."))
    bundling.tell_how_many(clerk, "b-nna", FILED_AT + timedelta(days=20))
    found = seen(clerk, "anna", FILED_AT + timedelta(days=20)).bundle
    assert found is not None
    assert found.left is Leaving.DISSOLVED


def test_one_neutral_serves_all_or_is_appointed_in_none(clerk: Clerk) -> None:
    propose(clerk, *CASES)
    at = FILED_AT
    while seen(clerk, "anna", at).stage is not Stage.DECIDER_APPOINTMENT:
        at += timedelta(hours=12)
    with pytest.raises(no.NotEligible, match=f"{seen(clerk, 'bert').number}: .*conflict"):
        appoint(clerk, at, bert=frozenset({"bert"}))
    assert all(seen(clerk, case, at).neutral(Function.DECIDER) is None for case in CASES)
    appoint(clerk, at)
    assert {seen(clerk, case, at).appointments[-1].person for case in CASES} == {"dora"}
    with pytest.raises(no.AlreadyDone):
        appoint(clerk, at)


def test_the_rule_takes_whoever_serves_in_the_others(clerk: Clerk) -> None:
    propose(clerk, "anna", "bert")
    at = FILED_AT
    while seen(clerk, "anna", at).stage is not Stage.DECIDER_APPOINTMENT:
        at += timedelta(hours=12)
    assert bundling.serving_elsewhere(clerk, seen(clerk, "bert", at), Function.DECIDER, at) == set()
    asked = AppointNeutral(
        by=Actor(Role.MARKETPLACE, "admin"),
        at=at,
        function=Function.DECIDER,
        person="dora",
        functions=frozenset({Function.DECIDER}),
        belongs_to=frozenset(),
        payer="service",
    )
    clerk.submit_for_service("anna", asked)
    assert bundling.serving_elsewhere(clerk, seen(clerk, "bert", at), Function.DECIDER, at) == {"dora"}
    assert bundling.serving_elsewhere(clerk, seen(clerk, "cleo", at), Function.DECIDER, at) == set()


@pytest.mark.parametrize("role", [Role.COMPLAINANT, Role.RESPONDENT, Role.MARKETPLACE, Role.DECIDER])
def test_why_a_case_left_changes_nothing_for_the_others(store: Store, role: Role) -> None:
    """Objected to, settled, or released: who reads one of the others reads the same, to the last entry."""
    clerk, read = Clerk(store, all_rulebooks()), list[str]()
    ways: list[Callable[[str], None]] = [
        lambda case: do(clerk, case, Visitor(case), ObjectToBundle, LATER),
        lambda case: do(clerk, case, ADMIN, ReleaseFromBundle, LATER, reasons=Text("Other facts.")),
        lambda case: settle(clerk, case, LATER),
    ]
    for number, leaves in enumerate(ways):
        cases = [f"{name}{number}" for name in CASES]
        file(clerk, *cases)
        bundling.propose(clerk, ADMIN, f"b{number}", cases, "The same lamp.", LATER, None)
        leaves(cases[2])
        bundling.tell_how_many(clerk, f"b{number}", LATER)
        entries = clerk.look_as(cases[0], role, LATER).entries
        told = [(one.number, one.at, one.by.role, repr(one.event)) for one in entries if one.at >= LATER]
        read.append(str(told).replace(f"b{number}", "b"))
    assert len(set(read)) == 1
    assert "BundleChanged" in read[0]


def settle(clerk: Clerk, case: str, at: datetime) -> None:
    do(clerk, case, SELLER, negotiation.MakeOffer, at, offer="o", lines=(refund(500),))
    do(clerk, case, Visitor(case), negotiation.AcceptOffer, at, offer="o", understood=True)


def test_one_text_decides_all_of_them_each_with_its_own_lines(clerk: Clerk) -> None:
    propose(clerk, *CASES)
    do(clerk, "cleo", Visitor("cleo"), ObjectToBundle, LATER)
    bundling.tell_how_many(clerk, "b-nna", LATER)
    at = at_decision(clerk, "anna", "bert")
    act = Act("dora", "decideBundle", "k", "h", "b-nna")
    said = {"anna": own("anna", 1000), "bert": own("bert", 2000, particulars="Two screws were missing as well.")}
    decide(clerk, at, said, act)
    for case, minor, words in (("anna", 1000, "Because it was."), ("bert", 2000, "Two screws")):
        found = clerk.look_as(case, Role.SYSTEM, at)
        events = [entry.event for entry in found.entries]
        assert [one for one in events if isinstance(one, DecidedTogether)] == [DecidedTogether("b-nna", f"d-{case}", 2)]
        (issued,) = [one for one in events if isinstance(one, DecisionIssued)]
        assert issued.lines == (refund(minor),)
        assert words in str(issued.reasons.body)
        assert found.case.stage is Stage.ACCEPTANCE
    assert seen(clerk, "cleo", at).decision is None
    assert standings(clerk)["anna"] is Standing.DECIDED
    assert clerk.done_before(act) is not None
    with pytest.raises(no.NothingToAnswer):
        decide(clerk, at, said)
    assert verify_dockets(clerk.store, Law(all_rulebooks())).divergence is None


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"minor": 999_999}, no.MoreThanWasPaid),
        ({"evidence": {1: (("C-1",), ())}}, no.ExhibitUnknown),
        ({"outcome": Outcome.DISMISSED}, no.OutcomeUnclear),
        ({"expected_version": 1}, no.StaleVersion),
    ],
)
def test_what_one_case_refuses_is_issued_nowhere(
    clerk: Clerk, wrong: dict[str, Any], refusal: type[no.Refused]
) -> None:
    propose(clerk, *CASES)
    at = at_decision(clerk, *CASES)
    before = versions(clerk, at)
    with pytest.raises(refusal) as told:
        decide(clerk, at, {"anna": own("anna"), "bert": own("bert"), "cleo": own("cleo", **wrong)})
    assert told.value.message.startswith(f"{seen(clerk, 'cleo').number}: ")
    assert versions(clerk, at) == before
    assert all(seen(clerk, case, at).decision is None for case in CASES)


def test_no_case_of_the_bundle_is_left_out(clerk: Clerk) -> None:
    propose(clerk, *CASES)
    at = at_decision(clerk, *CASES)
    with pytest.raises(no.InvalidInput, match=seen(clerk, "cleo").number):
        decide(clerk, at, {"anna": own("anna"), "bert": own("bert")})
    do(clerk, "cleo", DORA, ReleaseFromBundle, at, reasons=Text("Another lamp."))
    with pytest.raises(no.InvalidInput, match="Leave it out"):
        decide(clerk, at, {case: own(case) for case in CASES})
    decide(clerk, at, {case: own(case) for case in ("anna", "bert")})


def test_who_is_no_neutral_in_all_of_them_decides_none_and_no_side_sees_the_list(clerk: Clerk) -> None:
    propose(clerk, *CASES)
    for by in (SELLER, Visitor("anna"), Visitor("stranger")):
        with pytest.raises(no.NotFound):
            bundling.of_bundle(clerk, by, "b-nna", LATER)
    with pytest.raises(no.NotFound):
        bundling.of_bundle(clerk, ADMIN, "unknown", LATER)
    assert [one.case_id for one, _ in bundling.of_bundle(clerk, ADMIN, "b-nna", LATER)] == list(CASES)


def test_suggestions_are_what_can_be_proposed(clerk: Clerk, store: Store) -> None:
    file(clerk, "dirk", claims=(Claim("c", "lamp", 1, ComplaintType.LATE, (refund(100),)),))
    assert bundling.suggestions(clerk, SELLER, LATER) == []
    for by in (ADMIN, Visitor("rosa", registrar=True)):
        (found,) = bundling.suggestions(clerk, by, LATER)
        assert sorted(one.case.id for one in found.cases) == list(CASES)
    propose(clerk, "anna", "bert")
    assert bundling.suggestions(clerk, ADMIN, LATER) == []
    with store.read() as conn:
        assert bundling.bundles_of(conn, ADMIN, 10) == ["b-nna"]
        assert bundling.bundles_of(conn, SELLER, 10) == []


def test_either_the_settlement_or_the_decision_and_never_half(store: Store) -> None:
    """In every race one of the two is first; nobody is decided without the others."""
    clerks = [Clerk(store, all_rulebooks()) for _ in range(2)]
    met = Counter(outcome for number in range(12) for outcome in race(clerks, f"{number}"))
    assert met["decided"] + met["settled"] == 12
    assert verify_dockets(store, Law(all_rulebooks())).divergence is None


def race(clerks: list[Clerk], name: str) -> Iterator[str]:
    first, second = f"a{name}", f"b{name}"
    file(clerks[0], first, second)
    propose(clerks[0], first, second)
    at = at_decision(clerks[0], first, second)
    do(clerks[0], second, SELLER, negotiation.MakeOffer, at, offer="o", lines=(refund(500),))
    start, failed = threading.Barrier(2), list[BaseException]()

    def go(act: Callable[[], None]) -> None:
        start.wait()
        try:
            act()
        except (no.InvalidInput, no.Refused) as refused:
            failed.append(refused)

    said = {case: own(case) for case in (first, second)}
    acts = [
        lambda: decide(clerks[0], at, said, bundle=named(first)),
        lambda: do(clerks[1], second, Visitor(second), negotiation.AcceptOffer, at, offer="o", understood=True),
    ]
    threads = [threading.Thread(target=go, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    decided = [seen(clerks[0], case, at).decision is not None for case in (first, second)]
    settled = seen(clerks[0], second, at).settlement is not None
    assert decided in ([True, True], [False, False])
    assert settled is not decided[0]
    assert len(failed) == 1
    yield "settled" if settled else "decided"
