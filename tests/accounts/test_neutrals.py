"""What registrars keep of a neutral, and what the neutrals say themselves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from odr.accounts.neutrals import (
    Conflict,
    Profile,
    conflicts_of,
    describe_neutral,
    in_conflict_with,
    mark_absence,
    profile_of,
    record_conflict,
    state_languages,
)
from odr.accounts.organisations import create_organisation
from odr.accounts.passwords import Hasher
from odr.accounts.principal import CONSOLE, Principal, ServiceRole
from odr.accounts.refusals import (
    LanguageNotValid,
    NotAllowed,
    NotForOneself,
    PeriodNotValid,
)
from odr.accounts.roles import grant_role
from odr.domain.facts import LineKind
from odr.domain.refusals import NotFound
from odr.domain.remedies import ComplaintType
from odr.store import Store
from tests.accounts.helpers import NOW, member

REGISTRAR = replace(CONSOLE, person="r" * 32, roles=frozenset({ServiceRole.REGISTRAR}))
SAID = Profile(("de", "pl"), (ComplaintType.DAMAGED,), (LineKind.GOODS,))
DAY = timedelta(days=1)


@pytest.fixture
def neutral(store: Store, hasher: Hasher) -> str:
    person = member(store, hasher)
    with store.write() as conn:
        grant_role(conn, CONSOLE, person, ServiceRole.MEDIATOR, NOW)
    return person


def describe(store: Store, person: str, said: Profile = SAID, actor: Principal = REGISTRAR) -> Profile:
    with store.write() as conn:
        describe_neutral(conn, actor, person, said, NOW)
        return profile_of(conn, person)


def test_a_registrar_describes_a_neutral_and_nothing_said_is_an_empty_profile(store: Store, neutral: str) -> None:
    with store.read() as conn:
        assert profile_of(conn, neutral) == Profile()
    assert describe(store, neutral) == SAID
    assert describe(store, neutral, replace(SAID, languages=("en",))).languages == ("en",)


@pytest.mark.parametrize("own", sorted(set(ServiceRole) - {ServiceRole.OPERATOR, ServiceRole.REGISTRAR}))
def test_nobody_else_describes_a_neutral(store: Store, neutral: str, own: ServiceRole) -> None:
    with pytest.raises(NotAllowed):
        describe(store, neutral, actor=replace(REGISTRAR, roles=frozenset({own})))


def test_nobody_describes_themselves_or_who_is_no_neutral(store: Store, hasher: Hasher, neutral: str) -> None:
    with pytest.raises(NotForOneself):
        describe(store, neutral, actor=replace(REGISTRAR, person=neutral))
    with pytest.raises(NotFound):
        describe(store, member(store, hasher, "else@example.org"))
    with pytest.raises(NotFound):
        describe(store, "0" * 32)


def test_languages_are_tags_and_a_payer_is_known(store: Store, neutral: str) -> None:
    with pytest.raises(LanguageNotValid):
        describe(store, neutral, replace(SAID, languages=("Deutsch",)))
    with pytest.raises(NotFound):
        describe(store, neutral, replace(SAID, payer="0" * 32))
    with pytest.raises(NotFound):
        describe(store, neutral, replace(SAID, payer=neutral))
    with store.write() as conn:
        shop = create_organisation(conn, neutral, "Holzhaus", "DE", NOW)
    assert describe(store, neutral, replace(SAID, payer=shop)).payer == shop


def test_a_neutral_is_away_from_a_day_until_another_and_back_again(store: Store, neutral: str) -> None:
    describe(store, neutral)
    with store.write() as conn:
        mark_absence(conn, neutral, NOW + DAY, NOW + 3 * DAY, NOW)
        away = profile_of(conn, neutral)
        mark_absence(conn, neutral, None, None, NOW)
        back = profile_of(conn, neutral)
    found = [away.is_away(NOW + days * DAY) for days in (0, 1, 2, 3)]
    assert (found, away.languages, back) == ([False, True, True, False], SAID.languages, SAID)


@pytest.mark.parametrize(("since", "until"), [(NOW, None), (None, NOW), (NOW + DAY, NOW + DAY), (NOW - DAY, NOW)])
def test_an_absence_has_two_ends_and_is_not_over(store: Store, neutral: str, since: object, until: object) -> None:
    with pytest.raises(PeriodNotValid), store.write() as conn:
        mark_absence(conn, neutral, since, until, NOW)  # type: ignore[arg-type]


def test_a_neutral_says_which_languages_they_work_in(store: Store, neutral: str) -> None:
    describe(store, neutral)
    with store.write() as conn:
        state_languages(conn, neutral, ["pl", "en", "pl"], NOW)
        assert profile_of(conn, neutral) == replace(SAID, languages=("pl", "en"))
    with pytest.raises(LanguageNotValid), store.write() as conn:
        state_languages(conn, neutral, ["Polish"], NOW)


def test_only_neutrals_are_away_and_say_what_they_speak(store: Store, hasher: Hasher) -> None:
    person = member(store, hasher)
    with pytest.raises(NotAllowed), store.write() as conn:
        mark_absence(conn, person, NOW, NOW + DAY, NOW)
    with pytest.raises(NotAllowed), store.write() as conn:
        state_languages(conn, person, ["en"], NOW)


def test_a_conflict_holds_from_a_day_until_another(store: Store, hasher: Hasher, neutral: str) -> None:
    buyer = member(store, hasher, "buyer@example.org")
    conflict = Conflict(buyer, "A cousin.", NOW, NOW + 2 * DAY)
    with store.write() as conn:
        record_conflict(conn, REGISTRAR, neutral, conflict, NOW)
        assert conflicts_of(conn, neutral) == [conflict]
        others = [buyer, "somebody"]
        holds = [bool(in_conflict_with(conn, neutral, others, NOW + days * DAY)) for days in (-1, 0, 1, 2)]
        record_conflict(conn, REGISTRAR, neutral, replace(conflict, until=None), NOW)
        assert in_conflict_with(conn, neutral, others, NOW + 9 * DAY) == {buyer}
    assert holds == [False, True, True, False]


def test_a_conflict_is_with_somebody_known_and_its_end_comes_after_its_start(store: Store, neutral: str) -> None:
    with pytest.raises(NotFound), store.write() as conn:
        record_conflict(conn, REGISTRAR, neutral, Conflict("0" * 32, "x", NOW, None), NOW)
    with pytest.raises(PeriodNotValid), store.write() as conn:
        record_conflict(conn, REGISTRAR, neutral, Conflict(neutral, "x", NOW, NOW), NOW)
    with pytest.raises(NotForOneself), store.write() as conn:
        record_conflict(conn, replace(REGISTRAR, person=neutral), neutral, Conflict(neutral, "x", NOW, None), NOW)
