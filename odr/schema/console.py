"""A page to try the API by hand, in development and demo mode: a document, its variables, the answer, the schema."""

from functools import cache
from pathlib import Path

import strawberry
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

FILES = Path(__file__).parent / "console"


@cache
def _printed(schema: strawberry.Schema) -> str:
    """Half a second's work: for whoever asks for it, not at every start."""
    return schema.as_str()


def routes(schema: strawberry.Schema) -> list[Route]:
    """Return the routes of the page; it needs nothing from elsewhere."""

    async def page(_: Request) -> Response:
        return Response((FILES / "console.html").read_bytes(), media_type="text/html")

    async def script(_: Request) -> Response:
        return Response((FILES / "console.js").read_bytes(), media_type="text/javascript")

    async def style(_: Request) -> Response:
        return Response((FILES / "console.css").read_bytes(), media_type="text/css")

    async def sdl(_: Request) -> Response:
        return PlainTextResponse(_printed(schema))

    return [
        Route("/graphiql", page),
        Route("/graphiql/console.js", script),
        Route("/graphiql/console.css", style),
        Route("/graphiql/schema.graphql", sdl),
    ]
