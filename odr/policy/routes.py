"""GET /policy and below: the list, a rulebook in a language, and the drawing of its example. For anybody."""

import hashlib
from datetime import date, datetime
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from odr.domain.calendar import local_day
from odr.domain.refusals import CalendarUnknown
from odr.policy.example import course_of, example, usual_day
from odr.policy.facts import Policy, policy_of, shelves
from odr.policy.page import Asked, list_page, path_of, policy_page
from odr.policy.words import languages, preferred
from odr.schema.context import House
from odr.simulations.svg import svg
from odr.simulations.words import spoken
from odr.store import in_thread

HTML, CSS, DRAWING = "text/html; charset=utf-8", "text/css; charset=utf-8", "image/svg+xml"
FIVE_MINUTES = "public, max-age=300"
DRAWN = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
"""The drawing is a file of its own, whose style stands in it; it runs nothing."""
NOT_FOUND = "There is no such procedure. See /policy"
LONGEST = 200
YEARS = 5
"""So far from today an example is counted."""


def policy_routes(house: House) -> list[Route]:
    """The routes of this room."""
    pages = _Pages(house)
    return [
        Route("/policy", pages.all),
        Route("/policy/style.css", pages.style),
        Route("/policy/{path:path}", pages.one),
    ]


class _Pages:
    def __init__(self, house: House) -> None:
        self._house = house
        self._css = (files(__package__) / "style.css").read_bytes()

    async def style(self, request: Request) -> Response:
        return _answer(request, self._css, CSS)

    async def all(self, request: Request) -> Response:
        return _elsewhere(request, "/policy")

    async def one(self, request: Request) -> Response:
        """A language alone is the list; a name without one goes to the reader's own language."""
        path = request.path_params["path"]
        if len(path) > LONGEST:
            return PlainTextResponse(NOT_FOUND, 404)
        name, _, last = path.removesuffix("/course.svg").rpartition("/")
        if path in languages():
            return _answer(request, await in_thread(self._list, path), HTML)
        language = last if last in languages() else ""
        return await in_thread(self._one, request, name if language else path, language)

    def _list(self, language: str) -> bytes:
        now = self._house.clock.now()
        with self._house.store.read() as conn:
            found = shelves(conn, now)
        return list_page(found, Asked(language, now.date(), self._house.settings.public_url))

    def _one(self, request: Request, name: str, language: str) -> Response:
        now = self._house.clock.now()
        with self._house.store.read() as conn:
            policy = policy_of(conn, name, now)
        if policy is None:
            return PlainTextResponse(NOT_FOUND, 404)
        if not language:
            return _elsewhere(request, path_of(name))
        asked = Asked(language, _filed(request, policy, now), self._house.settings.public_url)
        if request.url.path.endswith("/course.svg"):
            return self._drawing(request, policy, asked)
        found = example(policy, asked.filed, self._house.clerk.law.calendars)
        return _answer(request, policy_page(policy, found, asked), HTML)

    def _drawing(self, request: Request, policy: Policy, asked: Asked) -> Response:
        try:
            course = course_of(policy, asked.filed, self._house.clerk.law.calendars)
        except CalendarUnknown:
            return PlainTextResponse(NOT_FOUND, 404)
        return _answer(request, svg(course, spoken(asked.language)).encode(), DRAWING, DRAWN)


def _filed(request: Request, policy: Policy, now: datetime) -> date:
    """The day that the reader asks for, if it is a day that can be counted; else tomorrow."""
    today = local_day(now, policy.zone)
    try:
        found = date.fromisoformat(request.query_params.get("filed", ""))
    except ValueError:
        return usual_day(today)
    return found if abs(found.year - today.year) <= YEARS else usual_day(today)


def _elsewhere(request: Request, path: str) -> Response:
    language = preferred(request.headers.get("accept-language", ""))
    headers = {"vary": "accept-language", "cache-control": "no-cache"}
    return RedirectResponse(f"{path}/{language}", 303, headers)


def _answer(request: Request, body: bytes, media: str, more: dict[str, str] | None = None) -> Response:
    """The body with its tag, or that nothing has changed."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"cache-control": FIVE_MINUTES, "etag": tag, **(more or {})}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media)
