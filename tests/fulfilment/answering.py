"""A server that answers GraphQL what it is told, and an order of the shape that a real Vendure 3.7.3 gives."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self

Answer = tuple[int, bytes]


class Answering(ThreadingHTTPServer):
    """Answers what it is told, one after the other, and keeps what it was asked; None cuts the connection."""

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

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.shutdown()
        self.server_close()


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


NOWHERE = dict.fromkeys(
    ("fullName", "company", "streetLine1", "streetLine2", "city", "province", "postalCode", "countryCode")
)
PLACE = NOWHERE | {
    "fullName": "Ann Buyer",
    "streetLine1": "Hauptstr. 1",
    "city": "Berlin",
    "postalCode": "10115",
    "countryCode": "DE",
}


def _step(to: str, at: str) -> dict[str, Any]:
    return {"createdAt": f"2026-02-0{at}:00:00.000Z", "data": {"fulfillmentId": 5, "from": "Created", "to": to}}


def vendure_order(**changed: Any) -> dict[str, Any]:
    """Two kettles and a lamp: paid, sent, delivered."""
    order = {
        "id": "1",
        "code": "JXH6YD295DZ85N5D",
        "state": "Delivered",
        "orderPlacedAt": "2026-02-01T12:00:00.000Z",
        "currencyCode": "EUR",
        "shippingWithTax": 500,
        "customer": {"emailAddress": "Ann@Example.org", "firstName": "Ann", "lastName": "Buyer"},
        "channels": [{"code": "__default_channel__", "seller": {"id": "1"}}],
        "shippingAddress": PLACE,
        "billingAddress": NOWHERE,
        "lines": [
            vendure_line("1", "KETTLE", 2, 4990),
            vendure_line("2", "LAMP", 1, 12000),
        ],
        "payments": [vendure_payment("7", 22480)],
        "fulfillments": [
            {
                "id": "5",
                "method": "post",
                "trackingCode": "TRACK-1",
                "state": "Delivered",
                "lines": [{"orderLineId": "1", "quantity": 2}, {"orderLineId": "2", "quantity": 1}],
            }
        ],
        "history": {"items": [_step("Pending", "1T13"), _step("Shipped", "2T08"), _step("Delivered", "4T09")]},
    }
    return order | changed


def vendure_line(name: str, sku: str, quantity: int, unit: int, **changed: Any) -> dict[str, Any]:
    line = {
        "id": name,
        "quantity": quantity,
        "orderPlacedQuantity": quantity,
        "proratedUnitPriceWithTax": unit,
        "proratedLinePriceWithTax": unit * quantity,
        "productVariant": {"sku": sku, "name": sku.capitalize()},
    }
    return line | changed


def vendure_payment(name: str, amount: int, **changed: Any) -> dict[str, Any]:
    payment = {
        "id": name,
        "method": "instant",
        "amount": amount,
        "state": "Settled",
        "createdAt": "2026-02-01T12:00:00.000Z",
        "refunds": [],
    }
    return payment | changed


def found(*orders: dict[str, Any]) -> dict[str, Any]:
    return {"orders": {"items": list(orders)}}
