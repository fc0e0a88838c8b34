"""Which days are worked where. Each expectation names the law or the official list that it was taken from."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from odr.calendars import YEARS, Calendars
from odr.calendars.corrections import CalendarsRefused, read
from odr.domain.calendar import Mark
from odr.domain.refusals import CalendarUnknown, PlaceUnknown

SHIPPED = Calendars()

FREE = [
    ("DE", "2026-05-14", "Ascension: in all sixteen states' laws"),
    ("DE-BY", "2026-06-04", "Corpus Christi: Art. 1 (1) no. 1 FTG"),
    ("DE-BY", "2025-08-15", "Assumption: Art. 1 (1) no. 2 FTG, in 1,708 of 2,056 municipalities"),
    ("DE-SL", "2025-08-15", "Assumption: § 2 (1) SFG Saarland"),
    ("US", "2026-06-19", "Juneteenth: 5 U.S.C. 6103, Fed. R. Civ. P. 6(a)(6)"),
    ("US-TX", "2026-07-03", "Independence Day 2026 is a Saturday: observed on Friday, 5 U.S.C. 6103 (b)"),
    ("GB", "2026-04-06", "Easter Monday: gov.uk/bank-holidays, England and Wales"),
    ("GB-SCT", "2026-01-02", "2 January: gov.uk/bank-holidays, Scotland"),
    ("GB-SCT", "2026-11-30", "St Andrew's Day: gov.uk/bank-holidays, Scotland"),
    ("GB-SCT", "2026-12-28", "Boxing Day 2026 is a Saturday: gov.uk/bank-holidays, substitute day"),
    ("CA-BC", "2026-04-06", "Easter Monday: Interpretation Act, RSBC 1996 c. 238, s. 29"),
    ("CA-BC", "2025-12-26", "26 December: Interpretation Act, RSBC 1996 c. 238, s. 29"),
    ("CA-BC", "2026-09-30", "Truth and Reconciliation: Bill 2 of 2023"),
    ("CN", "2026-02-23", "Spring Festival 15 to 23 February 2026: State Council notice of November 2025"),
    ("PL", "2026-11-11", "Independence Day: law of 18 January 1951"),
    ("PL", "2025-12-24", "Christmas Eve: since 2025, law of 6 December 2024"),
    ("IL", "2026-03-06", "a Friday"),
    ("AE", "2026-03-07", "a Saturday: since 2022"),
]
WORKED = [
    ("DE", "2026-06-04", "Corpus Christi is no holiday of the whole country"),
    ("DE-BE", "2025-08-15", "Assumption is none in Berlin"),
    ("GB-SCT", "2026-04-06", "Easter Monday: not on gov.uk/bank-holidays, Scotland"),
    ("CN", "2026-02-14", "Saturday, worked for the Spring Festival: State Council notice of November 2025"),
    ("CN", "2026-10-10", "Saturday, worked for the National Day: State Council notice of November 2025"),
    ("HU", "2026-01-10", "Saturday, worked for Friday 2 January: decree of the minister for 2026"),
    ("IL", "2026-03-08", "a Sunday"),
    ("AE", "2026-03-06", "a Friday"),
    ("UA", "2026-08-24", "Independence Day: no holiday is free under martial law, Law 2136-IX, Art. 6 (6)"),
]


@pytest.mark.parametrize(("place", "day", "source"), FREE)
def test_a_day_that_is_free(place: str, day: str, source: str) -> None:
    assert not SHIPPED.of(place).is_working(date.fromisoformat(day)), source


@pytest.mark.parametrize(("place", "day", "source"), WORKED)
def test_a_day_that_is_worked(place: str, day: str, source: str) -> None:
    assert SHIPPED.of(place).is_working(date.fromisoformat(day)), source


def test_easter_mondays_of_british_columbia_follow_its_good_fridays() -> None:
    calendar = SHIPPED.of("CA-BC")
    named = {name: [day for day in calendar.free if calendar.free[day] == name] for name in calendar.free.values()}
    fridays = [day for day in named["Good Friday"] if day.year in YEARS]
    assert len(fridays) == len(YEARS)
    assert sorted(named["Easter Monday"]) == sorted(day + timedelta(days=3) for day in fridays)


@pytest.mark.parametrize(
    ("place", "day", "why"),
    [
        ("CN", "2027-02-10", "the State Council's notice for 2027 is not in this edition"),
        ("HU", "2027-03-16", "nor the Hungarian decree on moved days"),
        ("AE", "2027-03-10", "the end of Ramadan is only estimated"),
        ("LK", "2027-01-04", "no table of the moon's days"),
        ("DE", "2032-01-05", "too far away for laws to stay as they are"),
        ("MY-01", "2024-03-11", "Johor's weekend was Friday and Saturday until 2025"),
        ("BV", "2026-01-05", "a year without any holiday"),
    ],
)
def test_a_year_that_is_not_known_is_refused(place: str, day: str, why: str) -> None:
    with pytest.raises(CalendarUnknown, match=f"{place} in {day[:4]}"):
        SHIPPED.of(place).is_working(date.fromisoformat(day)), why


@pytest.mark.parametrize("place", ["", "XX", "DEU", "de", "DE-XX", "DE_BY", "DE-BY-AUGSBURG", "Germany"])
def test_what_is_no_place_is_refused(place: str) -> None:
    with pytest.raises(PlaceUnknown, match="such as DE or DE-BY"):
        SHIPPED.of(place)


def test_names_do_not_depend_on_the_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de_DE")
    assert Calendars().of("FR").free[date(2026, 5, 1)] == SHIPPED.of("FR").free[date(2026, 5, 1)] == "Labor Day"


def own(text: str) -> Calendars:
    return Calendars(read(text.encode()))


def test_an_operator_adds_removes_and_moves_days() -> None:
    calendar = own("""
        [DE-BY]
        add = { "2026-08-08" = "Peace Festival", "03-19" = "Saint Joseph" }
        remove = ["08-15"]
        worked = ["2026-06-06"]
    """).of("DE-BY")
    free = calendar.free_day(date(2026, 3, 19))
    assert free is not None
    assert (free.mark, free.name) == (Mark.HOLIDAY, "Saint Joseph")
    assert calendar.is_working(date(2025, 8, 15)), "taken back what the service decides"
    assert calendar.is_working(date(2026, 6, 6)), "a Saturday"
    assert not calendar.is_working(date(2026, 6, 4)), "the rest of the calendar stays"


def test_what_is_said_of_a_country_holds_in_its_regions() -> None:
    calendars = own('[DE]\nadd = { "2026-03-16" = "Day of Mourning" }')
    assert not calendars.of("DE-BY").is_working(date(2026, 3, 16))
    assert calendars.of("FR").is_working(date(2026, 3, 16))


def test_a_holiday_of_ones_own_undoes_a_make_up_day() -> None:
    assert not own('[HU]\nadd = { "2026-01-10" = "Day of Mourning" }').of("HU").is_working(date(2026, 1, 10))


def test_an_operator_knows_a_year_that_the_library_does_not() -> None:
    calendar = own("""
        [CN]
        years = [2027]
        add = { "2027-02-08" = "Spring Festival", "2027-02-11" = "Spring Festival" }
        worked = ["2027-02-20"]
    """).of("CN")
    assert not calendar.is_working(date(2027, 2, 11))
    assert calendar.is_working(date(2027, 2, 20)), "a Saturday"
    assert not calendar.is_working(date(2027, 1, 1)), "what the law says of each year is still taken from the library"


def test_estimates_are_never_taken() -> None:
    """By the library's estimate the end of Ramadan 2027 is on 10 March."""
    calendar = own("[AE]\nyears = [2027]").of("AE")
    assert calendar.is_working(date(2027, 3, 10))
    assert not calendar.is_working(date(2027, 12, 2)), "National Day"


