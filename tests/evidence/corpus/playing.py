"""Plays one hostile file through the real intake, and looks at what came of it."""

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

from odr.domain.refusals import Refused
from odr.evidence.intake import Finalizing, finalize
from odr.evidence.links import create_link, take_out
from odr.evidence.refusals import FileIsEmpty, FileNameNotValid
from odr.evidence.renditions.making import make_renditions
from odr.evidence.renditions.reading import FileShown, files_shown
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import Rendering, State
from odr.evidence.uploads import Upload, by_id
from odr.evidence.waiting import enter_waiting
from tests.evidence.corpus.items import NOT_SHOWN, REFUSED, SHOWN, Item
from tests.evidence.helpers import BUYER, CASE, NOW, announced, begin, send

SAFE_NAME = 'attachment; filename="'
STEERING = ("\r", "\n", "\u202e", "/", "\\", "\0")


@dataclass(slots=True)
class Played:
    """What came of one file. `wrong`: what does not hold although it has to."""

    outcome: str
    told: str = ""
    shown: FileShown | None = None
    bodies: list[bytes] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Witness:
    """Who comes to an address of this machine."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.came: list[str] = []


@contextmanager
def witness() -> Iterator[Witness]:
    """Somebody who watches an address that hostile files refer to."""

    class Watches(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            watching.came.append(self.path)
            self.send_error(HTTPStatus.NOT_FOUND)

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Watches) as server:
        watching = Witness(f"http://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield watching
        finally:
            server.shutdown()


def play(room: EvidenceRoom, item: Item, watching: Witness) -> Played:
    """Hand it in, let the worker do its part, and look."""
    begun = time.monotonic()
    played = _handed_in(room, item, item.body(watching.url))
    played.seconds = time.monotonic() - begun
    _judge(played, item)
    if watching.came:
        played.wrong.append(f"something came to {watching.came}")
    if any(room.scratch.glob("*")):
        played.wrong.append("something is left where files are looked into")
    return played


def _handed_in(room: EvidenceRoom, item: Item, body: bytes) -> Played:
    try:
        upload = begin(room, BUYER, announced(body, filename=item.filename)).upload
    except (FileNameNotValid, FileIsEmpty) as refused:
        return Played(REFUSED, refused.message)
    send(room, upload, body)
    told = ""
    try:
        finalize(room, BUYER, Finalizing(upload.id), NOW)
    except Refused as refused:
        told = refused.message
    while enter_waiting(room, NOW + timedelta(hours=1)):
        pass
    state = _stored(room, upload).state
    if state is not State.AVAILABLE:
        return Played(state.value, told)
    while make_renditions(room, NOW + timedelta(hours=1)):
        pass
    return _looked_at(room, upload)


def _stored(room: EvidenceRoom, upload: Upload) -> Upload:
    with room.store.read() as conn:
        found = by_id(conn, upload.id)
    assert found
    return found


def _looked_at(room: EvidenceRoom, upload: Upload) -> Played:
    seen = room.clerk.look(CASE, BUYER, NOW)
    (shown,) = [one for one in files_shown(room, seen) if one.exhibit == upload.exhibit]
    played = Played(SHOWN if shown.rendering is Rendering.READY else NOT_SHOWN, shown=shown)
    for one in shown.renditions:
        leaving = take_out(room, _token(room, upload, one.id), NOW)
        played.bodies.append(b"".join(leaving.body))
        if leaving.disposition != "inline" or leaving.media_type.split(";")[0] not in INERT:
            played.wrong.append(f"goes out as {leaving.media_type}, {leaving.disposition}")
    original = take_out(room, _token(room, upload, None), NOW)
    original.body.close()
    name = original.disposition
    if not name.startswith(SAFE_NAME) or any(sign in name.removeprefix(SAFE_NAME) for sign in STEERING):
        played.wrong.append(f"the original goes out as {name}")
    return played


INERT = ("image/webp", "text/plain", "video/mp4", "audio/mp4")


def _token(room: EvidenceRoom, upload: Upload, rendition: str | None) -> str:
    return create_link(room, BUYER, CASE, upload.exhibit, NOW, rendition).url.rpartition("/")[2]


def _judge(played: Played, item: Item) -> None:
    if played.outcome != item.expected:
        played.wrong.append(f"{item.expected} was expected")
    active = frozenset(played.shown.active) if played.shown else frozenset()
    if active != item.active:
        played.wrong.append(f"told of {sorted(active)} instead of {sorted(item.active)}")
    expected = item.most if item.expected == SHOWN else 0
    if len(played.bodies) != expected:
        played.wrong.append(f"{len(played.bodies)} renditions")
    for body in played.bodies:
        played.wrong += [f"holds {one!r}" for one in item.without if one in body]
    if item.with_ and item.with_ not in b"".join(played.bodies):
        played.wrong.append(f"does not hold {item.with_!r}")
    if played.shown and any(max(one.width or 0, one.height or 0) > 2048 for one in played.shown.renditions):
        played.wrong.append("a rendition is too large")


def climbed() -> bool:
    """Whether an archive got out of where it was read."""
    return Path("/tmp/odr-was-here.txt").exists() or Path("/tmp/odr-was-here").exists()
