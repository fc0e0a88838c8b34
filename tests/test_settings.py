"""Configuration says where it is wrong and what would do; production refuses what was made up for a trial."""

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest

from odr.settings import SECRETS, ConfigurationError, Settings, service_secret, service_secrets, variable

DOCUMENT = Path(__file__).parent.parent / "docs" / "reference" / "settings.md"
IN_EARNEST = {
    "ODR_SECRET": "s" * 32,
    "ODR_SIGNING_KEY": "key.p12",
    "ODR_LOG_KEY": "log.pem",
    "ODR_PUBLIC_URL": "https://disputes.example",
    "ODR_SMTP_URL": "smtp://mail.example:587",
    "ODR_MAIL_FROM": "noreply@disputes.example",
}
DEMO = {"ODR_MODE": "demo"}


def problems(env: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigurationError) as refused:
        Settings.from_env(env)
    assert all(line in str(refused.value) for line in refused.value.problems)
    return refused.value.problems


def test_every_setting_is_documented() -> None:
    written = DOCUMENT.read_text(encoding="utf-8")
    names = [variable(each.name) for each in fields(Settings)] + [f"{variable(name)}_FILE" for name in SECRETS]
    assert [name for name in names if f"`{name}`" not in written] == []


def test_the_document_has_no_setting_that_does_not_exist() -> None:
    rows = [line.split("`")[1] for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if "| `" in line]
    assert sorted(rows) == sorted(variable(each.name) for each in fields(Settings))


@pytest.mark.parametrize(
    "name", ["body_limit", "upload_limit", "intake_rate", "port", "request_timeout_s", "host", "mail_from"]
)
def test_the_document_states_the_default(name: str) -> None:
    row = next(line for line in DOCUMENT.read_text("utf-8").splitlines() if f"| `{variable(name)}`" in line)
    assert f"`{getattr(Settings(), name)}`" in row


def test_what_is_not_set_follows_from_the_rest() -> None:
    settings = Settings.from_env(DEMO | {"PORT": "8123", "ODR_DATA_DIR": "/srv/odr"})
    assert settings.database_url == "sqlite:////srv/odr/odr.sqlite3"
    assert settings.public_url == "http://localhost:8123"
    assert settings.smtp_url == "smtp://127.0.0.1:9123"
    assert settings.own_mailbox
    assert settings.worker


def test_a_mail_server_of_ones_own_is_used_in_the_demo_too() -> None:
    assert not Settings.from_env(DEMO | {"ODR_SMTP_URL": "smtp://127.0.0.1:25"}).own_mailbox


def test_the_worker_is_a_process_of_its_own_on_postgres() -> None:
    url = {"ODR_DATABASE_URL": "postgresql://localhost/odr"}
    assert not Settings.from_env(DEMO | url).worker
    assert Settings.from_env(DEMO | url | {"ODR_WORKER": "yes"}).worker


def test_production_is_the_default_and_needs_its_own_keys() -> None:
    found = problems({})
    assert [line.split(":")[0] for line in found[:-1]] == list(IN_EARNEST)
    assert "ODR_MODE=demo" in found[-1]
    assert Settings.from_env(IN_EARNEST).mode == "production"


@pytest.mark.parametrize("name", IN_EARNEST)
def test_production_misses_each_of_them(name: str) -> None:
    found = problems({key: value for key, value in IN_EARNEST.items() if key != name})
    assert [line.split(":")[0] for line in found[:-1]] == [name]


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"ODR_PORT": "80"}, "ODR_PORT: no such setting."),
        ({"ODR_DATABASE": "x"}, "Did you mean ODR_DATABASE_URL?"),
        ({"PORT": "http"}, "PORT: 'http' is not a whole number from 1 to 65535."),
        ({"ODR_REQUEST_TIMEOUT_S": "60"}, "from 1 to 50"),
        ({"ODR_WORKER": "maybe"}, "neither yes nor no"),
        ({"ODR_MODE": "prod"}, "none of production, development, demo"),
        ({"ODR_DATABASE_URL": "mysql://x/y"}, "sqlite:///PATH"),
        ({"ODR_SMTP_URL": "mail.example"}, "smtp://HOST:PORT"),
        ({"ODR_PUBLIC_URL": "disputes"}, "https://disputes.example"),
        ({"ODR_SECRET_FILE": "/nowhere/at/all"}, "/nowhere/at/all cannot be read"),
    ],
)
def test_a_wrong_value_says_what_would_do(env: dict[str, str], said: str) -> None:
    assert any(said in line for line in problems(DEMO | env))


def test_all_problems_are_said_at_once() -> None:
    assert len(problems(DEMO | {"PORT": "x", "ODR_WORKER": "x", "ODR_X": "x"})) == 3


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from the file\n")
    env = DEMO | {"ODR_SECRET_FILE": str(tmp_path / "secret")}
    assert Settings.from_env(env).secret == "from the file"
    assert Settings.from_env(env | {"ODR_SECRET": "plain"}).secret == "plain"


def test_secrets_are_not_shown() -> None:
    shown = repr(Settings(secret="hunter2", smtp_url="smtp://a:hunter2@b", database_url="postgresql://a:hunter2@b/c"))
    assert "hunter2" not in shown


def test_the_made_secret_is_kept_for_the_owner_alone_and_agreed_on(tmp_path: Path) -> None:
    settings = Settings(mode="demo", data_dir=tmp_path / "var")
    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(lambda _: service_secret(settings), range(16)))
    assert len(made) == 1
    assert len(made.pop()) == 43
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600
    assert [each.name for each in (tmp_path / "var").iterdir()] == ["secret"]


def test_a_given_secret_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert service_secret(Settings(secret="given", data_dir=tmp_path / "var")) == b"given"
    assert not (tmp_path / "var").exists()


def test_the_first_of_several_secrets_is_used_and_the_others_are_still_read(tmp_path: Path) -> None:
    settings = Settings(secret="newest\n older oldest", data_dir=tmp_path)
    assert service_secret(settings) == b"newest"
    assert service_secrets(settings) == (b"newest", b"older", b"oldest")


@pytest.mark.parametrize("address", ["unix:/run/clamav/clamd.ctl", "tcp://scanner:3310"])
def test_a_scanner_is_named_by_its_socket(address: str) -> None:
    assert Settings.from_env(DEMO | {"ODR_SCANNER": address}).scanner == address


@pytest.mark.parametrize(
    "address", ["/run/clamav/clamd.ctl", "tcp://scanner", "http://scanner:3310", "tcp://scanner:x"]
)
def test_what_is_no_socket_is_refused(address: str) -> None:
    assert problems(DEMO | {"ODR_SCANNER": address}) == ["ODR_SCANNER: use unix:/PATH/TO/clamd.ctl or tcp://HOST:PORT."]


def test_files_come_from_the_service_unless_they_have_an_origin_of_their_own() -> None:
    public = {"ODR_PUBLIC_URL": "https://disputes.example"}
    assert Settings.from_env(DEMO | public).evidence_url == "https://disputes.example"
    apart = DEMO | public | {"ODR_EVIDENCE_URL": "https://files.disputes.example/"}
    assert Settings.from_env(apart).evidence_url == "https://files.disputes.example"
    for wrong in ("files.disputes.example", "https://disputes.example/files", "http://files.disputes.example"):
        assert problems(DEMO | public | {"ODR_EVIDENCE_URL": wrong})[0].startswith("ODR_EVIDENCE_URL: use an address")