def test_a_place_of_ones_own_says_its_weekend_and_its_years() -> None:
    calendar = own('[XZ]\nyears = [2026]\nweekend = ["SUNDAY"]').of("XZ")
    assert [calendar.is_working(date(2026, 3, day)) for day in (7, 8)] == [True, False]


def test_the_region_that_is_meant_by_a_country() -> None:
    assert own('[GB]\nregion = "GB-SCT"').of("GB").is_working(date(2026, 4, 6))


def test_the_version_tells_what_a_date_depends_on() -> None:
    changed = own('[DE]\nadd = { "2026-03-16" = "Day of Mourning" }')
    plain, bavaria = SHIPPED.of("FR").version, SHIPPED.of("DE-BY").version
    assert plain.startswith("holidays/")
    assert " FR tzdata/" in plain
    assert changed.of("FR").version == plain
    assert len({SHIPPED.of("DE").version, changed.of("DE").version, changed.of("DE-BY").version, bavaria}) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[DE", "no valid TOML"),
        (
            "[Germany]\nremove = ['05-01']",
            "[Germany]: this is no place; write a country as [DE] or a region as [DE-BY]",
        ),
        ("[DE]", "[DE]: nothing is said here; allowed are add, remove, worked, weekend, years, until, region"),
        ("[DE]\nholidays = ['2026-05-01']", "[DE] holidays: no such key; allowed are add, remove"),
        ("[DE]\nremove = ['1 May']", "[DE] remove: ['1 May'] cannot be used; write [\"2026-08-15\"]"),
        ("[DE]\nremove = ['2026-02-29']", "[DE] remove"),
        ("[DE]\nadd = ['05-02']", '[DE] add: [\'05-02\'] cannot be used; write { "2026-08-15" = "Name" }'),
        ("[DE]\nworked = ['05-02']", "[DE] worked: ['05-02'] cannot be used; write [\"2026-08-08\"]"),
        ("[DE]\nweekend = ['SAT']", "[DE] weekend: ['SAT'] cannot be used; write some of MONDAY, TUESDAY"),
        ("[DE]\nyears = ['2027']", "[DE] years: ['2027'] cannot be used; write [2027]"),
        ("[DE]\nuntil = true", "[DE] until: True cannot be used; write 2027"),
        ("[DE]\nregion = 'FR-01'", "[DE] region: 'FR-01' cannot be used; write the code of a region there"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_what_is_allowed(text: str, said: str) -> None:
    with pytest.raises(CalendarsRefused) as refused:
        read(text.encode())
    assert any(said in line for line in refused.value.problems)


def test_all_problems_of_a_file_are_said_at_once() -> None:
    with pytest.raises(CalendarsRefused) as refused:
        read(b"[DE]\nuntil = 'x'\nholidays = 1\n[XXX]\n")
    assert len(refused.value.problems) == 3


def test_the_file_of_an_operator_is_read_and_checked(tmp_path: Path) -> None:
    file = tmp_path / "calendars.toml"
    file.write_text('[PL]\nadd = { "2026-03-16" = "Day of Mourning" }')
    assert not Calendars.read(file).of("PL").is_working(date(2026, 3, 16))
    assert Calendars.read(None).of("PL").is_working(date(2026, 3, 16))


@pytest.mark.parametrize("text", ["[XX]\nyears = [2026]", "[DE-XX]\nremove = ['05-01']"])
def test_a_correction_of_nothing_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "calendars.toml"
    file.write_text(text)
    with pytest.raises(CalendarsRefused, match="a new one needs years and weekend"):
        Calendars.read(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CalendarsRefused, match="cannot be read"):
        Calendars.read(tmp_path / "nowhere.toml")
