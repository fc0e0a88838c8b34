"""Deadlines as a calendar (RFC 5545) that a person's own calendar reads: what waits for them, and no word of a case."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from icalendar import Calendar, Event
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from odr.accounts.feeds import principal_of_feed
from odr.accounts.principal import Principal
from odr.domain.case import Frame
from odr.domain.explain import last_day
from odr.domain.refusals import NotFound
from odr.downloads import HEADERS
from odr.kept import CaseSeen
from odr.lists import Listed, listed
from odr.notices.words import Words, words
from odr.schema.acts import visitor
from odr.schema.context import House
from odr.store import in_thread

MOST_CASES = 200
"""Cases of which a feed tells, those with the latest change first."""


def feed_route(house: House) -> Route:
    """GET /deadlines/{token}.ics: whoever has the address reads it, as calendars send no sign-in."""

    async def answer(request: Request) -> Response:
        found = await in_thread(_found, house, request.path_params["token"])
        if found is None:
            return Response("Not found.", 404, media_type="text/plain", headers=HEADERS)
        return Response(found, media_type="text/calendar", headers=HEADERS)

    return Route("/deadlines/{token}.ics", answer, methods=["GET"])


def _found(house: House, token: str) -> bytes | None:
    if not token.isascii():
        return None
    now = house.clock.now()
    with house.store.read() as connection:
        reader = principal_of_feed(connection, token)
    return calendar_of(house, reader, now) if reader else None


def calendar_of(house: House, reader: Principal, now: datetime) -> bytes:
    """Every deadline that waits for this reader at `now` (UTC), each as an event on its last day."""
    said, host = words(reader.language), urlsplit(house.settings.public_url).hostname or "localhost"
    calendar = Calendar()
    calendar.add("prodid", "-//odr//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", said("feed.name"))
    for seen, frame in _waiting(house, reader, now):
        calendar.add_component(_event(seen, frame, said, host))
    return bytes(calendar.to_ical())


def _waiting(house: House, reader: Principal, now: datetime) -> Iterator[tuple[CaseSeen, Frame]]:
    who = visitor(reader)
    for row in listed(house.clerk, who, Listed(MOST_CASES, open=True), now):
        try:
            seen = house.clerk.look(row.case_id, who, now)
        except NotFound:
            continue
        yield from ((seen, frame) for frame in seen.case.running if _waits(frame, seen))


def _waits(frame: Frame, seen: CaseSeen) -> bool:
    return seen.by.role.acts_as in frame.facts.actors and frame.awaited


def _event(seen: CaseSeen, frame: Frame, said: Words, host: str) -> Event:
    """An event of the whole last day. Its name stays when the date moves, so that calendars move it too."""
    day = last_day(frame)
    event = Event()
    event.add("uid", f"{sha256(f'{seen.case.id}/{frame.name}'.encode()).hexdigest()[:32]}@{host}")
    event.add("dtstamp", seen.case.updated_at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", said("feed.event", number=seen.case.number, what=said.clause(frame.clause)))
    event.add("description", said("feed.until", until=said.until(frame.due, frame.latest.zone)))
    event.add("transp", "TRANSPARENT")
    return event
