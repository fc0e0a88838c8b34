"""Servers that speak S3, for tests: one that checks signatures, one that refuses to write over what is there."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3
from botocore.client import BaseClient, Config

BUCKET = "evidence"
ACCESS = {"AWS_ACCESS_KEY_ID": "a-key", "AWS_SECRET_ACCESS_KEY": "a-secret-key", "AWS_REGION": "us-east-1"}
STARTS_S = 30


@dataclass(frozen=True)
class S3:
    """A running server with an empty bucket."""

    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"s3://{BUCKET}/files"

    @property
    def environment(self) -> dict[str, str]:
        """What a service is told of it."""
        return ACCESS | {"AWS_ENDPOINT_URL": self.endpoint}

    def client(self) -> BaseClient:
        """To look into the bucket from beside the service."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name="us-east-1",
            aws_access_key_id=ACCESS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=ACCESS["AWS_SECRET_ACCESS_KEY"],
            config=Config(retries={"max_attempts": 1}, request_checksum_calculation="when_required"),
        )

    def stop(self) -> None:
        """It is gone, as if the machine had died."""
        self.process.kill()
        self.process.wait()


@contextmanager
def moto(folder: Path) -> Iterator[S3]:
    """Keeps what is there; believes every signature."""
    port = _free_port()
    with _running([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], folder, port) as server:
        server.client().create_bucket(Bucket=BUCKET)
        yield server


@contextmanager
def rclone(folder: Path) -> Iterator[S3]:
    """Checks signatures; writes over what is there."""
    port = _free_port()
    (folder / BUCKET).mkdir(parents=True)
    program = Path(sys.executable).with_name("rclone")
    key = f"{ACCESS['AWS_ACCESS_KEY_ID']},{ACCESS['AWS_SECRET_ACCESS_KEY']}"
    serve = [str(program), "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", key, str(folder)]
    with _running(serve, folder, port) as server:
        yield server


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[S3]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=os.environ | {"HOME": str(folder)}, **quiet)  # type: ignore[call-overload]
    try:
        _wait_for(port, process)
        yield S3(port, process)
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_S
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert process.poll() is None, "the server ended at once"
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
