"""GET /checkpoint and /checkpoint/key: how far the log goes, signed, and by which key. For anybody, as plain text."""

from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from odr.custody.keys import LogKey
from odr.custody.log import latest
from odr.store import Store, in_thread

A_MINUTE = {"cache-control": "public, max-age=60"}
NOTHING = "Nothing was signed yet."


def checkpoint_routes(store: Store, key: LogKey) -> list[Route]:
    """The routes of this room."""
    return [
        Route("/checkpoint", partial(_latest, store), methods=["GET"]),
        Route("/checkpoint/key", partial(_key, key), methods=["GET"]),
    ]


async def _latest(store: Store, _: Request) -> Response:
    note = await in_thread(_note, store)
    return PlainTextResponse(note or NOTHING, 200 if note else 404, A_MINUTE)


async def _key(key: LogKey, _: Request) -> Response:
    return PlainTextResponse(f"{key.verifier}\n", headers=A_MINUTE)


def _note(store: Store) -> str:
    with store.read() as conn:
        last = latest(conn)
    return last.note if last else ""
