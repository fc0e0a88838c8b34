"""The command line: documented to the last option, and each command does what it says."""

import argparse
import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest

from odr.__main__ import COMMANDS, main, parser
from odr.accounts.boxes import Box, Kind
from odr.accounts.details import Profile
from odr.accounts.directory import person_at
from odr.accounts.marketplaces import Marketplace, marketplaces_of
from odr.accounts.principal import ServiceRole
from odr.accounts.registration import Registration, register
from odr.accounts.roles import roles_of
from odr.accounts.sessions import SignIn, principal_of_session, sign_in
from odr.accounts.tables import people, second_factors
from odr.app import open_house
from odr.clock import SystemClock
from odr.outages import Outages
from odr.schema import ids
from odr.settings import Settings
from odr.store import Store
from odr.tables import metadata
from tests.accounts.helpers import CountingHasher

ENROL_ANNA = ["enrol", "anna@example.org", "--name", "Anna", "--zone", "Europe/Berlin", "--country", "DE"]
KAUF = {"--code": "KE", "--zone": "Europe/Berlin", "--country": "DE", "--website": "https://kauf.example"}
MAKE_KAUF = ["marketplace", "Kauf Einfach", *chain.from_iterable(KAUF.items())]
PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")


def sections() -> dict[str, str]:
    """The page's text by command."""
    found = re.split(r"^## `odr ([a-z-]+)[^`]*`$", PAGE, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def options(command: str) -> set[str]:
    (commands,) = (one for one in parser([command])._actions if isinstance(one, argparse._SubParsersAction))
    given = (one for one in commands.choices[command]._actions if one.dest != "help")
    return {one.option_strings[-1] if one.option_strings else one.dest for one in given}


def test_the_page_has_every_command_and_no_other() -> None:
    assert sections().keys() == COMMANDS.keys()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_has_every_option_of_a_command_and_no_other(command: str) -> None:
    assert set(re.findall(r"^\| `(-*[a-z-]+)` \|", sections()[command], re.MULTILINE)) == options(command)


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A database with its tables, and an environment that names it."""
    for name in [name for name in os.environ if name.startswith("ODR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ODR_MODE", "development")
    monkeypatch.setenv("ODR_DATA_DIR", str(tmp_path / "var"))
    settings = Settings.from_env(os.environ)
    monkeypatch.setattr("odr.migrate.is_current", lambda store: True)
    with closing(Store(settings.database_url)) as store, store.write() as conn:
        metadata.create_all(conn)
    return settings


def test_an_unusable_configuration_is_told_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ODR_NONSENSE", "1")
    assert main(["migrate"]) == 1
    assert "ODR_NONSENSE: no such setting." in capsys.readouterr().err


def test_nothing_starts_on_the_database_of_another_release(
    prepared: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("odr.migrate.is_current", lambda store: False)
    for command in ("serve", "work", "verify-docket"):
        assert main([command]) == 1
        assert "odr migrate" in capsys.readouterr().err


def test_the_first_operator_is_enrolled_here(
    prepared: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("a long enough pass phrase\n"))
    assert main([*ENROL_ANNA, "--role", "OPERATOR", "--role", "REGISTRAR"]) == 0
    house = open_house(prepared)
    asked = SignIn("anna@example.org", "a long enough pass phrase", "192.0.2.0/24")
    session = sign_in(house.store, house.hasher, asked, house.clock.now())
    found = principal_of_session(house.store, session.token, house.clock.now())
    house.store.close()
    assert found is not None
    assert found.roles == {ServiceRole.OPERATOR, ServiceRole.REGISTRAR}


def test_a_refused_enrolment_says_why(
    prepared: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    assert main(ENROL_ANNA) == 1
    assert "at least 15 characters" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["--zone", "--country"])
def test_nobody_is_enrolled_into_a_zone_or_country_that_was_not_said(missing: str) -> None:
    at = ENROL_ANNA.index(missing)
    with pytest.raises(SystemExit) as wrong:
        main(ENROL_ANNA[:at] + ENROL_ANNA[at + 2 :])
    assert wrong.value.code == 2


@pytest.fixture
def anna(prepared: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Settings:
    """Somebody with an account and no role."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("a long enough pass phrase\n"))
    assert main(ENROL_ANNA) == 0
    capsys.readouterr()
    return prepared


def found(settings: Settings) -> tuple[frozenset[ServiceRole], list[Marketplace]]:
    """Anna's roles, and what she administers."""
    with closing(Store(settings.database_url)) as store, store.read() as conn:
        person = person_at(conn, "anna@example.org")
        assert person is not None
        return roles_of(conn, person), marketplaces_of(conn, person)


def test_a_role_is_given_and_taken_away(anna: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["role", "Anna@example.org", "MEDIATOR"]) == 0
    assert main(["role", "anna@example.org", "REGISTRAR"]) == 0
    assert found(anna)[0] == {ServiceRole.MEDIATOR, ServiceRole.REGISTRAR}
    assert main(["role", "anna@example.org", "MEDIATOR", "--revoke"]) == 0
    assert found(anna)[0] == {ServiceRole.REGISTRAR}
    assert capsys.readouterr().out.splitlines()[-1] == "anna@example.org does not have the role MEDIATOR."


def test_a_marketplace_is_made_with_its_administrator(anna: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*MAKE_KAUF, "--administrator", "anna@example.org"]) == 0
    (kauf,) = found(anna)[1]
    assert (kauf.name, kauf.code, kauf.zone, kauf.country) == ("Kauf Einfach", "KE", "Europe/Berlin", "DE")
    assert capsys.readouterr().out.strip() == ids.encode("Marketplace", kauf.id)
    assert main(MAKE_KAUF) == 1
    assert "uses this code" in capsys.readouterr().err


