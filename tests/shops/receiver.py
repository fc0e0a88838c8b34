"""Where a shop's webhooks arrive, and how they are signed: https://www.standardwebhooks.com/."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "whsec_" + base64.b64encode(b"a secret that only tests know").decode()
PATIENCE = 10.0  # seconds


def signed(body: bytes, id: str, at: int, secret: str = SECRET) -> dict[str, str]:
    """The headers of a message that is sent at this second of the Unix clock: also of one forged, old or sent again."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.digest(key, f"{id}.{at}.".encode() + body, hashlib.sha256)
    signature = "v1," + base64.b64encode(digest).decode()
    return {"webhook-id": id, "webhook-timestamp": str(at), "webhook-signature": signature}


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.body)
        return said

    def is_signed(self, secret: str = SECRET) -> bool:
        own = signed(self.body, self.headers["webhook-id"], int(self.headers["webhook-timestamp"]), secret)
        return own.items() <= self.headers.items()


class Receiver(ThreadingHTTPServer):
    """Takes every message, and answers each with the next of `statuses`, then with 204."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.messages: list[Message] = []
        self.statuses: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/shop"

    def wait_for(self, type: str, **data: object) -> Message:
        """The first message of this type that says these things, as soon as it is there."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for each in list(self.messages):
                if each.said["type"] == type and data.items() <= each.said["data"].items():
                    return each
            time.sleep(0.02)
        raise AssertionError(f"It did not come; these came: {[each.said for each in self.messages]}")


class _Door(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.messages.append(Message({key.lower(): value for key, value in self.headers.items()}, body))
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 204)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None: ...


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens."""
    with Receiver() as receiver:
        threading.Thread(target=receiver.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield receiver
        finally:
            receiver.shutdown()
