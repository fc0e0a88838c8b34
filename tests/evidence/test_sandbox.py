"""The process that reads hostile files: bound in memory, time and disk, without a network, and believed in nothing."""

import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from odr.evidence.renditions import run
from odr.evidence.renditions.run import Bounds, ChildFailed, shown
from tests.evidence import misbehaving

CLOSED = "from odr.evidence.renditions.sandbox import close_in; print(close_in(1 << 30, 5, 1 << 20), flush=True)\n"


def in_sandbox(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", CLOSED + code], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("way", misbehaving.WAYS)
def test_whatever_it_does_the_service_lives_and_nothing_comes_of_it(tmp_path: Path, monkeypatch, way: str):
    monkeypatch.setattr(run, "MODULE", "tests.evidence.misbehaving")
    begun = time.monotonic()
    with pytest.raises(ChildFailed), shown([b"the file"], way, tmp_path / "scratch", Bounds(3, 6)):
        pass
    assert time.monotonic() - begun < 30
    assert list((tmp_path / "scratch").iterdir()) == []


def test_what_it_started_ends_with_it(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(run, "MODULE", "tests.evidence.misbehaving")
    with pytest.raises(ChildFailed), shown([b"the file"], "sleeps_with_a_child", tmp_path, Bounds(2, 2)):
        pass
    sleeping = subprocess.run(["ps", "-eo", "stat,args"], capture_output=True, text=True, check=True).stdout
    assert [line for line in sleeping.splitlines() if "sleep 600" in line and not line.startswith("Z")] == []


def test_it_has_no_network():
    """Not even this machine's own: where the kernel gives it a network of its own, nobody listens there."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        python = in_sandbox(f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)")
        assert "this process has no network" in python.stderr
        call = f"exec 3<>/dev/tcp/127.0.0.1/{port}"
        below = in_sandbox(
            f"import subprocess; print(subprocess.run(['bash', '-c', {call!r}]).returncode)"
        ).stdout.split()
    if below[0] == "False":
        pytest.skip("this kernel gives no network of its own to processes without rights")
    assert below == ["True", "1"]


def test_its_memory_and_its_files_have_an_end(tmp_path: Path):
    assert "MemoryError" in in_sandbox("bytearray(2 << 30)").stderr
    assert "File too large" in in_sandbox(f"open({str(tmp_path / 'large')!r}, 'wb').write(bytes(2 << 20))").stderr


def test_it_knows_no_secret_of_the_service(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("ODR_SECRET", "s" * 32)
    assert not any(name.startswith("ODR_") for name in run._environment(tmp_path))
