"""What regulators receive: within a recorded scope, pseudonymised, the same again, and written down."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import select, text

from odr import audit
from odr.__main__ import main
from odr.clerk import Clerk
from odr.domain import appointing, filing, negotiation, talk
from odr.domain.events import Function, Position
from odr.domain.roles import Room, Visitor
from odr.domain.words import Text
from odr.exports.refusals import LegalBasisMissing, PeriodNotValid, ScopeNotFound, ScopeRevoked
from odr.exports.register import SCHEMA, Export, Scope, export_again, grant_scope, make_export, revoke_scope
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.schema import ids
from odr.store import Store
from tests.core.given import FILED_AT, complaint, refund

SECRET = b"a secret of the test"
LATER = FILED_AT + timedelta(days=40)
SCOPE = Scope(
    "scope-1",
    "inspector",
    "kiezmarkt",
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2027, 1, 1, tzinfo=UTC),
    "ADR Act, section 14",
)
BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
ADMINISTRATOR = Visitor("admin", marketplaces=frozenset({"kiezmarkt"}))
MEDIATOR = Visitor("mediator")
CANARIES = (
    "crack",
    "buyer",
    "holzhaus",
    "seller-person",
    "mediator-person",
    "case-1",
    "A-1001",
    "Lamp",
    "secret",
    "sixty",
)


@pytest.fixture
def clerk(store: Store) -> Clerk:
    """One settled case with everything in it that must not leave, and one untouched."""
    clerk = Clerk(store, all_rulebooks())
    clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    other = replace(complaint().order, id="order-2")
    clerk.open("KE", lambda number: complaint(case="case-2", number=number, order=other), DEFAULT)
    at = FILED_AT + timedelta(hours=1)
    said = Text("secret answer")

    def do(visitor: Visitor, ask: Callable[..., object], when: datetime = at) -> None:
        clerk.submit("case-1", visitor, ask, when)  # type: ignore[arg-type]

    do(SELLER, lambda by: filing.AnswerComplaint(by=by, at=at, position=Position.DISPUTES, statement=said))
    do(BUYER, lambda by: filing.EscalateComplaint(by=by, at=at, reasons=said))
    do(ADMINISTRATOR, lambda by: filing.AdmitCase(by=by, at=at))
    then = FILED_AT + timedelta(days=15)
    neutral = frozenset({Function.MEDIATOR})
    do(
        ADMINISTRATOR,
        lambda by: appointing.AppointNeutral(
            by=by,
            at=then,
            function=Function.MEDIATOR,
            person="mediator",
            functions=neutral,
            belongs_to=frozenset(),
            payer="service",
        ),
        then,
    )
    whisper = Text("Between us: sixty.")
    do(
        MEDIATOR,
        lambda by: talk.SendMessage(by=by, at=then, message="m", room=Room.CAUCUS_COMPLAINANT, words=whisper),
        then,
    )
    do(SELLER, lambda by: negotiation.MakeOffer(by=by, at=then, offer="o", lines=(refund(6000),)), then)
    do(BUYER, lambda by: negotiation.AcceptOffer(by=by, at=then, offer="o", understood=True), then)
    grant_scope(store, SCOPE, "registrar", FILED_AT)
    return clerk


def files(made: Export) -> dict[str, bytes]:
    return {file.name: file.body for file in made.files}


def lines(made: Export) -> list[dict[str, object]]:
    return [json.loads(line) for line in files(made)["cases.ndjson"].splitlines()]


def test_every_line_is_of_the_schema_that_comes_along(clerk: Clerk):
    made = make_export(clerk, SECRET, "scope-1", "inspector", LATER)
    schema = json.loads(files(made)["case.schema.json"])
    Draft202012Validator.check_schema(schema)
    assert [list(Draft202012Validator(schema).iter_errors(line)) for line in lines(made)] == [[], []]
    assert json.loads(SCHEMA.read_text()) == schema


def test_an_export_tells_what_happened_and_nobodys_name_or_word(clerk: Clerk):
    made = make_export(clerk, SECRET, "scope-1", "inspector", LATER)
    settled = next(line for line in lines(made) if line["settlement"])
    assert settled["settlement"] == [{"remedy": "REFUND_PARTIAL", "amount": 6000, "owed_by": "RESPONDENT"}]
    assert (settled["cross_border"], settled["currency"], settled["paid"]) == (True, "EUR", 12500)
    assert [one["paid_by"] for one in settled["neutrals"]] == ["SERVICE"]
    told = files(made)["cases.ndjson"].decode()
    assert [canary for canary in CANARIES if canary in told] == []


def test_the_manifest_names_every_file_by_its_hash(clerk: Clerk):
    made = make_export(clerk, SECRET, "scope-1", "inspector", LATER)
    named = {one["name"]: one["sha256"] for one in json.loads(files(made)["manifest.json"])["files"]}
    assert named == {file.name: file.sha256 for file in made.files if file.name != "manifest.json"}


def test_the_same_export_again_has_the_same_bytes_whatever_happened_since(clerk: Clerk):
    made = make_export(clerk, SECRET, "scope-1", "inspector", LATER)
    at = LATER + timedelta(days=1)
    clerk.submit("case-2", BUYER, lambda by: filing.WithdrawComplaint(by=by, at=at), at)
    clerk.sweep(at)
    again = export_again(clerk, [SECRET], made.id, "inspector", at)
    assert again.zipped() == made.zipped()
    rotated = export_again(clerk, [b"a newer secret", SECRET], made.id, "inspector", at)
    assert rotated.zipped() == made.zipped()
    assert lines(make_export(clerk, SECRET, "scope-1", "inspector", at)) != lines(made)


def test_pseudonyms_of_two_scopes_cannot_be_linked(clerk: Clerk, store: Store):
    grant_scope(store, replace(SCOPE, id="scope-2"), "registrar", FILED_AT)
    one, two = (lines(make_export(clerk, SECRET, scope, "inspector", LATER)) for scope in ("scope-1", "scope-2"))
    assert not {line["case"] for line in one} & {line["case"] for line in two}
    assert not {line["complainant"]["party"] for line in one} & {line["complainant"]["party"] for line in two}


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({"marketplace": "other"}, 0),
        ({"opened_before": FILED_AT}, 0),
        ({"opened_from": FILED_AT, "opened_before": FILED_AT + timedelta(microseconds=1)}, 2),
    ],
)
def test_only_cases_of_the_scope_are_told(clerk: Clerk, store: Store, changes: dict[str, object], count: int):
    grant_scope(store, replace(SCOPE, id="narrow", **changes), "registrar", FILED_AT)
    assert make_export(clerk, SECRET, "narrow", "inspector", LATER).cases == count


def test_nobody_exports_without_a_scope_of_their_own(clerk: Clerk, store: Store):
    made = make_export(clerk, SECRET, "scope-1", "inspector", LATER)
    for scope, person in (("scope-1", "somebody"), ("unknown", "inspector")):
        with pytest.raises(ScopeNotFound):
            make_export(clerk, SECRET, scope, person, LATER)
    with pytest.raises(ScopeNotFound):
        export_again(clerk, [SECRET], made.id, "somebody", LATER)
    revoke_scope(store, "scope-1", "registrar", LATER)
    with pytest.raises(ScopeRevoked):
        make_export(clerk, SECRET, "scope-1", "inspector", LATER)
    with pytest.raises(ScopeRevoked):
        export_again(clerk, [SECRET], made.id, "inspector", LATER)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [({"opened_before": SCOPE.opened_from}, PeriodNotValid), ({"legal_basis": "  "}, LegalBasisMissing)],
)
def test_a_scope_needs_a_period_and_a_legal_basis(store: Store, changes: dict[str, object], refusal: type[Exception]):
    with pytest.raises(refusal):
        grant_scope(store, replace(SCOPE, **changes), "registrar", FILED_AT)


def test_every_export_is_an_audit_entry_that_cannot_be_changed_unnoticed(clerk: Clerk, store: Store):
    made = make_export(clerk, SECRET, "scope-1", "inspector", LATER)
    export_again(clerk, [SECRET], made.id, "inspector", LATER)
    with store.read() as conn:
        acts = conn.execute(select(audit.audit.c.act).order_by(audit.audit.c.number)).scalars().all()
        assert acts == ["export_scope.granted", "cases.exported", "export.fetched"]
        assert audit.first_broken(conn) is None
    with store.write() as conn:
        conn.execute(text("update audit set person = 'nobody' where number = 2"))
        assert audit.first_broken(conn) == 2


def test_an_operator_can_export_a_scope_at_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    url = f"sqlite:///{tmp_path / 'odr.sqlite3'}"
    monkeypatch.setenv("ODR_MODE", "development")
    monkeypatch.setenv("ODR_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ODR_DATABASE_URL", url)
    assert main(["migrate"]) == 0
    with closing(Store(url)) as store:
        grant_scope(store, SCOPE, "registrar", FILED_AT)
    for scope in ("scope-1", ids.encode("ExportScope", "scope-1")):
        assert main(["export", scope, str(tmp_path / "out")]) == 0
        assert "Exported 0 cases" in capsys.readouterr().out
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".zip", ".zip"]
    assert main(["export", ids.encode("Marketplace", "scope-1"), str(tmp_path / "out")]) == 1
    assert main(["export", "unknown", str(tmp_path / "out")]) == 1
    assert "no such scope" in capsys.readouterr().err
