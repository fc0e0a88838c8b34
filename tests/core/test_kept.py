"""What is kept of a docket is what would be folded from it anew, and it is kept no longer than it is true."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from odr import codec, docket
from odr.clerk import CaseSeen, Clerk
from odr.docket import Stamp
from odr.domain import refusals as no
from odr.domain.case import Entry
from odr.domain.evolve import fold
from odr.domain.procedure import bounds, pass_time
from odr.domain.roles import Actor, Role, Visitor
from odr.kept import KeptCases, Whole
from odr.rulebooks import all_rulebooks
from odr.store import Store
from odr.views import fold_for, seen
from tests.core.given import FILED_AT, RULEBOOK, Story
from tests.core.test_clerk import BUYER, CASE, MEDIATOR, SELLER, STRANGER, accept, answer, mediated, offer, soon
from tests.core.test_clerk import clerk as clerk
from tests.core.test_own_fold import SEATS, possible, somebody_acts

MICROSECOND = timedelta(microseconds=1)
READERS = [role for role in Role if role not in (Role.OPERATOR, Role.TRUST_AND_SAFETY, Role.THIRD_PARTY)]
"""Whoever has a sight by their role alone."""
"""Operators and trust-and-safety people see no case."""


def anew(store: Store) -> Clerk:
    """A clerk who has read nothing yet: another process."""
    return Clerk(store, all_rulebooks())


def told(seen: CaseSeen, at: datetime) -> tuple[object, ...]:
    leaves = [codec.body_of(entry.event) for entry in seen.entries]
    acts = [(one.action, one.deadline, str(one.blocked)) for one in replace(seen, at=at).possible()]
    return seen.case, list(seen.entries), leaves, seen.by, acts


def require_same(clerk: Clerk, store: Store, at: datetime) -> None:
    for role in READERS:
        assert told(clerk.look_as(CASE, role, at), at) == told(anew(store).look_as(CASE, role, at), at), role


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cases whose whole docket was read, in order."""
    found: list[str] = []
    load = docket.load

    def counted(db: object, dialect: object, case_id: str) -> object:
        found.append(case_id)
        return load(db, dialect, case_id)  # type: ignore[arg-type]

    monkeypatch.setattr(docket, "load", counted)
    return found


def test_a_docket_that_has_not_changed_is_read_once(clerk: Clerk, store: Store, loads: list[str]):
    other = anew(store)
    for hours in (0, 1, 2):
        other.look(CASE, BUYER, soon(hours))
        other.look(CASE, SELLER, soon(hours))
    assert loads == [CASE]


def test_who_appends_need_not_read_what_they_wrote(clerk: Clerk, store: Store, loads: list[str]):
    answer(clerk, soon(2))
    offer(clerk, SELLER, "offer-1", soon(3))
    clerk.look(CASE, BUYER, soon(4))
    assert loads == []
    require_same(clerk, store, soon(4))


def test_what_was_appended_is_kept_as_it_will_be_read(clerk: Clerk, store: Store):
    mediated(clerk, private=True)
    for hours in (24 * 15, 24 * 30, 24 * 90):
        require_same(clerk, store, soon(hours))
        clerk.sweep(soon(hours) + timedelta(minutes=2))
        require_same(clerk, store, soon(hours) + timedelta(minutes=2))


def test_what_another_process_appended_is_seen_and_built_on(clerk: Clerk, store: Store):
    clerk.look(CASE, BUYER, soon(1))
    other = anew(store)
    answer(other, soon(2))
    assert clerk.look(CASE, BUYER, soon(3)).case.answer is not None
    offer(other, SELLER, "offer-1", soon(4))
    accept(clerk, BUYER, "offer-1", soon(5))
    require_same(other, store, soon(6))


def test_words_that_were_erased_are_gone_at_once(clerk: Clerk, store: Store):
    def narrative() -> str | None:
        return clerk.look(CASE, BUYER, soon(1)).case.filed.narrative.body

    assert narrative() == "The lamp arrived with a crack."
    with store.write() as connection:
        connection.exec_driver_sql(f"delete from texts where case_id = '{CASE}'")
    assert narrative() is None


def test_each_reader_gets_their_own_however_often_they_ask(clerk: Clerk):
    colleague = replace(SELLER, person="colleague")
    for _ in range(2):
        assert clerk.look(CASE, BUYER, soon(1)).by == Actor(Role.COMPLAINANT, "buyer")
        assert clerk.look(CASE, SELLER, soon(1)).by == Actor(Role.RESPONDENT, "seller-person")
        assert clerk.look(CASE, colleague, soon(1)).by == Actor(Role.RESPONDENT, "colleague")
        for nobody in (STRANGER, MEDIATOR, replace(SELLER, organisations=frozenset())):
            with pytest.raises(no.NotFound):
                clerk.look(CASE, nobody, soon(1))