def test_an_administrator_comes_later_and_goes(anna: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(MAKE_KAUF) == 0
    assert found(anna)[1] == []
    assert main(["administrator", "KE", "anna@example.org"]) == 0
    assert [one.code for one in found(anna)[1]] == ["KE"]
    assert main(["administrator", "KE", "anna@example.org", "--revoke"]) == 0
    assert found(anna)[1] == []


def test_who_has_no_confirmed_account_is_named_and_nothing_is_made(
    anna: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Store(anna.database_url)) as store:
        asked = Registration(Profile("Bob", "en", "UTC", "DE"), "bob@example.org", "a long enough pass phrase", "")
        register(store, CountingHasher(), asked, SystemClock().now())
    given = ["--administrator", "anna@example.org", "--administrator", "bob@example.org"]
    assert main([*MAKE_KAUF, *given]) == 1
    assert found(anna)[1] == []
    assert main(MAKE_KAUF) == 0
    assert main(["administrator", "KE", "bob@example.org"]) == 1
    assert main(["role", "bob@example.org", "MEDIATOR"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3
    assert all("No account has the confirmed address bob@example.org." in line for line in told)


def test_a_code_that_no_marketplace_has_is_named(anna: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["administrator", "KX", "anna@example.org"]) == 1
    assert "No marketplace has the code KX." in capsys.readouterr().err


def test_a_lost_second_factor_is_removed_and_old_secrets_are_let_go(
    anna: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["second-factor", "anna@example.org", "--remove"]) == 1
    assert "You have no second factor." in capsys.readouterr().err
    with closing(Store(anna.database_url)) as store, store.write() as conn:
        person = person_at(conn, "anna@example.org")
        sealed = Box([b"old" * 16], Kind.SECOND_FACTOR).seal(b"key")
        conn.execute(second_factors.insert(), {"person": person, "key": sealed, "created_at": 0, "last_step": 0})
    monkeypatch.setenv("ODR_SECRET", "new" * 16)
    assert main(["reseal"]) == 1
    assert "Put that secret behind the newest one." in capsys.readouterr().err
    monkeypatch.setenv("ODR_SECRET", f"{'new' * 16} {'old' * 16}")
    assert main(["reseal"]) == 0
    monkeypatch.setenv("ODR_SECRET", "new" * 16)
    assert main(["reseal"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 things are encrypted under the first secret of ODR_SECRET."
    assert main(["second-factor", "anna@example.org", "--remove"]) == 0


def test_an_empty_docket_holds(prepared: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify-docket"]) == 0
    assert "0 cases, 0 entries" in capsys.readouterr().out


def test_an_outage_is_recorded_and_a_stop_announced(prepared: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outage", "record", "2026-03-09T22:00+01:00", "2026-03-09T23:30+01:00"]) == 0
    assert main(["outage", "announce", "2126-03-09T22:00Z", "2126-03-09T23:30Z"]) == 0
    capsys.readouterr()
    assert main(["outage", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "announced  2126-03-09 22:00:00  2126-03-09 23:30:00 UTC",
        "outage     2026-03-09 21:00:00  2026-03-09 22:30:00 UTC",
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["record", "yesterday", "today"], "no instant with a zone"),
        (["record", "2026-03-09T22:00", "2026-03-09T23:00"], "no instant with a zone"),
        (["record", "2026-03-09T23:00Z", "2026-03-09T22:00Z"], "has begun and ended"),
        (["announce", "2026-03-09T22:00Z", "2026-03-09T23:00Z"], "before it begins"),
    ],
)
def test_an_outage_that_cannot_be_is_refused(
    prepared: Settings, capsys: pytest.CaptureFixture[str], asked: list[str], said: str
) -> None:
    assert main(["outage", *asked]) == 1
    assert said in capsys.readouterr().err


def test_a_year_of_a_place_is_shown(prepared: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "show", "DE-BY", "2026"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("holidays/")
    assert "Sat 2026-08-15  Assumption Day" in shown
    assert main(["calendar", "show", "HU", "2026"]) == 0
    assert "Sat 2026-01-10  (worked instead of another day)" in capsys.readouterr().out
    for asked, said in (("HU 2027", "HU in 2027"), ("XX 2026", 'no calendar of "XX"'), ("", "Name a place")):
        assert main(["calendar", "show", *asked.split()]) == 1
        assert said in capsys.readouterr().err


def test_places_that_are_not_known_far_enough_are_listed(
    anna: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["calendar", "check"]) == 0
    assert capsys.readouterr().out.startswith("All 1 places are known")
    with closing(Store(anna.database_url)) as store, store.write() as conn:
        conn.execute(people.update().values(country="BV"))
    assert main(["calendar", "check"]) == 1
    assert capsys.readouterr().out.splitlines()[0].startswith("BV: ")


def test_the_clock_is_compared_and_beats_of_a_clock_that_was_ahead_are_forgotten(
    prepared: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clock"]) == 0
    with closing(Store(prepared.database_url)) as store:
        Outages(store).beat(SystemClock().now() + timedelta(days=3650))
    assert main(["clock"]) == 1
    assert "--trust" in capsys.readouterr().out
    assert main(["clock", "--trust"]) == 0


def test_a_region_is_said_and_an_unknown_one_refused(anna: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    market = ["marketplace", "Kiezmarkt", "--code", "KM", "--zone", "Europe/Berlin", "--country", "DE"]
    market += ["--website", "https://kiezmarkt.example", "--administrator", "anna@example.org", "--region"]
    assert main([*market, "DE-XX"]) == 1
    assert "There is no calendar of DE-XX." in (told := capsys.readouterr().err)
    assert "DE-BY" in told
    assert main([*market, "DE-BY"]) == 0
    assert found(anna)[1][0].place == "DE-BY"


def test_a_file_that_is_no_record_is_told_so(
    prepared: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.pdf").write_text("no PDF")
    assert main(["verify", "--offline", str(tmp_path / "letter.pdf")]) in (1, 3)
    assert main(["verify", str(tmp_path / "nothing.pdf")]) == 3


def test_a_backup_into_the_data_itself_is_refused(prepared: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(prepared.data_dir / "copy")]) == 1
    assert "Choose a place outside" in capsys.readouterr().err
    assert main(["restore", str(prepared.data_dir)]) == 1


def test_the_schema_is_printed(prepared: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert "type Mutation {" in capsys.readouterr().out


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_the_service_starts_serves_and_ends_by_signal(tmp_path: Path) -> None:
    port = free_port()
    given = {name: value for name, value in os.environ.items() if not name.startswith("ODR_")}
    given |= {"ODR_MODE": "development", "ODR_DATA_DIR": str(tmp_path), "PORT": str(port), "ODR_WORKER": "no"}
    subprocess.run([sys.executable, "-m", "odr", "migrate"], env=given, check=True, capture_output=True)
    with closing(Store(Settings.from_env(given).database_url)) as store:
        metadata.create_all(store.engine)
    service = subprocess.Popen([sys.executable, "-m", "odr", "serve"], env=given, stdout=subprocess.PIPE, text=True)
    try:
        assert "alive" in wait_for(f"http://127.0.0.1:{port}/healthz", service)
    finally:
        service.send_signal(signal.SIGTERM)
        said, _ = service.communicate(timeout=20)
    assert '"event": "service.stopped"' in said
    assert service.returncode in (0, -signal.SIGTERM)


def wait_for(url: str, service: "subprocess.Popen[str]") -> str:
    until = time.monotonic() + 30
    while time.monotonic() < until and service.poll() is None:
        try:
            with urllib.request.urlopen(url) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the service did not start")
