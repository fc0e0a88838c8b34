"""`odr connector`: a shop is connected under a key that is kept encrypted, let go, and looked after."""

import io
import re
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from odr.__main__ import main
from odr.fulfilment.command import BY_HTTP
from odr.fulfilment.shops import shop_of
from odr.fulfilment.tables import connectors, executions
from odr.settings import Settings, service_secrets
from odr.store import Store, micros

URL = "https://shop.example/admin-api"
Run = Callable[..., int]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ODR_MODE", "demo")
    monkeypatch.setenv("ODR_DATA_DIR", str(tmp_path))
    main(["migrate"])
    monkeypatch.setattr("sys.stdin", io.StringIO("a good password of many words\n"))
    assert main(["enrol", "ada@kiez.example", "--name", "Ada", "--zone", "Europe/Berlin", "--country", "DE"]) == 0
    about = ["--zone", "Europe/Berlin", "--country", "DE", "--website", "https://kiez.example"]
    assert main(["marketplace", "Kiez", "--code", "KE", *about, "--administrator", "ada@kiez.example"]) == 0
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, key: str = "a-key") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{key}\n"))
    return main(["connector", *arguments])


def test_the_secret_of_a_shop_that_tells_by_itself_is_shown_once_and_outlives_a_new_key(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "connect", "KE", "--url", URL, "--hook") == 0
    said = capsys.readouterr().out
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", said)
    settings = Settings(mode="demo", data_dir=data)
    store = Store(settings.database_url)
    with store.read() as conn:
        row = conn.execute(select(connectors)).one()
    assert f"{settings.public_url}/hooks/shops/{row.marketplace}\n" in said
    assert secret not in row.hook
    assert run(monkeypatch, "connect", "KE", "--url", URL, key="another") == 0
    assert "whsec_" not in capsys.readouterr().out
    with store.read() as conn:
        shop = shop_of(conn, service_secrets(settings), row.marketplace)
    assert shop is not None
    assert (shop.key, shop.hook, secret in repr(shop)) == ("another", secret, False)
    store.close()


def test_a_shop_that_has_a_secret_of_its_own_is_asked_for_it(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stripe = ("connect", "KE", "--kind", "stripe", "--url", "https://api.stripe.com", "--hook")
    assert run(monkeypatch, *stripe, key="rk_test") != 0
    assert "Give the secret" in capsys.readouterr().err
    assert run(monkeypatch, *stripe, key="rk_test\nwhsec_of_stripe\n") == 0
    assert "whsec_of_stripe" not in capsys.readouterr().out
    settings = Settings(mode="demo", data_dir=data)
    store = Store(settings.database_url)
    with store.read() as conn:
        row = conn.execute(select(connectors)).one()
        shop = shop_of(conn, service_secrets(settings), row.marketplace)
    assert shop is not None
    assert (shop.key, shop.hook) == ("rk_test", "whsec_of_stripe")
    store.close()


def test_a_shop_is_connected_listed_and_let_go(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "connect", "KE", "--url", URL) == 0
    settings = Settings(mode="demo", data_dir=data)
    store = Store(settings.database_url)
    with store.read() as conn:
        row = conn.execute(select(connectors)).one()
        shop = shop_of(conn, service_secrets(settings), row.marketplace)
    assert shop is not None
    assert ("a-key" in row.key, shop.key, shop.url) == (False, "a-key", URL)
    assert "a-key" not in repr(shop)
    assert run(monkeypatch, "list", "KE") == 0
    assert run(monkeypatch, "reconcile", "KE") == 0
    assert run(monkeypatch, "reports", "KE") == 0
    assert run(monkeypatch, "disconnect", "KE") == 0
    assert run(monkeypatch, "disconnect", "KE") == 0
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if "shop" in line or "Nothing" in line or "days" in line] == [
        "Orders of KE are carried out in its shop from now on.",
        "Nothing is under way.",
        "0 tasks in 30 days: none.",
        "Nothing was compared yet.",
        "The shop is let go.",
        "There was no shop.",
    ]
    store.close()


@pytest.mark.parametrize(
    ("arguments", "key", "told"),
    [
        (["connect", "XX", "--url", URL], "k", "No marketplace has the code"),
        (["connect", "KE", "--url", "shop.example"], "k", "Give the address of the shop's API"),
        (["connect", "KE", "--url", "https://user:word@shop.example/"], "k", "Give the address of the shop's API"),
        (["connect", "KE", "--url", URL], "", "Give the key of an API user"),
    ],
)
def test_what_cannot_be_is_refused(
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    key: str,
    told: str,
) -> None:
    assert run(monkeypatch, *arguments, key=key) == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "known", "said"),
    [
        ("93.184.216.34", None, "Give an address that begins with https://"),
        ("[2606:4700::1111]", None, "Give an address that begins with https://"),
        ("shop.example", "93.184.216.34", "Give an address that begins with https://"),
        ("shop.example", "10.0.0.7", BY_HTTP),
        ("shop.example", "", BY_HTTP),
        ("127.0.0.1:3000", None, BY_HTTP),
        ("[fd00::7]:3000", None, BY_HTTP),
    ],
)
def test_by_http_no_key_goes_over_the_internet(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], host: str, known: str, said: str
) -> None:
    """`known`: what the name stands for; empty where it is not known here, such as before a container has started."""
    ask = socket.getaddrinfo

    def resolved(name: str, *more: object, **how: Any) -> Any:
        if known == "":
            raise socket.gaierror
        return ask(known or name, *more, **how)

    monkeypatch.setattr("odr.outward.socket.getaddrinfo", resolved)
    is_refused = said != BY_HTTP
    assert run(monkeypatch, "connect", "KE", "--url", f"http://{host}/admin-api") == int(is_refused)
    told = capsys.readouterr()
    assert said in (told.err if is_refused else told.out)
    store = Store(Settings(mode="demo", data_dir=data).database_url)
    with store.read() as conn:
        assert len(conn.execute(select(connectors)).all()) == int(not is_refused)
    store.close()
    assert run(monkeypatch, "connect", "KE", "--url", URL) == 0
    assert BY_HTTP not in capsys.readouterr().out


def test_what_does_not_agree_is_told_and_ends_with_1(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The shop of this test is not there, so that nothing could be asked."""
    assert run(monkeypatch, "connect", "KE", "--url", "http://127.0.0.1:9/admin-api") == 0
    settings = Settings(mode="demo", data_dir=data)
    store = Store(settings.database_url)
    with store.write() as conn:
        marketplace = conn.execute(select(connectors.c.marketplace)).scalar()
        row = {"case_id": "c", "line": "o-1", "leg": "7", "attempt": 1, "order_id": "o", "order_number": "T1"}
        what = {"kind": "refund", "needs": '{"pieces": [], "item": "", "ends_at": null}'}
        known = {"minor": 2500, "currency": "EUR", "state": "PENDING", "reference": "3", "code": "", "tries": 0}
        when = {"due_at": None, "claimed_until": None, "changed_at": micros(datetime.now(UTC))}
        conn.execute(insert(executions), {"key": "order-1", "marketplace": marketplace} | row | what | known | when)
    store.close()
    assert run(monkeypatch, "list", "KE") == 0
    assert run(monkeypatch, "reconcile", "KE") == 1
    said = capsys.readouterr().out.splitlines()
    assert said[-3].startswith("PENDING")
    assert said[-3].endswith("25.00 EUR  order-1")
    assert said[-2:] == [
        "NOT_ASKED      PENDING   ordered 25.00 EUR, in the shop 0.00 EUR  order-1",
        "1 tasks in 30 days: not_asked 1.",
    ]
