"""What the scanner's answers mean, and what its silence does."""

import socket

import pytest

from odr.evidence.scanner import PIECE, Scanned, Scanner, ScannerDown, Verdict
from tests.evidence.clamd import EICAR, PROGRAM, answering, clamd, read_all


@pytest.mark.parametrize(
    ("answer", "verdict", "signature"),
    [
        ("stream: OK", Verdict.CLEAN, ""),
        ("stream: Win.Test.EICAR_HDB-1 FOUND", Verdict.HARMFUL, "Win.Test.EICAR_HDB-1"),
        ("stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND", Verdict.TOO_MUCH, None),
        ("stream: Heuristics.Encrypted.Zip FOUND", Verdict.LOCKED, None),
        ("INSTREAM size limit exceeded. ERROR", Verdict.TOO_MUCH, "StreamMaxLength"),
    ],
)
def test_its_answers_are_told_apart(answer: str, verdict: Verdict, signature: str | None):
    heard = []

    def say(talk: socket.socket) -> None:
        heard.append(read_all(talk))
        talk.sendall(answer.encode() + b"\0")

    body = b"x" * (PIECE + 1)
    with answering(say) as scanner:
        found = scanner.scan([body, b"y"], 5)
    assert found.verdict is verdict
    assert signature is None or found.signature == signature
    assert heard == [body + b"y"]


def test_it_may_hang_up_once_it_has_seen_enough():
    def enough(talk: socket.socket) -> None:
        talk.recv(10)
        talk.sendall(b"INSTREAM size limit exceeded. ERROR\0")
        talk.shutdown(socket.SHUT_WR)
        while talk.recv(PIECE):
            pass

    with answering(enough) as scanner:
        assert scanner.scan([b"x" * PIECE] * 4, 5) == Scanned(Verdict.TOO_MUCH, "StreamMaxLength")


@pytest.mark.parametrize(
    "answer",
    [
        lambda talk: talk.close(),
        lambda talk: (talk.recv(100), talk.close()),
        lambda talk: (read_all(talk), talk.close()),
        lambda talk: (read_all(talk), talk.sendall(b"stream: Can't allocate memory ERROR\0")),
    ],
    ids=["at once", "in the middle", "before its answer", "with an error"],
)
def test_without_a_verdict_it_is_down(answer):
    with answering(answer) as scanner, pytest.raises(ScannerDown) as down:
        scanner.scan([b"x" * PIECE] * 40, 5)
    assert down.value.begun


def test_one_that_says_nothing_is_not_waited_for():
    def silent(talk: socket.socket) -> None:
        while talk.recv(PIECE):
            pass

    with answering(silent) as scanner, pytest.raises(ScannerDown):
        scanner.scan([b"x"], 0.2)


def test_where_nobody_listens_nothing_has_begun():
    for address in ("unix:/nowhere/clamd.ctl", "tcp://127.0.0.1:1"):
        assert not Scanner(address).is_there()
        with pytest.raises(ScannerDown) as down:
            Scanner(address).scan([b"x"], 1)
        assert not down.value.begun


@pytest.mark.skipif(not PROGRAM, reason="clamd is not installed")
def test_clamav_understands_us():
    with clamd() as scanner:
        assert scanner.is_there()
        assert scanner.scan([b"Where is my parcel?"], 10).verdict is Verdict.CLEAN
        found = scanner.scan([EICAR], 10)
    assert (found.verdict, found.signature[:11]) == (Verdict.HARMFUL, "Test.Eicar.")
