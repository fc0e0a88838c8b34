"""The public tus client sends files to the service: at one go, broken off and gone on with, created, given up."""

import json
import random
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from odr.evidence.intake import Finalizing, finalize
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import State
from odr.evidence.uploads import Upload, by_id, url_of
from tests.conftest import HandClock
from tests.evidence.helpers import BUYER, NOW, PDF, announced, begin, digest, drafts, files
from tests.evidence.test_routes import with_room

ROOT = Path(__file__).parents[2]
MODULE = ROOT / "frontend" / "node_modules" / "tus-js-client" / "lib.esm" / "node" / "index.js"
NODE = shutil.which("node") or str(ROOT / ".venv" / "nodejs" / "bin" / "node")
BODY = PDF + random.Random(11).randbytes(20_000_000)


@pytest.fixture
def address(room: EvidenceRoom) -> Iterator[str]:
    """Where the service listens."""
    config = uvicorn.Config(with_room(room, HandClock(NOW)), port=0, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    running.join(20)


@pytest.fixture
def upload(room: EvidenceRoom) -> Upload:
    return begin(room, BUYER, announced(BODY, sha256=digest(BODY))).upload


def sent(room: EvidenceRoom, upload: Upload, address: str, folder: Path, **plan: Any) -> Any:
    """What the client tells of its transfers."""
    assert MODULE.exists(), "The public client is among the packages of the web interface: run scripts/frontend first."
    file = folder / "file"
    file.write_bytes(BODY)
    url = (url_of(room, upload) or "").replace(room.public_url, address)
    asked = json.dumps({"cuts": [], "create": False, "terminate": False} | plan)
    command = [NODE, str(Path(__file__).with_name("client.mjs")), MODULE.as_uri(), url, str(file), asked]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


@pytest.mark.parametrize("create", [False, True], ids=["sent", "created"])
def test_it_sends_a_file_at_one_go(room: EvidenceRoom, upload: Upload, address: str, tmp_path: Path, create: bool):
    assert sent(room, upload, address, tmp_path, create=create)["ended"] == "arrived"
    assert finalize(room, BUYER, Finalizing(upload.id), NOW).upload.state is State.AVAILABLE
    assert files(room) == [BODY]


def test_it_goes_on_where_it_broke_off(room: EvidenceRoom, upload: Upload, address: str, tmp_path: Path):
    told = sent(room, upload, address, tmp_path, cuts=[0.1, 0.35, 0.8])
    assert told["ended"] == "arrived"
    first, *later = told["resumedAt"]
    assert first < later[0] <= later[1] <= later[2]
    assert finalize(room, BUYER, Finalizing(upload.id), NOW).upload.sha256 == digest(BODY)
    assert (files(room), drafts(room)) == ([BODY], 0)


def test_it_gives_an_upload_up(room: EvidenceRoom, upload: Upload, address: str, tmp_path: Path):
    assert sent(room, upload, address, tmp_path, cuts=[0.2], terminate=True)["ended"] == "cut"
    with room.store.read() as conn:
        assert by_id(conn, upload.id).state is State.ERASED
    assert (files(room), drafts(room)) == ([], 0)