def test_an_organisation_left_opens_nothing_any_more(clerk: Clerk):
    assert clerk.look(CASE, SELLER, soon(1)).by.role is Role.RESPONDENT
    with pytest.raises(no.NotFound):
        clerk.look(CASE, Visitor(SELLER.person), soon(1))


def test_time_that_goes_back_finds_what_was_true_then(clerk: Clerk, store: Store):
    """Two requests may be decided in another order than they came in."""
    late, early = FILED_AT + timedelta(days=9), soon(1)
    require_same(clerk, store, late)
    require_same(clerk, store, early)
    assert clerk.look(CASE, BUYER, early).case.stage is not clerk.look(CASE, BUYER, late).case.stage


def test_at_each_bound_the_case_is_as_if_made_anew(clerk: Clerk, store: Store):
    answer(clerk, soon(2))
    at = soon(3)
    for _ in range(6):
        require_same(clerk, store, at)
        bound = min(one for one in bounds(clerk.look_as(CASE, Role.SYSTEM, at).case) if one > at)
        for at in (bound - MICROSECOND, bound, bound + MICROSECOND):
            require_same(clerk, store, at)
        if not bounds(clerk.look_as(CASE, Role.SYSTEM, at).case):
            break


def stories(number: int) -> tuple[random.Random, Story]:
    return random.Random(number), Story().file()


@pytest.mark.parametrize("number", range(20))
def test_between_two_bounds_nothing_changes_for_anybody(number: int):
    rng, story = stories(number)
    for _ in range(25):
        story.wait(hours=rng.choice((1, 6, 30, 80)))
        somebody_acts(rng, story)
        if story.case.closed_at is not None:
            return
        found = bounds(story.case)
        if not found:
            continue
        until = min(bound for bound in found if bound > story.now) - MICROSECOND
        since = max((bound for bound in found if bound <= story.now), default=story.now)
        now = [possible(by, story.case, story) for by in SEATS]
        for at in (since, until):
            assert pass_time(story.case, at) == []
            assert [possible(by, story.case, replace(story, now=at)) for by in SEATS] == now


@pytest.mark.parametrize("number", range(20))
def test_what_is_folded_on_is_what_is_folded_anew(number: int):
    rng, story = stories(number)
    whole, known = Whole(fold(story.case.id, [], RULEBOOK), [], Stamp("", 0)), 0
    for _ in range(25):
        whole = whole.after(story.entries[known:], Stamp("", 0))
        known = len(story.entries)
        for role in rng.sample([*Role], 4):
            sight = whole.sight(role)
            assert sight.entries == seen(role, story.entries)
            assert sight.case == fold_for(role, story.case, story.entries)
        assert (whole.case, whole.entries) == (story.case, story.entries)
        story.wait(hours=rng.choice((1, 6, 30)))
        somebody_acts(rng, story)


def entries(count: int) -> list[Entry]:
    return [Entry(number, FILED_AT, Actor(Role.SYSTEM), None) for number in range(1, count + 1)]  # type: ignore[arg-type]


def kept(case: str, count: int) -> Whole:
    return Whole(fold(case, [], RULEBOOK), entries(count), Stamp(case, 0))


def test_entries_are_kept_up_to_a_bound_and_those_not_read_for_longest_go():
    cases = KeptCases(most=10)
    for name in ("a", "b"):
        cases.put(kept(name, 4))
    assert cases.get("a") is not None
    cases.put(kept("c", 4))
    assert [name for name in "abc" if cases.get(name)] == ["a", "c"]
    cases.put(kept("d", 11))
    assert [name for name in "abcd" if cases.get(name)] == []


def test_a_page_for_a_reader_weighs_as_much_as_its_docket(clerk: Clerk):
    stored = clerk._kept.get(CASE)
    assert stored is not None
    before = stored.weight
    clerk.look(CASE, BUYER, soon(1))
    clerk.look(CASE, SELLER, soon(1))
    assert stored.weight == 3 * before


def test_who_sees_the_same_shares_the_same_case(clerk: Clerk, store: Store):
    answer(clerk, soon(2))
    offer(clerk, SELLER, "offer-1", soon(3))
    for reader in (clerk, anew(store)):
        buyer, seller, marketplace = (
            reader.look_as(CASE, role, soon(4)).case for role in (Role.COMPLAINANT, Role.RESPONDENT, Role.MARKETPLACE)
        )
        assert buyer is seller
        assert marketplace is not buyer
