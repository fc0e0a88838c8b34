"""Over TLS the certificate must be the name's, whatever address the name stands for."""

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from odr.webhooks.calling import Call, Outcome, outcome_of, post_all
from tests.conftest import HandClock
from tests.core.given import FILED_AT

KEY = b"a secret that only tests know"


class _Door(BaseHTTPRequestHandler):
    server: "Secured"

    def do_POST(self) -> None:
        self.server.hosts.append(self.headers["host"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None: ...


class Secured(HTTPServer):
    """Answers over TLS as shop.example, on this machine."""

    def __init__(self, pem: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.hosts: list[str] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: Any, client_address: Any) -> None: ...


def certificate(name: str) -> bytes:
    """Key and certificate of a name, its own authority."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    return pem + made.public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def secured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Secured]:
    """Every name stands for this machine, whose certificate is that of shop.example and is trusted."""
    pem = tmp_path / "shop.pem"
    pem.write_bytes(certificate("shop.example"))
    trusting = ssl.create_default_context(cafile=str(pem))
    monkeypatch.setattr("odr.webhooks.calling.httpx.AsyncClient", partial(httpx.AsyncClient, verify=trusting))

    async def here(host: str, port: int, **_: Any) -> list[Any]:
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("odr.outward.anyio.getaddrinfo", here)
    with Secured(pem) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def post(url: str, inside: bool = True) -> Outcome:
    call = Call("msg_1", url, b"{}")
    (outcome,) = anyio.run(partial(post_all, [call], [KEY], HandClock(FILED_AT), inside=inside))
    return outcome


def test_the_certificate_is_held_against_the_name(secured: Secured) -> None:
    port = secured.server_port
    assert post(f"https://shop.example:{port}/hook").code == "OK"
    assert post(f"https://other.example:{port}/hook").code == "NO_CONNECTION"
    assert secured.hosts == [f"shop.example:{port}"]


def test_a_name_that_stands_for_this_machine_is_not_called(secured: Secured) -> None:
    assert post("https://shop.example/hook", inside=False).code == "ADDRESS_NOT_ALLOWED"
    assert secured.hosts == []


@pytest.mark.parametrize(
    ("status", "given", "seconds"),
    [
        (429, "120", 120),
        (503, "Mon, 02 Mar 2026 09:31:00 GMT", 60),
        (429, "999999999999", 86_400),
        (429, "soon", 0),
        (429, "-5", 0),
        (429, "Mon, 02 Mar 2026 09:29:00 GMT", 0),
        (500, "120", 0),
    ],
)
def test_how_long_to_wait_is_read_as_a_number_or_a_date(status: int, given: str, seconds: int) -> None:
    assert outcome_of(status, given, HandClock(FILED_AT)).retry_after == seconds
