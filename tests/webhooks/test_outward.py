"""Where the service calls when somebody else names the address: nowhere inside, whatever it is called."""

import socket
from typing import Any

import anyio
import pytest

from odr.outward import NotCallable, aim, is_public, require_callable

INSIDE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.254 169.254.169.254
172.16.0.1 172.31.255.255 192.0.0.8 192.0.0.171 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1
198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 :: ::1
::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808
64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1::1 2001:2::1 2001:10::1 2001:db8::1 2002:7f00:1::
2002:808:808::1 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1
""".split()
OUTSIDE = """
1.1.1.1 8.8.8.8 9.255.255.255 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 2606:4700::1111
2a00:1450::1
""".split()
SPELT = ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "①②⑦.⓪.⓪.①"]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_outside_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_inside_is_aimed_at(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(NotCallable):
        anyio.run(aim, f"https://{host}/hook")


@pytest.mark.parametrize("host", SPELT)
def test_however_loopback_is_spelt_it_is_not_aimed_at(host: str) -> None:
    with pytest.raises(NotCallable):
        anyio.run(aim, f"https://{host}/hook")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://shop.example/hook", "NOT_HTTPS"),
        ("ftp://shop.example/hook", "NOT_HTTPS"),
        ("shop.example/hook", "NO_ADDRESS"),
        ("https:///hook", "NO_ADDRESS"),
        ("https://name:word@shop.example/hook", "NO_ADDRESS"),
        ("https://shop.example/hook#part", "NO_ADDRESS"),
        ("https://shop.example:8443/hook", "PORT_NOT_ALLOWED"),
        ("https://shop.example/" + "a" * 2000, "NO_ADDRESS"),
        ("https://127.0.0.1/hook", "ADDRESS_NOT_ALLOWED"),
        ("https://[::1]/hook", "ADDRESS_NOT_ALLOWED"),
        ("https://shop.example\n/hook", "NO_ADDRESS"),
    ],
)
def test_what_has_not_the_form_of_a_callable_address(url: str, why: str) -> None:
    with pytest.raises(NotCallable, match=why):
        require_callable(url)


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Names stand for these addresses, at each question for the next; the list tells who was asked for."""
    asked: list[str] = []

    async def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr("odr.outward.anyio.getaddrinfo", getaddrinfo)
    return asked


def test_what_was_resolved_is_what_is_called_and_the_name_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolving(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    found = anyio.run(aim, "https://shop.example/hook?a=1")
    assert (str(found.url), found.host, found.name) == (
        "https://93.184.216.34/hook?a=1",
        "shop.example",
        "shop.example",
    )
    assert asked == ["shop.example"]


def test_one_address_inside_among_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(NotCallable, match="ADDRESS_NOT_ALLOWED"):
        anyio.run(aim, "https://shop.example/hook")


def test_a_network_of_ones_own_is_called_where_the_operator_says_so() -> None:
    async def inside() -> str:
        return str((await aim("http://127.0.0.1:8080/hook", inside=True)).url)

    assert anyio.run(inside) == "http://127.0.0.1:8080/hook"
