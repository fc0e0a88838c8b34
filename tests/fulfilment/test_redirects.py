"""A shop that sends us elsewhere: nobody follows, and its key stays with it."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from odr.fulfilment.calling import Calling, Rest
from odr.fulfilment.port import AnswerLost


class Elsewhere(ThreadingHTTPServer):
    """Answers every call with the way to another path of its own, and keeps what was called."""

    def __init__(self, status: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = status
        self.called: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.called.append((self.command, self.path))
        self.send_response(self.server.status)
        self.send_header("location", f"{self.server.url}/elsewhere")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(params=[301, 302, 303, 307, 308])
def there(request: pytest.FixtureRequest) -> Iterator[Elsewhere]:
    server = Elsewhere(request.param)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_no_redirect_is_followed(there: Elsewhere) -> None:
    rest, why = Rest(there.url, {"authorization": "Bearer a-key"}, frozenset({404})), f"HTTP_{there.status}"
    with pytest.raises(AnswerLost, match=why):
        Calling(f"{there.url}/api", {"vendure-api-key": "a-key"}).ask("{ a }", {})
    with pytest.raises(AnswerLost, match=why):
        rest.get("/read", {})
    with pytest.raises(AnswerLost, match=why):
        rest.post("/act", {}, "key")
    assert there.called == [("POST", "/api"), ("GET", "/read"), ("POST", "/act")]
