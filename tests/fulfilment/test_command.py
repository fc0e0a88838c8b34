"""`odr connector`: a shop is connected under a key that is kept encrypted, let go, and looked after."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from odr.__main__ import main
from odr.fulfilment.shops import shop_of
from odr.fulfilment.tables import connectors
from odr.settings import Settings, service_secrets
from odr.store import Store

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
    assert run(monkeypatch, "disconnect", "KE") == 0
    assert run(monkeypatch, "disconnect", "KE") == 0
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if "shop" in line or "Nothing" in line] == [
        "Orders of KE are carried out in its shop from now on.",
        "Nothing is under way.",
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
