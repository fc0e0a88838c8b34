"""One whole dispute over HTTP, told, up to the signed record; and what stops it."""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from odr.__main__ import main
from odr.demo.desk import NotPossible
from odr.demo.player import Player, Voice
from odr.demo.scenes import an_order
from odr.demo.stage import Stage


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What was told, and the signed record."""
    folder = tmp_path_factory.mktemp("play")
    around = {name: value for name, value in os.environ.items() if not name.startswith("ODR_")}
    done = subprocess.run(
        [sys.executable, "-m", "odr", "demo", "--play", "--out", str(folder)],
        env=around | {"ODR_MODE": "demo", "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (record,) = folder.glob("KE-*.pdf")
    return done.stdout, record


def verified(told: str, file: Path) -> int:
    """The exit code of the command line that the play ends with, for this file."""
    (line,) = re.findall(r"^  (ODR_MODE=.* verify .*)$", told, re.MULTILINE)
    *words, _ = shlex.split(line)
    return subprocess.run(["env", *words, str(file)], capture_output=True, check=False).returncode


def test_it_runs_to_the_end_and_tells_of_everybody(played: tuple[str, Path]) -> None:
    told, record = played
    assert f"The signed record: {record}" in told
    assert "the case closes: decided." in told
    assert len(re.findall("what was seen before, to the letter", told)) == 4
    assert "0 offers, 0 proposals and 0 messages" in " ".join(told.split())


def test_its_record_verifies_and_one_with_a_flipped_byte_does_not(played: tuple[str, Path], tmp_path: Path) -> None:
    told, record = played
    assert verified(told, record) == 0
    body = bytearray(record.read_bytes())
    body[len(body) // 3] ^= 1
    (tmp_path / "flipped.pdf").write_bytes(body)
    assert verified(told, tmp_path / "flipped.pdf") == 1


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig (poppler) is not installed")
def test_another_program_finds_the_signature_valid(played: tuple[str, Path]) -> None:
    found = subprocess.run(["pdfsig", str(played[1])], capture_output=True, text=True, check=False)
    assert "Signature is Valid." in found.stdout
    assert "Total document signed" in found.stdout


def test_a_refused_step_stops_the_play_with_its_code_and_message() -> None:
    refused = {"code": "NAME_NOT_VALID", "field": "name", "message": "Give a name."}
    answer = {"data": {"updateProfile": {"userErrors": [refused]}}}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=answer))
    with (
        httpx.Client(transport=transport, base_url="http://odr.example") as http,
        pytest.raises(NotPossible, match=r"Nora, updateProfile: NAME_NOT_VALID. Give a name."),
    ):
        Player("Nora", http).do("updateProfile", name="")


def test_a_session_that_ended_is_opened_again() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        fresh = request.headers["authorization"] == "Bearer fresh"
        return httpx.Response(200, json={"data": {"demo": None}}) if fresh else httpx.Response(401)

    with httpx.Client(transport=httpx.MockTransport(answer), base_url="http://odr.example") as http:
        player = Player("Nora", http, "stale", renew=lambda _: "fresh")
        assert player.ask("query Now { demo { now } }") == {"demo": None}


def test_on_a_service_in_earnest_nobody_even_signs_in() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.content.decode())
        return httpx.Response(200, json={"data": {"demo": None}})

    with (
        httpx.Client(transport=httpx.MockTransport(answer), base_url="http://odr.example") as http,
        pytest.raises(NotPossible, match="not in demo mode"),
    ):
        an_order(Stage(http, Voice(io.StringIO()), "ABC123"))
    assert len(asked) == 1
    assert "query Now" in asked[0]


@pytest.mark.parametrize(
    ("mode", "words", "message"),
    [
        ("demo", ["--play", "--url", "http://127.0.0.1:1"], "cannot be reached"),
        ("development", [], "Set ODR_MODE=demo"),
    ],
)
def test_the_command_ends_with_1_and_says_why(
    mode: str,
    words: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ODR_MODE", mode)
    monkeypatch.setenv("ODR_DATA_DIR", str(tmp_path))
    assert main(["demo", "--out", str(tmp_path), *words]) == 1
    assert message in capsys.readouterr().err
