"""What is asked twice is done once, also when both come at the same moment; what breaks off leaves nothing."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select

from odr import audit, docket
from odr.schema import ids
from odr.schema.context import Credential
from odr.store import Store
from odr.verification import verify_dockets
from tests.accounts.helpers import at_once, last_mail
from tests.journey.city import City
from tests.schema.house import complaint, remedy, unknown
from tests.schema.test_journey import read
from tests.schema.test_refusals import rows


def grant(city: City, **changes: Any) -> dict[str, Any]:
    asked = {
        "regulator": ids.encode("Person", city.people["regulator"]),
        "marketplace": ids.encode("Marketplace", city.marketplace),
        "openedFrom": "2026-01-01T00:00:00Z",
        "openedBefore": "2027-01-01T00:00:00Z",
        "legalBasis": "Article 19",
    }
    return dict(city.as_("registrar").act("grantExportScope", "scope { id }", **asked | changes))


def codes(payload: Any) -> list[str]:
    return [error["code"] for error in payload["userErrors"]]


def test_one_key_grants_one_scope(city: City) -> None:
    first, again = grant(city, idempotencyKey="k"), grant(city, idempotencyKey="k")
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["scope"] == first["scope"]
    assert codes(grant(city, idempotencyKey="k", legalBasis="Article 20")) == ["KEY_REUSED"]
    scopes = city.as_("regulator").ask("{ exportScopes { id } }")["exportScopes"]
    assert scopes == [first["scope"]]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"marketplace": unknown("Marketplace")}, "NOT_FOUND"),
        ({"regulator": unknown("Person")}, "NOT_FOUND"),
        ({"legalBasis": "bell\a"}, "INVALID_INPUT"),
        ({"openedFrom": "0001-01-01T00:00:00Z"}, "INVALID_INPUT"),
    ],
)
def test_a_scope_that_cannot_be(city: City, changes: dict[str, str], code: str) -> None:
    before = rows(city)
    assert codes(grant(city, **changes)) == [code]
    assert rows(city) == before


def test_one_key_makes_one_export_also_of_many_at_once(city: City) -> None:
    case, scope = city.file(), grant(city)["scope"]["id"]
    asked = {"scope": scope, "idempotencyKey": "k"}
    callers = [city.as_("regulator") for _ in range(3)]
    answer = "export { id asOf cases files { name sha256 } }"
    done = at_once(3, lambda n: callers[n].act("exportCases", answer, **asked))
    assert [codes(one) for one in done] == [[]] * 3
    assert sorted(one["replayed"] for one in done) == [False, True, True]
    city.wait(days=1)
    city.as_("buyer").done("withdrawComplaint", case=case)
    again = city.as_("regulator").done("exportCases", answer, **asked)
    assert (again["export"], again["replayed"]) == (done[0]["export"], True), "as the case stood then"
    assert all(one["export"] == again["export"] for one in done)
    assert [row["act"] for row in audited(city)].count("cases.exported") == 1
    assert [row["act"] for row in audited(city)].count("export.fetched") == 3
    other = grant(city, legalBasis="Article 20")["scope"]["id"]
    assert city.as_("regulator").refused("exportCases", scope=other, idempotencyKey="k") == "KEY_REUSED"
    new = city.as_("regulator").done("exportCases", answer, scope=scope, idempotencyKey="k-2")["export"]
    assert new["id"] != again["export"]["id"]
    city.as_("registrar").done("revokeExportScope", scope=scope)
    assert city.as_("regulator").refused("exportCases", **asked) == "SCOPE_REVOKED"


def audited(city: City) -> list[Any]:
    with city.store.read() as conn:
        return list(conn.execute(select(audit.audit)).mappings())


def test_a_scope_ends_once_whether_a_key_is_given_or_not(city: City) -> None:
    scope, other = grant(city)["scope"]["id"], grant(city, legalBasis="Article 20")["scope"]["id"]
    registrar = city.as_("registrar")
    keyed = {"scope": scope, "idempotencyKey": "k"}
    done = [registrar.done("revokeExportScope", "scope", **asked) for asked in (keyed, keyed, {"scope": scope})]
    assert [(one["scope"], one["replayed"]) for one in done] == [(scope, False), (scope, True), (scope, False)]
    assert registrar.refused("revokeExportScope", scope=other, idempotencyKey="k") == "KEY_REUSED"
    assert registrar.refused("revokeExportScope", scope=unknown("ExportScope")) == "SCOPE_NOT_FOUND"
    assert [row["act"] for row in audited(city)].count("export_scope.revoked") == 1


def test_one_key_issues_one_record_whatever_happened_since(city: City) -> None:
    case = city.file()
    asked = {"case": case, "idempotencyKey": "k"}
    buyer, seller, answer = city.as_("buyer"), city.as_("seller"), "record { id entries sha256 }"
    first = buyer.done("issueRecord", answer, **asked)
    seller.done("answerComplaint", case=case, position="DISPUTES", statement="It left us whole.")
    again = buyer.done("issueRecord", answer, **asked)
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["record"] == first["record"]
    assert buyer.refused("issueRecord", **asked, scope="PRIVATE") == "KEY_REUSED"
    assert city.as_("stranger").refused("issueRecord", **asked) == "NOT_FOUND"
    assert not seller.done("issueRecord", answer, **asked)["replayed"], "a key is its sender's own"
    now = buyer.done("issueRecord", answer, case=case, idempotencyKey="k-2")["record"]
    assert now["entries"] > first["record"]["entries"]


def test_one_key_moves_the_clock_of_the_demo_once(city: City) -> None:
    to = (city.clock.now() + timedelta(days=3)).isoformat()
    buyer = city.as_("buyer")
    done = [buyer.done("advanceClock", "now", to=to, idempotencyKey="k") for _ in range(2)]
    assert [one["replayed"] for one in done] == [False, True]
    assert done[0]["now"] == done[1]["now"]
    assert buyer.refused("advanceClock", to=to) == "INVALID_INPUT", "without a key it is an act of its own"
    later = (city.clock.now() + timedelta(days=3)).isoformat()
    assert buyer.refused("advanceClock", to=later, idempotencyKey="k") == "KEY_REUSED"


def test_a_record_of_another_version_is_not_issued(city: City) -> None:
    case = city.file()
    version = read(city.as_("buyer"), case, "version")["version"]
    assert city.as_("buyer").refused("issueRecord", case=case, expectedVersion=version - 1) == "STALE_VERSION"


def test_one_key_used_by_many_at_once_files_one_complaint(city: City) -> None:
    order_id = city.register()
    callers = [city.as_("buyer") for _ in range(4)]
    asked = complaint(order_id, idempotencyKey="k")
    done = at_once(4, lambda n: callers[n].act("fileComplaint", "case { number }", **asked))
    assert [codes(one) for one in done] == [[]] * 4
    assert len({one["case"]["number"] for one in done}) == 1
    assert sorted(one["replayed"] for one in done) == [False, True, True, True]


def test_an_acceptance_and_the_end_of_its_time_never_both_come_true(city: City) -> None:
    """Received a microsecond before the bound, while the worker already writes down that it has passed."""
    case = city.file()
    for number in range(4):
        if number:
            registered = city.register(number=f"A-{number + 2}")
            case = city.as_("buyer").done("fileComplaint", "case { id }", **complaint(registered))["case"]["id"]
        made = city.as_("seller").done("makeOffer", "offer { id expiresAt }", case=case, lines=[remedy()])["offer"]
        bound = datetime.fromisoformat(made["expiresAt"])
        city.clock.at = bound - timedelta(microseconds=1)
        buyer, accept = city.as_("buyer"), {"case": case, "offer": made["id"], "effectUnderstood": True}
        work: list[Callable[[], Any]] = [
            lambda asked=accept, caller=buyer: caller.act("acceptOffer", **asked),  # type: ignore[misc]
            lambda at=bound: city.house.clerk.sweep(at + timedelta(minutes=2)),  # type: ignore[misc]
        ]
        refused = codes(at_once(2, lambda n, two=work: two[n]())[0])
        kinds = [one["kind"] for one in read(city.as_("buyer"), case, "timeline { kind }")["timeline"]]
        assert (kinds.count("SettlementReached"), kinds.count("OfferLapsed")) == ((0, 1) if refused else (1, 0))
    assert verify_dockets(city.store, city.house.clerk.law).divergence is None


def test_an_acceptance_received_before_the_bound_is_in_time_though_another_act_was_quicker(city: City) -> None:
    """Its thread is held up; meanwhile another, received after the bound, would write down that it lapsed."""
    case = city.file()
    made = city.as_("seller").done("makeOffer", "offer { id expiresAt }", case=case, lines=[remedy()])["offer"]
    bound = datetime.fromisoformat(made["expiresAt"])
    city.clock.at = bound - timedelta(microseconds=1)
    buyer, seller, slow = city.as_("buyer"), city.as_("seller"), Slow(city)
    slow.token = buyer.bearer
    accepted = beside(
        lambda: buyer.act("acceptOffer", case=case, offer=made["id"], effectUnderstood=True), slow.inside.wait
    )
    city.clock.at = bound + timedelta(microseconds=1)
    said = beside(lambda: seller.act("sendMessage", case=case, room="OPEN", words="Too late."), slow.waiting.wait)
    assert city.house.clerk.arrivals.oldest() == bound - timedelta(microseconds=1)
    slow.go_on.set()
    assert [codes(accepted.result(10)), codes(said.result(10))] == [[], []]
    kinds = [one["kind"] for one in read(city.as_("buyer"), case, "timeline { kind }")["timeline"]]
    assert (kinds.count("SettlementReached"), kinds.count("OfferLapsed")) == (1, 0)


class Slow:
    """Holds up whoever shows this token, after receipt; and sees when an act begins to wait for others."""

    def __init__(self, city: City) -> None:
        self.token, self.inside, self.go_on, self.waiting = "", Event(), Event(), Event()
        self._identify, self._wait = city.house.identify, city.house.clerk.arrivals.wait_for_those_before
        object.__setattr__(city.house, "identify", self.identify)
        city.house.clerk.arrivals.wait_for_those_before = self.wait  # type: ignore[method-assign]

    def identify(self, credential: Credential, at: datetime) -> Any:
        if credential.secret == self.token:
            self.inside.set()
            self.go_on.wait(10)
        return self._identify(credential, at)

    def wait(self, bound: datetime, at: datetime) -> None:
        self.waiting.set()
        self._wait(bound, at)


def beside(work: Callable[[], Any], begun: Callable[[float], bool]) -> Future[Any]:
    """Begin this beside the test, and go on when it has come so far."""
    threads = ThreadPoolExecutor(1)
    doing = threads.submit(work)
    threads.shutdown(wait=False)
    assert begun(10)
    return doing


def test_who_complains_does_not_come_in_for_the_respondent(city: City) -> None:
    city.as_("buyer").done("fileComplaint", "case { id }", **complaint(city.register()))
    city.work()
    token = last_mail(city.store, "mail.invitation")["token"]
    before = rows(city)
    assert city.as_("buyer").refused("acceptCaseInvitation", token=token) == "NOT_ALLOWED"
    assert rows(city) == before
    city.as_("seller").done("acceptCaseInvitation", token=token)


def test_what_breaks_off_between_statements_leaves_nothing(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    case, order_id = city.file(), city.register(number="A-2")
    acts: list[Callable[[], Any]] = [
        lambda: city.as_("seller").act("makeOffer", case=case, lines=[remedy()], idempotencyKey="k"),
        lambda: city.as_("buyer").act("fileComplaint", **complaint(order_id, idempotencyKey="k")),
    ]
    before = rows(city)
    with monkeypatch.context() as patch:
        broken_off(city.store)(patch)
        for act in acts:
            with pytest.raises(AssertionError, match="INTERNAL"):
                act()
    assert rows(city) == before
    assert [codes(act()) for act in acts] == [[], []]


def broken_off(store: Store) -> Callable[[pytest.MonkeyPatch], None]:
    """How the append breaks off: on SQLite between its statements, on PostgreSQL at the end of its only one."""
    if store.dialect == "postgresql":
        late = docket._APPEND.replace("select 1 from moved", "select 1 / 0 from moved")
        return lambda patch: patch.setattr(docket, "_APPEND", late)
    middle = docket._VIEW_INSERT.replace("insert into views", "insert into nothing")
    return lambda patch: patch.setattr(docket, "_VIEW_INSERT", middle)
