"""The custody sheet: who may see the audit log, what belongs to an exhibit, and that it stays short."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from odr.custody.sheet import Sheet, custody_sheet, may_see_log
from odr.domain.case import Exhibit
from odr.domain.roles import Actor, Concern, Role, Seat, Side
from odr.domain.words import Text
from odr.evidence.audit import Purpose, note
from odr.law import Law
from odr.records.compose import compose
from odr.records.handling import sheets_of
from odr.records.reading import Scope, read_case
from odr.rulebooks import all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT
from tests.evidence.trail import repeat
from tests.records.journey import CASE, Journey

AT = FILED_AT + timedelta(days=55)


def exhibit(side: Side | None = Side.COMPLAINANT, third: str = "") -> Exhibit:
    return Exhibit("x", "C-1", side, "u", Text("a.jpg"), Text("00"), "image/jpeg", 1, None, FILED_AT, third)


@pytest.mark.parametrize("seat", [*Role, Concern("t-1"), Concern("t-2")], ids=str)
def test_the_log_is_for_its_side_and_those_who_decide(seat: Seat) -> None:
    assert may_see_log(seat, exhibit()) == (seat in (Role.COMPLAINANT, Role.DECIDER, Role.REVIEWER))
    assert may_see_log(seat, exhibit(Side.RESPONDENT)) == (seat in (Role.RESPONDENT, Role.DECIDER, Role.REVIEWER))
    of_third = exhibit(None, "t-1")
    assert may_see_log(seat, of_third) == (seat in (Concern("t-1"), Role.DECIDER, Role.REVIEWER))


def sheet(store: Store, role: Role, wanted: str = "x") -> Sheet | None:
    reading = read_case(store, Law(all_rulebooks()), CASE, role, Scope.PRIVATE, AT)
    return custody_sheet(store, reading.case, reading.entries, role, wanted)


@pytest.fixture
def decided(store: Store) -> Store:
    Journey(store).negotiate().mediate(private=True).decide()
    for second in (0, 5, 9 * 60, 25 * 60, 26 * 60):
        at = AT + timedelta(seconds=second)
        note(store, "x", "decider", Purpose.LINKED, at, Role.DECIDER)
        note(store, "x", "decider", Purpose.VIEWED, at, Role.DECIDER)
    return store


def test_what_somebody_does_again_on_a_day_is_one_line(decided: Store) -> None:
    found = sheet(decided, Role.COMPLAINANT)
    assert found is not None
    viewed = [(line.at, line.times, line.until) for line in found.lines if line.purpose is Purpose.VIEWED]
    assert viewed == [(AT, 5, AT + timedelta(minutes=26))]


def test_nobody_makes_the_sheet_long(decided: Store) -> None:
    seconds = [AT + timedelta(seconds=second) for second in range(5000)]
    repeat(decided, "x", "buyer", Purpose.VIEWED, seconds, Role.COMPLAINANT)
    repeat(decided, "x", "buyer", Purpose.LINKED, seconds, Role.COMPLAINANT)
    read = read_case(decided, Law(all_rulebooks()), CASE, Role.COMPLAINANT, Scope.SHARED, AT)
    for found in (sheet(decided, Role.DECIDER), sheets_of(decided, read)["x"]):
        assert found is not None
        assert [(line.by and line.by.person, line.purpose, line.times) for line in found.lines if line.purpose] == [
            ("decider", Purpose.LINKED, 5),
            ("decider", Purpose.VIEWED, 5),
            ("buyer", Purpose.VIEWED, 5000),
            ("buyer", Purpose.LINKED, 5000),
        ]


def test_the_entries_are_those_of_this_exhibit(decided: Store) -> None:
    found = sheet(decided, Role.COMPLAINANT)
    assert found is not None
    kinds = [type(line.entry.event).__name__ for line in found.lines if line.entry]
    assert kinds == ["ExhibitReceived", "ExhibitDisclosed", "RecordClosed"]
    assert sheet(decided, Role.COMPLAINANT, "y") is None


@pytest.mark.parametrize("role", [Role.MARKETPLACE, Role.REGISTRAR])
def test_who_does_not_see_the_exhibit_has_no_sheet(decided: Store, role: Role) -> None:
    assert sheet(decided, role) is None


def test_who_looked_at_it_before_it_was_disclosed_is_for_its_own_side_only(decided: Store) -> None:
    early = FILED_AT + timedelta(minutes=1)
    note(decided, "x", "mediator", Purpose.VIEWED, early, Role.MEDIATOR)
    note(decided, "x", "", Purpose.INSPECTED, early)
    note(decided, "x", "mediator", Purpose.VIEWED, AT, Role.MEDIATOR)

    def viewed(role: Role) -> list[timedelta]:
        found = sheet(decided, role)
        assert found is not None
        assert Purpose.INSPECTED in {line.purpose for line in found.lines}
        return [line.at - AT for line in found.lines if line.by == Actor(Role.MEDIATOR, "mediator")]

    assert viewed(Role.COMPLAINANT) == [early - AT, timedelta(0)]
    assert viewed(Role.DECIDER) == [timedelta(0)]
    shared = read_case(decided, Law(all_rulebooks()), CASE, Role.COMPLAINANT, Scope.SHARED, AT)
    passed_on = sheets_of(decided, shared)["x"]
    assert [one.at for one in passed_on.lines if one.by == Actor(Role.MEDIATOR, "mediator")] == [AT]


def test_the_record_says_how_often_and_when_last(decided: Store) -> None:
    reading = read_case(decided, Law(all_rulebooks()), CASE, Role.COMPLAINANT, Scope.SHARED, AT)
    content = compose(reading, {}, "en", sheets_of(decided, reading))
    (told,) = [one.what for file in content.exhibits for one in file.handled if "opened it" in one.what]
    last = AT + timedelta(minutes=26)
    assert told.startswith("opened it on the screen. 5 times; the last: ")
    assert f"{last.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}" in told
