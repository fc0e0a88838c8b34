"""Deadlines as a calendar: what waits for whom, at a secret address of their own."""

from datetime import date, timedelta

from icalendar import Calendar, Event

from tests.journey.city import City


def address_of(city: City, name: str) -> str:
    made = city.as_(name).done("createDeadlineFeed", "url deadlineFeed { createdAt }")
    url: str = made["url"]
    return url[url.index("/deadlines/") :]


def events(city: City, path: str) -> list[Event]:
    answer = city.fetch("GET", path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "no-store" in answer.headers["cache-control"]
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_everybody_finds_what_waits_for_them(city: City) -> None:
    city.file()
    found = events(city, address_of(city, "seller"))
    told = [str(one["summary"]).partition(": ")[2] for one in found]
    assert sorted(told) == ["answer the complaint", "confirm that you have seen the complaint"]
    assert events(city, address_of(city, "buyer")) == []
    assert events(city, address_of(city, "stranger")) == []


def test_an_event_is_the_last_day_and_says_until_when(city: City) -> None:
    city.file()
    (event,) = [one for one in events(city, address_of(city, "seller")) if "answer" in one["summary"]]
    last: date = event["dtstart"].dt
    assert type(last) is date
    assert event["dtend"].dt == last + timedelta(days=1)
    assert f"{last.day} {last:%B} {last.year} (Berlin time)" in event["description"]


def test_no_word_of_a_case_and_no_name_is_told(city: City) -> None:
    case = city.file()
    page = city.as_("seller").ask("query ($id: ID!) { case(id: $id) { narrative complainant { name } } }", id=case)
    text = city.fetch("GET", address_of(city, "seller")).text
    assert page["case"]["narrative"] not in text
    assert page["case"]["complainant"]["name"] not in text


def test_an_event_keeps_its_name_when_the_date_moves(city: City) -> None:
    case = city.file()
    city.wait(days=8)
    city.as_("admin").done("admitCase", "case { id }", case=case)
    path = address_of(city, "seller")
    (before,) = events(city, path)
    page = city.as_("seller").ask("query ($id: ID!) { case(id: $id) { deadlines { frame clause } } }", id=case)
    frame = next(one["frame"] for one in page["case"]["deadlines"] if one["clause"] == "response")
    city.as_("seller").done("extendFrame", "case { id }", case=case, frame=frame)
    (after,) = events(city, path)
    assert before["uid"] == after["uid"]
    assert before["dtstart"].dt < after["dtstart"].dt


def test_a_new_address_ends_the_old_one_and_it_can_be_ended(city: City) -> None:
    first = address_of(city, "seller")
    second = address_of(city, "seller")
    assert [city.fetch("GET", one).status_code for one in (first, second)] == [404, 200]
    ended = city.as_("seller").done("revokeDeadlineFeed", "deadlineFeed { createdAt }")
    assert ended["deadlineFeed"] is None
    assert city.fetch("GET", second).status_code == 404


def test_an_unknown_address_is_not_found(city: City) -> None:
    assert [city.fetch("GET", f"/deadlines/{one}.ics").status_code for one in ("x", "%C3%A4", "")] == [404] * 3
