"""A shop's server on this machine, which breaks as it is told: before it did what it was asked, or after."""

import json
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from odr.fulfilment.port import Kind, Standing
from tests.fulfilment.contract import Given, Trouble

Answer = tuple[int, Any]
STATUS = {
    Trouble.KEY_UNKNOWN: 401,
    Trouble.KEY_REFUSED: 403,
    Trouble.TOO_MANY: 429,
    Trouble.BROKEN: 500,
    Trouble.BAD_GATEWAY: 502,
    Trouble.MOVED: 302,
}
BODY = {
    Trouble.NO_JSON: b"<html>",
    Trouble.A_LIST: b"[]",
    Trouble.NO_PARTS: b'{"data": {}}',
    Trouble.TOO_LONG: b" " * (5 * 1024 * 1024),
}


@dataclass(frozen=True)
class Request:
    """What was asked: a query, a form or JSON as a dictionary, and the headers in small letters."""

    method: str
    path: str
    asked: dict[str, Any]
    headers: dict[str, str]


class Serving:
    """The server of one shop. Whoever stands in for a shop says what it answers and which requests do something."""

    secret = "a key that nobody may read"
    knows_what_was_begun = False
    beside: frozenset[Kind] = frozenset()

    def __init__(self) -> None:
        self.given: list[Given] = []
        self.requests: list[Request] = []
        self._acting: list[tuple[Trouble, bool]] = []
        self._reading: list[Trouble] = []
        self._server = _Server(self)
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def breaks(self, trouble: Trouble, *, done: bool = False) -> None:
        """The next request that does something goes wrong, after it was done or before."""
        self._acting.append((trouble, done))

    def cannot_be_read(self, trouble: Trouble) -> None:
        """The next request that asks something goes wrong."""
        self._reading.append(trouble)

    def all_stand(self, standing: Standing) -> None:
        """From now on every refund stands so."""
        for one in self.given:
            one.standing = standing

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def acts(self, request: Request) -> bool:
        """Whether it asks for something to be done."""
        raise NotImplementedError

    def answer(self, request: Request) -> Answer:
        """Do it, and say what the shop says: the status and the JSON."""
        raise NotImplementedError

    def answered(self, request: Request) -> tuple[int, bytes] | None:
        """The answer with what goes wrong; None where the connection is cut."""
        self.requests.append(request)
        trouble, done = self._next(request)
        if trouble is None or done:
            status, said = self.answer(request)
            if trouble is None:
                return status, json.dumps(said).encode()
        if trouble is Trouble.CUT:
            return None
        return STATUS.get(trouble, 200), BODY.get(trouble, b"{}")

    def _next(self, request: Request) -> tuple[Trouble | None, bool]:
        if self.acts(request):
            return self._acting.pop(0) if self._acting else (None, False)
        return (self._reading.pop(0) if self._reading else None), False


class _Server(ThreadingHTTPServer):
    def __init__(self, shop: Serving) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.shop = shop


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        self._answer(address.path, dict(parse_qsl(address.query)))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        is_form = self.headers["content-type"] == "application/x-www-form-urlencoded"
        self._answer(self.path, dict(parse_qsl(body.decode())) if is_form else json.loads(body))

    def _answer(self, path: str, asked: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.shop.answered(Request(self.command, path, asked, headers))
        if answer is None:
            self.connection.close()
            return
        self.send_response(answer[0])
        self.send_header("content-length", str(len(answer[1])))
        self.end_headers()
        self.wfile.write(answer[1])

    def log_message(self, *_: object) -> None:
        pass
