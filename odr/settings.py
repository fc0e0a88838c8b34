"""All configuration, read once from the environment and frozen. Each name is explained in
docs/reference/settings.md, which a test compares with this class.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, Self, cast, get_args
from urllib.parse import urlsplit

from odr.ids import new_id, new_secret
from odr.store import readable_url

Mode = Literal["production", "development", "demo"]

KIB = 1024
MIB = 1024 * KIB
SHORTEST_SECRET = 32
BUCKETS = ("s3", "gs", "az")
"""What an address of evidence can begin with, besides none for a folder."""
FOREIGN_PREFIXES = ("ODR_TEST_", "ODR_BUILD_")
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


class ConfigurationError(ValueError):
    """The environment cannot be used. The message has a line for each problem, saying what would do."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The configuration cannot be used:\n" + "\n".join(f"  {line}" for line in problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator decided. Sizes are in bytes, times in seconds."""

    mode: Mode = "production"
    data_dir: Path = Path("var")
    database_url: str = field(default="", repr=False)
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    evidence_url: str = ""
    trusted_proxies: str = "127.0.0.1"
    smtp_url: str = field(default="", repr=False)
    mail_from: str = "Dispute service <noreply@localhost>"
    body_limit: int = 128 * KIB
    upload_limit: int = 25 * MIB
    intake_rate: int = 16 * MIB
    evidence_store: str = field(default="", repr=False)
    evidence_sealed: bool = False
    evidence_direct: bool = False
    scanner: str = ""
    request_timeout_s: int = 20
    live_streams: int = 1000
    calendars: Path | None = None
    signing_key: Path | None = None
    signing_key_password: str = field(default="", repr=False)
    log_key: Path | None = None
    secret: str = field(default="", repr=False)
    staff_second_factor: bool = False
    worker: bool = True
    outbound_inside: bool = False
    introspection: bool | None = None
    log_level: str = "info"

    def __post_init__(self) -> None:
        """Fill in what follows from the rest."""
        derived = {
            "database_url": f"sqlite:///{self.data_dir / 'odr.sqlite3'}",
            "public_url": f"http://localhost:{self.port}",
            "evidence_url": self.public_url or f"http://localhost:{self.port}",
            "smtp_url": "" if self.mode == "production" else f"smtp://127.0.0.1:{own_mail_port(self.port)}",
        }
        for name, value in derived.items():
            object.__setattr__(self, name, getattr(self, name) or value)
        if self.introspection is None:
            object.__setattr__(self, "introspection", self.mode != "production")

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        """Read the settings from environment variables.

        Raises:
            ConfigurationError: an unknown name, an unreadable value, or what production needs is missing.
        """
        read = _Reader(env)
        settings = cls(
            mode=cast(Mode, read.choice("mode", get_args(Mode))),
            data_dir=Path(read.text("data_dir")),
            database_url=read.text("database_url"),
            host=read.text("host"),
            port=read.number("port", 1, 65_535),
            public_url=read.text("public_url").rstrip("/"),
            evidence_url=read.text("evidence_url").rstrip("/"),
            trusted_proxies=read.text("trusted_proxies"),
            smtp_url=read.text("smtp_url"),
            mail_from=read.text("mail_from"),
            body_limit=read.number("body_limit", 16 * KIB, 16 * MIB),
            upload_limit=read.number("upload_limit", MIB, 1024 * MIB),
            intake_rate=read.number("intake_rate", MIB, 1024 * MIB),
            evidence_store=read.text("evidence_store"),
            scanner=read.text("scanner"),
            live_streams=read.number("live_streams", 0, 100_000),
            request_timeout_s=read.number("request_timeout_s", 1, 50),
            calendars=Path(file) if (file := read.text("calendars")) else None,
            signing_key=Path(key) if (key := read.text("signing_key")) else None,
            signing_key_password=read.text("signing_key_password"),
            log_key=Path(pem) if (pem := read.text("log_key")) else None,
            secret=read.text("secret"),
            log_level=read.choice("log_level", ("debug", "info", "warning", "error")),
        )
        on_sqlite = settings.database_url.startswith("sqlite")
        settings = replace(
            settings,
            evidence_sealed=read.switch("evidence_sealed", default=False),
            evidence_direct=read.switch("evidence_direct", default=False),
            staff_second_factor=read.switch("staff_second_factor", default=False),
            worker=read.switch("worker", default=on_sqlite),
            outbound_inside=read.switch("outbound_inside", default=False),
            introspection=read.switch("introspection", default=settings.mode != "production"),
        )
        problems = [*read.problems, *_unknown(env), *_unusable(settings, env)]
        if problems:
            raise ConfigurationError(problems)
        return settings

    @property
    def own_mailbox(self) -> bool:
        """Whether mail goes to the service's own mailbox, where it can be read, instead of to people."""
        return self.mode != "production" and self.smtp_url == f"smtp://127.0.0.1:{own_mail_port(self.port)}"


def own_mail_port(port: int) -> int:
    """Return the port of the service's own mailbox beside a service on `port`."""
    return port + 1000 if port + 1000 <= 65_535 else port - 1000


def service_secret(settings: Settings) -> bytes:
    """Return the key under which the service makes things now: the first of `service_secrets`."""
    return service_secrets(settings)[0]


def service_secrets(settings: Settings) -> tuple[bytes, ...]:
    """Return every key whose things are still read, the newest first.

    Without ODR_SECRET one is made in the data folder. Processes that start together agree: the first
    to link its complete file wins.
    """
    if settings.secret:
        return tuple(settings.secret.encode().split())
    kept = settings.data_dir / "secret"
    if not kept.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        draft = kept.with_name(f"secret.{new_id()}")
        draft.touch(mode=0o600)
        draft.write_text(new_secret(), encoding="ascii")
        try:
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return tuple(kept.read_bytes().split())


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return "PORT" if name == "port" else f"ODR_{name.upper()}"


SECRETS = ("database_url", "smtp_url", "signing_key_password", "secret")
"""Settings that may also be named by a file, `<NAME>_FILE`, so that they need not be in the environment."""


class _Reader:
    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self._defaults = {each.name: each.default for each in fields(Settings)}
        self.problems: list[str] = []

    def text(self, name: str) -> str:
        given = self._env.get(variable(name), "").strip() or self._from_file(name)
        default = self._defaults[name]
        return given or ("" if default is None else str(default))

    def number(self, name: str, low: int, high: int) -> int:
        given = self.text(name)
        if given.isascii() and given.isdigit() and low <= int(given) <= high:
            return int(given)
        self.problems.append(f"{variable(name)}: {given!r} is not a whole number from {low} to {high}.")
        return low

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        given = self.text(name)
        if given in allowed:
            return given
        self.problems.append(f"{variable(name)}: {given!r} is none of {', '.join(allowed)}.")
        return allowed[0]

    def switch(self, name: str, *, default: bool) -> bool:
        given = self._env.get(variable(name), "").strip().lower()
        if given and given not in YES + NO:
            self.problems.append(f"{variable(name)}: {given!r} is neither yes nor no.")
        return given in YES if given else default

    def _from_file(self, name: str) -> str:
        path = self._env.get(f"{variable(name)}_FILE", "") if name in SECRETS else ""
        if not path:
            return ""
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            self.problems.append(f"{variable(name)}_FILE: {path} cannot be read ({error.strerror}).")
            return ""


def _unknown(env: Mapping[str, str]) -> list[str]:
    known = {variable(each.name) for each in fields(Settings)} | {f"{variable(name)}_FILE" for name in SECRETS}
    strange = (
        name
        for name in sorted(env)
        if name.startswith("ODR_") and not name.startswith(FOREIGN_PREFIXES) and name not in known
    )
    return [f"{name}: no such setting.{_meant(name, known)}" for name in strange]


def _meant(name: str, known: set[str]) -> str:
    close = get_close_matches(name, known, 1)
    return f" Did you mean {close[0]}?" if close else ""


def _unusable(settings: Settings, env: Mapping[str, str]) -> list[str]:
    problems = []
    try:
        readable_url(settings.database_url)
    except ValueError as refused:
        problems.append(f"ODR_DATABASE_URL: {refused}")
    if settings.smtp_url and urlsplit(settings.smtp_url).scheme not in ("smtp", "smtps"):
        problems.append("ODR_SMTP_URL: use smtp://HOST:PORT or smtps://HOST:PORT.")
    if settings.evidence_store and urlsplit(settings.evidence_store).scheme not in BUCKETS:
        problems.append("ODR_EVIDENCE_STORE: use s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://CONTAINER/PREFIX.")
    if settings.scanner and not _is_socket(settings.scanner):
        problems.append("ODR_SCANNER: use unix:/PATH/TO/clamd.ctl or tcp://HOST:PORT.")
    if settings.evidence_direct and not settings.evidence_store.startswith("s3:"):
        problems.append("ODR_EVIDENCE_DIRECT: files can go straight into a bucket of S3 only: set ODR_EVIDENCE_STORE.")
    if settings.evidence_direct and settings.evidence_sealed:
        problems.append("ODR_EVIDENCE_DIRECT: files that do not pass through the service cannot be sealed by it.")
    if not urlsplit(settings.public_url).netloc:
        problems.append("ODR_PUBLIC_URL: use the address people type, such as https://disputes.example.")
    files, public = urlsplit(settings.evidence_url), urlsplit(settings.public_url)
    if not files.netloc or files.path or files.scheme != public.scheme:
        problems.append("ODR_EVIDENCE_URL: use an address without a path, such as https://files.disputes.example.")
    if settings.mode == "production":
        problems += _missing_in_production(settings, env)
    return problems


def _is_socket(address: str) -> bool:
    try:
        place = urlsplit(address)
        by_name = place.scheme == "tcp" and place.hostname and place.port
    except ValueError:
        return False
    return bool(by_name) or (place.scheme == "unix" and place.path.startswith("/"))


def _missing_in_production(settings: Settings, env: Mapping[str, str]) -> list[str]:
    """Nobody may run a service in earnest on keys, addresses or mail that were made up for trying it out."""
    wanted = {
        f"ODR_SECRET: production needs your own, of {SHORTEST_SECRET} characters or more without blanks.": (
            settings.secret and all(len(one) >= SHORTEST_SECRET for one in settings.secret.split())
        ),
        "ODR_SIGNING_KEY: production needs a PKCS#12 file to sign records with.": settings.signing_key,
        "ODR_LOG_KEY: production needs a PEM file with an Ed25519 key to sign checkpoints with.": settings.log_key,
        "ODR_PUBLIC_URL: production needs an https:// address.": settings.public_url.startswith("https://"),
        "ODR_SMTP_URL: production needs a mail server, smtp://HOST:PORT.": settings.smtp_url,
        "ODR_MAIL_FROM: production needs the sender of its mail.": env.get("ODR_MAIL_FROM", "").strip(),
    }
    missing = [line for line, given in wanted.items() if not given]
    hint = "To try the service on this machine, set ODR_MODE=demo."
    return [*missing, hint] if missing else []
