"""The clerk on both databases: one door, whole or nothing, each reader by themselves."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text

from odr.clerk import CaseSeen, Clerk
from odr.docket import dockets, entries, texts
from odr.domain import appointing, exhibits, filing, mediation, negotiation, talk
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Standing
from odr.domain.events import Function, Stage
from odr.domain.roles import Role, Room, Visitor
from odr.domain.words import Text
from odr.law import Law
from odr.outbox import outbox
from odr.promises import case_number
from odr.reserved import Act
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from odr.tables import metadata
from odr.verification import verify_dockets
from odr.views import views
from tests.core.given import FILED_AT, complaint, refund

BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
ADMINISTRATOR = Visitor("admin", marketplaces=frozenset({"kiezmarkt"}))
MEDIATOR = Visitor("mediator")
STRANGER = Visitor("stranger", organisations=frozenset({"other"}), marketplaces=frozenset({"other"}))
CASE = "case-1"


@pytest.fixture
def clerk(store: Store) -> Clerk:
    clerk = Clerk(store, all_rulebooks())
    clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    return clerk


def soon(hours: float) -> datetime:
    return FILED_AT + timedelta(hours=hours)


def answer(clerk: Clerk, at: datetime) -> None:
    said = Text("It left us whole.")
    clerk.submit(
        CASE,
        SELLER,
        lambda by: filing.AnswerComplaint(by=by, at=at, position=e.Position.DISPUTES, statement=said),
        at,
    )


def offer(clerk: Clerk, visitor: Visitor, name: str, at: datetime, amount: int = 5000) -> None:
    clerk.submit(CASE, visitor, lambda by: negotiation.MakeOffer(by=by, at=at, offer=name, lines=(refund(amount),)), at)


def accept(clerk: Clerk, visitor: Visitor, name: str, at: datetime) -> None:
    clerk.submit(CASE, visitor, lambda by: negotiation.AcceptOffer(by=by, at=at, offer=name, understood=True), at)


def test_a_case_is_opened_under_the_next_number_of_its_series(clerk: Clerk):
    other = replace(complaint().order, id="order-2")
    clerk.open("KE", lambda number: complaint(case="case-2", number=number, order=other), DEFAULT)
    numbers = [clerk.look(case, BUYER, FILED_AT).case.number for case in (CASE, "case-2")]
    assert numbers == ["KE-2026-000001-1", "KE-2026-000002-9"]


def test_a_check_digit_notices_every_single_wrong_digit():
    number = case_number("KE", 2026, 142)
    digits = number.replace("-", "")[2:-1]
    changed = {
        case_number("KE", int(c[:4]), int(c[4:]))[-1]
        for i in range(len(digits))
        for c in [digits[:i] + str((int(digits[i]) + 1) % 10) + digits[i + 1 :]]
    }
    assert number[-1] not in changed


def test_one_open_case_per_order_line_and_complaint(clerk: Clerk):
    with pytest.raises(no.ComplaintExists):
        clerk.open("KE", lambda number: complaint(case="case-2", number=number), DEFAULT)
    with pytest.raises(no.NotFound):
        clerk.look("case-2", BUYER, FILED_AT)


def test_a_closed_case_frees_its_lines(clerk: Clerk):
    clerk.submit(CASE, BUYER, lambda by: filing.WithdrawComplaint(by=by, at=soon(1)), soon(1))
    clerk.open("KE", lambda number: complaint(case="case-2", number=number), DEFAULT)
    assert clerk.look("case-2", BUYER, FILED_AT).case.stage is Stage.COMPLAINT


def test_unknown_and_invisible_cases_answer_alike(clerk: Clerk):
    for case, visitor in ((CASE, STRANGER), ("no-such-case", BUYER), ("", BUYER)):
        with pytest.raises(no.NotFound) as looked:
            clerk.look(case, visitor, FILED_AT)
        with pytest.raises(no.NotFound) as asked:
            clerk.submit(case, visitor, lambda by: filing.AdmitCase(by=by, at=FILED_AT), FILED_AT)
        assert str(looked.value) == str(asked.value) == no.NotFound().message


def test_an_act_is_entered_with_what_follows_from_it(clerk: Clerk):
    answer(clerk, soon(2))
    seen = clerk.look(CASE, BUYER, soon(3))
    assert (seen.case.stage, seen.case.answer.statement) == (Stage.ESCALATION, Text("It left us whole."))
    assert [entry.number for entry in seen.entries] == list(range(1, len(seen.entries) + 1))


def test_a_refusal_leaves_nothing_behind(clerk: Clerk, store: Store):
    before = everything(store)
    with pytest.raises(no.NotAllowed):
        clerk.submit(CASE, SELLER, lambda by: filing.WithdrawComplaint(by=by, at=soon(1)), soon(1))
    assert everything(store) == before


def everything(store: Store) -> list[list[tuple[object, ...]]]:
    with store.read() as connection:
        return [
            sorted((tuple(row) for row in connection.execute(select(table))), key=str)
            for table in (dockets, entries, texts, views, outbox)
        ]


def test_words_are_stored_beside_the_entry_and_erasing_them_leaves_the_seal_whole(clerk: Clerk, store: Store):
    with store.write() as connection:
        bodies = connection.execute(select(entries.c.body)).scalars().all()
        assert not any("crack" in body for body in bodies)
        connection.execute(texts.delete())
    assert clerk.look(CASE, BUYER, FILED_AT).case.filed.narrative.body is None
    assert verify_dockets(store, Law(all_rulebooks())).divergence is None


def test_a_stale_version_counts_what_the_actor_may_see(clerk: Clerk):
    version = clerk.look(CASE, SELLER, soon(1)).case.version
    exhibit(clerk, BUYER, soon(1))
    ask = lambda by: filing.AcknowledgeComplaint(by=by, at=soon(2))  # noqa: E731
    with pytest.raises(no.StaleVersion):
        clerk.submit(CASE, SELLER, ask, soon(2), expected_version=version - 1)
    clerk.submit(CASE, SELLER, ask, soon(2), expected_version=version)


def exhibit(clerk: Clerk, visitor: Visitor, at: datetime) -> None:
    clerk.submit(
        CASE,
        visitor,
        lambda by: exhibits.ReceiveExhibit(
            by=by,
            at=at,
            exhibit="x",
            upload="u",
            name=Text("crack.jpg"),
            sha256=Text("ab"),
            media_type="image/jpeg",
            size=1,
        ),
        at,
    )


def test_a_repeated_key_has_one_effect_and_other_input_is_refused(clerk: Clerk):
    answer(clerk, soon(1))
    act = Act("buyer", "makeOffer", "key-1", "hash-1", "offer-1")

    def make(act: Act) -> bool:
        return clerk.submit(
            CASE,
            BUYER,
            lambda by: negotiation.MakeOffer(by=by, at=soon(2), offer=act.subject, lines=(refund(100),)),
            soon(2),
            act=act,
        ).replayed

    assert [make(act), make(replace(act, subject="offer-2"))] == [False, True]
    with pytest.raises(no.KeyReused):
        make(replace(act, input_hash="hash-2"))
    assert list(clerk.look(CASE, BUYER, soon(3)).case.offers) == ["offer-1"]


def test_a_repeated_filing_opens_one_case(clerk: Clerk):
    act = Act("buyer", "fileComplaint", "key", "hash", "case-2")
    order = replace(complaint().order, id="order-2")
    opened = [
        clerk.open("KE", lambda n, c=case: complaint(case=c, number=n, order=order), DEFAULT, act)
        for case in ("case-2", "case-3")
    ]
    assert [(one.case_id, one.replayed) for one in opened] == [("case-2", False), ("case-2", True)]


def at_once(works: list[Callable[[], object]]) -> list[BaseException | None]:
    """Run everything at the same moment; what each one met."""
    start = threading.Barrier(len(works))
    met: list[BaseException | None] = [None] * len(works)

    def run(place: int) -> None:
        start.wait()
        try:
            works[place]()
        except BaseException as raised:  # noqa: BLE001
            met[place] = raised

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return met


def test_of_two_acceptances_at_once_one_wins(clerk: Clerk):
    answer(clerk, soon(1))
    offer(clerk, SELLER, "of-seller", soon(2))
    offer(clerk, BUYER, "of-buyer", soon(2))
    met = at_once(
        [
            lambda: accept(clerk, BUYER, "of-seller", soon(3)),
            lambda: accept(clerk, SELLER, "of-buyer", soon(3)),
        ]
    )
    assert sorted(type(one).__name__ for one in met) == ["NoneType", "NotAtThisStage"]
    standings = [one.standing for one in clerk.look(CASE, BUYER, soon(4)).case.offers.values()]
    assert sorted(standings) == [Standing.ACCEPTED, Standing.LAPSED]


def test_many_at_once_lose_nothing(clerk: Clerk, store: Store):
    def say(visitor: Visitor, number: int) -> None:
        words = Text(f"message {number}")
        clerk.submit(
            CASE,
            visitor,
            lambda by: talk.SendMessage(by=by, at=soon(1), message=f"m-{number}", room=Room.OPEN, words=words),
            soon(1),
        )

    met = at_once([lambda n=n, v=v: say(v, n) for n, v in enumerate([BUYER, SELLER] * 3)])
    lost = [one for one in met if one is not None]
    assert all(isinstance(one, no.Busy) for one in lost), lost
    assert len(clerk.look(CASE, BUYER, soon(2)).case.messages) == 6 - len(lost)
    assert verify_dockets(store, Law(all_rulebooks())).divergence is None


def test_the_sweep_waits_a_minute_and_then_records_what_reading_told_already(clerk: Clerk, store: Store):
    bound = clerk.look(CASE, BUYER, FILED_AT).case.frames["complaint.acknowledge"].due
    assert clerk.sweep(bound + timedelta(seconds=59)) == 0
    week = FILED_AT + timedelta(days=9)
    told = clerk.look(CASE, BUYER, week)
    assert (told.case.stage, clerk.sweep(week), clerk.sweep(week)) == (Stage.INTAKE, 1, 0)
    assert clerk.look(CASE, BUYER, week).entries == told.entries
    assert verify_dockets(store, Law(all_rulebooks())).divergence is None


def test_an_act_after_the_bound_is_decided_after_the_time_that_passed(clerk: Clerk):
    with pytest.raises(no.NotAtThisStage):
        answer(clerk, FILED_AT + timedelta(days=9))
    assert clerk.look(CASE, BUYER, soon(1)).case.stage is Stage.COMPLAINT, "a refusal records nothing"


TAMPERINGS = [
    ("update entries set body = replace(body, 'EUR', 'USD') where number = 2", "its seal does not fit"),
    ("update entries set at = at + 1 where number = 3", "its seal does not fit"),
    ("delete from entries where number = 4", "is missing"),
    ("delete from entries where number = (select max(number) from entries)", "is not the head"),
    ("update texts set body = 'Nothing happened.'", "its words are not those"),
    ("update views set stage = 'CLOSED' where role = 'COMPLAINANT'", "the row of person:buyer does not follow"),
    ("update views set bound_at = bound_at + 1 where role = 'REGISTRAR'", "the row of registrar does not follow"),
    ("delete from views where role = 'REGISTRAR'", "the row of registrar does not follow"),
    ("update dockets set due_at = due_at + 1", "the next due date"),
    ("delete from dockets", "belongs to no docket"),
]


@pytest.mark.parametrize(("sql", "told"), TAMPERINGS)
def test_what_was_tampered_with_is_found(clerk: Clerk, store: Store, sql: str, told: str):
    assert verify_dockets(store, Law(all_rulebooks())).divergence is None
    with store.write() as connection:
        connection.execute(text(sql))
    divergence = verify_dockets(store, Law(all_rulebooks())).divergence
    assert divergence is not None
    assert told in str(divergence)


def mediated(clerk: Clerk, *, private: bool) -> None:
    """The same story with and without what is said in private."""
    answer(clerk, soon(1))
    clerk.submit(CASE, BUYER, lambda by: filing.EscalateComplaint(by=by, at=soon(2), reasons=Text("Broken.")), soon(2))
    clerk.submit(CASE, ADMINISTRATOR, lambda by: filing.AdmitCase(by=by, at=soon(3)), soon(3))
    later = soon(24 * 15)
    clerk.submit(
        CASE,
        ADMINISTRATOR,
        lambda by: appointing.AppointNeutral(
            by=by,
            at=later,
            function=Function.MEDIATOR,
            person="mediator",
            functions=frozenset({Function.MEDIATOR}),
            belongs_to=frozenset(),
            payer="service",
        ),
        later,
    )
    if private:
        for visitor, room in ((MEDIATOR, Room.CAUCUS_COMPLAINANT), (BUYER, Room.CAUCUS_COMPLAINANT)):
            whisper(clerk, visitor, room, later + timedelta(minutes=5))
        exhibit(clerk, BUYER, later + timedelta(minutes=6))
    clerk.submit(
        CASE,
        MEDIATOR,
        lambda by: mediation.MakeProposal(
            by=by,
            at=later + timedelta(hours=1),
            proposal="p",
            lines=(refund(6000),),
            reasons=Text("Half way."),
        ),
        later + timedelta(hours=1),
    )
    if private:
        clerk.submit(
            CASE,
            BUYER,
            lambda by: mediation.AnswerProposal(
                by=by, at=later + timedelta(hours=2), proposal="p", accepts=True, understood=True
            ),
            later + timedelta(hours=2),
        )


def whisper(clerk: Clerk, visitor: Visitor, room: Room, at: datetime) -> None:
    words = Text("Between us: sixty would do.")
    clerk.submit(
        CASE,
        visitor,
        lambda by: talk.SendMessage(by=by, at=at, message=f"w-{visitor.person}", room=room, words=words),
        at,
    )


@pytest.mark.parametrize("after", [timedelta(hours=3), timedelta(days=8), timedelta(days=60)])
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_what_is_said_in_private_changes_nothing_for_anybody_else(
    new_database: Callable[[str], str], open_store: Callable[[str], Store], engine: str, after: timedelta
):
    worlds = []
    for private in (True, False):
        store = open_store(new_database(engine))
        metadata.create_all(store.engine)
        clerk = Clerk(store, all_rulebooks())
        clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
        mediated(clerk, private=private)
        worlds.append((clerk, store))
    at = soon(24 * 15) + after
    for role in (Role.RESPONDENT, Role.DECIDER, Role.REVIEWER, Role.MARKETPLACE, Role.REGISTRAR, Role.REGULATOR):
        told, untold = (told_to(clerk.look_as(CASE, role, at)) for clerk, _ in worlds)
        assert told == untold, role
        rows, other_rows = (rows_of(store, role) for _, store in worlds)
        assert rows == other_rows, role
    assert told_to(worlds[0][0].look_as(CASE, Role.COMPLAINANT, at)) != told_to(
        worlds[1][0].look_as(CASE, Role.COMPLAINANT, at)
    )


def told_to(seen: CaseSeen) -> tuple[object, ...]:
    return (
        seen.entries,
        seen.case.version,
        seen.case.updated_at,
        [(one.action, one.deadline, str(one.blocked)) for one in seen.possible()],
    )


def rows_of(store: Store, role: Role) -> list[tuple[object, ...]]:
    with store.read() as connection:
        found = connection.execute(select(views).where(views.c.role == role.value).order_by(views.c.reader))
        return [tuple(row) for row in found]


def test_a_neutral_whose_mandate_ended_is_out_of_the_case_and_it_out_of_their_list(clerk: Clerk, store: Store):
    at = FILED_AT + timedelta(days=9)
    clerk.sweep(at)
    clerk.sweep(FILED_AT + timedelta(days=30))
    for person, when in (("first", 31), ("second", 75)):
        appoint_decider(clerk, person, FILED_AT + timedelta(days=when))
        clerk.sweep(FILED_AT + timedelta(days=74))
    seen = clerk.look(CASE, Visitor("second"), FILED_AT + timedelta(days=76))
    assert seen.by.role is Role.DECIDER
    with pytest.raises(no.NotFound):
        clerk.look(CASE, Visitor("first"), FILED_AT + timedelta(days=76))
    with store.read() as connection:
        readers = connection.execute(select(views.c.reader).where(views.c.role == "DECIDER")).scalars().all()
    assert readers == ["person:second"]
    assert verify_dockets(store, Law(all_rulebooks())).divergence is None


def appoint_decider(clerk: Clerk, person: str, at: datetime) -> None:
    clerk.submit(
        CASE,
        ADMINISTRATOR,
        lambda by: appointing.AppointNeutral(
            by=by,
            at=at,
            function=Function.DECIDER,
            person=person,
            functions=frozenset({Function.DECIDER}),
            belongs_to=frozenset(),
            payer="service",
        ),
        at,
    )
