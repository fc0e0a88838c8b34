"""The proxy does what its plan says, neither more nor less: judged by a server that counts what it sees."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from tests.shops.proxy import Fault, FaultProxy, Plan, drawn, in_order, passing

LOST = (httpx.RemoteProtocolError, httpx.ReadError)
EVERY = dict.fromkeys(Fault, 1)


class Counting(ThreadingHTTPServer):
    """Answers each request with its own body and how many came before it; keeps what it saw."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.seen: list[bytes] = []
        self.asked = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    server: Counting
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.seen.append(body)
        self.server.asked.set()
        answer = b"%s %d" % (body, len(self.server.seen))
        self.send_response(200)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def shop() -> Iterator[Counting]:
    with Counting() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@contextmanager
def between(shop: Counting, plan: Plan = passing, wait: float = 0.0) -> Iterator[tuple[FaultProxy, httpx.Client]]:
    with FaultProxy(shop.url, plan, wait) as proxy, httpx.Client(base_url=proxy.url) as client:
        yield proxy, client


def test_what_passes_is_not_changed(shop: Counting) -> None:
    with between(shop) as (proxy, client):
        answers = [client.post("/", content=body).text for body in ("one", "two", "x" * 200_000)]
    assert answers == ["one 1", "two 2", f"{'x' * 200_000} 3"]
    assert proxy.counts == {Fault.PASS: 3}


@pytest.mark.parametrize(("fault", "times"), [(Fault.CUT_BEFORE, 0), (Fault.CUT_AFTER, 1)])
def test_a_connection_is_cut_before_or_after_the_shop_did_it(shop: Counting, fault: Fault, times: int) -> None:
    with between(shop, in_order([fault])) as (proxy, client):
        with pytest.raises(LOST):
            client.post("/", content="pay")
        assert shop.seen == [b"pay"] * times
        assert client.post("/", content="pay").status_code == 200
    assert proxy.counts == {fault: 1, Fault.PASS: 1}
    assert [done.statuses for done in proxy.done] == [(200,) * times, (200,)]


def test_an_error_is_answered_after_the_shop_did_it(shop: Counting) -> None:
    with between(shop, in_order([Fault.ERROR_AFTER])) as (_, client):
        assert client.post("/", content="pay").status_code == 500
    assert shop.seen == [b"pay"]


def test_a_request_is_sent_twice_and_answered_once(shop: Counting) -> None:
    with between(shop, in_order([Fault.TWICE])) as (proxy, client):
        assert client.post("/", content="pay").text == "pay 1"
    assert shop.seen == [b"pay", b"pay"]
    assert proxy.done[0].statuses == (200, 200)


def test_who_gives_up_waiting_does_not_take_a_late_request_back(shop: Counting) -> None:
    with between(shop, in_order([Fault.DELAY]), wait=0.2) as (_, client):
        with pytest.raises(httpx.ReadTimeout):
            client.post("/", content="pay", timeout=0.05)
        assert shop.seen == []
    assert shop.seen == [b"pay"]


def test_a_late_answer_comes_after_the_shop_did_it(shop: Counting) -> None:
    with between(shop, in_order([Fault.LATE]), wait=0.2) as (_, client), ThreadPoolExecutor() as pool:
        asked = pool.submit(client.post, "/", content="pay")
        assert shop.asked.wait(5)
        assert not asked.done()
        assert asked.result().text == "pay 1"


def test_a_fault_is_for_the_requests_it_is_about(shop: Counting) -> None:
    with between(shop, in_order([Fault.ERROR_AFTER], about=b"refundOrder")) as (proxy, client):
        asked = [client.post("/", content=body).status_code for body in ("order", "refundOrder", "refundOrder")]
    assert asked == [200, 500, 200]
    assert [done.fault for done in proxy.met(b"refundOrder")] == [Fault.ERROR_AFTER, Fault.PASS]


def faults_of(shop: Counting, seed: int) -> list[Fault]:
    with between(shop, drawn(seed, EVERY)) as (proxy, client):
        for number in range(40):
            try:
                client.post("/", content=str(number))
            except LOST:
                continue
    return [done.fault for done in proxy.done]


def test_the_same_seed_draws_the_same_faults(shop: Counting) -> None:
    assert faults_of(shop, 1) == faults_of(shop, 1) != faults_of(shop, 2)
    assert set(faults_of(shop, 1)) == set(Fault)


def test_a_shop_that_is_away_answers_nothing(shop: Counting) -> None:
    with FaultProxy("http://127.0.0.1:9") as proxy, pytest.raises(LOST):
        httpx.post(proxy.url, content="pay")
    assert proxy.done[0].statuses == ()
