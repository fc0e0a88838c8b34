"""`odr carrier`: a carrier's secret is kept encrypted; of a file each line is taken or refused by itself."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from odr.__main__ import main
from odr.accounts.resealing import reseal
from odr.carriers.connecting import new_signing_secret, sender
from odr.carriers.tables import carriers, scans
from odr.clock import SystemClock
from odr.settings import Settings, service_secrets
from odr.signed_hooks import secret_of
from odr.store import Store, instant

Run = Callable[..., int]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("ODR_MODE", "demo")
    monkeypatch.setenv("ODR_DATA_DIR", str(tmp_path))
    main(["migrate"])
    monkeypatch.setattr("sys.stdin", io.StringIO("a good password of many words\n"))
    assert main(["enrol", "ada@kiez.example", "--name", "Ada", "--zone", "Europe/Berlin", "--country", "DE"]) == 0
    about = ["--zone", "Europe/Berlin", "--country", "DE", "--website", "https://kiez.example"]
    for code in ("KE", "EL"):
        assert main(["marketplace", code, "--code", code, *about, "--administrator", "ada@kiez.example"]) == 0
    return Store(Settings(mode="demo", data_dir=tmp_path).database_url)


@pytest.fixture
def run(store: Store, monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str, secret: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{secret}\n"))
        return main(["carrier", *arguments])

    return run


def kept(store: Store) -> list[tuple[str, str, str, str]]:
    with store.read() as conn:
        rows = conn.execute(select(scans).order_by(scans.c.scanned_at)).all()
    return [(row.carrier, row.tracking, row.kind, f"{instant(row.scanned_at):%m-%dT%H:%M}") for row in rows]


@pytest.fixture(autouse=True)
def _closed(store: Store) -> Iterator[None]:
    yield
    store.close()


def recently(hour: str) -> str:
    return f"{SystemClock().now().year}-01-01T{hour}:00+01:00"


def test_a_carrier_is_connected_listed_and_let_go(
    store: Store, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("connect", "KE", "--name", "parcel-post") == 0
    said = capsys.readouterr().out
    assert "/hooks/carriers/parcel-post" in said
    made = said.split()[-1]
    assert len(secret_of(made)) == 32
    given = new_signing_secret()
    assert run("connect", "KE", "--name", "parcel-post", secret=given) == 0
    assert given not in capsys.readouterr().out
    keys = service_secrets(Settings(mode="demo", data_dir=tmp_path))
    with store.read() as conn:
        row = conn.execute(select(carriers)).one()
        found = sender(conn, keys, "parcel-post", SystemClock().now())
    assert found is not None
    assert found.secrets == (secret_of(given), secret_of(made))
    assert "whsec" not in row.secrets
    assert given not in repr(found)
    assert reseal(store, (b"a newer secret of the service", *keys)) >= 1
    assert run("list", "KE") == 0
    assert run("disconnect", "KE", "--name", "parcel-post") == 0
    assert run("disconnect", "KE", "--name", "parcel-post") == 0
    assert run("list", "KE") == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[:2] for line in told] == [
        ["parcel-post", "scans"],
        ["Its messages are taken no more."],
        ['No carrier is called "parcel-post".'],
        ["No carrier is connected."],
    ]


@pytest.mark.parametrize(
    ("arguments", "secret", "told"),
    [
        (("connect", "XX", "--name", "parcel-post"), "", "No marketplace has the code"),
        (("connect", "KE", "--name", "Parcel Post"), "", "small letters, digits and hyphens"),
        (("connect", "KE", "--name", "parcel-post"), "whsec_c2hvcnQ=", "24 to 64 bytes"),
        (("connect", "KE", "--name", "taken"), "", "Another marketplace has a carrier of that name"),
        (("take", "KE", "--file", "/nowhere.csv"), "", "No such file"),
    ],
)
def test_what_cannot_be_is_refused(
    run: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], secret: str, told: str
) -> None:
    assert run("connect", "EL", "--name", "taken") == 0
    assert run(*arguments, secret=secret) == 1
    assert told in capsys.readouterr().err


def test_a_file_is_taken_line_by_line_and_a_wrong_line_costs_no_other(
    store: Store, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "scans.csv"
    file.write_text(
        "\ufeffTracking;at;kind;place;reference\n"
        f"0034 0434;{recently('09:00')};accepted;Leipzig;s-1\n"
        f"0034 0434;{recently('10:00')};STOLEN;;\n"
        f"0034 0434;{recently('11:00')};DELIVERED\n"
        "\n"
        f'0034 0434;{recently("12:00")};IN_TRANSIT;"Berlin; Mitte";s-2\n'
        f"0034 0434;1999-01-01T09:00:00Z;ACCEPTED;;\n",
        encoding="utf-8",
    )
    assert run("take", "KE", "--file", str(file), "--name", "parcel-post") == 1
    said = capsys.readouterr()
    assert said.out == "scans.csv: 2 scans taken, 0 known already, 3 lines refused.\n"
    assert [line.partition(": ")[0] for line in said.err.splitlines()] == [
        "scans.csv, line 3",
        "scans.csv, line 4",
        "scans.csv, line 7",
    ]
    assert "kind: one of LABEL_MADE, ACCEPTED" in said.err
    assert kept(store) == [
        ("parcel-post", "00340434", "ACCEPTED", "01-01T08:00"),
        ("parcel-post", "00340434", "IN_TRANSIT", "01-01T11:00"),
    ]
    assert run("take", "KE", "--file", str(file), "--name", "parcel-post") == 1
    assert "0 scans taken, 2 known already" in capsys.readouterr().out


def test_a_folder_of_json_lines_is_taken(
    store: Store, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    (folder / "old").mkdir(parents=True)
    scan = {"tracking": "00340434", "at": recently("09:00"), "kind": "ACCEPTED"}
    (folder / "a.jsonl").write_text(f"{json.dumps(scan)}\n\n{{no json\n[1]\n", encoding="utf-8")
    (folder / "b.jsonl").write_text(json.dumps(scan | {"kind": "LOST", "place": None}), encoding="utf-8")
    assert run("take", "KE", "--file", str(folder)) == 1
    said = capsys.readouterr()
    assert [line.split(": ")[0] for line in said.err.splitlines()] == ["a.jsonl, line 3", "a.jsonl, line 4"]
    assert [one[0::2] for one in kept(store)] == [("file", "ACCEPTED"), ("file", "LOST")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"tracking,at\n00340434,now\n", "The first line names no column kind"),
        (b"", "The first line names no column tracking, at, kind"),
        (b"tracking,at,kind\n\xff\xfe", "not written in UTF-8"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(
    store: Store, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, told: str
) -> None:
    (tmp_path / "scans.csv").write_bytes(content)
    assert run("take", "KE", "--file", str(tmp_path / "scans.csv")) == 1
    assert told in capsys.readouterr().err
    assert kept(store) == []


def test_quotation_marks_that_do_not_fit_cost_their_line_only(store: Store, run: Run, tmp_path: Path) -> None:
    lines = [f'"0034"0434,{recently("09:00")},ACCEPTED', f"00340434,{recently('10:00')},LOST"]
    (tmp_path / "scans.csv").write_text("\n".join(["tracking,at,kind", *lines]), encoding="utf-8")
    assert run("take", "KE", "--file", str(tmp_path / "scans.csv")) == 1
    assert [one[2] for one in kept(store)] == ["LOST"]
