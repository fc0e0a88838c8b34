"""A server that answers GraphQL what it is told, and keeps what it was asked."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, bytes]


class Answering(ThreadingHTTPServer):
    """Answers what it is told, one after the other; None cuts the connection."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[Answer | None] = []
        self.asked: list[tuple[dict[str, Any], str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/admin-api"

    def says(self, data: Any, **more: Any) -> None:
        self.answers.append((200, json.dumps({"data": data, **more}).encode()))

    @property
    def given(self) -> list[dict[str, Any]]:
        """The variables of each call."""
        return [asked["variables"] for asked, _ in self.asked]


class _Handler(BaseHTTPRequestHandler):
    server: Answering

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append((body, self.headers["vendure-api-key"]))
        answer = self.server.answers.pop(0)
        if answer is None:
            self.connection.close()
            return
        self.send_response(answer[0])
        self.send_header("content-length", str(len(answer[1])))
        self.end_headers()
        self.wfile.write(answer[1])

    def log_message(self, *_: object) -> None:
        pass
