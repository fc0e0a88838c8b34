"""One large file into the service, hashed on its way, beside nginx storing the same bytes; and what memory it takes."""

import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from bench.http import Prepared, Running, free_port, on_sqlite, process, service
from bench.measure import Ceiling, Ratio, alternate, calibration
from odr.schema import ids

GIB, PIECE = 1024**3, 1024**2
DEMAND, MEMORY_MIB = 0.9, 64.0
BEGIN = """mutation Begin($input: CreateEvidenceUploadInput!) { createEvidenceUpload(input: $input) {
upload { id url } userErrors { message } } }"""
NGINX = """daemon off; pid {folder}/pid; error_log {folder}/log warn; worker_processes 1; user root;
events {{ worker_connections 64; }}
http {{ access_log off; client_max_body_size 0; client_body_temp_path {folder}/coming;
server {{ listen 127.0.0.1:{port}; location / {{ root {folder}/files; dav_methods PUT; }} }} }}
"""


def one_gibibyte() -> list[Ratio | Ceiling]:
    """Bytes per second beside nginx, and the peak of memory above idle in MiB."""
    if shutil.which("nginx") is None:
        raise RuntimeError("nginx is needed to measure uploads: apt-get install nginx-light")
    ready = on_sqlite()
    with service(ready, {"ODR_UPLOAD_LIMIT": str(GIB)}) as (ours, token), _nginx() as floor:
        idle = memory(ours.pid, "VmRSS")
        rates = alternate([lambda: _into_ours(ours, token, ready), lambda: _into(floor, "PUT", "/file", {})])
        peak = memory(ours.pid, "VmHWM") - idle
    return [
        Ratio("1 GiB upload, beside nginx", rates[0], rates[1], "MiB/s", DEMAND),
        Ceiling("its peak of memory above idle", peak, MEMORY_MIB, calibration(), "MiB"),
    ]


def _into_ours(ours: Running, token: str, ready: Prepared) -> float:
    given = {"case": ids.encode("Case", ready.case), "filename": "film.mp4", "sizeBytes": GIB}
    answer = httpx.post(
        f"{ours.url}/graphql",
        json={"query": BEGIN, "variables": {"input": given}},
        headers={"authorization": f"Bearer {token}"},
    ).json()
    upload = answer["data"]["createEvidenceUpload"]["upload"]
    path = urlsplit(upload["url"]).path
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    rate = _into(ours.url, "PATCH", path, headers)
    httpx.delete(f"{ours.url}{path}", headers={"Tus-Resumable": "1.0.0"}).raise_for_status()
    return rate


def _into(url: str, method: str, path: str, headers: dict[str, str]) -> float:
    """Send a GiB over one connection and wait for the answer: MiB per second."""
    address = urlsplit(url)
    head = {"Host": address.netloc, "Content-Length": str(GIB), **headers}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
    body = memoryview(bytes(range(256)) * (PIECE // 256))
    with socket.create_connection((address.hostname, address.port)) as peer:
        begun = time.perf_counter()
        peer.sendall("\r\n".join(lines).encode())
        for _ in range(GIB // PIECE):
            peer.sendall(body)
        status = peer.recv(4096).split(b" ", 2)[1]
        took = time.perf_counter() - begun
    if status not in (b"201", b"204"):
        raise RuntimeError(f"{url} answered {status!r}")
    return GIB / PIECE / took


@contextmanager
def _nginx() -> Iterator[str]:
    folder, port = Path(tempfile.mkdtemp(prefix="odr-bench-")), free_port()
    (folder / "files").mkdir()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    with process(["nginx", "-c", str(folder / "nginx.conf")], {}, f"http://127.0.0.1:{port}/", answers=403):
        yield f"http://127.0.0.1:{port}"


def memory(pid: int, which: str) -> float:
    """What a process takes, in MiB: `VmRSS` now, `VmHWM` at its highest."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(which):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"{which} of {pid} is not told")
